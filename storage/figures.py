"""The sums behind the status, made from sums by month that the database itself keeps (see the migration).

What is deleted is in no sum. Only dates within the span asked about count; what lies outside is counted by
itself, to be said. A month that begins, ends or divides what is asked for is read record by record; of every
other month all days lie on the same side, and any day of it stands for them. `+date` keeps SQLite from reading
all records between the first day and the last by their index.
"""

from datetime import date, timedelta
from typing import Any

from sqlite_utils import Database as Connection

from bot.budget import Expenses, ExpenseSum
from bot.goals import Activities, AheadSum, ContactSum, Heads, HeldSum, Reached, Upcoming
from bot.perspectives import PerspectiveSum
from bot.project import Project
from bot.records import RECORDS, Kind
from bot.span import Span
from storage.rows import marks

NO_MONTH = "-"  # before every date, and no date begins with it

# Held is what is done and not in the future; ahead, what is planned or said to be done on a day to come. The two parts
# are summed by themselves first: what SQLite sorts to put them together is a fraction of it.
ACTIVITIES = """
SELECT goal, type, CAST(year AS INTEGER),
    coalesce(sum(occasions) FILTER (WHERE is_now = 'planned'), 0),
    coalesce(sum(occasions) FILTER (WHERE is_now = 'overdue'), 0),
    coalesce(sum(occasions) FILTER (WHERE is_now = 'held'), 0),
    coalesce(sum(participants) FILTER (WHERE is_now = 'held'), 0),
    coalesce(sum(women) FILTER (WHERE is_now = 'held'), 0), coalesce(sum(men) FILTER (WHERE is_now = 'held'), 0),
    coalesce(sum(others) FILTER (WHERE is_now = 'held'), 0), coalesce(sum(counted) FILTER (WHERE is_now = 'held'), 0),
    coalesce(sum(approximate) FILTER (WHERE is_now = 'held'), 0),
    coalesce(sum(visitors) FILTER (WHERE is_now = 'held'), 0)
FROM (
    SELECT goal, type, substr(month, 1, 4) AS year,
        CASE WHEN status = 'done' AND month < :now THEN 'held'
            WHEN end_month > :now THEN 'planned' ELSE 'overdue' END AS is_now,
        sum(occasions) AS occasions, sum(participants) AS participants, sum(women) AS women, sum(men) AS men,
        sum(others) AS others, sum(counted) AS counted, sum(approximate) AS approximate, sum(visitors) AS visitors
    FROM activity_sums
    WHERE status <> 'cancelled' AND month NOT IN (:first, :now, :final) AND end_month <> :now
        AND month || '-15' BETWEEN :start AND :end
    GROUP BY 1, 2, 3, 4
    UNION ALL
    SELECT goal, type, substr(date, 1, 4),
        CASE WHEN status = 'done' AND date <= :today THEN 'held'
            WHEN coalesce(end_date, date) >= :today THEN 'planned' ELSE 'overdue' END,
        sum(occasions), sum(participants), sum(women), sum(men),
        sum(others), sum(counted), sum(approximate), sum(visitors)
    FROM activity_parts
    WHERE status <> 'cancelled' AND +date BETWEEN :start AND :end
        AND ((date >= :now AND date < :now || '~') OR (end_date >= :now AND end_date < :now || '~')
            OR (date >= :first AND date < :first || '~') OR (date >= :final AND date < :final || '~'))
    GROUP BY 1, 2, 3, 4
)
GROUP BY 1, 2, 3"""

HELD_BETWEEN = """
SELECT count(DISTINCT a.id) FROM audit AS line
JOIN activities AS a ON a.id = line.record_id
WHERE line.record = 'activity' AND line.at >= :since AND line.at < :until AND a.status = 'done' AND a.deleted_at IS NULL
    AND (line.what = 'logged' OR ' ' || replace(line.fields, ',', ' ') || ' ' LIKE '% status %')"""

# NOT INDEXED: in the table's own order the two tables beside it are read from beginning to end
REACHED = """
SELECT DISTINCT g.goal, CAST(substr(a.date, 1, 4) AS INTEGER), m.municipality
FROM activities AS a NOT INDEXED
JOIN activity_goals AS g ON g.activity_id = a.id
JOIN activity_municipalities AS m ON m.activity_id = a.id
WHERE a.deleted_at IS NULL AND a.status = 'done' AND +a.date BETWEEN :start AND min(:end, :today)
    AND (:goal IS NULL OR g.goal = :goal)"""

