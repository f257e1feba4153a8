"""Socket Mode told to reconnect, cut off in several ways, or handing over an envelope twice."""

from asyncio import Transport
from collections.abc import Callable, Iterator
from pathlib import Path
from socket import SHUT_WR

import pytest

from app import StartRefused
from handlers import conversation
from tests.conversations.conftest import MAJA, TODAY, Group, text
from tests.faults.conftest import health, well

EVER = 10_000  # calls


@pytest.fixture
def group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Group]:
    """The group over Socket Mode, which looks to its connection ten times a second."""
    monkeypatch.setattr("handlers.slack.line._PING", 0.1)
    monkeypatch.setattr("handlers.slack.socket._PAUSES", (0.05,))
    group = Group(tmp_path / "yh.db", socket_mode=True, today=TODAY, members=())
    group.slack.start()
    group.start()
    yield group
    group.stop()
    group.slack.stop()


def go_and_come_back(group: Group) -> None:
    group.slack.sockets.disconnect()


def cut(group: Group) -> None:
    group.slack.sockets.cut()


def hang_up(group: Group) -> None:
    """The line is closed without the word that WebSocket has for it."""
    for transport in transports(group):
        transport.get_extra_info("socket").shutdown(SHUT_WR)


def fall_silent(group: Group) -> None:
    """Nothing comes any more, as behind a firewall that has forgotten the line."""
    for transport in transports(group):
        assert group.slack.sockets.loop is not None
        group.slack.sockets.loop.call_soon_threadsafe(transport.pause_reading)


def back(group: Group) -> None:
    group.slack.wait_for(lambda: well(group), timeout=10)
    group.slack.wait_for(lambda: group.slack.sockets.connections)  # Slack's end of it too


def transports(group: Group) -> list[Transport]:
    return [group.slack._lines._transports[tuple(line.scope["client"])] for line in group.slack.sockets._open]


@pytest.mark.parametrize("broken", [go_and_come_back, cut, hang_up, fall_silent])
def test_a_lost_connection_is_made_again_and_nothing_is_lost(
    group: Group, broken: Callable[[Group], None], caplog: pytest.LogCaptureFixture
) -> None:
    group.log("utgift 95 kr parkering hos Solberg 12 mars")
    before = list(group.slack.sockets._open)
    broken(group)
    group.slack.wait_for(lambda: [line for line in group.slack.sockets._open if line not in before], timeout=10)
    back(group)
    assert "Utgift 2 är loggad" in text(group.log("utgift 40 kr taxi 12 mars"))
    assert len(group.rows("expenses")) == 2
    assert "Solberg" not in caplog.text


@pytest.mark.parametrize(
    ("broken", "how", "why"),
    [
        (cut, "500", "ingen anslutning till Slack (http_500)"),
        (hang_up, "drop", "ingen anslutning till Slack (RemoteDisconnected)"),
        (cut, "ratelimited", "ingen anslutning till Slack (ratelimited)"),
        (go_and_come_back, "invalid_auth", "Slack godtar inte SLACK_APP_TOKEN (invalid_auth)"),
    ],
)
def test_while_there_is_no_connection_healthz_says_why_and_it_comes_back_by_itself(
    group: Group, broken: Callable[[Group], None], how: str, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    group.log("utgift 95 kr parkering 12 mars")
    group.slack.fail("apps.connections.open", how, EVER)
    broken(group)
    group.slack.wait_for(lambda: health(group)[1]["socket"] == why, timeout=10)
    assert health(group)[0] == 503
    assert health(group)[1]["slack"] == "ok"
    group.slack.wait_for(lambda: not group.slack.sockets.connections, timeout=10)
    failed = group.log("utgift 40 kr taxi 12 mars", trigger_id="1.2.lost")
    assert "misslyckades" in str(failed.failure), "Slack itself tells that the assistant is not there"
    assert len(group.rows("expenses")) == 1
    assert f"apps.connections.open: {why.rpartition('(')[2].rstrip(')')}" in caplog.text
    group.slack.clear_faults()
    back(group)
    assert "Utgift 2 är loggad" in text(group.log("utgift 40 kr taxi 12 mars"))
    assert "xapp-" not in caplog.text


def test_an_answer_whose_connection_broke_comes_all_the_same(
    group: Group, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = conversation.answer

    def saved_and_then_cut_off(*arguments):  # type: ignore[no-untyped-def]
        reply = real(*arguments)
        group.slack.fail("apps.connections.open", "500", EVER)
        cut(group)
        group.slack.wait_for(lambda: health(group)[1]["socket"] != "ok", timeout=10)
        return reply

    with monkeypatch.context() as patch:
        patch.setattr(conversation, "answer", saved_and_then_cut_off)
        group.slack.delivery.patience = 0.5  # then Slack says that it had no answer
        group.log("utgift 95 kr parkering hos Solberg 12 mars", trigger_id="1.2.cut")
        card = group.slack.wait_for(
            lambda: next((seen for seen in group.slack.visible(MAJA) if "Utgift 1 är loggad" in seen.shown), None)
        )
    assert "the connection broke before slash_commands was answered; by response_url: http_200" in caplog.text
    group.slack.clear_faults()
    back(group)
    group.slack.delivery.patience = 3
    assert "ångrad" in text(group.press(card, "Ångra"))
    assert "Solberg" not in caplog.text


def test_an_envelope_that_comes_twice_is_carried_out_once(group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    real, answered = conversation.answer, []

    def counted(*arguments):  # type: ignore[no-untyped-def]
        reply = real(*arguments)
        answered.append(reply)
        return reply

    def twice(act: Callable[[], object]) -> None:
        answered.clear()
        group.slack.sockets.repeat_next()
        act()
        group.slack.wait_for(lambda: len(answered) == 2)

    monkeypatch.setattr(conversation, "answer", counted)
    twice(lambda: group.log("utgift 95 kr parkering 12 mars"))
    card = group.log("senaste").message
    assert card is not None
    change, undo = (button["action_id"] for button in card.blocks[-1]["elements"][:2])
    twice(lambda: group.slack.press(MAJA, card, change))
    twice(lambda: group.slack.submit(MAJA, {"amount_ore": "120"}))
    twice(lambda: group.slack.press(MAJA, card, undo))
    group.press(group.log("").message, "Utgift")
    twice(
        lambda: group.slack.submit(
            MAJA, {"amount_ore": "312", "description": "Lokal", "category": "Externa tjänster", "date": "2024-03-12"}
        )
    )
    group.slack.sockets.repeat_next()
    group.tell("kontakt Karin Öst, hr-chef på Bergslagens Bygg AB")
    assert len(group.rows("contacts")) == 1
    assert [row["amount_ore"] for row in group.rows("expenses")] == [12_000, 31_200]
    assert [row["what"] for row in group.rows("audit")] == ["logged", "changed", "undone", "logged", "logged"]
    assert not any("redan" in seen.shown or "gick inte" in seen.shown for seen in group.slack.visible(MAJA))


def test_a_token_that_slack_refuses_at_start_is_one_sentence(group: Group) -> None:
    group.stop()
    group.slack.fail("apps.connections.open", "invalid_auth")
    with pytest.raises(StartRefused, match=r"^Slack godtar inte SLACK_APP_TOKEN \(invalid_auth\)\.$"):
        group.start()
