"""The assistant as `app.py` runs it, in a workspace of emulate's, and people who write to it there."""

import json
import sqlite3
import threading
import time
import urllib.request
from contextlib import ExitStack
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
from tests.conversations.conftest import without_rhythm
from tests.emulate.payloads import Payloads
from tests.emulate.relay import FORM
from tests.emulate.shown import Shown
from tests.emulate.workspace import ANNA, BOT, BOT_TOKEN, Workspace
from tests.ports import free_port

SECRET = "secret"
Json = dict[str, Any]


class Group:
    """The working group: Anna leads it."""

    def __init__(self, slack: Workspace, database: Path) -> None:
        self.slack = slack
        self.path = database
        self.now = datetime(2024, 3, 14, 9, 0, tzinfo=UTC)
        leader = Member(name="Anna Ek", role="projektledare", slack=slack.ids[ANNA])
        self._project = without_rhythm(load_project()).model_copy(update={"members": (leader,)})
        self._running = ExitStack()
        self.tells = Payloads(slack)

    def start(self) -> None:
        """On a port of its own, its Web API that of emulate."""
        port = free_port()
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

    def settled_receipts(self, count: int = 1) -> list[Json]:
        """The receipts, once so many are fetched or given up."""
        assert wait_for(lambda: sum(row["state"] != "wanted" for row in self.rows("receipts")) == count)
        return self.rows("receipts")

    # what people do, as tests/emulate/payloads.py has Slack tell of it

    def command(self, who: str, name: str, text: str = "") -> Shown:
        """Writes a command in the group's channel."""
        return self._followed(self.tells.command(who, name, text))

    def press(self, who: str, button: Json, trigger: str = "", awaits: str = "", on: Json | None = None) -> Shown:
        """Presses a button on a card that only that person sees, else on the message or page `on`.

        `trigger` is one that Slack sends a second time.
        """
        return self._followed(self.tells.press(who, button, trigger, on), awaits)

    def submit(self, who: str, view: Json, values: dict[str, Any], awaits: str = "") -> Shown:
        """Fills in a form, as emulate keeps it, and sends it; `awaits` is a method that the answer comes by."""
        state = initial_values(view["blocks"])
        for block, element in stateful(view["blocks"]):
            if block["block_id"] in values:
                state[block["block_id"]][element["action_id"]] = placed(element, values[block["block_id"]])
        return self._followed(self.tells.submission(who, view | {"state": {"values": state}}), awaits)

    def pick(self, who: str, message: Json, awaits: str = "") -> Shown:
        """Chooses 'Logga i YH' in the menu of somebody's message."""
        return self._followed(self.tells.shortcut(who, "logga_i_yh", message), awaits)

    def tell(self, who: str, text: str, **file: bytes) -> Shown:
        """Writes to the assistant itself; gives the last answer under it."""
        return self.hear(self.slack.say(who, text, self.slack.private(who), **file))

    def mention(self, who: str, text: str, **file: bytes) -> Shown:
        """Calls the assistant by name in the group's channel; gives the last answer under it."""
        return self.hear(self.slack.say(who, f"<@{BOT}> {text}", **file))

    def hear(self, message: Json, awaits: str = "") -> Shown:
        """Has Slack tell the assistant of a message; `awaits`: a method that the answer comes by when not under it."""
        thread = message.get("thread_ts") or message["ts"]

        def answers() -> int:
            under = [call for call in self.slack.calls("chat.postMessage") if call.asked.get("thread_ts") == thread]
            return len(self.slack.calls(awaits) if awaits else under)

        before = answers()
        self.notify(self.tells.said(message))
        assert wait_for(lambda: answers() > before), "nothing followed"
        return Shown(message=self.slack.thread(message | {"ts": thread})[-1])

    def open_home(self, who: str) -> Json:
        """Looks at the assistant's own page; gives it as emulate keeps it."""
        published = len(self.slack.calls("views.publish"))
        self.notify(self.tells.home(who))
        assert wait_for(lambda: len(self.slack.calls("views.publish")) > published), "no page came"
        return self.home()

    def home(self) -> Json:
        """The page that was shown last."""
        return dict(self.slack.calls("views.publish")[-1].answer["view"])

    def notify(self, event: Json) -> None:
        """An event, in Slack's way: JSON, where all else is a form."""
        assert self._send(json.dumps(event), "application/json") == {}

    def _followed(self, payload: Json, awaits: str = "") -> Shown:
        """Sends it, and gathers what it led to: in the answer, as a form, or by the response_url.

        `awaits`: a method whose call, answered in whatever way, is what it leads to.
        """
        relay, calls = self.slack.relay, self.slack.calls
        came, opened, awaited = len(relay.responses), len(calls("views.open")), len(calls(awaits))
        answer = self._send(urlencode(payload), FORM)
        if answer:
            return Shown(message=answer if "text" in answer else {}, errors=answer.get("errors") or {})
        # a form is opened before the answer, all else follows it from another thread
        views = [call.answer["view"] for call in calls("views.open")[opened:] if call.answer["ok"]]
        assert views or wait_for(lambda: relay.responses[came:] or calls(awaits)[awaited:]), "nothing followed"
        return Shown(message=(relay.responses[came:] or [{}])[-1], view=(views or [{}])[-1])

    def _send(self, body: str, kind: str) -> Json:
        """Signed as Slack signs it; raises where it is not answered with 200."""
        now = str(int(time.time()))
        signature = SignatureVerifier(SECRET).generate_signature(timestamp=now, body=body)
        headers = {"Content-Type": kind, "X-Slack-Request-Timestamp": now, "X-Slack-Signature": signature or ""}
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
