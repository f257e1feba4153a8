"""`python app.py` as a process of its own beside a stand-in for Slack, with its log in a file."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from handlers.playground import Playground
from tests.conversations.conftest import PEOPLE
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
KEYS = {"SLACK_BOT_TOKEN": "xoxb-test", "SLACK_SIGNING_SECRET": "secret", "SLACK_APP_TOKEN": "xapp-test"}


class Running:
    """The process. `log` is what it has written on stderr so far."""

    def __init__(self, slack: Playground, folder: Path, *, socket_mode: bool, **settings: str) -> None:
        self.database = folder / "yh.db"
        self.slack = slack
        self._log = folder / "log"
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.environment = {
            "PATH": os.environ["PATH"], "SLACK_API_URL": slack.api_url, "YH_CHANNEL": slack.channel_id,
            "YH_DATABASE": str(self.database), "YH_PORT": str(port), "YH_LOG": "json", **KEYS, **settings,
        }  # fmt: skip
        if not socket_mode:
            del self.environment["SLACK_APP_TOKEN"]
        slack.request_url = None if socket_mode else f"{self.address}/slack/events"

    def start(self, *, ready: bool = True) -> None:
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, ROOT / "app.py"],
                cwd=self.database.parent,
                env=self.environment,
                stderr=log,
                stdout=log,
            )
        while ready and not self._well():
            assert self.process.poll() is None, self.log
            time.sleep(0.02)

    def _well(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=5) as answer:
                return bool(json.load(answer)["ok"])
        except OSError:
            return False

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Asks it to stop; what it ended with."""
        self.process.send_signal(number)
        return self.process.wait(15)

    @property
    def log(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def amounts(self) -> list[int]:
        """What is on disk."""
        with closing(sqlite3.connect(self.database)) as db:
            return [int(amount) for (amount,) in db.execute("SELECT amount_ore / 100 FROM expenses")]


Start = Callable[..., Running]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts one: `start(socket_mode=…, ready=…, YH_…=…)`."""
    with ExitStack() as ends:

        def started(*, socket_mode: bool = False, ready: bool = True, **settings: str) -> Running:
            slack = Playground(signing_secret="secret", bot_token="xoxb-test", app_token="xapp-test", people=PEOPLE)
            slack.start()
            ends.callback(slack.stop)
            running = Running(slack, tmp_path, socket_mode=socket_mode, **settings)
            running.start(ready=ready)
            ends.callback(lambda: running.process.poll() is not None or running.end(signal.SIGKILL))
            return running

        yield started
