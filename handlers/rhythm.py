"""A day for one of the project's own dates: 'MYH:s beslut 14 januari', 'lägesrapporten för mars ska in 12 april'."""

from sqlite_utils import Database as Connection

from bot.errors import ForTheLeader, NoSuchPlan
from bot.milestones import Milestone, can_be_on
from bot.reply import Reply
from bot.swedish.milestone_day import MilestoneDay, MilestoneDoubt, read_milestone_day
from bot.views import rhythm as views
from handlers import matters, rights
from handlers.desk import Desk, as_day, moment
from handlers.requests import Incoming, Press, Submit
from handlers.rights import writing
from storage import audit, deliveries, plans, records

AHEAD = 200  # plans that are looked through for what lies before a decision


def given(desk: Desk, incoming: Incoming, text: str) -> Reply | None:
    """The answer to a text that gives a milestone its day; None for a text that is about something else."""
    today = desk.today(incoming.now)
    found = read_milestone_day(text, desk.project, today)
    if isinstance(found, MilestoneDoubt):
        return views.doubtful(found.reason, found.name, desk.project)
    if found is None:
        return None
    if found.date < today:
        return views.passed(found.date)
    return _set(desk, incoming, found)


def _set(desk: Desk, incoming: Incoming, found: MilestoneDay) -> Reply:
    at, today = moment(incoming.now), desk.today(incoming.now)
    _may_set(desk, incoming, found.key)
    with writing(desk, incoming) as db:
        before = _milestone(desk, db, found.key)
        if audit.outcome_of(db, incoming.key) is not None:  # the same request once more
            return _shown(desk, db, incoming, found.key, before)
        plans.set_day(db, found.key, found.date, who=incoming.who, at=at)
        matters.replan_rhythm(db, desk.project, today, at=at)
        deliveries.redraw(db, found.key, at=at)
        audit.mark_handled(db, key=incoming.key, at=at, outcome={"plan": found.key})
        return _shown(desk, db, incoming, found.key, before)


def press(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """'Ändra dag': its form. 'Ändra tillbaka': the day of the project file again. Raises NoSuchPlan."""
    if press.action == "milestone_day":
        with desk.database.reading() as db:
            milestone = _milestone(desk, db, press.value)
        if milestone is None:
            raise NoSuchPlan
        return views.day_form(milestone)
    _may_set(desk, incoming, press.value)
    at = moment(incoming.now)
    with writing(desk, incoming) as db:
        plans.unset_day(db, press.value, who=incoming.who, at=at)
        matters.replan_rhythm(db, desk.project, desk.today(incoming.now), at=at)
        deliveries.redraw(db, press.value, at=at)
        milestone = _milestone(desk, db, press.value)
    return views.taken_back(milestone)


def submit(desk: Desk, incoming: Incoming, submit: Submit) -> Reply:
    """The form for another day."""
    day = as_day(str(submit.values.get("day")))
    if day < desk.today(incoming.now):
        return Reply(problems={"day": "Den dagen har redan varit. Välj en dag som kommer."})
    if not can_be_on(submit.context, day, desk.project):
        return Reply(problems={"day": "Den dagen ligger utanför det som datumet kan flyttas till."})
    return _set(desk, incoming, MilestoneDay(submit.context, day))


def _may_set(desk: Desk, incoming: Incoming, key: str) -> None:
    """What others decide on anybody can pass on; what the project owes is its leader's, where there is one.

    Raises ForTheLeader.
    """
    kind = desk.project.milestone(key.partition(":")[2].partition(":")[0])
    if kind and not kind.dates and rights.is_led(desk) and not rights.may(incoming, "dates"):
        raise ForTheLeader(kind.name)


def _milestone(desk: Desk, db: Connection, key: str) -> Milestone | None:
    return next((each for each in matters.all_milestones(db, desk.project) if each.key == key), None)


def _shown(desk: Desk, db: Connection, incoming: Incoming, key: str, before: Milestone | None) -> Reply:
    today = desk.today(incoming.now)
    now = _milestone(desk, db, key)
    hanging = {event.activity_type for event in desk.project.recurring if now and event.decision == now.kind}
    ahead = [plan for plan in records.planned(db, today, AHEAD) if plan.type in hanging]
    warned = (matters.warning(db, plan, desk.project, only_sure=True) for plan in ahead)
    return views.given(key, now, before, today, list(dict.fromkeys(filter(None, warned))))
