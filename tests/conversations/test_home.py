"""The assistant's own page: how the project stands, what waits for me, the forms, what I logged last."""

from tests.conversations.conftest import ANNA, KARIN, MAJA, OUTSIDER, Group, labels, text

LINE = "branschseminarium i Kumla 13 mars, 32 deltagare varav 14 kvinnor"


def test_it_shows_the_state_the_forms_and_what_i_logged(either: Group) -> None:
    either.log(LINE)
    either.log("utgift 95 kr parkering 12 mars", who=KARIN)
    page = either.home().shown.replace("\u00a0", " ")
    assert "Läget tors 14 mars 2024" in page
    assert "Delmål 1" in page
    assert "Logga nytt" in page
    assert page.index("Dina senaste") < page.index("Aktivitet 1")
    assert "Utgift 1" not in page, "what others logged is theirs"


def test_it_is_fresh_when_it_is_opened(group: Group) -> None:
    assert "Det du loggar visas här" in group.home().shown
    group.log(LINE)
    assert "Aktivitet 1" in group.home().shown


def test_its_cards_work_there(group: Group) -> None:
    group.log(LINE)
    group.home()
    group.press_home("Ångra")
    page = group.slack.home(MAJA)
    assert page is not None
    assert "Aktivitet 1 (ångrad)" in page.shown, "where it stood: nothing moves under the pointer"
    group.press_home("Ta tillbaka")
    assert group.rows("activities")[0]["deleted_at"] is None


def test_a_form_opened_there_answers_there(group: Group) -> None:
    group.home()
    group.press_home("Utgift")
    page = group.submit_home({"amount_ore": "95", "description": "Parkering", "category": "Resor och logi"})
    assert page.shown.startswith("✅ Utgift 1 är sparad")
    assert group.slack.visible(MAJA) == [], "nowhere else"


def test_a_question_that_was_left_waits_there(group: Group) -> None:
    group.log("utgift buss 12 mars 240 eller 340 kr")
    assert "”utgift buss 12 mars 240 eller 340 kr”. Det är inte sparat än." in group.home().shown
    assert "240 eller" not in group.home(KARIN).shown
    group.press_home("Visa frågan")
    group.press_home("340 kr")
    assert group.rows("expenses")[0]["amount_ore"] == 34000
    assert "Väntar på dig" not in group.home().shown


def test_a_question_can_be_let_go_there(group: Group) -> None:
    group.log("utgift buss 12 mars 240 eller 340 kr")
    group.home()
    group.press_home("Strunta i det")
    assert group.rows("pending") == []


def test_a_form_that_was_left_open_does_not_wait(group: Group) -> None:
    group.pick(group.slack.say(ANNA, "Glöm inte att ringa skolan"))
    assert "Väntar på dig" not in group.home().shown


def test_plans_and_tasks_wait_for_who_is_responsible(group: Group) -> None:
    group.remind("branschseminarium vård i Nora 21 mars, ansvarig Maja Lind", who=ANNA)
    group.log("att göra: boka lokal i Nora senast 18 mars, ansvarig Maja", who=ANNA)
    page = group.home().shown.replace("\u00a0", " ")
    assert "Tors 21 mars: Branschseminarium vård" in page
    assert "Boka lokal i Nora" in page
    assert "Uppgift 1 · Klart senast mån 18 mars · Ansvarig: Maja" in page
    assert "Väntar på dig" not in group.home(KARIN).shown
    group.clock.turn(days=6)
    assert "Klart senast mån 18 mars (försenat)" in group.home().shown.replace("\u00a0", " ")


def test_a_plan_without_an_outcome_asks_how_it_went(group: Group) -> None:
    group.remind("branschseminarium vård i Nora 21 mars", who=MAJA)
    group.clock.turn(days=8)
    assert "Hur gick det? Branschseminarium vård" in group.home().shown
    group.press_home("Fyll i")
    group.submit_home({"participants": "28"})
    assert "Hur gick det?" not in group.home().shown


def test_where_nobody_is_named_who_planned_it_is_asked(group: Group) -> None:
    group.remind("branschseminarium vård i Nora 21 mars, ansvarig Karin", who=MAJA)
    group.clock.turn(days=8)
    assert "Hur gick det?" not in group.home(MAJA).shown
    assert "Hur gick det?" in group.home(KARIN).shown


def test_an_outsider_sees_whom_to_ask(group: Group) -> None:
    page = group.home(OUTSIDER).shown
    assert "Jag hjälper arbetsgruppen" in page
    assert "Delmål" not in page


def test_a_page_with_much_on_it_is_within_slacks_limits(group: Group) -> None:
    for number in range(12):
        group.log(f"utgift {100 + number} kr buss till Nora 12 mars")
        group.log(f"utgift fika {number + 1} mars {number + 200} eller {number + 300} kr")
    page = group.home()
    assert len(page.blocks) <= 100
    assert text(group.log("senaste"))
    assert labels(group.log("senaste"))


def test_what_disappears_from_the_page_is_told_with_the_way_back(group: Group) -> None:
    group.remind("branschseminarium vård i Nora 21 mars", who=MAJA)
    for number in range(6):
        group.log(f"utgift {95 + number} kr parkering 12 mars")
    group.clock.turn(days=8)
    assert "Hur gick det? Branschseminarium vård" in group.home().shown
    group.press_home("Blev inställt")
    page = group.slack.home(MAJA)
    assert page is not None
    assert page.shown.startswith("✅ Aktivitet 1 är inställd")
    assert "Ändra tillbaka" in page.shown


def test_a_form_that_changed_nothing_answers_its_question(group: Group) -> None:
    group.log("branschseminarium i Kumla 13 mars, 32 deltagare")
    doubted = group.log("ändra aktivitet 1: 30 deltagare, 18 kvinnor och 14 män")
    group.press(doubted.message, "Ändra själv")
    assert "behövde inte ändras" in text(group.submit({"participants": "32", "women": "", "men": ""}))
    assert "Väntar på dig" not in group.home().shown
    assert group.rows("pending") == []
