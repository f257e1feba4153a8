"""Those who write to the assistant: what Slack sends for them, signed as Slack signs."""

import asyncio
import json
import time
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import Any
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

from handlers.playground.blockkit import interactive
from handlers.playground.contents import completed
from handlers.playground.delivery import FORM
from handlers.playground.model import Message
from handlers.playground.payloads import Payloads, action_json
from handlers.playground.workspace import BOT_USER, Workspace
from tests.soak.client import Answer, post
from tests.soak.host import Host
from tests.soak.later import PATIENCE, Later
from tests.soak.slack import SECRET, people

PATH = "/slack/events"
Json = dict[str, Any]


class People:
    """Fifty of them, say. Each method is one request and its answer; raises what `client.post` raises.

    With `later` whoever is acknowledged with nothing waits for what comes after.
    """

    def __init__(self, host: Host, number: int, later: Later | None = None) -> None:
        self._later = later
        self.who = [person.id for person in people(number)]
        self.under_way = 0
        self._host = host
        self._workspace = Workspace(
            people(number), "yh-samverkan", "", lambda: datetime.now(UTC), later.url if later else host.slack.url
        )
        self._payloads = Payloads(self._workspace)
        self._sign = SignatureVerifier(SECRET).generate_signature
        self._numbers = count(1)

    async def command(self, who: str, name: str, text: str) -> Answer:
        channel, trigger = self._host.slack.channel, self._workspace.grant_trigger(who)
        payload = self._payloads.command(who, channel, name, text, trigger, None)
        return await self._form(payload, payload["response_url"])

    async def press(self, who: str, answer: Answer, label: str) -> Answer:
        """Presses the first button of that name under what a command was answered. Raises LookupError."""
        blocks = completed(json.loads(answer.body)["blocks"])
        found = [(block, each) for block in blocks for each in interactive(block) if _label(each) == label]
        if not found:
            raise LookupError(f"no button {label!r}")
        card = Message(self._workspace.next_ts(), self._host.slack.channel, BOT_USER, blocks=blocks, only_for=who)
        action, trigger = action_json(*found[0], None), self._workspace.grant_trigger(who)
        pressed = self._payloads.message_action_json(who, card, action, trigger, None)
        return await self._form({"payload": json.dumps(pressed)}, pressed["response_url"])

    def written(self, who: str, text: str) -> Json:
        """A direct message, to be delivered, and delivered again: Slack sends the same until it is answered."""
        ts = f"{int(time.time())}.{next(self._numbers):06}"
        event = {
            "type": "message", "channel": self._workspace.dm_of(who), "user": who, "text": text, "ts": ts,
            "event_ts": ts, "channel_type": "im",
        }  # fmt: skip
        return self._payloads.event(event, None, None)

    async def deliver(self, event: Json, retry: int = 0) -> Answer:
        again = {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_error"} if retry else {}
        return await self._sent(json.dumps(event), {"Content-Type": "application/json", **again})

    async def _form(self, payload: Json, url: str) -> Answer:
        self._workspace.triggers.clear()  # nobody asks for them here
        self._workspace.hooks.clear()
        return await self._answered(urlencode(payload), url)

    async def _answered(self, body: str, url: str) -> Answer:
        if not self._later:
            return await self._sent(body, {"Content-Type": FORM})
        coming, began = self._later.expect(url), time.perf_counter()
        answer = await self._sent(body, {"Content-Type": FORM})
        if answer.body or answer.status != 200:
            self._later.forget(url)
            return answer
        said = await asyncio.wait_for(coming, PATIENCE)
        return replace(answer, body=said, shown=time.perf_counter() - began)

    async def _sent(self, body: str, headers: dict[str, str]) -> Answer:
        at = str(int(time.time()))
        signed = {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": self._sign(timestamp=at, body=body) or ""}
        self.under_way += 1
        try:
            return await post(self._host.port, PATH, headers | signed, body.encode())
        finally:
            self.under_way -= 1


def shown(answer: Answer) -> str:
    """All the words of an answer, with ordinary spaces."""
    said = json.loads(answer.body) if answer.body else {}
    words = Message("", "", "", text=said.get("text", ""), blocks=said.get("blocks") or []).shown
    return words.replace("\u00a0", " ")


def _label(element: Json) -> str:
    return str((element.get("text") or {}).get("text", "")).replace("\u00a0", " ")
