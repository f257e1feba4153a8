"""What Slack sends to an app: commands, interactions and events, field by field.

docs.slack.dev/interactivity and docs.slack.dev/apis/events-api.
"""

from __future__ import annotations

import secrets
import time
from typing import Any

from . import workspace as ids
from .model import Json, Message, View
from .workspace import Workspace

VERIFICATION = "lekplats"


def message_json(message: Message, *, metadata: bool = False) -> Json:
    """A message as Slack's history and payloads show it."""
    shown: Json = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text}
    shown["team"] = ids.TEAM_ID
    if message.bot_id:
        shown |= {"bot_id": message.bot_id, "app_id": message.app_id}
    for key in ("blocks", "thread_ts", "edited", "files", "reactions"):
        if getattr(message, key):
            shown[key] = getattr(message, key)
    if message.parent_user:
        shown["parent_user_id"] = message.parent_user
    if message.replies:
        users = list(dict.fromkeys(user for user, _ in message.replies))
        shown |= {"thread_ts": message.ts, "reply_count": len(message.replies), "reply_users_count": len(users)}
        shown |= {"reply_users": users[:5], "latest_reply": message.replies[-1][1]}
    if metadata and message.metadata:
        shown["metadata"] = message.metadata
    return shown


def view_json(view: View) -> Json:
    """A view as Slack's answers and payloads show it."""
    body = view.body
    shown: Json = {
        "id": view.id,
        "team_id": ids.TEAM_ID,
        "type": body["type"],
        "blocks": body["blocks"],
        "private_metadata": body.get("private_metadata") or "",
        "callback_id": body.get("callback_id") or "",
        "state": {"values": view.values},
        "hash": view.hash,
        "title": body.get("title"),
        "clear_on_close": bool(body.get("clear_on_close")),
        "notify_on_close": bool(body.get("notify_on_close")),
        "close": body.get("close"),
        "submit": body.get("submit"),
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
        "app_id": ids.APP_ID,
        "external_id": body.get("external_id") or "",
        "app_installed_team_id": ids.TEAM_ID,
        "bot_id": ids.BOT_ID,
    }
    return shown


class Payloads:
    """Writes payloads about a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._base = workspace.base

    def command(self, user: str, channel: str, name: str, text: str, trigger_id: str, team_id: str | None) -> Json:
        """The form of a slash command."""
        person = self._workspace.people[user]
        return {
            "token": VERIFICATION,
            "team_id": team_id or self._workspace.team_of(user),
            "team_domain": ids.TEAM_DOMAIN,
            "channel_id": channel,
            "channel_name": self._workspace.payload_channel_name(channel),
            "user_id": user,
            "user_name": person.name,
            "command": name,
            "text": text,
            "api_app_id": ids.APP_ID,
            "is_enterprise_install": "false",
            "response_url": self._base + self._workspace.grant_hook(user, channel, "commands"),
            "trigger_id": trigger_id,
        }

    def _interaction(self, kind: str, user: str, trigger_id: str, team_id: str | None) -> Json:
        person = self._workspace.people[user]
        team = team_id or self._workspace.team_of(user)
        return {
            "type": kind,
            "user": {"id": user, "username": person.name, "name": person.name, "team_id": team},
            "api_app_id": ids.APP_ID,
            "token": VERIFICATION,
            "trigger_id": trigger_id,
            "team": {"id": team, "domain": ids.TEAM_DOMAIN},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def message_action_json(
        self, user: str, message: Message, action: Json, trigger_id: str, team_id: str | None
    ) -> Json:
        """`block_actions` from a message. Slack leaves the message out when it is ephemeral."""
        payload = self._interaction("block_actions", user, trigger_id, team_id)
        container: Json = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": message.channel,
            "is_ephemeral": message.only_for is not None,
        }
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        hook = self._workspace.grant_hook(user, message.channel, "actions", message.ts)
        payload |= {
            "container": container,
            "channel": self._channel(message.channel),
            "state": {"values": message.values},
            "response_url": self._base + hook,
            "actions": [action],
        }
        if message.only_for is None:
            payload["message"] = message_json(message)
        return payload

    def view_action_json(self, user: str, view: View, action: Json, trigger_id: str, team_id: str | None) -> Json:
        """`block_actions` from a modal or an App Home."""
        payload = self._interaction("block_actions", user, trigger_id, team_id)
        shown = view_json(view)
        container = {"type": "view", "view_id": view.id}
        return payload | {"container": container, "view": shown, "state": shown["state"], "actions": [action]}

    def submission(self, user: str, view: View, trigger_id: str, team_id: str | None) -> Json:
        """`view_submission`."""
        payload = self._interaction("view_submission", user, trigger_id, team_id)
        return payload | {"view": view_json(view), "response_urls": []}

    def closed(self, user: str, view: View, *, cleared: bool) -> Json:
        """`view_closed`, which carries no trigger."""
        payload = self._interaction("view_closed", user, "", None)
        del payload["trigger_id"]
        return payload | {"view": view_json(view), "is_cleared": cleared}

    def shortcut(
        self, user: str, callback_id: str, message: Message | None, trigger_id: str, team_id: str | None
    ) -> Json:
        """A global shortcut, or a message shortcut where there is a message."""
        kind = "message_action" if message else "shortcut"
        payload = self._interaction(kind, user, trigger_id, team_id)
        payload |= {"callback_id": callback_id, "action_ts": action_ts()}
        if message:
            hook = self._workspace.grant_hook(user, message.channel, "actions", message.ts)
            payload |= {
                "channel": self._channel(message.channel),
                "message_ts": message.ts,
                "message": message_json(message),
                "response_url": self._base + hook,
            }
        return payload

    def event(self, event: Json, event_id: str | None, team_id: str | None) -> Json:
        """The envelope of an event."""
        team = team_id or ids.TEAM_ID
        authorization = {
            "enterprise_id": None,
            "team_id": ids.TEAM_ID,
            "user_id": ids.BOT_USER,
            "is_bot": True,
            "is_enterprise_install": False,
        }
        return {
            "token": VERIFICATION,
            "team_id": team,
            "context_team_id": team,
            "context_enterprise_id": None,
            "api_app_id": ids.APP_ID,
            "event": event,
            "type": "event_callback",
            "event_id": event_id or "Ev" + secrets.token_hex(5).upper(),
            "event_time": int(self._workspace.now().timestamp()),
            "authorizations": [authorization],
            "is_ext_shared_channel": False,
            "event_context": "4-" + secrets.token_urlsafe(24),
        }

    def _channel(self, channel: str) -> Json:
        return {"id": channel, "name": self._workspace.payload_channel_name(channel)}


def action_json(block: Json, element: Json, state: Json | None) -> Json:
    """One entry of `actions`: what was used and what it says now."""
    action: Json = {
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "type": element["type"],
        "action_ts": action_ts(),
    }
    copied: tuple[str, ...] = ("text", "value", "style", "url") if element["type"] == "button" else ("placeholder",)
    action |= {key: element[key] for key in copied if element.get(key) is not None}
    extra: dict[str, Any] = {key: value for key, value in (state or {}).items() if key != "type"}
    return action | extra


def action_ts() -> str:
    """When somebody acted, on the real clock as in Slack."""
    return f"{time.time():.6f}"
