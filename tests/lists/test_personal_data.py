"""`app.py registerutdrag` and `app.py radera`, as whoever runs the assistant meets them."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import app
from bot.records import Contact, Note
from bot.views.history import by, done
from bot.views.history_values import Named
from storage import history, records
from storage.database import Database

AT = "2024-03-01T08:00:00Z"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("YH_DATABASE", str(tmp_path / "yh.db"))
    monkeypatch.chdir(tmp_path)
    database = Database(tmp_path / "yh.db")
    with database.transaction() as db:
        records.add(db, Contact(name="Eva Holm", email="eva@nora.se"), who="U1", at=AT)
        records.add(db, Contact(name="Eva Holm", email="eva@bygg.se"), who="U1", at=AT)
        records.add(db, Contact(name="Bo Ek", phone="+46701234567"), who="U1", at=AT)
        records.add(db, Note(type="note", date=date(2024, 3, 1), text="Bo Eks förslag"), who="U1", at=AT)
    database.close()
    return tmp_path / "yh.db"


def run(*words: str) -> Result:
    return CliRunner().invoke(app.main, [*words, "--today", "2024-03-14"])


def test_without_spara_it_only_tells(path: Path) -> None:
    said = run("radera", "Bo", "Ek")
    assert said.exit_code == 0 and "1 kontakt" in said.output and "--spara" in said.output
    assert b"Bo Ek" in path.read_bytes()


def test_with_spara_it_is_gone(path: Path) -> None:
    said = run("radera", "Bo Ek", "--spara")
    assert "Kontakt 3 är raderad" in said.output and "rensad" in said.output
    raw = b"".join(each.read_bytes() for each in path.parent.iterdir())
    assert b"Bo Ek" not in raw and b"701234567" not in raw
    assert (path.parent / "yh-raderingar.jsonl").exists()


def test_of_two_one_is_chosen_by_number(path: Path) -> None:
    asked = run("radera", "Eva Holm", "--spara")
    assert asked.exit_code == 1 and "--kontakt" in asked.stderr and "eva@bygg.se" in asked.stderr
    assert run("radera", "Eva Holm", "--kontakt", "3").exit_code == 1
    assert "Kontakt 2 är raderad" in run("radera", "Eva Holm", "--kontakt", "2", "--spara").output
    assert b"eva@bygg.se" not in path.read_bytes() and b"eva@nora.se" in path.read_bytes()


def test_where_an_authority_hosts_it_wants_the_decision(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = path.with_name("projekt.toml")
    shown = (Path(app.__file__).parent / "bot" / "projects" / "yh-orebro.toml").read_text(encoding="utf-8")
    assert 'hosted_by = "company"' in shown
    own.write_text(shown.replace('hosted_by = "company"', 'hosted_by = "authority"'), encoding="utf-8")
    monkeypatch.setenv("YH_PROJECT", str(own))
    refused = run("radera", "Bo Ek", "--spara")
    assert refused.exit_code == 1 and "--beslut" in refused.stderr
    assert "Kontakt 3 är raderad" in run("radera", "Bo Ek", "--spara", "--beslut", "RÖL 2024/77").output
    database = Database(path)
    with database.reading() as db:
        last = history.of(db, "contact", 3, limit=8).lines[-1]
    database.close()
    said = done(last, Named(str, str, str))
    assert by(last, "") == "på kommandoraden" and said == "personuppgifter borttagna enligt beslut RÖL 2024/77"


def test_an_extract_is_two_files_that_only_their_owner_reads(path: Path) -> None:
    said = run("registerutdrag", "Bo Ek", "--ut", "mapp")
    assert said.exit_code == 0
    found = sorted((path.parent / "mapp").iterdir())
    assert [each.name for each in found] == ["registerutdrag-3.docx", "registerutdrag-3.txt"]
    assert all(each.stat().st_mode & 0o777 == 0o600 for each in found)
    assert "+46701234567" in found[1].read_text(encoding="utf-8-sig")
    assert run("registerutdrag", "Nisse Hult").exit_code == 1
