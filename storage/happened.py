"""What happened within a scope, record by record: a span, a goal, a municipality, a cost category.

Each condition is written only where the scope has it, so that SQLite reads by the index that narrows most.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from sqlite_utils import Database as Connection

from bot.budget import Expenses, ExpenseSum
from bot.goals import Heads, Occasions
from bot.happened import Held, Noted
from bot.project import Project
from bot.span import Scope
from storage import figures
from storage.rows import marks

HEADS = (
    "coalesce(sum(a.participants), 0), coalesce(sum(a.women), 0), coalesce(sum(a.men), 0), coalesce(sum(a.others), 0), "
    "coalesce(sum(a.counted), 0), coalesce(sum(a.approximate), 0), coalesce(sum(a.visitors), 0)"
)
HELD = "a.status = 'done' AND a.date BETWEEN :first AND min(:last, :today)"
PLANNED = (
    "(a.status = 'planned' OR (a.status = 'done' AND a.date > :today)) "
    "AND a.date BETWEEN :first AND :last AND coalesce(a.end_date, a.date) >= :today"
)
OVERDUE = (
    "a.status = 'planned' AND a.date BETWEEN :first AND min(:last, :today) AND coalesce(a.end_date, a.date) < :today"
)
State = Literal["held", "planned", "overdue"]
STATES: dict[State, str] = {"held": HELD, "planned": PLANNED, "overdue": OVERDUE}
NOTED = ("decision", "deviation")
MOST_NOTES, MOST_HELD = 3, 8


def last_held(db: Connection, types: Sequence[str], today: date) -> tuple[str, date] | None:
    """The type and the day of the latest occasion of any of the types before today; None when there is none."""
    query = (
        "SELECT type, date FROM activities WHERE deleted_at IS NULL AND status = 'done' "  # noqa: S608 - only question marks
        f"AND type IN ({marks(types)}) AND date < ? ORDER BY date DESC LIMIT 1"
    )
    row = db.execute(query, [*types, today.isoformat()]).fetchone()
    return (row[0], date.fromisoformat(row[1])) if row else None


def where(scope: Scope, activity: str = "a.id") -> str:
    """The conditions of the goal, the municipality and the type, on the column that holds an activity's number."""
    parts = []
    if scope.goal is not None:
        # asked of each: nearly every occasion serves some goal, and a list of those of one is long
        parts.append(
            f" AND EXISTS (SELECT 1 FROM activity_goals AS of WHERE of.activity_id = {activity} AND of.goal = :goal)"  # noqa: S608 - our own names
        )
    if scope.municipality is not None:
        known = "SELECT activity_id FROM activity_municipalities WHERE municipality = :municipality"
        parts.append(f" AND {activity} IN ({known})")
    if scope.type is not None:
        known = "SELECT id FROM activities WHERE type = :type"
        of_type = "a.type = :type" if activity == "a.id" else f"{activity} IN ({known})"
        parts.append(f" AND {of_type}")
    return "".join(parts)


def arguments(scope: Scope, today: date) -> dict[str, Any]:
    """What the conditions are filled in with."""
    return {
        "first": scope.span.first.isoformat(), "last": scope.span.last.isoformat(), "today": today.isoformat(),
        "goal": scope.goal, "municipality": scope.municipality, "category": scope.category, "type": scope.type,
    }  # fmt: skip


def total(db: Connection, scope: Scope, project: Project, today: date) -> Occasions:
    """What was held, each occasion counted once."""
    query = f"SELECT count(*), {HEADS} FROM activity_heads AS a WHERE {HELD}{where(scope)}"  # noqa: S608 - our own words
    held, *heads = db.execute(query, arguments(scope, today)).fetchone()
    return Occasions(held, Heads(*heads), _reached(db, scope, project, today))


def _reached(db: Connection, scope: Scope, project: Project, today: date) -> tuple[str, ...]:
    query = f"""SELECT DISTINCT m.municipality FROM activities AS a
        JOIN activity_municipalities AS m ON m.activity_id = a.id
        WHERE a.deleted_at IS NULL AND {HELD}{where(scope)}"""  # noqa: S608 - our own words
    names = {name for (name,) in db.execute(query, arguments(scope, today))}
    return tuple(place.name for place in project.municipalities if place.name in names)


def by_goal(db: Connection, scope: Scope, project: Project, today: date) -> dict[int, Occasions]:
    """What was held under each goal that the occasions serve."""
    places = f"""SELECT DISTINCT g.goal, m.municipality FROM activities AS a
        JOIN activity_goals AS g ON g.activity_id = a.id
        JOIN activity_municipalities AS m ON m.activity_id = a.id
        WHERE a.deleted_at IS NULL AND {HELD}{where(scope)}"""  # noqa: S608 - our own words
    reached = set(db.execute(places, arguments(scope, today)))
    return {
        goal: Occasions(
            count, heads, tuple(each.name for each in project.municipalities if (goal, each.name) in reached)
        )
        for goal, (count, heads) in _counted(db, scope, today).items()
    }


