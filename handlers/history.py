"""A record's trail, to whoever may see the record: who, when, through what, before and after."""

import re
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
NOBODY = ("import", "cli", "clock")  # in particular: through what says it all


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
    kind, _, which_one = ref.partition(":")
    at = as_number(offset or "0")
    if kind in _OTHERS:
        return _other(desk, incoming, kind, which_one, at)
    return shown(desk, incoming, kind, as_number(which_one), at)


def shown(desk: Desk, incoming: Incoming, kind: str, number: int, offset: int = 0) -> Reply:
    """A page of the trail. Raises NoSuchRecord, and NotAllowed for what is not the person's to see."""
    known = record_kind(kind)
    if known == "contact":
        rights.require(desk, incoming, "contacts")
    with desk.database.reading() as db:
        record = records.get(db, known, number) if known else None
        found = history.of(db, kind, number, limit=views.PAGE, offset=offset)
        if not found.lines or not (known or kind == CLAIM):
            raise NoSuchRecord
        why = isinstance(record, Expense) and attesting(desk, db, incoming).reads_why(record)
        named, who = _named(desk, db, record, why), _who(desk, db, incoming)
    noun = RECORDS[known].noun if known else "Rekvisition"
    called = record.numbered if record else f"{noun} {number}"  # an erased contact is no record any more
    note_type = record.type if isinstance(record, Note) else ""
    page = views.Trail(called, f"{kind}:{number}", found.lines, found.total, offset, note_type)
    return views.trail(page, desk.project, named, who)


_OTHERS = ("milestone", "member")


def _other(desk: Desk, incoming: Incoming, kind: str, name: str, offset: int = 0) -> Reply:
    """The trail of what is no numbered record: the days of the project's own dates, and who has which role."""
    milestone = desk.project.milestone(name)
    with desk.database.reading() as db:
        if kind == "milestone":
            found = history.of_milestone(db, name, limit=views.PAGE, offset=offset)
        else:
            found = history.of_roles(db, limit=views.PAGE, offset=offset)
        named, who = _named(desk, db, None, why=False), _who(desk, db, incoming)
    called = milestone.name if milestone else "rollerna"
    if not found.lines:
        return views.nothing_yet(called)
    page = views.Trail(called, f"{kind}:{name}", found.lines, found.total, offset)
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
    """What the words find: one of the project's own dates, the roles, or a record as a search finds it."""
    said = asked.words.casefold()
    if re.fullmatch(r"(?:alla )?roller(?:na)?", said):
        return _other(desk, incoming, "member", "")
    if named := next(
        (kind for kind in desk.project.milestones if said.startswith((kind.key, kind.name.casefold()))), None
    ):
        return _other(desk, incoming, "milestone", named.key)
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
    indicators = history.indicators(db)
    texts = plans.texts(db, record, desk.project) if record else {}
    return Named(
        person=_called(desk, db),
        indicator=lambda number: indicators.get(number, f"indikator {number}"),
        step=lambda line: texts.get(line.name, "borttaget steg"),
        why=why,
    )


def _called(desk: Desk, db: Connection) -> Callable[[str], str]:
    """People by their full names; who has left by the name that is kept, else by the id."""
    kept = {each.who: each.name for each in people.given(db)}
    kept |= {member.slack: member.name for member in desk.project.members if member.slack}

    def called(who: str) -> str:
        found = desk.members.full_name(who)
        return kept.get(who, who) if found == who else found

    return called


def _who(desk: Desk, db: Connection, incoming: Incoming) -> Callable[[Line], str]:
    """Who a line names, as whoever asks is told; nobody where through what says it all."""
    called = _called(desk, db)

    def who(line: Line) -> str:
        if line.who in NOBODY:
            return ""
        return "du" if line.who == incoming.who else called(line.who)

    return who
