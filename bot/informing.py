"""What is due to a person in the register: to be told within a month, and to have an objection decided on.

A person whose details came from someone else is told within a month, one who gave them at once (GDPR, art. 14 and 13).
An objection is answered within a month (art. 12.3 and 21).
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from bot.project import Project
from bot.project_dates import Step
from bot.records import Contact

_FROM_THEM = re.compile(r"(?i)\b(?:själv|personen|egen|visitkort\w*)\b")


@dataclass(frozen=True)
class Due:
    """What is due by `date`, which somebody is reminded of; nothing is once `steps` are none. It names nobody."""

    what: Literal["inform", "objection"]
    number: int
    logged_by: str
    date: date
    steps: tuple[Step, ...] = ()

    @property
    def key(self) -> str:
        """What a reminder calls it: 'contact:5'."""
        return f"contact:{self.number}"

    @property
    def name(self) -> str:
        return f"Kontakt {self.number}"

    @property
    def responsible(self) -> None:
        """Nobody by name: whoever logged it, or the project leader."""
        return None


def due(contact: Contact, project: Project) -> Due:
    """What is due to the person, by when."""
    rules = project.personal_data
    if contact.objected_on:
        last = contact.objected_on + timedelta(days=rules.answer_days)
        steps = () if contact.deleted_at else (_step(rules.inform_remind_days, "ta ställning till invändningen"),)
        return Due("objection", contact.id or 0, contact.created_by, last, steps)
    steps = (_step(rules.inform_remind_days, "informera"),) if waits(contact) else ()
    return Due("inform", contact.id or 0, contact.created_by, inform_by(contact, project), steps)


def _step(days: int, text: str) -> Step:
    return Step(before="event", days=days, to="responsible", text=text)


def waits(contact: Contact) -> bool:
    """Whether the person is still to be told."""
    return contact.informed_at is None and contact.deleted_at is None and contact.objected_on is None


def inform_by(contact: Contact, project: Project) -> date:
    """The last day on which the person is to be told."""
    logged = project.reminders.day(datetime.fromisoformat(contact.created_at))
    return logged if from_them(contact) else logged + timedelta(days=project.personal_data.inform_days)


def from_them(contact: Contact) -> bool:
    """Whether the source says that the person gave the details: 'personen själv', 'visitkort'."""
    return bool(contact.source and _FROM_THEM.search(contact.source))
