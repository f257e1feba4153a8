"""Whole conversations in Teams: signed activities in, cards out, the real assistant between."""

import pytest

from tests.teams.connector import CHANNEL, GROUP_CHAT
from tests.teams.group import TeamsGroup
from tests.teams.people import ANNA, MAJA, OUTSIDER

SEMINAR = "branschseminarium i Kumla 13 mars, 32 deltagare varav 14 kvinnor"
WITHOUT_SPLIT = "branschseminarium i Kumla 13 mars, 32 deltagare"
CONTACT = "kontakt Karin Öst, hr-chef på Bergslagens Bygg AB, karin.ost@example.se"


def test_what_is_logged_is_saved_when_teams_is_answered(teams_group: TeamsGroup) -> None:
    teams_group.connector.fault("send", drop=True)  # not even the answer need come
    assert teams_group.driver.say(SEMINAR, MAJA).status == 200
    (activity,) = teams_group.rows("activities")
    assert (activity["participants"], activity["women"], activity["created_by"]) == (32, 14, MAJA.account)


def test_corrected_by_the_form_and_taken_back(teams_group: TeamsGroup) -> None:
    logged = teams_group.tell(f"logg {SEMINAR}")
    assert "✅ Aktivitet 1 är loggad" in logged.shown
    form = teams_group.press(logged, "Ändra").card
    assert "in.participants" in form.inputs
    assert "✅ Aktivitet 1 är loggad" in logged.shown, "a form is nobody else's, and gone when it is left"

    wrong = teams_group.fill(logged, {"participants": "40"}).card
    assert "Fördelningen blir 32, men här står 40." in wrong.shown
    assert wrong.filled({})["in.participants"] == "40"

    changed = teams_group.fill(logged, {"participants": "40", "men": "26"}).card
    assert "✅ Aktivitet 1 är ändrad" in changed.shown
    teams_group.connector.wait_for(lambda: logged.edited)
    assert "✅ Aktivitet 1 är ändrad" in logged.shown, "so it stands when Teams is opened anew"

    back = teams_group.press(logged, "Ändra tillbaka").card
    assert "32 deltagare" in back.shown
    assert len(teams_group.connector.answers(MAJA)) == 1, "all in the one card"
    assert teams_group.rows("activities")[0]["participants"] == 32


def test_a_form_that_is_left_shows_what_stood_there(teams_group: TeamsGroup) -> None:
    logged = teams_group.tell(SEMINAR)
    teams_group.press(logged, "Ändra")
    assert "✅ Aktivitet 1 är loggad" in teams_group.press(logged, "Avbryt").card.shown
    assert len(teams_group.rows("audit")) == 1


def test_undone_and_restored_in_its_place(teams_group: TeamsGroup) -> None:
    logged = teams_group.tell(SEMINAR)
    undone = teams_group.press(logged, "Ångra").card
    assert teams_group.rows("activities")[0]["deleted_at"]
    assert "Ångra" not in undone.buttons
    teams_group.connector.wait_for(lambda: logged.edited)
    assert teams_group.rows("activities")[0]["deleted_at"]


def test_a_mention_is_answered_under_it_for_all_in_the_channel(teams_group: TeamsGroup) -> None:
    answer = teams_group.mention(SEMINAR)
    asked = next(each for each in teams_group.connector.messages(CHANNEL) if each.sender is MAJA)
    assert (answer.thread, "Aktivitet 1 är loggad" in answer.shown) == (asked.id, True)
    assert teams_group.connector.answers(MAJA) == []


def test_a_reply_in_the_thread_is_about_what_was_logged_there(teams_group: TeamsGroup) -> None:
    first = teams_group.mention(WITHOUT_SPLIT)
    before = len(teams_group.connector.answers(CHANNEL))
    teams_group.driver.say("nej, 35 deltagare", MAJA, CHANNEL, thread=first.thread)
    assert "ändrad" in teams_group.answer(CHANNEL, before).shown
    assert len(teams_group.rows("activities")) == 1


