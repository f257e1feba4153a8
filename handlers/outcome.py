"""How a plan went, when its day has passed: held with its figures, called off, or on another day."""

from sqlite_utils import Database as Connection

from bot.plans import stands
from bot.records import Activity, Record
from bot.reply import Reply
from handlers import buttons, cards, forms, rights
from handlers.desk import Desk, moment
from handlers.requests import Incoming, Press
from storage import audit, records

ASKED = ("participants", "women", "men", "others", "note")
DAYS = ("date", "end_date", "time")


def press(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """The form for how it went or for another day, or that it did not take place."""
    ref = press.value.partition(" ")[0]
    with desk.database.reading() as db:
        record = cards.find(db, ref)
        seen = audit.latest(db, record.kind, record.id or 0)
        record = cards.find(db, ref)  # read last: a form must not know of a change that it does not show
        answered = not isinstance(record, Activity) or not stands(record)
        _require(desk, incoming, record)
        said = buttons.already(desk, db, incoming, record, [ref]) if answered else None
    if said:
        return said().model_copy(update={"beside": True})
    if press.action == "held" and isinstance(record, Activity):
        return forms.of_a_plan(desk, record, seen, shown=ASKED, sets="done", title="Hur gick det?")
    if press.action == "another_day" and isinstance(record, Activity):
        return forms.of_a_plan(desk, record, seen, shown=DAYS, sets="planned", title="Annan dag")
    return _cancelled(desk, incoming, ref)


def _require(desk: Desk, incoming: Incoming, record: Record) -> None:
    """Raises NotAllowed for who may not log such a thing, nor is responsible for it."""
    named = record.responsible if isinstance(record, Activity) else None
    rights.require(desk, incoming, rights.of_theirs(desk, incoming, named, rights.of(record)))


def _cancelled(desk: Desk, incoming: Incoming, ref: str) -> Reply:
    at = moment(incoming.now)

    def cancelled(db: Connection) -> Reply:
        record = cards.find(db, ref)
        _require(desk, incoming, record)
        if not isinstance(record, Activity) or not stands(record):
            return cards.shown(desk, db, [ref])
        after = record.model_copy(update={"status": "cancelled"})
        kept = records.change(db, record, after, who=incoming.who, at=at)
        cards.replan(desk, db, kept, incoming.now)
        audit.mark_handled(db, key=incoming.key, at=at, outcome={"refs": [ref]})
        trail = audit.latest(db, kept.kind, kept.id or 0)
        return cards.changed(desk, record, kept, trail)

    reply = cards.once(desk, incoming, cancelled, "answer")
    desk.wake()
    return reply.model_copy(update={"beside": True})
