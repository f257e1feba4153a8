"""The money of a decision as models: sums by year, budget lines, the flat rate, funders."""

from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator


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
