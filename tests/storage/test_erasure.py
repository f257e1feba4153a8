"""An older copy that is restored has erased again what was erased after it was made, and nothing else."""

import shutil
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from sqlite_utils import Database as Connection

from bot.records import Contact, Note
from bot.traces import Person
from storage import erasure, erasures, persons, records
from storage.database import Database
from storage.sweep import sweep, waits

BEFORE, ERASED, AFTER = "2024-03-01T08:00:00Z", "2024-04-01T08:00:00Z", "2024-05-01T08:00:00Z"
SECRETS = ("Eva", "Holm", "eva.holm", "701234567")


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Database]:
    (tmp_path / "nu").mkdir()
    database = Database(tmp_path / "nu" / "yh.db")
    with database.transaction() as db:
        eva = Contact(name="Eva Holm", email="eva.holm@kumla.se", phone="+46701234567")
        records.add(db, eva, who="U1", at=BEFORE)
        records.add(db, Contact(name="Eva Berg", email="eva.berg@kumla.se"), who="U1", at=BEFORE)
        note(db, "Eva Holms förslag, ring 070-123 45 67", BEFORE)
        note(db, "Möte med Eva Berg", BEFORE)
    yield database
    database.close()


def note(db: Connection, text: str, at: str) -> None:
    records.add(db, Note(type="note", date=date(2024, 3, 1), text=text), who="U1", at=at)


def copied(database: Database, to: Path) -> Path:
    """A copy of everything that is in the file now."""
    to.mkdir()
    with database.reading() as db:
        db.execute("VACUUM INTO ?", [str(to / "yh.db")])
    return to / "yh.db"


def erase_eva(database: Database, *numbers: int, at: str = ERASED) -> None:
    with database.transaction() as db:
        person = persons.person(db, numbers)
        erasure.erase(db, person, who="U2", at=at)
    erasures.write_out(database)
    assert sweep(database)


def restored(path: Path, beside: Path) -> tuple[Database, dict[str, int]]:
    database = Database(path)
    return database, dict(erasure.apply_again(database, erasures.recorded(beside)))


def texts(database: Database) -> list[str]:
    with database.reading() as db:
        return [text for (text,) in db.execute("SELECT text FROM notes ORDER BY id")]


def names(database: Database) -> list[str]:
    with database.reading() as db:
        return [name for (name,) in db.execute("SELECT name FROM contacts ORDER BY id")]


def bytes_of(path: Path) -> bytes:
    return b"".join(each.read_bytes() for each in path.parent.iterdir())


def test_an_older_copy_forgets_again_in_bytes_too(kept: Database, tmp_path: Path) -> None:
    old = copied(kept, tmp_path / "kopia")
    erase_eva(kept, 1)
    assert all(secret.encode() in bytes_of(old) for secret in SECRETS)
    again, counted = restored(old, kept.path)
    assert counted["contact"] == 1 and counted["note"] == 1
    assert names(again) == ["", "Eva Berg"]
    assert texts(again) == ["[borttaget]s förslag, ring [borttaget]", "Möte med Eva Berg"]
    raw = bytes_of(old)
    assert not [secret for secret in ("Eva Holm", "eva.holm", "Holm", "holm", "701234567") if secret.encode() in raw]
    assert not waits(again)
    with again.reading() as db:
        assert [each.uid for each in erasures.kept(db)] == [each.uid for each in erasures.recorded(old)]
    again.close()


def test_done_twice_it_does_nothing_more(kept: Database, tmp_path: Path) -> None:
    old = copied(kept, tmp_path / "kopia")
    erase_eva(kept, 1)
    again, _ = restored(old, kept.path)
    assert erasure.apply_again(again, [*erasures.recorded(old), *erasures.recorded(kept.path)]) == {}
    again.close()


