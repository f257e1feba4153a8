"""A list is kept whole or not at all, once, and as if each row had been logged by itself."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database as Connection

from bot.lists import Lists, Read
from bot.project import Project
from bot.records import Activity, Contact, Expense
from handlers import importing
from storage import audit, records, reminders
from storage.database import Database
from storage.search import Wanted, find
from tests.lists.conftest import NOW

Listed = Callable[..., Lists]
NewFile = Callable[[], Database]
ACTIVITIES = (
    "Nummer;Datum;Typ;Rubrik;Kommun\n7;2024-03-01;Branschseminarium;Solel;Kumla\n8;2024-05-02;YH-släpp;Släpp;Örebro\n"
)
EXPENSES = "Datum;Belopp;Kostnadsslag;Vad;Aktivitet\n2024-03-01;312;Resor och logi;buss;7\n2024-03-01;312;Resor och logi;buss;7\n"
LATER = "2024-03-14T12:00:00Z"


def keep(database: Database, lists: Lists, project: Project) -> dict[str, int]:
    return dict(importing.keep(database, lists, project, NOW))


def looked(database: Database, lists: Lists) -> list[str]:
    """What each row is already, or what is wrong with it."""
    with database.reading() as db:
        return [
            each.problems[0] if isinstance(each, Read) else each.stands for each in importing.look(db, lists)
        ]  # fmt: skip


def first(db: Connection, kind: str = "activity") -> Activity:
    found = records.get(db, kind, 1)  # type: ignore[arg-type]
    assert found
    return found  # type: ignore[return-value]


def test_what_is_read_in_is_audited_found_and_reminded_of(new_file: NewFile, listed: Listed, project: Project) -> None:
    database = new_file()
    assert keep(database, listed(ACTIVITIES), project) == {"activity": 2}
    with database.reading() as db:
        assert [line.what for line in audit.lines(db, "activity", 1)] == ["logged"]
        assert find(db, Wanted((("solel",),)), limit=5) == ([("activity", 1)], 1)
        assert reminders.coming(db, "activity:1") == []
        assert reminders.coming(db, "activity:2")
        assert (first(db).created_by, first(db).created_at) == ("import", "2024-03-14T09:00:00Z")


@pytest.mark.parametrize(("who", "author"), [("import", "UMAJA"), ("UANNA", "UANNA")])
def test_the_trail_names_who_read_it_in_whoever_the_list_names(
    new_file: NewFile, listed: Listed, project: Project, who: str, author: str
) -> None:
    database = new_file()
    importing.keep(database, listed("Datum;Typ;Loggad av\n2024-03-01;Nyhetsbrev;UMAJA\n"), project, NOW, who=who)
    with database.reading() as db:
        assert (audit.lines(db, "activity", 1)[0].who, first(db).created_by) == (who, author)


def test_two_rows_that_are_alike_are_two_and_come_once(new_file: NewFile, listed: Listed, project: Project) -> None:
    database = new_file()
    assert keep(database, listed(ACTIVITIES), project) == {"activity": 2}
    text = EXPENSES.replace(";7", ";1")
    assert keep(database, listed(text), project) == {"expense": 2}
    assert keep(database, listed(text), project) == {}
    more = text + text.splitlines()[1] + "\n"
    assert looked(database, listed(more)) == ["expense:1", "expense:2", ""]
    assert keep(database, listed(more), project) == {"expense": 1}


def test_what_was_changed_or_undone_since_is_not_read_in_again(
    new_file: NewFile, listed: Listed, project: Project
) -> None:
    database = new_file()
    keep(database, listed(ACTIVITIES), project)
    with database.transaction() as db:
        seminar = first(db)
        records.change(db, seminar, seminar.model_copy(update={"participants": 20}), who="UMAJA", at=LATER)
        event = records.get(db, "activity", 2)
        assert event
        records.remove(db, event, who="UMAJA", at=LATER)
    assert looked(database, listed(ACTIVITIES)) == ["activity:1", "activity:2"]
    assert keep(database, listed(ACTIVITIES), project) == {}


def test_what_was_logged_by_hand_is_not_read_in_again(new_file: NewFile, listed: Listed, project: Project) -> None:
    database = new_file()
    with database.transaction() as db:
        records.add(db, Contact(name="Eva Ek", email="eva@skog.se", role="vd"), who="UMAJA", at=LATER)
    text = "Namn;Mejl;Företag\nEva Ek;Eva@skog.se;Skog AB\nBo Ek;bo@skog.se;Skog AB\n"
    assert looked(database, listed(text)) == ["contact:1", ""]
    assert keep(database, listed(text), project) == {"contact": 1}


def test_the_same_list_on_another_day_adds_nothing(new_file: NewFile, listed: Listed, project: Project) -> None:
    """A plan of March has been held when the list comes again; who read it in or logged it makes no difference."""
    imported, by_hand = new_file(), new_file()
    keep(imported, listed(ACTIVITIES), project)
    with by_hand.transaction() as db:
        for each in listed(ACTIVITIES).reads:
            assert each.record
            records.add(db, each.record, who="UMAJA", at=LATER)
    later = listed(ACTIVITIES, today=date(2024, 6, 3))
    assert [each.record.status for each in later.reads if isinstance(each.record, Activity)] == ["done", "done"]
    for database in (imported, by_hand):
        assert looked(database, later) == ["activity:1", "activity:2"]
        assert dict(importing.keep(database, later, project, datetime(2024, 6, 3, 9, tzinfo=UTC))) == {}


def test_an_undone_contact_is_not_read_in_again(new_file: NewFile, listed: Listed, project: Project) -> None:
    database = new_file()
    text = "Namn;Mejl\nEva Ek;eva@skog.se\n"
    keep(database, listed(text), project)
    with database.transaction() as db:
        contact = records.get(db, "contact", 1)
        assert contact
        records.remove(db, contact, who="UMAJA", at=LATER)
    assert looked(database, listed(text)) == ["contact:1"]
    assert keep(database, listed(text), project) == {}


SPENT = "Datum;Belopp;Kostnadsslag;Vad;Verifikation;Aktivitet\n"
FILLED_IN = {"voucher": "A7", "booked_on": date(2024, 3, 4), "paid_on": date(2024, 3, 5), "activity_id": 1}
CLAIMED = {"status": "claimed", "attested_by": "UANNA", "attested_at": LATER, "claim_id": 1}


@pytest.mark.parametrize("since", [FILLED_IN, CLAIMED, {**FILLED_IN, **CLAIMED}])
def test_what_was_booked_and_claimed_since_it_was_listed_is_not_read_in_again(
    new_file: NewFile, listed: Listed, project: Project, since: dict[str, Any]
) -> None:
    database = new_file()
    keep(database, listed(ACTIVITIES), project)
    lists = listed(SPENT + "2024-03-01;4500;Resor och logi;lokalhyra;;\n")
    (read,) = lists.reads
    assert read.record
    with database.transaction() as db:
        db.execute(
            "INSERT INTO claims (date, costs_ore, flat_rate_ore, grant_ore, created_by, created_at, updated_at)"
            " VALUES ('2024-03-01', 1, 0, 1, 'UANNA', ?, ?)", [LATER, LATER],
        )  # fmt: skip
        logged = records.add(db, read.record, who="UMAJA", at=LATER)
        records.change(db, logged, logged.model_copy(update=since), who="UANNA", at=LATER)
    assert looked(database, lists) == ["expense:1"]
    assert keep(database, lists, project) == {}


def test_another_voucher_or_activity_is_another_expense(new_file: NewFile, listed: Listed, project: Project) -> None:
    database = new_file()
    keep(database, listed(ACTIVITIES), project)
    row = "2024-03-01;312;Resor och logi;buss"
    keep(database, listed(f"{SPENT}{row};A1;1\n"), project)
    assert looked(database, listed(f"{SPENT}{row};A2;1\n{row};A1;2\n{row};A1;1\n")) == ["", "", "expense:1"]


def test_what_may_be_the_same_told_in_other_words_is_pointed_out(
    new_file: NewFile, listed: Listed, project: Project
) -> None:
    database = new_file()
    keep(database, listed(ACTIVITIES), project)
    keep(database, listed(EXPENSES.replace(";7", ";1")), project)
    text = "Datum;Typ;Rubrik;Kommun\n2024-03-01;Branschseminarium;Seminarium om solel;\n2024-03-01;Branschseminarium;Solel;Nora\n"
    costs = (
        "Datum;Belopp;Kostnadsslag;Vad\n2024-03-01;312;Resor och logi;bussbiljett\n2024-03-02;312;Resor och logi;buss\n"
    )
    with database.reading() as db:
        found = [each for lists in (listed(text), listed(costs)) for each in importing.look(db, lists)]
    assert [each.like for each in found if isinstance(each, importing.Settled)] == ["activity:1", "", "expense:1", ""]


def test_nothing_of_a_person_is_kept_beside_the_record(new_file: NewFile, listed: Listed, project: Project) -> None:
    database = new_file()
    keep(database, listed("Namn;Mejl\nEva Ek;eva@skog.se\n"), project)
    with database.reading() as db:
        assert db.table("handled").count == 0


def test_an_expense_finds_its_activity_by_the_number_in_the_same_files(
    new_file: NewFile, listed: Listed, project: Project
) -> None:
    database = new_file()
    activities, expenses = listed(ACTIVITIES), listed(EXPENSES)
    both = Lists((*activities.reads, *expenses.reads), ())
    assert keep(database, both, project) == {"activity": 2, "expense": 2}
    with database.reading() as db:
        expense = records.get(db, "expense", 1)
        assert isinstance(expense, Expense)
        assert expense.activity_id == 1


def test_an_expense_of_an_activity_that_is_not_there_says_so(new_file: NewFile, listed: Listed) -> None:
    assert looked(new_file(), listed(EXPENSES)) == ["Aktivitet 7 finns inte."] * 2


@pytest.mark.parametrize("said", ["Attesterad", "Rekvirerad", "Returnerad"])
@pytest.mark.parametrize("when", ["2024-03-05T09:00:00Z", "ja", ""])
def test_no_list_attests_returns_or_claims(listed: Listed, said: str, when: str) -> None:
    lists = listed(
        "Datum;Belopp;Kostnadsslag;Vad;Läge;Attesterad av;Attesterad;Returnerad;Rekvisition\n"
        f"2024-03-01;312;Resor och logi;buss;{said};UKARIN;{when};fel;4\n"
    )
    assert lists.reads[0].record == Expense(
        date=date(2024, 3, 1), amount_ore=31200, cost_ore=31200, category="Resor och logi", description="buss"
    )
    assert lists.notes == (
        "lista.csv: kolumner som inte läses in: Läge, Attesterad av, Attesterad, Returnerad, Rekvisition.",
    )


def test_a_list_with_one_bad_row_is_not_kept_at_all(new_file: NewFile, listed: Listed, project: Project) -> None:
    database = new_file()
    with pytest.raises(importing.ListChanged, match="rad 4: Datum: ”2024-13-01” är inget datum"):
        keep(database, listed(ACTIVITIES + "9;2024-13-01;Nyhetsbrev;;\n"), project)
    with database.reading() as db:
        assert [db.table(name).count for name in ("activities", "audit", "search", "reminders", "handled")] == [0] * 5


@pytest.mark.parametrize("row", [1, 30, 60, 0])
def test_killed_at_any_row_nothing_is_kept_and_all_of_it_the_next_time(
    new_file: NewFile, listed: Listed, project: Project, tmp_path: Path, row: int
) -> None:
    text = "Datum;Typ;Rubrik\n" + "".join(f"2024-04-{n % 28 + 1:02};Styrgruppsmöte;Möte {n}\n" for n in range(60))
    (tmp_path / "lista.csv").write_text(text)
    database = new_file()
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("victim.py")), database.path, tmp_path / "lista.csv", str(row)],
        env={**os.environ, "PYTHONPATH": str(root)}, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL
    kept = 0 if row else 60
    with database.reading() as db:
        assert [db.table(name).count for name in ("activities", "audit", "search")] == [kept] * 3
        assert bool(db.table("activity_sums").count) == bool(kept)
    assert keep(database, listed(text), project) == ({"activity": 60} if row else {})
    with database.reading() as db:
        assert db.execute("SELECT sum(occasions) FROM activity_sums").fetchone()[0] == 60
