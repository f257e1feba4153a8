"""Where the goals were, are and are to be; perspectives; time gone beside work done; and the charts of it all."""

from datetime import date
from decimal import Decimal

import pytest

from bot.exporting import as_csv, pages
from bot.records import Indicator, Measurement
from storage import records
from storage.bulk import standing

NBSP = "\u00a0"


def text(reply):
    return reply.plain().replace(NBSP, " ")


def indicator(goal, name="Fyllnadsgrad", **fields):
    return Indicator.model_validate({"goal": goal, "name": name, "unit": "%", **fields})


def measured(value, last, start=None, of=1):
    return Measurement.model_validate({"indicator_id": of, "value": value, "date": last, "start": start})


def line(reply, name):
    return next(fact.value.replace(NBSP, " ") for fact in reply.facts if fact.label == name)


@pytest.mark.parametrize(("fields", "values", "said"), [
    ({}, [], "inte mätt än · inget målvärde satt"),
    ({"baseline": 71}, ["87"], "71 % → 87 % (2023) · inget målvärde satt"),
    ({"target": 90}, [], "inte mätt än → mål 90 %"),
    ({"target": 90}, ["87"], "87 % (2023) → mål 90 %"),
    ({"baseline": 71, "target": 90}, ["87"], "71 % → 87 % (2023) → mål 90 % · 84 % av vägen"),
    ({"baseline": 71, "target": 90, "due": "2025-12-31"}, ["90"],
     "71 % → 90 % (2023) → mål 90 % senast ons 31 december 2025 · målet är nått"),
    ({"baseline": 71, "target": 90, "due": "2024-01-31"}, ["87"],
     "71 % → 87 % (2023) → mål 90 % senast ons 31 januari 2024 · målet är inte nått"),
    ({"baseline": 71, "target": 90}, ["60"], "71 % → 60 % (2023) → mål 90 %"),
    ({"baseline": 900, "target": 600, "unit": "kr"}, ["550.50"], "900 kr → 550,5 kr (2023) → mål 600 kr · målet är nått"),
    ({"target": 12, "unit": None}, ["7", "9"], "9 (2023) → mål 12"),  # of the same days the one logged last
])  # fmt: skip
def test_baseline_outcome_and_target_in_a_line(ask, log, fields, values, said):
    log(indicator(2, **fields), *(measured(value, "2023-12-31", "2023-01-01") for value in values))
    assert line(ask("delmål 2"), "Fyllnadsgrad") == said


def test_a_target_is_never_made_up(ask, log):
    assert "Inget målvärde satt." in text(ask("delmål 2"))
    assert "Inget målvärde satt: det som är gjort visas mot beslutets aktivitetslista." in text(ask())
    log(indicator(2, target=90), indicator(3, "Unika arbetsgivare", unit=None))
    assert "Inget målvärde satt." not in text(ask("delmål 2"))
    assert "Inget målvärde satt." in text(ask("delmål 3"))
    assert "Inget målvärde satt för delmål 1, 3 och 4" in text(ask())
    assert "Inget målvärde satt för delmål 1, 3 och 4" in text(ask("delmål"))


def test_the_overview_says_how_the_first_indicator_stands(ask, log):
    log(indicator(2, "Andel kvinnor"), indicator(2, target=90), measured("87", "2023-12-31", "2023-01-01", of=2))
    log(measured("41", "2023-12-31"))
    assert "fyllnadsgrad 87 % (mål 90 %)" in text(ask())


def test_what_was_measured_later_is_not_told_of_an_earlier_year(ask, log):
    log(indicator(2), measured("80", "2023-12-31", "2023-01-01"), measured("87", "2024-03-01"))
    assert line(ask("delmål 2"), "Fyllnadsgrad").startswith("87 % (fre 1 mars 2024)")
    assert line(ask("delmål 2 2023"), "Fyllnadsgrad").startswith("80 % (2023)")


def test_an_undone_indicator_is_not_shown(ask, log, database):
    (kept, *_) = log(indicator(2, target=90), measured("80", "2023-12-31"))
    with database.transaction() as db:
        records.remove(db, kept, who="U1", at="2024-03-14T08:00:00Z")
    assert "Fyllnadsgrad" not in text(ask("delmål 2"))
    assert "Inga indikatorer än" in text(ask("indikatorer"))


def test_several_measurements_are_a_line_beside_the_target(ask, log):
    log(indicator(2, baseline=71, target=90), measured("80", "2023-12-31", "2023-01-01"))
    log(measured("87.5", "2024-03-13"))
    chart = ask("delmål 2").chart
    assert (chart.kind, chart.unit, chart.labels) == ("line", "%", ("Utgångsläge", "2023", "Ons 13 mars 2024"))
    assert [(each.name, each.values) for each in chart.series] == [
        ("Utfall", (Decimal(71), Decimal(80), Decimal("87.5"))), ("Mål", (Decimal(90),) * 3),
    ]  # fmt: skip


