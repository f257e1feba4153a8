"""What a handler has at hand: the project, the file, who belongs to the group."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

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
    `fetch` gets a file that came with a message, which may take seconds: only for what is said later.
    """

    project: Project
    database: Database
    members: Members
    channel: str
    wake: Callable[[], None] = field(default=_nothing)
    public_url: str = ""
    fetch: Fetch = field(default=_no_files)

    def today(self, now: datetime) -> date:
        """The day it is where the project is."""
        return self.project.reminders.day(now)


def moment(now: datetime) -> str:
    """A moment as the tables keep it: UTC, ISO text, to the second."""
    return rows.text(now)
