"""The goals' own answers: what was done, who was reached, how the indicators stand."""

from datetime import date

from sqlite_utils import Database as Connection

from bot import goals
from bot import indicators as indicator_names
from bot.goals import Activities, GoalStatus
from bot.progress import Progress, progresses
from bot.reply import Reply
from bot.span import whole
from bot.views import status as views
from bot.views import status_aims, status_goals, status_help
from bot.views.status_frame import Frame
from storage import figures, records


def indicators(db: Connection, frame: Frame, goal: int | None = None) -> tuple[Progress, ...]:
    """How each indicator stands, of one goal or of all; of a year that was asked for, as it stood at its end."""
    until = date(frame.year, 12, 31) if frame.asked and frame.year else None
    known = [one for one in records.indicators(db) if goal in (None, one.goal)]
    return progresses(known, records.measurements(db, goal) if known else [], until)


def statuses(db: Connection, frame: Frame, activities: Activities) -> tuple[GoalStatus, ...]:
    """Every goal's status with its indicators."""
    return goals.goal_statuses(frame.project, activities, frame.year, indicators(db, frame))


def all_goals(db: Connection, frame: Frame) -> Reply:
    """`/yh-status delmål`."""
    period = whole(frame.project)
    activities = figures.activities(db, period, frame.today, outside=True)
    perspectives = figures.perspectives(db, period, frame.today)
    activities = goals.with_reached(activities, figures.reached(db, period, frame.today), perspectives)
    outside = views.outside_period(activities.outside)
    return status_goals.all_goals(
        frame, statuses(db, frame, activities), activities.held, [outside] if outside else [], perspectives,
        figures.occasions(db, period, frame.today, frame.year),
    )  # fmt: skip


def one_goal(db: Connection, frame: Frame, number: int) -> Reply:
    """`/yh-status delmål 3`."""
    goal = frame.project.goal(number)
    if goal is None:
        return status_help.no_such_goal(frame.project, number)
    period = whole(frame.project)
    activities = figures.activities(db, period, frame.today, outside=True)
    reached = figures.reached(db, period, frame.today, number)
    activities = goals.with_reached(activities, reached, figures.perspectives(db, period, frame.today))
    found = goals.goal_status(goal, frame.project, activities, frame.year, indicators(db, frame, number))
    return status_goals.one_goal(frame, found, figures.upcoming(db, frame.today, goal=number))


def measured(db: Connection, frame: Frame, name: str, *, proposed: bool = True) -> Reply | None:
    """What is said of something that is measured, by its name: the goal that it belongs to, the list where several do.

    None where nothing is called so. `proposed`: also what the project file proposes to measure.
    """
    known, _ = indicator_names.named(name, records.indicators(db))
    of = {one.goal for one in known}
    if not known and proposed:
        named = [(text, goal.number) for goal in frame.project.goals for text in goal.indicators]
        of = {number for text, number in named if indicator_names.is_part(name, text)}
    if len(of) == 1:
        return one_goal(db, frame, of.pop())
    return all_indicators(db, frame) if of else None


def all_indicators(db: Connection, frame: Frame) -> Reply:
    """`/yh-status indikatorer`."""
    return status_aims.all_indicators(frame, indicators(db, frame))