def test_a_quoted_message_is_what_is_meant(teams_group: TeamsGroup) -> None:
    teams_group.tell(WITHOUT_SPLIT)
    quoted = next(each for each in teams_group.connector.messages(MAJA) if each.sender is MAJA)
    entity = {"type": "quotedReply", "quotedReply": {"messageId": quoted.id}}
    answer = teams_group.tell(f'<quoted messageId="{quoted.id}"/> nej, 35 deltagare', entities=[entity])
    assert "Aktivitet 1 är ändrad" in answer.shown


def test_personal_data_comes_in_the_persons_own_chat_and_that_is_said(teams_group: TeamsGroup) -> None:
    pointer = teams_group.mention(CONTACT)
    assert pointer.shown == "Jag svarade dig privat, eftersom svaret innehåller sådant som bara du ska se."
    (private,) = teams_group.connector.answers(MAJA)
    assert "Karin Öst" in private.shown
    assert all("Öst" not in each.shown for each in teams_group.connector.answers(CHANNEL))


def test_a_group_chat_that_is_not_the_groups_own_gets_a_pointer(teams_group: TeamsGroup) -> None:
    pointer = teams_group.mention("status", place=GROUP_CHAT)
    assert pointer.shown == "Jag svarade dig privat, eftersom fler än arbetsgruppen läser här."
    assert pointer.thread == ""
    assert "Läget" in teams_group.connector.answers(MAJA)[-1].shown


def test_whoever_has_no_chat_with_the_assistant_is_told_how_to_get_one(teams_group: TeamsGroup) -> None:
    teams_group.connector.fault("open", status=403, code="ForbiddenOperationException")
    told = teams_group.mention(CONTACT)
    assert told.shown == "Jag kan inte skriva till dig privat än. Öppna en chatt med mig och fråga där."


def test_another_member_presses_in_the_channel(teams_group: TeamsGroup) -> None:
    logged = teams_group.mention(SEMINAR)
    form = teams_group.press(logged, "Ändra", ANNA).card
    assert "in.participants" in form.inputs
    assert "Aktivitet 1 är loggad" in logged.card_for(MAJA).shown, "others see it as it stood"
    teams_group.fill(logged, {"participants": "40", "men": "26"}, ANNA)
    teams_group.connector.wait_for(lambda: logged.edited)
    assert "40 deltagare" in logged.card_for(MAJA).shown, "what was changed is changed for all"


def test_what_only_shows_something_changes_nothing_for_others(teams_group: TeamsGroup) -> None:
    told = teams_group.mention("status")
    label = next(each for each in told.card_for(ANNA).buttons if each)
    stood = told.shown
    teams_group.press(told, label, ANNA)
    teams_group.tell("hej", ANNA)
    assert (told.shown, told.edited) == (stood, 0)


def test_help_and_courtesies(teams_group: TeamsGroup) -> None:
    assert "Så gör du" in teams_group.tell("hjälp").shown
    assert "👋 Hej" in teams_group.tell("hej!").shown
    assert "Läget" in teams_group.tell("/yh-status").shown


def test_somebody_who_is_not_of_the_group_gets_nothing_and_leaves_nothing(teams_group: TeamsGroup) -> None:
    told = teams_group.tell(SEMINAR, OUTSIDER)
    assert "Jag hjälper arbetsgruppen" in told.shown
    assert teams_group.rows("activities") == teams_group.rows("accounts") == []


def test_nothing_is_written_while_teams_does_not_say_who_is_in_the_group(teams_group: TeamsGroup) -> None:
    teams_group.connector.fault("members", status=500, times=9)
    teams_group.connector.fault("member", status=500, times=9)
    assert "Jag kan inte se vilka som är med" in teams_group.tell(SEMINAR).shown
    assert teams_group.rows("activities") == []


