"""The playground's page is for everybody: by keyboard, by ear, on a phone, in the dark, and two at a time."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from slack_sdk import WebClient

from handlers.playground import File, Playground, Shortcut
from tests.browser.window import started, window
from tests.playground.kit import ANNA, BO, BOT_TOKEN, Assistant, actions, button, field, modal, new_playground, section

pytestmark = pytest.mark.browser

LOG_IT = Shortcut("log_it", "Logga i YH")
SIZES = [(1280, False), (1280, True), (390, False), (390, True)]

#: Every visible text that stands out too little from what is behind it (WCAG: 4.5 to 1).
FAINT = """() => {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    pen.clearRect(0, 0, 1, 1); pen.fillStyle = color; pen.fillRect(0, 0, 1, 1);
    return pen.getImageData(0, 0, 1, 1).data;
  };
  const light = ([...color]) => color.slice(0, 3).map((part) => part / 255)
    .map((part) => (part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * [.2126, .7152, .0722][index], 0);
  const behind = (node) => {
    const color = rgba(getComputedStyle(node).backgroundColor);
    return color[3] === 255 ? color : behind(node.parentElement);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const faint = [];
  while (texts.nextNode()) {
    const node = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !node.checkVisibility() || node.closest(":disabled, .hidden, svg, noscript")) continue;
    const [one, other] = [light(rgba(getComputedStyle(node).color)), light(behind(node))].sort();
    if ((other + .05) / (one + .05) < 4.5) faint.push(texts.currentNode.data.trim());
  }
  return faint;
}"""


@pytest.fixture(scope="module")
def server() -> Iterator[Assistant]:
    started_server = Assistant()
    yield started_server
    started_server.stop()


@pytest.fixture
def playground(server: Assistant) -> Iterator[Playground]:
    """A playground whose app answers /eko with a button that opens a form, and messages with 'Jaha'."""
    playground = new_playground(shortcuts=[LOG_IT])
    server.listen_to(playground, WebClient(BOT_TOKEN, base_url=playground.api_url))
    app, form = server.app, modal(actions(button("deeper")), field("Antal", {"type": "plain_text_input"}))

    @app.command("/eko")
    def echo(ack: Any, command: dict[str, Any]) -> None:
        ack(text=command["text"], blocks=[section(command["text"]), actions(button("edit"))])

    @app.action("edit")
    @app.shortcut("log_it")
    def edit(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=form)
        ack()

    @app.action("deeper")
    def deeper(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        client.views_push(trigger_id=body["trigger_id"], view=form | {"title": form["title"] | {"text": "Djupare"}})
        ack()

    @app.event("app_home_opened")
    def home(event: dict[str, Any], client: WebClient) -> None:
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [section("Läget i dag")]})

    app.event("message")(lambda event, say: say("Jaha", thread_ts=event.get("thread_ts") or event["ts"]))
    yield playground
    playground.stop()


@pytest.fixture
def page(playground: Playground) -> Iterator[Page]:
    with window(playground.url) as page:
        yield page


def composer(page: Any) -> Locator:
    found: Locator = page.locator("#composer")
    return found


def full(playground: Playground) -> None:
    """Something of everything in the channel: a file, a thread, private words, a table and charts."""
    client = WebClient(BOT_TOKEN, base_url=playground.api_url)
    root = playground.say(ANNA, "Långtnamnutanmellanslag" * 8, files=[File("kvitto " * 9 + ".pdf", b"x")])
    for number in range(6):
        playground.say(BO, f"Svar {number}", thread_ts=root.ts)
    where = {"channel": playground.channel_id, "text": "Läget"}
    client.chat_postEphemeral(**where, user=ANNA, thread_ts=root.ts, blocks=[section("*Bara du*"), actions(button())])
    cells = [
        [{"type": "raw_text", "text": text} for text in row] for row in (["Delmål", "Mål"], ["Arbetsgivare", "40"])
    ]
    client.chat_postMessage(**where, blocks=[{"type": "table", "rows": cells}])
    months = {"axis_config": {"categories": ["jan", "feb"]}}
    series = [{"name": "Antal", "data": [{"label": "jan", "value": 3}, {"label": "feb", "value": 5}]}]
    for chart in ({"type": "bar", "series": series} | months, {"type": "pie", "segments": series[0]["data"]}):
        client.chat_postMessage(**where, blocks=[{"type": "data_visualization", "title": "Antal", "chart": chart}])
    client.chat_postMessage(**where, blocks=[section(), actions(button("a"), button("b", style="danger"))])


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


@pytest.mark.parametrize(("width", "dark"), SIZES)
def test_everything_has_a_name_fits_and_can_be_read(playground: Playground, width: int, dark: bool) -> None:
    full(playground)
    with window(playground.url, width=width, dark=dark) as page:
        expect(page.get_by_role("figure")).to_have_count(2)
        for place in ("documentElement", "querySelector('#scroll')"):
            assert page.evaluate(f"(it => it.scrollWidth - it.clientWidth)(document.{place})") == 0
        nameless = [line for line in page.locator("body").aria_snapshot().splitlines() if nobody(line)]
        assert nameless == []
        assert page.evaluate(FAINT) == []
        background = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (sum(int(part) for part in background[4:-1].split(",")) < 200) == dark


def nobody(line: str) -> bool:
    """Whether a line of the accessibility tree is something to use or to find one's way by, without a name."""
    role = line.strip().removeprefix("- ").split(" ")[0].rstrip(":")
    return (
        role in {"button", "link", "textbox", "radio", "combobox", "menuitem", "region", "dialog"} and '"' not in line
    )


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
