"""`make screenshots`: the pictures in the README and the handbook, taken of the playground as it is now.

Each is a window of its own over example data, so that a picture does not depend on the one before it.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.browser.window import started, window, write  # noqa: E402 - the checkout's own code, from wherever it is run

IMAGES = ROOT / "docs" / "images"


def log(page: Page) -> None:
    write(page, "/yh-logg branschseminarium energi i Hallsberg 12 mars, 28 deltagare varav 11 kvinnor")


def question(page: Page) -> None:
    write(page, "/yh-logg branschseminarium i Kumla 13 mars, 30 deltagare, 18 kvinnor och 14 män")


def correct(page: Page) -> None:
    write(page, "/yh-logg frukostmöte arbetsgivare i Nora 12 mars, 20 deltagare")
    write(page, "/yh-logg ändra senaste: 25 deltagare")


def status(page: Page) -> None:
    write(page, "/yh-status")


#: picture -> (what is done, height of the window in pixels)
PICTURES: dict[str, tuple[Callable[[Page], None], int]] = {
    "log": (log, 600),
    "question": (question, 640),
    "correct": (correct, 830),
    "status": (status, 980),
}


def main() -> None:
    for name, (act, height) in PICTURES.items():
        with (
            tempfile.TemporaryDirectory() as folder,
            started(Path(folder) / "yh.db") as address,
            window(address, width=1120, height=height, scale=1.25) as page,
        ):
            act(page)
            page.wait_for_timeout(600)  # the last answer scrolls into view
            page.screenshot(path=IMAGES / f"{name}.png")
        print(f"docs/images/{name}.png")


if __name__ == "__main__":
    main()
