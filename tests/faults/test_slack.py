"""Slack answers 429, 500, half an answer or nothing, or knows the token no more. All through the real dispatch."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from handlers import conversation
from tests.conversations.conftest import ANNA, MAJA, Group, text
from tests.faults.conftest import health, well

UNREADABLE = "Jag kan inte se vilka som är med i gruppen just nu, så inget sparades. Försök igen om en stund."
SHUT = "Det gick inte att öppna formuläret just nu. Försök igen om en stund."
EVER = 10_000  # calls

OUTAGES = {  # how Slack answers every call -> what /healthz and the log call it
    "ratelimited": "ratelimited", "500": "http_500", "drop": "RemoteDisconnected", "timeout": "TimeoutError",
}  # fmt: skip
REVOKED = ("token_revoked", "account_inactive")


def out(group: Group, how: str) -> None:
    """From now on every call of the Web API is answered so."""
    group.slack.fail("*", how, EVER, seconds=1.5)


@pytest.mark.parametrize(("how", "name"), OUTAGES.items())
def test_without_slack_nothing_is_saved_or_lost_and_the_person_is_told(
    either: Group, how: str, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    either.log("utgift 95 kr parkering 12 mars")
    kept = either.rows("expenses")
    out(either, how)
    assert text(either.log("utgift 40 kr taxi till Solberg 12 mars")) == UNREADABLE
    assert either.rows("expenses") == kept
    status, said = health(either)
    assert (status, said["slack"]) == (503, f"Slack svarar inte som det ska ({name})")
    assert said["database"] == "ok"
    assert f"users.info: {name}" in caplog.text
    either.slack.clear_faults()
    assert "Utgift 2 är loggad" in text(either.log("utgift 40 kr taxi till Solberg 12 mars"))
    assert well(either)
    assert "Solberg" not in caplog.text


def test_a_form_sent_while_slack_is_away_keeps_what_was_filled_in(either: Group) -> None:
    either.press(either.log("").message, "Utgift")
    out(either, "500")
    refused = either.submit(
        {"amount_ore": "312", "description": "Lokal", "category": "Externa tjänster", "date": "2024-03-12"}
    )
    assert UNREADABLE in str(refused.errors)
    assert either.rows("expenses") == []
    either.slack.clear_faults()
    assert "Utgift 1" in text(either.submit({}))
    assert [row["amount_ore"] for row in either.rows("expenses")] == [31_200]


@pytest.mark.parametrize("error", REVOKED)
def test_a_token_that_is_revoked_is_told_and_named_until_slack_takes_it_again(
    either: Group, error: str, caplog: pytest.LogCaptureFixture
) -> None:
    either.log("utgift 95 kr parkering 12 mars")
    out(either, error)
    assert text(either.log("utgift 40 kr taxi till Solberg 12 mars")) == UNREADABLE
    status, said = health(either)
    assert (status, said["slack"]) == (503, f"Slack godtar inte SLACK_BOT_TOKEN ({error})")
    assert f"healthz: slack: Slack godtar inte SLACK_BOT_TOKEN ({error})" in caplog.text
    either.slack.clear_faults()
    assert "Utgift 2 är loggad" in text(either.log("utgift 40 kr taxi till Solberg 12 mars"))
    assert well(either)
    assert "xoxb-" not in caplog.text
    assert "Solberg" not in caplog.text


@pytest.mark.parametrize("how", [*OUTAGES, *REVOKED])
def test_a_reminder_survives_the_outage_and_comes_once(
    group: Group, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    group.remind("YH-släpp 23 maj kl 13 på Conventum i Örebro", who=ANNA)
    before = group.said()
    out(group, how)
    group.clock.at = datetime(2024, 5, 9, 7, 0, tzinfo=UTC)
    group.look()
    for _ in range(3):
        group.clock.turn(seconds=40)
        group.look()
    status, said = health(group)
    assert (status, said["clock"].split(" (")[0]) == (503, "1 meddelande har inte kommit fram")
    assert "chat.postMessage: " in caplog.text
    group.slack.clear_faults()
    for _ in range(3):  # what an administrator has to mend is tried again every quarter of an hour
        group.clock.turn(minutes=15)
        group.look()
    came = group.said()[len(before) :]
    assert [said.splitlines()[0] for said in came] == ["📌 YH-släpp om 14 dagar"]
    assert well(group)
    assert "Conventum" not in caplog.text


@pytest.mark.parametrize("ahead", [timedelta(days=1), timedelta(days=-1)])
def test_a_clock_a_day_wrong_sends_no_reminder_twice(group: Group, ahead: timedelta) -> None:
    group.slack.workspace.now = lambda: group.clock.at - ahead
    group.remind("YH-släpp 23 maj kl 13 på Conventum i Örebro", who=ANNA)
    before = group.said()
    group.slack.fail("chat.postMessage", "drop_accepted")
    group.clock.at = datetime(2024, 5, 9, 7, 0, tzinfo=UTC)
    group.look()
    for _ in range(3):
        group.clock.turn(minutes=1)
        group.look()
    came = group.said()[len(before) :]
    assert [said.splitlines()[0] for said in came] == ["📌 YH-släpp om 14 dagar"]
    assert well(group)


@pytest.mark.parametrize("how", ["ratelimited", "500", "drop", "timeout", "not_in_channel"])
def test_a_bot_that_may_not_write_in_the_channel_shows_in_healthz(group: Group, how: str) -> None:
    group.remind("YH-släpp 23 maj kl 13 på Conventum i Örebro", who=ANNA)
    group.slack.fail("chat.postMessage", how, EVER, seconds=1.5)
    group.slack.fail("conversations.history", "500", EVER)
    group.clock.at = datetime(2024, 5, 9, 7, 0, tzinfo=UTC)
    group.look()
    assert well(group), "a moment is nothing to wake anybody for"
    group.clock.turn(seconds=90)
    group.look()
    assert health(group)[1]["clock"].startswith("1 meddelande har inte kommit fram")


@pytest.mark.parametrize("how", ["ratelimited", "500", "drop", "timeout"])
def test_a_form_that_slack_does_not_open_is_told(either: Group, how: str, caplog: pytest.LogCaptureFixture) -> None:
    logged = either.log("utgift 95 kr parkering 12 mars")
    either.slack.fail("views.open", how, seconds=3)
    assert logged.message is not None
    change = logged.message.blocks[-1]["elements"][0]
    assert change["text"]["text"] == "Ändra"
    either.slack.press(MAJA, logged.message, change["action_id"])
    either.slack.wait_for(lambda: SHUT in either.slack.visible(MAJA)[-1].shown)
    code = either.slack.visible(MAJA)[-1].shown.rstrip(".").rsplit(" ", 1)[-1]
    assert f"{code}: views.open: {OUTAGES[how]}" in caplog.text
    assert either.press(logged.message, "Ändra").view is not None


@pytest.mark.parametrize("how", ["ratelimited", "500", "drop", "token_revoked"])
def test_what_is_done_stays_done_though_no_way_to_tell_is_open(
    group: Group, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    logged = group.log("utgift 95 kr parkering till Solberg 12 mars")
    assert logged.message is not None
    action = logged.message.blocks[-1]["elements"][1]
    assert action["text"]["text"] == "Ångra"
    for way in ("response_url", "chat.postEphemeral", "conversations.open", "chat.postMessage"):
        group.slack.fail(way, how, EVER)
    group.slack.press(MAJA, logged.message, action["action_id"])
    group.slack.wait_for(lambda: "ett svar kunde inte lämnas" in caplog.text)
    assert "response_url: " in caplog.text
    group.slack.clear_faults()
    assert group.press(group.log("senaste").message, "Ta tillbaka").status == 200
    assert [row["what"] for row in group.rows("audit")] == ["logged", "undone", "restored"]
    assert "Solberg" not in caplog.text


def test_a_form_whose_answer_came_too_late_is_not_saved_twice(either: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    real, done = conversation.answer, threading.Event()

    def late(*arguments):  # type: ignore[no-untyped-def]
        reply = real(*arguments)
        assert done.wait(5)
        return reply

    filled = {"amount_ore": "312", "description": "Lokal", "category": "Externa tjänster", "date": "2024-03-12"}
    either.press(either.log("").message, "Utgift")
    either.slack.delivery.patience = 0.1  # then Slack says that the app did not answer, and leaves the form open
    with monkeypatch.context() as patch:
        patch.setattr(conversation, "answer", late)
        assert either.slack.submit(MAJA, filled).failure
    either.slack.wait_for(lambda: len(either.rows("expenses")) == 1)
    done.set()
    either.slack.delivery.patience = 3
    assert either.slack.submit(MAJA, filled).failure is None, "the person sends it once more"
    either.slack.wait_for(lambda: "Utgift 1" in either.slack.visible(MAJA)[-1].shown)
    assert len(either.rows("expenses")) == 1
    either.press(either.log("").message, "Utgift")
    either.submit(filled)
    assert len(either.rows("expenses")) == 2, "another form with the same in it is another expense"
