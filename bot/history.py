"""A record's trail as it is read: who, when, through what, and each field before and after."""

from dataclasses import dataclass
from datetime import datetime

GONE = "[borttaget]"  # what stands where a text was erased


@dataclass(frozen=True)
class Change:
    """One field, both values as the trail has them, as text; `erased`: they were taken away since."""

    field: str
    before: str | None
    after: str | None
    erased: bool = False


@dataclass(frozen=True)
class Line:
    """One thing that was done with a record, or with a step of its plan or a receipt of it.

    `what`: 'logged', 'changed', 'undone', 'restored', 'erased'; `through`: 'command', 'button' …, empty for lines of
    before that was kept; `name`: which step of the plan, or the receipt's file; what decision an authority
    erased by.
    """

    id: int
    at: datetime
    who: str
    through: str
    what: str
    record: str
    record_id: int
    changes: tuple[Change, ...]
    name: str = ""

    def became(self, field: str) -> str | None:
        """What a field was given; None where it was not, or that is erased."""
        return next((each.after for each in self.changes if each.field == field), None)

    def was(self, field: str) -> str | None:
        """What a field said before."""
        return next((each.before for each in self.changes if each.field == field), None)

    def touches(self, field: str) -> bool:
        return any(each.field == field for each in self.changes)
