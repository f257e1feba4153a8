"""What the goals are measured by: set up, measured, corrected, undone, found, seen."""

import pytest

from tests.conversations.conftest import KARIN, Group, labels, text

FILL_RATE = "indikator fyllnadsgrad: utgångsläge 71 %, mål 90 % senast 31 december 2025, delmål 2"


def test_an_indicator_is_set_up(either: Group) -> None:
    answer = either.log(FILL_RATE)
    assert "Indikator 1 är sparad" in text(answer)
    assert "Fyllnadsgrad · delmål 2 Utbildningar" in text(answer)
    assert "Utgångsläge 71 % · mål 90 % senast ons 31 december 2025" in text(answer)
    (row,) = either.rows("indicators")
    kept = {name: row[name] for name in ("name", "goal", "unit", "baseline", "target", "due")}
    assert kept == {
        "name": "Fyllnadsgrad", "goal": 2, "unit": "%", "baseline": "71", "target": "90", "due": "2025-12-31",
    }  # fmt: skip


def test_without_a_goal_it_is_asked_for_and_without_a_target_none_is_made_up(group: Group) -> None:
    asked = group.log("indikator formella partner")
    assert "Vilket delmål hör indikatorn till?" in text(asked)
    assert labels(asked)[0] == "Delmål 1 Samverkansforum"
    assert not group.rows("indicators")
    saved = group.press(asked.message, "Delmål 1 Samverkansforum")
    assert "Inget utgångsläge satt · inget målvärde satt" in text(saved)
    assert group.rows("indicators")[0]["target"] is None


def test_one_value_may_be_the_target_or_where_it_stood(group: Group) -> None:
    asked = group.log("indikator fyllnadsgrad 90 % delmål 2")
    assert "Är det målet eller utgångsläget?" in text(asked)
    assert "mål 90 %" in text(group.press(asked.message, "Det är målet"))


def test_the_same_name_is_not_set_up_twice(group: Group) -> None:
    undone = group.press(group.log(FILL_RATE).message, "Ångra")
    group.log(FILL_RATE)
    assert "Fyllnadsgrad finns redan: Indikator 2." in text(group.log("indikator Fyllnadsgrad delmål 3"))
    assert "Fyllnadsgrad finns redan" in text(group.press(undone.message, "Ta tillbaka"))
    assert [row["deleted_at"] is None for row in group.rows("indicators")] == [False, True]


@pytest.mark.parametrize(
    ("line", "says", "row"),
    [
        ("mått fyllnadsgrad 87 % 2023", "Fyllnadsgrad · 87 % · 2023", ("87", "2023-01-01", "2023-12-31")),
        ("mätning: fyllnadsgraden 87,5 % kvartal 1 2024", "87,5 % · kvartal 1 2024", ("87.5", "2024-01-01", "2024-03-31")),
        ("mått fyllnadsgrad 88 13/3", "88 % · ons 13 mars 2024", ("88", None, "2024-03-13")),
        ("mått fyllnadsgrad 88 %", "Jag antog i dag, tors 14 mars 2024.", ("88", None, "2024-03-14")),
        ("mått fylnadsgrad 88 %", "Jag antog indikatorn Fyllnadsgrad eftersom du skrev ”Fylnadsgrad”.", ("88", None, "2024-03-14")),
    ],
)  # fmt: skip
def test_a_measurement_of_a_day_or_a_period(group: Group, line: str, says: str, row: tuple) -> None:
    group.log(FILL_RATE)
    assert says in text(group.log(line))
    (kept,) = group.rows("measurements")
    assert (kept["indicator_id"], kept["value"], kept["start"], kept["date"]) == (1, *row)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("mått fyllnadsgrad 87 kr", "Fyllnadsgrad mäts i %, men du skrev kr."),
        ("mått fyllnadsgrad", "Jag hittade inget värde."),
        ("mått fyllnadsgrad 87 % och 91 %", "Jag hittade flera värden."),
    ],
)
def test_what_cannot_be_a_measurement_is_not_saved_and_says_why(group: Group, line: str, says: str) -> None:
    group.log(FILL_RATE)
    assert says in text(group.log(line))
    assert not group.rows("measurements")


