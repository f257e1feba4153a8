"""What is made after the answer is made for whoever still may have it: access and rights are asked once more."""

from collections.abc import Callable
from functools import partial

from bot.errors import Refused
from bot.reply import Reply
from bot.views import help as helping
from handlers import rights
from handlers.desk import Desk
from handlers.requests import Incoming


def checked(desk: Desk, incoming: Incoming, reply: Reply) -> Reply:
    """The answer, whose files and whose later part come to nobody who has left, or lost the right to them, since."""
    again: dict[str, object] = {}
    if reply.files:
        files = (each.model_copy(update={"make": partial(_file, desk, incoming, each.make)}) for each in reply.files)
        again["files"] = tuple(files)
    if reply.later:
        again["later"] = partial(_later, desk, incoming, reply.later)
    return reply.model_copy(update=again) if again else reply


def _file(desk: Desk, incoming: Incoming, make: Callable[[], bytes]) -> bytes:
    rights.still(desk, incoming)
    return make()


def _later(desk: Desk, incoming: Incoming, work: Callable[[], Reply]) -> Reply:
    try:
        rights.still(desk, incoming)
    except rights.Outside:
        return helping.outsider(desk.project.short_name)
    except Refused as refusal:
        return helping.refused(str(refusal))
    return work()
