"""'När är YH-släppet?', '/yh-paminn lägesrapport': the dates of what is named, and nothing saved."""

import re
from collections.abc import Iterable
from datetime import date

from sqlite_utils import Database as Connection

from bot.milestones import Milestone
from bot.plans import Event, is_called, subject_of
from bot.records import Activity
from bot.reply import Reply
from bot.swedish.asked_dates import Asked, is_about, only_changes, read_asked
from bot.views import occasions as views
from handlers import matters, plans
from handlers.desk import Desk
from handlers.requests import Incoming
from storage import records

LOOKED_AT = 200


def when(desk: Desk, incoming: Incoming, text: str) -> Reply | None:
    """The dates that the text asks for; None where it names nothing of the project's."""
    asked = read_asked(text, desk.project, desk.today(incoming.now))
    if not (asked.types or asked.milestones or asked.spans or asked.mine):
        return None
    with desk.database.reading() as db:
        return _answer(desk, db, incoming, asked)


def of_the_project(desk: Desk, incoming: Incoming, text: str) -> Reply | None:
    """'lägesrapporten': the dates of a milestone that is named and nothing else said, no figure but a year."""
    asked = read_asked(text, desk.project, desk.today(incoming.now))
    figures = re.search(r"\d", re.sub(r"\b20\d\d\b", "", text))
    return when(desk, incoming, text) if asked.milestones and not asked.words and not figures else None


def plan_of(desk: Desk, incoming: Incoming, text: str) -> Reply | None:
    """The plan itself, where the text names one and gives no day; else as `when`."""
    asked = read_asked(text, desk.project, desk.today(incoming.now))
    if not (asked.types or asked.milestones or asked.words):
        return None
    with desk.database.reading() as db:
        found = _found(desk, db, incoming, asked)
        if len(found) != 1 and (asked.words or not (asked.types or asked.milestones)):
            return None  # words that may be anything, or a plan that lacks its day
        if len(found) != 1:
            return _answer(desk, db, incoming, asked)
    return plans.shown(desk, incoming, subject_of(found[0]))


def own_date(desk: Desk, incoming: Incoming, text: str) -> Reply | None:
    """The answer to 'ställ in lägesrapporten': a milestone is given its day, not called off or shifted."""
    today = desk.today(incoming.now)
    asked = read_asked(text, desk.project, today)
    if not only_changes(text, asked):
        return None
    with desk.database.reading() as db:
        found = _found(desk, db, incoming, asked)
    milestone = next((each for each in found if isinstance(each, Milestone)), None)
    return views.own_day(milestone, today) if milestone else None


def _answer(desk: Desk, db: Connection, incoming: Incoming, asked: Asked) -> Reply | None:
    today = desk.today(incoming.now)
    found = _found(desk, db, incoming, asked)
    if asked.mine:
        return (
            views.several(found, "Det här ansvarar du för", today) if found else views.none_then("som du ansvarar för")
        )
    if not (asked.types or asked.milestones):
        return _within(found, asked, desk, incoming) if not asked.words or found else None
    if found:
        return views.next_of(found, today)
    for missing in matters.all_missing(db, desk.project, today):
        named = missing.what in asked.types or missing.key.split(":")[1] in asked.milestones
        if named and _in(asked, missing.first, missing.last):
            return views.no_day(missing, desk.project)
    return views.none_planned(_called(desk, asked), over=today > desk.project.end)


def _within(found: list[Event], asked: Asked, desk: Desk, incoming: Incoming) -> Reply:
    when = views.span_said(asked.spanned, asked.spans)
    return (
        views.several(found, f"Det här är på gång {when}", desk.today(incoming.now)) if found else views.none_then(when)
    )


def _found(desk: Desk, db: Connection, incoming: Incoming, asked: Asked) -> list[Event]:
    """What is ahead of what was asked for, the next first."""
    today = desk.today(incoming.now)
    planned: list[Event] = []
    if not asked.milestones:
        ahead = records.planned(db, today, LOOKED_AT)
        mine = desk.members.full_name(incoming.who) if asked.mine else ""
        planned += [
            each for each in ahead if _fits(each, asked) and (not mine or is_called(mine, each.responsible or ""))
        ]
    if not asked.types and (asked.milestones or not asked.words):
        planned += [each for each in _milestones(desk, db, incoming, asked) if each.date >= today]
    return sorted(planned, key=lambda each: each.date)


def _milestones(desk: Desk, db: Connection, incoming: Incoming, asked: Asked) -> Iterable[Event]:
    for each in matters.all_milestones(db, desk.project):
        holder = desk.project.holder(each.role)
        theirs = holder is not None and holder.slack in desk.members.accounts(incoming.who)
        wanted = each.kind in asked.milestones or not asked.milestones
        if wanted and (not asked.mine or theirs) and _in(asked, each.date, each.date):
            yield each


def _fits(plan: Activity, asked: Asked) -> bool:
    if asked.types and plan.type not in asked.types:
        return False
    said = " ".join((plan.title, plan.place or "", *plan.municipalities)).casefold()
    days = _in(asked, plan.date, plan.end_date or plan.date)
    return days and all(is_about(word, said) for word in asked.words)


def _in(asked: Asked, first: date, last: date) -> bool:
    return not asked.spans or any(begin <= last and first <= end for begin, end in asked.spans)


def _called(desk: Desk, asked: Asked) -> str:
    """What was asked for, in words."""
    kind = desk.project.activity_type(asked.types[0]) if asked.types else None
    if kind:
        return " ".join((kind.shown, *asked.words))
    milestone = desk.project.milestone(asked.milestones[0]) if asked.milestones else None
    return milestone.name if milestone else " ".join(asked.words)
