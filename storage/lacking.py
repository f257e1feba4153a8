"""The expenses behind a warning, a page at a time."""

from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database as Connection

from bot.money_warnings import Lack
from bot.project import Project
from bot.records import Expense
from storage import records

_IN_KRONOR = "currency = 'SEK' AND cost_ore IS NOT NULL"
_UNBOUND = "(activity_id IS NULL OR activity_id IN (SELECT id FROM activities WHERE deleted_at IS NOT NULL))"
_WITHIN = "date BETWEEN :start AND :end"
#: the same as the sums count, see `expense_parts` and `bot.money_warnings.lacking`
_WHERE: dict[Lack, str] = {
    "period": "NOT date BETWEEN :start AND :end",
    "activity": f"{_WITHIN} AND category IN (:traced) AND {_IN_KRONOR} AND {_UNBOUND}",
    "voucher": f"{_WITHIN} AND category IN (:logged) AND {_IN_KRONOR} AND booked_on IS NOT NULL AND NOT approximate"
    " AND voucher IS NULL",
    "paid_late": f"+{_WITHIN} AND +category IN (:logged) AND {_IN_KRONOR} AND paid_on > :end AND claim_id IS NULL",
    "approximate": f"{_WITHIN} AND category IN (:logged) AND {_IN_KRONOR} AND approximate",
    "currency": f"{_WITHIN} AND category IN (:logged) AND NOT ({_IN_KRONOR})",
    "not_cost": f"{_WITHIN} AND category IS NULL",
    "by_hand": f"{_WITHIN} AND category = :flat",
    "no_category": f"{_WITHIN} AND category NOT IN (:logged) AND category <> :flat",
}


def lacking(
    db: Connection, project: Project, what: Lack, *, limit: int, offset: int
) -> tuple[list[Expense], int, int | None]:
    """The expenses that lack it, the latest first, how many they are in all, and their cost (None: no kronor)."""
    where, given = _named(project, _WHERE[what])
    condition = f"FROM expenses WHERE deleted_at IS NULL AND {where}"
    count, ore = db.execute(
        f"SELECT count(*), sum(cost_ore) FILTER (WHERE currency = 'SEK') {condition}", given
    ).fetchone()
    numbers = db.execute(
        f"SELECT id {condition} ORDER BY date DESC, id DESC LIMIT :limit OFFSET :offset",
        given | {"limit": limit, "offset": offset},
    )
    found = records.several(db, [("expense", number) for (number,) in numbers])
    return [one for one in found if isinstance(one, Expense)], count, ore


def _named(project: Project, where: str) -> tuple[str, dict[str, Any]]:
    """The condition with a mark for each category of a list, and what stands for the marks."""
    given: dict[str, Any] = {
        "start": project.start.isoformat(), "end": project.end.isoformat(), "flat": project.flat_rate.category,
    }  # fmt: skip
    logged = [category for category in project.cost_categories if category.logged]
    lists: dict[str, Sequence[str]] = {
        "logged": [category.name for category in logged],
        "traced": [category.name for category in logged if category.traced],
    }
    for name, categories in lists.items():
        marks = [f"{name}{number}" for number in range(len(categories))]
        where = where.replace(f":{name}", ", ".join(f":{mark}" for mark in marks))
        given |= dict(zip(marks, categories, strict=True))
    return where, given
