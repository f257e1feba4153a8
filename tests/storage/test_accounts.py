"""Whose account is whose, and where the assistant can write in Teams: kept once, and no more than is needed."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import accounts, conversations
from storage.database import Database

SLACK, TEAMS = "U0ANNA", "aad:7f3c"
MONDAY, TUESDAY = "2024-03-18T09:00:00Z", "2024-03-19T09:00:00Z"
REFERENCE = {
    "serviceUrl": "https://smba.example/emea/",
    "activityId": "1710752400000",
    "conversation": {"id": "a:1", "tenantId": "T1", "conversationType": "personal"},
    "bot": {"id": "28:bot", "name": "YH"},
    "user": {"id": "29:anna", "aadObjectId": "7f3c", "name": "Anna Ek"},
}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "yh.db")
    yield database
    database.close()


def link(database: Database, account: str, *same: str, email: str = "anna@orebro.se", at: str = MONDAY) -> str:
    with database.transaction() as db:
        return accounts.link(db, account, same, email=email, name="Anna Ek", at=at)


def test_an_account_that_nobody_has_seen_is_nobodys(database: Database) -> None:
    with database.reading() as db:
        assert accounts.person(db, SLACK) is None
        assert accounts.of(db, SLACK) == (SLACK,)
        assert accounts.by_email(db, "anna@orebro.se") == ()


@pytest.mark.parametrize(("first", "second"), [(SLACK, TEAMS), (TEAMS, SLACK)])
def test_the_first_account_stands_for_the_person_whichever_it_is(database: Database, first: str, second: str) -> None:
    assert link(database, first) == first
    assert link(database, second, first) == first
    assert link(database, first, second) == first
    with database.reading() as db:
        assert accounts.person(db, second) == first
        assert accounts.of(db, first) == (first, second)


def test_who_is_known_elsewhere_has_that_account_also_before_it_has_written(database: Database) -> None:
    assert link(database, TEAMS, SLACK, TEAMS) == SLACK
    with database.reading() as db:
        assert accounts.person(db, SLACK) == SLACK
        assert accounts.of(db, SLACK) == (SLACK, TEAMS)
    assert link(database, SLACK, "aad:other") == SLACK


def test_both_at_once_are_one_person(database: Database) -> None:
    outcomes: list[str] = []
    both = threading.Barrier(2)

    def arrive(account: str) -> None:
        both.wait()
        outcomes.append(link(database, account, SLACK, TEAMS))

    threads = [threading.Thread(target=arrive, args=(account,)) for account in (SLACK, TEAMS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == [SLACK, SLACK]


def test_a_new_address_is_kept_and_parts_nobody(database: Database) -> None:
    link(database, SLACK)
    link(database, TEAMS, SLACK)
    assert link(database, TEAMS, email="Anna.Ek@orebro.se ", at=TUESDAY) == SLACK
    with database.reading() as db:
        assert accounts.by_email(db, "ANNA.EK@orebro.se") == (TEAMS,)
        assert [(each.account, each.seen_at) for each in accounts.held(db, (), SLACK)] == [
            (SLACK, MONDAY),
            (TEAMS, TUESDAY),
        ]


def remember(database: Database, at: str = MONDAY, **other: object) -> bool:
    given = {"id": "a:1", "account": TEAMS, "kind": "personal", "reference": REFERENCE} | other
    with database.transaction() as db:
        return conversations.remember(db, at=at, **given)  # type: ignore[arg-type]


def test_a_conversation_is_written_down_once_and_again_only_when_it_is_another(database: Database) -> None:
    assert remember(database)
    assert not remember(database, TUESDAY, reference={**REFERENCE, "activityId": "1710838800000"})
    assert remember(database, TUESDAY, reference={**REFERENCE, "serviceUrl": "https://smba.example/se/"})
    with database.reading() as db:
        found = conversations.reference(db, "a:1")
        assert found and found == conversations.personal(db, TEAMS)
        assert found["serviceUrl"] == "https://smba.example/se/"
        assert found["conversation"] == REFERENCE["conversation"]
        assert found["user"] == {"id": "29:anna", "aadObjectId": "7f3c"}


def test_a_reference_names_nobody(database: Database) -> None:
    remember(database)
    remember(database, id="19:x", kind="channel", reference={**REFERENCE, "conversation": {"id": "19:x"}})
    with database.reading() as db:
        kept = json.dumps(db.execute("SELECT account, reference FROM conversations ORDER BY id").fetchall())
        assert "Anna" not in kept
        channel = conversations.reference(db, "19:x")
        assert channel and "user" not in channel
        assert db.execute("SELECT account FROM conversations WHERE id = '19:x'").fetchone() == (None,)


def test_a_channel_is_one_whatever_message_it_is_met_under(database: Database) -> None:
    def met(message: str) -> bool:
        place = {**REFERENCE, "conversation": {"id": f"19:x;messageid={message}"}}
        return remember(database, id=f"19:x;messageid={message}", kind="channel", reference=place)

    assert (met("1"), met("2")) == (True, False)
    with database.reading() as db:
        found = conversations.reference(db, "19:x")
        assert found and found["conversation"] == {"id": "19:x"}


def test_of_two_conversations_with_somebody_the_later_is_the_one(database: Database) -> None:
    remember(database)
    remember(database, TUESDAY, id="a:2", reference={**REFERENCE, "conversation": {"id": "a:2"}})
    with database.reading() as db:
        found = conversations.personal(db, TEAMS)
        assert found and found["conversation"] == {"id": "a:2"}
        assert conversations.personal(db, SLACK) is None
        assert conversations.reference(db, "a:3") is None
        assert conversations.latest(db) == found
