"""Without a command: a direct message and a mention say the same, and are answered under the message."""

import pytest

from handlers.playground import Message
from tests.conversations.conftest import ANNA, KARIN, MAJA, Group, labels, text

LINE = "branschseminarium i Kumla 13 mars, 32 deltagare varav 14 kvinnor"


def test_a_direct_message_is_logged_and_answered_under_it(either: Group) -> None:
    answer = either.tell(LINE)
    assert "Aktivitet 1 är loggad" in text(answer)
    assert answer.message is not None
    said = [message for message in either.slack.visible(MAJA) if message.user == MAJA]
    assert answer.message.thread_ts == said[-1].ts
    (kept,) = either.rows("activities")
    assert (kept["created_by"], kept["participants"], kept["women"]) == (MAJA, 32, 14)


def test_a_mention_is_logged_and_answered_under_it_for_all_to_see(either: Group) -> None:
    answer = either.mention(LINE)
    assert "Aktivitet 1 är loggad" in text(answer)
    assert answer.message is not None
    assert answer.message.only_for is None
    assert answer.message.thread_ts == either.slack.messages()[0].ts
    assert "Aktivitet 1 är loggad" in either.answers(KARIN)[-1].shown


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("status", "Läget"),
        ("/yh-status pengar", "Pengar"),
        ("visa läget", "Läget"),
        ("status delmål 2", "Delmål 2"),
        ("sök kumla", "1 träff"),
        ("logga utgift 95 kr parkering 12 mars", "Utgift 1 är loggad"),
        ("påminn YH-släpp 23 maj kl 13", "Aktivitet 2 är planerad"),
        ("påminn", "Det här är på gång"),
        ("senaste", "Aktivitet 1"),
        ("ändra aktivitet 1: typ nätverksmöte", "Aktivitet 1 är ändrad"),
        ("hej!", "Hej"),
        ("tack så mycket", "Så lite så"),
        ("hjälp", "Så gör du"),
        ("hur är vädret", "Jag hittar inget om ”vädret”"),
        ("hur ligger vi till?", "Läget"),
        ("hur går det med pengarna?", "Pengar 2024"),
        ("hur många har vi nått i delmål 3?", "Delmål 3 Arbetsgivare"),
        ("när är nästa styrgruppsmöte?", "Inget styrgruppsmöte är planerat i april–juni"),
        ("vad har vi gjort i Kumla?", "Kumla · hela projekttiden"),
        ("vad har hänt i mars?", "Mars 2024"),
        ("vad har vi gjort i Nora?", "Jag hittar inget om ”Nora”"),
        ("kan du logga utgift 95 kr parkering 12 mars?", "Utgift 1 är loggad"),
        ("var på studiebesök i Nora 12 mars, 9 deltagare", "Aktivitet 2 är loggad"),
    ],
)
def test_the_words_of_every_command_do_without_it(group: Group, said: str, answered: str) -> None:
    group.log(LINE)
    assert answered in text(group.tell(said))


@pytest.mark.parametrize(
    "said", ["blev det 20 deltagare i Kumla?", "branschseminarium i Nora 12 mars?", "Vem var i Nora?"]
)
def test_a_question_is_never_logged(group: Group, said: str) -> None:
    group.tell(said)
    assert group.rows("activities") == []


def test_what_ends_as_a_question_but_reads_as_a_log_is_asked_about(group: Group) -> None:
    asked = group.tell("branschseminarium i Nora 12 mars, 14 deltagare?")
    assert "Ska jag logga det?" in text(asked)
    assert "Aktivitet 1 är loggad" in text(group.press(asked.message, "Ja, logga det"))


