"""The file cannot be written: it is full, the disk is, or another program holds it. All through the real dispatch."""

import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime

import pytest
from sqlite_utils import Database as Connection

from storage.database import Database
from tests.conversations.conftest import ANNA, Group, text
from tests.faults.conftest import health, well

NOT_SAVED = "Det gick inte att spara just nu, så inget är loggat. Försök igen om en stund."
FULL, LOCKED, LAME = "disken är full", "en annan process skriver i den", "disken svarar inte som den ska"
Trouble = Callable[[Group], AbstractContextManager[None]]


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Trouble:
    """Not a page more for the file, whoever opens it, until the disk is emptied again."""
    real = Database._connect

    def small(self: Database) -> Connection:
        db = real(self)
        db.execute("PRAGMA max_page_count=1")  # never less than there is already
        return db

    @contextmanager
    def full(group: Group) -> Iterator[None]:
        with monkeypatch.context() as patch:
            patch.setattr(Database, "_connect", small)
            patch.setattr("storage.database.KEPT", 0)
            fill(group)
            yield

    return full


def fill(group: Group) -> None:
    """Logs until no more is taken; every one that was confirmed is on disk, and the one refused is not."""
    confirmed = 0
    while "är loggad" in (said := text(group.log(f"utgift {95 + confirmed} kr parkering {'x' * 2000} 12 mars"))):
        confirmed += 1
        assert confirmed < 200, "the disk never became full"
    assert NOT_SAVED in said
    assert len(group.rows("expenses")) == confirmed


@contextmanager
def held(group: Group) -> Iterator[None]:
    """Another program writes in the file, and takes its time."""
    other = sqlite3.connect(group.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


@contextmanager
def ungrowing(group: Group) -> Iterator[None]:
    """The system lets no file grow beyond what the write-ahead log has already."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = group.path.with_name(f"{group.path.name}-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture(params=[FULL, LOCKED, LAME])
def trouble(request: pytest.FixtureRequest, full_disk: Trouble) -> tuple[Trouble, str]:
    return {FULL: full_disk, LOCKED: held, LAME: ungrowing}[request.param], request.param


def test_what_cannot_be_saved_is_told_and_saved_when_it_can_be(
    either: Group, trouble: tuple[Trouble, str], caplog: pytest.LogCaptureFixture
) -> None:
    fault, why = trouble
    logged = either.log("branschseminarium i Hallsberg 12 mars, 28 deltagare")
    with fault(either):
        kept = either.rows("expenses")
        refused = text(either.log(f"kontakt Lena Solberg på Bygg AB {'y' * 2500}"))
        assert NOT_SAVED in refused
        assert either.rows("contacts") == []
        code = refused.rstrip(".").rsplit(" ", 1)[-1]
        assert f"nothing saved ({code}): {why}" in caplog.text, "the code leads to the reason"
        assert "28 deltagare" in text(either.status("sök hallsberg")), "reading goes on"
        status, said = health(either)
        assert (status, said["database"]) == (503, why)
    assert well(either)
    assert either.rows("expenses") == kept
    assert "är loggad" in text(either.log("utgift 40 kr parkering 12 mars"))
    assert "ångrad" in text(either.press(logged.message, "Ångra")), "the old card's buttons work"
    assert f"healthz: database: {why}" in caplog.text
    assert "healthz: database: ok" in caplog.text
    assert "Solberg" not in caplog.text


def test_a_button_a_form_and_a_message_are_told_too_and_work_again(group: Group) -> None:
    logged = group.log("utgift 95 kr parkering 12 mars")
    with held(group):
        assert NOT_SAVED in text(group.press(logged.message, "Ångra"))
        assert group.press(logged.message, "Ändra").view is not None, "reading goes on"
        assert NOT_SAVED in str(group.submit({"amount_ore": "120"}).errors)
        assert NOT_SAVED in text(group.tell("utgift 40 kr taxi 12 mars"))
    assert [(row["amount_ore"], row["deleted_at"]) for row in group.rows("expenses")] == [(9_500, None)]
    assert "120 kr" in text(group.submit({})), "the form is still there, with what was filled in"
    assert "ångrad" in text(group.press(logged.message, "Ångra"))


def test_a_reminder_waits_for_the_disk_and_comes_once(
    group: Group, trouble: tuple[Trouble, str], caplog: pytest.LogCaptureFixture
) -> None:
    fault, why = trouble
    group.remind("YH-släpp 23 maj kl 13 på Conventum i Örebro", who=ANNA)
    with fault(group):
        before = group.said()
        group.clock.at = datetime(2024, 5, 9, 7, 0, tzinfo=UTC)
        group.look()
        if why != FULL:  # a full disk leaves room for a word in a page here and there
            assert group.said() == before
            assert f"StorageUnavailable ({why}) at " in caplog.text
    group.look()
    group.clock.turn(minutes=5)
    group.look()
    assert [said.splitlines()[0] for said in group.said()[len(before) :]] == ["📌 YH-släpp om 14 dagar"]
    assert well(group)


def test_a_clock_that_the_file_holds_up_says_so(group: Group) -> None:
    group.remind("YH-släpp 23 maj kl 13 på Conventum i Örebro", who=ANNA)
    with held(group):
        group.clock.turn(days=1)  # its look plans the asks of the new day, which is writing
        group.look()
        assert health(group)[1]["clock"] == f"klockan kan inte göra sitt ({LOCKED})"
    group.look()
    assert well(group)
