"""What a handler has at hand: the project, the file, who belongs to the group."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.errors import NoSuchRecord
from bot.project import Project
from handlers.requests import Fetch, Fetched, Members, NotFetched
from storage import rows
from storage.database import Database


def _nothing() -> None:
    return None


def _no_files(file_id: str) -> Fetched | NotFetched:
    return NotFetched("file_not_found")


@dataclass(frozen=True)
class Desk:
    """`channel` is where the group gets its reminders; `wake` has the clock look at once.

    `public_url`: where the assistant is reached from outside, without a slash at the end; empty: nowhere.
    `backups_kept`: how many nights' copies are kept; 0: none is made here. `fetch` gets a file that came with a message, which may take seconds: only for what is said later.
    """

    project: Project
    database: Database
    members: Members
    channel: str
    wake: Callable[[], None] = field(default=_nothing)
    public_url: str = ""
    backups_kept: int = 0
    fetch: Fetch = field(default=_no_files)

    def today(self, now: datetime) -> date:
        """The day it is where the project is."""
        return self.project.reminders.day(now)


def as_number(written: str) -> int:
    """A number that a button of ours carries. Raises NoSuchRecord for anything else: then the button is none of ours."""
    if not (written.isascii() and written.isdecimal() and len(written) < 18):  # SQLite's numbers end there
        raise NoSuchRecord
    return int(written)


def as_day(written: str) -> date:
    """A day that a button of ours carries, ISO text. Raises NoSuchRecord for anything else."""
    try:
        return date.fromisoformat(written)
    except ValueError as problem:
        raise NoSuchRecord from problem


def moment(now: datetime) -> str:
    """A moment as the tables keep it: UTC, ISO text, to the second."""
    return rows.text(now)
