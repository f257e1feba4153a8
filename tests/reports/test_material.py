"""What a report is made of: one state of the file, and all of the project that belongs to its days."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bot.records import Activity, Payment
from bot.span import Scope, Span
from storage import figures, happened
from tests.reports.conftest import AUTUMN_2025, QUARTER, Kept, column, texts


def test_what_is_logged_while_it_is_read_is_in_all_its_figures_or_in_none(
    kept: Kept, activity: Callable[..., Activity], monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = figures.activities

    def counted_and_logged(*asked: Any) -> Any:
        found = counted(*asked)
        kept.log(activity("branschseminarium", "2024-03-05", participants=9))
        return found

    monkeypatch.setattr(figures, "activities", counted_and_logged)
    material = kept.material()
    assert len(material.held) == 3
    assert {part.type: part.occasions for part in material.in_span.held if part.type == "branschseminarium"} == {}
    monkeypatch.undo()
    assert len(kept.material().held) > 3


def test_what_is_paid_in_after_the_last_day_is_in_the_reports_of_the_whole_period(kept: Kept, everything: Span) -> None:
    """Instalments come in arrears: 'pengar' counts them whenever they came."""
    kept.log(Payment(date=date(2026, 2, 10), amount_ore=230_000_00, payer="Region Örebro län"))
    afterwards = Kept(kept.database, kept.project, date(2026, 2, 11))
    said = "Inbetalt hittills: Region Örebro län 230\xa0000\xa0kr, Örebro kommun 200\xa0000\xa0kr"
    assert any(said in each for each in texts(afterwards.document("slutrapport", everything)))
    assert column(afterwards.workbook(everything)["Finansiering"], "Inbetalt")[:3] == [230_000, 200_000, 0]
    quarter = afterwards.workbook(AUTUMN_2025)["Finansiering"]  # it ends with the project
    assert column(quarter, "Inbetalt")[0] == 230_000
    assert column(afterwards.workbook()["Finansiering"], "Inbetalt")[0] == 0


def test_people_are_counted_in_the_report_as_in_the_status(empty: Kept, activity: Callable[..., Activity]) -> None:
    """Ten women are ten participants, though nobody wrote how many there were in all."""
    for fields in (
        {"women": 10},
        {"women": 10},
        {"participants": 12, "women": 5, "men": 7},
        {"participants": 30, "women": 4},
    ):
        empty.log(activity("branschseminarium", "2024-02-01", **fields))
    with empty.database.reading() as db:
        told = happened.total(db, Scope(QUARTER), empty.project, empty.today).heads
    (table,) = (each for each in empty.document().tables if each.rows[0].cells[-1].text == "Andel kvinnor")
    rows = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in table.rows}
    assert (told.participants, told.women, told.men) == (62, 25, 7)
    goals = {tuple(cells) for name, cells in rows.items() if name[:1].isdigit() and cells[0] == "4"}
    assert goals == {tuple(rows["Alla, varje tillfälle en gång"])} == {("4", "62", "25", "7", "0", "78\xa0%")}
    listed = next(each for each in empty.document("slutrapport").tables if each.rows[0].cells[0].text == "Nr")
    assert [row.cells[5].text for row in listed.rows][1:] == ["10", "10", "12", "30"]