# first under each goal, then each occasion once; few occasions have a perspective, so that they come first
PERSPECTIVES = """
WITH held AS (
    SELECT a.id, CAST(substr(a.date, 1, 4) AS INTEGER) AS year, p.perspective
    FROM activity_perspectives AS p CROSS JOIN activities AS a ON a.id = p.activity_id
    WHERE a.deleted_at IS NULL AND a.status = 'done' AND +a.date BETWEEN :start AND min(:end, :today)
)
SELECT g.goal, year, perspective, count(*) FROM held JOIN activity_goals AS g ON g.activity_id = held.id GROUP BY 1, 2, 3
UNION ALL
SELECT NULL, year, perspective, count(*) FROM held GROUP BY 2, 3"""

OCCASIONS = """
SELECT count(*) FROM activities
WHERE deleted_at IS NULL AND status = 'done' AND date BETWEEN :start AND min(:end, :today)
    AND (:year IS NULL OR substr(date, 1, 4) = :year)"""

ACTIVITIES_OUTSIDE = """
SELECT count(*) FROM activities
WHERE deleted_at IS NULL AND status <> 'cancelled' AND (date < :start OR date > :end)"""

# a word where another tool should have put a day comes after '9', and is none
UPCOMING = """
SELECT * FROM (
    SELECT date AS day, 'event' AS kind, title FROM activities AS a
    WHERE deleted_at IS NULL AND date BETWEEN :today AND '9' AND (status = 'planned' OR (status = 'done' AND date > :today))
        AND (:goal IS NULL OR EXISTS (SELECT 1 FROM activity_goals WHERE activity_id = a.id AND goal = :goal))
        AND (:municipality IS NULL OR EXISTS
            (SELECT 1 FROM activity_municipalities WHERE activity_id = a.id AND municipality = :municipality))
    ORDER BY date, id LIMIT :limit)
UNION ALL
SELECT * FROM (
    SELECT deadline AS day, 'deadline' AS kind, title FROM activities AS a
    WHERE deleted_at IS NULL AND deadline IS NOT NULL AND deadline BETWEEN :today AND '9' AND +status = 'planned'
        AND (:goal IS NULL OR EXISTS (SELECT 1 FROM activity_goals WHERE activity_id = a.id AND goal = :goal))
        AND (:municipality IS NULL OR EXISTS
            (SELECT 1 FROM activity_municipalities WHERE activity_id = a.id AND municipality = :municipality))
    ORDER BY deadline, id LIMIT :limit)
ORDER BY day LIMIT :limit"""

# Last what is bound to an activity that was undone: it is without one, as long as the activity does not stand. They are
# few, and read from those activities; what the database keeps would have to follow every undo.
EXPENSES = """
SELECT category, CAST(substr(date, 1, 4) AS INTEGER), sum(records), sum(logged_ore), sum(booked_ore),
    sum(approximate), sum(approximate_ore), sum(uncounted), sum(paid_ore), sum(ready_ore), sum(claimed_ore),
    sum(unbound), sum(unbound_ore), sum(unvouched), sum(unvouched_ore)
FROM (
    SELECT category, month || '-15' AS date, records, logged_ore, booked_ore, approximate, approximate_ore, uncounted,
        paid_ore, ready_ore, claimed_ore, unbound, unbound_ore, unvouched, unvouched_ore
    FROM expense_sums WHERE month NOT IN (:first, :final)
    UNION ALL
    SELECT category, date, records, logged_ore, booked_ore, approximate, approximate_ore, uncounted,
        paid_ore, ready_ore, claimed_ore, unbound, unbound_ore, unvouched, unvouched_ore
    FROM expense_parts
    WHERE (date >= :first AND date < :first || '~') OR (date >= :final AND date < :final || '~')
    UNION ALL
    SELECT category, expenses.date, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        currency = 'SEK' AND cost_ore IS NOT NULL, iif(currency = 'SEK', coalesce(cost_ore, 0), 0), 0, 0
    FROM activities CROSS JOIN expenses ON activity_id = activities.id
    WHERE activities.deleted_at IS NOT NULL AND expenses.deleted_at IS NULL
)
WHERE +date BETWEEN :start AND :end
GROUP BY 1, 2"""

EXPENSES_OUTSIDE = """
SELECT count(*), coalesce(sum(cost_ore) FILTER (WHERE currency = 'SEK'), 0) FROM expenses
WHERE deleted_at IS NULL AND (date < :start OR date > :end)"""

CONTACTS = """
SELECT target_group, municipality, count(*) FROM contacts
WHERE deleted_at IS NULL GROUP BY target_group, municipality"""


