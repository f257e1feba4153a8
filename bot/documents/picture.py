"""A chart as a picture for a report: greys and hatches, so that it reads the same printed in black and white."""

import io
import textwrap
from typing import TYPE_CHECKING, Any

from bot.reply import Chart, figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIZE = (6.3, 2.9)  # inches: the width of a report's text
DPI = 200
LABEL = 18  # characters before a label is broken
# fill and hatch of the first series, the second and so on: told apart without any colour
FILLS = (
    ("#1F3A4D", ""),
    ("#FFFFFF", "////"),
    ("#A9B4BC", ""),
    ("#FFFFFF", "...."),
    ("#6B7A85", "xx"),
    ("#FFFFFF", "--"),
)
LINES = (("-", "o"), ("--", "s"), (":", "^"), ("-.", "D"), ("-", "v"), ("--", "x"))
DARK = "#1F3A4D"


def png(chart: Chart) -> bytes:
    """The chart as PNG, without its title: that stands above it as text."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    drawn = Figure(figsize=SIZE, dpi=DPI, layout="constrained")
    axes = drawn.add_subplot()
    axes.tick_params(labelsize=8, length=0)
    if chart.kind == "pie":
        _pie(axes, chart)
    else:
        _framed(axes, chart)
        {"bar": _bars, "line": _lines, "area": _areas}[chart.kind](axes, chart)
        _to_the_next_tick(axes, [0, *(value for each in chart.series for value in _floats(each.values))])
    if len(chart.series) > 1:
        axes.legend(
            fontsize=8,
            frameon=False,
            ncols=len(chart.series),
            loc="lower left",
            bbox_to_anchor=(0, 1),
            handlelength=2.2,
        )
    content = io.BytesIO()
    FigureCanvasAgg(drawn)
    drawn.savefig(content, format="png")
    return content.getvalue()


def alternative(chart: Chart) -> str:
    """What the picture shows, in words with all its numbers, for whoever does not see it."""
    kinds = {"bar": "Stapeldiagram", "line": "Linjediagram", "area": "Ytdiagram", "pie": "Cirkeldiagram"}
    return f"{kinds[chart.kind]}. {chart.title}. " + " ".join(f"{line}." for line in chart.lines())


def _framed(axes: "Axes", chart: Chart) -> None:
    """Only what is needed to read a value off: a baseline, thin rules, numbers as Swedes write them."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.grid(axis="y", color="#D9D9D9", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=chart.unit in ("", "st")))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: figure(value, chart.unit)))
    axes.set_xticks(range(len(chart.labels)), [textwrap.fill(label, LABEL) for label in chart.labels])
    axes.set_xlim(-0.5, len(chart.labels) - 0.5)
    if len(chart.labels) > 8:
        axes.tick_params(axis="x", rotation=45)


def _to_the_next_tick(axes: "Axes", values: list[float]) -> None:
    """From zero, or what lies below it, to the tick above the highest value: none stands over the last number."""
    ticks = axes.yaxis.get_major_locator().tick_values(min(values), max(values))
    axes.set_ylim(min(0, min(values)), max(ticks[-1], max(values)))


def _bars(axes: "Axes", chart: Chart) -> None:
    width = 0.8 / len(chart.series)
    for number, each in enumerate(chart.series):
        fill, hatch = FILLS[number % len(FILLS)]
        at = [index - 0.4 + width * (number + 0.5) for index in range(len(chart.labels))]
        axes.bar(
            at,
            _floats(each.values),
            width * 0.92,
            label=each.name,
            color=fill,
            hatch=hatch,
            edgecolor=DARK,
            linewidth=0.8,
        )


def _lines(axes: "Axes", chart: Chart) -> None:
    for number, each in enumerate(chart.series):
        dash, marker = LINES[number % len(LINES)]
        axes.plot(
            range(len(chart.labels)),
            _floats(each.values),
            dash,
            marker=marker,
            color=DARK,
            label=each.name,
            markersize=5,
            clip_on=False,  # a value on the highest rule is seen whole
        )


def _areas(axes: "Axes", chart: Chart) -> None:
    """Each area by itself, not on the others: the value is what its upper edge says."""
    for number, each in enumerate(chart.series):
        fill, hatch = FILLS[number % len(FILLS)]
        axes.fill_between(
            range(len(chart.labels)), _floats(each.values), label=each.name, facecolor=fill, hatch=hatch, edgecolor=DARK,
            alpha=0.85,
        )  # fmt: skip


def _pie(axes: "Axes", chart: Chart) -> None:
    values = _floats(chart.series[0].values)
    wedges = axes.pie(
        values, labels=[f"{label}\n{figure(value, chart.unit)}" for label, value in zip(chart.labels, values, strict=True)],
        startangle=90, counterclock=False, textprops={"fontsize": 8}, wedgeprops={"edgecolor": DARK, "linewidth": 0.8},
    )[0]  # fmt: skip
    for number, wedge in enumerate(wedges):
        fill, hatch = FILLS[number % len(FILLS)]
        wedge.set(facecolor=fill, hatch=hatch)


def _floats(values: Any) -> list[float]:
    return [float(value) for value in values]
