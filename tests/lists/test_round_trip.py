"""What was written out is read in as the same records, whatever people have written in them."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack, closing
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.exporting import as_csv, as_excel, pages
from bot.importing import read_lists
from bot.lists import IMPORTED
from bot.project_file import load_project
from bot.records import RECORDS, Activity, Contact, Expense, Kind, Payment, Record, values
from bot.sheet import read_sheets
from handlers import importing
from storage import bulk, records
from storage.database import Database
from tests.lists.conftest import NOW, TODAY

PROJECT = load_project()
CHANGED = "2024-03-01T10:00:00Z"

letters = st.text("abcåäöÅÉ  =+-@'\"\t;,:&/()!<>#%.17", min_size=1, max_size=40).map(str.strip)
said = letters.filter(lambda text: any(sign.isalpha() for sign in text))
lines = st.lists(said, min_size=1, max_size=3).map("\n".join)
maybe = st.none() | said
day = st.dates(date(2022, 6, 1), date(2026, 6, 1))
count = st.none() | st.integers(0, 1000)
amount = st.integers(-(10**9), 10**9).filter(bool)
names = st.sampled_from


def some(of: Sequence[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(names(of), unique=True, max_size=3).map(tuple)


@st.composite
def activities(draw: st.DrawFn) -> Activity:
    first, women, men = draw(day), draw(count), draw(count)
    split = [each for each in (women, men) if each is not None]
    starts = draw(st.none() | st.just(time(9, 30)))
    return Activity(
        type=draw(names([each.name for each in PROJECT.activity_types])),
        title=draw(said),
        date=first,
        end_date=draw(st.none() | st.dates(first, date(2026, 12, 31))),
        time=starts,
        end_time=draw(st.none() | st.just(time(16))) if starts else None,
        status=draw(names(["done", "planned", "cancelled"] if first <= TODAY else ["planned", "cancelled"])),
        municipalities=draw(some([each.name for each in PROJECT.municipalities])),
        place=draw(maybe),
        participants=sum(split) if len(split) == 2 else draw(st.none() | st.integers(sum(split), 5000)),
        women=women,
        men=men,
        approximate=draw(st.booleans()),
        unconfirmed=draw(st.booleans()),
        registered=draw(count),
        visitors=draw(count),
        goals=draw(some([goal.number for goal in PROJECT.goals])),
        perspectives=draw(some([each.name for each in PROJECT.perspectives])),
        deadline=draw(st.none() | st.dates(date(2022, 1, 1), first)),
        responsible=draw(maybe),
        note=draw(st.none() | lines),
    )


@st.composite
def expenses(draw: st.DrawFn) -> Expense:
    ore, swedish = draw(amount), draw(st.booleans())
    return Expense(
        date=draw(day),
        amount_ore=ore,
        currency="SEK" if swedish else "EUR",
        vat=draw(names([None, "incl", "excl", "none"])),
        cost_ore=draw(amount) if swedish else None,
        category=draw(names([None, *(each.name for each in PROJECT.cost_categories if each.logged)])),
        description=draw(said),
        supplier=draw(maybe),
        voucher=draw(maybe),
        booked_on=draw(st.none() | day),
        paid_on=draw(st.none() | day),
        activity_id=draw(st.none() | st.integers(0, 2)),  # which of the activities, if there are so many
        approximate=draw(st.booleans()),
    )


contacts = st.builds(
    Contact, name=said, organisation=maybe, role=maybe, email=names([None, "eva@skog.se", "b-o@x.example.se"]),
    phone=names([None, "+46701234567"]), target_group=names([None, *(each.name for each in PROJECT.target_groups)]),
    municipality=names([None, *(each.name for each in PROJECT.municipalities)]), source=maybe,
    informed_at=st.none() | day,
)  # fmt: skip
payments = st.builds(Payment, date=day, amount_ore=amount, payer=said, description=maybe)
stages: dict[str, dict[str, Any]] = {
    "logged": {},
    "attested": {"status": "attested", "attested_by": "UKARIN", "attested_at": CHANGED},
    "returned": {"status": "returned", "returned_reason": "fel"},
    "claimed": {"status": "claimed", "attested_by": "UKARIN", "attested_at": CHANGED, "claim_id": 1},
}
books = st.tuples(*(st.lists(each, max_size=4) for each in (activities(), expenses(), contacts, payments)))


def written(database: Database, kind: str) -> list[tuple[str, bytes]]:
    """All that stands, as files."""
    with database.reading() as db:
        kept: dict[Kind, tuple[Record, ...]] = {each: tuple(bulk.standing(db, each)) for each in RECORDS}
    shown = pages(kept, PROJECT)
    if kind == "xlsx":
        return [("allt.xlsx", as_excel(shown))]
    return [(f"{page.name}.csv", as_csv(page)) for page in shown]


def read_in(database: Database, files: list[tuple[str, bytes]]) -> Counter[Kind]:
    lists = read_lists([(name, read_sheets(content)) for name, content in files], PROJECT, TODAY)
    assert [each.problems for each in lists.reads if each.problems] == []
    return importing.keep(database, lists, PROJECT, NOW)


# all but what has no activity: one of an activity that is undone has none in the list
SUMS = {
    "activity_sums": "*",
    "expense_sums": "category, month, records, logged_ore, booked_ore, approximate_ore, uncounted, paid_ore, unvouched_ore",
}


def told(database: Database) -> dict[str, Any]:
    """What is kept, the activity of an expense by what it is; the sums of the status; and who logged it."""
    with database.reading() as db:
        stands = {kind: list(bulk.standing(db, kind)) for kind in IMPORTED}
        sums = {name: sorted(map(repr, db.execute(f"SELECT {what} FROM {name}"))) for name, what in SUMS.items()}
        triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name").fetchall()
    by_id = {each.id: values(each) for each in stands["activity"]}
    found: dict[str, Any] = {
        kind: [{**values(each), "who": each.created_by} for each in several] for kind, several in stands.items()
    }
    for each in found["expense"]:
        each["activity_id"] = by_id.get(each["activity_id"])
    return found | sums | {"triggers": triggers}


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@settings(max_examples=25, deadline=None)
@given(books, st.lists(st.booleans(), min_size=4, max_size=4), st.lists(names(list(stages)), min_size=4, max_size=4))
def test_all_that_is_written_out_comes_back_and_only_once(
    kind: str, logged: tuple[list[Record], ...], undo: list[bool], became: list[str]
) -> None:
    """All but who attested, returned or claimed an expense: that is given anew."""
    folder = Path(tempfile.mkdtemp())
    with ExitStack() as opened:
        opened.callback(shutil.rmtree, folder)
        ours, theirs = (opened.enter_context(closing(Database(folder / name))) for name in ("a.db", "b.db"))
        with ours.transaction() as db:
            undone = records.add(db, Activity(type="annat", title="Bort", date=TODAY), who="U1", at=CHANGED)
            records.remove(db, undone, who="U1", at=CHANGED)  # so that the numbers are others in the new file
            for each in (each for several in logged for each in several):
                if isinstance(each, Expense):
                    theirs_is = each.activity_id is not None and each.activity_id < len(logged[0])
                    each = each.model_copy(update={"activity_id": each.activity_id + 2 if theirs_is else None})
                records.add(db, each, who="UMAJA", at=CHANGED)
        gone = undo_some(ours, undo)
        as_logged = told(ours)
        stage(ours, became)
        files, ours_is = written(ours, kind), told(ours)
        added = read_in(theirs, files)
        assert added.total() == sum(map(len, logged)) - gone
        assert told(theirs) == as_logged
        assert read_in(theirs, files).total() == 0
        assert read_in(ours, files).total() == 0
        assert (told(theirs), told(ours)) == (as_logged, ours_is)


def undo_some(database: Database, undo: list[bool]) -> int:
    """Undoes those of the activities; how many."""
    with database.transaction() as db:
        found = [one for one, chosen in zip(bulk.standing(db, "activity"), undo, strict=False) if chosen]
        for each in found:
            records.remove(db, each, who="UMAJA", at=CHANGED)
    return len(found)


def stage(database: Database, became: list[str]) -> None:
    """Has the expenses attested, returned and claimed."""
    with database.transaction() as db:
        db.execute(
            "INSERT INTO claims (date, costs_ore, flat_rate_ore, grant_ore, created_by, created_at, updated_at)"
            " VALUES ('2024-03-01', 1, 0, 1, 'UANNA', ?, ?)", [CHANGED, CHANGED],
        )  # fmt: skip
        for each, status in zip(list(bulk.standing(db, "expense")), became, strict=False):
            records.change(db, each, each.model_copy(update=stages[status]), who="UANNA", at=CHANGED)
