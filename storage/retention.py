"""Gallring: what is past its time by the rules of the project file, found first, and then taken out for good.

`find` changes nothing, so that it can be shown what would go. Contacts go as an erasure (`storage.erasure`): an emptied
row stays. Other records go whole, and `records.add` never gives their numbers out again. What is kept by law is
counted beside. What lies in the file's bytes after `purge` is swept by `storage.sweep`, the receipts' files by
`remove_files`.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from dateutil.relativedelta import relativedelta
from sqlite_utils import Database as Connection

from bot.project import Project
from bot.receipts import ENDINGS
from bot.records import RECORDS, Kind, fields
from bot.traces import Person
from storage import accounts, audit, erasure, receipts
from storage.database import Database
from storage.rows import marks, text

# what an expense has when it belongs to the bookkeeping, which keeps it also when it is undone
_VOUCHER = "(voucher IS NOT NULL OR booked_on IS NOT NULL OR paid_on IS NOT NULL OR claim_id IS NOT NULL)"
_ORDER: tuple[Kind, ...] = ("expense", "measurement", "payment", "note", "activity", "indicator")
# kind -> which undone ones stay: something that is kept refers to them
_STAYS: dict[Kind, str] = {
    "expense": _VOUCHER,
    "activity": "id IN (SELECT activity_id FROM expenses WHERE activity_id IS NOT NULL AND id NOT IN ({gone}))",
    "indicator": "id IN (SELECT indicator_id FROM measurements WHERE id NOT IN ({gone}))",
}
_REFERRED_BY: dict[Kind, Kind] = {"activity": "expense", "indicator": "measurement"}


@dataclass(frozen=True)
class Vouchers:
    """A financial year's expenses and receipts, and the last day on which the law has them kept."""

    year: int
    expenses: int
    receipts: int
    until: date


