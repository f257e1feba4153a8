"""A note with a last day, as something that is reminded of: what is to be done, put right or decided by then."""

from dataclasses import dataclass
from datetime import date

from bot.project import Project
from bot.project_dates import Step
from bot.records import Note


@dataclass(frozen=True)
class Task:
    """The note, and the steps of the project file that it is reminded of by: none once it is settled."""

    note: Note
    steps: tuple[Step, ...] = ()

    @property
    def key(self) -> str:
        """What a reminder and a button call it: 'note:5'."""
        return self.note.ref

    @property
    def name(self) -> str:
        return self.note.text

    @property
    def date(self) -> date:
        """Its last day; of one that has lost it, the day it was written."""
        return self.note.due or self.note.date

    @property
    def responsible(self) -> str | None:
        return self.note.responsible


def task(note: Note, project: Project) -> Task:
    """The note with its steps: so many days before its last day, to whoever is responsible."""
    if not note.is_open or note.due is None:
        return Task(note)
    return Task(
        note, tuple(Step(before="event", days=days, to="responsible", text=note.text) for days in project.notes.days)
    )
