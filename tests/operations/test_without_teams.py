"""A group that has Slack alone pays nothing for Teams: not in what must be installed, in memory or in the start."""

import re
import subprocess
import sys

import pytest

from tests.conversations.conftest import MAJA
from tests.operations.conftest import ROOT, Running, Start

TELLS = {"PYTHONPROFILEIMPORTTIME": "1"}  # Python says on stderr what it imports
OF_TEAMS = {"microsoft_teams", "msal", "httpx", "fastapi", "jwt", "cryptography", "requests", "opentelemetry"}


def imported(said: str) -> set[str]:
    return set(re.findall(r"\| +([\w.]+)$", said, re.M))


def of_teams(said: str) -> list[str]:
    """What was imported of ours for Teams, and of the packages that come with its extra."""
    modules = imported(said)
    assert {"bot.project", "pydantic"} <= modules, "it says what it imports"
    return sorted(each for each in modules if each.startswith("handlers.teams") or each.partition(".")[0] in OF_TEAMS)


@pytest.mark.parametrize("socket_mode", [False, True])
def test_the_assistant_in_slack_loads_nothing_of_teams(start: Start, socket_mode: bool) -> None:
    running: Running = start(socket_mode=socket_mode, **TELLS)
    for command, text in (
        ("/yh-logg", "utgift 312 kr buss till Nora 2024-03-12"),
        ("/yh-status", ""),
        ("/yh-paminn", ""),
    ):
        assert running.slack.command(MAJA, command, text).status == 200
    assert running.amounts() == [312]
    assert running.end() == 0
    assert "slack_bolt" in imported(running.log)
    assert of_teams(running.log) == []


def test_neither_does_what_examines_it(start: Start) -> None:
    running = start()
    doctor = subprocess.Popen(
        [sys.executable, ROOT / "app.py", "doctor"],
        env=running.environment | TELLS, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    found, said = doctor.communicate()
    assert "Slack" in found
    assert of_teams(said) == []
