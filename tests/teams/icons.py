"""Draws the app's two icons anew: `python tests/teams/icons.py`. A page of lines, the last one ticked off.

Teams wants color.png 192×192, with what matters in its middle 96×96, and outline.png 32×32, white on nothing.
"""

from pathlib import Path

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot as plt

GREEN = "#1f4d4a"  # the app's colour in Slack too
ICONS = Path(__file__).parents[2] / "handlers" / "teams" / "icons"


def draw(name: str, size: int, ground: str, scale: float) -> None:
    """`scale`: how much of the picture the drawing takes; `ground`: its colour, 'none' for nothing."""
    figure = plt.figure(figsize=(size / 96, size / 96), dpi=96, facecolor=ground)
    half = 50 / scale
    axes = figure.add_axes((0, 0, 1, 1), xlim=(-half, half), ylim=(-half, half), aspect="equal")
    axes.axis("off")
    stroke = {
        "color": "white",
        "lw": size * 0.75 * scale * 0.085,
        "solid_capstyle": "round",
        "solid_joinstyle": "round",
    }
    for height in (30, 4):
        axes.plot((-40, 40), (height, height), **stroke)
    axes.plot((-40, -12), (-24, -24), **stroke)
    axes.plot((6, 18, 42), (-24, -36, -12), **stroke)
    figure.savefig(ICONS / name, dpi=96, facecolor=ground, metadata={"Software": None})
    plt.close(figure)


if __name__ == "__main__":
    draw("color.png", 192, GREEN, 0.52)
    draw("outline.png", 32, "none", 0.86)
