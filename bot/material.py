"""What a report is made of: the records and sums of its days, read once, so that no two of its figures differ.

Up to and with the last day of the span, or today when that is earlier: what has not happened is never counted.
"""

from dataclasses import dataclass
from datetime import date

from bot.budget import Expenses
from bot.claims import Claim, Proposal
from bot.goals import Activities, ContactSum, Heads
from bot.money import Standing
from bot.progress import Progress
from bot.project import Project, Recurring
from bot.receipts import Kept
from bot.records import Activity, Expense, Note, Payment
from bot.span import Span


@dataclass(frozen=True)
class Material:
    """`held` and `cancelled` lie in the span, `ahead` after it; `expenses` are from the project's start on.

    `payments` came in up to the span's last day, or up to today where the project ends with it. `heads`: all who took
    part in the span, each occasion once whatever goals it counts to. `notes` are those of the span, and what is open
    whenever it was written. `so_far` and `spent_so_far` are the sums from the project's start, `planned` those of
    what lies ahead in the whole period. `receipts`: the kept files of each expense, by its number; `contacts`: how many
    there are now. `bound`: the activities that stand and that `expenses` belong to.
    """

    project: Project
    span: Span
    today: date
    held: tuple[Activity, ...]
    cancelled: tuple[Activity, ...]
    ahead: tuple[Activity, ...]
    expenses: tuple[Expense, ...]
    outside: tuple[Expense, ...]
    payments: tuple[Payment, ...]
    notes: tuple[Note, ...]
    claims: tuple[Claim, ...]
    next_claim: Proposal | None
    indicators: tuple[Progress, ...]
    heads: Heads
    in_span: Activities
    so_far: Activities
    planned: Activities
    spent: Expenses
    spent_so_far: Expenses
    money: Standing
    undated: tuple[tuple[Recurring, int], ...]
    receipts: dict[int, tuple[Kept, ...]]
    bound: dict[int, Activity]
    contacts: tuple[ContactSum, ...]

    @property
    def until(self) -> date:
        """The last day that is told of."""
        return min(self.span.last, self.today)

    @property
    def is_whole(self) -> bool:
        """Whether the span is the project's whole period."""
        return (self.span.first, self.span.last) == (self.project.start, self.project.end)

    @property
    def empty(self) -> bool:
        """Whether nothing at all is logged for the days of the span."""
        return not self.held and self.spent.empty and not any(self.span.covers(note.date) for note in self.notes)