@pytest.mark.parametrize("written", ["Möte med Åsa Sjöberg", "ÅSA SJÖBERG", "Sjöberg, Åsa", "Åsa Sjöbergs"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_is_found_however_its_dots_are_written(
    kept: Database, written: str, form: Literal["NFC", "NFD"]
) -> None:
    with kept.transaction() as db:
        asa = records.add(db, Contact(name="Åsa Sjöberg"), who="U1", at=BEFORE).id
        records.add(db, Contact(name="Åsa Ek"), who="U1", at=BEFORE)
        note(db, unicodedata.normalize(form, written), BEFORE)
    erase_eva(kept, asa)
    assert "berg" not in texts(kept)[-1].casefold()
    assert names(kept)[-1] == "Åsa Ek"


@pytest.mark.parametrize(
    "written",
    ["Eva M Holm", "Eva M. Holm", "Eva ”Evis” Holm", "Eva 'Evis' Holm", "Eva (Evis) Holm",
     "Eva Hol\u00adm", "\uff25va Holm", "Eva \uff28olm", "Eva\u200b Holm", "Eva\u00a0Holm"],
)  # fmt: skip
def test_a_name_is_found_with_an_initial_a_nick_name_or_unseen_signs(
    kept: Database, tmp_path: Path, written: str
) -> None:
    with kept.transaction() as db:
        note(db, f"Möte med {written} om lokaler", BEFORE)
    old = copied(kept, tmp_path / "kopia")
    erase_eva(kept, 1)
    assert texts(kept)[-1] == "Möte med [borttaget] om lokaler"
    again, _ = restored(old, kept.path)
    assert texts(again)[-1] == "Möte med [borttaget] om lokaler"
    again.close()


@pytest.mark.parametrize(
    "written",
    ["Eva och Sören Holm", "Eva Maria Holm", "Eva, M Holm", "Eva Berg Holm", "Eva B Berg", "Eva M-Holm", "E. Holm"],
)
def test_what_may_be_anothers_stays(kept: Database, written: str) -> None:
    with kept.transaction() as db:
        note(db, f"Möte med {written} om lokaler", BEFORE)
    erase_eva(kept, 1)
    assert texts(kept)[-1] == f"Möte med {written} om lokaler"


def test_what_was_logged_anew_after_the_erasing_stays(kept: Database, tmp_path: Path) -> None:
    erase_eva(kept, 1)
    with kept.transaction() as db:
        records.add(db, Contact(name="Eva Holm", email="eva.holm@kumla.se"), who="U1", at=AFTER)
        note(db, "Eva Holm är med igen", AFTER)
    later = copied(kept, tmp_path / "kopia")
    again, counted = restored(later, kept.path)
    assert counted == {}
    assert names(again) == ["", "Eva Berg", "Eva Holm"]
    assert texts(again)[-1] == "Eva Holm är med igen"
    again.close()


def test_a_copy_that_knows_nothing_of_the_erasure_keeps_what_is_newer(kept: Database, tmp_path: Path) -> None:
    old = copied(kept, tmp_path / "kopia")
    erase_eva(kept, 1)
    other = Database(old)
    with other.transaction() as db:
        records.add(db, Contact(name="Eva Holm"), who="U1", at=AFTER)
        note(db, "Eva Holm är med igen", AFTER)
    erasure.apply_again(other, erasures.recorded(kept.path))
    assert names(other) == ["", "Eva Berg", "Eva Holm"]
    assert texts(other)[-1] == "Eva Holm är med igen"
    other.close()


def test_a_contact_under_an_earlier_name_is_the_same_one(kept: Database, tmp_path: Path) -> None:
    with kept.transaction() as db:
        before = records.get(db, "contact", 1)
        assert isinstance(before, Contact)
        old = before.model_copy(update={"name": "Eva Strand"})
        records.change(db, before, old, who="U1", at=BEFORE)
    erase_eva(kept, 1)
    assert texts(kept)[0].startswith("[borttaget]s")
    assert b"Strand" not in bytes_of(kept.path) and b"Holm" not in bytes_of(kept.path)


@pytest.mark.parametrize("short", [1, 2, 3, 40])
def test_a_line_that_was_cut_off_is_written_down_again(kept: Database, short: int) -> None:
    erase_eva(kept, 2)
    erase_eva(kept, 1)
    path = erasures.beside(kept.path)
    whole = path.read_text()
    path.write_text(whole[:-short])
    assert len(erasures.recorded(kept.path)) == (2 if short == 1 else 1)
    erasures.write_out(kept)
    with kept.transaction() as db:
        erasure.erase(db, Person(names=("Bo Ek",)), who="U2", at=AFTER)
    erasures.write_out(kept)
    assert path.read_text().startswith(whole)
    assert len(erasures.recorded(kept.path)) == 3
    shutil.copy(kept.path, kept.path.with_name("annan.db"))
    assert erasures.recorded(kept.path.with_name("annan.db")) == []


def test_it_is_undone_whole_when_it_cannot_be_kept(kept: Database) -> None:
    with pytest.raises(RuntimeError), kept.transaction() as db:
        erasure.erase(db, persons.person(db, [1]), who="U2", at=ERASED)
        raise RuntimeError
    assert names(kept) == ["Eva Holm", "Eva Berg"]
