"""Corrections by text: the record is found, changed or undone, and the change can be taken back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database as Connection

from bot.changes import applied, by_words_alone, filled, fitting, kinds, lacking, surely
from bot.errors import AlreadyUndone, ChangedSince, NoneYet, NoSuchField, NotFound, NothingNew
from bot.reading import Change, Doubt, Draft, Question, Reason
from bot.records import Activity, Record, values
from bot.reply import Reply
from bot.views import change as views
from handlers import cards, forms, indicators, rights
from handlers.desk import Desk, as_number, moment
from handlers.requests import Incoming, Press
from storage import audit, records

MOST_OFFERED = 5


@dataclass(frozen=True)
class Settled:
    """What a correction will do: `after` is None when the record is to be undone."""

    before: Record
    after: Record | None
    reasons: tuple[Reason, ...] = ()


class Asks(Exception):
    """Something has to be answered first; `question` makes it, given the id under which it is kept."""

    def __init__(self, question: Callable[[str], Reply], among: Sequence[Record] = ()) -> None:
        super().__init__()
        self.question = question
        self.among = among  # the records it offers


def settle(desk: Desk, db: Connection, incoming: Incoming, change: Change, today: date, *, alone: bool) -> Settled:
    """Finds the record and what it will say; `today` is the day the text is read on.

    Raises Asks where something has to be answered first, NotFound when nothing fits, NothingNew when it says so
    already, and what stands in a change's way.
    """
    record = _chosen(db, change) or _found(desk, db, incoming, change)
    if isinstance(record, Record) and not change.answers and not surely(change, record):
        record = [record]
    if not isinstance(record, Record):
        found, more = record[:MOST_OFFERED], len(record) - MOST_OFFERED
        raise Asks(lambda question_id: views.which(change, found, more, question_id, desk.project), found)
    if record.deleted_at:
        raise AlreadyUndone(record.numbered)
    cards.may_change(desk, incoming, record)
    if change.removes:
        return Settled(record, None)
    if missing := lacking(change, record):
        raise NoSuchField(record.numbered, missing[0])
    after = applied(change, record, desk.project, today)
    if isinstance(after, Doubt):
        question = Question(change.index, change.reading, after, alone)
        raise Asks(lambda question_id: views.doubtful(question, record, question_id, desk.project))
    rights.require(desk, incoming, rights.of(after))
    if values(after) == values(record):
        raise NothingNew(record.numbered)
    return Settled(record, after, (*change.reading.reasons, *_vat(change)))


def _vat(change: Change) -> tuple[Reason, ...]:
    """Why the cost became what it did where no rate was written."""
    said = "vat" in change.reading.changed and change.reading.vat == "incl" and change.reading.vat_rate is None
    return (Reason(field="vat", code="vat_rate"),) if said else ()


def of_a_plan(desk: Desk, db: Connection, incoming: Incoming, draft: Draft) -> Change | None:
    """What the draft's words change, where they were said to speak of a known plan. Raises Asks where they may.

    What is told to be moved, or called off without a day, hardly is something new: that is asked too.
    """
    change = draft.instead
    if change is None or _chosen(db, change):
        return change
    found = fitting(change, records.candidates(db, ("activity",)))
    plans = [plan for plan in found if isinstance(plan, Activity) and plan.status == "planned"]
    known = [plan for plan in plans if cards.may(desk, incoming, plan)][:MOST_OFFERED]
    dated = not any(reason.code == "today" for reason in draft.reasons)
    if plans or not ("status" in change.reading.changed and dated):
        others = plans[0] if plans and not known else None
        raise Asks(lambda question_id: views.known(change, known, others, question_id, desk.project), known)
    return None


def _chosen(db: Connection, change: Change) -> Record | None:
    """The record that was chosen among several."""
    answer = next((answer for answer in change.answers if answer.reason == "which_record"), None)
    if answer is None:
        return None
    return cards.find(db, f"{answer.field}:{answer.choice}")


def _found(desk: Desk, db: Connection, incoming: Incoming, change: Change) -> Record | list[Record]:
    """The record that the text describes, or the several that it may mean.

    Everybody's records are looked at only where none of one's own fits: then it is said whose it is.
    """
    target = change.target
    if target.number is not None:
        found = [r for r in records.candidates(db, kinds(change), number=target.number) if _of_type(change, r)]
        found = _standing(found)
    else:
        mine = None if by_words_alone(change) else incoming.who  # what others have logged may be meant as well
        found = fitting(change, records.candidates(db, kinds(change), who=mine))
        if not found and target.latest and not target.words:
            raise NoneYet
        found = found or fitting(change, records.candidates(db, kinds(change)))
        if target.latest and found:
            found = [_last(db, found, described=bool(target.activity_type or target.municipalities or target.words))]
    if not found:
        raise NotFound(target.text)
    own = [record for record in found if cards.may(desk, incoming, record)]
    if by_words_alone(change) and len(own) > 1:
        return own
    return found[0] if len(found) == 1 else own[0] if len(own) == 1 else own or found[0]


def _standing(found: list[Record]) -> list[Record]:
    """Those that are not undone; raises AlreadyUndone where all of them are."""
    standing = [record for record in found if record.deleted_at is None]
    if found and not standing:
        raise AlreadyUndone(found[0].numbered)
    return standing


def _of_type(change: Change, record: Record) -> bool:
    kept = values(record).get("type")
    return change.target.note_type is None or kept == change.target.note_type


def _last(db: Connection, found: list[Record], described: bool) -> Record:
    """'senaste' is what was logged last; 'senaste styrgruppsmötet' the one that was held last."""
    held = [record for record in found if isinstance(record, Activity) and record.status == "done"]
    if described and held:
        return max(held, key=lambda record: record.date)
    same_moment = [record for record in found if record.created_at == found[0].created_at]
    return max(same_moment, key=lambda record: audit.first(db, record.kind, record.id or 0))


def carry_out(db: Connection, incoming: Incoming, settled: Settled) -> tuple[Record, int]:
    """Changes or undoes the record: as it stands now, and the number of the change in the trail."""
    at = moment(incoming.now)
    if settled.after is not None:
        indicators.is_new(db, settled.after)
    if settled.after is None:
        kept = records.remove(db, settled.before, who=incoming.who, at=at)
    else:
        kept = records.change(db, settled.before, settled.after, who=incoming.who, at=at)
    return kept, audit.latest(db, kept.kind, kept.id or 0)


def card(desk: Desk, settled: Settled, kept: Record, trail: int, among: Sequence[Record]) -> Reply:
    """What the correction did, with the way back."""
    if settled.after is None:
        return views.removed(kept, desk.project, among)
    return views.changed(settled.before, kept, trail, desk.project, settled.reasons, among)


def form(desk: Desk, db: Connection, incoming: Incoming, change: Change, today: date, question_id: str) -> Reply:
    """The record's form with the new values filled in."""
    record = _chosen(db, change) or _found(desk, db, incoming, change)
    if not isinstance(record, Record):  # several, and none chosen: its question has no form
        raise NotFound(change.target.text)
    cards.may_change(desk, incoming, record)
    given = filled(change, record, today)
    seen = audit.latest(db, record.kind, record.id or 0)
    return forms.form(desk, record.kind, given, record=record, seen=seen, question=question_id)


def revert(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """'Ändra tillbaka': the button carries 'activity:12@34', the record and the change. Raises ChangedSince."""
    ref, _, trail = press.value.partition(" ")[0].partition("@")
    among = [other for other in press.value.partition(" ")[2].split(",") if other] or [ref]

    def reverted(db: Connection) -> Reply:
        record = cards.find(db, ref)
        cards.may_change(desk, incoming, record)
        if record.deleted_at:
            raise AlreadyUndone(record.numbered)
        kept = records.revert(db, record, as_number(trail), who=incoming.who, at=moment(incoming.now))
        if kept is None:
            raise ChangedSince(record.numbered)
        cards.replan(desk, db, kept, incoming.now)
        audit.mark_handled(db, key=incoming.key, at=moment(incoming.now), outcome={"refs": among})
        return cards.shown(desk, db, among, title=f"↩️ {kept.numbered} står som förut")

    return cards.once(desk, incoming, reverted, "decide")
