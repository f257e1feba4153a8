"""The decision as data: what a project file (TOML) says, as models.

The figures come from the case paper (budget, financing, goals, activities); another region's decision is
another file and no code. `bot.project_file` reads and checks it.
"""

from datetime import date
from decimal import Decimal
from typing import Any, Literal, get_args

from pydantic import Field, model_validator

from bot.project_dates import Ladder, MilestoneKind, NoteTimes, Regular, Reporting, named_ones
from bot.project_dates import Recurring as Recurring
from bot.project_dates import ReminderTimes as ReminderTimes
from bot.project_dates import Step as Step
from bot.project_money import CostCategory, External, FlatRate, ForecastRule, Funder, Limits, Part, Yearly
from bot.project_personal import PersonalData
from bot.project_reports import WrittenReport
from bot.workdays import WorkingDays


class Goal(Part):
    """`indicators`: what the goal could be measured by, offered as a proposal; none has a target."""

    number: int = Field(ge=1)
    name: str
    text: str
    indicators: tuple[str, ...] = ()


class ActivityType(Part):
    """An activity type by its short name; `label` is how it is shown at the start of a line."""

    name: str
    label: str = ""
    in_paper: str = ""
    goals: tuple[int, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        return self.label or self.name[:1].upper() + self.name[1:]


class Municipality(Part):
    name: str
    places: tuple[str, ...] = ()


class Named(Part):
    """A target group or a perspective, with the words that name it."""

    name: str
    words: tuple[str, ...] = ()


class Organisation(Part):
    promoters: tuple[str, ...] = ()
    other_promoters: tuple[str, ...] = ()


class Role(Part):
    name: str
    held_by: str


Weekday = Literal["mån", "tis", "ons", "tor", "fre", "lör", "sön"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)


class Member(Part):
    """A person of the project; `slack` (member ID) or `email` lets them in, in the channel or not.

    `working_days` are the weekdays on which the person is reminded.
    """

    name: str
    organisation: str = ""
    role: str
    email: str = ""
    slack: str = ""
    working_days: tuple[Weekday, ...] = Field(WEEKDAYS[:5], min_length=1)

    def is_called(self, name: str) -> bool:
        """Whether `name` is the person's name or first name."""
        mine = self.name.casefold()
        return name.casefold() in (mine, *mine.split()[:1])


class Tenant(Part):
    """A partner's directory at Microsoft: those of its people who are listed by an address in `domains` are let in."""

    organisation: str = Field(min_length=1)
    id: str  # a GUID, as in Entra: 'Tenant ID', 'Klientorganisations-ID'
    domains: tuple[str, ...] = Field(min_length=1)

    def has(self, email: str) -> bool:
        """Whether the address is one that this organisation gives."""
        return email.rpartition("@")[2].casefold() in {domain.casefold() for domain in self.domains}


class Project(Part):
    """One decision. Names are unique, sums tie and every reference leads somewhere: checked when read."""

    name: str
    short_name: str
    owner: str
    diary_number: str = ""
    start: date
    end: date
    vat: Literal["deductible", "cost"]
    mileage_kr_per_km: Decimal
    goals: tuple[Goal, ...]
    activity_types: tuple[ActivityType, ...]
    cost_categories: tuple[CostCategory, ...]
    budget_total: Yearly
    flat_rate: FlatRate
    external: External
    funders: tuple[Funder, ...]
    municipalities: tuple[Municipality, ...]
    target_groups: tuple[Named, ...]
    perspectives: tuple[Named, ...]
    organisation: Organisation
    roles: tuple[Role, ...]
    members: tuple[Member, ...] = ()
    tenants: tuple[Tenant, ...] = ()
    reminders: ReminderTimes
    ladders: tuple[Ladder, ...]
    notes: NoteTimes = NoteTimes()
    recurring: tuple[Recurring, ...] = ()
    regular: tuple[Regular, ...] = ()
    milestones: tuple[MilestoneKind, ...] = ()
    reporting: Reporting
    reports: tuple[WrittenReport, ...] = ()
    forecast: ForecastRule = ForecastRule()
    limits: Limits
    personal_data: PersonalData = PersonalData()

    @model_validator(mode="before")
    @classmethod
    def _with_reporting(cls, data: Any) -> Any:
        """Lets a milestone name a number or day of `reporting`, which then stands in one place."""
        kinds = data.get("milestones") if isinstance(data, dict) else None
        if not isinstance(kinds, list) or not all(isinstance(kind, dict) for kind in kinds):
            return data  # nothing to name, or no such list: refused with its place
        return {**data, "milestones": [dict(named_ones(kind, data.get("reporting"))) for kind in kinds]}

    @property
    def years(self) -> range:
        return range(self.start.year, self.end.year + 1)

    @property
    def yearly(self) -> frozenset[str]:
        """The activity types that come once a year."""
        return frozenset(event.activity_type for event in self.recurring)

    @property
    def contacts_until(self) -> date:
        """The last day on which the contacts are kept."""
        return self.personal_data.contacts_until(self.end, self.reporting)

    @property
    def place_names(self) -> tuple[str, ...]:
        """The municipalities, and the places in them."""
        return tuple(name for each in self.municipalities for name in (each.name, *each.places))

    def goal(self, number: int) -> Goal | None:
        return next((goal for goal in self.goals if goal.number == number), None)

    def activity_type(self, name: str | None) -> ActivityType | None:
        return next((kind for kind in self.activity_types if kind.name == name), None)

    def category(self, name: str | None) -> CostCategory | None:
        return next((category for category in self.cost_categories if category.name == name), None)

    def ladder(self, activity_type: str | None) -> Ladder:
        """The reminders of a type: its own ladder, else `default`."""
        by_type = {ladder.activity_type: ladder for ladder in self.ladders}
        return by_type.get(activity_type or "", by_type["default"])

    def milestone(self, key: str) -> MilestoneKind | None:
        return next((kind for kind in self.milestones if kind.key == key), None)

    def report(self, kind: str) -> WrittenReport | None:
        return next((report for report in self.reports if report.kind == kind), None)

    def holder(self, role: str) -> Member | None:
        """The member who has that role, if it is one person's."""
        holders = [member for member in self.members if member.role == role]
        return holders[0] if len(holders) == 1 else None

    def working_days(self, person: str | None) -> WorkingDays:
        """The days on which a person can be asked something: the member so called, else Monday to Friday."""
        called = [member for member in self.members if person and member.is_called(person)]
        named = [member for member in called if person and member.name.casefold() == person.casefold()] or called
        weekdays = named[0].working_days if len(named) == 1 else WEEKDAYS[:5]
        return WorkingDays(frozenset(map(WEEKDAYS.index, weekdays)), frozenset(self.reminders.quiet_weeks))

    def covers(self, day: date) -> bool:
        return self.start <= day <= self.end
