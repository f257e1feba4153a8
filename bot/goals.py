"""What was done against the decision's activity list: sums of records in, one status per goal out.

The decision lists activities under each delmål and sets no target numbers, so what is shown is which of its
activities are under way, how many occasions were held and who took part. An activity counts to the goals
that its record names. Held is what is done and not in the future; what is cancelled never counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from bot.perspectives import PerspectiveSum, counted
from bot.progress import Progress
from bot.project import ActivityType, Goal, Project, Recurring

State = Literal["begun", "planned", "not_yet"]


@dataclass(frozen=True)
class Heads:
    """People at occasions. `women`, `men` and `others` come only from occasions where everyone's gender is written.

    `counted` is the number of occasions with any count; `approximate` how many of them said 'about'.
    Visitors at a stand are no participants.
    """

    participants: int = 0
    women: int = 0
    men: int = 0
    others: int = 0
    counted: int = 0
    approximate: int = 0
    visitors: int = 0

    @property
    def by_gender(self) -> int:
        """How many of the participants the women's share can be taken of."""
        return self.women + self.men + self.others

    def __add__(self, other: "Heads") -> "Heads":
        return Heads(
            self.participants + other.participants,
            self.women + other.women,
            self.men + other.men,
            self.others + other.others,
            self.counted + other.counted,
            self.approximate + other.approximate,
            self.visitors + other.visitors,
        )


@dataclass(frozen=True)
class HeldSum:
    """Occasions held of one type under one goal (None: no goal) in one calendar year."""

    goal: int | None
    type: str
    year: int
    occasions: int
    heads: Heads


@dataclass(frozen=True)
class AheadSum:
    """Occasions not yet held: `planned` lie ahead, `overdue` have passed and nobody has said how they went."""

    goal: int | None
    type: str
    year: int
    planned: int
    overdue: int


@dataclass(frozen=True)
class Reached:
    """A municipality where something under the goal was held in the year."""

    goal: int
    year: int
    municipality: str


@dataclass(frozen=True)
class Upcoming:
    """A date ahead: an occasion, the last day to sign up for it, or one of the project's own; `late`: one that is past."""

    date: date
    kind: Literal["event", "deadline", "milestone", "late"]
    title: str


@dataclass(frozen=True)
class ContactSum:
    """How many contacts there are of a target group in a municipality; None where it is not written."""

    target_group: str | None
    municipality: str | None
    count: int


@dataclass(frozen=True)
class Activities:
    """All that the status of the goals is made of. `outside`: occasions outside the period, not counted."""

    held: tuple[HeldSum, ...]
    ahead: tuple[AheadSum, ...]
    reached: tuple[Reached, ...] = ()
    perspectives: tuple[PerspectiveSum, ...] = ()
    outside: int = 0

    @property
    def empty(self) -> bool:
        return not self.held and not self.ahead and not self.outside


@dataclass(frozen=True)
class Occasions:
    """How much was held in a year or in all, and with whom, in which municipalities (the project's order).

    `perspectives`: how many of the occasions took up each.
    """

    held: int
    heads: Heads
    municipalities: tuple[str, ...]
    perspectives: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class ActivityStatus:
    """One activity of the list (or, with `in_paper` False, another type that was counted to the goal)."""

    type: ActivityType
    in_paper: bool
    held_in_year: int
    held: int
    planned: int

    @property
    def state(self) -> State:
        """Begun once something is held, planned when something lies ahead, else not yet."""
        if self.held:
            return "begun"
        return "planned" if self.planned else "not_yet"


@dataclass(frozen=True)
class GoalStatus:
    """A goal: its activities in the decision's order, what was held in the year and in all, what it is measured by.

    `years`: how much was held in each of the project's years.
    """

    goal: Goal
    activities: tuple[ActivityStatus, ...]
    year: Occasions
    whole: Occasions
    overdue: int
    years: tuple[tuple[int, int], ...] = ()
    indicators: tuple[Progress, ...] = ()

    @property
    def has_target(self) -> bool:
        return any(each.indicator.target is not None for each in self.indicators)

    @property
    def paper(self) -> tuple[ActivityStatus, ...]:
        return tuple(activity for activity in self.activities if activity.in_paper)

    def count(self, state: State) -> int:
        """How many of the decision's activities are in that state."""
        return sum(activity.state == state for activity in self.paper)

    def held_types(self) -> int:
        """How many of the decision's activities had an occasion in the year."""
        return sum(activity.held_in_year > 0 for activity in self.paper)


def with_reached(
    activities: Activities, reached: tuple[Reached, ...], perspectives: tuple[PerspectiveSum, ...] = ()
) -> Activities:
    """The same sums with the municipalities and the perspectives, which only some answers need."""
    return replace(activities, reached=reached, perspectives=perspectives)


