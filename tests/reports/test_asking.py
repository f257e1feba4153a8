"""Which report is asked for, of which days, in people's own words; and what is no report."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.project import Project
from bot.project_file import load_project
from bot.span import Span
from bot.swedish.report import read_report, wishes_for_report
from bot.swedish.spans import SinceLast
from handlers.report import due
from tests.reports.conftest import TODAY

PROJECT = load_project()


def days(period: object) -> str:
    if isinstance(period, Span):
        return f"{period.first} {period.last}"
    return "" if period is None else "sedan"


@pytest.mark.parametrize(
    ("text", "kind", "period"),
    [
        ("rapport lägesrapport kvartal 1", "lägesrapport", "2024-01-01 2024-03-31"),
        ("Rapport Ekonomi 2024", "ekonomi", "2024-01-01 2024-12-31"),
        ("rapport styrgrupp", "styrgrupp", ""),
        ("rapport styrgrupp sedan förra styrgruppsmötet", "styrgrupp", "sedan"),
        ("rapport slutrapport", "slutrapport", ""),
        ("slutrapporten", "slutrapport", ""),
        ("rapport utvärdering", "utvärdering", ""),
        ("rapport till utvärderaren för 2023", "utvärdering", "2023-01-01 2023-12-31"),
        ("gör en ekonomirapport för första halvåret 2024", "ekonomi", "2024-01-01 2024-06-30"),
        ("ge mig lägesrapporten för mars, tack", "lägesrapport", "2024-03-01 2024-03-31"),
        ("rapport ekonomi 2023 och 2024", "ekonomi", "2023-01-01 2024-12-31"),
        ("rapport ekonomi hela projekttiden", "ekonomi", "2023-01-01 2025-12-31"),
        ("rapport ekonmi", "ekonomi", ""),
        ("rapport", None, ""),
        ("rapport kvartal 1 2024", None, "2024-01-01 2024-03-31"),
        ("underlag till styrgruppen", "styrgrupp", ""),
    ],
)
def test_a_report_is_asked_for_as_one_would_say_it(project: Project, text: str, kind: str | None, period: str) -> None:
    request = read_report(text, project, TODAY)
    assert request is not None
    assert (request.kind, days(request.period), request.word) == (kind, period, "")


@pytest.mark.parametrize(
    "text",
    [
        "ekonomi 2024", "pengar", "utvärdering", "styrgruppsmöte 1 februari, 8 närvarande", "rapporten är klar",
        "lägesrapporten ska in 5 april", "lägesrapporten för mars lämnades in", "underlag delmål 3", "läget", "",
        "omvärldsrapport om solel klar", "vi skrev slutrapporten i går",
    ],
)  # fmt: skip
def test_what_only_names_one_is_no_report(project: Project, text: str) -> None:
    assert read_report(text, project, TODAY) is None


def test_a_strange_word_after_rapport_is_told_of(project: Project) -> None:
    request = read_report("rapport om hästar", project, TODAY)
    assert request and request.word == "hästar" and request.kind is None


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("kan du göra en lägesrapport?", True),
        ("jag vill ha underlag till styrgruppen", True),
        ("ge mig ekonomirapporten för 2024", True),
        ("vi skrev lägesrapporten i går", False),
        ("jag vill ha kaffe", False),
    ],
)
def test_a_wish_in_plain_words(text: str, wish: bool) -> None:
    assert wishes_for_report(text) is wish


@given(st.text(max_size=80).map(lambda text: f"rapport {text}"))
def test_whatever_is_written_after_it_something_is_answered(text: str) -> None:
    request = read_report(text, PROJECT, TODAY)
    assert request is None or isinstance(request.kind, str | None)


def test_since_the_last_meeting_is_looked_up_later(project: Project) -> None:
    request = read_report("rapport styrgrupp sedan förra mötet", project, TODAY)
    assert request and isinstance(request.period, SinceLast)


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2024, 3, 14), date(2024, 1, 1)),  # sent on the quarter's last working day
        (date(2024, 4, 10), date(2024, 1, 1)),  # late
        (date(2024, 5, 10), date(2024, 4, 1)),
        (date(2023, 1, 5), date(2023, 1, 1)),  # there is none before
        (date(2022, 12, 1), date(2023, 1, 1)),
        (date(2026, 1, 10), date(2025, 10, 1)),
        (date(2027, 6, 1), date(2025, 10, 1)),
    ],
)
def test_the_progress_report_is_of_the_months_that_are_due(project: Project, today: date, first: date) -> None:
    assert due(project, today).first == first
