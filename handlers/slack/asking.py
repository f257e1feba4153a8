"""Who asks, for what, known by what: the part of a payload that is the same whatever it is about."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.reply import Reply
from handlers.asking import ask
from handlers.requests import Incoming, Request

Json = dict[str, Any]


class Asking:
    """Puts a request to the assistant."""

    def __init__(self, answer: Callable[[Incoming], Reply], now: Callable[[], datetime]) -> None:
        self._answer = answer
        self._now = now

    def __call__(self, who: str, body: Json, request: Request, failed: list[Reply] | None = None) -> Reply:
        """The answer; an apology is put in `failed` as well, where somebody must know it for one."""
        return ask(self._answer, Incoming(who, team_of(body), key_of(body), self._now(), request), failed)


def team_of(body: Json) -> str:
    """Where the person belongs: their own workspace where Slack says it, else the payload's."""
    user, team, event = body.get("user"), body.get("team"), body.get("event") or {}
    if isinstance(user, dict) and user.get("team_id"):
        return str(user["team_id"])
    if event.get("user_team") or event.get("team"):
        return str(event.get("user_team") or event["team"])
    return str((team or {}).get("id") or body.get("team_id") or "")


def key_of(body: Json) -> str:
    """trigger_id is unique to an invocation, event_id to an event; another payload is known by its action.

    A form is known by its view and what stands in it: when the answer is lost Slack leaves it open and asks the
    person to send it again, and then it has another trigger_id.
    """
    if body.get("type") == "view_submission":
        view = body["view"]
        filled = json.dumps([view.get("callback_id"), view.get("state")], sort_keys=True)
        return f"{view['id']} {hashlib.sha256(filled.encode()).hexdigest()[:32]}"
    if body.get("trigger_id") or body.get("event_id"):
        return str(body.get("trigger_id") or body["event_id"])
    acted = (body.get("actions") or [{}])[0].get("action_ts")
    return str(acted or "")
