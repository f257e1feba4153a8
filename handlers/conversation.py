"""One message's way, the same for every surface: who asks, what for, and what is answered.

`answer` is the only door: access is asked here, in one place, and whatever goes wrong on the way becomes
a Swedish sentence here.
"""

import logging
import secrets

from bot.errors import MAX_TEXT, Refused, TooLong
from bot.reply import Reply
from bot.swedish.search import search_text
from bot.views import help as helping
from handlers import cards, log, remind, search, status
from handlers.desk import Desk
from handlers.requests import Command, Incoming, Press, Submit
from storage.database import StorageUnavailable

logger = logging.getLogger(__name__)


def answer(desk: Desk, incoming: Incoming) -> Reply:
    """The answer to one request. What it confirms is on disk when it returns."""
    access = desk.members.access(incoming.who, incoming.team)
    if access == "unreadable":
        return helping.unreadable()
    if access != "member":
        return helping.outsider(desk.project.short_name)
    try:
        return _route(desk, incoming)
    except Refused as refusal:
        return helping.refused(str(refusal))
    except StorageUnavailable as problem:
        code = secrets.token_hex(2).upper()
        logger.error("nothing saved (%s): %s", code, problem)
        return helping.trouble(code)


def _route(desk: Desk, incoming: Incoming) -> Reply:
    request = incoming.request
    if isinstance(request, Command):
        if len(request.text) > MAX_TEXT:
            raise TooLong(len(request.text))
        return _command(desk, incoming, request)
    if isinstance(request, Submit):
        return cards.submit(desk, incoming, request)
    return _press(desk, incoming, request)


def _command(desk: Desk, incoming: Incoming, command: Command) -> Reply:
    if (wanted := search_text(command.text)) is not None:
        return search.search(desk, incoming, wanted)
    if command.name == "status":
        return _status(desk, incoming, command.text)
    if command.name == "paminn":
        return remind.remind(desk, incoming, command.text)
    return log.log(desk, incoming, command.text)


def _status(desk: Desk, incoming: Incoming, text: str) -> Reply:
    today = desk.today(incoming.now)
    with desk.database.reading() as db:
        return status.status(text, db=db, project=desk.project, today=today)


def _press(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    if press.action == "find":
        offset, _, wanted = press.value.partition(" ")
        return search.search(desk, incoming, wanted, int(offset))
    if press.action == "status":
        return _status(desk, incoming, press.value)
    return log.press(desk, incoming, press)
