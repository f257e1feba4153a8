"""The assistant as `app.py` runs it, in the Playground's Teams and nowhere else, with a clock that the test turns."""

import json
import sqlite3
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import app
from bot.project import Member
from bot.project_file import load_project
from handlers.settings import Settings
from handlers.teams import start
from storage.database import Database
from tests.conversations.conftest import without_rhythm
from tests.emulate.group import wait_for
from tests.ports import free_port
from tests.teams import keys
from tests.teams.people import ANNA, TENANT
from tests.teams_playground.emulator import CHANNEL
from tests.teams_playground.proxy import Proxy

Json = dict[str, Any]


class Group:
    """The working group: Anna leads it."""

    def __init__(self, proxy: Proxy, database: Path) -> None:
        self.path = database
        self.now = datetime(2024, 3, 14, 9, 0, tzinfo=UTC)
        leader = Member(name=ANNA.name, role="projektledare", email=ANNA.email)
        self.project = without_rhythm(load_project()).model_copy(update={"members": (leader,)})
        self._proxy = proxy
        self._running = ExitStack()
        self._threads = ThreadPoolExecutor(2)

    def start(self) -> None:
        """On a port of its own, its Connector that of the Playground."""
        port = free_port()
        settings = Settings(
            _env_file=None,
            teams_client_id=keys.CLIENT_ID,
            teams_client_secret="secret",
            teams_tenant_id=TENANT,
            teams_channel=CHANNEL,
            teams_openid_url=f"{self._proxy.address}/openidconfiguration",
            yh_port=port,
        )
        patch = self._running.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(start, "tokens", lambda _: self._proxy)  # Microsoft is not asked who we are
        database = Database(self.path)
        self._running.callback(database.close)
        self._elsewhere(lambda: self._begin(settings, database))
        serving = self._threads.submit(self._assistant.serve)
        self._running.callback(serving.result)
        self._running.callback(self._assistant.stop)
        self._proxy.assistant = f"http://127.0.0.1:{port}"
        assert wait_for(self._answers), "the assistant did not become ready"

    def _begin(self, settings: Settings, database: Database) -> None:
        running = app.assistant(settings, self.project, database, lambda: self.now)
        self._assistant = self._running.enter_context(running)

    def _elsewhere(self, do: Callable[[], None]) -> None:
        """Not in the test's thread: the browser's event loop runs there, and the assistant begins one of its own."""
        self._threads.submit(do).result()

    def stop(self) -> None:
        self._elsewhere(self._running.close)
        self._threads.shutdown()

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self._proxy.assistant}/healthz", timeout=5) as answer:
                return bool(json.load(answer)["ok"])
        except OSError:
            return False

    def at(self, *moment: int) -> None:
        """Turns the clock to that moment (UTC), and has the assistant look."""
        self.now = datetime(*moment, tzinfo=UTC)  # type: ignore[arg-type]
        self._elsewhere(self._assistant.look)

    def rows(self, table: str) -> list[Json]:
        """What is on disk, read with a tool of its own."""
        with sqlite3.connect(self.path) as connection:
            connection.row_factory = sqlite3.Row
            found = [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]
        connection.close()
        return found