def _counted(db: Connection, scope: Scope, today: date) -> dict[int, tuple[int, Heads]]:
    """How many occasions and who was there, by goal; of all occasions of the days from the sums by month."""
    counted: dict[int, tuple[int, Heads]] = {}
    if not scope.of_occasions:
        for part in figures.activities(db, scope.span, today).held:
            if part.goal is not None:
                count, heads = counted.get(part.goal, (0, Heads()))
                counted[part.goal] = count + part.occasions, heads + part.heads
        return counted
    query = f"""SELECT g.goal, count(*), {HEADS} FROM activity_heads AS a
        JOIN activity_goals AS g ON g.activity_id = a.id
        WHERE {HELD}{where(scope)} GROUP BY g.goal"""  # noqa: S608 - our own words
    for goal, count, *sums in db.execute(query, arguments(scope, today)):
        counted[goal] = count, Heads(*sums)
    return counted


def ahead(db: Connection, scope: Scope, today: date) -> tuple[int, int]:
    """How many lie ahead within the days, and how many have passed and nobody has said how they went."""
    counts = (
        db.execute(
            f"SELECT count(*) FROM activities AS a WHERE a.deleted_at IS NULL AND {state}{where(scope)}",  # noqa: S608 - our own names
            arguments(scope, today),
        ).fetchone()[0]
        for state in (PLANNED, OVERDUE)
    )
    planned, overdue = counts
    return planned, overdue


def held(
    db: Connection, scope: Scope, today: date, *, limit: int, offset: int = 0, state: State = "held"
) -> tuple[Held, ...]:
    """The occasions that were held, the latest first; or passed without an answer; or those ahead, the next first."""
    order = "ASC" if state == "planned" else "DESC"
    page = f"""SELECT a.id FROM activities AS a WHERE a.deleted_at IS NULL AND {STATES[state]}{where(scope)}
        ORDER BY a.date {order}, a.id {order} LIMIT :limit OFFSET :offset"""  # noqa: S608 - our own words
    query = f"""SELECT a.id, a.date, t.title, a.participants, a.women, a.men, a.others, a.counted, a.approximate, a.visitors
        FROM activity_heads AS a JOIN activities AS t ON t.id = a.id
        WHERE a.id IN ({page}) ORDER BY a.date {order}, a.id {order}"""  # noqa: S608 - our own words
    rows = db.execute(query, arguments(scope, today) | {"limit": limit, "offset": offset})
    return tuple(Held(number, date.fromisoformat(day), title, Heads(*heads)) for number, day, title, *heads in rows)


def spent(db: Connection, scope: Scope, today: date) -> Expenses:
    """What was logged and booked within the days; with a goal or a municipality, what is bound to its occasions."""
    if not scope.of_occasions:
        sums = figures.expenses(db, scope.span).sums
        return Expenses(tuple(part for part in sums if scope.category in (None, part.category)))
    kronor = "iif(e.currency = 'SEK', coalesce(e.cost_ore, 0), 0)"
    query = f"""SELECT e.category, CAST(substr(e.date, 1, 4) AS INTEGER), count(*), sum({kronor}),
            sum(iif(e.booked_on IS NOT NULL AND NOT e.approximate, {kronor}, 0))
        FROM expenses AS e
        WHERE e.deleted_at IS NULL AND e.activity_id IS NOT NULL AND e.date BETWEEN :first AND :last
            {"AND e.category = :category" if scope.category else ""}{where(scope, "e.activity_id")}
        GROUP BY 1, 2"""  # noqa: S608 - our own words
    rows = db.execute(query, arguments(scope, today))
    return Expenses(
        tuple(
            ExpenseSum(category=category, year=year, records=records, logged_ore=logged, booked_ore=booked)
            for category, year, records, logged, booked in rows
        )
    )


def received(db: Connection, scope: Scope) -> tuple[tuple[str, int], ...]:
    """What came in within the days, in öre by payer; nobody pays for a goal or a municipality."""
    if scope.of_occasions or scope.category is not None:
        return ()
    query = (
        "SELECT payer, sum(amount_ore) FROM payments "
        "WHERE deleted_at IS NULL AND date BETWEEN :first AND :last GROUP BY payer ORDER BY 2 DESC, 1"
    )
    days = {"first": scope.span.first.isoformat(), "last": scope.span.last.isoformat()}
    return tuple((payer, ore) for payer, ore in db.execute(query, days))


def noted(db: Connection, scope: Scope) -> tuple[Noted, ...]:
    """Decisions and deviations of the days; they belong to no goal and no municipality."""
    if scope.of_occasions or scope.category is not None:
        return ()
    found = []
    for kind in NOTED:
        days = {"type": kind, "first": scope.span.first.isoformat(), "last": scope.span.last.isoformat()}
        # a decision that is still to be taken is none yet
        taken = " AND done_at IS NOT NULL" if kind == "decision" else ""
        of = f"FROM notes WHERE deleted_at IS NULL AND type = :type{taken} AND date BETWEEN :first AND :last"
        count = db.execute(f"SELECT count(*) {of}", days).fetchone()[0]
        latest = db.execute(f"SELECT text {of} ORDER BY date DESC, id DESC LIMIT {MOST_NOTES}", days)
        if count:
            found.append(Noted(kind, count, tuple(text for (text,) in latest)))
    return tuple(found)
