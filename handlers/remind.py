"""`/yh-paminn`: what is coming, and a new plan."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from bot import drafts
from bot.missing import Missing
from bot.reading import Question
from bot.records import Activity
from bot.reply import Reply
from bot.swedish import named_kind
from bot.swedish.addressed import asks_for_calendar, is_own_reminder, is_question, speaks_of_step
from bot.views import help as helping
from bot.views import remind as views
from handlers import calendar, log, matters, occasions, plans, rhythm
from handlers.desk import Desk
from handlers.requests import Incoming
from storage import records
from storage import reminders as kept_reminders

COMING = 10
_NUMBERED = re.compile(r"(?i)\W*(?:visa )?(?:planen (?:för|till) )?aktivitet(?:en)?(?: nr\.?)? ?#?(\d{1,12})\W*")
LOOKED_AT = 200  # plans; what comes back is told of once
OF_RHYTHM = 3  # of the project's own dates
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
    if is_own_reminder(text):
        return helping.own_reminder()
    if speaks_of_step(text):
        return helping.steps_by_plan()
    return (
        rhythm.given(desk, incoming, text) or _asked(desk, incoming, text) or log.keep(desk, incoming, text, "future")
    )


def _asked(desk: Desk, incoming: Incoming, text: str) -> Reply | None:
    """The answer to a text that plans nothing: a question, or the name of something that has its dates."""
    if named := _NUMBERED.fullmatch(text):
        return plans.shown(desk, incoming, f"activity:{named[1]}")
    if is_question(text) and text.rstrip().endswith("?"):
        return occasions.when(desk, incoming, text) or coming(desk, incoming)
    if named_kind(text) == "correction":
        return occasions.own_date(desk, incoming, text)
    today = desk.today(incoming.now)
    understood = drafts.understand(text, [], desk.project, today, "future")
    lacks = isinstance(understood, Question) and understood.doubt.reason == "no_date"
    if not lacks or (isinstance(understood, Question) and understood.reading.deadline):
        return None
    return occasions.plan_of(desk, incoming, text)


def coming(desk: Desk, incoming: Incoming) -> Reply:
    """What is planned from today on, the project's own dates, and what still has no date."""
    today = desk.today(incoming.now)
    with desk.database.reading() as db:
        planned = _together(records.planned(db, today, LOOKED_AT))
        rhythm = [each for each in matters.all_milestones(db, desk.project) if each.date >= today][:OF_RHYTHM]
        missing = _nearest(matters.all_missing(db, desk.project, today))
        subjects = [
            *(first.ref for first, *_ in planned[:COMING]),
            *(each.key for each in rhythm),
            *(each.key for each in missing),
        ]
        next_ones = {
            subject: desk.project.reminders.day(found[0].due_at)
            for subject in subjects
            if (found := [each for each in kept_reminders.coming(db, subject) if each.about != "followup"])
        }
    more = (f"Bara de {COMING} närmaste visas.",) if len(planned) > COMING else ()
    reply = views.coming(planned[:COMING], rhythm, missing, next_ones, desk.project, today)
    return reply.model_copy(update={"notes": (*reply.notes, *more)})


def _together(planned: Iterable[Activity]) -> list[list[Activity]]:
    """What comes back under the same name, as one."""
    found: dict[tuple[str, str], list[Activity]] = {}
    for each in planned:
        found.setdefault((each.type, each.title.casefold()), []).append(each)
    return list(found.values())


def _nearest(missing: Iterable[Missing]) -> list[Missing]:
    """The nearest of each kind: next year's can wait."""
    found: dict[str, Missing] = {}
    for each in missing:
        found.setdefault(each.what, each)
    return list(found.values())
