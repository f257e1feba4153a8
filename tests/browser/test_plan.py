"""A plan as a person clicks it, from its first reminder to 'Hur gick det?' and the logged activity."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_for_everybody import FAINT, nobody
from tests.browser.test_week import be, go, last_thread, set_forward
from tests.browser.window import started, window, write

pytestmark = pytest.mark.browser
SEMINAR = "/yh-paminn branschseminarium bygg 26 april kl 9-12 i Kumla, anmälan senast 19 april, ansvarig Maja"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with started(tmp_path / "yh.db") as address:
        yield address


def seen(page: Page, words: str) -> None:
    """It stands among what has been said, not only in what is read out."""
    expect(page.locator("#scroll").get_by_text(words).last).to_be_visible()


def by_keyboard(page: Page, button: Locator) -> None:
    button.focus()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_a_plan_is_followed_to_what_is_logged(address: str, width: int, dark: bool) -> None:
    with window(address, width=width, dark=dark) as page:
        write(page, SEMINAR)
        seen(page, "Jag påminner Maja 15 mars")

        # Friday: the first step comes to her alone; she puts it off, and a week later it is there again
        set_forward(page, "I morgon", "fre 15 mars 2024")
        go(page, "Meddelanden")
        seen(page, "Branschseminarium bygg om 42 dagar")
        by_keyboard(page, page.get_by_role("button", name="Skjut upp").last)
        expect(last_thread(page)).to_contain_text("Till när?")
        page.get_by_role("button", name=re.compile("En vecka, fre 22 mars")).click()
        seen(page, "Maja Lind sköt upp till fre 22 mars.")
        set_forward(page, "Om en vecka", "fre 22 mars 2024")
        seen(page, "Branschseminarium bygg om 35 dagar")

        # done, and the plan shows it; a step of her own is added
        by_keyboard(page, page.get_by_role("button", name="Klart", exact=True).last)
        done = page.locator("#scroll").get_by_text("Klart: skicka inbjudan. Maja Lind, fre 22 mars")
        expect(done).to_have_count(2)  # in the first reminder too
        page.get_by_role("button", name="Visa planen").last.click()
        expect(last_thread(page)).to_contain_text("Planen för Branschseminarium bygg")
        expect(last_thread(page)).to_contain_text("✅ Skicka inbjudan")
        page.get_by_role("button", name="Lägg till steg").click()
        form = page.get_by_role("dialog")
        form.get_by_label("Att göra").fill("boka fotograf")
        form.get_by_label("Påminn den").fill("2024-04-27")
        form.get_by_role("button", name="Spara").click()
        expect(form).to_contain_text("Steget kan inte ligga efter dagen som det gäller, fre 26 april 2024.")
        form.get_by_label("Påminn den").fill("2024-04-12")
        form.get_by_role("button", name="Spara").click()
        expect(last_thread(page)).to_contain_text("Boka fotograf")

        # the channel is told of what all should know; who ticks it off is seen by all
        for then in ("fre 29 mars", "fre 5 april", "fre 12 april"):
            set_forward(page, "Om en vecka", then)
        go(page, "# yh-samverkan")
        seen(page, "Nu: boka fotograf. Ansvarig: Maja Lind")
        be(page, "Anna Ek")
        go(page, "# yh-samverkan")
        page.get_by_role("button", name="Klart", exact=True).last.click()
        seen(page, "Klart: boka fotograf. Anna Ek, fre 12 april")
        everything_can_be_read(page, width)

        # the working morning after, how it went is asked; the form is all there is to fill in
        for then in ("fre 19 april", "fre 26 april"):
            set_forward(page, "Om en vecka", then)
        for then in ("lör 27 april", "sön 28 april", "mån 29 april"):
            set_forward(page, "I morgon", then)
        be(page, "Maja Lind")
        go(page, "Meddelanden")
        seen(page, "Hur gick det? Branschseminarium bygg")
        by_keyboard(page, page.get_by_role("button", name="Fyll i").last)
        form = page.get_by_role("dialog", name="Hur gick det?")
        form.get_by_label("Deltagare").fill("32")
        form.get_by_label("Kvinnor").fill("14")
        form.get_by_role("button", name="Spara").click()
        expect(last_thread(page)).to_contain_text(re.compile(r"✅ Aktivitet \d+ är loggad"))
        expect(last_thread(page)).to_contain_text("32 deltagare: 14 kvinnor, 18 män")
        expect(page.get_by_role("button", name="Blev inställt")).to_have_count(0)
        everything_can_be_read(page, width)
        go(page, "# yh-samverkan")
        write(page, "/yh-status sök branschseminarium bygg")
        seen(page, "32 deltagare: 14 kvinnor, 18 män")


def everything_can_be_read(page: Page, width: int) -> None:
    """It fits, stands out from what is behind it, and has a name."""
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(FAINT) == []
    assert [line for line in page.locator("body").aria_snapshot().splitlines() if nobody(line)] == []


def test_monday_morning_the_channel_is_told_of_the_week(address: str) -> None:
    with window(address) as page:
        set_forward(page, "Om en vecka", "tors 21 mars 2024")
        seen(page, "Vecka 12, från mån 18 mars")
        seen(page, "Fre 22 mars kl 9.00, Hallsberg: Branschseminarium industri")