@dataclass(frozen=True)
class Past:
    """What is past its time. `contacts`: with the project over; `undone`: contacts taken away by whoever logged them.

    `records`: other undone ones by kind; `held`: how many undone ones stay, as something that is kept needs them.
    """

    contacts: tuple[int, ...] = ()
    undone: tuple[int, ...] = ()
    records: dict[Kind, tuple[int, ...]] = field(default_factory=dict)
    held: int = 0
    members: tuple[int, ...] = ()
    accounts: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    requests: int = 0
    links: int = 0
    reminders: int = 0
    deliveries: int = 0

    @property
    def counts(self) -> Counter[str]:
        """How many of what goes: 'contact', 'undone', 'question', 'sent' …"""
        return +Counter({
            "contact": len(self.contacts),
            "undone": len(self.undone) + sum(map(len, self.records.values())),
            "member": len(self.members),
            "account": len(self.accounts),
            "question": len(self.questions),
            "sent": self.requests + self.reminders + self.deliveries,
            "link": self.links,
        })  # fmt: skip

    @property
    def digest(self) -> str:
        """Another one when anything of it is another."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Kept:
    """What stays: contacts and how many of them nobody has touched for long; vouchers by year; lines of the trail."""

    contacts: int
    untouched: int
    vouchers: tuple[Vouchers, ...]
    trail: int


def find(db: Connection, project: Project, today: date) -> Past:
    """What is past its time on that day."""
    rules = project.personal_data
    undone, asked, sent = (
        _midnight(today, days, project) for days in (rules.undone_days, rules.questions_days, rules.sent_days)
    )
    over = today > project.contacts_until
    records, held = _undone(db, undone)
    return Past(
        contacts=_numbers(db, "contacts", "deleted_at IS NULL AND erased_at IS NULL", []) if over else (),
        undone=_numbers(
            db, "contacts", "deleted_at IS NOT NULL AND erased_at IS NULL AND (? OR deleted_at < ?)", [over, undone]
        ),
        records=records,
        held=held,
        members=_numbers(db, "members", "deleted_at < ? AND name <> ''", [undone]),
        accounts=accounts.unseen(db, sent),
        questions=tuple(i for (i,) in db.execute("SELECT id FROM pending WHERE created_at < ? ORDER BY id", [asked])),
        requests=_count(db, "handled WHERE at < ?", [sent]),
        links=_count(db, "feeds WHERE revoked_at < ?", [sent]),
        reminders=_count(db, f"reminders WHERE {_TOLD}", {"sent": sent}),
        deliveries=_count(db, f"deliveries WHERE {_SETTLED}", {"sent": sent}),
    )


# a reminder goes with its delivery: what is told of in one message is settled, and its days are long past
_OLD = "date < :sent AND state <> 'open'"
_SETTLED = (
    f"settled_at < :sent AND NOT EXISTS (SELECT 1 FROM reminders WHERE delivery_id = deliveries.id AND NOT ({_OLD}))"  # noqa: S608 - our own names
)
_TOLD = f"{_OLD} AND (delivery_id IS NULL OR delivery_id IN (SELECT id FROM deliveries WHERE {_SETTLED}))"  # noqa: S608 - our own names


def kept(db: Connection, project: Project, today: date) -> Kept:
    """What stays after a purge on that day, as long as contacts are kept."""
    rules = project.personal_data
    since = _text(datetime.combine(today - relativedelta(months=rules.review_months), time(), project.reminders.zone))
    stands = "contacts WHERE deleted_at IS NULL AND erased_at IS NULL"
    years = db.execute(
        "SELECT substr(date, 1, 4), count(*), (SELECT count(*) FROM receipts r JOIN expenses e ON e.id = r.expense_id"  # noqa: S608 - our own words
        " WHERE r.state = 'kept' AND substr(e.date, 1, 4) = substr(expenses.date, 1, 4))"
        f" FROM expenses WHERE deleted_at IS NULL OR {_VOUCHER} GROUP BY 1 ORDER BY 1"
    )  # fmt: skip
    return Kept(
        contacts=_count(db, stands, []),
        untouched=_count(db, f"{stands} AND updated_at < ?", [since]),
        vouchers=tuple(
            Vouchers(int(year), expenses, files, date(int(year) + project.reporting.voucher_years, 12, 31))
            for year, expenses, files in years
        ),
        trail=_count(db, "audit", []),
    )


def untouched(db: Connection, project: Project, today: date, limit: int) -> list[int]:
    """The numbers of the contacts that nobody has touched for long, the oldest first."""
    months = project.personal_data.review_months
    since = _text(datetime.combine(today - relativedelta(months=months), time(), project.reminders.zone))
    where = "deleted_at IS NULL AND erased_at IS NULL AND updated_at < ? ORDER BY updated_at, id LIMIT ?"
    return [number for (number,) in db.execute(f"SELECT id FROM contacts WHERE {where}", [since, limit])]  # noqa: S608 - our own words


def purge(
    db: Connection, past: Past, *, today: date, project: Project, who: str, at: str, decision: str = ""
) -> list[str]:
    """Takes out what `find` found, in this transaction; the files of receipts that are to go with it (`remove_files`).

    Afterwards, outside of it: `remove_files`, `erasures.write_out`, `sweep`. `at`: UTC, ISO text; `decision`: an
    authority's, on gallring.
    """
    db.execute("PRAGMA secure_delete=ON")
    files = _delete_records(db, past, who=who, at=at)
    db.execute(f"DELETE FROM pending WHERE id IN ({marks(past.questions)})", past.questions)  # noqa: S608 - marks
    _empty_members(db, past.members)
    for account in past.accounts:
        accounts.forget(db, account)
    sent = _midnight(today, project.personal_data.sent_days, project)
    db.execute("DELETE FROM handled WHERE at < ?", [sent])
    db.execute("DELETE FROM feeds WHERE revoked_at < ?", [sent])
    settled = [each for (each,) in db.execute(f"SELECT id FROM deliveries WHERE {_SETTLED}", {"sent": sent})]  # noqa: S608 - our own names
    db.execute(f"DELETE FROM reminders WHERE {_TOLD}", {"sent": sent})  # noqa: S608 - our own words
    db.conn.executemany("DELETE FROM deliveries WHERE id = ?", [(each,) for each in settled])
    going = Person(contacts=(*past.contacts, *past.undone))
    erasure.erase(db, going, who=who, at=at, why="retention", decision=decision)
    (number,) = db.execute("SELECT max(id) FROM erasures").fetchone()
    said = {name: (None, str(count)) for name, count in past.counts.items()}
    changes = {"decision": (None, decision), **said} if decision else said
    audit.write(db, at=at, who=who, what="purged", record="register", record_id=number, changes=changes)
    return files


def remove_files(database: Database, names: Iterable[str]) -> None:
    """Takes away the files of receipts that went, those that another expense has not. Raises OSError."""
    folder = receipts.folder(database.path)
    with database.transaction() as db:  # nobody keeps the very same file meanwhile
        for name in names:
            if not _count(db, "receipts WHERE sha256 = ?", [Path(name).stem]):
                (folder / name).unlink(missing_ok=True)


def _undone(db: Connection, since: str) -> tuple[dict[Kind, tuple[int, ...]], int]:
    found: dict[Kind, tuple[int, ...]] = {}
    held = 0
    for kind in _ORDER:
        gone = found.get(_REFERRED_BY.get(kind, kind), ())
        stays = _STAYS.get(kind, "0").format(gone=",".join(map(str, gone)))
        table = RECORDS[kind].table
        if numbers := _numbers(db, table, f"deleted_at < ? AND NOT ({stays})", [since]):
            found[kind] = numbers
        held += _count(db, f"{table} WHERE deleted_at < ? AND ({stays})", [since])
    return found, held


def _delete_records(db: Connection, past: Past, *, who: str, at: str) -> list[str]:
    files: list[str] = []
    for kind in _ORDER:
        for number in past.records.get(kind, ()):
            if kind == "expense":
                files += _delete_receipts(db, number)
            _delete(db, kind, number)
            names = [each.name for each in fields(RECORDS[kind])]
            audit.erased(db, at=at, who=who, record=kind, record_id=number, fields=names)
    return files


def _delete(db: Connection, kind: Kind, number: int) -> None:
    """The record, its history and what is planned with it; its lines in the trail stay."""
    db.execute("DELETE FROM search WHERE rowid = ?", [audit.first(db, kind, number)])
    own = "SELECT id FROM audit WHERE record = ? AND record_id = ?"
    db.execute(f"DELETE FROM audit_values WHERE audit_id IN ({own})", [kind, number])  # noqa: S608 - our own words
    subject = f"{kind}:{number}"
    db.execute("DELETE FROM steps WHERE subject = ?", [subject])
    db.execute("DELETE FROM reminders WHERE subject = ?", [subject])
    db.execute(f"DELETE FROM {RECORDS[kind].table} WHERE id = ?", [number])  # noqa: S608 - our own names


def _delete_receipts(db: Connection, expense: int) -> list[str]:
    rows = db.execute("SELECT sha256, mimetype FROM receipts WHERE expense_id = ? AND sha256 IS NOT NULL", [expense])
    files = [f"{digest}.{ENDINGS[kind]}" for digest, kind in rows]
    db.execute("DELETE FROM receipts WHERE expense_id = ?", [expense])
    return files


def _empty_members(db: Connection, numbers: Sequence[int]) -> None:
    """Roles taken back: the row keeps its number, and says of nobody."""
    for number in numbers:
        db.execute("UPDATE members SET name = '', email = NULL, slack = NULL WHERE id = ?", [number])
        own = "SELECT id FROM audit WHERE record = 'member' AND record_id = ?"
        db.execute(f"DELETE FROM audit_values WHERE audit_id IN ({own})", [number])  # noqa: S608 - our own words


def _numbers(db: Connection, table: str, where: str, given: Sequence[object]) -> tuple[int, ...]:
    rows = db.execute(f"SELECT id FROM {table} WHERE {where} ORDER BY id", list(given))  # noqa: S608 - our own words
    return tuple(number for (number,) in rows)


def _count(db: Connection, what: str, given: object) -> int:
    return int(db.execute(f"SELECT count(*) FROM {what}", given).fetchone()[0])  # type: ignore[arg-type]  # noqa: S608 - our own words


def _midnight(today: date, days: int, project: Project) -> str:
    """The beginning of the day that many days ago, as the tables keep moments: the same all day long."""
    return _text(datetime.combine(today - timedelta(days=days), time(), project.reminders.zone))


def _text(moment: datetime) -> str:
    return text(moment.astimezone(UTC))
