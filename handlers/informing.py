"""Who in the register has been told so: marked by words or a button, listed, and the words to tell them with."""

from collections.abc import Sequence
from datetime import date

from sqlite_utils import Database as Connection

from bot.errors import NoSuchRecord
from bot.informing import waits
from bot.records import Contact
from bot.reply import Reply
from bot.swedish.informed import Informed, asks_who_is_not, read_informed
from bot.views import informing as views
from handlers import cards, rights
from handlers.desk import Desk, as_number, moment
from handlers.requests import Incoming, Press
from storage import audit, informing, persons, records

MOST = 200  # at once


def answer(desk: Desk, incoming: Incoming, text: str) -> Reply | None:
    """The list that the words ask for, or what they tell of; None where they are about something else."""
    if asks_who_is_not(text):
        return listed(desk, incoming)
    today = desk.today(incoming.now)
    said = read_informed(text, today)
    if said is None:
        return None
    with desk.database.reading() as db:
        numbers, problem = _meant(db, incoming, said)
    if problem or not numbers:
        return problem
    day = None if said.off else (said.days or (today,))[0]
    return views.future(day) if day and day > today else _mark(desk, incoming, numbers, day)


def _meant(db: Connection, incoming: Incoming, said: Informed) -> tuple[list[int], Reply | None]:
    """The contacts' numbers, or what is in the way; neither where the name is nobody's there."""
    if said.all:
        everybody = None if rights.may(incoming, "correct others") else incoming.who
        return [one.id or 0 for one in informing.waiting(db, everybody)][:MOST], None
    numbers = list(said.numbers) or persons.called(db, said.name)
    found = [one for one in informing.numbered(db, numbers) if one.deleted_at is None]
    if said.name and len(found) > 1:
        return [], views.which(found)
    gone = [number for number in said.numbers if number not in {one.id for one in found}]
    return ([], views.none_of(gone)) if gone else ([one.id or 0 for one in found], None)


def _mark(desk: Desk, incoming: Incoming, numbers: Sequence[int], day: date | None, *, to_list: bool = False) -> Reply:
    """Sets the day, of several at once. Raises NotAllowed."""
    rights.require(desk, incoming, "contacts")
    at = moment(incoming.now)

    def marked(db: Connection) -> cards.Said:
        kept = []
        for one in informing.numbered(db, numbers):
            if one.deleted_at is None and (day is None) == (one.informed_at is not None):
                after = one.model_copy(update={"informed_at": day})
                kept.append(records.change(db, one, after, who=incoming.who, at=at))
                cards.replan(desk, db, kept[-1], incoming.now)
        audit.mark_handled(db, key=incoming.key, at=at, outcome={"refs": [one.ref for one in kept]})
        reply = views.done(kept, day, desk.project)
        return _list(desk, db, incoming, title=reply.title) if to_list and kept else reply

    return cards.once(desk, incoming, marked, "contacts")


def press(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """'Informerad', the list's pages, 'Så här kan du skriva'. Raises NotAllowed, NoSuchRecord."""
    rights.require(desk, incoming, "contacts")
    if press.action == "inform_list":
        return listed(desk, incoming, offset=as_number(press.value or "0"))
    ref, _, where = press.value.partition(" ")
    with desk.database.reading() as db:
        contact = cards.find(db, ref)
    if not isinstance(contact, Contact):
        raise NoSuchRecord
    if press.action == "inform_words":
        return views.words(contact, desk.project)
    if not waits(contact):
        return _card(desk, incoming, ref)
    return _mark(desk, incoming, [contact.id or 0], desk.today(incoming.now), to_list=where == "list")


def _card(desk: Desk, incoming: Incoming, ref: str) -> Reply:
    """The card as it stands."""
    with desk.database.reading() as db:
        return cards.shown(desk, db, [ref], incoming=incoming)


def listed(desk: Desk, incoming: Incoming, *, offset: int = 0) -> Reply:
    """Those who are still to be told: all to the project leader, to others those whom they have logged themselves."""
    rights.require(desk, incoming, "contacts")
    with desk.database.reading() as db:
        return _list(desk, db, incoming, offset=offset)


def on_page(desk: Desk, db: Connection, incoming: Incoming) -> list[Reply]:
    """What of this waits for the person, on the own page: how many to inform, and objections to decide on."""
    if not rights.may(incoming, "contacts"):
        return []
    leads = rights.may(incoming, "personal data")
    waiting = informing.waiting(db, None if leads else incoming.who)
    objections = informing.objections(db) if leads else []
    return [*(views.objects(each, desk.project) for each in objections), *views.to_inform(waiting, desk.project)]


def _list(desk: Desk, db: Connection, incoming: Incoming, *, offset: int = 0, title: str = "") -> Reply:
    own = not rights.may(incoming, "personal data")
    waiting = informing.waiting(db, incoming.who if own else None)
    return views.listed(waiting, desk.project, desk.today(incoming.now), own=own, offset=offset, title=title)
