"""The working group in Teams: the real assistant, the stand-in for the Bot Connector, and a clock that we turn."""

import sqlite3
import threading
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import app
from bot.project import Member, Project
from bot.project_file import load_project
from handlers.settings import Settings
from handlers.teams import start
from handlers.teams.shown import Shown
from storage.database import Database
from tests.conversations.conftest import Clock, without_rhythm
from tests.ports import free_port
from tests.teams import keys
from tests.teams.connector import CHANNEL, Connector, Message
from tests.teams.driver import PERSONAL, Driver, Exchange
from tests.teams.people import MAJA, TENANT, Person

SECRET = "teams-secret"


class Tokens:
    """What Microsoft would give the assistant to show the Connector."""

    def __init__(self, service_url: str) -> None:
        self._token = keys.signed(keys.claims(service_url))

    async def get_bot_token(self) -> str:
        return self._token


class Noticed(Shown):
    """Wakes who waits for what the assistant has sent, once the assistant itself knows that it is sent."""

    def __init__(self, connector: Connector) -> None:
        super().__init__()
        self._connector = connector

    def keep(self, place: str, message: str, activity: dict[str, Any]) -> None:
        super().keep(place, message, activity)
        with self._connector.changed:
            self._connector.changed.notify_all()


class TeamsGroup:
    """The assistant in its channel, as the tests see it."""

    def __init__(self, path: Path, *, today: datetime, members: tuple[Member, ...], rhythm: bool = False) -> None:
        self.path = path
        self.clock = Clock(today)
        self.connector = Connector()
        self.driver = Driver(self.connector)
        project: Project = load_project().model_copy(update={"members": members})
        self.project = project if rhythm else without_rhythm(project)
        self._running = ExitStack()

    def start(self) -> None:
        """Starts the assistant as `app.py` does, on a port of its own."""
        port = free_port()
        settings = Settings(
            _env_file=None,
            teams_client_id=keys.CLIENT_ID,
            teams_client_secret=SECRET,
            teams_tenant_id=TENANT,
            teams_channel=CHANNEL,
            teams_openid_url=self.connector.openid_url,
            yh_port=port,
        )
        self.driver.assistant_url = f"http://127.0.0.1:{port}/api/messages"
        self.health_url = f"http://127.0.0.1:{port}/healthz"
        database = Database(self.path)
        self._running.callback(database.close)
        patch = self._running.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(start, "tokens", lambda settings: Tokens(self.connector.service_url))
        self.shown = Noticed(self.connector)
        patch.setattr(start, "Shown", lambda: self.shown)
        running = self._running.enter_context(app.assistant(settings, self.project, database, self.clock))
        self.look = running.look
        thread = threading.Thread(target=running.serve)
        thread.start()
        self._running.callback(thread.join)
        self._running.callback(running.stop)
        self.driver.await_ready(self.health_url)

    def stop(self) -> None:
        self._running.close()

    # what people do and see

    def tell(self, text: str, who: Person = MAJA, **how: Any) -> Message:
        """Says it in the personal chat; the answer."""
        return self._said(text, who, PERSONAL, who, how)

    def mention(self, text: str, who: Person = MAJA, place: str = CHANNEL, **how: Any) -> Message:
        """Says it where others are, to the assistant; the answer that stands there."""
        return self._said(text, who, place, place, how)

    def _said(self, text: str, who: Person, place: str, where: str | Person, how: dict[str, Any]) -> Message:
        before = len(self.connector.answers(where))
        exchange = self.driver.say(text, who, place, **how)
        assert exchange.status == 200, exchange
        return self.answer(where, before)

    def answer(self, where: str | Person, before: int) -> Message:
        """What the assistant says there after its first `before` messages."""
        message = self.connector.wait_for(lambda: self.connector.answers(where)[before:])[0]
        self.connector.wait_for(lambda: not message.card or self.shown.card(message.conversation, message.id))
        return message

    def press(self, message: Message, label: str, who: Person = MAJA, **how: Any) -> Exchange:
        exchange = self.driver.press(message, label, who, **how)
        assert exchange.status == 200, exchange
        return exchange

    def fill(self, message: Message, values: dict[str, Any], who: Person = MAJA, **how: Any) -> Exchange:
        exchange = self.driver.fill(message, values, who, **how)
        assert exchange.status == 200, exchange
        return exchange

    def rows(self, table: str) -> list[dict[str, Any]]:
        """What is on disk, read with a tool of its own."""
        with sqlite3.connect(self.path) as connection:
            connection.row_factory = sqlite3.Row
            found = [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]
        connection.close()
        return found
