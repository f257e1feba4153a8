"""A request is put to the assistant: the one place where an exception nobody foresaw becomes a sentence."""

from bot.reply import Reply
from handlers.failure import unexpected
from handlers.requests import Command, Home, Incoming
from handlers.surfaces import Answer


def ask(answer: Answer, incoming: Incoming, failed: list[Reply] | None = None) -> Reply:
    """The answer; an apology is put in `failed` as well, where somebody must know it for one."""
    try:
        return answer(incoming)
    except Exception as error:  # whatever it was, the person must hear of it, and the process lives
        request = incoming.request
        reads = isinstance(request, Home) or (isinstance(request, Command) and request.name == "status")
        sorry = unexpected(error, reading=reads)
        if failed is not None:
            failed.append(sorry)
        return sorry
