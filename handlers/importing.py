"""Lists of what was done, spent and known before: kept all together or not at all, and once however often they come."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlite_utils import Database as Connection

from bot.errors import Refused
from bot.lists import Lists, Read
from bot.plans import last_day
from bot.project import Project
from bot.records import Activity, Contact, Expense, Kind, Record
from bot.same_row import about, apart, core, digest, identity, may_be_one
from handlers import matters
from handlers.attesting import IMPORTER
from handlers.desk import moment
from storage import audit, bulk, records
from storage.database import Database


class ListChanged(Refused):
    """A row that was right when the list was shown, and is not when it is to be kept."""

    def __init__(self, read: Read) -> None:
        super().__init__(
            f"Något ändrades sedan listan visades. {read.place}: {' '.join(read.problems)} Se efter och skicka listan igen."
        )


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
        self._standing: dict[Kind, dict[Hashable, list[Record]]] = {}
        self._near: dict[Hashable, list[Record]] = {}
        self._seen: Counter[Hashable] = Counter()

    def settle(self, read: Read, record: Record) -> Settled:
        """The row as a new record, or the one that it is: imported before, whatever became of it, or just like it."""
        mine = identity(record)
        self._seen[mine] += 1
        # a contact is told by its name alone: nothing of a person is kept beside the record, not even a digest
        key = "" if isinstance(record, Contact) else f"import {digest(mine)} {self._seen[mine]}"
        before = audit.logged_from(self._db, key) if key else []
        stands = before[0] if before else self._same(record)
        alike = self._of(record.kind).get(core(record), [])
        alike[:] = [one for one in alike if one.ref != stands]  # each of them is one row, no more
        return Settled(read, record, key, stands, "" if stands else self._like(record))

    def _same(self, record: Record) -> str:
        """The one that stands and says the same, or as much of it as has been filled in."""
        alike = self._of(record.kind).get(core(record), [])
        told = [(lacks, one.ref) for one in alike if (lacks := apart(record, one)) is not None]
        return min(told, key=lambda one: one[0], default=(0, ""))[1]

    def _like(self, record: Record) -> str:
        """What stands of the same day that may be the same: an occasion called so, an expense of the same sum."""
        near = self._near.get(about(record), [])
        like = (one.ref for one in near if not isinstance(record, Activity) or may_be_one(record, one))
        return next(like, "")

    def _of(self, kind: Kind) -> dict[Hashable, list[Record]]:
        if kind not in self._standing:
            found: dict[Hashable, list[Record]] = {}
            activities = set(bulk.numbers(self._db, "activity")) if kind == "expense" else set()
            for record in bulk.standing(self._db, kind):
                if isinstance(record, Expense) and record.activity_id not in activities:
                    record = record.model_copy(update={"activity_id": None})  # undone: no list names it
                found.setdefault(core(record), []).append(record)
                if isinstance(record, Activity | Expense):
                    self._near.setdefault(about(record), []).append(record)
            for record in bulk.undone(self._db, kind) if kind == "contact" else ():
                found.setdefault(core(record), []).append(record)
            self._standing[kind] = found
        return self._standing[kind]


def look(db: Connection, lists: Lists) -> Iterator[Settled | Read]:
    """What would become of each row, nothing kept: a row with problems comes as it was read."""
    yield from _settled(db, lists, lambda settled: settled.stands or "activity:0")


def keep(
    database: Database, lists: Lists, project: Project, now: datetime, *,
    who: str = IMPORTER, told: Callable[[], None] = lambda: None,
) -> Counter[Kind]:  # fmt: skip
    """Keeps every row that is new, in one transaction; how many of each kind. `told` is called after each row.

    A list names who logged a row only where the administrator reads it in; sent by a person (`who`) it is that
    person's. The trail names who read it in. Raises ListChanged where a row has problems, StorageUnavailable.
    """
    added: Counter[Kind] = Counter()
    today, at = project.reminders.day(now), moment(now)

    def add(settled: Settled) -> str:
        told()
        if settled.stands:
            return settled.stands
        author = settled.read.author if who == IMPORTER else ""
        kept = records.add(db, settled.record, who=who, at=at, author=author)
        if settled.key:
            audit.mark_handled(db, key=settled.key, at=at, outcome={"refs": [kept.ref]})
        if _is_ahead(kept, today):
            matters.replan(db, kept.ref, project, today, at=at)
        added[kept.kind] += 1
        return kept.ref

    with database.transaction(through="import") as db, bulk.summed_once(db):
        for each in _settled(db, lists, add):
            if isinstance(each, Read):
                raise ListChanged(each)
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
