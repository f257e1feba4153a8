"""A plan that comes back: all its activities saved at once, and undone or taken back at once."""

from collections.abc import Sequence

from sqlite_utils import Database as Connection

from bot.errors import NoSuchRecord
from bot.reading import Series
from bot.records import Activity, Record
from bot.reply import Reply
from bot.views import series as views
from handlers import cards, known
from handlers.desk import Desk, moment
from handlers.requests import Incoming, Press
from storage import audit, records


def save(
    desk: Desk, db: Connection, incoming: Incoming, series: Series, answer: int | None
) -> tuple[list[Activity], Reply]:
    """Keeps each activity with its own reminders, and says which. `answer`: what was chosen where some stand already."""
    wanted: Sequence[Record] = series.records
    if answer == known.INSTEAD:
        wanted = known.new_ones(desk, db, wanted)
    if not wanted:
        return [], views.all_known()
    kept: list[Activity] = []
    coming: list[list[str]] = []
    for record in wanted:
        one = records.add(db, record, who=incoming.who, at=moment(incoming.now))
        coming.append(cards.replan(desk, db, one, incoming.now))
        if isinstance(one, Activity):
            kept.append(one)
    today = desk.today(incoming.now)
    return kept, views.planned(kept, series, desk.project, today, next(iter(coming), []))


def press(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """'Ångra alla': those that still stand untouched. 'Ta tillbaka alla': those that were undone last."""
    undo = press.action == "undo_all"

    def changed(db: Connection) -> Reply:
        all_of_them = [cards.find(db, f"activity:{number}") for number in _numbers(press.value)]
        for record in all_of_them:
            cards.may_change(desk, incoming, record)
        at = moment(incoming.now)
        chosen = [record for record in all_of_them if (_untouched if undo else _undone)(db, record)]
        for record in chosen:
            kept = (records.remove if undo else records.restore)(db, record, who=incoming.who, at=at)
            cards.replan(desk, db, kept, incoming.now)
        refs = [record.ref for record in all_of_them]
        audit.mark_handled(db, key=incoming.key, at=at, outcome={"refs": refs})
        left = [record for record in all_of_them if record not in chosen and not record.deleted_at]
        return views.undone(chosen, left) if undo else views.restored(chosen)

    return cards.once(desk, incoming, changed)


def _numbers(value: str) -> list[int]:
    try:
        return views.numbers(value)
    except ValueError as problem:
        raise NoSuchRecord from problem


def _untouched(db: Connection, record: Record) -> bool:
    """Whether nothing has happened to it since it was planned; what was taken back stands as it was planned."""
    whats = {line.what for line in audit.lines(db, record.kind, record.id or 0)}
    return record.deleted_at is None and whats <= {"logged", "undone", "restored"}


def _undone(db: Connection, record: Record) -> bool:
    return record.deleted_at is not None
