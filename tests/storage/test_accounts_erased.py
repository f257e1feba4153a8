"""A person's accounts are personal data too: told in an extract, erased with the person, and gone when long unseen."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.documents import text
from bot.project import Project
from bot.traces import Person
from bot.views import register_extract as views
from storage import accounts, conversations, erasure, erasures, extract, persons, retention
from storage.database import Database
from storage.sweep import sweep

EVA, EVA_IN_SLACK, BO, PASSER_BY = "aad:eva", "U0EVA", "aad:bo", "aad:okand"
LONG_AGO, LATELY, NOW = "2023-01-10T08:00:00Z", "2024-03-01T08:00:00Z", "2024-03-14T08:00:00Z"
TODAY = date(2024, 3, 14)
SECRETS = (b"Eva Holm", b"eva.holm", b"29:eva")


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Database]:
    (tmp_path / "nu").mkdir()
    database = Database(tmp_path / "nu" / "yh.db")
    seen(database, EVA, "Eva Holm", "Eva.Holm@kumla.se", LATELY)
    seen(database, BO, "Bo Ek", "bo@kumla.se", LATELY)
    yield database
    database.close()


def seen(database: Database, account: str, name: str, email: str, at: str, *same: str) -> None:
    with database.transaction() as db:
        accounts.link(db, account, same, email=email, name=name, at=at)
    if ":" in account:
        met(database, account, at)


def met(database: Database, account: str, at: str) -> None:
    bare = account.partition(":")[2]
    reference = {"serviceUrl": "https://x.example/", "conversation": {"id": f"a:{bare}"}, "user": {"id": f"29:{bare}"}}
    with database.transaction() as db:
        conversations.remember(db, id=f"a:{bare}", account=account, kind="personal", reference=reference, at=at)


def held(database: Database) -> dict[str, tuple[str, str]]:
    with database.reading() as db:
        return {
            account: (name or "", email or "")
            for account, name, email in db.execute("SELECT account, name, email FROM accounts ORDER BY account")
        }


def ways(database: Database) -> list[str]:
    with database.reading() as db:
        return [account for (account,) in db.execute("SELECT account FROM conversations ORDER BY account")]


def erase(database: Database, person: Person) -> dict[str, int]:
    with database.transaction() as db:
        done, _ = erasure.erase(db, person, who="U1", at=NOW)
    erasures.write_out(database)
    assert sweep(database)
    return dict(done.counts)


@pytest.mark.parametrize("written", ["Eva Holm", "eva.holm@kumla.se", "Holm, Eva"])
def test_erasing_takes_the_name_the_address_and_the_way_to_the_person(kept: Database, written: str) -> None:
    with kept.reading() as db:
        person = persons.person(db, (), written)
    assert erase(kept, person) == {"account": 1}
    assert held(kept) == {EVA: ("", ""), BO: ("Bo Ek", "bo@kumla.se")}
    assert ways(kept) == [BO]
    raw = b"".join(each.read_bytes() for each in kept.path.parent.iterdir() if each.is_file())
    assert not [secret for secret in SECRETS if secret in raw]


def test_whoever_is_erased_and_comes_again_is_still_the_same_person(kept: Database) -> None:
    seen(kept, EVA_IN_SLACK, "Eva Holm", "eva.holm@kumla.se", LATELY, EVA)
    erase(kept, Person(names=("Eva Holm",)))
    with kept.reading() as db:
        assert accounts.person(db, EVA_IN_SLACK) == EVA


def test_an_older_copy_forgets_the_account_again_but_not_who_has_come_since(kept: Database, tmp_path: Path) -> None:
    (tmp_path / "kopia").mkdir()
    shutil.copytree(kept.path.parent, tmp_path / "kopia", dirs_exist_ok=True)
    erase(kept, Person(names=("Eva Holm",)))
    again = Database(tmp_path / "kopia" / "yh.db")
    seen(again, EVA_IN_SLACK, "Eva Holm", "eva.holm@kumla.se", "2024-03-20T08:00:00Z")
    assert dict(erasure.apply_again(again, erasures.recorded(kept.path))) == {"account": 1}
    assert held(again)[EVA] == ("", "")
    assert held(again)[EVA_IN_SLACK] == ("Eva Holm", "eva.holm@kumla.se")
    again.close()


def test_an_extract_tells_of_all_the_persons_accounts(kept: Database, project: Project) -> None:
    seen(kept, EVA_IN_SLACK, "Eva H", "eva@annan.se", LATELY, EVA)
    with kept.reading() as db:
        work = extract.work(db, EVA, "Eva Holm", ())
        found = extract.extract(db, Person(names=("Eva Holm",)), "Eva Holm", TODAY, work, str)
    told = text.text(views.report(found, project, ()))
    for said in ("KONTON I CHATTEN", "eva.holm@kumla.se", "eva@annan.se", f"Slack, {EVA_IN_SLACK}", f"Teams, {EVA}"):
        assert said in told
    assert "bo@kumla.se" not in told


def test_whoever_is_only_known_by_an_account_has_an_extract_too(kept: Database) -> None:
    with kept.reading() as db:
        found = extract.extract(db, Person(emails=("bo@kumla.se",)), "bo@kumla.se", TODAY, None, str)
    assert not found.empty
    assert [(one.id, one.reached) for one in found.accounts] == [(BO, True)]


def test_accounts_that_have_not_been_seen_for_long_go_with_the_way_to_them(kept: Database, project: Project) -> None:
    seen(kept, "aad:gammal", "Nils Gammal", "nils@kumla.se", LONG_AGO)
    met(kept, PASSER_BY, LONG_AGO)  # wrote once, and was never let in
    today = date(2024, 4, 1)
    with kept.transaction(through="command") as db:
        past = retention.find(db, project, today)
        assert past.counts["account"] == 2
        retention.purge(db, past, today=today, project=project, who="U1", at=NOW)
    assert sweep(kept)
    assert set(held(kept)) == set(ways(kept)) == {EVA, BO}
    assert b"Nils Gammal" not in kept.path.read_bytes()
    with kept.reading() as db:
        assert retention.find(db, project, today).accounts == ()
