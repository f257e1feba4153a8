"""Decisions, deviations and things to do: listed, ticked off by button or by words, put off.

Whoever is in the group may do so: who it was is kept, and shown where the reminder stands.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlite_utils import Database as Connection

from bot import drafts
from bot.errors import AlreadyUndone, NoSuchRecord
from bot.notes import called
from bot.plans import steps, working_days
from bot.project import Project
from bot.reading import NoteType
from bot.records import Note
from bot.reply import Reply
from bot.span import Span
from bot.swedish.status import read_status
from bot.swedish.status_notes import EVERY, NoteList
from bot.swedish.ticked import Ticked, read_ticked
from bot.tasks import task
from bot.views import notes as views
from bot.views import swedish_text as sv
from bot.views import task as task_views
from bot.views.cards import by
from bot.views.plan import confirmed
from handlers import cards, responsible, rights
from handlers.desk import Desk, as_day, as_number, moment
from handlers.requests import Incoming, Press, Submit
from storage import audit, deliveries, notes, plans, records

LOOKED_AT = 500  # open notes among which those are found that words name
DECIDED = 10  # decisions that a list has besides those that wait
WEEK = timedelta(days=7)


def press(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """One of the buttons of a note, wherever it stands."""
    first, _, rest = press.value.partition(" ")
    match press.action:
        case "tick" | "untick":
            return _tick(desk, incoming, first, rest, done=press.action == "tick")
        case "later_note":
            return _until_when(desk, incoming, first)
        case "put_off_note_form":
            return _put_off_form(desk, incoming, first)
        case "put_off_note":
            return _put_off(desk, incoming, first, as_day(rest))
    return _list_again(desk, incoming, rest, offset=as_number(first)).model_copy(update={"beside": True})


def submit(desk: Desk, incoming: Incoming, submit: Submit) -> Reply:
    """The form for until when it is put off."""
    day = as_day(str(submit.values.get("day") or ""))
    if day <= desk.today(incoming.now):
        return Reply(problems={"day": "Välj en dag som kommer."})
    return _put_off(desk, incoming, submit.context, day)


# --- Listed -----------------------------------------------------------------------------------------------


def listed(desk: Desk, incoming: Incoming, asked: NoteList, *, offset: int = 0, title: str = "") -> Reply:
    """What waits of what was asked for; `title`: what was just done."""
    with desk.database.reading() as db:
        waiting = notes.waiting(db, asked.types, LOOKED_AT)
        if asked.mine:
            waiting = [note for note in waiting if responsible.is_theirs(desk, note.responsible, incoming.who)]
        return listing(db, desk.project, desk.today(incoming.now), asked, waiting, offset=offset, title=title)


def listing(
    db: Connection, project: Project, today: date, asked: NoteList, waiting: list[Note] | None = None, *,
    offset: int = 0, title: str = "",
) -> Reply:  # fmt: skip
    """The list, drawn; without `waiting`, of everybody's."""
    found = notes.waiting(db, asked.types, LOOKED_AT) if waiting is None else waiting
    found = [note for note in found if not asked.late or (note.due and note.due < today)]
    decisions = asked.types == ("decision",) and not (asked.mine or asked.late or offset)
    shown = views.Listed(
        asked.types, found[offset : offset + views.PAGE], len(found), asked.written, offset,
        notes.decided(db, DECIDED) if decisions else (), asked.mine, asked.late,
    )  # fmt: skip
    return views.listed(shown, project, today, title=title)


def within(db: Connection, project: Project, today: date, asked: NoteList, span: Span) -> Reply:
    """What is of the days, whether it waits or not."""
    found = {type_: notes.within(db, type_, span, LOOKED_AT) for type_ in asked.types}
    return views.within(found, span.name, project, today)


def _list_again(desk: Desk, incoming: Incoming, written: str, *, offset: int = 0, title: str = "") -> Reply:
    asked = read_status(written, desk.project, desk.today(incoming.now))
    return listed(desk, incoming, asked if isinstance(asked, NoteList) else EVERY, offset=offset, title=title)


