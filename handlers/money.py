"""`/yh-status pengar`: what is kept of the money becomes where it stands, and that a Reply. Nothing is written."""

from sqlite_utils import Database as Connection

from bot.money import standing
from bot.reply import Reply
from bot.views import status_money
from bot.views.status_frame import Frame
from storage.money import books


def answer(db: Connection, frame: Frame) -> Reply:
    """All that is to be said of the money, the year of the frame first."""
    return status_money.money(frame, standing(frame.project, books(db, frame.project, frame.today), frame.today))
