"""The figures are those of all records, whatever was done to them and by which tool."""

from collections import defaultdict
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.budget import ExpenseSum
from bot.goals import AheadSum, Heads, HeldSum
from bot.records import RECORDS, Activity, Expense
from bot.span import Span, whole
from storage import audit, figures, records
from storage.database import Database

BY = {"who": "U1", "at": "2024-03-14T07:00:00Z"}
MARCH = date(2024, 3, 1)
heads = st.sampled_from((None, 0, 2, 5, 9))
day = st.integers(-45, 45).map(lambda days: MARCH + timedelta(days=days))
activities = st.builds(
    lambda date, days, **rest: Activity(date=date, end_date=days and date + timedelta(days=days), title="x", **rest),
    type=st.sampled_from(("yh-släpp", "nyhetsbrev")), date=day, days=st.none() | st.integers(1, 40),
    status=st.sampled_from(("done", "done", "done", "planned", "cancelled")), goals=st.lists(st.integers(1, 2), unique=True).map(tuple),
    participants=heads, women=heads, men=heads, others=heads, approximate=st.booleans(), visitors=heads,
)  # fmt: skip
expenses = st.builds(
    Expense, date=day, amount_ore=st.integers(-500, 900), cost_ore=st.none() | st.integers(-500, 900),
    currency=st.sampled_from(("SEK", "SEK", "EUR")), category=st.sampled_from((None, "Egen personal", "Resor och logi")),
    booked_on=st.none() | day, approximate=st.booleans(), description=st.just("x"),
)  # fmt: skip
record = activities | expenses
BY_HAND = (
    "DELETE FROM activities WHERE id = :id", "DELETE FROM expenses WHERE id = :id",
    "DELETE FROM activity_goals WHERE activity_id = :id",
    "UPDATE activity_goals SET goal = 3 WHERE activity_id = :id AND goal = 1",
    "UPDATE OR IGNORE activity_goals SET activity_id = activity_id + 1 WHERE activity_id = :id AND goal = 2"
    " AND EXISTS (SELECT 1 FROM activities WHERE id = :id + 1)",
    "UPDATE activities SET date = '2024-02-29', status = 'done' WHERE id >= :id",
    "INSERT OR REPLACE INTO activity_goals SELECT id, 2 FROM activities WHERE id = :id",
    "UPDATE expenses SET category = NULL, booked_on = date WHERE id >= :id",
    "INSERT INTO expenses (date, amount_ore, cost_ore, description, created_by, created_at, updated_at)"
    " VALUES ('2024-03-3' || (:id % 2), 100, 100, 'x', 'U1', '', '')",
)  # fmt: skip
step = st.tuples(st.sampled_from(("remove", "restore", "revert")), st.integers(1, 6), st.none())
step |= st.tuples(st.just("change"), st.integers(1, 6), record)
step |= st.tuples(st.sampled_from(BY_HAND), st.integers(1, 6), st.none())


def carry_out(db, what, number, new):
    if what in BY_HAND:
        db.execute(what, {"id": number})
        return
    kinds = (new.kind,) if new else ("activity", "expense")
    for old in records.several(db, [(kind, number) for kind in kinds]):
        if what == "change":
            records.change(db, old, new.model_copy(update={"id": old.id, "deleted_at": old.deleted_at}), **BY)
        elif what == "revert":
            last = audit.latest(db, old.kind, old.id)
            if ("changed",) in db.execute("SELECT what FROM audit WHERE id = ?", [last]):
                records.revert(db, old, last, **BY)
        else:
            getattr(records, what)(db, old, **BY)


def standing(db, kind):
    numbers = [number for (number,) in db.execute(f"SELECT id FROM {RECORDS[kind].table} WHERE deleted_at IS NULL")]
    return records.several(db, [(kind, number) for number in numbers])


