"""`make screenshots`: the pictures in the README and the handbook, taken of the playground, the reports and Teams as
they are.

Each is a window of its own over example data, so that a picture does not depend on the one before it. With names
after it, only those pictures are taken.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.browser.papers import papers  # noqa: E402 - as below
from tests.browser.test_week import set_forward  # noqa: E402 - as below
from tests.browser.window import composer, started, window, write  # noqa: E402 - the checkout's own code, from wherever it is run
from tests.teams_playground.pictures import pictures  # noqa: E402 - as above

IMAGES = ROOT / "docs" / "images"


def log(page: Page) -> None:
    write(page, "/yh-logg branschseminarium energi i Hallsberg 12 mars, 28 deltagare varav 11 kvinnor")


def question(page: Page) -> None:
    write(page, "/yh-logg branschseminarium i Kumla 13 mars, 30 deltagare, 18 kvinnor och 14 män")


def correct(page: Page) -> None:
    write(page, "/yh-logg frukostmöte arbetsgivare i Nora 12 mars, 20 deltagare")
    write(page, "/yh-logg ändra senaste: 25 deltagare")


def money(page: Page) -> None:
    write(page, "/yh-status pengar")


def say(page: Page, words: str) -> None:
    composer(page).fill(words)
    composer(page).press("Enter")


def receipt(page: Page) -> None:
    page.get_by_role("button", name="Meddelanden").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Bifoga fil").click()
    pdf = {"name": "kvitto.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n"}
    chooser.value.set_files([pdf])
    say(page, "bussen till Nora 12 mars kostade 187 kr")
    page.get_by_text("följer med som kvitto").first.wait_for()


def message(page: Page) -> None:
    page.get_by_role("radio", name="Karin Berg").check()
    say(page, "Nätverksmötet med anordnarna i Hallsberg i tisdags: 14 deltagare varav 8 kvinnor")
    page.get_by_role("radio", name="Maja Lind").check()
    page.get_by_role("button", name="# yh-samverkan").click()
    page.get_by_role("button", name="Fler val för meddelandet från Karin Berg").click()
    page.get_by_role("menuitem", name="Logga i YH").click()
    page.get_by_role("dialog").wait_for()


def calendar(page: Page) -> None:
    page.get_by_role("button", name="Meddelanden").click()
    say(page, "kan jag få kalendern?")
    page.get_by_role("link", name="yh-kalender.ics").wait_for()


def home(page: Page) -> None:
    write(page, "/yh-paminn företagsbesök i Kumla 18 mars kl 10, ansvarig Maja")
    page.get_by_role("button", name="Startsida").click()
    page.get_by_text("Väntar på dig").wait_for()


SEMINAR = "/yh-paminn branschseminarium bygg 26 april kl 9–12 i Kumla, anmälan senast 19 april, ansvarig Maja"


def coming(page: Page) -> None:
    write(page, "/yh-paminn")


def plan(page: Page) -> None:
    write(page, SEMINAR)
    page.get_by_role("button", name="Visa planen").last.click()
    page.get_by_text("Planen för Branschseminarium bygg").first.wait_for()


def reminder(page: Page) -> None:
    write(page, SEMINAR)
    set_forward(page, "I morgon", "fre 15 mars 2024")
    page.get_by_role("button", name="Meddelanden").click()
    page.get_by_role("button", name="Skjut upp").last.click()
    page.get_by_role("button", name="Välj dag").wait_for()


def outcome(page: Page) -> None:
    write(page, "/yh-paminn branschseminarium bygg 18 mars kl 9–12 i Kumla, ansvarig Maja")
    for then in ("fre 15 mars", "lör 16 mars", "sön 17 mars", "mån 18 mars", "tis 19 mars"):
        set_forward(page, "I morgon", then)
    page.get_by_role("button", name="Meddelanden").click()
    page.get_by_role("button", name="Fyll i").last.click()
    page.get_by_role("dialog").get_by_label("Deltagare").fill("32")
    page.get_by_role("dialog").get_by_label("Kvinnor").fill("14")


def digest(page: Page) -> None:
    write(page, "/yh-logg utgift 187 kr buss till Nora 12 mars")
    for then in ("fre 15 mars", "lör 16 mars", "sön 17 mars", "mån 18 mars"):
        set_forward(page, "I morgon", then)


#: picture -> (what is done, height of the window in pixels)
PICTURES: dict[str, tuple[Callable[[Page], None], int]] = {
    "log": (log, 600),
    "question": (question, 640),
    "correct": (correct, 830),
    "money": (money, 1370),
    "receipt": (receipt, 700),
    "message": (message, 470),
    "home": (home, 1180),
    "calendar": (calendar, 900),
    "coming": (coming, 1000),
    "plan": (plan, 1180),
    "reminder": (reminder, 770),
    "outcome": (outcome, 800),
    "digest": (digest, 1020),
}


def main() -> None:
    for name, (act, height) in PICTURES.items():
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        with (
            tempfile.TemporaryDirectory() as folder,
            started(Path(folder) / "yh.db") as address,
            window(address, width=1120, height=height, scale=1.25) as page,
        ):
            act(page)
            page.wait_for_timeout(600)  # the last answer scrolls into view
            page.screenshot(path=IMAGES / f"{name}.png")
        print(f"docs/images/{name}.png")
    for path in (*papers(IMAGES, sys.argv[1:]), *pictures(IMAGES, sys.argv[1:])):
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
