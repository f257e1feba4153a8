"""The assistant as `app.py` runs it, in a workspace of emulate's, and people who write to it there."""

import json
import socket
import sqlite3
import threading
import time
import urllib.request
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

import app
from bot.project import Member
from bot.project_file import load_project
from handlers.playground.values import initial_values, placed, stateful
from handlers.settings import Settings
from storage.database import Database
from tests.emulate.relay import FORM
from tests.emulate.workspace import ANNA, APP, BOT_TOKEN, TEAM, Workspace

SECRET = "secret"
Json = dict[str, Any]


@dataclass
class Shown:
    """What somebody was answered: a message, a form, or the errors at the fields of one."""

    message: Json = field(default_factory=dict)
    view: Json = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """All words of the message, with ordinary spaces."""
        return words(self.message)

    def button(self, label: str) -> Json:
        actions = [block["elements"] for block in self.message.get("blocks", ()) if block["type"] == "actions"]
        return next(element for each in actions for element in each if element["text"]["text"] == label)


def words(message: Json) -> str:
    """The text of a message and all its blocks, with ordinary spaces."""
    said = json.dumps([message.get("text", ""), message.get("blocks", [])], ensure_ascii=False)
    return said.replace("\u00a0", " ")


class Group:
    """The working group: Anna leads it."""

    def __init__(self, slack: Workspace, database: Path) -> None:
        self.slack = slack
        self.path = database
        self.now = datetime(2024, 3, 14, 9, 0, tzinfo=UTC)
        leader = Member(name="Anna Ek", role="projektledare", slack=slack.ids[ANNA])
        self._project = load_project().model_copy(update={"members": (leader,)})
        self._running = ExitStack()

    def start(self) -> None:
        """On a port of its own, its Web API that of emulate."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        settings = Settings(
            _env_file=None,
            slack_bot_token=BOT_TOKEN,
            slack_app_token="",
            slack_signing_secret=SECRET,
            slack_api_url=self.slack.api_url,
            yh_channel=self.slack.channel,
            yh_port=port,
        )
        database = Database(self.path)
        self._running.callback(database.close)
        running = self._running.enter_context(app.assistant(settings, self._project, database, lambda: self.now))
        self.look = running.look
        thread = threading.Thread(target=running.serve)
        thread.start()
        self._running.callback(thread.join)
        self._running.callback(running.stop)
        self._address = f"http://127.0.0.1:{port}"
        assert wait_for(lambda: self.health().get("ok")), "the assistant did not become ready"

    def stop(self) -> None:
        self._running.close()

    def health(self) -> Json:
        """What /healthz says; empty while nobody listens."""
        try:
            with urllib.request.urlopen(f"{self._address}/healthz", timeout=5) as answer:
                return dict(json.load(answer))
        except OSError:
            return {}

    def at(self, *moment: int, **later: float) -> None:
        """Turns the clock to that moment (UTC), or on by `later`, and has the assistant look."""
        self.now = datetime(*moment, tzinfo=UTC) if moment else self.now + timedelta(**later)  # type: ignore[arg-type]
        self.look()

    def rows(self, table: str) -> list[Json]:
        """What is on disk, read with a tool of its own."""
        with sqlite3.connect(self.path) as connection:
            connection.row_factory = sqlite3.Row
            found = [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]
        connection.close()
        return found

    # what people do: payloads as Slack sends them (docs: 'Slash commands', 'Interaction payloads')

    def command(self, who: str, name: str, text: str = "") -> Shown:
        """Writes a command in the group's channel."""
        payload = {
            "command": name, "text": text, "user_id": self.slack.ids[who], "user_name": who, "api_app_id": APP,
            "team_id": TEAM, "channel_id": self.slack.channel, "channel_name": "yh",
            "response_url": f"{self.slack.relay.address}/response", "trigger_id": self.slack.trigger(who),
        }  # fmt: skip
        return self._followed(payload)

    def press(self, who: str, button: Json, trigger: str = "", awaits: str = "") -> Shown:
        """Presses a button on a card that only that person sees; `trigger` is one that Slack sends a second time."""
        payload = self._interaction(who, "block_actions", trigger) | {
            "actions": [{**button, "block_id": "b", "action_ts": "1.0"}],
            "container": {"type": "message", "message_ts": "1.0", "channel_id": self.slack.channel, "is_ephemeral": True},
            "channel": {"id": self.slack.channel, "name": "yh"},
            "response_url": f"{self.slack.relay.address}/response",
        }  # fmt: skip
        return self._followed({"payload": json.dumps(payload)}, awaits)

    def submit(self, who: str, view: Json, values: dict[str, Any], awaits: str = "") -> Shown:
        """Fills in a form, as emulate keeps it, and sends it; `awaits` is a method that the answer comes by."""
        state = initial_values(view["blocks"])
        for block, element in stateful(view["blocks"]):
            if block["block_id"] in values:
                state[block["block_id"]][element["action_id"]] = placed(element, values[block["block_id"]])
        payload = self._interaction(who, "view_submission", "") | {"view": view | {"state": {"values": state}}}
        return self._followed({"payload": json.dumps(payload)}, awaits)

    def _interaction(self, who: str, kind: str, trigger: str) -> Json:
        return {
            "type": kind, "api_app_id": APP, "team": {"id": TEAM, "domain": "emulate"},
            "user": {"id": self.slack.ids[who], "username": who, "team_id": TEAM},
            "trigger_id": trigger or self.slack.trigger(who),
        }  # fmt: skip

    def _followed(self, payload: Json, awaits: str = "") -> Shown:
        """Sends it, and gathers what it led to: in the answer, as a form, or by the response_url.

        `awaits`: a method whose call, answered in whatever way, is what it leads to.
        """
        relay, calls = self.slack.relay, self.slack.calls
        came, opened, awaited = len(relay.responses), len(calls("views.open")), len(calls(awaits))
        answer = self._send(payload)
        if answer:
            return Shown(message=answer if "text" in answer else {}, errors=answer.get("errors") or {})
        # a form is opened before the answer, all else follows it from another thread
        views = [call.answer["view"] for call in calls("views.open")[opened:] if call.answer["ok"]]
        assert views or wait_for(lambda: relay.responses[came:] or calls(awaits)[awaited:]), "nothing followed"
        return Shown(message=(relay.responses[came:] or [{}])[-1], view=(views or [{}])[-1])

    def _send(self, payload: Json) -> Json:
        """Signed as Slack signs it; raises where it is not answered with 200."""
        body, now = urlencode(payload), str(int(time.time()))
        signature = SignatureVerifier(SECRET).generate_signature(timestamp=now, body=body)
        headers = {"Content-Type": FORM, "X-Slack-Request-Timestamp": now, "X-Slack-Signature": signature or ""}
        request = urllib.request.Request(f"{self._address}/slack/events", body.encode(), headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return dict(json.loads(answer.read() or b"{}"))


def wait_for(true: Any, seconds: float = 10) -> bool:
    """Whether it came true in time: what follows an answer comes from another thread."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True
