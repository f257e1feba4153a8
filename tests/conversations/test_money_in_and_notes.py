"""Money that comes in, what was decided and what is to be done; and a drive that is paid by the kilometre."""

import pytest

from tests.conversations.conftest import Group, labels, text


def test_money_in_is_a_payment_and_never_a_cost(either: Group) -> None:
    answer = either.log("inbetalt 200 000 kr från Örebro kommun 15/2")
    assert "Inbetalning 1 är sparad" in text(answer)
    assert "200 000 kr · från Örebro kommun · tors 15 februari 2024" in text(answer)
    (row,) = either.rows("payments")
    assert (row["amount_ore"], row["payer"], row["date"]) == (20_000_000, "Örebro kommun", "2024-02-15")
    assert not either.rows("expenses")
    undone = either.press(answer.message, "Ångra")
    assert "Inbetalning 1 är ångrad" in text(undone)


def test_money_from_nobody_is_saved_and_said(group: Group) -> None:
    answer = group.log("inbetalning 25 000 kr 1 mars")
    assert "Jag hittade inte vem pengarna kom från" in text(answer)
    group.press(answer.message, "Ändra")
    group.submit({"payer": "Kumla kommun"})
    assert group.rows("payments")[0]["payer"] == "Kumla kommun"


@pytest.mark.parametrize(
    "line", ["inbetalt 200tkr Örebro kn 15/2", "Näringslivskontoret har betalat in 200 000 kr 15/2"]
)
def test_a_funder_is_known_by_what_else_it_is_called(group: Group, line: str) -> None:
    assert "200 000 kr · från Örebro kommun" in text(group.log(line))


def test_which_municipality_paid_is_asked(either: Group) -> None:
    asked = either.log("inbetalt 200 000 kr från kommunen 15/2")
    assert "Vem kom pengarna från?" in text(asked) and "Du skrev ”kommunen”." in text(asked)
    assert not either.rows("payments")
    assert "från Örebro kommun" in text(either.press(asked.message, "Örebro kommun"))


def test_money_without_a_sender_is_told_as_such(group: Group) -> None:
    group.log("inbetalning 25 000 kr 1 mars")
    assert "utan avsändare 25 000 kr" in text(group.status("finansiering"))


@pytest.mark.parametrize(
    ("line", "row", "says"),
    [
        (
            "beslut: styrgruppen godkände partneravtalet 4/3",
            {"type": "decision", "text": "Styrgruppen godkände partneravtalet", "date": "2024-03-04", "due": None},
            "Beslut 1 är sparat",
        ),
        (
            "avvikelse: bara fyra av tolv kommuner har svarat",
            {"type": "deviation", "date": "2024-03-14"},
            "Avvikelse 1 är sparad",
        ),
        (
            "att göra: boka Conventum ansvarig Anna 15/4",
            {"type": "todo", "text": "Boka Conventum", "responsible": "Anna", "due": "2024-04-15"},
            "Klart senast mån 15 april 2024 · Ansvarig: Anna",
        ),
    ],
)
def test_a_note_is_kept(group: Group, line: str, row: dict, says: str) -> None:
    assert says in text(group.log(line))
    (kept,) = group.rows("notes")
    assert {name: kept[name] for name in row} == row


def test_a_decision_is_undone_and_corrected_like_the_rest(group: Group) -> None:
    group.log("beslut: partneravtalet godkänt")
    changed = group.log("ändra beslut 1: text Partneravtalet med Kumla godkänt")
    assert "Beslut 1 är ändrat" in text(changed)
    assert group.rows("notes")[0]["text"] == "Partneravtalet med Kumla godkänt"
    assert "Beslut 1 är ångrat" in text(group.log("ta bort beslut 1"))


def test_a_note_without_words_is_refused(group: Group) -> None:
    assert "Jag såg inte vad du ville anteckna" in text(group.log("beslut:"))
    assert not group.rows("notes")


def test_a_drive_is_offered_by_the_projects_rate(either: Group) -> None:
    asked = either.log("körde egen bil till Laxå och hem 12 mars, 9,4 mil")
    assert "Ska jag räkna milersättning?" in text(asked)
    assert "94 km à 2,50 kr" in text(asked)
    assert labels(asked)[0] == "235 kr"
    assert not either.rows("expenses")
    saved = either.press(asked.message, "235 kr")
    assert "235 kr · Resor och logi" in text(saved)
    (row,) = either.rows("expenses")
    assert (row["amount_ore"], row["date"]) == (23_500, "2024-03-12")
    assert "94 km" in row["description"], "whoever checks the sum sees the distance"


def test_the_offered_sum_can_be_changed(group: Group) -> None:
    asked = group.log("körde egen bil till Laxå och hem 12 mars, 9,4 mil")
    form = group.press(asked.message, "Ändra själv")
    assert "'initial_value': '235'" in str(form.view), "the sum is there to change"
    group.submit({"amount_ore": "175"})
    assert group.rows("expenses")[0]["amount_ore"] == 17_500


def test_a_company_car_has_no_allowance(group: Group) -> None:
    assert "Jag hittade inget belopp" in text(group.log("körde tjänstebil 6 mil till Nora 12 mars"))


def test_what_was_held_and_an_expense_in_a_clause_of_its_own_are_both_kept(either: Group) -> None:
    asked = either.log("nyhetsbrev 12 mars 410 mottagare, utgift 900 kr utskick nyhetsbrev 12 mars")
    assert "Vilket kostnadsslag?" in text(asked)
    assert "2 poster är sparade" in text(either.press(asked.message, "Externa tjänster"))
    assert [row["type"] for row in either.rows("activities")] == ["nyhetsbrev"]
    assert [row["amount_ore"] for row in either.rows("expenses")] == [90_000]


def test_three_expenses_in_one_line_and_the_vat_of_the_last_alone(group: Group) -> None:
    said = text(group.log("tåg 290 kr och taxi 140 kr och hotell 1 180 kr inkl 12% moms 6 mars"))
    assert "3 poster är sparade" in said
    rows = [(row["amount_ore"], row["vat"], row["date"]) for row in group.rows("expenses")]
    assert rows == [(29_000, None, "2024-03-06"), (14_000, None, "2024-03-06"), (118_000, "incl", "2024-03-06")]
