"""An objection to being in the register: the contact is not used until the project leader has decided (art. 21)."""

import re

from sqlite_utils import Database as Connection

from bot.errors import NoSuchRecord
from bot.records import Contact
from bot.reply import Reply
from bot.swedish.objection import asks_for_objections, read_objection
from bot.views import objection as views
from handlers import cards
from handlers.desk import Desk, moment
from handlers.requests import Incoming, Press
from handlers.rights import Right, require
from storage import audit, informing, persons, records

RIGHT: Right = "personal data"
_NUMBER = re.compile(r"(?i)kontakt(?:en)? (?:nr\.? ?|#)?(\d{1,9})")
_LIKE_A_PERSON = re.compile(r"[A-ZÅÄÖÉ][\w'’.-]*(?: [A-ZÅÄÖÉ][\w'’.-]*)+|\S+@\S+\.\w+|(?i:kontakt \d+)")


def answer(desk: Desk, incoming: Incoming, text: str) -> Reply | None:
    """The objection that the words tell of; None where they are about something else. Raises NotAllowed."""
    if asks_for_objections(text):
        require(desk, incoming, RIGHT)
        with desk.database.reading() as db:
            return views.waiting(informing.objections(db), desk.project)
    who = read_objection(text)
    if who is None:
        return None
    number = _NUMBER.fullmatch(who)
    with desk.database.reading() as db:
        numbers = [int(number[1])] if number else persons.called(db, who)
        found = [one for one in informing.numbered(db, numbers) if one.deleted_at is None]
    if not found and not _LIKE_A_PERSON.fullmatch(who):
        return None  # 'invändning mot budgeten'
    require(desk, incoming, RIGHT)
    if len(found) != 1:
        return views.which(found) if found else views.nobody(who)
    return _object(desk, incoming, found[0].ref)


def press(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """Shown, refused, or a mistake. Raises NotAllowed, NoSuchRecord."""
    require(desk, incoming, RIGHT)
    if press.action == "objection":
        with desk.database.reading() as db:
            contact = _contact(db, press.value)
        return (
            views.made(contact, desk.project, again=True)
            if contact.objected_on
            else views.undone(contact, desk.project)
        )
    return _settle(desk, incoming, press.value, refused=press.action == "objection_refused")


def _contact(db: Connection, ref: str) -> Contact:
    found = cards.find(db, ref)
    if not isinstance(found, Contact):
        raise NoSuchRecord
    return found


def _object(desk: Desk, incoming: Incoming, ref: str) -> Reply:
    def work(db: Connection) -> Reply:
        contact = _contact(db, ref)
        again = contact.objected_on is not None
        if not again:
            after = contact.model_copy(update={"objected_on": desk.today(incoming.now)})
            contact = records.change(db, contact, after, who=incoming.who, at=moment(incoming.now))
            cards.replan(desk, db, contact, incoming.now)
        audit.mark_handled(db, key=incoming.key, at=moment(incoming.now), outcome={"refs": [ref]})
        return views.made(contact, desk.project, again=again)

    return cards.once(desk, incoming, work, RIGHT)


def _settle(desk: Desk, incoming: Incoming, ref: str, *, refused: bool) -> Reply:
    """The objection stands no more; of a refusal the trail says that, and when."""
    at, today = moment(incoming.now), desk.today(incoming.now)

    def work(db: Connection) -> Reply:
        contact = _contact(db, ref)
        if contact.objected_on:
            after = contact.model_copy(update={"objected_on": None})
            contact = records.change(db, contact, after, who=incoming.who, at=at)
            cards.replan(desk, db, contact, incoming.now)
            if refused:
                audit.write(
                    db, at=at, who=incoming.who, what="objection refused", record="contact",
                    record_id=contact.id or 0, changes={},
                )  # fmt: skip
        audit.mark_handled(db, key=incoming.key, at=at, outcome={"refs": [ref]})
        return views.refused(contact, desk.project, today) if refused else views.undone(contact, desk.project)

    return cards.once(desk, incoming, work, RIGHT)
