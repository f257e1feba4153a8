"""What one does on the playground's page: by keyboard alone, by ear, on a phone, with files, and two at a time."""

import re
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from handlers.playground import Playground
from tests.browser.window import composer, started, window
from tests.playground.kit import ANNA, BO

pytestmark = pytest.mark.browser


def test_a_form_is_opened_filled_in_and_left_by_keyboard_alone(page: Page) -> None:
    keys = page.keyboard
    keys.type("/e")
    expect(page.get_by_role("option", name="/eko")).to_be_visible()
    for key in ("Enter", "h", "e", "j", "Enter"):
        keys.press(key)
    edit = page.get_by_role("button", name="Tryck")
    expect(edit).to_be_visible()
    for _ in range(10):
        keys.press("Shift+Tab")
        seen = page.evaluate("getComputedStyle(document.activeElement.parentElement.matches('.person') ? "
                             "document.activeElement.nextSibling : document.activeElement).outlineStyle")  # fmt: skip
        assert seen != "none", "the focus shows wherever it is"
        if edit.evaluate("node => node === document.activeElement"):
            break
    keys.press("Enter")
    expect(page.get_by_role("dialog", name="Logga").get_by_label("Antal")).to_be_focused()
    for _ in range(6):
        keys.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    keys.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(edit).to_be_focused()


def test_a_shortcut_is_chosen_from_a_messages_menu_by_keyboard(page: Page, playground: Playground) -> None:
    playground.say(BO, "Möte i Kumla i tisdags")
    more = page.get_by_role("button", name="Fler val för meddelandet från Bo Lind")
    more.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Svara i tråd")).to_be_focused()
    page.keyboard.press("Escape")
    expect(more).to_be_focused()
    expect(page.get_by_role("menu")).to_be_hidden()
    for key in ("Enter", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_role("dialog", name="Logga")).to_be_visible()
    page.keyboard.press("Escape")
    expect(more).to_be_focused()


def test_a_menu_in_a_thread_stays_open_while_others_write(page: Page, playground: Playground) -> None:
    root = playground.say(BO, "Möte i Kumla i tisdags")
    playground.say(BO, "Det gick bra", thread_ts=root.ts)
    page.get_by_role("group", name="Tråd, 1 svar").get_by_role("button", name="Fler val").click()
    playground.say(BO, "Tack alla", thread_ts=root.ts)
    expect(page.get_by_text("Tack alla", exact=True)).to_be_visible()
    expect(page.get_by_role("menuitem", name="Svara i tråd")).to_be_focused()


