"""The working group in two places: the real assistant between the stand-ins for Slack and for Teams."""

import threading
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest

import app
from bot.project import Member
from bot.project_file import load_project
from handlers.playground import Message as SlackMessage
from handlers.playground import Person as SlackPerson
from handlers.playground import Playground
from handlers.settings import Settings
from handlers.teams import start
from storage.database import Database
from tests.conversations.conftest import Clock, buttons, without_rhythm
from tests.ports import free_port
from tests.teams import keys
from tests.teams.connector import CHANNEL, Connector
from tests.teams.driver import Driver
from tests.teams.group import SECRET, Tokens
from tests.teams.people import ANNA, MAJA, TENANT, Person

SLACK = {ANNA: SlackPerson("UANNA", "anna", "Anna Ek", email=ANNA.email), MAJA: SlackPerson("UMAJA", "maja", "Maja Lind", email=MAJA.email)}  # fmt: skip
LEADER = Member(name="Anna Ek", role="projektledare", slack="UANNA", email=ANNA.email)


class Both:
    """Everybody is in both; `look` has the clock look."""

    def __init__(self, path: Path, today: datetime) -> None:
        self.path, self.clock = path, Clock(today)
        self.slack = Playground(
            signing_secret="secret", bot_token="xoxb-test", people=list(SLACK.values()), now=self.clock
        )
        self.connector = Connector()
        self.driver = Driver(self.connector)
        self._running = ExitStack()

    def start(self) -> None:
        self.slack.start()
        self._running.callback(self.slack.stop)
        self.connector.start()
        self._running.callback(self.connector.stop)
        self._running.callback(self.driver.close)
        port = free_port()
        settings = Settings(
            _env_file=None, yh_port=port, yh_channel=self.slack.channel_id, slack_api_url=self.slack.api_url,
            slack_bot_token="xoxb-test", slack_signing_secret="secret", slack_app_token="",
            teams_client_id=keys.CLIENT_ID, teams_client_secret=SECRET, teams_tenant_id=TENANT, teams_channel=CHANNEL,
            teams_openid_url=self.connector.openid_url,
        )  # fmt: skip
        self.slack.request_url = f"http://127.0.0.1:{port}/slack/events"
        self.driver.assistant_url = f"http://127.0.0.1:{port}/api/messages"
        database = Database(self.path)
        self._running.callback(database.close)
        patch = self._running.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(start, "tokens", lambda settings: Tokens(self.connector.service_url))
        project = without_rhythm(load_project().model_copy(update={"members": (LEADER,)}))
        running = self._running.enter_context(app.assistant(settings, project, database, self.clock))
        self.look = running.look
        thread = threading.Thread(target=running.serve)
        thread.start()
        self._running.callback(thread.join)
        self._running.callback(running.stop)
        self.driver.await_ready(f"http://127.0.0.1:{port}/healthz")

    def stop(self) -> None:
        self._running.close()

    # what people do and see

    def press_in_slack(self, message: SlackMessage, label: str, who: Person) -> None:
        """Presses the button of that name; what comes of it is on disk then."""
        pressed = next(each for each in buttons(message) if each["text"]["text"] == label)
        assert self.slack.press(SLACK[who].id, message, pressed["action_id"]).status == 200

    def in_slack(self, words: str) -> list[str]:
        """What was said with these words in the channel there."""
        return [found for each in self.slack.messages() if words in (found := _plain(each.shown))]

    def in_teams(self, words: str) -> list[str]:
        return [found for each in self.connector.answers(CHANNEL) if words in (found := _plain(each.shown))]


def _plain(shown: str) -> str:
    return shown.replace("\u00a0", " ")
