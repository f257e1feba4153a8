"""What people do on the page, by the name it has under /ui/."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from . import workspace as ids
from .driver import Driver
from .files import File
from .model import Command, Exchange, Json, Message, Shortcut, View

Action = Callable[[str, Json], Exchange | None]

FARTHEST = timedelta(days=366)  # the clock looks at every morning on the way


class Acts:
    """Each takes who does it and what the page sent. Raises LookupError for what is not there any more."""

    def __init__(self, driver: Driver, commands: Sequence[Command], shortcuts: Sequence[Shortcut]) -> None:
        self._driver = driver
        self._workspace = driver.workspace
        self._commands = {command.name for command in commands}
        self._shortcuts = {shortcut.callback_id for shortcut in shortcuts}
        self.by_name: dict[str, Action] = {
            "close": lambda person, data: driver.close_view(person),
            "home": lambda person, data: driver.open_home(person, str(data.get("tab") or "home")),
            "press": self._press,
            "say": self._say,
            "shortcut": self._shortcut,
            "submit": lambda person, data: driver.submit(person, _values(data)),
            "turn": self._turn,
        }

    def _say(self, person: str, data: Json) -> Exchange | None:
        """A line from the composer: a command, a message to the app, or a message."""
        text, channel = str(data.get("text", "")).strip(), str(data.get("channel") or ids.CHANNEL_ID)
        thread, files = data.get("thread_ts"), [_file(each) for each in data.get("files") or []]
        if text.startswith("/"):
            return self._command(person, text, channel, placed=bool(thread), laden=bool(files))
        if channel == self._workspace.dm_of(person):
            return self._driver.message_to_bot(person, text, thread_ts=thread, files=files)
        if f"<@{ids.BOT_USER}>" in self._driver.dresser.message(text):
            return self._driver.mention(person, text, thread_ts=thread, files=files)
        self._driver.say(person, text, thread_ts=thread, files=files)
        return None

    def _command(self, person: str, text: str, channel: str, *, placed: bool, laden: bool) -> Exchange:
        name, _, rest = text.partition(" ")
        if placed:
            return Exchange(failure=f"{name} kan inte användas i en tråd. Avbryt svaret och skriv kommandot igen.")
        if laden:
            return Exchange(failure=f"{name} kan inte ta emot filer. Skriv ett meddelande till appen i stället.")
        if name not in self._commands:
            return Exchange(failure=f"Kommandot {name} finns inte här. Skriv / så ser du de som finns.")
        return self._driver.command(person, name, rest.strip(), channel=channel)

    def _shortcut(self, person: str, data: Json) -> Exchange | None:
        """A shortcut on a message."""
        message = self._seen(person, data)
        if message is None or data.get("id") not in self._shortcuts:
            raise LookupError("Meddelandet finns inte längre.")
        return self._driver.shortcut(person, str(data["id"]), message)

    def _press(self, person: str, data: Json) -> Exchange | None:
        target = self._target(person, data)
        if target is None:
            raise LookupError("Det du tryckte på finns inte längre.")
        if isinstance(target, View) and data.get("values"):
            self._driver.fill(target, _values(data))
        action_id, value = str(data["action_id"]), data.get("value")
        return self._driver.press(person, target, action_id, value, block_id=data.get("block_id"))

    def _target(self, person: str, data: Json) -> Message | View | None:
        if not data.get("view"):
            return self._seen(person, data)
        mine = (view for view in self._workspace.all_views() if view.user == person)
        return next((view for view in mine if view.id == data["view"]), None)

    def _seen(self, person: str, data: Json) -> Message | None:
        return next((message for message in self._workspace.visible(person) if message.ts == data.get("ts")), None)

    def _turn(self, person: str, data: Json) -> Exchange | None:
        """Moves the clock to the morning of a later day. What has been said cannot be unsaid, so never back."""
        turn = self._driver.turn
        if turn is None:
            raise LookupError("Klockan går inte att ställa här.")
        try:
            day = date.fromisoformat(str(data.get("day")))
        except ValueError:
            return Exchange(failure="Välj en dag först.")
        today = self._workspace.now().date()
        if day <= today:
            return Exchange(failure="Klockan går bara framåt. Välj en dag efter i dag.")
        if day > today + FARTHEST:
            return Exchange(failure="Gå högst ett år i taget.")
        turn(day)
        self._workspace.changed()
        return None


def _values(data: Json) -> Json:
    """What stands in a form's fields; files come with what is in them."""

    def read(value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return [_file(each) if isinstance(each, dict) and "content" in each else each for each in value]

    return {name: read(value) for name, value in (data.get("values") or {}).items()}


def _file(sent: Json) -> File:
    """A file as the page sends it."""
    return File(str(sent["name"]), base64.b64decode(sent["content"]), str(sent.get("type") or ""))
