"""The sums behind the status: one GROUP BY a question, so that no record leaves the database.

What is deleted is in no sum. Only dates within the project's period count; what lies outside is counted by
itself, to be said. `+a.date` keeps SQLite from walking the index by date, which would look up every row of
the table: the index that covers the query is an order of magnitude faster.
"""

from datetime import date
from typing import Any

from sqlite_utils import Database as Connection

from bot.budget import Expenses, ExpenseSum
from bot.goals import Activities, AheadSum, ContactSum, Heads, HeldSum, Reached, Upcoming
from bot.project import Project

# Whoever is counted by gender was at an occasion where women and men are both written, or where what is written
# makes up everyone. A share taken of half a count would mislead.
HELD = """
SELECT g.goal, a.type, CAST(substr(a.date, 1, 4) AS INTEGER), count(*),
    sum(max(coalesce(participants, 0), split)),
    sum(women) FILTER (WHERE by_gender), sum(men) FILTER (WHERE by_gender), sum(others) FILTER (WHERE by_gender),
    count(coalesce(participants, women, men, others)),
    count(*) FILTER (WHERE approximate AND coalesce(participants, women, men, others) IS NOT NULL),
    sum(visitors)
FROM (
    SELECT id, type, date, participants, women, men, others, approximate, visitors,
        coalesce(women, 0) + coalesce(men, 0) + coalesce(others, 0) AS split,
        (women IS NOT NULL AND men IS NOT NULL)
            OR coalesce(women, 0) + coalesce(men, 0) + coalesce(others, 0) >= coalesce(participants, 0) AS by_gender
    FROM activities
    WHERE deleted_at IS NULL AND status = 'done' AND +date BETWEEN :start AND min(:end, :today)
) AS a
LEFT JOIN activity_goals AS g ON g.activity_id = a.id
GROUP BY 1, 2, 3"""

AHEAD = """
SELECT g.goal, a.type, CAST(substr(a.date, 1, 4) AS INTEGER),
    count(*) FILTER (WHERE coalesce(a.end_date, a.date) >= :today),
    count(*) FILTER (WHERE coalesce(a.end_date, a.date) < :today)
FROM activities AS a
LEFT JOIN activity_goals AS g ON g.activity_id = a.id
WHERE a.deleted_at IS NULL AND a.status IN ('planned', 'done') AND (a.status = 'planned' OR a.date > :today)
    AND +a.date BETWEEN :start AND :end
GROUP BY 1, 2, 3"""

# NOT INDEXED: in the table's own order the two tables beside it are read from beginning to end
REACHED = """
SELECT DISTINCT g.goal, CAST(substr(a.date, 1, 4) AS INTEGER), m.municipality
FROM activities AS a NOT INDEXED
JOIN activity_goals AS g ON g.activity_id = a.id
JOIN activity_municipalities AS m ON m.activity_id = a.id
WHERE a.deleted_at IS NULL AND a.status = 'done' AND +a.date BETWEEN :start AND min(:end, :today)
    AND (:goal IS NULL OR g.goal = :goal)"""

ACTIVITIES_OUTSIDE = """
SELECT count(*) FROM activities
WHERE deleted_at IS NULL AND status <> 'cancelled' AND (date < :start OR date > :end)"""

UPCOMING = """
SELECT * FROM (
    SELECT date AS day, 'event' AS kind, title FROM activities AS a
    WHERE deleted_at IS NULL AND date >= :today AND (status = 'planned' OR (status = 'done' AND date > :today))
        AND (:goal IS NULL OR EXISTS (SELECT 1 FROM activity_goals WHERE activity_id = a.id AND goal = :goal))
    ORDER BY date, id LIMIT :limit)
UNION ALL
SELECT * FROM (
    SELECT deadline AS day, 'deadline' AS kind, title FROM activities AS a
    WHERE deleted_at IS NULL AND deadline IS NOT NULL AND deadline >= :today AND +status = 'planned'
        AND (:goal IS NULL OR EXISTS (SELECT 1 FROM activity_goals WHERE activity_id = a.id AND goal = :goal))
    ORDER BY deadline, id LIMIT :limit)
ORDER BY day LIMIT :limit"""

