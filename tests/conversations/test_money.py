"""The money in conversation: asked for in any words, its sides a button away, from a warning to the record."""

import pytest

from tests.conversations.conftest import KARIN, MAJA, Group, labels, text

LOGGED = (
    "utgift 312 kr buss till Nora 3 mars", "utgift 14 900 kr föreläsare 28 februari",
    "inbetalt 200 000 kr från Örebro kommun 1 februari",
)  # fmt: skip


def logged(group: Group) -> None:
    for line in LOGGED:
        group.log(line)


def test_the_money_in_one_screen_and_its_sides_a_button_away(group: Group) -> None:
    logged(group)
    answer = group.status("pengar")
    assert "loggat 15 212 kr av 547 999 kr (3 %), inget bokfört än" in text(answer)
    ways = ["Hela projekttiden", "År för år", "Finansiering", "Att se över", "Visa utgifterna", "Delmål", "Läget"]
    assert labels(answer) == ways
    funders = group.press(answer.message, "Finansiering", who=KARIN)
    assert "Inbetalt" in text(funders)


def test_from_the_figures_of_a_year_to_its_expenses(group: Group) -> None:
    logged(group)
    behind = group.press(group.status("pengar").message, "Visa utgifterna", who=KARIN)
    assert "2 utgifter · loggat 15 212 kr, inget bokfört" in text(behind)
    assert "2 utgifter" not in text(group.press(group.status("pengar 2023").message, "Visa utgifterna", who=KARIN))
    whole = group.status("pengar hela projekttiden")
    assert "Skriv ”/yh-status underlag resor och logi 2024”" in text(whole)
    assert "1 utgift · loggat 312 kr" in text(group.status("underlag resor och logi 2024"))


@pytest.mark.parametrize(("asked", "begins"), [
    ("hur ser finansieringen ut?", "Finansiering, hela projekttiden 2023–2025"),
    ("vad finns att se över i pengarna?", "Att se över i pengarna"),
    ("pengar år för år", "Pengar år för år"),
    ("vilka utgifter saknar aktivitet?", "Underlag: utgifter utan aktivitet"),
    ("vilka utgifter är obokförda?", "Att bokföra"),
])  # fmt: skip
def test_a_question_in_plain_words_finds_its_way(group: Group, asked: str, begins: str) -> None:
    logged(group)
    assert begins in text(group.tell(asked))


def test_from_a_warning_to_the_record_and_to_its_form(group: Group) -> None:
    logged(group)
    warned = group.status("att se över", who=MAJA)
    assert "2 utgifter (15 212 kr) hör inte till någon aktivitet" in text(warned)
    shown = group.press(warned.message, "Visa underlag: utan aktivitet")
    assert "Utgift 1" in text(shown)
    form = group.press(shown.message, "Ändra")
    assert form.view is not None
