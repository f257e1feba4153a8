"""What Slack tells the assistant of: emulate itself sends none of it.

Docs: 'Slash commands', 'block_actions payload', 'view_submission payload', 'Shortcuts payload', 'The Events API',
'app_mention event', 'message.im event', 'app_home_opened event'. The messages, files and forms in it are emulate's.
"""

import json
import time
from itertools import count
from typing import Any

from tests.emulate.workspace import APP, BOT, TEAM, Workspace

Json = dict[str, Any]


class Payloads:
    """One method for each kind of thing that happens in the workspace."""

    def __init__(self, slack: Workspace) -> None:
        self._slack = slack
        self._number = count(1)

    def command(self, who: str, name: str, text: str) -> Json:
        return {
            "command": name, "text": text, "user_id": self._slack.ids[who], "user_name": who, "api_app_id": APP,
            "team_id": TEAM, "channel_id": self._slack.channel, "channel_name": "yh",
            "response_url": self._response_url, "trigger_id": self._slack.trigger(who),
        }  # fmt: skip

    def press(self, who: str, button: Json, trigger: str, on: Json | None) -> Json:
        """`on`: the message, with its channel, or the page that the button is on; None for a private card."""
        actions = [{**button, "block_id": "b", "action_ts": "1.0"}]
        return self._interaction("block_actions", who, {"actions": actions} | self._where(on), trigger)

    def submission(self, who: str, view: Json) -> Json:
        return self._interaction("view_submission", who, {"view": view})

    def shortcut(self, who: str, name: str, message: Json) -> Json:
        """Something chosen in a message's menu."""
        channel, ts = message["channel"], message["ts"]
        return self._interaction("message_action", who, {
            "callback_id": name, "action_ts": "1.0", "message": message, "message_ts": ts,
            "channel": {"id": channel, "name": "yh"}, "response_url": self._response_url,
        })  # fmt: skip

    def said(self, message: Json) -> Json:
        """A message to the assistant: in the private conversation, else one that calls it by name."""
        if message["channel"].startswith("D"):
            return self._event(message | {"channel_type": "im"})
        return self._event({key: value for key, value in message.items() if key != "subtype"} | {"type": "app_mention"})

    def home(self, who: str) -> Json:
        """Somebody looks at the assistant's own page."""
        user, channel = self._slack.ids[who], self._slack.private(who)
        return self._event({"type": "app_home_opened", "user": user, "channel": channel, "tab": "home"})

    @property
    def _response_url(self) -> str:
        return f"{self._slack.relay.address}/response"

    def _where(self, on: Json | None) -> Json:
        if on and on["type"] == "home":
            return {"container": {"type": "view", "view_id": on["id"]}, "view": on}
        channel, ts = (on["channel"], on["ts"]) if on else (self._slack.channel, "1.0")
        container = {"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": on is None}
        if on:
            container |= {"thread_ts": on["thread_ts"]} if "thread_ts" in on else {}
        return {
            "container": container,
            "channel": {"id": channel, "name": "yh"},
            "response_url": self._response_url,
        } | ({"message": on} if on else {})

    def _interaction(self, kind: str, who: str, what: Json, trigger: str = "") -> Json:
        whole = what | {
            "type": kind, "api_app_id": APP, "team": {"id": TEAM, "domain": "emulate"},
            "user": {"id": self._slack.ids[who], "username": who, "team_id": TEAM},
            "trigger_id": trigger or self._slack.trigger(who),
        }  # fmt: skip
        return {"payload": json.dumps(whole)}

    def _event(self, event: Json) -> Json:
        authorization = {"enterprise_id": None, "team_id": TEAM, "user_id": BOT, "is_bot": True}
        return {
            "type": "event_callback", "team_id": TEAM, "api_app_id": APP, "event_id": f"Ev{next(self._number)}",
            "event_time": int(time.time()), "authorizations": [authorization], "event": event,
        }  # fmt: skip
