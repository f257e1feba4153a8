"""What the assistant sends of its own accord: to a stand-in for the Bot Connector, with what can go wrong there."""

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.reply import Button, Reply
from handlers.requests import UNASKABLE
from handlers.teams.api import Api
from handlers.teams.post import Poster
from storage import conversations
from storage.database import Database
from tests.teams.connector import BOT, CHANNEL, Connector, personal_id
from tests.teams.people import ANNA, MAJA, TENANT

REMINDER = Reply(
    title="📌 YH-släpp om 7 dagar", text=("Nu: stäm av anmälningslistan.",),
    buttons=(Button(label="Klart", action="done", value="activity:1 event:7"),),
)  # fmt: skip
PATIENCE = 0.3  # seconds that a call is waited for here


class Tokens:
    async def get_bot_token(self) -> str:
        return "a.b.c"


@pytest.fixture
def connector() -> Iterator[Connector]:
    made = Connector()
    made.start()
    yield made
    made.stop()


@pytest.fixture
def database(tmp_path: Path, connector: Connector) -> Iterator[Database]:
    made = Database(tmp_path / "yh.db")
    _met(made, connector, CHANNEL, "", "channel")
    _met(made, connector, personal_id(MAJA), MAJA.account, "personal")
    yield made
    made.close()


@pytest.fixture
def poster(connector: Connector, database: Database) -> Iterator[Poster]:
    api = Api(Tokens(), PATIENCE)
    yield Poster(api, database, CHANNEL)
    api.close()


def _met(database: Database, connector: Connector, place: str, account: str, kind: conversations.Kind) -> None:
    reference = {
        "serviceUrl": connector.service_url, "bot": dict(BOT), "conversation": {"id": place, "tenantId": TENANT},
    }  # fmt: skip
    with database.transaction() as db:
        conversations.remember(db, id=place, account=account, kind=kind, reference=reference, at="2024-03-14T08:00:00Z")


def test_a_reminder_stands_in_the_channel_as_a_card_with_its_button(poster, connector):
    outcome = poster.post(CHANNEL, REMINDER, "d1")
    (message,) = connector.answers(CHANNEL)
    assert (outcome.state, outcome.message) == ("sent", message.id)
    assert "Nu: stäm av anmälningslistan." in message.shown
    assert message.card.action("Klart")["data"] == {"action": "yh.done", "value": "activity:1 event:7"}
    assert message.activity["summary"].startswith("📌 YH-släpp om 7 dagar")


@pytest.mark.parametrize("person", [MAJA, ANNA])
def test_a_person_is_told_in_their_own_conversation_met_before_or_not(poster, connector, person):
    assert poster.post(person.account, REMINDER, "d1").state == "sent"
    assert [each.conversation for each in connector.sent] == [personal_id(person)]
    opened = [path for _, path in connector.calls if path.endswith("/v3/conversations")]
    assert len(opened) == (person is ANNA)


def test_a_channel_that_was_never_met_is_reached_where_another_conversation_was(poster, database):
    with database.transaction() as db:
        db.execute("DELETE FROM conversations WHERE id = ?", [CHANNEL])
    assert poster.post(CHANNEL, REMINDER, "d1").state == "sent"


def test_before_teams_has_been_met_at_all_nothing_is_sent_and_it_may_be_tried_again(poster, database):
    with database.transaction() as db:
        db.execute("DELETE FROM conversations")
    outcome = poster.post(CHANNEL, REMINDER, "d1")
    assert (outcome.state, outcome.reason, outcome.unreachable) == ("refused", "no_reference", False)


@pytest.mark.parametrize(("status", "after", "wait"), [(429, "7", 7), (503, "", 30), (429, "soon", 30)])
def test_asked_for_patience_it_comes_later(poster, connector, status, after, wait):
    connector.fault("send", status=status, retry_after=after)
    outcome = poster.post(CHANNEL, REMINDER, "d1")
    assert (outcome.state, outcome.retry_after) == ("later", wait)
    assert connector.sent == []