def waiting(db: Connection, today: date) -> views.Waiting:
    """What the foot of the status tells of."""
    return views.Waiting(notes.counts(db, today), notes.waiting(db, ("decision",), views.NAMED))


# --- Ticked off -------------------------------------------------------------------------------------------


class _Unclear(Exception):
    """Nothing is ticked off: `reply` says why, or asks which. None: the words may tell of something to log."""

    def __init__(self, reply: Reply | None) -> None:
        super().__init__()
        self.reply = reply


def by_words(desk: Desk, incoming: Incoming, text: str) -> Reply | None:
    """'klart: boka lokal', 'bocka av uppgift 5': ticked off; None where the words are to be logged."""
    said = read_ticked(text)
    if not said:
        return None

    def work(db: Connection) -> cards.Said:
        meant = [(note, one.done) for one in said for note in _meant(desk, db, incoming, one)]
        return _settle(desk, db, incoming, meant, "")

    try:
        reply = cards.once(desk, incoming, work, "answer")
    except _Unclear as unclear:
        return unclear.reply
    desk.wake()
    return reply


def _meant(desk: Desk, db: Connection, incoming: Incoming, said: Ticked) -> list[Note]:
    """The notes that the words mean. Raises _Unclear, and AlreadyUndone."""
    types = (said.type,) if said.type else EVERY.types
    if said.numbers:
        return [_numbered(db, number, types) for number in said.numbers]
    today = desk.today(incoming.now)
    among = notes.waiting(db, types, LOOKED_AT) if said.done else notes.settled(db, types, LOOKED_AT)
    found, sure = called(among, said.words)
    if sure and len(found) == 1:
        return found
    if not sure and (not said.sure or _tells(desk, said.words, today)):
        raise _Unclear(None)
    raise _Unclear(views.which(found, today) if found else views.none_such(said.words, types))


def _tells(desk: Desk, words: str, today: date) -> bool:
    """Whether the words are something to log: 'klart: branschseminarium i Kumla, 32 deltagare'."""
    return re.search(r"\d", words) is not None and drafts.kind_told(words, desk.project, today) is not None


def _numbered(db: Connection, number: int, types: Sequence[NoteType]) -> Note:
    note = records.get(db, "note", number)
    if not isinstance(note, Note) or note.type not in types:
        raise _Unclear(views.none_such("", types, number))
    if note.deleted_at:
        raise AlreadyUndone(note.numbered)
    return note


def _tick(desk: Desk, incoming: Incoming, ref: str, where: str, *, done: bool) -> Reply:
    reply = cards.once(
        desk, incoming, lambda db: _settle(desk, db, incoming, [(_found(db, ref), done)], where), "answer"
    )
    desk.wake()
    return reply


def _require(desk: Desk, incoming: Incoming, note: Note) -> None:
    """Raises NotAllowed for who may not tick such a note, nor is responsible for it."""
    rights.require(desk, incoming, rights.of_theirs(desk, incoming, note.responsible, rights.of(note)))


def _found(db: Connection, ref: str) -> Note:
    """The note of a button. Raises NoSuchRecord, and AlreadyUndone."""
    note = cards.find(db, ref)
    if not isinstance(note, Note) or note.type == "note":
        raise NoSuchRecord
    if note.deleted_at:
        raise AlreadyUndone(note.numbered)
    return note


def _settle(
    desk: Desk, db: Connection, incoming: Incoming, meant: Sequence[tuple[Note, bool]], where: str
) -> cards.Said:
    """Done, or open again (False); `where` the button stood: a card, a list, the own page, the week's overview.

    Empty: the reminder itself, which is drawn anew, or words.
    """
    for note, _ in meant:
        _require(desk, incoming, note)
    left = [(note, done) for note, done in meant if note.is_open == done]
    if not left:
        return _already(desk, db, incoming, meant[0][0])
    kept = [_write(desk, db, incoming, note, done=done) for note, done in left]
    audit.mark_handled(db, key=incoming.key, at=moment(incoming.now), outcome={"refs": [note.ref for note in kept]})
    place, _, rest = where.partition(" ")
    if place == "card":
        return cards.shown(desk, db, rest.split(","), title=views.happened(kept))
    if place == "list":
        return lambda: _list_again(desk, incoming, rest, title=views.happened(kept))
    pressed = isinstance(incoming.request, Press)
    if pressed and not where and deliveries.posted(db, kept[0].ref):
        return Reply()  # the message is drawn anew in a moment
    return views.ticked(kept, beside=pressed and place not in ("home", "again"))