def test_without_them_the_years_are_bars_and_all_goals_beside_each_other(ask, log, activity):
    log(activity("branschseminarium", "2023-02-01"), activity("branschseminarium", "2024-02-01"))
    log(activity("branschseminarium", "2024-05-01", status="planned"), activity("yh-släpp", "2024-01-18"))
    chart = ask("delmål 3").chart
    assert (chart.labels, chart.series[0].values) == (("2023", "2024"), (1, 2))
    chart = ask("delmål").chart
    assert chart.labels[2] == "3 Arbetsgivare"
    assert [each.values for each in chart.series] == [(0, 1, 3, 0), (0, 0, 1, 0)]
    assert chart.told, "the table says the same"


def test_perspectives_are_counted_by_goal_and_once_in_all(ask, log, activity):
    log(
        activity("yh-släpp", "2024-01-18", perspectives=("jämställdhet", "integration")),  # goals 2 and 3
        activity("branschseminarium", "2024-02-01", perspectives=("jämställdhet",)),
        activity("branschseminarium", "2024-02-02"),
        activity("branschseminarium", "2023-02-02", perspectives=("integration",)),
        activity("branschseminarium", "2024-05-02", status="planned", perspectives=("integration",)),
        activity("branschseminarium", "2024-02-03", status="cancelled", perspectives=("integration",)),
    )
    said = "Perspektiv i år: jämställdhet {}, integration {} och ekologisk hållbarhet 0 av {}."
    assert said.format(2, 1, "3 tillfällen") in text(ask("delmål 3"))
    assert said.format(1, 1, "1 tillfälle") in text(ask("delmål 2"))
    assert said.format(2, 1, "3 tillfällen") in text(ask("delmål"))
    assert "Perspektiv 2023: jämställdhet 0, integration 1" in text(ask("delmål 3 2023"))


def test_without_any_it_says_how_to_mark_them(ask, log, activity):
    log(activity("branschseminarium", "2024-02-02"))
    assert "Perspektiv i år: inget tillfälle är märkt. Märk det med till exempel ”#jämställdhet”" in text(
        ask("delmål 3")
    )


def test_time_gone_beside_work_done(ask, log, activity):
    log(activity("yh-släpp", "2024-01-18"), activity("nyhetsbrev", "2023-01-18"))
    assert "40 % av projekttiden har gått, 1 av 3 aktiviteter har påbörjats (33 %)." in text(ask("delmål 2"))
    assert "40 % av projekttiden har gått, 2 av beslutets 11 aktiviteter har påbörjats (18 %)." in text(ask("delmål"))
    assert "har påbörjats" not in text(ask("delmål 2 2023"))
    assert "har påbörjats" not in text(ask("delmål 2", date(2026, 2, 1)))
    assert "100 % av projekttiden" in text(ask("delmål 2", date(2025, 12, 31)))


def test_all_indicators_in_a_table_and_proposals_without_any(ask, log):
    empty = ask("indikatorer")
    assert "beslutet sätter inga målvärden, det gör gruppen" in text(empty)
    assert "Förslag för delmål 2: sökta utbildningar;" in text(empty)
    log(indicator(2, baseline=71, target=90, due="2025-12-31"), indicator(1, "Formella partner", unit=None))
    log(measured("87", "2023-12-31", "2023-01-01"))
    reply = ask("indikatorer")
    assert [tuple(cell.replace(NBSP, " ") for cell in row) for row in reply.table.rows] == [
        ("Formella partner", "1", "–", "inte mätt än", "–", "–"),
        ("Fyllnadsgrad", "2", "71 %", "87 % (2023)", "90 %", "31 december 2025"),
    ]
    assert [button.label for button in reply.buttons] == ["Ny mätning", "Ny indikator", "Visa mätningar", "Delmål"]


@pytest.mark.parametrize("asked", ["indikatorer", "mätningar", "mått", "hur ser nyckeltalen ut?", "målvärden"])
def test_ways_to_ask_for_them(ask, asked):
    assert ask(asked).title == "📊 Indikatorer"


def test_a_list_of_measurements_names_their_indicator(log, database, project):
    log(indicator(2, baseline=71, target=90), measured("87.5", "2024-03-31", "2024-01-01"))
    with database.reading() as db:
        kept = {kind: list(standing(db, kind)) for kind in ("measurement", "indicator")}
    shown = {page.name: page for page in pages(kept, project)}
    (row,) = shown["Mätningar"].rows
    assert row[:5] == (1, "Fyllnadsgrad", Decimal("87.5"), date(2024, 1, 1), date(2024, 3, 31))
    (row,) = shown["Indikatorer"].rows
    assert row[:6] == (1, "Fyllnadsgrad", "2 Utbildningar", "%", Decimal(71), Decimal(90))
    assert "87,5" in as_csv(shown["Mätningar"]).decode("utf-8-sig")