def held_and_ahead(db, span, today):
    """The same as `figures.activities`, one record after the other."""
    held, ahead = defaultdict(list), defaultdict(list)
    for one in standing(db, "activity"):
        if one.status == "cancelled" or not span.covers(one.date):
            continue
        for goal in one.goals or (None,):
            key = goal, one.type, one.date.year
            if one.status == "planned" or one.date > today:
                ahead[key].append((one.end_date or one.date) >= today)
            else:
                held[key].append(_heads(one))
    return (
        {HeldSum(*key, len(each), sum(each, Heads())) for key, each in held.items()},
        {AheadSum(*key, sum(each), len(each) - sum(each)) for key, each in ahead.items()},
    )


def _heads(one):
    split = sum(count or 0 for count in (one.women, one.men, one.others))
    by_gender = None not in (one.women, one.men) or split >= (one.participants or 0)
    women, men, others = ((count or 0) * by_gender for count in (one.women, one.men, one.others))
    counted = any(count is not None for count in (one.participants, one.women, one.men, one.others))
    approximate = counted and one.approximate
    return Heads(max(one.participants or 0, split), women, men, others, counted, approximate, one.visitors or 0)


def spent(db, span):
    """The same as `figures.expenses`, one record after the other."""
    sums = defaultdict(lambda: [0] * 6)
    for one in standing(db, "expense"):
        if span.covers(one.date):
            counts = one.currency == "SEK" and one.cost_ore is not None
            ore = one.cost_ore if counts else 0
            booked = ore if one.booked_on and not one.approximate else 0
            about = counts and one.approximate
            parts = (1, ore, booked, about, ore if about else 0, not counts)
            key = one.category, one.date.year
            sums[key] = [total + part for total, part in zip(sums[key], parts, strict=True)]
    return {ExpenseSum(*key, *each) for key, each in sums.items()}


@settings(max_examples=250, deadline=None)
@given(
    logged=st.lists(record, min_size=3, max_size=9), then=st.lists(step, max_size=5), today=day,
    start=st.sampled_from((date(2024, 1, 1), date(2024, 2, 9), date(2024, 3, 5))),
    end=st.sampled_from((date(2024, 3, 31), date(2024, 3, 20))),
)  # fmt: skip
def test_the_figures_are_those_of_all_records(tmp_path_factory, logged, then, today, start, end):
    database = Database(tmp_path_factory.getbasetemp() / "figures.db")
    span = Span(start, end, "en tid")
    with database.reading() as db:
        db.execute("BEGIN")  # closed without a COMMIT: the next example begins with an empty file
        for one in logged:
            records.add(db, one, **BY)
        for what, number, new in then:
            carry_out(db, what, number, new)
        found = figures.activities(db, span, today)
        assert (set(found.held), set(found.ahead)) == held_and_ahead(db, span, today)
        assert set(figures.expenses(db, span).sums) == spent(db, span)
    database.close()


def test_what_an_older_file_holds_is_counted_after_the_update(database, project, activity, expense):
    period = whole(project)
    kept = [activity("yh-släpp", "2024-01-18", participants=80), activity("nyhetsbrev", "2023-04-01", women=3)]
    kept += [expense("Resor och logi", "2024-02-01", 95), expense(None, "2024-02-01", 40)]
    with database.transaction() as db:
        for one in kept:
            records.add(db, one, **BY)
        before = figures.activities(db, period, date(2024, 3, 14)), figures.expenses(db, period)
        for kind, name in db.execute(
            "SELECT type, name FROM sqlite_master WHERE name IN ('activities_by_end', 'activity_sums', 'expense_sums')"
            " OR type = 'view' OR (type = 'trigger' AND tbl_name <> 'audit')"
        ).fetchall():
            db.execute(f"DROP {kind} {name}")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = '0005_sums'")
    updated = Database(database.path)
    with updated.reading() as db:
        assert (figures.activities(db, period, date(2024, 3, 14)), figures.expenses(db, period)) == before
    assert before[0].held
    assert before[1].sums
    updated.close()