def _write(desk: Desk, db: Connection, incoming: Incoming, note: Note, *, done: bool) -> Note:
    at = moment(incoming.now)
    after = note.model_copy(update={"done_at": at if done else None})
    if done and note.type == "decision":  # its day is the day it was taken
        after = after.model_copy(update={"date": desk.today(incoming.now)})
    kept = records.change(db, note, after, who=incoming.who, at=at)
    cards.replan(desk, db, kept, incoming.now)
    return kept


def _already(desk: Desk, db: Connection, incoming: Incoming, note: Note) -> Callable[[], Reply]:
    """It was so before: who did it, and when."""
    trail = audit.lines(db, note.kind, note.id or 0)
    last = next((line for line in reversed(trail) if "done_at" in line.fields), trail[-1])
    on = desk.today(datetime.fromisoformat(last.at))

    def said() -> Reply:
        who = "" if last.who == incoming.who else desk.members.full_name(last.who)
        return views.already(note, who, on)

    return said


# --- Put off ----------------------------------------------------------------------------------------------


def _until_when(desk: Desk, incoming: Incoming, ref: str) -> Reply:
    """The next working day, a week, or any day."""
    today = desk.today(incoming.now)
    with desk.database.reading() as db:
        note = _found(db, ref)
        _require(desk, incoming, note)
        already = None if note.is_open else _already(desk, db, incoming, note)
    if already:
        return already()
    works = working_days(task(note, desk.project), desk.project, "responsible")
    tomorrow = works.on_or_after(today + timedelta(days=1))
    near = "I morgon" if tomorrow == today + timedelta(days=1) else ""
    return task_views.put_off(note, [(near, tomorrow), ("En vecka", works.on_or_after(today + WEEK))], today)


def _put_off_form(desk: Desk, incoming: Incoming, ref: str) -> Reply:
    with desk.database.reading() as db:
        note = _found(db, ref)
    _require(desk, incoming, note)
    return task_views.put_off_form(note, desk.today(incoming.now) + WEEK)


def _put_off(desk: Desk, incoming: Incoming, ref: str, day: date) -> Reply:
    """Reminded of again on that day; after its last day that is its last day from now on."""
    today, at = desk.today(incoming.now), moment(incoming.now)
    if day <= today:
        return confirmed("Den dagen har varit. Välj en annan.")  # the button has stood there for a while

    def work(db: Connection) -> cards.Said:
        note = _found(db, ref)
        _require(desk, incoming, note)
        if not note.is_open:
            return _already(desk, db, incoming, note)
        audit.mark_handled(db, key=incoming.key, at=at, outcome={"refs": [note.ref]})
        if note.due is None or day > note.due:
            kept = records.change(db, note, note.model_copy(update={"due": day}), who=incoming.who, at=at)
            said = " ".join(cards.replan(desk, db, kept, incoming.now))
            return confirmed(f"⏰ {by(kept)} är nu {sv.day(day)}. {said}")
        _mark(desk, db, incoming, note, day)
        cards.replan(desk, db, note, incoming.now)
        return confirmed(f"⏰ Jag påminner igen {sv.day(day)}.")

    reply = cards.once(desk, incoming, work, "answer")
    desk.wake()
    return reply


def _mark(desk: Desk, db: Connection, incoming: Incoming, note: Note, day: date) -> None:
    """The step that was reminded of last, else the first to come, comes on that day instead."""
    today, at = desk.today(incoming.now), moment(incoming.now)
    every = steps(task(note, desk.project), desk.project, plans.marks(db, note.ref))
    step = next((each for each in reversed(every) if each.on <= today), every[0])
    mark = replace(step.mark, put_off_to=day, put_off_for=step.day, put_off_by=incoming.who, put_off_at=at)
    plans.write(db, note.ref, mark, who=incoming.who, at=at)
