"""The written reports of a decision as models: their headings are the funder's form, so they stand in the file."""

from typing import Literal, Self

from pydantic import Field, model_validator

from bot.project_money import Part

WrittenKind = Literal["lägesrapport", "styrgruppsunderlag", "slutrapport"]
Shows = Literal[
    "summary", "goals", "participants", "municipalities", "perspectives", "indicators", "deviations", "decisions",
    "to_decide", "tasks", "ahead", "money", "funding", "look_at", "claim", "costs_by_activity", "occasions",
]  # fmt: skip


class ReportSection(Part):
    """A heading: what the assistant `shows` there, and what only people can `write`, as the question to answer.

    `apart`: it begins on a page of its own.
    """

    heading: str = Field(min_length=1)
    shows: tuple[Shows, ...] = ()
    write: str = ""
    apart: bool = False

    @model_validator(mode="after")
    def _holds_something(self) -> Self:
        if not self.shows and not self.write:
            raise ValueError(f"rubriken {self.heading} har varken shows eller write")
        return self


class WrittenReport(Part):
    """A report in Word; `brief`: it is read in minutes, so that long lists are cut and said to be."""

    kind: WrittenKind
    title: str = Field(min_length=1)
    brief: bool = False
    sections: tuple[ReportSection, ...] = Field(min_length=1)
