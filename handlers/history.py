"""A record's trail, to whoever may see the record: who, when, through what, before and after."""

from collections.abc import Callable, Sequence

from sqlite_utils import Database as Connection

from bot.errors import NoSuchRecord
from bot.history import Line
from bot.records import RECORDS, Expense, Note, Record, record_kind
from bot.reply import Reply
from bot.swedish.history import History
from bot.swedish.search import read_search
from bot.views import history as views
from bot.views.history_values import Named
from handlers import rights
from handlers.attesting import attesting
from handlers.desk import Desk, as_number
from handlers.requests import Incoming, Press
from storage import history, people, plans, records
from storage.search import Wanted, find

OFFERED = 5
EXAMPLE = "Skriv till exempel ”historik utgift 7”."
CLAIM = "claim"


def answer(desk: Desk, incoming: Incoming, asked: History) -> Reply | None:
    """The answer to what is asked of a trail; None where the words may be about something else after all."""
    if asked.number is not None:
        return _numbered(desk, incoming, asked.kind, asked.number)
    if asked.words:
        return _described(desk, incoming, asked)
    with desk.database.reading() as db:
        latest = records.latest(db, incoming.who, OFFERED)
    return which(desk, incoming, latest)


def which(desk: Desk, incoming: Incoming, among: Sequence[Record]) -> Reply:
    """Asks which of several is meant."""
    found = [each for each in among if rights.reads(incoming, each)]
    return views.which(found, desk.project, title="Vilken post vill du se historiken för?", hint=EXAMPLE)


def press(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """'Historik' on a card, one of several that may be meant, or 'Visa fler'. Raises NoSuchRecord, NotForThem."""
    ref, _, offset = press.value.partition(" ")
    kind, _, number = ref.partition(":")
    return shown(desk, incoming, kind, as_number(number), as_number(offset or "0"))


def shown(desk: Desk, incoming: Incoming, kind: str, number: int, offset: int = 0) -> Reply:
    """A page of the trail. Raises NoSuchRecord, and NotForThem for what is not the person's to see."""
    known = record_kind(kind)
    if known == "contact":
        rights.require(desk, incoming, "contacts")
    with desk.database.reading() as db:
        record = records.get(db, known, number) if known else None
        found = history.of(db, kind, number, limit=views.PAGE, offset=offset)
        if not found.lines or not (known or kind == CLAIM):
            raise NoSuchRecord
        why = isinstance(record, Expense) and attesting(desk, db, incoming).reads_why(record)
        named = _named(desk, db, record, why)
        who = _who(desk, db, incoming)
    noun = RECORDS[known].noun if known else "Rekvisition"
    called = record.numbered if record else f"{noun} {number}"  # an erased contact is no record any more
    note_type = record.type if isinstance(record, Note) else ""
    page = views.Trail(called, f"{kind}:{number}", found.lines, found.total, offset, note_type)
    return views.trail(page, desk.project, named, who)


def _numbered(desk: Desk, incoming: Incoming, kind: str, number: int) -> Reply:
    if kind:
        return shown(desk, incoming, kind, number)
    with desk.database.reading() as db:
        kinds = history.kinds_of(db, number)
        several = [each for one in kinds if (each := records.get(db, one, number)) and rights.reads(incoming, each)]
    if len(kinds) == 1:
        return shown(desk, incoming, kinds[0], number)
    if len(several) == 1:
        return shown(desk, incoming, several[0].kind, number)
    return which(desk, incoming, several) if several else views.none_such(number, number in desk.project.years)


def _described(desk: Desk, incoming: Incoming, asked: History) -> Reply | None:
    """The record that the words find, as a search finds it."""
    wanted = read_search(asked.words, desk.project)
    kinds = [kind for kind in wanted.kinds or tuple(RECORDS) if kind != "contact" or rights.may(incoming, "contacts")]
    found: list[Record] = []
    if wanted.terms:
        with desk.database.reading() as db:
            refs, _ = find(db, Wanted(wanted.terms, tuple(kinds), wanted.year), limit=OFFERED)
            found = records.several(db, refs)
    if not found:
        return views.nothing_fits(asked.words) if asked.sure else None
    if len(found) == 1:
        return shown(desk, incoming, found[0].kind, found[0].id or 0)
    return which(desk, incoming, found)


def _named(desk: Desk, db: Connection, record: Record | None, why: bool) -> Named:
    """What numbers and ids are called, looked up now: the answer is drawn when the connection is given back."""
    indicators = {each.id: each.name for each in records.indicators(db)}
    texts = plans.texts(db, record, desk.project) if record else {}
    return Named(
        person=desk.members.full_name,
        indicator=lambda number: indicators.get(number, f"indikator {number}"),
        step=lambda line: texts.get(line.name, "borttaget steg"),
        why=why,
    )


def _who(desk: Desk, db: Connection, incoming: Incoming) -> Callable[[Line], str]:
    """How the trail calls people: 'du', by their full names; who has left by the name that is kept, else by the id."""
    kept = {each.who: each.name for each in people.given(db)}
    kept |= {member.slack: member.name for member in desk.project.members if member.slack}

    def called(line: Line) -> str:
        if line.who == incoming.who:
            return "du"
        if line.who in ("import", "clock"):  # nobody in particular: through what says it
            return ""
        found = desk.members.full_name(line.who)
        return kept.get(line.who, line.who) if found == line.who else found

    return called