def begun_of_listed(statuses: Sequence[GoalStatus]) -> tuple[int, int]:
    """(7, 11): how many of the decision's activities are begun, and how many it lists; each counted once."""
    listed = {activity.type.name for status in statuses for activity in status.paper}
    begun = {each.type.name for status in statuses for each in status.paper if each.state == "begun"}
    return len(begun), len(listed)


def goal_status(
    goal: Goal, project: Project, activities: Activities, year: int | None, indicators: Sequence[Progress] = ()
) -> GoalStatus:
    """The status of one goal; without a `year`, the year is the whole period. `indicators`: those of any goal."""
    held = [part for part in activities.held if part.goal == goal.number]
    ahead = [part for part in activities.ahead if part.goal == goal.number]
    reached = [part for part in activities.reached if part.goal == goal.number]

    def perspectives(of: int | None) -> tuple[tuple[str, int], ...]:
        return counted(project, activities.perspectives, goal.number, of)

    return GoalStatus(
        goal=goal,
        activities=_activities(goal, project, held, ahead, year),
        year=replace(_occasions(project, held, reached, year), perspectives=perspectives(year)),
        whole=replace(_occasions(project, held, reached, None), perspectives=perspectives(None)),
        overdue=sum(part.overdue for part in ahead),
        years=tuple((each, sum(part.occasions for part in held if part.year == each)) for each in project.years),
        indicators=tuple(each for each in indicators if each.indicator.goal == goal.number),
    )


def goal_statuses(
    project: Project, activities: Activities, year: int | None, indicators: Sequence[Progress] = ()
) -> tuple[GoalStatus, ...]:
    """Every goal's status, in the decision's order."""
    return tuple(goal_status(goal, project, activities, year, indicators) for goal in project.goals)


def _in(part: HeldSum | Reached, year: int | None) -> bool:
    return year is None or part.year == year


def _activities(
    goal: Goal, project: Project, held: Sequence[HeldSum], ahead: Sequence[AheadSum], year: int | None
) -> tuple[ActivityStatus, ...]:
    paper = [kind for kind in project.activity_types if kind.in_paper and goal.number in kind.goals]
    used = ({part.type for part in held} | {part.type for part in ahead}) - {kind.name for kind in paper}
    # a type that has left the project file is still somebody's record: shown by the name it was kept under
    others = [project.activity_type(name) or ActivityType(name=name) for name in sorted(used)]
    return tuple(
        ActivityStatus(
            type=kind,
            in_paper=kind in paper,
            held_in_year=sum(part.occasions for part in held if part.type == kind.name and _in(part, year)),
            held=sum(part.occasions for part in held if part.type == kind.name),
            planned=sum(part.planned for part in ahead if part.type == kind.name),
        )
        for kind in (*paper, *others)
    )


def _occasions(project: Project, held: Sequence[HeldSum], reached: Sequence[Reached], year: int | None) -> Occasions:
    parts = [part for part in held if _in(part, year)]
    names = {part.municipality for part in reached if _in(part, year)}
    return Occasions(
        held=sum(part.occasions for part in parts),
        heads=sum((part.heads for part in parts), Heads()),
        municipalities=tuple(place.name for place in project.municipalities if place.name in names),
    )


def month_of(project: Project, today: date) -> tuple[int, int] | None:
    """(15, 36): which month of the period it is, and of how many; None outside the period."""
    if not project.covers(today):
        return None
    return _months(project.start, today), _months(project.start, project.end)


def _months(first: date, last: date) -> int:
    return 12 * (last.year - first.year) + last.month - first.month + 1


def days_gone(project: Project, today: date) -> tuple[int, int]:
    """(74, 366): the days of this year within the period that have begun, and how many there are."""
    first, last = max(project.start, date(today.year, 1, 1)), min(project.end, date(today.year, 12, 31))
    return (today - first).days + 1, (last - first).days + 1


def period_gone(project: Project, today: date) -> tuple[int, int]:
    """(439, 1096): the days of the period that have begun, and how many there are; all of them once it is over."""
    whole = (project.end - project.start).days + 1
    return min(max((today - project.start).days + 1, 0), whole), whole


def without_date(project: Project, dated: frozenset[tuple[str, int]], today: date) -> tuple[tuple[Recurring, int], ...]:
    """The recurring events of the project file that nobody has dated, each with the year it comes next.

    `dated` holds (type, year) for the occasions there are. What comes after the period is not asked for.
    """
    found = []
    for event in project.recurring:
        year = today.year if today.month <= event.month else today.year + 1
        year = max(year, project.start.year + (project.start.month > event.month))
        ahead = (year, event.month) <= (project.end.year, project.end.month)
        if ahead and (event.activity_type, year) not in dated:
            found.append((event, year))
    return tuple(found)