def test_what_teams_sends_again_is_answered_once(teams_group: TeamsGroup) -> None:
    driver, connector = teams_group.driver, teams_group.connector
    place = connector.conversations[next(iter(connector.conversations))]
    said = driver.activity(MAJA, place.id, "message") | {"text": SEMINAR}
    assert [driver.post(said).status for _ in range(3)] == [200, 200, 200]
    teams_group.tell("hej")
    assert len(teams_group.rows("activities")) == 1
    assert sum("loggad" in each.shown for each in connector.answers(MAJA)) == 1


@pytest.mark.parametrize("label", ["Ångra", "Ändra"])
def test_a_press_that_comes_again_has_the_same_answer(teams_group: TeamsGroup, label: str) -> None:
    logged = teams_group.tell(SEMINAR)
    action = logged.card_for(MAJA).action(label)
    pressed = {"type": "Action.Execute", "verb": action["verb"], "data": action["data"]}
    first = teams_group.driver.execute(logged, pressed, MAJA, id="f:1")
    assert teams_group.driver.execute(logged, pressed, MAJA, id="f:1") == first
    assert len(teams_group.rows("audit")) == (2 if label == "Ångra" else 1)


def test_the_same_form_sent_again_when_its_answer_was_lost_is_one_record(teams_group: TeamsGroup) -> None:
    offer = teams_group.tell("logg")
    teams_group.press(offer, next(each for each in offer.card_for(MAJA).buttons if "tgift" in each))
    form = offer.card_for(MAJA)
    values = form.filled({"description": "buss till Nora", "amount_ore": "312", "category": "Resor och logi"})
    sent = {"type": "Action.Execute", "verb": "yh", "data": form.action("Spara")["data"] | values}
    for _ in range(2):
        teams_group.driver.execute(offer, sent, MAJA)
    assert len(teams_group.rows("expenses")) == 1


def test_a_form_opened_from_a_reminder_is_left_for_the_reminder(teams_group: TeamsGroup) -> None:
    teams_group.tell("påminn branschseminarium vård 15 mars i Kumla kl 13, ansvarig Maja Lind")
    before = len(teams_group.connector.answers(MAJA))
    teams_group.clock.turn(days=4)
    teams_group.look()
    asked = teams_group.answer(MAJA, before)
    stood = asked.shown
    form = teams_group.press(asked, "Fyll i").card
    assert form.inputs
    assert teams_group.press(asked, "Avbryt").card.shown == stood


def test_the_next_line_answers_the_question_there_are_no_threads_in_ones_own_chat(teams_group: TeamsGroup) -> None:
    teams_group.tell("branschseminarium i Kumla 13 mars, 30 deltagare, 18 kvinnor och 14 män")
    assert "Aktivitet 1 är loggad" in teams_group.tell("30 deltagare utan fördelning").shown
    (activity,) = teams_group.rows("activities")
    assert (activity["participants"], activity["women"]) == (30, None)
    assert "Utgift 1 är loggad" in teams_group.tell("utgift 312 kr buss till Nora 12 mars").shown
    assert "Utgift 1 är ändrad" in teams_group.tell("nej, det var 340").shown


def test_a_number_that_somebody_wrote_is_not_told_to_all_in_the_channel(teams_group: TeamsGroup) -> None:
    teams_group.tell("att göra: ring Lena Ström 070-123 45 67 senast 15 mars")
    told = teams_group.mention("status uppgifter")
    assert "Ring Lena Ström [nummer]" in told.shown
    assert "070-123 45 67" in teams_group.tell("status uppgifter").shown


def test_only_called_by_name_it_greets(teams_group: TeamsGroup) -> None:
    assert "👋 Hej" in teams_group.mention("").shown


@pytest.mark.parametrize("said", ["32", "32 stämmer", "det var 32 deltagare", "32 deltagare: 18 kvinnor, 14 män"])
def test_the_question_is_answered_by_the_number_however_it_is_said(teams_group: TeamsGroup, said: str) -> None:
    teams_group.tell("branschseminarium i Kumla 13 mars, 30 deltagare, 18 kvinnor och 14 män")
    teams_group.tell(said)
    assert [row["participants"] for row in teams_group.rows("activities")] == [32]
