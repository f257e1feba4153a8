"""What happened in some days or in a municipality, asked in a command, a button or plain words; and its records."""

import pytest

from tests.conversations.conftest import KARIN, Group, buttons, labels, text

LINE = "branschseminarium bygg i Kumla 13 mars, 32 deltagare varav 14 kvinnor"


def test_since_the_last_meeting_is_a_button_of_the_overview(either: Group) -> None:
    either.log("styrgruppsmöte 1 februari, 8 deltagare")
    either.log(LINE)
    overview = either.status()
    said = text(either.press(overview.message, "Sedan förra mötet", who=KARIN))
    assert "Sedan styrgruppsmötet tors 1 februari 2024" in said
    assert "2 genomförda tillfällen" in said


def test_from_a_figure_to_its_records_and_on_to_one_of_them(group: Group) -> None:
    for day in range(1, 13):
        group.log(f"branschseminarium i Kumla {day} mars, {day} deltagare")
    goal = group.status("delmål 3")
    assert "78 deltagare" in text(goal)
    first = group.press(goal.message, "Visa underlag")
    assert "12 genomförda tillfällen · 78 deltagare" in text(first)
    assert "tis 12 mars 2024" in text(first)
    assert "1–10 av 12" in text(first)
    more = group.press(first.message, "Visa fler")
    assert "11–12 av 12" in text(more)
    assert "lör 2 mars 2024" in text(more)
    assert "Visa fler" not in labels(more)
    assert "12 deltagare" in text(group.tell("aktivitet 12"))


def test_from_the_money_to_the_expenses_of_one_category(group: Group) -> None:
    group.log("utgift 312 kr buss till Kumla 12 mars")
    group.log("utgift 2 500 kr lokalhyra 11 mars")
    whole = group.status("underlag pengar mars")
    assert "2 utgifter · loggat 2 812 kr" in text(whole)
    one = text(group.press(whole.message, "Resor och logi"))
    assert "1 utgift · loggat 312 kr" in one
    assert "lokalhyra" not in one.casefold()


def test_what_is_planned_and_what_nobody_has_told_of_is_behind_the_figures_too(group: Group) -> None:
    group.remind("branschseminarium vård i Nora 2 maj")
    group.remind("branschseminarium solel i Nora 20 mars")
    group.clock.turn(days=10)
    asked = group.status("underlag delmål 3")
    assert "Inga genomförda tillfällen" in text(asked)
    assert "tors 2 maj 2024" in text(group.press(asked.message, "Planerade (1)"))
    assert "ons 20 mars 2024" in text(group.press(asked.message, "Passerade utan svar (1)"))


def test_what_has_been_undone_is_behind_no_figure(group: Group) -> None:
    logged = group.log(LINE)
    assert "Branschseminarium bygg" in text(group.status("underlag kumla"))
    group.press(logged.message, "Ångra")
    assert "Inga genomförda tillfällen" in text(group.status("underlag kumla"))


@pytest.mark.parametrize("value", ["", "activity", "activity 0 ", "activity x []", 'activity 0 ["a"]', "expense 0 7"])
def test_a_button_of_no_figure_is_answered_calmly(group: Group, value: str) -> None:
    group.log(LINE)
    goal = group.status("delmål 3")
    assert goal.message is not None
    button = next(each for each in buttons(goal.message) if each["text"]["text"] == "Visa underlag")
    button["value"] = value
    assert "hittar" in text(group.press(goal.message, "Visa underlag"))


def test_a_question_about_a_place_finds_what_only_mentions_it(group: Group) -> None:
    group.log("utgift 187 kr buss till Nora 12 mars")
    assert "1 träff på ”Nora”" in text(group.tell("vad har vi gjort i Nora?"))
    group.log("dialog med kommunchefen i Nora 11 mars, 4 deltagare")
    place = group.tell("vad har vi gjort i Nora?")
    assert "Nora · hela projekttiden" in text(place)
    assert "2 träffar på ”Nora”" in text(group.press(place.message, "Sök ”Nora”"))


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("vad händer i april?", "Inget är planerat i april"),
        ("vad har vi i april?", "Inget är planerat i april"),
        ("vad har vi gjort i mars?", "Mars 2024"),
        ("hur många branschseminarier har vi haft i år?", "Branschseminarium · 2024"),
        ("hur gick branschseminariet i Kumla?", "Aktivitet 1"),
        ("hur ser det ut i Kumla?", "Kumla · hela projekttiden"),
        ("i tisdags", "Vad är det här?"),
        ("vem var i Kumla?", "1 träff på ”Kumla”"),
        ("vilka utgifter har vi i Kumla?", "Jag hittar inget om ”utgifter Kumla”"),
        ("berätta vad som hänt sedan 1 mars", "Sedan fre 1 mars 2024"),
        ("hur gick det för delmål 3 i mars?", "Delmål 3 Arbetsgivare · mars 2024"),
    ],
)
def test_a_question_in_plain_words_gets_what_it_asks_for(group: Group, said: str, answered: str) -> None:
    group.log(LINE)
    assert answered in text(group.tell(said))
