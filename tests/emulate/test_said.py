"""What is said to the assistant without a command, and answered under it by a Web API that others wrote."""

import pytest

from tests.emulate.group import Group
from tests.emulate.shown import Shown, words
from tests.emulate.workspace import ANNA, BOT, MAJA, UTE

pytestmark = pytest.mark.emulate

LINE = "branschseminarium i Kumla 13 mars, 32 deltagare varav 14 kvinnor"
CONTACT = "kontakt: Lisa Holm, Kumla bryggeri, lisa.holm@example.se, 070-123 45 67"


def test_a_direct_message_is_answered_under_it(group: Group) -> None:
    answer = group.tell(MAJA, LINE)
    assert "Aktivitet 1 är loggad" in answer.text
    (said,) = group.slack.direct(MAJA)
    assert (said["user"], said["reply_count"], said["reply_users"]) == (group.slack.ids[MAJA], 1, [BOT])
    assert (answer.message["user"], answer.message["thread_ts"]) == (BOT, said["ts"])
    assert [row["participants"] for row in group.rows("activities")] == [32]


def test_a_mention_is_answered_under_it_for_the_channel_to_read(group: Group) -> None:
    before = group.slack.messages()
    group.mention(MAJA, LINE)
    (said,) = group.slack.messages()[len(before) :]
    read = [words(message) for message in group.slack.thread(said, ANNA)]
    assert len(read) == 2
    assert "Aktivitet 1 är loggad" in read[1]


def test_what_is_said_within_a_thread_is_answered_in_that_thread(group: Group) -> None:
    said = group.slack.say(ANNA, "Hur gick det i Kumla?")
    reply = group.slack.client(MAJA).chat_postMessage(
        channel=group.slack.channel, text=f"<@{BOT}> {LINE}", thread_ts=said["ts"]
    )
    group.hear(said | reply["message"])
    assert [message["user"] for message in group.slack.thread(said)][1:] == [group.slack.ids[MAJA], BOT]


def test_the_card_in_the_thread_changes_where_it_stands(group: Group) -> None:
    answer = group.mention(MAJA, LINE)
    card = answer.message
    group.press(MAJA, answer.button("Ångra"), awaits="chat.update", on=card)
    _, undone = group.slack.thread({**card, "ts": card["thread_ts"]}, ANNA)
    assert undone["ts"] == card["ts"]
    assert "Aktivitet 1 är ångrad" in words(undone)
    assert "är loggad" not in words(undone)
    assert undone["edited"]["user"] == BOT
    assert group.rows("activities")[0]["deleted_at"]


def test_a_form_from_the_card_in_the_thread_puts_the_new_values_there(group: Group) -> None:
    answer = group.mention(MAJA, LINE)
    card = answer.message
    form = group.press(MAJA, answer.button("Ändra"), on=card).view
    group.submit(MAJA, form, {"participants": "25", "women": "", "men": ""}, awaits="chat.update")
    _, changed = group.slack.thread({**card, "ts": card["thread_ts"]}, ANNA)
    assert "Deltagare: 25 (var 32)" in changed["text"].replace("\u00a0", " ")


def test_somebody_elses_card_is_not_theirs_to_undo_and_only_they_are_told(group: Group) -> None:
    answer = group.mention(ANNA, LINE)
    group.press(MAJA, answer.button("Ångra"), awaits="chat.postEphemeral", on=answer.message)
    ((seen_by, text),) = group.slack.ephemeral()
    assert seen_by == MAJA
    assert "loggades av någon annan" in text
    assert group.slack.thread(group.slack.messages()[-1])[1:] == [answer.message]


def test_personal_data_comes_privately_and_the_thread_says_so(group: Group) -> None:
    pointer = group.mention(MAJA, CONTACT)
    assert "Jag svarade dig privat" in pointer.text
    assert "lisa.holm" not in pointer.text
    (private,) = group.slack.direct(MAJA)
    assert "lisa.holm@example.se" in words(private)
    undo = Shown(private).button("Ångra")
    group.press(MAJA, undo, awaits="chat.update", on=private)
    (private,) = group.slack.direct(MAJA)
    assert "Kontakt 1 är ångrad" in words(private)
    assert len(group.slack.thread(group.slack.messages()[-1])) == 2


def test_the_same_event_twice_is_answered_once(group: Group) -> None:
    said = group.slack.say(MAJA, LINE, group.slack.private(MAJA))
    event = group.tells.said(said)
    group.notify(event)
    group.notify(event)
    group.tell(MAJA, "hej")
    assert len(group.slack.thread(said)) == 2
    assert len(group.rows("activities")) == 1


def test_an_outsider_is_answered_and_nothing_is_saved(group: Group) -> None:
    assert "Be projektledaren lägga till dig" in group.tell(UTE, LINE).text
    assert group.rows("activities") == []


def test_an_answer_that_is_lost_on_its_way_comes_privately(group: Group) -> None:
    said = group.slack.say(MAJA, f"<@{BOT}> {LINE}")
    group.slack.relay.lose("chat.postMessage", arrives=False)
    group.hear(said, awaits="chat.postMessage")
    assert len(group.slack.thread(said)) == 1
    (private,) = group.slack.direct(MAJA)
    assert "Aktivitet 1 är loggad" in words(private)


def test_a_change_of_the_card_that_is_lost_on_its_way_is_told_to_who_pressed(group: Group) -> None:
    answer = group.mention(MAJA, LINE)
    group.slack.relay.lose("chat.update", arrives=False)
    group.press(MAJA, answer.button("Ångra"), awaits="chat.postEphemeral", on=answer.message)
    ((seen_by, text),) = group.slack.ephemeral()
    assert seen_by == MAJA
    assert "Aktivitet 1 är ångrad" in text
