"""A project that has gone on for long: made-up records by the thousand, as valid as those that people log.

They go in by plain SQL, which takes seconds where one message at a time would take minutes; then the assistant
reads each of them, as a record, to index its words.
"""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sqlite_utils import Database as Connection

from bot.project import Project
from bot.records import RECORDS, Kind
from storage import records, search
from storage.database import Database

SHARES: dict[Kind, float] = {"activity": 0.40, "expense": 0.32, "contact": 0.12, "note": 0.11, "payment": 0.05}
AUTHORS = ("UMAJA", "UANNA", "UKARIN")
SUBJECTS = ("energi", "industri", "vård", "solel", "logistik", "livsmedel", "handel", "bygg", "it", "skog")
BOUGHT = ("tåg till Kumla", "hotell", "parkering", "lokalhyra", "föreläsare", "broschyrer", "buss till Laxå")
NOTED = ("partneravtalet godkändes", "annonsen blev försenad", "ring skolan om lokalen", "ny kontakt på branschrådet")
NAMES = ("Anna", "Bo", "Cecilia", "David", "Eva", "Fredrik", "Gun", "Hans", "Ida", "Johan")

Row = dict[str, Any]


def fill(database: Database, project: Project, today: date, count: int) -> None:
    """Keeps `count` records, the same each time. Raises ValidationError when one is not as records are."""
    chance = random.Random(2024)
    with database.transaction() as db:
        kept: list[tuple[str, str, Kind, int]] = []
        for kind, share in SHARES.items():
            rows = [_stamped(_MAKE[kind](project, today, chance), today, chance) for _ in range(round(count * share))]
            rows.sort(key=lambda row: row["created_at"])  # numbered as they are logged
            _keep(db, kind, rows)
            kept += [(row["created_at"], row["created_by"], kind, number) for number, row in enumerate(rows, 1)]
        kept.sort()  # all kinds among each other, as people log them
        db.conn.executemany(
            "INSERT INTO audit (at, who, what, record, record_id, fields) VALUES (?, ?, 'logged', ?, ?, 'date')", kept
        )
        for start in range(0, len(kept), 500):
            for record in records.several(db, [(kind, number) for _, _, kind, number in kept[start : start + 500]]):
                search.index(db, record)


def _activity(project: Project, today: date, chance: random.Random) -> Row:
    kind, day = chance.choice(project.activity_types), _day(project, project.end, chance)
    women, men, known = chance.randint(0, 20), chance.randint(0, 20), chance.random()
    held = "done" if day <= today.isoformat() else "planned"
    return {
        "type": kind.name, "title": f"{kind.shown} {chance.choice(SUBJECTS)}", "date": day,
        "status": held if chance.random() < 0.95 else chance.choice(("planned", "cancelled")),
        "participants": women + men if known < 0.8 else None, "women": women if known < 0.6 else None,
        "men": men if known < 0.6 else None, "approximate": 0.6 < known < 0.65,
        "goals": kind.goals,
        "municipalities": [each.name for each in chance.sample(project.municipalities, chance.choice((0, 1, 1, 2)))],
    }  # fmt: skip


def _expense(project: Project, today: date, chance: random.Random) -> Row:
    day, ore = _day(project, today, chance), chance.randint(50_00, 20_000_00)
    categories = [line.name for line in project.cost_categories if line.logged]
    return {
        "date": day, "amount_ore": ore, "cost_ore": ore, "category": chance.choice(categories),
        "description": chance.choice(BOUGHT), "booked_on": day if chance.random() < 0.7 else None,
        "approximate": chance.random() < 0.05,
    }  # fmt: skip


def _contact(project: Project, today: date, chance: random.Random) -> Row:
    first, last = chance.choice(NAMES), f"{chance.choice(NAMES)}sson"
    return {
        "name": f"{first} {last}", "organisation": f"{last} {chance.choice(SUBJECTS)} AB",
        "email": f"{first}.{last}@example.se".lower(),
        "target_group": chance.choice(project.target_groups).name,
        "municipality": chance.choice(project.municipalities).name,
    }  # fmt: skip


def _note(project: Project, today: date, chance: random.Random) -> Row:
    kind = chance.choice(("decision", "deviation", "todo", "note"))
    return {"type": kind, "date": _day(project, today, chance), "text": chance.choice(NOTED)}


def _payment(project: Project, today: date, chance: random.Random) -> Row:
    payer, ore = chance.choice(project.municipalities).name, chance.randint(1_000_00, 200_000_00)
    return {"date": _day(project, today, chance), "amount_ore": ore, "payer": f"{payer} kommun"}


_MAKE: dict[Kind, Callable[[Project, date, random.Random], Row]] = {
    "activity": _activity,
    "expense": _expense,
    "contact": _contact,
    "note": _note,
    "payment": _payment,
}


def _day(project: Project, last: date, chance: random.Random) -> str:
    return (project.start + timedelta(days=chance.randint(0, (last - project.start).days))).isoformat()


def _stamped(row: Row, today: date, chance: random.Random) -> Row:
    """Logged by one of three on its day; what lies ahead, the day before today."""
    at = min(row.get("date", "2024-01-15"), (today - timedelta(days=1)).isoformat()) + "T12:00:00Z"
    return row | {"created_by": chance.choice(AUTHORS), "created_at": at, "updated_at": at}


def _keep(db: Connection, kind: Kind, rows: list[Row]) -> None:
    db.execute("PRAGMA defer_foreign_keys=ON")  # the rows that point come first: then each sum is made once a record
    for field, (linked, column) in records.LINKS.items():
        several = [(number, value) for number, row in enumerate(rows, 1) for value in row.get(field, ())]
        db.conn.executemany(f"INSERT INTO {linked} (activity_id, {column}) VALUES (?, ?)", several)
    columns = [name for name in rows[0] if name not in records.LINKS]
    db.conn.executemany(
        f"INSERT INTO {RECORDS[kind].table} (id, {', '.join(columns)})"
        f" VALUES (:id, {', '.join(f':{name}' for name in columns)})",
        [{"id": number} | {name: row[name] for name in columns} for number, row in enumerate(rows, 1)],
    )
