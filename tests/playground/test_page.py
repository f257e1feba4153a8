"""The page is served to this machine only, and what people do on it reaches the assistant."""

from __future__ import annotations

import base64
import json
import re
import urllib.request
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from slack_sdk import WebClient

from handlers import playground as package
from handlers.playground import File, Playground, Shortcut

from .kit import ANNA, BO, BOT_TOKEN, Assistant, actions, button, field, modal, new_playground, section

PAGE = Path(package.__file__).parent / "page"
JSON = {"Content-Type": "application/json"}


def ask(playground: Playground, method: str, path: str, data: object = None, headers: dict[str, str] | None = None):
    connection = HTTPConnection(urlsplit(playground.url).netloc, timeout=5)
    body = None if data is None else json.dumps(data)
    connection.request(method, path, body, headers if headers is not None else JSON)
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return response, text


def state(playground: Playground, person: str) -> dict:
    return json.loads(ask(playground, "GET", f"/ui/state?person={person}")[1])


@pytest.mark.parametrize("path", ["/", "/ui/about", "/api/api.test"])
@pytest.mark.parametrize(
    "headers",
    [{"Host": "exempel.se"}, {"Host": "127.0.0.1:1"}, {"Origin": "https://exempel.se"}, {"Origin": "null"}],
)
def test_other_hosts_and_other_pages_are_refused(playground: Playground, path: str, headers: dict[str, str]) -> None:
    assert ask(playground, "GET", path, headers=headers)[0].status == 403


def test_the_page_itself_is_let_in(playground: Playground) -> None:
    port = urlsplit(playground.url).port
    for host in (f"127.0.0.1:{port}", f"localhost:{port}"):
        headers = {"Host": host, "Origin": f"http://{host}"}
        assert ask(playground, "GET", "/ui/about", headers=headers)[0].status == 200


def test_what_is_done_must_be_json(playground: Playground) -> None:
    assert ask(playground, "POST", "/ui/say", {"person": ANNA}, {"Content-Type": "text/plain"})[0].status == 415
    assert ask(playground, "POST", "/ui/say", [])[0].status == 400
    assert ask(playground, "POST", "/ui/fest", {"person": ANNA})[0].status == 404


def test_the_policy_allows_only_the_pages_own_files(playground: Playground) -> None:
    response, text = ask(playground, "GET", "/")
    policy = response.getheader("Content-Security-Policy")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"\son\w+=|<script>|<style|style=|https?://", text)
    for path in re.findall(r'(?:src|href)="(/[^"]*)"', text):
        assert ask(playground, "GET", path)[0].status == 200
    assert ask(playground, "GET", "/page/..%2fui.py")[0].status == 404


def test_every_module_that_is_imported_is_there() -> None:
    for module in PAGE.glob("*.js"):
        for name in re.findall(r'from "\./([\w.]+)"', module.read_text(encoding="utf-8")):
            assert (PAGE / name).is_file()


def test_the_page_learns_who_and_what(playground: Playground) -> None:
    about = json.loads(ask(playground, "GET", "/ui/about")[1])
    assert [person["id"] for person in about["people"]] == [ANNA, BO]
    assert about["commands"][0]["examples"] == ["/eko hej"]
    assert about["notice"] == "Exempeldata."
    assert state(playground, ANNA)["now"] == "2024-03-14T09:00"


def test_a_command_a_button_and_a_form_from_the_page(playground: Playground, assistant: Assistant) -> None:
    got = []
    assistant.app.command("/eko")(lambda ack, command: ack(text=command["text"], blocks=[actions(button("edit"))]))

    @assistant.app.action("edit")
    def edit(ack, body, client):
        client.views_open(trigger_id=body["trigger_id"], view=modal(field("n", {"type": "plain_text_input"})))
        ack()

    @assistant.app.view("form")
    def save(ack, view):
        got.append(view["state"]["values"]["n"]["a"]["value"])
        ack()

    ask(playground, "POST", "/ui/say", {"person": ANNA, "text": "/eko hej"})
    message = state(playground, ANNA)["messages"][0]
    assert message["private"] is True
    assert state(playground, BO)["messages"] == []
    ask(playground, "POST", "/ui/press", {"person": ANNA, "ts": message["ts"], "action_id": "edit"})
    assert state(playground, ANNA)["view"]["title"]["text"] == "Logga"
    empty = ask(playground, "POST", "/ui/submit", {"person": ANNA, "values": {"n/a": None}})[1]
    assert json.loads(empty)["errors"] == {"n": "Fyll i det här fältet."}
    ask(playground, "POST", "/ui/submit", {"person": ANNA, "values": {"n/a": "klart"}})
    assert got == ["klart"]
    assert state(playground, ANNA)["view"] is None


def test_somebody_elses_private_button_cannot_be_pressed(playground: Playground, client: WebClient) -> None:
    blocks = [actions(button("go"))]
    client.chat_postEphemeral(channel=playground.channel_id, user=ANNA, text="x", blocks=blocks)
    ts = playground.visible(ANNA)[0].ts
    assert ask(playground, "POST", "/ui/press", {"person": BO, "ts": ts, "action_id": "go"})[0].status == 409


def test_an_unknown_command_is_explained(playground: Playground) -> None:
    answer = ask(playground, "POST", "/ui/say", {"person": ANNA, "text": "/fest"})[1]
    assert "/fest finns inte" in json.loads(answer)["failure"]