EXPENSES = """
SELECT category, CAST(substr(date, 1, 4) AS INTEGER), count(*),
    sum(cost_ore) FILTER (WHERE currency = 'SEK'),
    sum(cost_ore) FILTER (WHERE currency = 'SEK' AND booked_on IS NOT NULL AND NOT approximate),
    count(*) FILTER (WHERE approximate AND currency = 'SEK' AND cost_ore IS NOT NULL),
    sum(cost_ore) FILTER (WHERE approximate AND currency = 'SEK'),
    count(*) FILTER (WHERE currency <> 'SEK' OR cost_ore IS NULL)
FROM expenses
WHERE deleted_at IS NULL AND +date BETWEEN :start AND :end
GROUP BY category, substr(date, 1, 4)"""

EXPENSES_OUTSIDE = "SELECT count(*) FROM expenses WHERE deleted_at IS NULL AND (date < :start OR date > :end)"

CONTACTS = """
SELECT target_group, municipality, count(*) FROM contacts
WHERE deleted_at IS NULL GROUP BY target_group, municipality"""


def activities(db: Connection, project: Project, today: date) -> Activities:
    """What was held and what lies ahead, by goal, type and year (without the municipalities, see `reached`)."""
    period = _period(project) | {"today": today.isoformat()}
    held = tuple(_held(row) for row in db.execute(HELD, period))
    ahead = tuple(AheadSum(*row) for row in db.execute(AHEAD, period))
    return Activities(held, ahead, outside=_number(db, ACTIVITIES_OUTSIDE, _period(project)))


def _held(row: tuple[Any, ...]) -> HeldSum:
    goal, kind, year, occasions, *heads = row
    return HeldSum(goal, kind, year, occasions, Heads(*(count or 0 for count in heads)))


def reached(db: Connection, project: Project, today: date, goal: int | None = None) -> tuple[Reached, ...]:
    """The municipalities where something was held, by goal and year; of one goal, or of all."""
    period = _period(project) | {"today": today.isoformat(), "goal": goal}
    return tuple(Reached(*row) for row in db.execute(REACHED, period))


def upcoming(db: Connection, today: date, *, goal: int | None = None, limit: int = 3) -> tuple[Upcoming, ...]:
    """The next dates from today on, the nearest first: occasions and last days to sign up; of one goal, or of all."""
    rows = db.execute(UPCOMING, {"today": today.isoformat(), "goal": goal, "limit": limit})
    return tuple(Upcoming(date.fromisoformat(day), kind, title) for day, kind, title in rows)


def dated(db: Connection, project: Project) -> frozenset[tuple[str, int]]:
    """(type, year) of the recurring events that have a day, held or planned."""
    types = [event.activity_type for event in project.recurring]
    marks = ", ".join("?" * len(types))
    query = (
        "SELECT DISTINCT type, CAST(substr(date, 1, 4) AS INTEGER) FROM activities "  # noqa: S608 - only question marks
        f"WHERE deleted_at IS NULL AND status IN ('planned', 'done') AND type IN ({marks})"
    )
    return frozenset((kind, year) for kind, year in db.execute(query, types))


def expenses(db: Connection, project: Project) -> Expenses:
    """What was logged and booked, in öre of cost, by category and year."""
    rows = db.execute(EXPENSES, _period(project))
    sums = tuple(ExpenseSum(category, year, *(value or 0 for value in rest)) for category, year, *rest in rows)
    return Expenses(sums, outside=_number(db, EXPENSES_OUTSIDE, _period(project)))


def contacts(db: Connection) -> tuple[ContactSum, ...]:
    """How many contacts there are, by target group and municipality; never who."""
    return tuple(ContactSum(*row) for row in db.execute(CONTACTS))


def _period(project: Project) -> dict[str, Any]:
    return {"start": project.start.isoformat(), "end": project.end.isoformat()}


def _number(db: Connection, query: str, arguments: dict[str, Any]) -> int:
    return int(db.execute(query, arguments).fetchone()[0])
