"""The money tables: whole kronor that add up, what is booked, and what is not counted."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.budget import Expenses, ExpenseSum
from bot.money import Books, standing
from bot.project_file import load_project
from bot.views.status_frame import Frame
from bot.views.status_money import by_year, funders, money, whole_period
from storage import records

PROJECT = load_project()


def plain(reply):
    return reply.plain().replace("\u00a0", " ")


def kronor(cell):
    return int(cell.replace("\u00a0", "").replace("−", "-"))


def rows(reply):
    return {row[0].replace("\u00a0", " "): [kronor(cell) for cell in row[1:]] for row in reply.table.rows}


def paper(expense, share=1):
    return [
        expense(
            category.name, f"{year}-06-01", float(category.budget.years[year] * Decimal(share)), booked_on="2025-12-31"
        )
        for category in PROJECT.cost_categories
        if category.logged
        for year in PROJECT.years
    ]


def test_the_paper_booked_exactly_fills_its_tables_to_the_krona(ask, log, expense):
    log(*paper(expense))
    reply = ask("pengar")
    assert reply.title == "📊 Pengar 2024"
    assert rows(reply) == {
        "Egen personal": [346_086, 346_086, 346_086, 0],
        "Externa tjänster": [142_000, 142_000, 142_000, 0],
        "Resor och logi": [8_000, 8_000, 8_000, 0],
        "Indirekta kostnader (schablon 15 %)": [51_913, 51_913, 51_913, 0],
        "Summa": [547_999, 547_999, 547_999, 0],
    }
    whole, funders = ask("pengar hela projekttiden"), ask("finansiering")
    assert whole.title == "📊 Pengar, hela projekttiden 2023–2025"
    assert rows(whole)["Summa"] == [1_644_153, 1_644_153, 1_644_153, 0]
    assert {name: figures[:2] for name, figures in rows(funders).items()} == {
        "Region Örebro län (50 %, högst 822 076 kr)": [822_076, 822_076],
        "Örebro kommun (fast del)": [600_000, 600_000],
        "Handelskammaren Mälardalen (resten)": [222_077, 222_077],
        "Summa": [1_644_153, 1_644_153],
    }
    assert "överfinansier" not in plain(reply)


def test_ten_ore_of_the_flat_rate_are_nothing_to_tell_of(ask, log, expense):
    log(*paper(expense))
    for side in ("", "pengar", "finansiering", "att se över"):
        assert "finansierat" not in plain(ask(side, date(2026, 1, 10)))
    log(expense("Resor och logi", "2024-06-01", 1, booked_on="2025-12-31"))
    assert "underfinansierat med 1 kr" in plain(ask("", date(2026, 1, 10)))


def test_half_the_budget_is_overfinanced_and_says_whom_to_contact(ask, log, expense):
    log(*paper(expense, Decimal("0.5")))
    during, after = (plain(ask("finansiering", day)) for day in (date(2025, 12, 31), date(2026, 1, 1)))
    assert "Om inget mer bokförs blir projektet överfinansierat med 188 962 kr" in during
    assert "kontakta handläggaren" in during
    assert "Projektet är överfinansierat med 188 962 kr" in after
    assert "Kontakta handläggaren." in after
    table = rows(ask("finansiering", date(2026, 1, 1)))
    assert [row[1] for row in table.values()] == [411_038, 600_000, 0, -188_961, 822_077]
    assert table["Delar utöver kostnaderna"][0] == 0
    assert "Projektet är överfinansierat med 188 962 kr" in plain(ask("pengar", date(2026, 1, 1)))


def test_one_and_a_half_times_reaches_the_cap_and_falls_on_the_others(ask, log, expense):
    log(*paper(expense, Decimal("1.5")))
    reply = ask("finansiering", date(2025, 12, 31))
    assert rows(reply)["Handelskammaren Mälardalen (resten)"][:2] == [222_077, 1_044_154]
    assert "Taket för Region Örebro län är nått: kostnader därutöver bär de andra finansiärerna." in plain(reply)
    warned = plain(ask("att se över", date(2025, 12, 31)))
    assert "Egen personal ligger mer än 10 % över budgeten för hela projekttiden: kontakta handläggaren." in warned
    assert "Projektet är underfinansierat med 822 077 kr" in plain(reply)
    assert "det faller på Handelskammaren Mälardalen" in plain(reply)
    assert rows(ask("pengar hela projekttiden", date(2025, 12, 31)))["Summa"][3] < 0


def test_logged_is_not_booked(ask, log, expense):
    log(
        expense("Resor och logi", "2024-02-01", 312.50, booked_on="2024-03-01"),
        expense("Resor och logi", "2024-02-02", 100),
        expense("Resor och logi", "2024-02-03", 2_000, approximate=True, booked_on="2024-03-01"),
    )
    reply = ask("pengar")
    assert rows(reply)["Resor och logi"] == [8_000, 2_413, 313, 5_587]
    said = "1 utgift (omkring 2 000 kr) är ungefärlig: räknas som loggat men aldrig som bokfört."
    assert said in plain(ask("att se över"))
    assert [column.label for column in ask("finansiering").table.columns] == [
        "Finansiär", "Enligt beslutet", "Av det bokförda", "Om allt loggat bokförs",
    ]  # fmt: skip


def test_what_is_not_counted_is_said(ask, log, expense):
    log(
        expense(None, "2024-02-01", 249),
        expense("Resor och logi", "2024-02-01", 50, currency="EUR", cost_ore=None),
        expense("Resor och logi", "2026-02-01", 50),
        expense("Indirekta kostnader", "2024-02-01", 50),
    )
    said = plain(ask("att se över"))
    assert "1 utgift (249 kr) ligger utanför projektets kostnader och räknas inte." in said
    assert "1 utgift i annan valuta eller utan kostnad i kronor räknas inte." in said
    assert "1 utgift (50 kr) har datum utanför projekttiden och räknas inte." in said
    assert "1 utgift (50 kr) på ett kostnadsslag som är schablon räknas inte" in said
    assert rows(ask("pengar"))["Summa"][1] == 0


def test_the_cost_counts_and_not_the_amount_as_written(ask, log, expense):
    log(expense("Externa tjänster", "2024-02-01", 1_250, vat="incl", cost_ore=100_000))
    assert rows(ask("pengar"))["Externa tjänster"][1] == 1_000


def test_a_credit_lowers_the_cost(ask, log, expense):
    log(expense("Externa tjänster", "2024-02-01", 1_000), expense("Externa tjänster", "2024-02-02", -400))
    assert rows(ask("pengar"))["Externa tjänster"][1] == 600


def test_another_year_and_an_empty_database(ask):
    reply = ask("pengar 2025")
    assert reply.title == "📊 Pengar 2025"
    assert "Pengar 2025: inget loggat än, budget 555 959 kr" in plain(reply)
    assert "Inget är bokfört än." in plain(ask("finansiering"))
    assert [column.label for column in ask("finansiering").table.columns] == ["Finansiär", "Enligt beslutet"]


def test_after_the_period_the_whole_period_comes_alone(ask):
    reply = ask("pengar", date(2026, 6, 1))
    assert rows(reply)["Summa"] == [1_644_153, 0, 0, 1_644_153]
    assert "Hela projekttiden" not in [button.label for button in reply.buttons]


ORE = st.integers(0, 10**8)
LINE = st.tuples(
    st.sampled_from([category.name for category in PROJECT.cost_categories]), st.sampled_from([2023, 2024])
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(LINE, st.tuples(ORE, ORE)))
def test_every_table_adds_up_down_and_across(sums):
    expenses = Expenses(tuple(ExpenseSum(name, year, 1, a + b, b) for (name, year), (a, b) in sums.items()))
    today = date(2024, 3, 14)
    frame, stands = Frame(PROJECT, today, 2024), standing(PROJECT, Books(expenses), today)
    year, whole = money(frame, stands), whole_period(frame, stands)
    for each in (year, whole, by_year(frame, stands), funders(frame, stands)):
        *lines, total = [[kronor(cell) for cell in row[1:]] for row in each.table.rows]
        assert total == [sum(column) for column in zip(*lines, strict=True)]
    for each in (year, whole):
        assert all(budget - used == left for budget, used, _, left in rows(each).values())


@pytest.mark.parametrize("text", ["pengar", "pengar 2023", "pengar hela projekttiden", "år för år", "finansiering", ""])
def test_undo_restores_the_sums(ask, log, expense, database, text):
    before = ask(text)
    (kept,) = log(expense("Resor och logi", "2023-02-01", 500))
    assert ask(text) != before
    with database.transaction() as db:
        records.remove(db, kept, who="U1", at="2024-03-14T08:00:00Z")
    assert ask(text) == before
