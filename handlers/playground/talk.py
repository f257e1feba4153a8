"""What people say, and the events that tell the assistant; with Slack's retries."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence

from . import workspace as ids
from .delivery import Delivered
from .files import File, file_json, foreign_json
from .model import Exchange, Json, Message
from .payloads import view_json
from .room import Room, Watch, exchange_of


class Talk(Room):
    """Messages, mentions and other events."""

    def say(
        self,
        user_id: str,
        text: str,
        channel: str | None = None,
        thread_ts: str | None = None,
        *,
        files: Sequence[File] = (),
    ) -> Message:
        """Somebody writes in a conversation; the app hears nothing of it."""
        workspace = self.workspace
        message = Message(workspace.next_ts(), channel or ids.CHANNEL_ID, user_id, self.dresser.message(text))
        message.thread_ts = thread_ts
        with workspace.lock:
            for file in files:
                kept = workspace.keep(file, user_id)
                home = workspace.is_home_team(user_id)
                message.files.append(file_json(kept, workspace.base) if home else foreign_json(kept))
        return workspace.post(message)

    def message_to_bot(
        self,
        user_id: str,
        text: str,
        *,
        thread_ts: str | None = None,
        files: Sequence[File] = (),
        event_id: str | None = None,
        team_id: str | None = None,
    ) -> Exchange:
        """A direct message to the app."""
        message = self.say(user_id, text, self.workspace.dm_of(user_id), thread_ts, files=files)
        kind = {"type": "message", "channel_type": "im"} | ({"subtype": "file_share"} if files else {})
        return self._said(message, kind, event_id, team_id)

    def mention(
        self,
        user_id: str,
        text: str,
        *,
        thread_ts: str | None = None,
        files: Sequence[File] = (),
        event_id: str | None = None,
        team_id: str | None = None,
    ) -> Exchange:
        """A message in the channel that mentions the app, first unless the text does so itself."""
        called = f"<@{ids.BOT_USER}>"
        whole = text if called in self.dresser.message(text) else f"{called} {text}"
        message = self.say(user_id, whole, thread_ts=thread_ts, files=files)
        return self._said(message, {"type": "app_mention"}, event_id, team_id)

    def _said(self, message: Message, kind: Json, event_id: str | None, team_id: str | None) -> Exchange:
        event = kind | {
            "user": message.user,
            "text": message.text,
            "ts": message.ts,
            "channel": message.channel,
            "event_ts": message.ts,
            "team": self.workspace.team_of(message.user),
            "client_msg_id": f"lekplats-{message.ts}",
        }
        event |= {"files": message.files, "upload": False} if message.files else {}
        if message.thread_ts:
            event |= {"thread_ts": message.thread_ts, "parent_user_id": message.parent_user}
        return self.event(event, event_id=event_id, team_id=team_id, user_id=message.user)

    def open_home(self, user_id: str, tab: str = "home", *, event_id: str | None = None) -> Exchange:
        """Somebody opens the app: its Home tab, or 'messages'. What stands on the Home tab comes with the event."""
        where = self.workspace.dm_of(user_id)
        event: Json = {"type": "app_home_opened", "user": user_id, "channel": where, "tab": tab}
        view = self.workspace.homes.get(user_id)
        event |= {"view": view_json(view)} if view and tab == "home" else {}
        return self.event(event | {"event_ts": self.workspace.next_ts()}, event_id=event_id, user_id=user_id)

    def join(self, user_id: str, *, event_id: str | None = None) -> Exchange:
        """Somebody joins the channel."""
        with self.workspace.lock:
            if user_id not in self.workspace.members:
                self.workspace.members.append(user_id)
        self.workspace.changed()
        event = {"type": "member_joined_channel", "user": user_id, "channel": ids.CHANNEL_ID, "channel_type": "G"}
        event |= {"team": self.workspace.team_of(user_id), "event_ts": self.workspace.next_ts()}
        return self.event(event, event_id=event_id, user_id=user_id)

    def leave(self, user_id: str) -> None:
        """Somebody leaves the channel."""
        with self.workspace.lock:
            self.workspace.members.remove(user_id)
        self.workspace.changed()

    def event(
        self,
        event: Json,
        *,
        event_id: str | None = None,
        team_id: str | None = None,
        user_id: str | None = None,
    ) -> Exchange:
        """Sends an event; one that is not taken is sent again after `retry_delays`, as Slack does."""
        payload = self.payloads.event(event, event_id, team_id)
        watch = Watch(self.workspace, user_id or str(event.get("user", "")))
        delivered = self.delivery.send("events_api", payload)
        if delivered.problem and not delivered.no_retry:
            threading.Thread(target=self._retry, args=(payload, delivered), daemon=True).start()
        return watch.finish(exchange_of(delivered, payload))

    def _retry(self, payload: Json, delivered: Delivered) -> None:
        for number, delay in enumerate(self.retry_delays, start=1):
            time.sleep(delay)
            reason = "http_timeout" if delivered.problem == "timeout" else str(delivered.problem)
            delivered = self.delivery.send("events_api", payload, number, reason)
            if not delivered.problem or delivered.no_retry:
                return

    def raw(self, body: str, headers: Mapping[str, str] | None = None) -> Exchange:
        """Posts anything to the assistant, signed; `headers` win over Slack's own."""
        given = {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})}
        return exchange_of(self.delivery.post(body, given), {})