@pytest.mark.parametrize(
    "said",
    [
        "Hej! Utgift 312 kr buss till Nora 12 mars. Ha en fin dag!",
        "God morgon\nutgift 312 kr buss till Nora 12 mars\nMvh Maja",
        "Hej assistenten, kan du logga utgift 312 kr buss till Nora 12 mars? Tack!",
        "*Utgift* _312 kr_ `buss` till Nora 12 mars :bus:",
        "> utgift 312 kr buss till Nora 12 mars",
    ],
)
def test_courtesies_and_marks_of_style_are_no_part_of_what_is_logged(group: Group, said: str) -> None:
    assert "Utgift 1 är loggad" in text(group.tell(said))
    (kept,) = group.rows("expenses")
    assert (kept["amount_ore"], kept["description"], kept["date"]) == (31200, "Buss till Nora", "2024-03-12")


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("ja", "Jag väntar inte på något svar"),
        ("logga det här", "Välj ”Logga i YH” i menyn"),
        ("påminn mig imorgon kl 9 om att ringa Eva", "inte om egna ärenden"),
        ("påminn Karin om dagordningen 4 april", "inte om egna ärenden"),
        ("lägg till steg: boka fika 10 maj till branschseminarium vård", "tryck på Visa planen"),
        ("lägesrapporten", "Lägesrapport och rekvisition: tors 28 mars"),
        ("vad händer nästa vecka?", "Inget är planerat nästa vecka."),
        ("vem är du?", "Skriv en rad som till en kollega"),
        ("pengar", "Pengar 2024"),
        ("kommande", "Det här är på gång"),
        ("visa kontakter", "Kontakter"),
        ("vilka utgifter har vi i Nora?", "Jag hittar inget om ”utgifter Nora”"),
        ("trevlig helg!", "Så lite så"),
    ],
)
def test_talk_is_answered_and_nothing_is_saved(group: Group, said: str, answered: str) -> None:
    assert answered in text(group.tell(said))
    assert all(not group.rows(table) for table in ("activities", "expenses", "contacts", "notes", "pending"))


def test_a_bare_yes_is_pointed_to_the_buttons(group: Group) -> None:
    group.tell("utgift buss 12 mars 240 eller 340 kr")
    assert "Svara med knapparna under min fråga" in text(group.tell("ja"))


def test_a_question_to_a_command_is_answered_too(group: Group) -> None:
    assert "Det här är på gång" in text(group.log("när är nästa möte?"))
    assert group.rows("activities") == []


def test_the_name_may_stand_anywhere_in_a_mention(group: Group) -> None:
    answer = group.mention(f"Utgift 95 kr parkering 12 mars, <@{group.slack.bot_user_id}>")
    assert "Utgift 1 är loggad" in text(answer)
    assert group.rows("expenses")[0]["description"] == "Parkering"


def test_the_same_event_twice_is_answered_once(group: Group) -> None:
    group.tell(LINE, event_id="Ev1")
    again = group.slack.message_to_bot(MAJA, LINE, event_id="Ev1")
    assert again.status == 200
    group.tell("hej")
    assert len(group.rows("activities")) == 1
    assert len([message for message in group.answers(MAJA) if "Aktivitet" in message.shown]) == 1


def test_the_same_event_after_a_restart_saves_nothing_more(group: Group) -> None:
    group.tell(LINE, event_id="Ev1")
    group.stop()
    group.start()
    assert "Aktivitet 1" in text(group.tell(LINE, event_id="Ev1"))
    assert len(group.rows("activities")) == 1


def test_cards_in_a_thread_work_as_everywhere(group: Group) -> None:
    answer = group.mention(LINE)
    undone = group.press(answer.message, "Ångra")
    assert "Aktivitet 1 är ångrad" in text(undone)
    assert undone.message is not None
    assert answer.message is not None
    assert undone.message.ts == answer.message.ts, "the same card, as it stands now"
    assert "Aktivitet 1 är tillbaka" in text(group.press(undone.message, "Ta tillbaka"))


def test_a_form_from_a_card_in_a_thread_puts_the_new_values_there(group: Group) -> None:
    answer = group.mention(LINE)
    group.press(answer.message, "Ändra")
    saved = group.submit({"participants": "25", "women": "", "men": ""})
    assert "Deltagare: 25 (var 32)" in text(saved)
    assert saved.message is not None
    assert answer.message is not None
    assert (saved.message.ts, saved.message.only_for) == (answer.message.ts, None)


def test_what_is_only_asked_is_shown_to_who_asks(group: Group) -> None:
    answer = group.mention("status")
    shown = group.press(answer.message, "Pengar", who=KARIN)
    assert shown.message is not None
    assert answer.message is not None
    assert shown.message.only_for == KARIN
    assert shown.message.thread_ts == answer.message.thread_ts
    assert [message.shown for message in group.answers(ANNA)] == [answer.message.shown]


def test_somebody_elses_card_in_a_thread_is_not_theirs_to_undo(group: Group) -> None:
    answer = group.mention(LINE)
    refused = group.press(answer.message, "Ångra", who=KARIN)
    assert "loggades av någon annan" in text(refused)
    assert refused.message is not None
    assert refused.message.only_for == KARIN
    assert group.rows("activities")[0]["deleted_at"] is None


def test_somebody_elses_question_is_not_theirs_to_answer(group: Group) -> None:
    answer = group.mention("utgift buss 12 mars 240 eller 340 kr")
    label = labels(answer)[0]
    refused = group.press(answer.message, label, who=KARIN)
    assert "ställde jag till någon annan" in text(refused)
    assert group.rows("expenses") == []
    assert "är loggad" in text(group.press(answer.message, label))


