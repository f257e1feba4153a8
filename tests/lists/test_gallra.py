"""`app.py gallra`: shown first, and taken out with --spara."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import app
from bot.project_file import DEFAULT_PROJECT
from bot.records import Contact
from storage import records
from storage.database import Database


def gallra(*options: str) -> Result:
    return CliRunner().invoke(app.main, ["gallra", "--today", "2026-05-01", *options])


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with one contact, whose time is out in May 2026."""
    path = tmp_path / "yh.db"
    monkeypatch.setenv("YH_DATABASE", str(path))
    database = Database(path)
    with database.transaction() as db:
        records.add(db, Contact(name="Eva Holm"), who="U1", at="2024-03-14T09:00:00Z")
        records.add(db, Contact(name="Per Ek", objected_on="2024-04-02"), who="U1", at="2024-03-14T09:00:00Z")  # type: ignore[arg-type]
    database.close()
    return path


def test_it_is_shown_first_and_goes_with_spara(path: Path) -> None:
    shown = gallra()
    assert "2 kontakter: projektet är slut" in shown.output and "--spara" in shown.output
    assert b"Eva Holm" in path.read_bytes()
    done = gallra("--spara")
    assert done.exit_code == 0 and "Gallringen är gjord" in done.output
    assert b"Eva Holm" not in path.read_bytes()
    assert "Inget behöver gallras nu" in gallra().output


def test_an_authority_gives_its_decision_first(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = DEFAULT_PROJECT.read_text(encoding="utf-8").replace('hosted_by = "company"', 'hosted_by = "authority"')
    (tmp_path / "project.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("YH_PROJECT", str(tmp_path / "project.toml"))
    refused = gallra("--spara")
    assert refused.exit_code == 1 and "--beslut" in refused.output
    assert b"Eva Holm" in path.read_bytes()
    assert "Beslut: KS 2026/14" in gallra("--spara", "--beslut", "KS 2026/14").output


def test_an_export_leaves_out_whoever_objects(path: Path, tmp_path: Path) -> None:
    assert CliRunner().invoke(app.main, ["export", str(tmp_path / "ut.json")]).exit_code == 0
    written = (tmp_path / "ut.json").read_text(encoding="utf-8")
    assert "Eva Holm" in written and "Per Ek" not in written
