"""Two who were known as two become one: what the person has logged and was asked follows, and the trail stays."""

from datetime import date
from pathlib import Path

import pytest
from sqlite_utils import Database as Connection

from bot.records import Activity, Contact, Expense, Indicator, Measurement, Note, Payment, Record
from storage import accounts, audit, joining, people, questions, records, search
from storage.database import Database
from storage.search import Wanted

OLD, NEW, OTHER = "aad:anna", "U0ANNA", "U0BO"
AT = "2024-03-14T08:00:00Z"
DAY = date(2024, 3, 12)
LOGGED: tuple[Record, ...] = (
    Activity(type="annat", title="Frukost", date=DAY),
    Expense(description="Buss", amount_ore=100, cost_ore=100, category="Resor och logi", date=DAY),
    Contact(name="Eva Holm"),
    Payment(amount_ore=100, date=DAY, payer="Regionen"),
    Note(type="note", text="Ring", date=DAY),
    Indicator(name="fyllnadsgrad", goal=1),
)
# the trail says by which account; a message that was sent went there
STAYS = {("audit", "who"), ("accounts", "account"), ("deliveries", "recipient")}


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "yh.db")


def fill(db: Connection) -> None:
    for record in LOGGED:
        for who in (OLD, OTHER):
            named = (
                record.model_copy(update={"name": f"{record.name} {who}"}) if isinstance(record, Indicator) else record
            )
            records.add(db, named, who=who, at=AT)
    records.add(db, Measurement(indicator_id=1, value="7", date=DAY), who=OLD, at=AT)
    questions.ask(db, who=OLD, at=AT, question={"text": "när?"})
    people.give(db, OLD, "Anna Ek", ("styrgrupp",), by=OTHER, at=AT)
    accounts.link(db, OLD, email="anna@annan.se", name="Anna Ek", at=AT)
    accounts.link(db, NEW, email="anna@orebro.se", name="Anna Ek", at=AT)


def standing(db: Connection) -> set[tuple[str, str]]:
    """The tables and columns in which the account still is."""
    columns = db.execute(
        "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' "
        "AND m.name NOT LIKE 'search%' AND m.name NOT LIKE 'sqlite%'"
    ).fetchall()
    return {(t, c) for t, c in columns if db.execute(f"SELECT 1 FROM {t} WHERE {c} = ? LIMIT 1", [OLD]).fetchone()}


def test_all_that_was_the_accounts_is_the_persons(database: Database) -> None:
    with database.transaction() as db:
        fill(db)
        before = standing(db)
        assert {("expenses", "created_by"), ("pending", "who"), ("members", "slack")} <= before
        assert joining.join(db, OLD, NEW) == NEW
        assert standing(db) <= STAYS
        assert accounts.of(db, NEW) == (NEW, OLD)
        assert people.roles(db, NEW) == {"styrgrupp"}
        assert len(records.latest(db, NEW, 20)) == 7
        assert len(records.latest(db, OTHER, 20)) == 6
        assert {line.who for line in audit.lines(db, "expense", 1)} == {OLD}
    database.close()


def test_what_is_looked_for_by_person_is_found(database: Database) -> None:
    with database.transaction() as db:
        fill(db)
        joining.join(db, OLD, NEW)
        for who, many in ((NEW, 7), (OLD, 0), (OTHER, 6)):
            assert search.find(db, Wanted((), who=who), limit=20)[1] == many
    database.close()


def test_done_twice_it_does_nothing_more_and_roles_of_the_one_who_stays_hold(database: Database) -> None:
    with database.transaction() as db:
        fill(db)
        people.give(db, NEW, "Anna Ek", ("firmatecknare",), by=OTHER, at=AT)
        assert joining.join(db, OLD, NEW) == joining.join(db, OLD, NEW) == joining.join(db, NEW, OLD) == NEW
        assert people.roles(db, NEW) == {"firmatecknare"}
    database.close()
