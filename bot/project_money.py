"""The money of a decision as models: sums by year, budget lines, the flat rate, funders."""

from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Literal, Self

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


class CostCategory(Part):
    """A line of the budget. `logged`: by hand; `traced`: each of its costs is to belong to an activity."""

    name: str
    budget: Yearly
    words: tuple[str, ...] = ()
    logged: bool = True
    traced: bool = True


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
    """`share`: percent of booked costs up to `cap` kronor; `fixed`: the sums as written; `rest`: what is left.

    `words`: what else it is called when money comes in from it.
    """

    name: str
    words: tuple[str, ...] = ()
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


class ForecastRule(Part):
    """How the costs to come are counted, once so many whole months have gone.

    `pace`: as in the months that have gone; `budget`: as the budget has it for the months that are left.
    """

    rule: Literal["pace", "budget"] = "pace"
    after_months: int = Field(3, ge=1)


class Limits(Part):
    """When the status warns: so much over a line's budget; so much left so near the end of a year."""

    category_percent: Decimal = Field(ge=0)
    year_left_percent: Decimal = Field(Decimal(25), ge=0, le=100)
    year_end_days: int = Field(60, ge=0)