def test_what_the_assistant_posts_is_told_at_once(playground: Playground, client: WebClient) -> None:
    connection = HTTPConnection(urlsplit(playground.url).netloc, timeout=5)
    connection.request("GET", "/ui/changes")
    stream = connection.getresponse()
    first = stream.readline()
    client.chat_postMessage(channel=playground.channel_id, text="Påminnelse", blocks=[section()])
    stream.readline()
    assert stream.readline() > first
    connection.close()


def test_only_loopback_is_listened_on() -> None:
    with pytest.raises(ValueError, match="localhost"):
        Playground(signing_secret="x", bot_token="x", people=[], host="0.0.0.0")


def test_a_shortcut_is_offered_on_messages_that_all_see(web_server: Assistant) -> None:
    playground = new_playground(shortcuts=[Shortcut("log_it", "Logga i YH")])
    client = WebClient(BOT_TOKEN, base_url=playground.api_url)
    web_server.listen_to(playground, client)
    seen = []

    @web_server.app.shortcut("log_it")
    def log_it(ack, body):
        seen.append(body["message"]["text"])
        ack()

    assert json.loads(ask(playground, "GET", "/ui/about")[1])["shortcuts"] == [{"id": "log_it", "name": "Logga i YH"}]
    said = playground.say(BO, "Möte i Kumla")
    ask(playground, "POST", "/ui/shortcut", {"person": ANNA, "ts": said.ts, "id": "log_it"})
    assert seen == ["Möte i Kumla"]
    secret = client.chat_postEphemeral(channel=playground.channel_id, user=ANNA, text="x")["message_ts"]
    refused = {"person": ANNA, "ts": secret, "id": "log_it"}
    assert ask(playground, "POST", "/ui/shortcut", refused)[0].status == 409
    playground.stop()


def test_what_is_written_in_a_thread_stays_there(playground: Playground, assistant: Assistant) -> None:
    heard = []
    assistant.app.event("message")(lambda event: heard.append(event))
    parent = playground.say(BO, "Vem tar Kumla?")
    ask(playground, "POST", "/ui/say", {"person": ANNA, "text": "Jag", "thread_ts": parent.ts})
    assert playground.messages()[-1].thread_ts == parent.ts
    answer = ask(playground, "POST", "/ui/say", {"person": ANNA, "text": "/eko hej", "thread_ts": parent.ts})[1]
    assert "kan inte användas i en tråd" in json.loads(answer)["failure"]
    home = playground.workspace.dm_of(ANNA)
    mine = playground.say(ANNA, "hej", home)
    ask(playground, "POST", "/ui/say", {"person": ANNA, "text": "och", "channel": home, "thread_ts": mine.ts})
    assert heard[0]["thread_ts"] == mine.ts


def test_a_file_from_the_page_is_seen_by_those_who_see_the_message(playground: Playground) -> None:
    content = base64.b64encode(b"\x89PNG").decode()
    sent = {"person": ANNA, "text": "", "files": [{"name": "kvitto å.png", "type": "image/png", "content": content}]}
    ask(playground, "POST", "/ui/say", sent | {"channel": playground.workspace.dm_of(ANNA)})
    file = state(playground, ANNA)["messages"][0]["files"][0]
    with urllib.request.urlopen(f"{playground.url}ui/file/{file['id']}?person={ANNA}", timeout=2) as shown:
        assert (shown.headers["Content-Type"], shown.read()) == ("image/png", b"\x89PNG")
    assert ask(playground, "GET", f"/ui/file/{file['id']}?person={BO}")[0].status == 404


def test_what_a_browser_might_run_is_saved_and_not_opened(playground: Playground) -> None:
    file = playground.say(ANNA, "se", files=[File("sida.html", b"<script>alert(1)</script>", "text/html")]).files[0]
    shown = ask(playground, "GET", f"/ui/file/{file['id']}?person={BO}")[0]
    assert shown.getheader("Content-Type") == "application/octet-stream"
    assert shown.getheader("Content-Disposition").startswith("attachment")


def test_a_command_takes_no_file(playground: Playground) -> None:
    sent = {"person": ANNA, "text": "/eko hej", "files": [{"name": "a.txt", "type": "text/plain", "content": "aGVq"}]}
    answer = ask(playground, "POST", "/ui/say", sent)[1]
    assert "kan inte ta emot filer" in json.loads(answer)["failure"]


def test_the_clock_is_turned_forward_only_and_where_it_can_be(playground: Playground) -> None:
    turned = []

    def turn(day: str) -> tuple[int, str | None]:
        response, text = ask(playground, "POST", "/ui/turn", {"person": ANNA, "day": day})
        return response.status, json.loads(text).get("failure")

    assert json.loads(ask(playground, "GET", "/ui/about")[1])["turns"] is False
    assert turn("2024-03-15")[0] == 409
    playground.turn = turned.append
    assert json.loads(ask(playground, "GET", "/ui/about")[1])["turns"] is True
    assert turn("2024-03-21") == (200, None)
    assert turn("2024-03-14") == (200, "Klockan går bara framåt. Välj en dag efter i dag.")
    assert turn("2026-03-14") == (200, "Gå högst ett år i taget.")
    assert turn("") == (200, "Välj en dag först.")
    assert turned == [date(2024, 3, 21)]