def test_personal_data_is_answered_in_private(group: Group) -> None:
    group.mention("kontakt: Lisa Holm, Kumla bryggeri, lisa.holm@example.se, 070-123 45 67")
    group.slack.wait_for(lambda: len(group.answers(MAJA)) == 2)
    public = [message for message in group.slack.messages() if message.user == group.slack.bot_user_id]
    assert [message.shown for message in public] == [
        "Jag svarade dig privat, eftersom svaret innehåller sådant som bara du ska se."
    ]
    private = next(message for message in group.answers(MAJA) if message not in public)
    assert "lisa.holm@example.se" in private.shown
    assert private.channel == group.slack.workspace.dm_of(MAJA)
    assert all("lisa" not in message.shown.casefold() for message in group.answers(KARIN))
    undone = group.press(private, "Ångra")
    assert "Kontakt 1 är ångrad" in text(undone)


def test_personal_data_in_a_question_or_a_search_is_private_too(group: Group) -> None:
    group.log("kontakt: Lisa Holm, Kumla bryggeri, lisa.holm@example.se")
    for said in ("sök lisa", "kontakt: Lisa Holm, Kumla bryggeri, lisa.holm@example.se", "ta bort kontakt Lisa Holm"):
        group.mention(said, who=MAJA)
        group.tell("tack")

    def public() -> list[Message]:
        return [message for message in group.slack.messages() if message.user == group.slack.bot_user_id]

    group.slack.wait_for(lambda: len(public()) == 3)
    assert all("Lisa" not in message.shown for message in public())


def test_when_slack_asks_for_patience_the_answer_still_comes(group: Group) -> None:
    group.slack.fail("chat.postMessage", "ratelimited", seconds=0.1)
    assert "Aktivitet 1 är loggad" in text(group.tell(LINE))


def test_when_the_thread_is_gone_the_answer_comes_in_private(group: Group) -> None:
    group.slack.fail("chat.postMessage", "thread_not_found")
    answer = group.mention(LINE)
    assert answer.message is not None
    assert answer.message.channel == group.slack.workspace.dm_of(MAJA)
    assert "Aktivitet 1 är loggad" in text(answer)


def test_what_is_edited_or_said_by_a_bot_is_no_request(group: Group) -> None:
    channel = group.slack.workspace.dm_of(MAJA)
    edited = {"type": "message", "subtype": "message_changed", "channel_type": "im", "channel": channel, "ts": "1.1"}
    assert group.slack.event(edited | {"message": {"text": LINE, "user": MAJA}}).status == 200
    by_bot = {"type": "message", "channel_type": "im", "channel": channel, "ts": "1.2", "text": LINE, "bot_id": "B9"}
    assert group.slack.event(by_bot | {"user": MAJA}).status == 200
    assert group.rows("activities") == []


def test_what_somebody_else_changed_meanwhile_is_asked_in_private(group: Group) -> None:
    answer = group.mention("branschseminarium i Kumla 13 mars, 32 deltagare")
    group.press(answer.message, "Ändra")
    group.log("ändra aktivitet 1: 30 deltagare", who=ANNA)
    asked = group.submit({"participants": "28"})
    assert "medan du skrev" in text(asked)
    assert asked.message is not None
    assert asked.message.only_for == MAJA
    assert all("medan du skrev" not in message.shown for message in group.slack.messages())


def test_a_kind_that_is_chosen_is_that_lines_alone(group: Group) -> None:
    asked = group.tell("Seminarium i Hallsberg igår, 20 deltagare\nlite av varje")
    assert "Det gäller ”lite av varje”" in text(asked)
    assert labels(asked)[-1] == "Inget av det", "the first line is not saved either, and that is said"
    assert "2 poster är sparade" in text(group.press(asked.message, "Anteckning"))
    assert (len(group.rows("activities")), len(group.rows("notes"))) == (1, 1)


def test_not_to_be_logged_is_not_logged(group: Group) -> None:
    assert "Då loggar jag inget" in text(group.tell("Logga INTE detta: seminarium i Kumla igår, 10 deltagare"))
    assert group.rows("activities") == []


def test_a_record_is_shown_by_its_number(group: Group) -> None:
    group.log("utgift 95 kr parkering 12 mars")
    for said in ("visa utgift 1", "utgift 1", "vad har jag loggat?"):
        assert "95 kr" in text(group.tell(said))
    assert "hittar jag inte" in text(group.tell("visa utgift 9"))
    assert len(group.rows("expenses")) == 1
