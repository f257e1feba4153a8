"""An activity of Teams as we need it: who, where, and what. Docs: 'Activity object', 'Conversation basics'."""

from dataclasses import dataclass
from typing import Any, Literal

from handlers.teams import ids
from handlers.teams.trust import tenants_of

Json = dict[str, Any]
Kind = Literal["personal", "group", "channel"]

_KINDS: dict[object, Kind] = {"personal": "personal", "groupChat": "group", "channel": "channel", None: "personal"}
_BOT = "28:"  # what the id of a bot begins with


class NoneOfTeams(ValueError):
    """What came is nothing that Teams sends."""


@dataclass(frozen=True)
class Activity:
    """`who` is an account, `team` names its tenant. `place` is the conversation, `root` the message of a channel that
    this one stands under, or itself begins; `on` the message whose button was pressed.
    """

    raw: Json
    type: str
    name: str
    id: str
    who: str
    member: str  # as the conversation calls the person
    team: str
    place: str
    kind: Kind
    root: str
    on: str

    @property
    def key(self) -> str:
        """Of this very request: a message's id is its conversation's own."""
        return f"{self.place}:{self.id}"

    @property
    def alone(self) -> bool:
        """Whether only the person and the assistant are there."""
        return self.kind == "personal"

    @property
    def is_a_bots(self) -> bool:
        return self.member.startswith(_BOT)

    def reference(self) -> Json:
        """What it takes to write in the conversation later (docs: 'Send proactive messages')."""
        conversation = {**self.raw["conversation"], "id": self.place}
        return {
            "serviceUrl": self.raw["serviceUrl"], "channelId": "msteams", "conversation": conversation,
            "bot": self.raw["recipient"], "user": self.raw["from"], "tenantId": self.team.removeprefix("tenant:"),
        }  # fmt: skip


def read(raw: Json) -> Activity:
    """Raises NoneOfTeams."""
    person, conversation = _object(raw, "from"), _object(raw, "conversation")
    whole = _text(conversation, "id")
    place, _, root = whole.partition(";messageid=")
    kind = conversation.get("conversationType")
    if not isinstance(kind, str | None) or kind not in _KINDS:
        raise NoneOfTeams("conversationType")
    _object(raw, "recipient")
    _text(raw, "serviceUrl")
    of = next(iter(tenants_of(raw)), "")
    return Activity(
        raw, _text(raw, "type"), _perhaps(raw, "name"), _perhaps(raw, "id"), ids.account(person), _text(person, "id"),
        f"tenant:{of}", place, _KINDS[kind], root, _perhaps(raw, "replyToId"),
    )  # fmt: skip


def _object(said: Json, name: str) -> Json:
    found = said.get(name)
    if not isinstance(found, dict):
        raise NoneOfTeams(name)
    return found


def _text(said: Json, name: str) -> str:
    found = said.get(name)
    if not isinstance(found, str) or not found:
        raise NoneOfTeams(name)
    return found


def _perhaps(said: Json, name: str) -> str:
    """Text, or nothing."""
    return _text(said, name) if said.get(name) is not None else ""
