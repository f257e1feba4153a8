"""The conversations' people in Slack."""

import copy
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from handlers.playground import File, Message
from tests.both.place import ANNA, KARIN, MAJA, Seen, Sent
from tests.conversations import conftest as slack
from tests.conversations.conftest import Group, buttons

IDS = {MAJA: slack.MAJA, ANNA: slack.ANNA, KARIN: slack.KARIN}


class InSlack:
    """Implements `Place`."""

    def __init__(self, group: Group) -> None:
        self.group = group

    def id(self, who: str) -> str:
        return IDS[who]

    def say(self, text: str, who: str = MAJA, files: tuple[Sent, ...] = ()) -> Seen:
        sent = [File(each.name, each.content, each.kind) for each in files]
        return _seen(self.group.tell(text, who=IDS[who], **({"files": sent} if sent else {})).message)

    def press(self, seen: Seen, label: str, who: str = MAJA) -> Seen:
        exchange = self.group.press(seen.it, label, who=IDS[who])
        if exchange.view is not None:
            return Seen(_spaced(f"{exchange.view.title}\n{exchange.view.shown}"), (), exchange.view, is_form=True)
        return _seen(exchange.message)

    def fill(self, form: Seen, values: Mapping[str, str], who: str = MAJA) -> Seen:
        exchange = self.group.submit(values, who=IDS[who])
        if exchange.errors:
            return Seen(_spaced("\n".join(exchange.errors.values())), (), form.it, is_form=True)
        return _seen(exchange.message)

    def heard(self, words: str, who: str = MAJA) -> Seen:
        found = self.group.slack.wait_for(
            lambda: [each for each in self.group.answers(IDS[who]) if words in _spaced(each.shown)]
        )
        return _seen(found[-1])

    def told(self, who: str) -> list[str]:
        return [
            _spaced(each.shown) for each in self.group.answers(IDS[who]) if each.channel != self.group.slack.channel_id
        ]

    def channel(self) -> list[str]:
        return [_spaced(words) for words in self.group.said()]

    def taken(self, name: str, who: str) -> bytes:
        found = self.group.slack.wait_for(
            lambda: [file for each in self.group.answers(IDS[who]) for file in each.files if file["name"] == name]
        )
        return bytes(self.group.slack.workspace.files[found[-1]["id"]].data or b"")

    def rows(self, table: str) -> list[dict[str, Any]]:
        return self.group.rows(table)

    def morning(self, month: int, day: int) -> None:
        self.group.clock.at = datetime(2024, month, day, 8, 0, tzinfo=self.group.project.reminders.zone).astimezone(UTC)
        self.group.look()


def _seen(message: Message | None) -> Seen:
    assert message is not None
    kept = copy.deepcopy(message)  # as it looked then
    return Seen(_spaced(kept.shown), tuple(_spaced(button["text"]["text"]) for button in buttons(kept)), kept)


def _spaced(words: str) -> str:
    return words.replace("\u00a0", " ")
