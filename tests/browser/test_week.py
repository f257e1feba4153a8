"""A week in the playground, as a member, the project leader and the steering chair each live it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.browser.window import started, window, write

pytestmark = pytest.mark.browser

RECEIPT = {"name": "kvitto.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"}


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with started(tmp_path / "yh.db") as address:
        yield address


def go(page: Page, place: str) -> None:
    page.get_by_role("button", name=place).click()
    expect(page.get_by_role("region", name=place)).to_be_visible()


def be(page: Page, person: str) -> None:
    page.get_by_role("radio", name=person).check()


def say(page: Page | FrameLocator, words: str) -> None:
    page.locator("#composer").fill(words)
    page.locator("#composer").press("Enter")


def set_forward(page: Page, to: str, then: str) -> None:
    page.get_by_role("button", name="Ställ fram").click()
    page.get_by_role("button", name=to).click()
    expect(page.locator("#clock")).to_contain_text(then)
    expect(page.get_by_role("dialog")).to_be_hidden()  # until then nothing behind it takes what is written


def last_thread(page: Page) -> Locator:
    return page.get_by_role("group", name=re.compile("Tråd")).last


def test_a_members_week(address: str) -> None:
    """Maja logs in every way there is, corrects, and asks how a plan of hers went."""
    with window(address) as page:
        # Thursday: a line in the channel, a receipt in her own conversation, and a colleague's message
        write(page, "/yh-logg branschseminarium energi i Hallsberg 12 mars, 28 deltagare varav 11 kvinnor")
        expect(page.get_by_text("är loggad").first).to_be_visible()
        go(page, "Meddelanden")
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Bifoga fil").click()
        chooser.value.set_files([RECEIPT])
        say(page, "bussen till Nora 12 mars kostade 312 kr")
        expect(last_thread(page)).to_contain_text("kvitto.pdf följer med som kvitto")
        be(page, "Karin Berg")
        go(page, "# yh-samverkan")
        say(page, "Studiebesöket i Laxå i tisdags blev bra, 12 deltagare")
        be(page, "Maja Lind")
        go(page, "# yh-samverkan")
        page.get_by_role("button", name="Fler val för meddelandet från Karin Berg").click()
        page.get_by_role("menuitem", name="Logga i YH").click()
        form = page.get_by_role("dialog")
        expect(form).to_contain_text("Från Karin Bergs meddelande tors 14 mars")
        expect(form.get_by_label("Deltagare (frivilligt)")).to_have_value("12")
        form.get_by_role("button", name="Spara").click()
        expect(page.get_by_text(re.compile(r"Aktivitet \d+ är sparad")).first).to_be_visible()

        go(page, "# yh-samverkan")

        # Friday: she corrects it by text, thinks better of it, and plans something for Monday
        set_forward(page, "I morgon", "fre 15 mars 2024 kl 08.00")
        write(page, "/yh-logg ändra senaste: 14 deltagare")
        expect(page.get_by_text("Deltagare: 14 (var 12)").first).to_be_visible()
        page.get_by_role("button", name="Ändra tillbaka").last.click()
        expect(page.get_by_text("står som förut").first).to_be_visible()
        write(page, "/yh-paminn företagsbesök i Kumla 18 mars kl 10, ansvarig Maja")
        expect(page.get_by_text("är planerad").first).to_be_visible()
        go(page, "Startsida")
        expect(page.get_by_text("Mån 18 mars: Företagsbesök")).to_be_visible()

        undo, back = (page.get_by_role("button", name=name, exact=True).last for name in ("Ångra", "Ta tillbaka"))
        undo.scroll_into_view_if_needed()
        stood = undo.bounding_box()
        undo.click()
        expect(back).to_be_visible()
        stands = back.bounding_box()
        assert stood and stands and abs(stands["y"] - stood["y"]) < 60, "it stays where she looks"
        page.get_by_role("button", name="Ta tillbaka").click()
        expect(page.get_by_role("button", name="Ta tillbaka")).to_have_count(0)

        # The Friday after: her own page asks how it went
        set_forward(page, "Om en vecka", "fre 22 mars 2024")
        go(page, "Meddelanden")
        go(page, "Startsida")
        expect(page.get_by_text("Hur gick det? Företagsbesök")).to_be_visible()
        page.get_by_role("button", name="Fyll i", exact=True).first.click()
        form = page.get_by_role("dialog")
        form.get_by_label("Deltagare (frivilligt)").fill("6")
        form.get_by_role("button", name="Spara").click()
        expect(form).to_be_hidden()
        expect(page.get_by_text("6 deltagare").first).to_be_visible()
        expect(page.get_by_text("Hur gick det? Företagsbesök")).to_have_count(0)


def test_a_leaders_week(address: str) -> None:
    """Anna and Maja side by side change one record at once; Anna finds, undoes and takes back."""
    with window(address, width=1400) as page:
        write(page, "/yh-logg frukostmöte arbetsgivare i Nora 12 mars, 20 deltagare")
        page.get_by_role("button", name="Två bredvid varandra").click()
        maja, anna = (page.frame_locator(f"iframe[title='{side} fönster']") for side in ("Vänster", "Höger"))
        expect(anna.get_by_role("radio", name="Anna Ek")).to_be_checked()
        maja.get_by_role("button", name="Ändra", exact=True).last.click()
        expect(maja.get_by_role("dialog")).to_be_visible()
        say(anna, "/yh-logg ändra frukostmötet i Nora: 25 deltagare")
        expect(anna.get_by_text("Deltagare: 25 (var 20)").first).to_be_visible()
        maja.get_by_role("dialog").get_by_label("Plats").fill("Folkets hus")
        maja.get_by_role("dialog").get_by_role("button", name="Spara").click()
        expect(maja.get_by_text(re.compile("Anna Ek ändrade aktivitet .* medan du skrev")).first).to_be_visible()
        maja.get_by_role("button", name="Spara min ändring").click()
        expect(maja.get_by_text("Plats: Folkets hus (var tomt)").first).to_be_visible()
        expect(maja.get_by_text("25 deltagare").last).to_be_visible()

        # She calls the assistant in the channel: the group reads the answer, under her words
        say(anna, "@YH-assistenten status delmål 3")
        for side in (maja, anna):
            expect(side.get_by_role("group", name="Tråd, 1 svar")).to_contain_text("Delmål 3 Arbetsgivare")
        page.get_by_role("button", name="Två bredvid varandra").click()

        # The reminders of the week come by themselves; after the seminar her own page asks how it went
        be(page, "Anna Ek")
        set_forward(page, "I morgon", "fre 15 mars 2024")
        expect(page.get_by_text("sista anmälningsdag i morgon").first).to_be_visible()
        set_forward(page, "Om en vecka", "fre 22 mars 2024")
        write(page, "/yh-status sök frukostmöte folkets hus")
        expect(page.get_by_text("1 träff").first).to_be_visible()
        page.get_by_role("button", name="Ångra", exact=True).last.click()
        expect(page.get_by_text(re.compile(r"Aktivitet \d+ är ångrad")).last).to_be_visible()
        page.get_by_role("button", name="Ta tillbaka").last.click()
        expect(page.get_by_text(re.compile(r"Aktivitet \d+ är tillbaka")).last).to_be_visible()
        set_forward(page, "I morgon", "lör 23 mars 2024")
        go(page, "Startsida")
        expect(page.get_by_text("Hur gick det?").first).to_be_visible()


def test_a_chairs_week(address: str) -> None:
    """Karin reads on her phone, in the dark: the state, the money, her own page; and leaves a decision behind."""
    with window(address, width=390, height=844, dark=True) as page:
        be(page, "Karin Berg")
        write(page, "/yh-status")
        expect(page.get_by_text("Läget tors 14 mars 2024").first).to_be_visible()
        page.get_by_role("button", name="Pengar", exact=True).last.click()
        expect(page.get_by_role("rowheader", name="Egen personal").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        go(page, "Meddelanden")
        say(page, "Beslut: nästa styrgruppsmöte hålls i Kumla")
        expect(last_thread(page)).to_contain_text(re.compile(r"Beslut \d+ är sparat"))
        say(page, "hur går det med pengarna?")
        expect(last_thread(page)).to_contain_text("Pengar")
        set_forward(page, "Om en vecka", "tors 21 mars 2024")
        go(page, "Startsida")
        expect(page.get_by_role("region", name="Startsida")).to_contain_text("Läget tors 21 mars 2024")
        expect(page.get_by_role("region", name="Startsida")).to_contain_text("Nästa styrgruppsmöte hålls i Kumla")
        page.get_by_role("button", name="Delmål", exact=True).click()
        expect(page.get_by_text("Delmål 4 Forum och kanaler").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == 390
