"""`/yh-status sök …`: what was logged, found by its words, with the same cards as when it was logged."""

from bot.errors import SearchTooLong
from bot.records import RECORDS
from bot.reply import Reply
from bot.swedish.search import read_search
from bot.views import search as views
from handlers import rights
from handlers.desk import Desk
from handlers.requests import Incoming
from storage import records
from storage.search import Wanted, find

LONGEST = 200  # characters; a button carries the words on to the next page


def search(desk: Desk, incoming: Incoming, text: str, offset: int = 0, *, otherwise: Reply | None = None) -> Reply:
    """The records that `text` finds, the last logged first, a page from `offset` on. Raises SearchTooLong.

    `otherwise` is said where nothing is found.
    """
    if len(text) > LONGEST:
        raise SearchTooLong(LONGEST)
    asked = read_search(text, desk.project)
    if asked.empty:
        return otherwise or views.search_help()
    who = incoming.who if asked.mine else desk.members.person(asked.by) if asked.by else None
    if asked.by and who is None:
        return views.nobody(asked.by)
    kinds, notes = asked.kinds, tuple[str, ...]()
    if not rights.may(incoming, "contacts"):
        if kinds == ("contact",):
            rights.require(desk, incoming, "contacts")
        kinds = tuple(each for each in kinds or tuple(RECORDS) if each != "contact")
        notes = (views.without_contacts(),)
    wanted = Wanted(asked.terms, kinds, asked.year, who)
    with desk.database.reading() as db:
        refs, total = find(db, wanted, limit=views.PAGE, offset=offset)
        found = records.several(db, refs)
    if otherwise and not total:
        return otherwise
    reply = views.found(found, total, offset, text, desk.project)
    return reply.model_copy(update={"notes": (*reply.notes, *notes)}) if notes else reply
