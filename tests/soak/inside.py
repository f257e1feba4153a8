"""The assistant in this very process, so that what it posts and logs is known of each payload by itself.

It listens as always and is reached over HTTP, with real signatures. Its own calls to Slack's Web API and to
response_urls reach the same stand-in as ever, but without a connection each, which would take most of the time.
"""

import json
import logging
import sqlite3
import time
import urllib.error
import urllib.request
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qsl

from slack_bolt import App
from slack_sdk.web.base_client import BaseClient
from slack_sdk.webhook import WebhookClient, WebhookResponse

from handlers.logs import Line
from handlers.outbox import Outbox
from handlers.playground.blockkit import interactive
from handlers.playground.workspace import HOOK_LIVES, TRIGGER_LIVES, Hook, Trigger
from handlers.slack import surface
from tests.conversations.conftest import LEADER, MAJA, TODAY, Group

Json = dict[str, Any]
KEPT = 30  # buttons and forms of a kind
_call, _hook = BaseClient._perform_urllib_http_request_internal, WebhookClient._perform_http_request_internal


class Said(logging.Handler):
    """What is logged, as it would stand on stderr; `errors` apart."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(Line())
        self.lines: list[str] = []
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record)
        self.lines.append(line)
        if record.levelno >= logging.ERROR:
            self.errors.append(line.partition(" ")[2])


class _Triggers(dict[str, Trigger]):
    """Every trigger is one: whether Slack would take it is not what is tried here."""

    def get(self, key: str, default: Any = None) -> Trigger:
        return Trigger(MAJA, time.monotonic() + TRIGGER_LIVES)


class _Hooks(dict[str, Hook]):
    def get(self, key: str, default: Any = None) -> Hook:
        return Hook(MAJA, "C0SAMVERKAN", "actions", time.monotonic() + HOOK_LIVES)


class _Still:
    """A clock that looks at nothing: what it sends and notes is not for what somebody sent."""

    def __init__(self, *given: Any) -> None:
        pass

    def start(self) -> None: ...
    def wake(self) -> None: ...
    def look(self) -> None: ...
    def stop(self, within: float) -> None: ...
    def check(self, now: Any) -> None: ...


class Inside:
    """The assistant, and all there is to know of it. `buttons` and `forms`: those it has shown, by action."""

    def __init__(self, group: Group, bolt: App, outbox: Outbox, said: Said) -> None:
        self.group, self.bolt, self.outbox, self.said = group, bolt, outbox, said
        self.slack = group.slack
        self.port = int(group.health_url.split(":")[2].partition("/")[0])
        self.buttons: dict[str, deque[str]] = defaultdict(lambda: deque(maxlen=KEPT))
        self.forms: dict[str, deque[Json]] = defaultdict(lambda: deque(maxlen=KEPT))
        self.refused: list[list[str]] = []
        self._file = sqlite3.connect(group.path)

    def version(self) -> int:
        """Another number after each commit to the file."""
        return int(self._file.execute("PRAGMA data_version").fetchone()[0])

    def changes(self) -> int:
        """How much there is in the trail."""
        return int(self._file.execute("SELECT count(*) FROM audit").fetchone()[0])

    def taken(self) -> list[str]:
        """What it has posted, opened and published since the last time, as JSON. Raises TimeoutError."""
        if not self.outbox.wait(30):
            raise TimeoutError("what was to be sent after the answer is not sent")
        workspace = self.slack.workspace
        with workspace.lock:
            bodies = [{"text": each.text, "blocks": each.blocks} for each in workspace.messages]
            bodies += [view.body for stack in workspace.views.values() for view in stack]
            bodies += [view.body for view in workspace.homes.values()]
            self.refused += [[each.method, each.error, *each.reasons] for each in workspace.refusals]
            for kept in (workspace.messages, workspace.views, workspace.homes, workspace.files, workspace.hooks,
                         workspace.triggers, workspace.refusals):  # fmt: skip
                kept.clear()
        for body in bodies:
            self.remember(body)
        return [json.dumps(body, ensure_ascii=False) for body in bodies]

    def remember(self, body: Json) -> None:
        """The buttons and the form of what it showed, to be used as well."""
        if str(body.get("callback_id", "")).startswith("yh."):
            self.forms[body["callback_id"]].append(body)
        for block in body.get("blocks") or ():
            for element in interactive(block):
                if element["type"] == "button" and element.get("value"):
                    self.buttons[element["action_id"].rpartition(".")[0]].append(element["value"])

    def close(self) -> None:
        self._file.close()


@contextmanager
def inside(path: Path) -> Iterator[Inside]:
    """Running, with Maja's and Anna's seeds in it still to be sown."""
    parts: dict[str, Any] = {}
    build = surface.build

    def seen_build(**given: Any) -> App:
        parts["outbox"] = given["outbox"]
        return parts.setdefault("bolt", build(**given))

    group = Group(path, socket_mode=False, today=TODAY, members=(LEADER,))
    group.public = True
    said = Said()
    with ExitStack() as stack:
        stack.enter_context(patch.object(surface, "build", seen_build))
        stack.enter_context(patch("handlers.clock.Clock", _Still))
        stack.enter_context(_without_connections(group))
        group.slack.start()
        stack.callback(group.slack.stop)
        group.start()
        stack.callback(group.stop)
        root, level = logging.getLogger(), logging.getLogger().level
        root.addHandler(said)
        root.setLevel(logging.INFO)
        stack.callback(lambda: (root.removeHandler(said), root.setLevel(level)))
        at = Inside(group, parts["bolt"], parts["outbox"], said)
        stack.callback(at.close)
        yield at


@contextmanager
def _without_connections(group: Group) -> Iterator[None]:
    slack = group.slack
    slack.workspace.triggers, slack.workspace.hooks = _Triggers(), _Hooks()

    def call(client: BaseClient, url: str, req: urllib.request.Request) -> Json:
        body = req.data.decode() if isinstance(req.data, bytes) else ""
        is_json = "json" in str(req.get_header("Content-type"))
        given = json.loads(body or "{}") if is_json else dict(parse_qsl(body, keep_blank_values=True))
        token = str(req.get_header("Authorization", "")).removeprefix("Bearer ")
        answer = slack._api.call(url.rpartition("/")[2], token, given)
        return {"status": answer.status, "headers": answer.headers, "body": json.dumps(answer.body)}

    def hook(client: WebhookClient, url: str, req: urllib.request.Request) -> WebhookResponse:
        if not str(url).startswith(slack.url):
            if url.lower().startswith("http"):
                raise urllib.error.URLError("no way there")
            return _hook(client, url, req)  # which refuses it
        assert isinstance(req.data, bytes)
        answer = slack.answers.use_hook(url.removeprefix(slack.url), json.loads(req.data))
        return WebhookResponse(url=url, status_code=answer.status, body=json.dumps(answer.body), headers={})

    with (
        patch.object(BaseClient, "_perform_urllib_http_request_internal", call),
        patch.object(WebhookClient, "_perform_http_request_internal", hook),
    ):
        yield
