"""docs/personuppgifter.md says what is so: the project file's figures, every table and field, commands that work."""

import re
from pathlib import Path

import pytest
from click import Context

import app
from bot.project_file import load_project
from bot.records import RECORDS, fields
from bot.views import swedish_text as sv
from handlers.settings import Settings
from storage.database import Database
from tests.conversations.conftest import ANNA, Group
from tests.repository.conftest import shown

ROOT = Path(__file__).parents[2]
PAPER = (ROOT / "docs" / "personuppgifter.md").read_text(encoding="utf-8")
PROJECT = load_project()
RULES = PROJECT.personal_data
COMMANDS = re.findall(r"`/yh-(logg|status) ([^`]+)`", PAPER)


def row(start: str) -> str:
    """The row of a table that begins so."""
    (found,) = [line for line in PAPER.splitlines() if line.startswith(f"| {start}")]
    return found


def test_how_long_is_what_the_project_file_says() -> None:
    until = sv.day(PROJECT.contacts_until, weekday=False).replace("\u00a0", " ")
    assert until in row("Kontakter |") and f"{RULES.contacts_months} månader" in row("Kontakter |")
    assert PAPER.count(until) == PAPER.count("30 april 2026")
    for start, number, setting in (
        ("Kontakter som", f"{RULES.review_months} månader", "review_months"),
        ("Verifikat och", f"{PROJECT.reporting.voucher_years} år", "voucher_years"),
        ("Det som är ångrat", f"{RULES.undone_days} dagar", "undone_days"),
        ("Frågor som", f"{RULES.questions_days} dagar", "questions_days"),
        ("Skickade", f"{RULES.sent_days} dagar", "sent_days"),
    ):
        assert number in row(start) and f"`{setting}`" in row(start)
    assert f"inom {RULES.answer_days} dagar" in PAPER and f"inom {RULES.inform_days} dagar" in PAPER
    assert f"de {Settings.model_fields['yh_backups_kept'].default} senaste" in row("Säkerhetskopior")
    assert f"`{RULES.review_milestone}`" in row("Kontakter som")


def test_controllers_and_processors_are_those_of_the_project_file() -> None:
    for controller in RULES.controllers:
        assert controller.ground in row(f"{controller.name} |")
    for processor in RULES.processors:
        assert row(processor.name) == f"| {processor.name} | {processor.does} | {processor.where} |"


def test_every_table_is_named(tmp_path: Path) -> None:
    database = Database(tmp_path / "yh.db")
    with database.reading() as db:
        found = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    database.close()
    section = PAPER.partition("## Vilka uppgifter")[2].partition("\n## ")[0]
    assert [name for name in found if f"`{name}`" not in section and not name.startswith("sqlite_")] == []


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_every_field_that_may_hold_a_person_is_named_with_its_table(record: type) -> None:
    personal = [field for field in fields(record) if field.personal]
    for field in personal:
        assert field.label in row(f"`{record.table}`"), field.name  # type: ignore[attr-defined]


def test_what_people_write_in_words_is_marked_as_personal() -> None:
    plain = {"currency", "voucher", "done_at", "attested_at", "name", "unit"}  # codes, moments, an indicator's name
    kinds = ("text", "long_text", "email", "phone")
    unmarked = [
        (record.kind, field.name) for record in RECORDS.values() for field in fields(record)
        if field.kind in kinds and not field.personal and field.name not in plain
    ]  # fmt: skip
    assert unmarked == []


@pytest.mark.parametrize(
    "setting", sorted(set(re.findall(r"`([a-z]+_[a-z_]+)`", PAPER.partition("## Hur länge")[2].partition("\n## ")[0])))
)
def test_every_setting_that_it_names_is_there(setting: str) -> None:
    assert hasattr(RULES, setting) or hasattr(PROJECT.reporting, setting)


ANSWERS = {
    "gallra": "Det här står kvar", "ej informerade": "Eva Holm", "registerutdrag Eva Holm": "Eva Holm",
    "ändra kontakt 1: mejl ny@example.se": "ny@example.se", "radera Eva Holm": "Det här raderas om Eva Holm",
    "invändning Eva Holm": "är noterad",
}  # fmt: skip


def test_every_command_does_what_it_is_named_for(playground: Group) -> None:
    shown(playground, "/yh-logg kontakt Eva Holm, hr-chef på Hallsbergs Bygg AB, eva.holm@hallsbergbygg.se", ANNA)
    assert {words for _, words in COMMANDS} == set(ANSWERS)
    for name, words in dict.fromkeys(COMMANDS):
        assert ANSWERS[words] in shown(playground, f"/yh-{name} {words}", ANNA), words


def test_so_do_those_of_the_command_line() -> None:
    for name in set(re.findall(r"`app\.py (\w+)", PAPER)):
        assert name in app.main.list_commands(Context(app.main))


def test_every_file_and_heading_that_it_points_to_is_there() -> None:
    for path in re.findall(r"`((?:tests|docs|bot)/[^`]+)`", PAPER):
        assert (ROOT / path).exists(), path
    headings = {
        re.sub(r"[^\w -]", "", title.lower()).strip().replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", PAPER, re.M)
    }
    for anchor in re.findall(r"\]\(#([^)]+)\)", PAPER):
        assert anchor in headings
