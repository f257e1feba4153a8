"""The buttons of a record's card: change, undo, take back, share."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlite_utils import Database as Connection

from bot.errors import NoSuchRecord
from bot.records import Record, record_kind, values
from bot.reply import Reply
from bot.views import log as log_views
from bot.views.cards import participle
from bot.views.change import happened
from bot.views.history import with_button
from handlers import indicators, rights
from handlers.cards import Said, find, left_without, may_change, once, replan, shown, there
from handlers.desk import Desk, moment
from handlers.forms import form
from handlers.requests import Incoming, Press
from storage import audit, deliveries, records


def press(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """One of a card's buttons. Raises NoSuchRecord for a button of no card of ours."""
    if press.action == "new" and (kind := record_kind(press.value)):
        rights.require(desk, incoming, "decide" if kind == "note" else "log")
        filled = {"date": desk.today(incoming.now), "status": "done"}
        decides = kind == "note" and not rights.may(incoming, "log")  # of notes, only decisions are theirs
        return form(desk, kind, filled | ({"type": "decision"} if decides else {}))
    ref, _, among = press.value.partition(" ")
    if press.action == "more":
        with desk.database.reading() as db:
            return shown(desk, db, press.value.split(","), incoming=incoming).model_copy(update={"beside": True})
    refs = among.split(",") if among else [ref]
    if press.action == "edit":
        return _edit(desk, incoming, ref, refs, beside=not among)  # not from a card: from a reminder
    if press.action not in _CHANGES:
        raise NoSuchRecord

    def changed(db: Connection) -> Said:
        record = find(db, ref)
        if press.action in _ALREADY and _ALREADY[press.action] == bool(record.deleted_at):
            return already(desk, db, incoming, record, refs)
        said = _CHANGES[press.action](desk, db, incoming, record)
        audit.mark_handled(db, key=incoming.key, at=moment(incoming.now), outcome={"refs": refs})
        return shown(desk, db, refs, title=said, notes=left_without(db, find(db, ref)))

    reply = once(desk, incoming, changed, "decide")
    if press.action == "share":
        desk.wake()  # only now is there something on disk to look at
    return reply


def _undo(desk: Desk, db: Connection, incoming: Incoming, record: Record) -> str:
    may_change(desk, incoming, record)
    kept = records.remove(db, record, who=incoming.who, at=moment(incoming.now))
    replan(desk, db, kept, incoming.now)
    return f"↩️ {record.numbered} är {participle(record, 'ångrad')}"


def _restore(desk: Desk, db: Connection, incoming: Incoming, record: Record) -> str:
    may_change(desk, incoming, record)
    indicators.is_new(db, record)
    kept = records.restore(db, record, who=incoming.who, at=moment(incoming.now))
    replan(desk, db, kept, incoming.now)
    return f"✅ {record.numbered} är tillbaka"


def _share(desk: Desk, db: Connection, incoming: Incoming, record: Record) -> str:
    if record.kind == "contact":  # personal data stays private
        raise NoSuchRecord
    about = f"share {record.ref} {record.updated_at} {incoming.who}"
    at = moment(incoming.now)
    if not deliveries.queue(db, recipient=desk.channel, about=about, at=at, copies=desk.copied_to):
        return f"{record.numbered} är redan {participle(record, 'delad')} i kanalen"
    return f"✅ {record.numbered} delas i kanalen"


_CHANGES: dict[str, Callable[[Desk, Connection, Incoming, Record], str]] = {
    "undo": _undo,
    "restore": _restore,
    "share": _share,
}
# an old card's button: what it would do is done when the record is undone (or is not)
_ALREADY = {"undo": True, "restore": False, "share": True}


def already(desk: Desk, db: Connection, incoming: Incoming, record: Record, refs: Sequence[str]) -> Callable[[], Reply]:
    """The card is older than what happened: the records as they stand, and who was there last."""
    last = audit.lines(db, record.kind, record.id or 0)[-1]
    when = datetime.fromisoformat(last.at).astimezone(desk.project.reminders.zone)
    stands = there(db, refs)

    def said() -> Reply:
        who = "Du" if last.who == incoming.who else desk.members.full_name(last.who)
        shown = log_views.shown(
            stands, desk.project, title=happened(record, last.what, who, when),
            notes=("Inget ändrades nu. Så här står det.",),
        )  # fmt: skip
        return with_button(shown, record) if len(stands) == 1 else shown

    return said


def _edit(desk: Desk, incoming: Incoming, ref: str, refs: Sequence[str], *, beside: bool) -> Reply:
    with desk.database.reading() as db:
        record = find(db, ref)
        rights.require_reading(desk, incoming, record)
        seen = audit.latest(db, record.kind, record.id or 0)
        record = find(db, ref)  # read last: a form must not know of a change that it does not show
        said = already(desk, db, incoming, record, refs) if record.deleted_at else None
    if said:
        return said().model_copy(update={"beside": beside})
    may_change(desk, incoming, record)
    return form(desk, record.kind, values(record), record=record, seen=seen, among=",".join(refs), beside=beside)
