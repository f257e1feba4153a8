"""Activities, expenses and contacts: kept, changed, undone, found again.

One set of functions for all of them: columns follow from the field lists of `bot.records`. Every write
leaves an audit line. Call what writes inside `Database.transaction()`. Moments (`at`) are UTC, ISO text.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, TypeVar, cast

from sqlite_utils import Database as Connection

from bot.ledger import followed
from bot.records import RECORDS, Activity, Indicator, Kind, Measurement, Record, values
from bot.same_occasion import is_same
from storage import audit, receipts, search
from storage.rows import insert, marks, readable, update

R = TypeVar("R", bound=Record)

# a field with several values -> (table, column): one row a value, so that SQL can count them
LINKS = {
    "goals": ("activity_goals", "goal"),
    "municipalities": ("activity_municipalities", "municipality"),
    "perspectives": ("activity_perspectives", "perspective"),
}


OF_INDICATOR = "name AS indicator, unit, goal"
# what is read along with a row and kept elsewhere
READ_ALONG: dict[Kind, tuple[str, ...]] = {
    "measurement": ("indicator", "unit", "goal"),
    "expense": ("receipts", "copies"),
}
# an erased contact leaves an emptied row, which is no record any more
STANDS: dict[Kind, str] = {"contact": "(SELECT * FROM contacts WHERE erased_at IS NULL)"}


def add(db: Connection, record: R, *, who: str, at: str, author: str = "") -> R:
    """Keeps a new record and returns it with its number. `author`: whose it is, where that is another than `who`."""
    kept = record.model_copy(update={"created_by": author or who, "created_at": at, "updated_at": at})
    row = {"id": _next_number(db, record), **_row(kept)}
    kept = kept.model_copy(update={"id": insert(db, record.table, row)})
    _write_links(db, kept)
    kept = _named(db, kept)
    filled = {name: (None, value) for name, value in values(kept).items() if value not in (None, (), False)}
    _audit(db, kept, who, at, "logged", filled)
    return kept


def _next_number(db: Connection, record: Record) -> int:
    """A number that no record of the kind has had: the trail remembers those that were purged, SQLite would not."""
    used = f"SELECT max(id) FROM {record.table} UNION ALL SELECT max(record_id) FROM audit WHERE record = ?"  # noqa: S608 - our own names
    return 1 + max(number or 0 for (number,) in db.execute(used, [record.kind]))


def change(db: Connection, before: R, after: R, *, who: str, at: str) -> R:
    """Keeps what is new in `after` and what follows from it; nothing is written when nothing is."""
    after = cast(R, followed(before, after))
    old, new = values(before), values(after)
    changes = {name: (old[name], new[name]) for name in new if old[name] != new[name]}
    if not changes:
        return before
    kept = after.model_copy(update={"updated_at": at})
    update(db, kept.table, _id(kept), _row(kept))
    _write_links(db, kept)
    kept = _named(db, kept)
    _audit(db, kept, who, at, "changed", changes)
    if isinstance(kept, Indicator):  # its measurements are found by its name
        for measured in _read(db, "measurement", "indicator_id = ?", [_id(kept)]):
            search.index(db, measured)
    return kept


def _named(db: Connection, record: R) -> R:
    """The record as it is read: a measurement with what its indicator is called and measured in."""
    if not isinstance(record, Measurement):
        return record
    (of,) = db.query(f"SELECT {OF_INDICATOR} FROM indicators WHERE id = ?", [record.indicator_id])  # noqa: S608 - our own names
    return record.model_copy(update=of)


def remove(db: Connection, record: R, *, who: str, at: str) -> R:
    """Undoes: the row keeps a `deleted_at` until it is purged."""
    return _stamp(db, record, at, who=who, at=at, what="undone")


def restore(db: Connection, record: R, *, who: str, at: str) -> R:
    """Takes an undo back."""
    return _stamp(db, record, None, who=who, at=at, what="restored")


def _stamp(db: Connection, record: R, deleted_at: str | None, *, who: str, at: str, what: str) -> R:
    kept = record.model_copy(update={"deleted_at": deleted_at, "updated_at": at})
    update(db, kept.table, _id(kept), {"deleted_at": deleted_at, "updated_at": at})
    _audit(db, kept, who, at, what, {"deleted_at": (record.deleted_at, deleted_at)})
    return kept


def get(db: Connection, kind: Kind, number: int) -> Record | None:
    """The record, undone or not; None when there is none of that number."""
    return next(iter(_read(db, kind, "id = ?", [number], strict=True)), None)


def several(db: Connection, refs: Sequence[tuple[Kind, int]]) -> list[Record]:
    """The records of these kinds and numbers, in this order."""
    found: dict[tuple[Kind, int], Record] = {}
    for kind in dict.fromkeys(kind for kind, _ in refs):
        numbers = [number for other, number in refs if other == kind]
        found |= {(kind, record.id or 0): record for record in _read(db, kind, f"id IN ({marks(numbers)})", numbers)}
    return [found[ref] for ref in refs if ref in found]


def latest(db: Connection, who: str, limit: int) -> list[Record]:
    """What `who` logged last, newest first, undone ones too."""
    found: list[Record] = []
    for kind in RECORDS:
        found += _read(db, kind, "created_by = ? ORDER BY created_at DESC, id DESC LIMIT ?", [who, limit])
    return sorted(found, key=lambda record: (record.created_at, record.id or 0), reverse=True)[:limit]


def candidates(
    db: Connection, kinds: Sequence[Kind], *, who: str | None = None, number: int | None = None, limit: int = 1000
) -> list[Record]:
    """What still stands of these kinds, the last logged first: all or `who`'s own; or those of a number, undone too."""
    where, arguments = "deleted_at IS NULL", list[Any]()
    if number is not None:
        where, arguments = "id = ?", [number]
    elif who is not None:
        where, arguments = f"{where} AND created_by = ?", [who]
    found = [
        record for kind in kinds
        for record in _read(db, kind, f"{where} ORDER BY created_at DESC, id DESC LIMIT ?", [*arguments, limit])
    ]  # fmt: skip
    return sorted(found, key=lambda record: (record.created_at, record.id or 0), reverse=True)


