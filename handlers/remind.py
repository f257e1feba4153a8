"""`/yh-paminn`: what is coming, and a new plan."""

import re

from rapidfuzz import fuzz, process

from bot import reminders
from bot.reply import Reply
from bot.swedish.addressed import asks_for_calendar
from bot.views import help as helping
from bot.views import remind as views
from handlers import calendar, log
from handlers.desk import Desk
from handlers.requests import Incoming
from storage import records
from storage import reminders as kept_reminders

COMING = 20
WORDS = {"hjälp": "hjälp", "hjalp": "hjälp", "help": "hjälp", "?": "hjälp", "kalender": "kalender"}


def remind(desk: Desk, incoming: Incoming, text: str) -> Reply:
    """The answer to `/yh-paminn text`: a plan is saved and its reminders told; without text, what is coming."""
    text = text.strip()
    word = text.casefold()
    if not text:
        return coming(desk, incoming)
    if asks_for_calendar(text):
        return calendar.calendar(desk, incoming)
    if WORDS.get(word) == "hjälp":
        return helping.remind_help()
    if " " not in word and (close := process.extractOne(word, WORDS.keys(), scorer=fuzz.ratio, score_cutoff=70)):
        return helping.meant(text, f"/yh-paminn {WORDS[close[0]]}")
    if not re.search(r"\w", text):
        return helping.remind_help()
    return log.keep(desk, incoming, text, "future")


def coming(desk: Desk, incoming: Incoming) -> Reply:
    """What is planned from today on, and what still has no date."""
    today = desk.today(incoming.now)
    with desk.database.reading() as db:
        planned = records.planned(db, today, COMING + 1)
        recurring = [event.activity_type for event in desk.project.recurring]
        dated = kept_reminders.dated(db, recurring, today.replace(day=1))
    more = (f"Bara de {COMING} närmaste visas.",) if len(planned) > COMING else ()
    reply = views.coming(planned[:COMING], reminders.asks(desk.project, today, dated), desk.project, today)
    return reply.model_copy(update={"notes": (*reply.notes, *more)})
