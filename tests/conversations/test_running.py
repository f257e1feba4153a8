"""The assistant as a process of its own: started by its settings, killed, started again."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from handlers.playground import Playground
from tests.conversations.conftest import MAJA, PEOPLE, Group, text
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
APP = [sys.executable, str(ROOT / "app.py")]


def run(tmp_path: Path, *arguments: str, stdin: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """`python app.py …` with just these settings, in an empty folder."""
    environment = {"PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8", **settings}
    return subprocess.run(
        [*APP, *arguments], cwd=tmp_path, env=environment, input=stdin, capture_output=True, text=True, timeout=30
    )


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({}, "python app.py playground"),
        ({"SLACK_BOT_TOKEN": "abc"}, "SLACK_BOT_TOKEN stämmer inte"),
        ({"SLACK_APP_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN saknas"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN"),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}, "YH_CHANNEL saknas"),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s", "YH_CHANNEL": "#yh"}, "YH_CHANNEL stämmer inte"),
        ({"TEAMS_CLIENT_ID": "1b2c3d4e-0000-4000-8000-1234567890ab"}, "TEAMS_CLIENT_SECRET saknas"),
        (
            {
                "SLACK_BOT_TOKEN": "xoxb-1",
                "SLACK_SIGNING_SECRET": "s",
                "YH_CHANNEL": "C1",
                "TEAMS_CHANNEL": "19:a@thread.v2",
            },
            "TEAMS_CLIENT_ID saknas",
        ),
        ({"TEAMS_CHANNEL": "Allmänt"}, "TEAMS_CHANNEL stämmer inte"),
        ({"YH_PORT": "tretusen"}, "YH_PORT stämmer inte"),
        ({"SLACK_API_URL": "slack"}, "SLACK_API_URL stämmer inte"),
        (
            {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s", "YH_CHANNEL": "C1", "YH_PROJECT": "saknas.toml"},
            "Projektfilen saknas.toml går inte att läsa",
        ),
        (
            {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s", "YH_CHANNEL": "C1", "YH_DATABASE": "x/yh.db"},
            "Databasen x/yh.db går inte att öppna",
        ),
    ],
)
def test_what_is_not_set_up_stops_the_start_in_one_sentence_that_names_it(
    tmp_path: Path, settings: dict[str, str], says: str
) -> None:
    ended = run(tmp_path, **settings)
    assert ended.returncode != 0
    assert says in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1
    assert "xoxb-1" not in ended.stderr


def test_an_env_file_that_is_no_text_stops_the_start_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("SLACK_BOT_TOKEN=xoxb-1".encode("utf-16"))
    ended = run(tmp_path)
    assert ended.returncode != 0
    assert ended.stderr == "Filen .env går inte att läsa: spara den som ren text i UTF-8.\n"


@pytest.mark.parametrize(
    "command", [(), ("tolka",), ("status",), ("doctor",), ("playground",), ("import",), ("export",), ("rapport",)]
)
def test_every_command_has_its_help(tmp_path: Path, command: tuple[str, ...]) -> None:
    ended = run(tmp_path, *command, "--help")
    assert ended.returncode == 0
    assert "Usage" in ended.stdout


def test_tolka_prints_a_json_object_a_line(tmp_path: Path) -> None:
    lines = "utgift 312 kr buss 12 mars\nlunch\n"
    ended = run(tmp_path, "tolka", "--today", "2024-03-14", stdin=lines)
    expense, unknown = [json.loads(line) for line in ended.stdout.splitlines()]
    assert (expense["kind"], expense["amount"], expense["date"], expense["category"]) == (
        "expense", "312", "2024-03-12", "Resor och logi",
    )  # fmt: skip
    assert unknown["kind"] == "unknown"
    ahead = run(tmp_path, "tolka", "--today", "2024-03-14", "--direction", "future", "YH-släpp 23 januari kl 13")
    assert json.loads(ahead.stdout)["date"] == "2025-01-23"


class Process:
    """`python app.py` beside a stand-in for Slack."""

    def __init__(self, slack: Playground, folder: Path) -> None:
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.environment = {
            "PATH": os.environ["PATH"], "SLACK_BOT_TOKEN": "xoxb-test", "SLACK_SIGNING_SECRET": "secret",
            "SLACK_API_URL": slack.api_url.rstrip("/"), "YH_DATABASE": str(folder / "yh.db"),
            "YH_CHANNEL": slack.channel_id, "YH_PORT": str(port),
        }  # fmt: skip
        slack.request_url = f"{self.address}/slack/events"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(APP, cwd=ROOT, env=self.environment, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 15
        while self.health()[0] != 200:
            assert time.monotonic() < deadline, "it did not become ready"
            time.sleep(0.02)

    def health(self) -> tuple[int, dict[str, Any]]:
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=5) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as answer:
            return answer.code, json.load(answer)
        except OSError:
            return 0, {}

    def end(self, number: signal.Signals) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(15)


@pytest.fixture
def process(tmp_path: Path) -> Iterator[tuple[Process, Playground]]:
    slack = Playground(signing_secret="secret", bot_token="xoxb-test", people=PEOPLE)
    slack.start()
    running = Process(slack, tmp_path)
    running.start()
    yield running, slack
    if running.process is not None and running.process.poll() is None:
        running.end(signal.SIGKILL)
    slack.stop()


def test_what_was_confirmed_survives_a_kill(process: tuple[Process, Playground]) -> None:
    running, slack = process
    for number in range(5):
        answer = slack.command(MAJA, "/yh-logg", f"utgift {95 + number} kr parkering 2024-03-12")
        assert answer.message is not None
        assert f"Utgift {number + 1} är loggad" in answer.message.shown
    running.end(signal.SIGKILL)
    running.start()
    latest = slack.command(MAJA, "/yh-logg", "senaste").message
    assert latest is not None
    assert all(f"Utgift {number}" in latest.shown for number in range(1, 6))
    assert running.end(signal.SIGTERM) == 0


def test_healthz_says_what_is_wrong(process: tuple[Process, Playground]) -> None:
    running, _ = process
    assert running.health() == (200, {"ok": True, "database": "ok", "clock": "ok", "slack": "ok"})
    Path(running.environment["YH_DATABASE"]).unlink()
    status, said = running.health()
    assert status == 503
    assert said["database"] != "ok"


def test_a_database_that_fails_is_told_and_nothing_is_saved(process: tuple[Process, Playground]) -> None:
    running, slack = process
    Path(running.environment["YH_DATABASE"]).unlink()
    answer = slack.command(MAJA, "/yh-logg", "utgift 95 kr parkering 2024-03-12")
    assert answer.message is not None
    assert "Det gick inte att spara just nu, så inget är loggat." in answer.message.shown
    assert running.process is not None
    assert running.process.poll() is None, "the process lives"


def test_a_row_that_another_tool_has_spoilt_stops_no_answer(group: Group, caplog: pytest.LogCaptureFixture) -> None:
    group.log("branschseminarium i Kumla 13 mars, 32 deltagare")
    for day in ("18 april", "19 april"):
        group.remind(f"företagsbesök i Nora {day} kl 13")
    with sqlite3.connect(group.path) as raw:
        raw.execute("UPDATE activities SET date = 'i morgon', title = 'Hemligt' WHERE id = 2")
    raw.close()
    assert "fre 19 april" in text(group.remind(""))
    assert "Läget tors 14 mars 2024" in text(group.status(""))
    assert "Branschseminarium" in text(group.log("senaste", who=MAJA))
    assert "row 2 of activities cannot be read" in caplog.text
    assert "Hemligt" not in caplog.text
