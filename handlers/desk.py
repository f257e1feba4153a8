"""What a handler has at hand: the project, the file, who belongs to the group."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

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
    """`channel` is where the group gets its reminders, `copied_to` where it gets them too; `wake` has the clock look at once.

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
    copied_to: tuple[str, ...] = ()

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
        day = date.fromisoformat(written)
    except ValueError as problem:
        raise NoSuchRecord from problem
    if day.year not in range(1900, 2200):  # nor can days be counted from the calendar's ends
        raise NoSuchRecord
    return day


# what the forms of ours carry, by name: the kind of each
_CONTEXT: dict[str, type] = {
    "kind": str, "ref": str, "seen": int, "among": str, "question": str, "source": str, "known": int, "beside": bool,
    "files": list, "shown": list, "sets": dict, "subject": str, "steps": list, "step": str, "number": int, "then": str,
}  # fmt: skip


def as_context(written: str, *needed: str) -> dict[str, Any]:
    """What a form of ours carries. Raises NoSuchRecord for anything else, or where one of `needed` is not there."""
    try:
        kept = json.loads(written)
    except (ValueError, RecursionError) as problem:
        raise NoSuchRecord from problem
    if not isinstance(kept, dict) or not all(name in kept for name in needed) or not all(map(_is_ours, kept.items())):
        raise NoSuchRecord
    return kept


def _is_ours(part: tuple[str, Any]) -> bool:
    name, value = part
    right = type(value) is _CONTEXT.get(name) and not (isinstance(value, int) and abs(value) >= 10**18)
    return right and not (isinstance(value, list) and name != "files" and any(type(each) is not str for each in value))


def moment(now: datetime) -> str:
    """A moment as the tables keep it: UTC, ISO text, to the second."""
    return rows.text(now)
