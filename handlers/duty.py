"""What a look of the clock has at hand, and how what goes wrong in it is told to the log and stops nothing else."""

import logging
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import ParamSpec

from bot.project import Project
from bot.reply import Reply
from handlers.requests import Access, Fetch, Fetched, NotFetched, Poster
from storage.database import Database, StorageUnavailable
from storage.sweep import Pause

P = ParamSpec("P")
log = logging.getLogger(__name__)

LEADER = "projektledare"


def nobody(responsible: str | None) -> str | None:
    """Knows no persons: every reminder goes to the channel."""
    return None


def as_written(person: str) -> str:
    """Knows no names, and of no second account."""
    return person


def everybody(who: str) -> Access:
    """Lets everybody be told."""
    return "member"


def nobody_leads() -> str | None:
    """Knows no project leader but the project file's."""
    return None


def no_files(file_id: str) -> Fetched | NotFetched:
    """Knows no files."""
    return NotFetched("file_not_found")


def nothing(about: str) -> Reply | None:
    """Knows of nothing that is queued."""
    return None


@dataclass(frozen=True)
class Duty:
    """What a look needs.

    `channel` is the group's channel, `copied_to` what other channels it has: what goes to the channel goes to them
    too; `person_of` gives the id to post to of whoever is called so, None when there is
    no such person; `name_of` what a person of that id is called; `access` whether that person still may be told; `queued` what a delivery that was queued says, None
    when it is not to be said any more; `fetch` gets a file; `led_by` gives the id of who leads the project, where the
    project file gives none; `place_of` the account where a person is told, one of several, and `whose` the person again.
    """

    database: Database
    project: Project
    poster: Poster
    channel: str
    now: Callable[[], datetime]  # with time zone
    person_of: Callable[[str | None], str | None] = nobody
    name_of: Callable[[str], str] = as_written
    access: Callable[[str], Access] = everybody
    queued: Callable[[str], Reply | None] = nothing
    fetch: Fetch = no_files
    led_by: Callable[[], str | None] = nobody_leads
    copied_to: tuple[str, ...] = ()
    place_of: Callable[[str], str] = as_written
    whose: Callable[[str], str] = as_written
    sweeping: Pause = field(default_factory=Pause)  # until what was erased is swept again
    limited: set[str] = field(default_factory=set)  # recipients that want no more in this look
    stopping: threading.Event = field(default_factory=threading.Event)  # nothing more is begun

    def holds(self, recipient: str) -> bool:
        """Whether nothing more goes to that recipient in this look."""
        return recipient in self.limited or self.stopping.is_set()

    @property
    def channels(self) -> tuple[str, ...]:
        """All of the group's."""
        return (self.channel, *self.copied_to)

    def to_be_read(self, recipient: str, reply: Reply) -> Reply:
        """As it may be said there: what stands in a channel is read by many."""
        return reply.discreet() if recipient in self.channels else reply

    def copies(self, recipient: str) -> tuple[str, ...]:
        """Where what goes to the recipient goes too."""
        return self.copied_to if recipient == self.channel else ()

    def same(self, one: str, other: str | None) -> bool:
        """Whether two accounts are the same person's."""
        return other is not None and self.whose(one) == self.whose(other)

    def leader(self) -> str | None:
        """The id of the project leader, who is told in others' place. Not inside a transaction: it may be looked up."""
        listed = (member.slack for member in self.project.members if member.role == LEADER and member.slack)
        found = next(listed, None) or self.led_by()
        return found and self.place_of(found)

    def today(self) -> date:
        """The day it is where the project is."""
        return self.project.reminders.day(self.now())


def guarded(about: str, work: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> None:
    """Does the work; what goes wrong is logged and stops nothing else."""
    try:
        work(*args, **kwargs)
    except Exception as problem:
        log.error("reminder %s: %s", about, place(problem))


def place(problem: BaseException) -> str:
    """Type and place only: the text of an exception can quote what people wrote. Storage's own says just why."""
    frames = traceback.extract_tb(problem.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    why = f" ({problem})" if isinstance(problem, StorageUnavailable) else ""
    return f"{type(problem).__name__}{why} at {where}"
