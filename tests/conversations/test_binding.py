"""A cost can be traced to its activity: said beside it, said afterwards, or accepted where one is offered."""

import pytest

from bot.swedish.binding import Bound, Unbound, Unread, read_binding
from tests.conversations.conftest import ANNA, Group, labels, text
from tests.swedish.conftest import phrases


@pytest.mark.parametrize("phrase", phrases("binding"), ids=lambda p: p["text"])
def test_a_phrase_about_which_activity_a_cost_belongs_to(phrase) -> None:
    found = read_binding(phrase["text"])
    said: dict[str, object] = {"text": phrase["text"]}
    if isinstance(found, Unread):
        said["unread"] = found.written
    elif len(found) > 1:
        said["several"] = [of_one(one) for one in found]
    elif found:
        said |= of_one(found[0])
    assert said == phrase


def of_one(one: Bound | Unbound) -> dict[str, object]:
    activity = None if isinstance(one, Unbound) else one.described if one.activity is None else one.activity
    return {"expenses": list(one.expenses), "activity": activity}


def two(group: Group) -> None:
    group.log("branschseminarium i Kumla 13 mars, 30 deltagare")
    group.log("branschseminarium i Nora 12 mars, 20 deltagare")


def bound(group: Group) -> list[int | None]:
    return [row["activity_id"] for row in group.rows("expenses")]


def test_the_activity_is_said_beside_the_cost(either: Group) -> None:
    two(either)
    answer = text(either.log("utgift 450 kr fika 12 mars, aktivitet 2"))
    assert "450 kr · Externa tjänster · Fika · tis 12 mars 2024" in answer
    assert "Hör till aktivitet 2" in answer
    assert bound(either) == [2]


def test_an_activity_that_does_not_exist_is_said_and_the_cost_is_kept(group: Group) -> None:
    assert "Aktivitet 77 finns inte, så utgiften hör inte till någon aktivitet än" in text(
        group.log("utgift 99 kr tryck #77 12 mars")
    )
    assert bound(group) == [None]


def test_the_activity_of_the_day_and_place_is_offered(either: Group) -> None:
    two(either)
    answer = either.log("utgift 312 kr buss till Kumla 13 mars")
    assert bound(either) == [None], "nothing is bound unasked"
    told = either.press(answer.message, "Koppla till aktivitet 1")
    assert "Utgift 1 hör till aktivitet 1" in text(told)
    assert bound(either) == [1]
    either.press(told.message, "Ändra tillbaka")
    assert bound(either) == [None]


def test_nothing_is_offered_where_nothing_or_several_fit(group: Group) -> None:
    two(group)
    assert not [label for label in labels(group.log("utgift 312 kr buss till Laxå 13 mars")) if "Koppla" in label]
    group.log("styrgruppsmöte i Kumla 13 mars")
    assert not [label for label in labels(group.log("utgift 313 kr buss till Kumla 13 mars")) if "Koppla" in label]


def test_what_is_told_in_the_same_breath_is_offered(group: Group) -> None:
    answer = group.log("branschseminarium i Laxå 11 mars 20 deltagare, lokalhyra 4500 kr")
    group.press(answer.message, "Koppla till aktivitet 1")
    assert bound(group) == [1]


def test_several_are_bound_by_their_numbers(group: Group) -> None:
    two(group)
    for day in (3, 4):
        group.log(f"utgift 200 kr fika {day} mars")
    assert "Utgift 1 och 2 hör till aktivitet 2" in text(group.log("koppla 1 och 2 till aktivitet 2", who=ANNA))
    assert bound(group) == [2, 2]
    assert "Utgift 1 hör inte till någon aktivitet" in text(group.log("koppla bort 1"))
    assert bound(group) == [None, 2]


def test_it_is_found_by_its_words_or_asked_about(group: Group) -> None:
    two(group)
    group.log("utgift 200 kr fika 3 mars")
    assert "Utgift 1 hör till aktivitet 2" in text(group.log("koppla 1 till seminariet i Nora 12 mars"))
    asked = group.log("koppla 1 till branschseminariet")
    assert "Vilken aktivitet hör den till?" in text(asked)
    group.press(asked.message, labels(asked)[1])
    assert bound(group) == [1]
    assert "Jag hittar ingen aktivitet som passar ”mässan i Malmö”" in text(group.log("koppla 1 till mässan i Malmö"))


