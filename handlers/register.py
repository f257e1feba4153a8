"""The register of contacts as the law has it kept: who is informed, who objects, what is past its time."""

from bot.reply import Reply
from handlers import informing, objection, retention
from handlers.desk import Desk
from handlers.requests import Incoming


def answer(desk: Desk, incoming: Incoming, text: str) -> Reply | None:
    """What the words ask or tell of it; None where they are about something else. Raises NotAllowed."""
    return (
        retention.answer(desk, incoming, text)
        or objection.answer(desk, incoming, text)
        or informing.answer(desk, incoming, text)
    )
