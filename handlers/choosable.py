"""What a form offers to choose from besides the project's own: what was logged."""

from datetime import date
from typing import Any

from bot.records import Kind, Offered
from bot.views.cards import on_button
from handlers import indicators
from handlers.desk import Desk
from storage import records

MOST = 60  # activities near the expense's day: within the hundred that a menu holds
NONE = "0"


def offered(desk: Desk, kind: Kind, filled: dict[str, Any]) -> Offered:
    """The indicators of a measurement, the activities near the day of an expense.

    Raises NoIndicators where there is nothing to measure.
    """
    if kind != "expense":
        return indicators.offered(desk, kind)
    day, bound = filled.get("date"), filled.get("activity_id")
    with desk.database.reading() as db:
        near = records.near(db, day, MOST) if isinstance(day, date) else []
        own = records.get(db, "activity", bound) if bound and bound not in [one.id for one in near] else None
    found = [*([own] if own else []), *near]
    labels = {str(one.id): on_button(one, desk.project) for one in found}
    return {"activities": {**labels, NONE: "Ingen aktivitet"}} if found else {}