@pytest.mark.parametrize(
    ("line", "title", "press", "kept"),
    [
        ("mått fyllnadsgrad 0,81 2023", "Menar du 81 %?", "81 %", "81.00"),
        ("mått fyllnadsgrad 0,81 2023", "Menar du 81 %?", "0,81 %", "0.81"),
        ("mått fyllnadsgrad 187 % 2023", "187 % är mer än allt", "187 %", "187"),
    ],
)
def test_a_share_that_is_hardly_meant_is_asked_about(
    either: Group, line: str, title: str, press: str, kept: str
) -> None:
    either.log(FILL_RATE)
    asked = either.log(line)
    assert title in text(asked) and not either.rows("measurements")
    assert f"Fyllnadsgrad · {press} · 2023" in text(either.press(asked.message, press))
    assert either.rows("measurements")[0]["value"] == kept


def test_a_share_that_is_written_as_one_or_is_like_its_target_is_kept_unasked(group: Group) -> None:
    group.log(FILL_RATE)
    assert "Fyllnadsgrad · 0,81 %" in text(group.log("mått fyllnadsgrad 0,81 % 2023"))
    group.log("indikator omsättning utgångsläge 100 % mål 150 % delmål 1")
    assert "Omsättning · 120 %" in text(group.log("mått omsättning 120 %"))
    group.log("indikator snitt mål 4 st delmål 1")
    assert "Snitt · 0,5" in text(group.log("mått snitt 0,5"))


def test_an_unknown_indicator_offers_the_known_ones_and_how_to_make_it(either: Group) -> None:
    assert "Det finns ingen indikator att mäta än" in text(either.log("mått beläggning 77 %"))
    either.log(FILL_RATE)
    asked = either.log("mått beläggning 77 %")
    assert "Ingen indikator heter ”Beläggning”." in text(asked)
    assert "En ny indikator skapar du så här" in text(asked)
    assert labels(asked) == ["Fyllnadsgrad (delmål 2)", "Ingen av dem, logga inte"]
    assert "Fyllnadsgrad · 77 %" in text(either.press(asked.message, "Fyllnadsgrad (delmål 2)"))


def test_the_first_value_gives_the_unit_where_nothing_else_has(group: Group) -> None:
    group.log("indikator andel kvinnor delmål 2")
    assert "Andel kvinnor · 41 %" in text(group.log("mått andel kvinnor 41 %"))
    assert group.rows("indicators")[0]["unit"] == "%"
    assert "mäts i %, men du skrev st" in text(group.log("mått andel kvinnor 12 st"))


def test_a_share_without_a_word_that_says_so_may_be_a_measurement(group: Group) -> None:
    group.log(FILL_RATE)
    asked = group.log("fyllnadsgrad 87 % 2023")
    assert "Mätning" in labels(asked)
    assert "Fyllnadsgrad · 87 % · 2023" in text(group.press(asked.message, "Mätning"))
    assert "Mätning" not in labels(group.log("bla bla bla"))


def test_it_is_no_plan_whatever_it_is_written_after(group: Group) -> None:
    assert "Indikator 1 är sparad" in text(group.remind(FILL_RATE))
    assert "Mätning 1 är sparad" in text(group.remind("mått fyllnadsgrad 87 % 2023"))


def test_another_value_of_the_same_days_is_said(group: Group) -> None:
    group.log(FILL_RATE)
    group.log("mått fyllnadsgrad 87 % 2023")
    assert "För 2023 fanns redan 87 % (Mätning 1). Den senast loggade gäller." in text(
        group.log("mått fyllnadsgrad 88 % 2023")
    )