def test_what_is_not_there_is_said(group: Group) -> None:
    two(group)
    assert "Utgift 9 finns inte. Inget ändrades." in text(group.log("koppla 9 till aktivitet 1"))
    group.log("utgift 200 kr fika 3 mars")
    assert "Aktivitet 44 finns inte. Inget ändrades." in text(group.log("koppla 1 till aktivitet 44"))


def test_the_form_offers_the_activities_and_none(either: Group) -> None:
    two(either)
    card = either.log("utgift 312 kr buss till Kumla 13 mars").message
    form = either.press(card, "Ändra")
    assert "Aktivitet 2 · 12 mars 2024 · Branschseminarium · Nora" in str(form.view).replace("\u00a0", " ")
    changed = either.submit({"activity_id": "2"})
    assert "Aktivitet: 2 (var tomt)" in text(changed)
    either.press(changed.message, "Ändra")
    either.submit({"activity_id": "0"})
    assert bound(either) == [None]


def test_without_activities_there_is_nothing_to_choose(group: Group) -> None:
    card = group.log("utgift 312 kr buss till Kumla 13 mars").message
    assert "activity_id" not in str(group.press(card, "Ändra").view)
    assert "340 kr" in text(group.submit({"amount_ore": "340"}))


def test_the_last_one_is_bound_without_its_number(group: Group) -> None:
    two(group)
    group.log("utgift 200 kr fika 3 mars")
    assert "Utgift 1 hör till aktivitet 2" in text(group.tell("koppla senaste till seminariet i Nora"))
    assert "Utgift 1 hör till aktivitet 1" in text(group.log("kan du koppla den till aktivitet 1?"))
    assert bound(group) == [1]
    assert "Jag hittar ingen utgift som du har loggat" in text(group.log("koppla senaste till aktivitet 1", who=ANNA))


def test_an_order_that_is_not_understood_is_not_logged(group: Group) -> None:
    two(group)
    assert "Skriv numren: ”koppla 7 till aktivitet 12”" in text(group.tell("koppla fikat till seminariet i Nora"))
    assert "Inget ändrades" in text(group.log("utgift 200 kr fika 3 mars\nkoppla fikat till seminariet i Nora"))
    assert len(group.rows("activities")) == 2 and not group.rows("expenses")


def test_each_to_its_own_in_one_message(group: Group) -> None:
    two(group)
    for day in (3, 4):
        group.log(f"utgift 200 kr fika {day} mars")
    told = group.log("koppla 1 till aktivitet 2, 2 till seminariet i Kumla")
    assert "2 utgifter är kopplade" in text(told) and "Utgift 2 hör till aktivitet 1" in text(told)
    assert bound(group) == [2, 1]
    group.press(told.message, "Ändra tillbaka")
    assert bound(group) == [None, None]
    assert "Aktivitet 44 finns inte" in text(group.log("koppla 1 till aktivitet 2, 2 till aktivitet 44"))
    assert bound(group) == [None, None], "nothing of it"


@pytest.mark.parametrize("line", ["aktivitet 1 kostnader", "kostnader för aktivitet 1", "aktivitet 1"])
def test_a_number_and_nothing_told_of_it_shows_it(group: Group, line: str) -> None:
    two(group)
    assert "30 deltagare" in text(group.log(line))
    assert len(group.rows("activities")) == 2


def test_an_expense_is_shown_by_its_number(group: Group) -> None:
    group.log("utgift 200 kr fika 3 mars")
    assert "200 kr · Externa tjänster · Fika" in text(group.log("utgift 1"))


def test_an_activity_that_is_undone_says_what_belonged_to_it(either: Group) -> None:
    two(either)
    for kronor in (450, 451):
        either.log(f"utgift {kronor} kr fika 12 mars, aktivitet 2")
    gone = either.log("ta bort seminariet i Nora")
    assert "2 utgifter hörde till den och står nu utan aktivitet" in text(gone)
    assert "2 utgifter" in text(either.status("utan aktivitet"))
    back = either.press(gone.message, "Ta tillbaka")
    assert "utan aktivitet" not in text(back)
    assert "Ingen utgift saknar aktivitet" in text(either.status("utan aktivitet"))
    assert "2 utgifter hörde till den" in text(either.press(back.message, "Ångra"))
