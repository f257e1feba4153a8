"""Who may use it: asked in one place, for everything that Slack can send."""

import json
from collections.abc import Callable
from unittest.mock import MagicMock
from urllib.parse import quote

import pytest

from handlers.playground import Exchange
from handlers.slack import surface
from tests.conversations.conftest import ANNA, BOT, GONE, MAJA, OUTSIDER, PARTNER, Group, text

REFUSED = "Jag hjälper arbetsgruppen"


def _everything(group: Group, who: str, team: str | None = None) -> dict[str, Callable[[], Exchange]]:
    """One request for every listener, as `who` could send it with somebody else's cards at hand."""
    logged = group.log("utgift 95 kr parkering 12 mars")
    ways: dict[str, Callable[[], Exchange]] = {
        name: lambda name=name, line=line: group.slack.command(who, name, line, team_id=team)  # type: ignore[misc]
        for name, line in (
            ("/yh-logg", "utgift 40 kr buss"),
            ("/yh-status", ""),
            ("/yh-paminn", "YH-släpp 23 maj kl 13"),
        )
    }
    payload = group.slack.payloads

    def press() -> Exchange:
        return group.slack.press(who, logged.message, "yh.undo.2", team_id=team)

    def submit() -> Exchange:
        group.press(logged.message, "Ändra")
        view = group.slack.view(MAJA)
        assert view is not None
        body = payload.submission(who, view, group.slack.workspace.grant_trigger(who, None), team)
        return group.slack.raw("payload=" + quote(json.dumps(body)))

    ways |= {"message": lambda: group.slack.message_to_bot(who, "utgift 40 kr buss", team_id=team)}
    ways |= {"app_mention": lambda: group.slack.mention(who, "utgift 40 kr buss", team_id=team)}
    ways |= {"app_home_opened": lambda: group.slack.open_home(who)}
    said = group.slack.say(MAJA, "Seminarium i Kumla 12 mars")
    ways |= {"logga_i_yh": lambda: group.slack.shortcut(who, "logga_i_yh", said, team_id=team)}
    return {**ways, "action": press, "view": submit}


@pytest.mark.parametrize("who", [OUTSIDER, BOT, GONE, PARTNER])
def test_nobody_outside_the_group_gets_in_by_any_listener(group: Group, who: str) -> None:
    ways = _everything(group, who)
    before = [group.rows(table) for table in ("expenses", "activities", "pending", "reminders", "audit")]
    for name, way in ways.items():
        exchange = way()
        assert exchange.status == 200, name
        if exchange.message is not None and exchange.message.only_for == who:
            assert REFUSED in exchange.message.shown, name
    assert [group.rows(table) for table in ("expenses", "activities", "pending", "reminders", "audit")] == before


def test_an_outsider_is_told_whom_to_ask(group: Group) -> None:
    assert REFUSED in text(group.log("utgift 40 kr buss", who=OUTSIDER))


def test_another_workspace_does_not_get_in(group: Group) -> None:
    answer = group.log("utgift 40 kr buss", team_id="TFRAMMANDE")
    assert REFUSED in text(answer)
    assert group.rows("expenses") == []


def test_whoever_leaves_the_channel_is_out(group: Group) -> None:
    group.log("utgift 95 kr parkering 12 mars")
    group.slack.leave(MAJA)
    group.stop()
    group.start()
    assert REFUSED in text(group.log("utgift 40 kr buss"))


def test_when_membership_cannot_be_read_nothing_is_written(group: Group) -> None:
    group.slack.fail("conversations.members", "internal_error", times=5)
    group.slack.fail("users.info", "internal_error", times=5)
    answer = group.log("utgift 95 kr parkering 12 mars")
    assert "inget sparades" in text(answer)
    assert group.rows("expenses") == []


def test_who_is_listed_in_the_project_file_gets_in(group: Group) -> None:
    group.slack.leave(ANNA)
    group.stop()
    group.start()
    assert "Utgift 1 är loggad" in text(group.log("utgift 95 kr parkering 12 mars", who=ANNA))


def test_a_wrong_signature_gets_nowhere(group: Group) -> None:
    exchange = group.slack.raw("command=/yh-logg&text=utgift 40 kr buss", {"X-Slack-Signature": "v0=00"})
    assert exchange.status == 401
    assert group.rows("expenses") == []


def test_a_replay_older_than_five_minutes_is_refused(group: Group) -> None:
    exchange = group.slack.raw("command=/yh-logg&text=utgift 40 kr buss", {"X-Slack-Request-Timestamp": "1700000000"})
    assert exchange.status == 401


def test_there_is_no_listener_but_those_tried_above(group: Group) -> None:
    registered: list[str] = []

    class Recorder:
        """Stands in for the Bolt app; whatever else is registered on it fails by name."""

        def command(self, name: str) -> Callable[[object], None]:
            return lambda listener: registered.append(name)

        def action(self, pattern: object) -> Callable[[object], None]:
            return lambda listener: registered.append("action")

        def view(self, pattern: object) -> Callable[[object], None]:
            return lambda listener: registered.append("view")

        def event(self, name: str) -> Callable[[object], None]:
            return lambda listener: registered.append(name)

        def message_shortcut(self, callback_id: str) -> Callable[[object], None]:
            return lambda listener: registered.append(callback_id)

        def error(self, handler: object) -> None:
            """No listener: what no listener is for."""

    surface.register(Recorder(), MagicMock(), MagicMock())  # type: ignore[arg-type]
    assert sorted(registered) == sorted(_everything(group, OUTSIDER))
