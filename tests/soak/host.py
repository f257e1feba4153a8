"""A machine that the assistant runs on: its process, its file, and the stand-in for Slack beside it."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.ports import free_port
from tests.soak.slack import SECRET, TOKEN

ROOT = Path(__file__).parents[2]
BEGINS = datetime(2025, 11, 13, 9, 0, tzinfo=UTC)  # near the project's end, as in tests/bench
PATIENCE = 60  # seconds that a start may take on a busy machine


class Slack:
    """The stand-in, in a process of its own. `refused` is known after the end: what Slack would not have taken."""

    def __init__(self, people: int) -> None:
        self.behind = time.time() - BEGINS.timestamp()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.soak.slack", str(people), str(self.behind)],
            env=_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        at = json.loads(self._line())
        self.api, self.url, self.channel = str(at["api"]), str(at["url"]), str(at["channel"])
        self.refused: list[list[str]] = []

    def _line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline()

    def __enter__(self) -> "Slack":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self.refused = json.loads(self._line() or "[]")
        self._process.wait(10)
        assert self._process.stdout
        self._process.stdout.close()


class Host:
    """The real process: started, killed, stopped. What it logs is in `log`, beside its file."""

    def __init__(self, slack: Slack, path: Path, port: int = 0) -> None:
        self.path, self.slack, self.port = path.absolute(), slack, port or free_port()
        self.log = self.path.with_suffix(".log")
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Seconds until it is ready. Raises TimeoutError."""
        began = time.perf_counter()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.soak.process", str(self.slack.behind)],
                cwd=self.path.parent, env=_environment() | self._settings(), stdout=log, stderr=log,
            )  # fmt: skip
        while not self._is_ready():
            if self._process.poll() is not None or time.perf_counter() - began > PATIENCE:
                raise TimeoutError(f"the assistant did not become ready: {self.log.read_text()[-2000:]}")
            time.sleep(0.01)
        return time.perf_counter() - began

    def run(self, *command: str) -> str:
        """What `app.py` says to a command of the command line, run as whoever looks after the machine runs it."""
        done = subprocess.run(
            [sys.executable, str(ROOT / "app.py"), *command],
            cwd=self.path.parent, env=_environment() | self._settings(), capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _settings(self) -> dict[str, str]:
        return {
            "SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": SECRET, "SLACK_APP_TOKEN": "",
            "SLACK_API_URL": self.slack.api, "YH_CHANNEL": self.slack.channel,
            "YH_DATABASE": str(self.path), "YH_PORT": str(self.port), "MALLOC_ARENA_MAX": "1",  # as docs/drift runs it
        }  # fmt: skip

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    def kill(self) -> None:
        """SIGKILL; returns when it is gone."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """As systemd stops it; its exit code."""
        return self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> int:
        assert self._process
        self._process.send_signal(how)
        return self._process.wait(30)

    def __enter__(self) -> "Host":
        return self

    def __exit__(self, *_: Any) -> None:
        if self._process and self._process.poll() is None:
            self.stop()


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT)}