def test_a_measurement_is_corrected_undone_and_taken_back(group: Group) -> None:
    group.log(FILL_RATE)
    group.log("mått fyllnadsgrad 87 % 2023")
    changed = group.log("ändra mätning 1: 88,5 %")
    assert "Mätning 1 är ändrad" in text(changed)
    assert "Värde: 88,5 (var 87)" in text(changed)
    assert "87 % · 2023" in text(group.press(changed.message, "Ändra tillbaka"))
    moved = group.log("ändra mätning fyllnadsgrad: kvartal 4 2023")
    assert "Fyllnadsgrad · 87 % · kvartal 4 2023" in text(moved)
    assert "mäts i %" in text(group.log("ändra mätning 1: 12 kr"))
    undone = group.log("ta bort mätning 1")
    assert "Mätning 1 är ångrad" in text(undone)
    assert "Mätning 1 är tillbaka" in text(group.press(undone.message, "Ta tillbaka"))


def test_an_indicator_is_corrected_by_words(group: Group) -> None:
    group.log(FILL_RATE)
    assert "mål 95 % senast" in text(group.log("ändra målvärdet för fyllnadsgrad till 95 %"))
    assert "inget målvärde satt" in text(group.log("ta bort målvärdet på indikator 1"))
    assert "delmål 4 Forum och kanaler" in text(group.log("ändra indikator 1: delmål 4"))
    assert "Beläggning · delmål 4" in text(group.log("byt namn på indikator 1 till Beläggning"))


def test_both_are_found_by_the_indicators_name_also_by_a_new_one(group: Group) -> None:
    group.log(FILL_RATE)
    group.log("mått fyllnadsgrad 87 % 2023")
    group.log("byt namn på indikator 1 till Beläggning")
    found = text(group.status("sök beläggning"))
    assert "2 träffar" in found and "Beläggning · 87 % · 2023" in found
    assert "Inget passar" in text(group.status("sök fyllnadsgrad"))
    assert "1 träff" in text(group.status("sök mätningar beläggning"))


def test_the_forms_of_both(group: Group) -> None:
    offer = group.log("")
    assert "Det finns ingen indikator att mäta än" in text(group.press(offer.message, "Mätning"))
    group.press(offer.message, "Indikator")
    group.submit({"name": "Fyllnadsgrad", "goal": "2", "unit": "%", "baseline": "71", "target": "nittio"})
    group.press(offer.message, "Mätning")
    refused = group.submit({"indicator_id": "1", "value": "många", "date": "2024-03-12"})
    assert "Skriv värdet med siffror" in str(refused.errors)
    assert "enheten är indikatorns" in str(group.submit({"value": "87 kr"}).errors)
    group.submit({"indicator_id": "1", "value": "87,5", "start": "2024-01-01", "date": "2024-03-31"})
    (indicator,) = group.rows("indicators")
    assert (indicator["target"], indicator["baseline"]) == ("90", "71")
    (kept,) = group.rows("measurements")
    assert (kept["value"], kept["start"], kept["date"]) == ("87.5", "2024-01-01", "2024-03-31")


def test_the_goal_shows_baseline_outcome_and_target_with_a_chart(group: Group) -> None:
    group.log(FILL_RATE)
    group.log("mått fyllnadsgrad 80 % 2023")
    group.log("mått fyllnadsgrad 87 % kvartal 1 2024")
    answer = group.status("delmål 2", who=KARIN)
    said = text(answer)
    assert "Fyllnadsgrad" in said
    assert "71 % → 87 % (kvartal 1 2024) → mål 90 % senast ons 31 december 2025 · 84 % av vägen" in said
    chart = next(block for block in answer.message.blocks if block["type"] == "data_visualization")
    assert chart["chart"]["axis_config"]["categories"] == ["Utgångsläge", "2023", "Kvartal 1 2024"]
    measured = group.press(answer.message, "Visa mätningar", who=KARIN)
    assert "Fyllnadsgrad" in text(measured) and "80 %" in text(measured)
