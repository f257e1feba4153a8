"""The keys come out nowhere: not in a repr, a refusal, the log, /healthz or the doctor's lines, whatever goes wrong."""

import json
import os
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from handlers import conversation
from handlers.logs import Line
from handlers.settings import Settings
from tests.conversations.conftest import MAJA, Group, working_group
from tests.operations.conftest import ROOT, Start

BOT, APP, SIGNING = "xoxb-77-NyckelTillAllt", "xapp-1-NyckelTillLinan", "8f742231b10e8888abcd99yyyzzz85a5"
KEYS = {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP, "SLACK_SIGNING_SECRET": SIGNING}


def shown(text: str) -> list[str]:
    return [key for key in KEYS.values() if key in text]


@pytest.fixture(params=["error", "page", "cut", "drop"])
def echo(request: pytest.FixtureRequest) -> Iterator[str]:
    """A Slack that gives back the key it was called with: as its error, on a page, in half an answer; or hangs up."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            key = self.headers["Authorization"]
            answer = {
                "error": json.dumps({"ok": False, "error": f"invalid_auth {key}"}), "page": f"<html>{key}</html>",
                "cut": f'{{"ok": true, "token": "{key}', "drop": "",
            }[request.param].encode()  # fmt: skip
            if answer:
                self.send_response(200)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

        def log_message(self, format: str, *args: Any) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/api/"
    server.shutdown()
    thread.join()
    server.server_close()


def run(folder: Path, *arguments: str, **settings: str) -> str:
    """All that a command writes."""
    environment = {"PATH": os.environ["PATH"], "YH_CHANNEL": "C1", **KEYS, **settings}
    command = [sys.executable, str(ROOT / "app.py"), *arguments]
    ended = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60)
    assert ended.stdout or ended.stderr
    return ended.stdout + ended.stderr


def test_the_settings_do_not_show_them() -> None:
    settings = Settings(_env_file=None, slack_bot_token=BOT, slack_app_token=APP, slack_signing_secret=SIGNING)
    assert settings.slack_bot_token.get_secret_value() == BOT
    assert not shown(f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()} {vars(settings)}")


def test_a_setting_that_does_not_hold_is_refused_without_being_shown(tmp_path: Path) -> None:
    with pytest.raises(ValidationError) as refused:
        Settings(_env_file=None, slack_bot_token=APP, slack_app_token=BOT, slack_signing_secret=SIGNING)
    assert not shown(str(refused.value) + repr(refused.value))
    said = run(tmp_path, SLACK_BOT_TOKEN=APP, SLACK_APP_TOKEN=BOT)
    assert "SLACK_BOT_TOKEN stämmer inte" in said
    assert not shown(said)


@pytest.mark.parametrize("command", [(), ("doctor",)])
def test_a_slack_that_quotes_them_gets_nothing_written(tmp_path: Path, echo: str, command: tuple[str, ...]) -> None:
    said = run(tmp_path, *command, SLACK_API_URL=echo)
    assert "Slack" in said
    assert not shown(said)


@pytest.mark.parametrize("echo", ["page"], indirect=True)
@pytest.mark.parametrize("command", [(), ("doctor",)])
def test_a_line_that_is_not_what_it_says_gets_nothing_written(
    tmp_path: Path, echo: str, command: tuple[str, ...]
) -> None:
    said = run(tmp_path, *command, SLACK_API_URL=echo.replace("http:", "https:"))
    assert "SSLError" in said or "Slack" in said
    assert not shown(said)


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Group]:
    yield from working_group(tmp_path / "yh.db", socket_mode=False)


def test_an_exception_beside_them_is_logged_without_them(
    group: Group, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def answer(*asked: Any) -> None:
        token = BOT
        raise RuntimeError(f"{token} {SIGNING}")

    caplog.set_level("ERROR", "uvicorn.error")  # which the stand-in has silenced
    monkeypatch.setattr(conversation, "answer", answer)
    told = group.log("utgift 95 kr parkering 12 mars").message
    assert told is not None
    monkeypatch.setattr("handlers.feed._answer", answer)
    with (
        pytest.raises(urllib.error.HTTPError) as failed,
        urllib.request.urlopen(group.health_url.replace("healthz", "kalender/privat.ics")),
    ):
        pass
    assert failed.value.code == 500
    body = failed.value.read().decode()
    failed.value.close()
    group.slack.wait_for(lambda: "Exception in ASGI application" in caplog.text)  # after the answer
    lines = [Line(as_json=as_json).format(record) for record in caplog.records for as_json in (False, True)]
    assert any("RuntimeError at test_secrets.py" in line for line in lines)
    assert not shown(" ".join([told.shown, body, *lines]))


def test_the_list_of_processes_does_not_show_them(start: Start) -> None:
    running = start()
    command = Path(f"/proc/{running.process.pid}/cmdline").read_bytes().decode()
    assert "app.py" in command
    assert not [key for key in ("xoxb-test", "xapp-test", "secret") if key in command]
    with urllib.request.urlopen(f"{running.address}/healthz") as answer:
        assert json.load(answer) == {"ok": True, "database": "ok", "clock": "ok", "slack": "ok"}
    running.slack.command(MAJA, "/yh-logg", "kontakt Eva Holm, Epiroc, eva.holm@epiroc.example")
    with urllib.request.urlopen(f"{running.address}/healthz") as answer:
        assert set(json.load(answer)) == {"ok", "database", "clock", "slack"}
