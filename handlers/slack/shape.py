"""Whether a payload is such as Slack sends: who, where and which are texts. Its words may be any.

Docs: 'Slash commands', 'block_actions payload', 'view_submission payload', 'Shortcuts payload', 'The Events API'.
"""

from typing import Any

Json = dict[str, Any]

_TEXTS = (
    "user_id", "channel_id", "team_id", "text", "response_url", "trigger_id", "event_id", "message_ts",
    "user.id", "user.team_id", "team.id", "channel.id", "container.channel_id", "container.message_ts",
    "container.thread_ts", "event.user", "event.channel", "event.ts", "event.thread_ts", "event.text", "event.user_team",
    "event.team", "event.channel_type", "event.subtype", "event.tab", "view.id", "view.private_metadata", "message.user",
    "message.text", "message.ts",
)  # fmt: skip
_SAID = ("message", "app_mention")
_TRIGGERED = ("block_actions", "message_action", "view_submission")


BUTTON_VALUE, METADATA, NAME = 2000, 3000, 255  # characters


def is_slacks(body: Json) -> bool:
    """Each is a text or not there; somebody did it, with a trigger by which it is known, and a form by its view."""
    if not all(_is_text(body, path.split(".")) for path in _TEXTS):
        return False
    if body.get("type") == "view_submission" and not (body.get("view") or {}).get("id"):
        return False
    if not all(_is_pressed(action) for action in body.get("actions") or ()):
        return False
    event = body.get("event") or {}
    if event.get("type") in _SAID and not (event.get("channel") and event.get("ts")):
        return False
    if event.get("type") == "app_home_opened" and not event.get("user"):
        return False
    who = body.get("user_id") or (body.get("user") or {}).get("id")
    triggered = "command" in body or body.get("type") in _TRIGGERED
    return bool(who and body.get("trigger_id")) or not triggered


def _is_pressed(action: Any) -> bool:
    value = action.get("value") or ""
    return isinstance(action.get("action_id"), str) and isinstance(value, str) and len(value) <= BUTTON_VALUE


def _is_text(held: Any, path: list[str]) -> bool:
    for name in path:
        if held is None:
            return True
        if not isinstance(held, dict):
            return False
        held = held.get(name)
    if held is None or path[-1] == "text":
        return held is None or isinstance(held, str)
    return (
        isinstance(held, str)
        and _is_whole(held)
        and len(held) <= (METADATA if path[-1] == "private_metadata" else NAME)
    )


def _is_whole(name: str) -> bool:
    """Whether it can be kept and sent: a half of a sign cannot. In words it is made a '?'."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
