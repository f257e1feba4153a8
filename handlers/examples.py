"""Example data for the playground: made-up people, and what they would have written, saved as anyone's is."""

import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from sqlite_utils import Database as Connection

from bot import drafts
from bot.project import Member, Project
from bot.project_file import PROJECTS
from bot.reading import Draft, Question
from bot.records import Activity, Expense, Record
from handlers import indicators, matters
from handlers.desk import moment
from storage import records
from storage.database import Database

EXAMPLES = PROJECTS / "yh-orebro-exempel.toml"


@dataclass(frozen=True)
class Examples:
    """`today` is the day that the playground pretends unless told otherwise."""

    today: date
    people: tuple[dict[str, str], ...]
    lines: tuple[dict[str, Any], ...]


def read_examples(path: Path = EXAMPLES) -> Examples:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Examples(data["today"], tuple(data["people"]), tuple(data["lines"]))


def with_people(project: Project, examples: Examples) -> Project:
    """The project with the made-up people in their roles."""
    members = tuple(
        Member(name=person["real_name"], role=person["role"], email=person["email"], slack=person["id"])
        for person in examples.people
    )
    return project.model_copy(update={"members": (*project.members, *members)})


def fill(database: Database, project: Project, examples: Examples, now: datetime) -> bool:
    """Saves the lines written before `now` in a file that is still empty; False when it is not."""
    today = project.reminders.day(now)
    with database.transaction() as db:
        if any(db.table(table).count for table in ("activities", "expenses", "contacts")):
            return False
        for line in examples.lines:
            if line["on"] >= today:
                continue
            written = moment(datetime.combine(line["on"], time(12), UTC))
            for record in _records(db, line, project):
                kept = records.add(db, record, who=line["who"], at=written)
                if isinstance(kept, Activity):
                    matters.replan(db, kept.ref, project, today, at=moment(now))
    return True


def _records(db: Connection, line: dict[str, Any], project: Project) -> list[Record]:
    understood = drafts.understand(line["text"], (), project, line["on"], "past")
    if isinstance(understood, Question):
        raise ValueError(f"the example {line['text']!r} leaves a question: {understood.doubt.reason}")
    drafted = [draft for draft in indicators.settled(db, understood, ()) if isinstance(draft, Draft)]
    kept = _booked(line)
    return [
        draft.record.model_copy(update=kept) if isinstance(draft.record, Expense) else draft.record for draft in drafted
    ]


def _booked(line: dict[str, Any]) -> dict[str, Any]:
    """How far an expense has come since it was written."""
    kept: dict[str, Any] = {name: line[name] for name in ("voucher", "activity_id") if name in line}
    if "booked" in line:
        kept |= {"booked_on": line["booked"], "paid_on": line["booked"]}
    if "attested_by" in line:
        at = moment(datetime.combine(line["booked"], time(12), UTC))
        kept |= {"status": "attested", "attested_by": line["attested_by"], "attested_at": at}
    return kept
