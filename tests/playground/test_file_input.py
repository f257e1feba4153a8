"""Files are chosen in a form, and Slack's own window looks at them before the app does."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from handlers.playground import File, Playground

from .kit import ANNA, Assistant, field, modal
from .test_page import ask

PDF = File("taxi.pdf", b"%PDF-1.7", "application/pdf")


@pytest.fixture
def sent(playground: Playground, assistant: Assistant) -> list[dict[str, Any]]:
    """The state of each form that came; /form opens one with room for two pictures or PDFs."""
    states: list[dict[str, Any]] = []
    element = {"type": "file_input", "max_files": 2, "filetypes": ["pdf", "png"]}

    @assistant.app.command("/form")
    def form(ack: Any, body: dict[str, Any], client: Any) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=modal(field("kvitto", element)))
        ack()

    @assistant.app.view("form")
    def submitted(ack: Any, view: dict[str, Any]) -> None:
        states.append(view["state"]["values"]["kvitto"]["a"])
        ack()

    playground.command(ANNA, "/form")
    return states


def test_a_file_is_known_to_files_info_when_the_form_comes(playground: Playground, sent: list[dict[str, Any]]) -> None:
    playground.submit(ANNA, {"kvitto": [PDF]})
    (state,) = sent
    (file,) = state["files"]
    assert (state["type"], file["name"], file["user"]) == ("file_input", "taxi.pdf", ANNA)
    assert playground.workspace.files[file["id"]].data == PDF.content


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([], "Fyll i det här fältet."),
        ([PDF] * 3, "Välj högst 2 filer."),
        ([File("taxi.docx", b"PK")], "Välj en fil av slaget pdf, png."),
        ([File("taxi.pdf", b"x" * (10 * 1024 * 1024 + 1))], "Välj en fil som är mindre än 10 MB."),
    ],
    ids=["none", "many", "another kind", "large"],
)
def test_what_slacks_window_refuses_is_said_at_the_field(
    playground: Playground, sent: list[dict[str, Any]], files: list[File], said: str
) -> None:
    assert playground.submit(ANNA, {"kvitto": files}).errors == {"kvitto": said}
    assert sent == []


def test_the_page_sends_what_is_in_the_file(playground: Playground, sent: list[dict[str, Any]]) -> None:
    content = base64.b64encode(PDF.content).decode()
    packed = {"name": "taxi.pdf", "type": "application/pdf", "content": content}
    ask(playground, "POST", "/ui/submit", {"person": ANNA, "values": {"kvitto/a": [packed]}})
    (file,) = sent[0]["files"]
    assert playground.workspace.files[file["id"]].data == PDF.content
