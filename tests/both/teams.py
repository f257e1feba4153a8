"""The conversations' people in Teams, each in the personal chat with the assistant."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from handlers.teams.consent import CARD as CONSENT
from handlers.teams.consent import INFO, INVOKE
from tests.both.place import ANNA, KARIN, MAJA, Seen, Sent
from tests.teams import people
from tests.teams.connector import CHANNEL, Message
from tests.teams.drive import Answer, Drive, sent_file

PEOPLE = {MAJA: people.MAJA, ANNA: people.ANNA, KARIN: people.KARIN}


class InTeams:
    """Implements `Place`. `drive`: everybody's OneDrive."""

    def __init__(self, group: Any, drive: Drive) -> None:
        self.group, self.drive = group, drive
        self.teams = group.connector

    def id(self, who: str) -> str:
        return PEOPLE[who].account

    def say(self, text: str, who: str = MAJA, files: tuple[Sent, ...] = ()) -> Seen:
        before = len(self.teams.answers(PEOPLE[who]))
        sent = [self._sent(each) for each in files]
        exchange = self.group.driver.say(text, PEOPLE[who], **({"attachments": sent} if sent else {}))
        assert exchange.status == 200, exchange
        return self._next(who, before)

    def _sent(self, file: Sent) -> dict[str, Any]:
        path = f"/download/{len(self.drive.answers)}"
        address = self.drive.put(path, Answer(content=file.content, headers={"content-type": file.kind}))
        return sent_file(file.name, address, file.name.rpartition(".")[2])

    def press(self, seen: Seen, label: str, who: str = MAJA) -> Seen:
        return self._pressed(seen, label, {}, who)

    def fill(self, form: Seen, values: Mapping[str, str], who: str = MAJA) -> Seen:
        message: Message = form.it
        (label,) = [
            str(action["title"])
            for action in message.card_for(PEOPLE[who]).actions()
            if action["data"]["action"] == "yh.submit"
        ]
        return self._pressed(form, label, values, who)

    def _pressed(self, seen: Seen, label: str, values: Mapping[str, str], who: str) -> Seen:
        """What takes the card's place, at once or in a moment, or is said beside it."""
        before = len(self.teams.answers(PEOPLE[who]))
        stood = self._shown(seen.it, who)
        exchange = self.group.driver.press(seen.it, label, PEOPLE[who], dict(values))
        assert exchange.status == 200, exchange

        def followed() -> list[Seen]:
            now = [self._shown(each, who) for each in self.teams.answers(PEOPLE[who])[before:]]
            there = self._shown(seen.it, who)
            return [*now, there] if there != stood else now

        after: Seen = self.teams.wait_for(followed)[-1]
        return after

    def _next(self, who: str, before: int) -> Seen:
        found = self.teams.wait_for(lambda: self.teams.answers(PEOPLE[who])[before:])
        return self._shown(found[-1], who)

    def _shown(self, message: Message, who: str) -> Seen:
        if message.card is None:
            return Seen(_spaced(message.shown), (), message)
        card = message.card_for(PEOPLE[who])
        return Seen(_spaced(card.shown), tuple(_spaced(each) for each in card.buttons), message, bool(card.inputs))

    def heard(self, words: str, who: str = MAJA) -> Seen:
        def found() -> list[Seen]:
            seen = [self._shown(message, who) for message in self.teams.answers(PEOPLE[who])]
            return [each for each in seen if words in each.text]

        seen: Seen = self.teams.wait_for(found)[-1]
        return seen

    def told(self, who: str) -> list[str]:
        return [self._shown(message, who).text for message in self.teams.answers(PEOPLE[who])]

    def channel(self) -> list[str]:
        return [_spaced(message.shown) for message in self.teams.answers(CHANNEL)]

    def taken(self, name: str, who: str) -> bytes:
        """Says yes where the assistant asks whether it may put the file in the person's OneDrive."""
        asked = self.teams.wait_for(lambda: self._of_a_file(CONSENT, name, who))[-1]
        self.drive.put("/upload", Answer(201))
        card = asked.activity["attachments"][0]["content"]
        there = {"name": name, "uploadUrl": f"{self.drive.url}/upload", "contentUrl": "https://x-my.sharepoint.com/f"}
        place = there | {"uniqueId": "1150D938", "fileType": "docx"}
        value = {"type": "fileUpload", "action": "accept", "context": card["acceptContext"], "uploadInfo": place}
        activity = self.group.driver.activity(PEOPLE[who], asked.conversation, "invoke")
        answered = self.group.driver.post(activity | {"name": INVOKE, "value": value, "replyToId": asked.id})
        assert answered.status == 200, answered
        self.teams.wait_for(lambda: self._of_a_file(INFO, name, who))
        return self.drive.uploaded()[-1]

    def _of_a_file(self, kind: str, name: str, who: str) -> list[Message]:
        def holds(message: Message) -> bool:
            return any(
                (each.get("contentType"), each.get("name")) == (kind, name)
                for each in message.activity.get("attachments") or ()
            )

        return [message for message in self.teams.answers(PEOPLE[who]) if holds(message)]

    def rows(self, table: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.group.rows(table)
        return found

    def morning(self, month: int, day: int) -> None:
        self.group.clock.at = datetime(2024, month, day, 8, 0, tzinfo=self.group.project.reminders.zone).astimezone(UTC)
        self.group.look()


def _spaced(words: str) -> str:
    return words.replace("\u00a0", " ")
