"""A register extract (registerutdrag) as data: all that is held about one person, before anyone words or draws it."""

from dataclasses import dataclass
from datetime import date

from bot.records import Contact, Record


@dataclass(frozen=True)
class Event:
    """A line of a contact's trail: `changes` are (field, before, after); without them the values are erased."""

    at: str
    who: str
    what: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Mention:
    """A text that names the person: where it stands, and the words around."""

    where: str
    day: date | None
    words: str


@dataclass(frozen=True)
class Work:
    """What is held of somebody who works with the assistant: the roles, what they logged, links, messages sent."""

    name: str
    slack: str
    roles: tuple[str, ...]
    logged: tuple[Record, ...]
    feeds: tuple[tuple[str, str], ...]  # when a calendar link was made, and when it was closed
    deliveries: int


@dataclass(frozen=True)
class Account:
    """An account in Slack or Teams, as it was last seen. `reached`: how to write to it is kept."""

    id: str
    name: str
    email: str
    seen_at: str
    reached: bool


@dataclass(frozen=True)
class Extract:
    """`asked`: how the person was asked for; `contacts` with the trail of each."""

    asked: str
    today: date
    contacts: tuple[tuple[Contact, tuple[Event, ...]], ...]
    mentions: tuple[Mention, ...]
    questions: int
    receipts: tuple[str, ...]
    history: int
    work: Work | None = None
    accounts: tuple[Account, ...] = ()

    @property
    def empty(self) -> bool:
        held = self.contacts or self.mentions or self.questions or self.receipts or self.history
        return not (held or self.work or self.accounts)
