"""The decision as data: what a project file (TOML) says, as models.

The figures come from the case paper (budget, financing, goals, activities); another region's decision is
another file and no code. `bot.project_file` reads and checks it.
"""

from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Part(BaseModel):
    """A part of the project file: unknown keys are refused, so that a slip of the pen is seen."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Yearly(BaseModel):
    """Whole kronor by year, with the total as the paper prints it."""

    model_config = ConfigDict(extra="allow", frozen=True)
    total: int

    @cached_property
    def years(self) -> dict[int, int]:
        return {int(year): int(kronor) for year, kronor in (self.model_extra or {}).items()}

    def ore(self, year: int | None = None) -> int:
        """The sum of one year, or of the whole period without one, in öre."""
        return 100 * (self.total if year is None else self.years.get(year, 0))

    @model_validator(mode="after")
    def _ties(self) -> Self:
        if not all(key.isdigit() for key in self.model_extra or {}):
            raise ValueError("nycklarna ska vara årtal och total")
        if sum(self.years.values()) != self.total:
            raise ValueError(f"åren blir {sum(self.years.values())} kr men totalen är {self.total} kr")
        return self


class Goal(Part):
    number: int = Field(ge=1)
    name: str
    text: str


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


class CostCategory(Part):
    name: str
    budget: Yearly
    words: tuple[str, ...] = ()
    logged: bool = True


class FlatRate(Part):
    """A category that is computed as a percentage of another and already covers what `words` name."""

    category: str
    of: str
    percent: Decimal
    words: tuple[str, ...] = ()

    def ore(self, base_ore: int) -> int:
        """The flat rate on `base_ore` of personnel cost, rounded half up to a whole öre."""
        return int((Decimal(base_ore) * self.percent / 100).quantize(Decimal(1), ROUND_HALF_UP))


class External(Part):
    category: str
    words: tuple[str, ...] = ()


class Funder(Part):
    """`share`: percent of booked costs up to `cap` kronor; `fixed`: the sums as written; `rest`: what is left."""

    name: str
    public: bool
    part: Literal["share", "fixed", "rest"]
    percent: Decimal | None = None
    cap: int | None = None
    budget: Yearly

    @model_validator(mode="after")
    def _share_has_percent_and_cap(self) -> Self:
        if (self.part == "share") != (self.percent is not None and self.cap is not None):
            raise ValueError("percent och cap hör till part = share, och bara dit")
        if self.cap is not None and self.cap != self.budget.total:
            raise ValueError(f"taket {self.cap} kr är inte budgetens {self.budget.total} kr")
        return self


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


class Member(Part):
    """A person of the project; `slack` (member ID) or `email` lets them in, in the channel or not."""

    name: str
    organisation: str = ""
    role: str
    email: str = ""
    slack: str = ""


class ReminderTimes(Part):
    time: time
    timezone: str

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @model_validator(mode="after")
    def _zone_exists(self) -> Self:
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError) as problem:
            raise ValueError(f"tidszonen {self.timezone!r} finns inte") from problem
        return self


class Step(Part):
    before: Literal["event", "deadline"]
    days: int = Field(ge=0, le=400)
    to: Literal["channel", "responsible"]
    text: str


class Ladder(Part):
    activity_type: str
    steps: tuple[Step, ...]


class Recurring(Part):
    """An event of every year whose day nobody knows before `decided_by` has decided."""

    activity_type: str
    month: int = Field(ge=1, le=12)
    ask_month: int = Field(ge=1, le=12)
    place: str = ""
    decided_by: str
    decisions: tuple[date, ...] = ()


class Reporting(Part):
    claim_interval_months: int = Field(ge=1)
    final_report_months: int = Field(ge=1)
    evaluation_from: date
    voucher_years: int = Field(ge=1)


class Limits(Part):
    category_percent: Decimal


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
    reminders: ReminderTimes
    ladders: tuple[Ladder, ...]
    recurring: tuple[Recurring, ...] = ()
    reporting: Reporting
    limits: Limits

    @property
    def years(self) -> range:
        return range(self.start.year, self.end.year + 1)

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

    def covers(self, day: date) -> bool:
        return self.start <= day <= self.end
