"""Monday's overview: what it tells of, gathered from what is kept."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from sqlite_utils import Database as Connection

from bot.digest import Day, Digest
from bot.plans import Planned, Step, steps, undone
from bot.project import Project
from bot.records import Activity
from bot.reminders import at_reminder_time, reminders
from bot.swedish.status_notes import EVERY
from bot.tasks import task
from handlers.matters import all_milestones, all_missing, behind, warning
from storage import figures, informing, notes, plans, records, rows
from storage import reminders as kept_reminders

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
SOON = 8 * WEEK  # by then a day has to be settled
LOOKED_AT = 200  # plans ahead among which the two weeks' are found
MOST = 20  # of each sort that are told of


def gathered(db: Connection, project: Project, monday: date) -> Digest:
    """What that Monday's overview has to say; false when there is nothing."""
    ahead = records.planned(db, monday, LOOKED_AT)
    rhythm = all_milestones(db, project)
    waiting = notes.waiting(db, EVERY.types, LOOKED_AT)
    tasks = [task(note, project) for note in waiting if note.due]
    coming = sorted(
        _coming([*ahead, *rhythm, *tasks], monday, monday + 2 * WEEK), key=lambda each: (each.date, each.about)
    )
    since, until = (_midnight(day, project) for day in (monday - WEEK, monday))
    logged, spent = figures.logged_between(db, since, until)
    return Digest(
        monday=monday,
        coming=tuple(coming),
        unanswered=tuple(plan for plan in records.passed(db, monday, MOST) if _asked_before(plan, project, monday)),
        late=tuple(_late(db, ahead, project, monday)),
        late_notes=tuple(note for note in waiting if note.due and note.due < monday)[:MOST],
        unconfirmed=tuple(plan for plan in ahead if plan.unconfirmed and plan.date < monday + SOON)[:MOST],
        warnings=tuple(dict.fromkeys(said for plan in ahead if (said := warning(db, plan, project)))),
        missing=tuple(each for each in all_missing(db, project, monday) if each.asked <= monday + DAY),
        uninformed=informing.late(db, monday - timedelta(days=project.personal_data.inform_days)),
        logged=logged,
        spent_ore=spent,
    )


def _coming(found: Iterable[Planned], first: date, end: date) -> Iterator[Day]:
    for each in found:
        if first <= each.date < end or (isinstance(each, Activity) and each.date < first <= (each.end_date or first)):
            yield Day(max(each.date, first), "event", each)
        if isinstance(each, Activity) and each.deadline and first <= each.deadline < end:
            yield Day(each.deadline, "deadline", each)


def _asked_before(plan: Activity, project: Project, monday: date) -> bool:
    """Whether its own question has come already: on the same morning both would be one too many."""
    return any(
        each.about == "followup" and each.due_at < at_reminder_time(monday, project)
        for each in reminders(plan, project)
    )


def _late(
    db: Connection, ahead: Iterable[Activity], project: Project, monday: date
) -> Iterator[tuple[Planned, tuple[Step, ...]]]:
    """What was reminded of and should be done by now; first that which is past."""
    yield from ((milestone, (step,)) for milestone, step in behind(db, project, monday))
    for each in ahead:
        told = kept_reminders.told(db, each.ref)
        every = steps(each, project, plans.marks(db, each.ref)) if told else ()
        if left := tuple(step for step in undone(every, monday) if step.on < monday and step.name in told):
            yield each, left


def _midnight(day: date, project: Project) -> str:
    """The beginning of the day there, as the tables keep moments."""
    return rows.text(datetime.combine(day, time(), project.reminders.zone))