@pytest.mark.parametrize("done", [True, False])
@pytest.mark.parametrize("how", [{"status": 500}, {"status": 502}, {"drop": True}])
def test_what_nobody_knows_the_end_of_is_in_doubt_and_not_repeated(poster, connector, how, done):
    connector.fault("send", done=done, **how)
    assert poster.post(CHANNEL, REMINDER, "d1").state == "in_doubt"
    assert len(connector.sent) == done
    assert len([path for _, path in connector.calls if path.endswith("/activities")]) == 1


def test_no_answer_in_time_is_in_doubt(poster, connector):
    silence = threading.Event()
    connector.fault("send", until=silence)
    outcome = poster.post(CHANNEL, REMINDER, "d1")
    silence.set()
    assert outcome.state == "in_doubt"


@pytest.mark.parametrize("how", [{"status": 500}, {"drop": True}, {"status": 429, "retry_after": "5"}])
def test_a_conversation_that_could_not_be_opened_has_been_told_nothing(poster, connector, how):
    connector.fault("open", **how)
    assert poster.post(ANNA.account, REMINDER, "d1").state == "later"
    assert connector.sent == []


@pytest.mark.parametrize(
    ("status", "code", "unreachable"),
    [
        (403, "BotNotInConversationRoster", True),
        (403, "BotDisabledByAdmin", True),
        (403, "ConversationBlockedByUser", True),
        (403, "MessageWritesBlocked", True),
        (404, "ConversationNotFound", True),
        (403, "", True),
        (401, "BotNotRegistered", False),
    ],
)
def test_refused_it_is_not_there_and_says_whether_another_may_be_reached(poster, connector, status, code, unreachable):
    connector.fault("send", status=status, code=code)
    outcome = poster.post(MAJA.account, REMINDER, "d1")
    assert (outcome.state, outcome.reason) == ("refused", code or f"http_{status}")
    assert outcome.unreachable == unreachable


@pytest.mark.parametrize(("status", "code"), [(413, "MessageSizeTooBig"), (400, "BadSyntax")])
def test_a_card_that_is_refused_comes_as_its_words(poster, connector, status, code):
    connector.fault("send", status=status, code=code)
    assert poster.post(CHANNEL, REMINDER, "d1").state == "sent"
    (message,) = connector.sent
    assert message.card is None
    assert message.shown.startswith("📌 YH-släpp om 7 dagar")


def test_the_history_cannot_be_asked(poster):
    assert poster.find(CHANNEL, {"d1"}, 0) is UNASKABLE


@pytest.mark.parametrize("to", [CHANNEL, MAJA.account, ANNA.account])
def test_what_was_posted_is_redrawn_where_it_stands(poster, connector, to):
    posted = poster.post(to, REMINDER, "d1")
    outcome = poster.update(to, posted.message, Reply(title="✅ Klart"), "d1")
    assert outcome.state == "sent"
    (message,) = connector.sent
    assert message.shown == "✅ Klart"
    assert message.edited == 1


def test_a_message_that_somebody_has_taken_away_cannot_be_redrawn(poster, connector):
    assert poster.update(CHANNEL, "123", REMINDER, "d1").state == "refused"


def test_no_token_is_no_doubt_about_the_message(connector, database):
    class Broken:
        async def get_bot_token(self) -> str:
            raise ConnectionError("login")

    with closing(Api(Broken())) as api:
        outcome = Poster(api, database, CHANNEL).post(CHANNEL, REMINDER, "d1")
    assert (outcome.state, outcome.reason) == ("later", "token_ConnectionError")
    assert connector.calls == []


def test_a_login_that_is_silent_is_not_waited_for(connector, database):
    silence = threading.Event()

    class Silent:
        async def get_bot_token(self) -> str:
            silence.wait(20)
            return "a.b.c"

    with closing(Api(Silent(), PATIENCE)) as api:
        outcome = Poster(api, database, CHANNEL).post(CHANNEL, REMINDER, "d1")
    silence.set()
    assert (outcome.state, outcome.reason) == ("later", "token_slow")
    assert connector.calls == []
