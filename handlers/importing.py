"""Lists of what was done, spent and known before: kept all together or not at all, and once however often they come."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlite_utils import Database as Connection

from bot.lists import Lists, Read
from bot.plans import last_day
from bot.project import Project
from bot.records import Activity, Contact, Expense, Kind, Record, values
from bot.same_occasion import is_same
from handlers import matters
from handlers.desk import moment
from storage import audit, bulk, records
from storage.database import Database

IMPORTER = "import"  # who logged what a list does not say who did


@dataclass(frozen=True)
class Settled:
    """A row and what becomes of it: `stands` is the record that it is already ('expense:7'), empty for a new one.

    `like`: of a new one, what may be the same told in other words.
    """

    read: Read
    record: Record
    key: str
    stands: str = ""
    like: str = ""


class _Books:
    """What is kept already, as far as it has to be known to tell a row that came before."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._standing: dict[Kind, dict[Hashable, list[str]]] = {}
        self._near: dict[Hashable, list[Record]] = {}
        self._seen: Counter[Hashable] = Counter()

    def settle(self, read: Read, record: Record) -> Settled:
        """The row as a new record, or the one that it is: imported before, whatever became of it, or just like it."""
        mine = _identity(record)
        self._seen[mine] += 1
        alike = self._of(record.kind).get(mine, [])
        same = alike.pop(0) if alike else ""
        # a contact is told by its name alone: nothing of a person is kept beside the record, not even a digest
        key = "" if isinstance(record, Contact) else f"import {_digest(mine)} {self._seen[mine]}"
        before = audit.logged_from(self._db, key) if key else []
        stands = before[0] if before else same
        return Settled(read, record, key, stands, "" if stands else self._like(record))

    def _like(self, record: Record) -> str:
        """What stands of the same day that may be the same: an occasion called so, an expense of the same sum."""
        near = self._near.get(_about(record), [])
        like = (one.ref for one in near if not isinstance(record, Activity) or _is_same(record, one))
        return next(like, "")

    def _of(self, kind: Kind) -> dict[Hashable, list[str]]:
        if kind not in self._standing:
            found: dict[Hashable, list[str]] = {}
            for record in bulk.standing(self._db, kind):
                found.setdefault(_identity(record), []).append(record.ref)
                if isinstance(record, Activity | Expense):
                    self._near.setdefault(_about(record), []).append(record)
            self._standing[kind] = found
        return self._standing[kind]


def _identity(record: Record) -> Hashable:
    """What makes two rows the same: every field, or who the person is."""
    if isinstance(record, Contact):
        reached = record.email or record.phone or record.organisation or ""
        return record.kind, record.name.casefold(), reached.casefold()
    return record.kind, tuple(values(record).items())


def _about(record: Record) -> Hashable:
    """What two have in common that may be the same."""
    if isinstance(record, Activity):
        return record.kind, record.date, record.type
    return (record.kind, record.date, record.amount_ore) if isinstance(record, Expense) else (record.kind, record.ref)


def _is_same(one: Activity, other: Record) -> bool:
    return isinstance(other, Activity) and "cancelled" not in (one.status, other.status) and is_same(one, other)


def _digest(identity: Hashable) -> str:
    return hashlib.sha256(json.dumps(identity, default=str).encode()).hexdigest()


def look(db: Connection, lists: Lists) -> Iterator[Settled | Read]:
    """What would become of each row, nothing kept: a row with problems comes as it was read."""
    yield from _settled(db, lists, lambda settled: settled.stands or "activity:0")


def keep(
    database: Database, lists: Lists, project: Project, now: datetime, *,
    who: str = IMPORTER, told: Callable[[], None] = lambda: None,
) -> Counter[Kind]:  # fmt: skip
    """Keeps every row that is new, in one transaction; how many of each kind. `told` is called after each row.

    Call it only where no row has problems. Raises StorageUnavailable.
    """
    added: Counter[Kind] = Counter()
    today, at = project.reminders.day(now), moment(now)

    def add(settled: Settled) -> str:
        told()
        if settled.stands:
            return settled.stands
        kept = records.add(db, settled.record, who=settled.read.author or who, at=at)
        if settled.key:
            audit.mark_handled(db, key=settled.key, at=at, outcome={"refs": [kept.ref]})
        if _is_ahead(kept, today):
            matters.replan(db, kept.ref, project, today, at=at)
        added[kept.kind] += 1
        return kept.ref

    with database.transaction() as db, bulk.summed_once(db):
        if any(isinstance(each, Read) for each in _settled(db, lists, add)):
            raise ValueError("a row with problems was to be kept")
    return added


def _is_ahead(record: Record, today: date) -> bool:
    return isinstance(record, Activity) and record.status == "planned" and last_day(record) >= today


def _settled(db: Connection, lists: Lists, add: Callable[[Settled], str]) -> Iterator[Settled | Read]:
    """Each row with what it is; `add` keeps it and gives its 'activity:12', by which expenses find their activity."""
    books = _Books(db)
    numbers: dict[int, int] = {}
    own = {each.number for each in lists.reads if each.kind == "activity" and each.number}
    for each in lists.reads:
        if each.record is None:
            yield each
            continue
        record = each.record
        if isinstance(record, Expense) and each.activity:
            found = numbers.get(each.activity) if own else _standing_activity(db, each.activity)
            if found is None:
                yield replace(each, record=None, problems=(f"Aktivitet {each.activity} finns inte.",))
                continue
            record = record.model_copy(update={"activity_id": found})
        settled = books.settle(each, record)
        kept = add(settled)
        if each.kind == "activity" and each.number:
            numbers[each.number] = int(kept.partition(":")[2])
        yield settled


def _standing_activity(db: Connection, number: int) -> int | None:
    found = records.get(db, "activity", number)
    return number if found and not found.deleted_at else None
