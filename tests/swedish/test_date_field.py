"""A date field that our own rules cannot read goes to dateparser, and is always shown as assumed."""

from datetime import date

import pytest

from bot.forms import read_form
from bot.project import Project
from bot.swedish import read, read_date_field
from tests.swedish.conftest import phrases

TODAY = date(2024, 3, 14)


@pytest.mark.parametrize(
    ("written", "day"),
    [("May 14, 2023", date(2023, 5, 14)), ("3rd of June", date(2023, 6, 3)), ("Feb 13 2024 10:00", date(2024, 2, 13))],
)
def test_an_english_date_is_read_and_assumed(written: str, day: date) -> None:
    assert read_date_field(written, TODAY) == (day, True)


def test_our_own_rules_come_first_and_are_sure() -> None:
    assert read_date_field("14 maj", TODAY) == (date(2023, 5, 14), False)
    assert read_date_field("32 mars", TODAY) is None, "no other reader is asked about a day that does not exist"
    assert read_date_field("v 12", TODAY) is None


@pytest.mark.parametrize("written", ["lunch", "12", "hello 1", "1:30", "12 tkr", "x" * 3000, "9" * 39])
def test_what_is_no_day_is_none(written: str) -> None:
    assert read_date_field(written, TODAY) is None


def test_a_form_says_what_it_assumed(project: Project) -> None:
    filled = {"date": "May 14, 2023", "amount_ore": "300", "description": "Buss", "category": "Resor och logi"}
    record, problems, reasons = read_form("expense", filled, project, TODAY)
    assert (record and record.date, problems) == (date(2023, 5, 14), {})  # type: ignore[attr-defined]
    assert [(reason.field, reason.text) for reason in reasons] == [("date", "May 14, 2023")]


def test_a_date_field_in_a_message_and_in_a_correction(project: Project) -> None:
    logged = read("utgift 300 kr buss, datum: May 14 2023", project, TODAY)
    assert (logged.date, logged.assumed) == (date(2023, 5, 14), ("date",))
    corrected = read("byt datum på utgift 3 till May 14 2023", project, TODAY)
    assert (corrected.date, corrected.assumed) == (date(2023, 5, 14), ("date",))


def test_it_never_sees_a_whole_message(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr("dateparser.parse", lambda text, **_: seen.append(text))
    for message in phrases("messages"):
        read(message["text"], project, TODAY)
    assert seen == []