def revert(db: Connection, record: R, trail: int, *, who: str, at: str) -> R | None:
    """Takes back the change with number `trail` in the audit; None when something came after it, or it is erased."""
    if audit.latest(db, record.kind, _id(record)) != trail:
        return None
    before = _before(db, record, trail)
    return None if before is None else change(db, record, before, who=who, at=at)


def as_of(db: Connection, record: R, trail: int) -> R | None:
    """The record as it stood when `trail` was the last line of its trail; None when that is erased."""
    for line in reversed(audit.lines(db, record.kind, _id(record), after=trail)):
        before = _before(db, record, line.id)
        if before is None:
            return None
        record = before
    return record


def _before(db: Connection, record: R, trail: int) -> R | None:
    """The record, as it stood after the line `trail`, before it; None when that is erased."""
    before = audit.values_before(db, trail)
    if not before:
        return None
    several = {name: tuple(value.split(", ")) if value else () for name, value in before.items() if name in LINKS}
    return type(record).model_validate({**record.model_dump(), **before, **several})


def twin(db: Connection, record: Record, *, who: str, since: str) -> Record | None:
    """A record that `who` logged since then with every field the same, if it still stands."""
    recent = _read(db, record.kind, "created_by = ? AND created_at >= ? AND deleted_at IS NULL", [who, since])
    wanted = values(record)
    return next((other for other in recent if values(other) == wanted), None)


ONE_SEASON = 60  # days around what comes once a year, in which there is hardly another


def same_occasion(db: Connection, activity: Activity, *, yearly: Collection[str] = ()) -> Activity | None:
    """An activity of anybody's that stands, planned or held, of the same type and day, and called the same.

    Of the types that come once a year it is also any other of the season, whatever it is called.
    """
    if activity.status == "cancelled":
        return None
    near = ONE_SEASON if activity.type in yearly else 0
    days = [date.fromordinal(activity.date.toordinal() + by).isoformat() for by in (-near, near)]
    where = "date BETWEEN ? AND ? AND type = ? AND status != 'cancelled' AND deleted_at IS NULL ORDER BY date, id"
    found = [one for one in _read(db, "activity", where, [*days, activity.type]) if isinstance(one, Activity)]
    others = [one for one in found if one.id != activity.id]
    same = (one for one in others if one.date == activity.date and is_same(activity, one))
    return next(same, others[0] if near and others else None)


def of_day(db: Connection, day: date) -> list[Activity]:
    """The activities that stand and fall on that day, not those called off."""
    where = "deleted_at IS NULL AND status != 'cancelled' AND date BETWEEN ? AND ? AND coalesce(end_date, date) >= ?"
    days = [(day - timedelta(days=31)).isoformat(), day.isoformat(), day.isoformat()]
    return [one for one in _read(db, "activity", where, days) if isinstance(one, Activity)]


def near(db: Connection, day: date, limit: int) -> list[Activity]:
    """The `limit` activities that stand and are nearest to that day, the latest first."""
    where = "deleted_at IS NULL AND status != 'cancelled' ORDER BY abs(julianday(date) - julianday(?)), id DESC LIMIT ?"
    found = [one for one in _read(db, "activity", where, [day.isoformat(), limit]) if isinstance(one, Activity)]
    return sorted(found, key=lambda one: (one.date, one.id or 0), reverse=True)


def planned(db: Connection, since: date, limit: int) -> Sequence[Activity]:
    """Planned activities from `since` on, the next one first."""
    where = (
        "deleted_at IS NULL AND status = 'planned' AND coalesce(end_date, date) >= ? ORDER BY date, time, id LIMIT ?"
    )
    return [
        activity
        for activity in _read(db, "activity", where, [since.isoformat(), limit])
        if isinstance(activity, Activity)
    ]


