"""One record by its number, an activity with what it cost: '/yh-status aktivitet 12', 'vad kostade seminariet?'."""

from sqlite_utils import Database as Connection

from bot.project import Project
from bot.records import Activity
from bot.reply import Reply
from bot.swedish.numbered import Numbered
from bot.views import log as views
from bot.views import status_record
from bot.views.history import with_button
from handlers import cards
from storage import underlying

MOST = 10  # expenses beside their activity


def answer(asked: Numbered, db: Connection, project: Project) -> Reply:
    """The record as it stands. Raises NoSuchRecord where there is none."""
    found = cards.find(db, f"{asked.kind}:{asked.number}")
    if not isinstance(found, Activity):
        return with_button(views.shown([found], project), found)
    expenses, sums = underlying.of_activity(db, asked.number, limit=MOST)
    shown = status_record.with_costs(found, project, expenses, sums.count, sums.logged_ore, sums.booked_ore)
    return with_button(shown, found)
