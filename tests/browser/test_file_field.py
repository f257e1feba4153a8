"""A form's field for files, on the playground's page: chosen, thought better of, and sent; by keyboard too."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from slack_sdk import WebClient

from handlers.playground import Playground
from tests.browser.conftest import Assistant
from tests.browser.window import composer, window
from tests.playground.kit import BOT_TOKEN, field, modal, new_playground

pytestmark = pytest.mark.browser

PICTURE = {"name": "kvitto.png", "mimeType": "image/png", "buffer": b"\x89PNG"}


@pytest.fixture
def states(server: Assistant) -> Iterator[tuple[Playground, list[Any]]]:
    """A playground whose /eko asks for an amount and a file, and what was sent; 'noll' is refused."""
    playground = new_playground()
    client = WebClient(BOT_TOKEN, base_url=playground.api_url)
    server.listen_to(playground, client)
    states: list[Any] = []
    files = field("Kvitto", {"type": "file_input", "max_files": 3}, optional=True)
    form = modal(field("Belopp", {"type": "plain_text_input"}), files)

    @server.app.command("/eko")
    def opened(ack: Any, body: dict[str, Any]) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=form)
        ack()

    @server.app.view("form")
    def sent(ack: Any, view: dict[str, Any]) -> None:
        states.append(view["state"]["values"])
        wrong = states[-1]["Belopp"]["a"]["value"] == "noll"
        ack(**({"response_action": "errors", "errors": {"Belopp": "Skriv ett belopp."}} if wrong else {}))

    yield playground, states
    playground.stop()


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_a_receipt_is_chosen_thought_better_of_and_sent(
    states: tuple[Playground, list[Any]], width: int, dark: bool
) -> None:
    playground, sent = states
    with window(playground.url, width=width, dark=dark) as page:
        composer(page).fill("/eko x")
        composer(page).press("Enter")
        form = page.get_by_role("dialog", name="Logga")
        chooser = form.locator("input[type=file]")
        expect(chooser).to_have_accessible_name("Kvitto (frivilligt) Välj filer")
        choose(page, PICTURE, PICTURE | {"name": "fel.png"})
        choose(page, PICTURE | {"name": "taxi.pdf"})
        form.get_by_role("button", name="Ta bort fel.png").press("Enter")
        expect(chooser).to_be_focused()
        expect(form.get_by_role("listitem")).to_have_text(["kvitto.png 1 kB×", "taxi.pdf 1 kB×"])

        form.get_by_label("Belopp").fill("noll")
        form.get_by_role("button", name="Logga").click()
        expect(form.get_by_text("Skriv ett belopp.")).to_be_visible()
        form.get_by_label("Belopp").fill("450")
        form.get_by_role("button", name="Logga").click()
        expect(form).to_be_hidden()
    assert [[file["name"] for file in each["Kvitto"]["a"]["files"]] for each in sent] == [
        ["kvitto.png", "taxi.pdf"]
    ] * 2
    assert playground.workspace.files[sent[1]["Kvitto"]["a"]["files"][0]["id"]].data == b"\x89PNG"


def choose(page: Page, *files: dict[str, Any]) -> None:
    """Opens the chooser by keyboard, as somebody without a mouse would, and takes these files."""
    page.locator("dialog input[type=file]").focus()
    shows = page.evaluate("getComputedStyle(document.activeElement.nextSibling).outlineStyle")
    assert shows != "none", "the focus shows"
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(list(files))