def test_escape_leaves_the_form_below_open(page: Page) -> None:
    composer(page).fill("/eko hej")
    composer(page).press("Enter")
    page.get_by_role("button", name="Tryck").click()
    page.get_by_role("dialog", name="Logga").get_by_role("button", name="Tryck").click()
    expect(page.get_by_role("dialog", name="Djupare")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Logga")).to_be_visible()


def test_what_arrives_is_read_out_and_a_press_that_fails_too(page: Page, playground: Playground) -> None:
    playground.say(BO, "Möte i *Kumla*")
    expect(page.locator("body > [aria-live=polite]")).to_contain_text("Bo Lind: Möte i Kumla")
    composer(page).fill("/fest")
    composer(page).press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("/fest finns inte")
    expect(composer(page)).to_have_value("/fest")


def test_a_thread_is_answered_and_a_long_one_unfolded(page: Page, playground: Playground) -> None:
    page.get_by_role("button", name="Meddelanden").click()
    composer(page).fill("utgift 312 kr buss")
    composer(page).press("Enter")
    thread = page.get_by_role("group", name="Tråd, 1 svar")
    expect(thread).to_contain_text("Jaha")
    thread.get_by_role("button", name="Svara i tråden").click()
    page.get_by_label("Skriv ett svar i tråden").fill("Tack")
    composer(page).press("Enter")
    expect(page.get_by_role("group", name="Tråd, 3 svar")).to_contain_text("Tack")
    expect(page.get_by_label("Skriv ett kommando eller ett meddelande")).to_be_visible()
    root = playground.messages(playground.workspace.dm_of(ANNA))[0]
    for number in range(4):
        playground.message_to_bot(ANNA, f"Mer {number}", thread_ts=root.ts)
    page.get_by_role("button", name="tidigare svar").click()
    expect(page.get_by_text("Tack")).to_be_visible()


def test_a_file_is_attached_thought_better_of_and_sent(page: Page, playground: Playground) -> None:
    picture = {"name": "kvitto.png", "mimeType": "image/png", "buffer": b"\x89PNG"}
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Bifoga fil").click()
    chooser.value.set_files([picture, picture | {"name": "fel.png"}])
    page.get_by_role("button", name="Ta bort fel.png").click()
    composer(page).fill("@YH-assistenten utgift 312 kr buss")
    composer(page).press("Enter")
    expect(page.get_by_role("link", name="kvitto.png")).to_be_visible()
    message = playground.messages()[0]
    assert [file["name"] for file in message.files] == ["kvitto.png"]
    assert playground.workspace.files[message.files[0]["id"]].data == b"\x89PNG"


def test_the_home_tab_is_fresh_when_it_is_opened(page: Page) -> None:
    page.get_by_role("button", name="Startsida").click()
    expect(page.get_by_role("region", name="Startsida").get_by_text("Läget i dag")).to_be_visible()


def test_two_people_side_by_side_with_a_form_each(page: Page) -> None:
    page.get_by_role("button", name="Två bredvid varandra").click()
    left, right = (page.frame_locator(f"iframe[title='{side} fönster']") for side in ("Vänster", "Höger"))
    expect(right.get_by_role("radio", name="Bo Lind")).to_be_checked()
    composer(left).fill("Hej Bo")
    composer(left).press("Enter")
    expect(right.get_by_text("Hej Bo")).to_be_visible()
    for side in (left, right):
        composer(side).fill("/eko hej")
        composer(side).press("Enter")
        side.get_by_role("button", name="Tryck").click()
        expect(side.get_by_role("dialog", name="Logga").get_by_label("Antal")).to_be_focused()
    expect(left.get_by_role("dialog", name="Logga")).to_be_visible()
    page.get_by_role("button", name="Två bredvid varandra").click()
    expect(page.locator("iframe")).to_have_count(0)
    expect(page.get_by_role("radio", name="Anna Berg")).to_be_checked()


def test_on_a_phone_there_is_one_window_and_a_switch_of_person(playground: Playground) -> None:
    with window(playground.url, width=390, height=844) as page:
        expect(page.get_by_role("button", name="Två bredvid varandra")).to_be_hidden()
        page.get_by_role("radio", name="Bo Lind").check()
        composer(page).fill("Jag är Bo")
        composer(page).press("Enter")
        expect(page.get_by_role("button", name="Fler val för meddelandet från Bo Lind")).to_be_visible()


def test_the_clock_is_set_forward_and_the_reminders_come_on_their_days(tmp_path: Path) -> None:
    with started(tmp_path / "yh.db") as address, window(address) as page:
        page.get_by_role("button", name="Ställ fram klockan").click()
        page.get_by_role("button", name="Om en vecka").click()
        expect(page.get_by_role("dialog")).to_be_hidden()
        expect(page.locator("#clock")).to_have_text("tors 21 mars 2024 kl 08.00")
        for reminder in ("sista anmälningsdag i morgon", "industri om 7 dagar"):
            expect(page.get_by_text(reminder).first).to_be_visible()
        days = page.locator(".day").all_inner_texts()
        assert [day.lower() for day in days[:2]] == ["torsdag 14 mars 2024", "fredag 15 mars 2024"]


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_the_calendar_is_downloaded_and_its_link_revoked(tmp_path: Path, width: int, dark: bool) -> None:
    with started(tmp_path / "yh.db") as address, window(address, width=width, dark=dark) as page:
        page.get_by_role("button", name="Meddelanden").click()
        composer(page).fill("kan jag få kalendern?")
        composer(page).press("Enter")
        with page.expect_download() as download:
            page.get_by_role("link", name="yh-kalender.ics").click()
        assert download.value.path().read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
        link = re.search(r"http://127\S+\.ics", page.locator("#messages").inner_text().replace("\n", " "))
        assert link
        with urllib.request.urlopen(link[0], timeout=5) as feed:
            assert feed.read() == download.value.path().read_bytes()
        page.get_by_role("button", name="Återkalla länken").click()
        page.get_by_role("dialog").get_by_role("button", name="Återkalla länken").click()
        expect(page.get_by_text("Länken är återkallad", exact=True)).to_be_visible()
        with pytest.raises(urllib.error.HTTPError, match="404") as refused:
            urllib.request.urlopen(link[0], timeout=5)
        refused.value.close()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out on a phone"
