"""The workspace itself, in memory: who is in it and what has been said."""

from __future__ import annotations

import copy
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from .files import File, Stored, file_json, stored
from .model import Json, Message, Person, Refusal, View

TEAM_ID = "T0LEKPLATS"
TEAM_DOMAIN = "lekplatsen"
APP_ID = "A0ASSISTENT"
BOT_ID = "B0ASSISTENT"
BOT_USER = "U0ASSISTENT"
CHANNEL_ID = "C0SAMVERKAN"

TRIGGER_LIVES = 3.0
HOOK_LIVES = 30 * 60.0
HOOK_USES = 5


@dataclass
class Trigger:
    """The right to open one view, for three seconds (docs: trigger_id)."""

    user: str
    expires: float
    used: bool = False


@dataclass
class Hook:
    """A response_url: five answers within half an hour."""

    user: str
    channel: str
    kind: str
    expires: float
    uses: int = 0
    source_ts: str | None = None


class Workspace:
    """Everything there is to know, behind one lock (re-entrant). `base` is where its response_urls and files live."""

    def __init__(
        self, people: Sequence[Person], channel: str, app_name: str, now: Callable[[], datetime], base: str
    ) -> None:
        self.lock = threading.RLock()
        self.app_name = app_name
        self.channel_name = channel
        self.now = now
        self.base = base
        bot = Person(BOT_USER, "assistenten", app_name, is_bot=True)
        self.people = {person.id: person for person in (*people, bot)}
        self.members = [person.id for person in (*people, bot) if person.in_channel]
        self.archived: set[str] = set()
        self.deleted: set[str] = set()
        self.messages: list[Message] = []
        self.views: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.files: dict[str, Stored] = {}
        self.triggers: dict[str, Trigger] = {}
        self.hooks: dict[str, Hook] = {}
        self.refusals: list[Refusal] = []
        self.lacks: frozenset[str] = frozenset()  # kinds of blocks whose rollout has not come here
        self.version = 0
        self._listeners: list[Callable[[], None]] = []
        self._last_ts = 0

    # Changes

    def on_change(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Calls `listener` after each change, from whichever thread made it. Returns how to stop that."""
        with self.lock:
            self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def changed(self) -> None:
        """Says that something is different; waiting pages and tests look again."""
        with self.lock:
            self.version += 1
            listeners = list(self._listeners)
        for listener in listeners:
            listener()

    def next_ts(self) -> str:
        """A timestamp of the playground's clock that no other message has."""
        with self.lock:
            micro = int(self.now().timestamp() * 1_000_000)
            self._last_ts = max(self._last_ts + 1, micro)
            return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    # Files

    def keep(self, file: File, user: str) -> Stored:
        """Somebody uploads a file."""
        with self.lock:
            kept = stored(file, user, int(self.now().timestamp()))
            self.files[kept.id] = kept
        return kept

    # Conversations

    def dm_of(self, user: str) -> str:
        """The conversation between a person and the app."""
        return "D" + user[1:]

    def dm_partner(self, channel: str) -> str | None:
        """Whose conversation with the app this is; None where it is no such conversation."""
        user = "U" + channel[1:]
        return user if channel.startswith("D") and user in self.people else None

    def find_channel(self, name: str) -> str | None:
        """A conversation's id from its id, its name, or the person it is with."""
        if name in (CHANNEL_ID, self.channel_name, "#" + self.channel_name):
            return CHANNEL_ID
        if name in self.people and name != BOT_USER:
            return self.dm_of(name)
        return name if self.dm_partner(name) else None

    def payload_channel_name(self, channel: str) -> str:
        """The name that Slack's payloads carry: private channels and DMs go by their kind."""
        return "privategroup" if channel == CHANNEL_ID else "directmessage"

    def is_home_team(self, user: str) -> bool:
        """Whether somebody belongs to this workspace and not to one that shares the channel."""
        person = self.people.get(user)
        return person is None or person.team_id in (None, TEAM_ID)

    def team_of(self, user: str) -> str:
        """The workspace somebody belongs to."""
        person = self.people.get(user)
        return (person.team_id if person else None) or TEAM_ID

    # Messages

    def post(self, message: Message) -> Message:
        """Adds a message and tells whoever looks.

        An ephemeral reply is shown only in a thread that somebody has answered in already
        (docs.slack.dev/reference/methods/chat.postEphemeral, thread_ts); elsewhere it is lost without a word.
        """
        with self.lock:
            parent = self._parent(message)
            if message.only_for and parent and not parent.replies:
                return message
            if parent:
                message.parent_user = parent.user
                if not message.only_for:
                    parent.replies.append((message.user, message.ts))
            self.messages.append(message)
        self.changed()
        return message

    def _parent(self, message: Message) -> Message | None:
        """The message that a reply answers."""
        if message.thread_ts in (None, message.ts):
            return None
        return self.find(message.channel, str(message.thread_ts))

    def find(self, channel: str, ts: str) -> Message | None:
        """A message by where and when."""
        with self.lock:
            return next((item for item in self.messages if item.channel == channel and item.ts == ts), None)

    def remove(self, message: Message) -> None:
        """Takes a message away."""
        with self.lock:
            self.messages.remove(message)
            parent = self._parent(message)
            if parent and not message.only_for:
                parent.replies.remove((message.user, message.ts))
        self.changed()

    def delete_file(self, file_id: str) -> None:
        """Deletes a file; the messages that carried it keep its gravestone. Raises KeyError for an unknown one."""
        with self.lock:
            file = self.files[file_id]
            file.data, file.deleted = None, True
            for message in self.messages:
                message.files = [file_json(file, self.base) if it["id"] == file_id else it for it in message.files]
        self.changed()

    def visible(self, user: str, channel: str | None = None) -> list[Message]:
        """What somebody sees, oldest first; copies, so that a reader keeps what it saw."""
        with self.lock:
            mine = {self.dm_of(user)} | ({CHANNEL_ID} if user in self.members else set())
            return [
                copy.deepcopy(item)
                for item in sorted(self.messages, key=lambda item: item.ts)
                if item.channel in mine and item.only_for in (None, user) and channel in (None, item.channel)
            ]

    # Short-lived rights

    def grant_trigger(self, user: str, trigger_id: str | None = None) -> str:
        """Gives out a trigger; one that a test brings back keeps the life it had."""
        new = trigger_id or f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**13)}.{secrets.token_hex(16)}"
        with self.lock:
            self.triggers.setdefault(new, Trigger(user, time.monotonic() + TRIGGER_LIVES))
        return new

    def grant_hook(self, user: str, channel: str, kind: str, source_ts: str | None = None) -> str:
        """Gives out the path of a response_url."""
        path = f"{kind}/{TEAM_ID}/{secrets.randbelow(10**13)}/{secrets.token_urlsafe(18)}"
        with self.lock:
            self.hooks[path] = Hook(user, channel, kind, time.monotonic() + HOOK_LIVES, source_ts=source_ts)
        return path

    # Views

    def open_view(self, user: str) -> View | None:
        """The view on top, if a modal is open."""
        with self.lock:
            stack = self.views.get(user)
            return stack[-1] if stack else None

    def all_views(self) -> list[View]:
        """Every open modal and every App Home."""
        with self.lock:
            return [view for stack in self.views.values() for view in stack] + list(self.homes.values())

    def refuse(self, method: str, error: str, reasons: Sequence[str], sent: Json) -> None:
        """Keeps what Slack would not have taken, for tests to look at."""
        with self.lock:
            self.refusals.append(Refusal(method, error, tuple(reasons), sent))
