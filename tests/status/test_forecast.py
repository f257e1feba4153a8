"""What the whole period will cost if it goes on like this: computed as it says, to the krona, and never guessed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.budget import Expenses, ExpenseSum
from bot.forecast import Gone, forecast, whole_months
from bot.project_file import load_project
from bot.project_money import ForecastRule
from bot.views.money_sentences import forecast_line

PROJECT = load_project()
AS_BUDGETED = PROJECT.model_copy(update={"forecast": ForecastRule(rule="budget")})
MID_MARCH = date(2024, 3, 14)
BEGAN = date(2023, 1, 9)
GONE = Gone(date(2023, 1, 1), date(2024, 2, 29), 14, 22)


def spent(**kronor):
    """Logged kronor by category: personal, tjanster, resor."""
    names = {"personal": "Egen personal", "tjanster": "Externa tjänster", "resor": "Resor och logi"}
    return Expenses(tuple(ExpenseSum(names[key], 2023, 1, 100 * value, 0) for key, value in kronor.items()))


def line(reply):
    return next(row for row in reply.plain().replace("\u00a0", " ").split("\n") if row.startswith("Prognos"))


def test_the_months_that_have_gone_go_on_in_the_same_pace():
    """14 of 36 months: 14 000 kr becomes 36 000 kr, and 15 % of that."""
    ahead = forecast(PROJECT, spent(personal=20_000), spent(personal=14_000), GONE)
    assert [ore for _, _, ore in ahead.lines] == [36_000_00, 0, 0, 5_400_00]
    assert ahead.gone == whole_months(PROJECT, BEGAN, MID_MARCH) == GONE
    assert ahead.financing.parts[0].ore == 20_700_00


def test_or_as_the_budget_has_it_where_the_project_file_says_so():
    """10 of 12 months of 2024 and all of 2025: 10/12 × 346 086 + 353 008 beside what is logged."""
    ahead = forecast(AS_BUDGETED, spent(personal=300_000), spent(personal=300_000), GONE)
    assert ahead.lines[0][2] == 300_000_00 + 288_405_00 + 353_008_00
    assert ahead.lines[1][2] == 118_333_33 + 142_000_00  # 10/12 of 142 000, half up


def test_never_less_than_what_is_logged():
    ahead = forecast(PROJECT, spent(tjanster=90_000), spent(tjanster=14_000), GONE)
    assert ahead.lines[1][2] == 90_000_00


@pytest.mark.parametrize("day", ["2022-12-01", "2023-03-31", "2026-01-01"])
def test_none_before_the_period_in_its_first_months_and_after_it(day):
    assert whole_months(PROJECT, BEGAN, date.fromisoformat(day)) is None
    assert forecast(PROJECT, spent(personal=9), spent(personal=9), None) is None


def test_none_before_anything_is_logged(ask):
    assert forecast(PROJECT, Expenses(()), Expenses(()), GONE) is None
    assert whole_months(PROJECT, None, MID_MARCH) is None
    assert "Prognos" not in ask("pengar").plain()


def test_a_month_counts_when_it_is_whole():
    assert whole_months(PROJECT, BEGAN, date(2023, 4, 1)) == Gone(date(2023, 1, 1), date(2023, 3, 31), 3, 33)
    assert whole_months(PROJECT, BEGAN, date(2024, 3, 31)) == GONE
    assert whole_months(PROJECT, BEGAN, date(2025, 12, 31)).left == 1


def test_a_group_that_begins_to_log_in_the_middle_has_not_spent_nothing_until_then(ask, log, expense):
    """Logged since December: no forecast of two months; of three, what they are for the 22 months that are left."""
    log(*(expense("Externa tjänster", f"2024-{month:02}-10", 20_000) for month in (1, 2)))
    assert "Prognos" not in ask("pengar").plain()
    log(expense("Externa tjänster", "2023-12-10", 20_000))
    assert line(ask("pengar")).startswith("Prognos: 500 000 kr när projekttiden är slut")  # 25 months of 20 000
    assert "det som är loggat december 2023 – februari 2024 (3 månader)" in ask("finansiering").plain().replace(
        "\u00a0", " "
    )


def test_it_is_said_with_how_it_was_computed(ask, log, expense):
    log(*(expense("Egen personal", f"{year}-{month:02}-25", 28_844) for year, month in months(14)))
    log(expense("Externa tjänster", "2024-03-10", 5_000))  # this month is not over: its pace is nobody's
    # 36 × 28 844 × 1.15 + 5 000; half of it is the region's, beside the town's 600 000
    assert line(ask()) == (
        "Prognos: 1 199 142 kr när projekttiden är slut, 445 011 kr under budgeten · överfinansierat med 429 kr: "
        "kontakta handläggaren"
    )
    said = ask("finansiering").plain().replace("\u00a0", " ")
    assert (
        "Så är prognosen räknad: det som är loggat januari 2023 – februari 2024 (14 månader) fortsätter i samma "
        "takt projekttiden ut. Schablonen följer med. Region Örebro län betalar då 599 571 kr av högst 822 076 kr."
    ) in said


def months(count):
    return [(2023 + number // 12, number % 12 + 1) for number in range(count)]


def test_while_the_forecast_ties_nobody_is_alarmed_by_what_is_not_booked_yet(ask, log, expense):
    log(
        *(
            expense("Externa tjänster", f"{year}-{month:02}-25", 40_000, booked_on="2024-03-01")
            for year, month in months(14)
        )
    )
    said = ask("finansiering").plain().replace("\u00a0", " ")
    assert "Än så länge är finansiärernas delar 320 000 kr mer än det bokförda" in said
    assert "Om inget mer bokförs" not in said
    assert line(ask()).endswith("204 153 kr under budgeten · finansieringen räcker")


def test_more_than_the_decision_falls_on_whoever_carries_the_rest(ask, log, expense):
    log(*(expense("Externa tjänster", f"{year}-{month:02}-25", 50_000) for year, month in months(14)))
    assert line(ask()).endswith("underfinansierat med 155 847 kr, som faller på Handelskammaren Mälardalen")


def test_a_project_in_which_nobody_carries_the_rest_says_what_has_no_funder():
    funders = tuple(funder for funder in PROJECT.funders if funder.part != "rest")
    project = PROJECT.model_copy(update={"funders": funders})
    ahead = forecast(project, spent(tjanster=700_000), spent(tjanster=700_000), GONE)
    assert ahead.financing.short_ore == 1_800_000_00 - 822_076_00 - 600_000_00
    assert sum(part.ore for part in ahead.financing.parts) == 1_800_000_00 - ahead.financing.short_ore


class Stands:
    def __init__(self, ahead):
        self.forecast = ahead


@given(
    st.sampled_from([PROJECT, AS_BUDGETED]), st.integers(1, 10**8), st.integers(0, 10**8), st.integers(0, 10**7),
    st.dates(PROJECT.start, PROJECT.end), st.dates(PROJECT.start, PROJECT.end),
)  # fmt: skip
def test_the_lines_are_the_sum_and_the_funders_carry_it(project, personal, tjanster, later, began, today):
    gone = spent(personal=personal, tjanster=tjanster)
    months = whole_months(project, began, today)
    ahead = forecast(project, spent(personal=personal + later, tjanster=tjanster), gone, months)
    if ahead is None:
        assert (today - began).days < 4 * 31
        return
    parts = sum(part.ore for part in ahead.financing.parts)
    assert parts == ahead.total_ore + ahead.financing.over_ore - ahead.financing.short_ore
    assert ahead.lines[0][2] >= 100 * (personal + later)
    assert ahead.lines[3][2] == int((Decimal(ahead.lines[0][2]) * 15 / 100).quantize(Decimal(1), "ROUND_HALF_UP"))
    assert forecast_line(Stands(ahead)).startswith("Prognos: ")
