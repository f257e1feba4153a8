"""What a decision says of personal data as models: who answers for it, and how long what is kept."""

from datetime import date
from typing import Literal

from dateutil.relativedelta import relativedelta
from pydantic import Field

from bot.project_dates import Reporting
from bot.project_money import Part


class Controller(Part):
    """A partner that decides over personal data (personuppgiftsansvarig), and its legal ground."""

    name: str = Field(min_length=1)
    ground: Literal["berättigat intresse", "allmänt intresse"]


class Processor(Part):
    """Who handles personal data for the controllers (personuppgiftsbiträde)."""

    name: str = Field(min_length=1)
    does: str = Field(min_length=1)
    where: str = Field(min_length=1)


class PersonalData(Part):
    """`hosted_by`: what an authority keeps may be public documents, so it decides on gallring before anything goes.

    `contacts_months` are counted from the last day of the final report, the days from when something happened.
    """

    hosted_by: Literal["company", "authority"] = "company"
    controllers: tuple[Controller, ...] = ()
    processors: tuple[Processor, ...] = ()
    inform_days: int = Field(30, ge=1, le=31)
    inform_remind_days: int = Field(7, ge=1, le=30)
    answer_days: int = Field(30, ge=1, le=31)
    contacts_months: int = Field(3, ge=0, le=120)
    review_months: int = Field(12, ge=1, le=60)
    undone_days: int = Field(90, ge=1, le=3650)
    questions_days: int = Field(30, ge=1, le=366)
    review_milestone: str = ""  # when contacts are gone through: its reminder leads to what has passed its time
    sent_days: int = Field(400, ge=400, le=3650)

    def contacts_until(self, end: date, reporting: Reporting) -> date:
        """The last day on which contacts are kept, of a project that ends on `end`."""
        return end + relativedelta(months=reporting.final_report_months + self.contacts_months)