def dated(db: Connection, today: date, limit: int) -> list[Activity]:
    """The last `limit` activities by day, the first one first: what stands, and undone plans from `today` on."""
    where = "deleted_at IS NULL OR (status = 'planned' AND coalesce(end_date, date) >= ?) ORDER BY date DESC, id DESC LIMIT ?"
    found = _read(db, "activity", where, [today.isoformat(), limit])
    return [one for one in reversed(found) if isinstance(one, Activity)]


def indicators(db: Connection) -> list[Indicator]:
    """Every indicator that stands, by goal."""
    found = _read(db, "indicator", "deleted_at IS NULL ORDER BY goal, name, id", [])
    return [one for one in found if isinstance(one, Indicator)]


def measurements(db: Connection, goal: int | None = None) -> list[Measurement]:
    """Every measurement that stands of the indicators that do, of one goal or of all, in the order of its days."""
    where = (
        "deleted_at IS NULL AND indicator_id IN (SELECT id FROM indicators WHERE deleted_at IS NULL AND (? IS NULL OR goal = ?))"
        " ORDER BY date, id"
    )
    found = _read(db, "measurement", where, [goal, goal])
    return [one for one in found if isinstance(one, Measurement)]


def passed(db: Connection, before: date, limit: int) -> Sequence[Activity]:
    """Planned activities that were over before that day without a word of how it went, the last one first."""
    where = "deleted_at IS NULL AND status = 'planned' AND coalesce(end_date, date) < ? ORDER BY date DESC, id LIMIT ?"
    return [one for one in _read(db, "activity", where, [before.isoformat(), limit]) if isinstance(one, Activity)]


def standing(db: Connection, record: type[R], where: str, arguments: Iterable[Any]) -> list[R]:
    """What stands of one kind where the condition holds; it may end with an ORDER BY. Our own words only in `where`."""
    found = _read(db, record.kind, f"deleted_at IS NULL AND {where}", arguments)
    return [one for one in found if isinstance(one, record)]


def _read(db: Connection, kind: Kind, where: str, arguments: Iterable[Any], *, strict: bool = False) -> list[Record]:
    """What the rows say; one that another tool has spoilt is left out of a list, and raises where it is asked for."""
    record = RECORDS[kind]
    rows = list(db.query(f"SELECT * FROM {STANDS.get(kind, record.table)} WHERE {where}", list(arguments)))  # noqa: S608 - our own names
    if kind == "contact":
        for row in rows:
            del row["erased_at"]
    if kind == "measurement":
        _add_indicators(db, rows)
    if kind == "activity" and rows:
        _add_links(db, rows)
    if kind == "expense" and rows:
        receipts.add_to(db, rows)
    return (
        [record.model_validate(row) for row in rows] if strict else readable(record.model_validate, rows, record.table)
    )


def _add_indicators(db: Connection, rows: list[dict[str, Any]]) -> None:
    sql = f"SELECT id, {OF_INDICATOR} FROM indicators WHERE id IN ({marks(rows)})"  # noqa: S608 - our own names
    known = {of.pop("id"): of for of in db.query(sql, [row["indicator_id"] for row in rows])}
    for row in rows:
        row |= known[row["indicator_id"]]


def _row(record: Record) -> dict[str, Any]:
    columns = record.model_dump(exclude={"id", *LINKS, *READ_ALONG.get(record.kind, ())})
    return {name: _column(value) for name, value in columns.items()}


def _column(value: Any) -> Any:
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return int(value) if isinstance(value, bool) else value


def _add_links(db: Connection, rows: list[dict[str, Any]]) -> None:
    by_id = {row["id"]: row for row in rows}
    for field, (table, column) in LINKS.items():
        for row in rows:
            row[field] = ()
        sql = f"SELECT activity_id, {column} FROM {table} WHERE activity_id IN ({marks(by_id)}) ORDER BY rowid"  # noqa: S608 - our own names
        found = db.execute(sql, list(by_id))
        for activity_id, value in found:
            by_id[activity_id][field] += (value,)


def _write_links(db: Connection, record: Record) -> None:
    if not isinstance(record, Activity):
        return
    for field, (table, column) in LINKS.items():
        db.execute(f"DELETE FROM {table} WHERE activity_id = ?", [_id(record)])  # noqa: S608 - our own names
        rows = [(_id(record), value) for value in getattr(record, field)]
        db.conn.executemany(f"INSERT INTO {table} (activity_id, {column}) VALUES (?, ?)", rows)  # noqa: S608 - our own names


def _audit(db: Connection, record: Record, who: str, at: str, what: str, changes: dict[str, tuple[Any, Any]]) -> None:
    """Every write ends here: its line in the trail, and the record found by what it says now."""
    audit.write(db, at=at, who=who, what=what, record=record.kind, record_id=_id(record), changes=changes)
    search.index(db, record)


def _id(record: Record) -> int:
    if record.id is None:
        raise ValueError("the record has not been kept yet")
    return record.id
