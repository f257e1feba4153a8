"""What comes in, whatever the surface: a typed request and who makes it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from bot.reply import Reply

CommandName = Literal["logg", "status", "paminn"]


@dataclass(frozen=True)
class Command:
    """A command with the text after it, already plain (the surface has undressed it)."""

    name: CommandName
    text: str


@dataclass(frozen=True)
class Press:
    """A button of one of our cards: `action` and `value` as the Reply's Button carried them."""

    action: str
    value: str


@dataclass(frozen=True)
class Submit:
    """A filled-in form: the Form's action and context, a value (text, several, or None) by input name, its files."""

    action: str
    context: str
    values: dict[str, str | tuple[str, ...] | None] = field(default_factory=dict)
    files: tuple["File", ...] = ()


@dataclass(frozen=True)
class File:
    """A file on a message or in a form, by the surface's id of it."""

    id: str
    name: str


@dataclass(frozen=True)
class Said:
    """Words said to the assistant itself: a direct message or a mention, already plain.

    `source` names the message among all there are, `thread` the one that it is said under.
    """

    text: str
    files: tuple[File, ...] = ()
    source: str = ""
    thread: str = ""


@dataclass(frozen=True)
class Picked:
    """Somebody's message that the person wants logged: its words, who wrote it (the surface's id), and when.

    `source` names the message among all there are.
    """

    text: str
    author: str
    written: datetime  # with time zone
    source: str
    files: tuple[File, ...] = ()


@dataclass(frozen=True)
class Home:
    """The person looks at the assistant's own page."""


@dataclass(frozen=True)
class Taken:
    """The person takes a file that an earlier answer brought: an empty answer says yes."""


Request = Command | Press | Submit | Said | Picked | Home | Taken


@dataclass(frozen=True)
class Incoming:
    """One request.

    `who` and `team` are the surface's ids of the person and of where the person belongs; `key` is the
    platform's id of this very request (trigger_id, event_id): the same key is never carried out twice.
    """

    who: str
    team: str
    key: str
    now: datetime  # with time zone
    request: Request
    roles: frozenset[str] = frozenset()  # of whoever makes it, once `handlers.rights` has admitted it

    @property
    def picks(self) -> bool:
        """Whether somebody's message can be picked there, from its menu: in Slack, not in Teams."""
        return not self.team.startswith("tenant:")


Access = Literal["member", "outsider", "unreadable"]


class Members(Protocol):
    """Who belongs to the group, as the surface knows it."""

    def access(self, who: str, team: str) -> Access:
        """'unreadable' when the platform does not answer: then nothing is written."""

    def email(self, who: str, team: str = "") -> str:
        """The person's address, in lower case, by which the project file may name them; empty where there is none.

        Empty too where it cannot be trusted: of another workspace, that gives its people what addresses it likes.
        Raises Unreadable.
        """

    def belongs(self, who: str) -> Access:
        """The same as `access`, of somebody who does not ask just now."""

    def canonical(self, who: str, team: str = "") -> str:
        """The id by which records know the person whose account `who` is: its own, where there is no other.

        Raises Unreadable where it cannot be told just now, and StorageUnavailable.
        """

    def accounts(self, who: str) -> tuple[str, ...]:
        """All ids by which the person is known, the canonical one first. Raises StorageUnavailable."""

    def full_name(self, who: str) -> str:
        """As a record names the person, for those who read it years later."""

    def called(self, written: str) -> tuple[str, ...] | None:
        """The ids of those in the group who are called so; None when the platform does not answer."""

    def person(self, written: str | None) -> str | None:
        """The id of the one member who is called so; None for none or several."""

    def reachable(self, written: str | None) -> str | None:
        """The same of whom something is meant for. Raises Unreadable where the platform does not say: 'nobody' must be
        certain.
        """


class Unreadable(Exception):
    """The platform does not say just now who is called so."""


@dataclass(frozen=True)
class Outcome:
    """What became of a message.

    'sent': it is there, as the platform's `message` (redrawn: so it stands there now). 'later': it is not there, and
    may be tried again in `retry_after` seconds (a 429). 'refused': it is not there, `reason` is the platform's own
    code, and `unreachable` says that the reason lies with the recipient (a channel that is archived or gone, a person
    who has left), so that another may still be reached. 'in_doubt': nobody knows (a time-out, a dropped connection,
    a 5xx): only the channel's history can tell.
    """

    state: Literal["sent", "in_doubt", "refused", "later"]
    retry_after: float = 0
    reason: str = ""
    message: str = ""
    unreachable: bool = False


@dataclass(frozen=True)
class Gone:
    """Why a history will not be read: its channel or person is there no more for us. `reason`: the platform's code."""

    reason: str


@dataclass(frozen=True)
class Unaskable:
    """What a platform that shows no history answers, however often it is asked."""


UNASKABLE = Unaskable()


History = dict[str, str] | Gone | Unaskable | None


class Poster(Protocol):
    """A surface that messages are posted to."""

    def post(self, to: str, reply: Reply, delivery_id: str) -> Outcome:
        """Posts once to a channel or a person, marked with `delivery_id`, and never repeats by itself.

        It answers within 8 seconds: from 10 on, an attempt without an answer is looked for in the history.
        """

    def find(self, to: str, delivery_ids: set[str], oldest: float) -> History:
        """Those of `delivery_ids` that are in the history of `to`, each with its message's id.

        `oldest` (unix seconds, by our clock) is when the first of them can have come; our clock may have been wrong.
        None when the history cannot be read just now, all of it since then: 'not there' must be certain. UNASKABLE
        where there is none to read.
        """

    def update(self, to: str, message: str, reply: Reply, delivery_id: str) -> Outcome:
        """Redraws the message that `post` or `find` told of; it is found by `delivery_id` as before.

        Doing it again does no harm. 'refused' is final: the message is gone, or may not be changed any more.
        """


@dataclass(frozen=True)
class Fetched:
    """A file's bytes."""

    content: bytes


@dataclass(frozen=True)
class NotFetched:
    """Why a file could not be had: the platform's code, and when it may be asked for again (seconds); 0: never."""

    reason: str
    retry_after: float = 0


Fetch = Callable[[str], Fetched | NotFetched]  # by the surface's id of the file
