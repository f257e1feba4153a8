"""The trail of one record: its own lines, and those of its plan's steps and its receipts."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from sqlite_utils import Database as Connection

from bot.history import Change, Line
from bot.records import RECORDS, Kind
from storage.rows import marks, moment

PIECE = 500
_COLUMNS = "id, at, who, through, what, record, record_id, fields"


class Page(NamedTuple):
    """Some lines of a trail, and how many there are in all."""

    lines: list[Line]
    total: int


def of(db: Connection, record: str, number: int, *, limit: int, offset: int = 0) -> Page:
    """The lines of the record of that kind and number, the oldest first, from `offset` on."""
    where = "(record = :record AND record_id = :number)"
    where += " OR (record = 'step' AND record_id IN (SELECT id FROM steps WHERE subject = :subject))"
    if record == "expense":
        where += " OR (record = 'receipt' AND record_id IN (SELECT id FROM receipts WHERE expense_id = :number))"
    return _page(db, where, {"record": record, "number": number, "subject": f"{record}:{number}"}, limit, offset)


def of_roles(db: Connection, *, limit: int, offset: int = 0) -> Page:
    """The same of who was given which role."""
    return _page(db, "record = 'member'", {}, limit, offset)


def of_milestone(db: Connection, kind: str, *, limit: int, offset: int = 0) -> Page:
    """The same of the days that were given to the project's own dates of that kind ('lägesrapport')."""
    first = f"milestone:{kind}:"
    return _page(db, "record >= :first AND record < :last", {"first": first, "last": f"{first}~"}, limit, offset)


def _page(db: Connection, where: str, about: dict[str, Any], limit: int, offset: int) -> Page:
    total = db.execute(f"SELECT count(*) FROM audit WHERE {where}", about).fetchone()[0]  # noqa: S608 - our own words
    sql = f"SELECT {_COLUMNS} FROM audit WHERE {where} ORDER BY id LIMIT :limit OFFSET :offset"  # noqa: S608 - our own names
    rows = db.execute(sql, about | {"limit": limit, "offset": offset}).fetchall()
    return Page(_lines(db, rows), int(total))


def every(db: Connection) -> Iterator[Line]:
    """The whole trail, the oldest first, read in pieces."""
    after = 0
    while True:
        rows = db.execute(f"SELECT {_COLUMNS} FROM audit WHERE id > ? ORDER BY id LIMIT {PIECE}", [after]).fetchall()  # noqa: S608 - our own names
        if not rows:
            return
        yield from _lines(db, rows)
        after = rows[-1][0]


def kinds_of(db: Connection, number: int) -> list[Kind]:
    """The kinds of record that have one of that number, undone ones too."""
    found = f"SELECT DISTINCT record FROM audit WHERE record IN ({marks(RECORDS)}) AND record_id = ?"  # noqa: S608 - marks
    kinds = {record for (record,) in db.execute(found, [*RECORDS, number])}
    return [kind for kind in RECORDS if kind in kinds]


def belonging(db: Connection) -> dict[tuple[str, int], str]:
    """Which record every step and receipt belongs to: ('receipt', 3) -> 'expense:7'."""
    steps = db.execute("SELECT 'step', id, subject FROM steps")
    receipts = db.execute("SELECT 'receipt', id, 'expense:' || expense_id FROM receipts")
    return {(record, number): ref for record, number, ref in [*steps, *receipts]}


def indicators(db: Connection) -> dict[int, str]:
    """What every indicator is called, undone ones too: the trail has their numbers."""
    return dict(db.execute("SELECT id, name FROM indicators").fetchall())


def _lines(db: Connection, rows: list[tuple[Any, ...]]) -> list[Line]:
    values: dict[int, dict[str, tuple[str | None, str | None]]] = {row[0]: {} for row in rows}
    sql = f"SELECT audit_id, field, before, after FROM audit_values WHERE audit_id IN ({marks(values)})"  # noqa: S608 - marks
    for audit_id, field, before, after in db.execute(sql, list(values)):
        values[audit_id][field] = (before, after)
    names, decisions = _names(db, rows), _decisions(db)
    return [
        Line(
            number, moment(at), who, through, what, record, record_id,
            tuple(_changes(values[number], filter(None, fields.split(",")))),
            decisions.get((who, at), "") if what == "erased" else names.get((record, record_id), ""),
        )
        for number, at, who, through, what, record, record_id, fields in rows
    ]  # fmt: skip


def _changes(values: dict[str, tuple[str | None, str | None]], fields: Iterable[str]) -> Iterator[Change]:
    """Every field that the line changed: one without a value on either side had one that was erased."""
    for field in fields:
        before, after = values.get(field, (None, None))
        yield Change(field, before, after, erased=before is None and after is None)


def _decisions(db: Connection) -> dict[tuple[str, str], str]:
    """The decisions that an authority's erasures were made by: their lines in the trail bear the same who and when."""
    kept = db.execute("SELECT who, at, decision FROM erasures WHERE decision IS NOT NULL")
    return {(who, at): decision for who, at, decision in kept}


def _names(db: Connection, rows: list[tuple[Any, ...]]) -> dict[tuple[str, int], str]:
    """What steps, receipts and people are called: kept with them and not in the trail."""
    found: dict[tuple[str, int], str] = {}
    for record, table in (("step", "steps"), ("receipt", "receipts"), ("member", "members")):
        numbers = sorted({row[6] for row in rows if row[5] == record})
        sql = f"SELECT id, name FROM {table} WHERE id IN ({marks(numbers)})"  # noqa: S608 - our own names
        found |= {(record, number): name for number, name in db.execute(sql, numbers)}
    return found