def activities(db: Connection, span: Span, today: date, *, outside: bool = False) -> Activities:
    """What was held and what lies ahead, by goal, type and year (without the municipalities, see `reached`).

    `outside`: what lies outside the span is counted, too; of a short span, that is nearly every record.
    """
    held, ahead = [], []
    now = {"today": today.isoformat(), "now": _month(today)}
    for goal, kind, year, planned, overdue, occasions, *heads in db.execute(ACTIVITIES, _days(span) | now):
        if occasions:
            held.append(HeldSum(goal, kind, year, occasions, Heads(*heads)))
        if planned or overdue:
            ahead.append(AheadSum(goal, kind, year, planned, overdue))
    beside = _number(db, ACTIVITIES_OUTSIDE, _days(span)) if outside else 0
    return Activities(tuple(held), tuple(ahead), outside=beside)


def reached(db: Connection, span: Span, today: date, goal: int | None = None) -> tuple[Reached, ...]:
    """The municipalities where something was held, by goal and year; of one goal, or of all."""
    asked = _days(span) | {"today": today.isoformat(), "goal": goal}
    return tuple(Reached(*row) for row in db.execute(REACHED, asked))


def perspectives(db: Connection, span: Span, today: date) -> tuple[PerspectiveSum, ...]:
    """How many held occasions took up each perspective, by goal and year, and by year alone."""
    asked = _days(span) | {"today": today.isoformat()}
    return tuple(PerspectiveSum(*row) for row in db.execute(PERSPECTIVES, asked))


def occasions(db: Connection, span: Span, today: date, year: int | None) -> int:
    """How many occasions were held, each counted once whatever goals it has; in a year, or in the whole span."""
    return _number(db, OCCASIONS, _days(span) | {"today": today.isoformat(), "year": str(year) if year else None})


def upcoming(
    db: Connection, today: date, *, goal: int | None = None, municipality: str | None = None, limit: int = 3
) -> tuple[Upcoming, ...]:
    """The next dates from today on, the nearest first: occasions and last days to sign up; of one goal, or of all."""
    asked = {"today": today.isoformat(), "goal": goal, "municipality": municipality, "limit": limit}
    rows = db.execute(UPCOMING, asked)
    return tuple(Upcoming(date.fromisoformat(day), kind, title) for day, kind, title in rows)


def dated(db: Connection, project: Project) -> frozenset[tuple[str, int]]:
    """(type, year) of the recurring events that have a day, held or planned."""
    types = [event.activity_type for event in project.recurring]
    query = (
        "SELECT DISTINCT type, CAST(substr(month, 1, 4) AS INTEGER) FROM activity_sums "  # noqa: S608 - only question marks
        f"WHERE status IN ('planned', 'done') AND type IN ({marks(types)})"
    )
    return frozenset((kind, year) for kind, year in db.execute(query, types))


def expenses(db: Connection, span: Span, *, outside: bool = False) -> Expenses:
    """What was logged and booked, in öre of cost, by category and year. `outside` as for `activities`."""
    rows = db.execute(EXPENSES, _days(span))
    beside = db.execute(EXPENSES_OUTSIDE, _days(span)).fetchone() if outside else (0, 0)
    return Expenses(tuple(ExpenseSum(*row) for row in rows), *beside)


def contacts(db: Connection) -> tuple[ContactSum, ...]:
    """How many contacts there are, by target group and municipality; never who."""
    return tuple(ContactSum(*row) for row in db.execute(CONTACTS))


def _days(span: Span) -> dict[str, Any]:
    """First and last day, and the months that lie within the span with some of their days only (`NO_MONTH`: none)."""
    start, end = span.first, span.last
    return {
        "start": start.isoformat(), "first": NO_MONTH if start.day == 1 else _month(start),
        "end": end.isoformat(), "final": NO_MONTH if (end + timedelta(days=1)).day == 1 else _month(end),
    }  # fmt: skip


def _month(day: date) -> str:
    return day.isoformat()[:7]


def _number(db: Connection, query: str, arguments: dict[str, Any]) -> int:
    return int(db.execute(query, arguments).fetchone()[0])


def logged_between(db: Connection, since: str, until: str) -> tuple[dict[Kind, int], int]:
    """How many records of each kind were logged from `since` until `until` (UTC, ISO text), and the öre they cost.

    Of activities those that were held: logged then, or planned before and said then how they went.
    """
    where = "created_at >= :since AND created_at < :until AND deleted_at IS NULL"
    week = {"since": since, "until": until}
    counts: dict[Kind, int] = {}
    for kind, record in RECORDS.items():
        logged = HELD_BETWEEN if kind == "activity" else f"SELECT count(*) FROM {record.table} WHERE {where}"  # noqa: S608 - our own names
        if number := db.execute(logged, week).fetchone()[0]:
            counts[kind] = number
    spent = db.execute(f"SELECT coalesce(sum(cost_ore), 0) FROM expenses WHERE {where}", week).fetchone()[0]  # noqa: S608 - our own names
    return counts, spent
