"""The figures are those of all records, whatever was done to them and by which tool."""

import sqlite3
from collections import defaultdict
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database as Connection

from bot.budget import ExpenseSum
from bot.goals import AheadSum, Heads, HeldSum
from bot.records import RECORDS, Activity, Expense
from bot.span import Span, whole
from storage import audit, figures, records
from storage.database import Database
from storage.migrations import MIGRATIONS

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
    booked_on=st.none() | day, paid_on=st.none() | day, attested_at=st.sampled_from((None, "2024-03-15T07:00:00Z")),
    activity_id=st.sampled_from((None, 1)), voucher=st.sampled_from((None, "A1")), claim_id=st.sampled_from((None, 1)),
    approximate=st.booleans(), description=st.just("x"),
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
OLDER = (
    ("activities", "id, date, status, type, title, participants, women, created_by, created_at, updated_at", [
        (1, "2024-01-18", "done", "yh-släpp", "YH-släpp", 80, None, "U1", "", ""),
        (2, "2023-04-01", "done", "nyhetsbrev", "Nyhetsbrev", None, 3, "U1", "", ""),
    ]),
    ("expenses", "id, date, amount_ore, cost_ore, category, booked_on, description, created_by, created_at, updated_at", [
        (1, "2024-02-01", 9_500, 9_500, "Resor och logi", "2024-02-09", "Tåg", "U1", "", ""),
        (2, "2024-02-01", 4_000, 4_000, None, None, "Blommor", "U1", "", ""),
    ]),
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
    sums = defaultdict(lambda: [0] * 13)
    undone = {number for (number,) in db.execute("SELECT id FROM activities WHERE deleted_at IS NOT NULL")}
    for one in standing(db, "expense"):
        if span.covers(one.date):
            counts = one.currency == "SEK" and one.cost_ore is not None
            ore = one.cost_ore if counts else 0
            booked = ore if one.booked_on and not one.approximate else 0
            about = counts and one.approximate
            paid = booked if one.paid_on else 0
            unbound, unvouched = (
                counts and (not one.activity_id or one.activity_id in undone),
                counts and one.booked_on and not (one.approximate or one.voucher),
            )
            parts = (
                1, ore, booked, about, ore if about else 0, not counts,
                paid, paid if one.attested_at and not one.claim_id else 0, ore if one.claim_id else 0,
                unbound, ore if unbound else 0, bool(unvouched), ore if unvouched else 0,
            )  # fmt: skip
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
        db.execute("PRAGMA defer_foreign_keys = ON")  # whether the activity or the claim is there is not looked at
        for one in logged:
            records.add(db, one, **BY)
        for what, number, new in then:
            carry_out(db, what, number, new)
        found = figures.activities(db, span, today)
        assert (set(found.held), set(found.ahead)) == held_and_ahead(db, span, today)
        assert set(figures.expenses(db, span).sums) == spent(db, span)
    database.close()


def test_what_an_older_file_holds_is_counted_after_the_update(tmp_path, project):
    path = tmp_path / "older.db"
    with sqlite3.connect(path) as raw:
        MIGRATIONS.apply(Connection(raw), stop_before="0005_sums")
        for table, columns, rows in OLDER:
            marks = ", ".join("?" * len(rows[0]))
            raw.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)
    raw.close()
    updated = Database(path)
    with updated.transaction() as db:
        found = figures.activities(db, whole(project), date(2024, 3, 14))
        assert (set(found.held), set(found.ahead)) == held_and_ahead(db, whole(project), date(2024, 3, 14))
        assert sum(part.heads.participants for part in found.held) == 83
        assert set(figures.expenses(db, whole(project)).sums) == spent(db, whole(project))
        assert sum(part.logged_ore for part in figures.expenses(db, whole(project)).sums) == 13_500
        records.add(db, Expense(date=MARCH, amount_ore=500, cost_ore=500, description="x"), **BY)
        assert set(figures.expenses(db, whole(project)).sums) == spent(db, whole(project))
    updated.close()


def test_money_of_a_file_without_stages_is_as_it_was(tmp_path, project):
    """What was booked and paid before there was an attest or a claim stands; none of it is claimed."""
    path = tmp_path / "older.db"
    with sqlite3.connect(path) as raw:
        MIGRATIONS.apply(Connection(raw), stop_before="0008_money_stages")
        _, columns, rows = OLDER[1]
        raw.executemany(f"INSERT INTO expenses ({columns}) VALUES ({', '.join('?' * len(rows[0]))})", rows)
        raw.execute("UPDATE expenses SET paid_on = '2024-03-01', voucher = 'A7' WHERE booked_on IS NOT NULL")
        before = raw.execute("SELECT category, month, records, logged_ore, booked_ore FROM expense_sums").fetchall()
    raw.close()
    updated = Database(path)
    with updated.transaction() as db:
        query = "SELECT category, month, records, logged_ore, booked_ore FROM expense_sums ORDER BY 1, 2"
        assert db.execute(query).fetchall() == sorted(before, key=lambda row: (row[0] or "", row[1]))
        (travel,) = (part for part in figures.expenses(db, whole(project)).sums if part.category == "Resor och logi")
        assert (travel.booked_ore, travel.paid_ore, travel.ready_ore, travel.claimed_ore) == (9_500, 9_500, 0, 0)
        assert (travel.unbound, travel.unvouched) == (1, 0)
        assert records.several(db, [("expense", 1)])[0].claim_id is None
    updated.close()
