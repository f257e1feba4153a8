"""The stand-ins for Slack and for Teams in a process of their own: they have threads, and the process that forks victims must not."""

import json
import multiprocessing
import urllib.request
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from typing import Any

from handlers.playground import Person, Playground
from tests.teams.connector import CHANNEL, Connector

TOKEN = "xoxb-test"
MAJA = "U0MAJA"


def settled(api_url: str) -> None:
    """Returns when it has dealt with what came before: it takes requests in order.

    What a process sent before it was killed is there or not ten seconds later, when the next one looks for it; here
    no such time passes.
    """
    with urllib.request.urlopen(f"{api_url}api.test", timeout=10) as answer:
        assert json.load(answer)["ok"]


class StandIn:
    """Asks it over a pipe; the victims reach it over HTTP, at `api_url`."""

    def __init__(self) -> None:
        forking = multiprocessing.get_context("fork")
        self._pipe, theirs = forking.Pipe()
        self._process = forking.Process(target=_run, args=(theirs,), daemon=True)
        self._process.start()
        self.channel, self.api_url = "", ""
        self.service_url: str = self._ask("service_url")
        self.begin()

    def _ask(self, what: str, *about: Any) -> Any:
        self._pipe.send((what, about))
        return self._pipe.recv()

    def begin(self) -> None:
        """A new workspace, in which nothing has been said, at an address of its own."""
        self.channel, self.api_url = self._ask("begin")

    def at(self, moment: datetime) -> None:
        """It is that moment in Slack."""
        self._ask("at", moment)

    def fail(self, method: str, how: str, seconds: float) -> None:
        """As `Playground.fail`."""
        self._ask("fail", method, how, seconds)

    def clear_faults(self) -> list[str]:
        """Forgets the faults that have not happened, and says which those were."""
        return list(self._ask("clear_faults"))

    def talk(self, number: int) -> None:
        """People write that many messages in the channel."""
        self._ask("talk", number)

    def said(self) -> list[str]:
        """All messages there are, in the channel and privately, as they are read."""
        return list(self._ask("said"))

    def fail_in_teams(self, **how: Any) -> None:
        """As `Connector.fault`, of what is sent."""
        self._ask("fail_in_teams", how)

    def faults_in_teams(self) -> int:
        """Forgets those that have not happened, and says how many they were."""
        return int(self._ask("faults_in_teams"))

    def said_in_teams(self) -> list[str]:
        """What stands in the channel there, as it is read."""
        return list(self._ask("said_in_teams"))

    def stop(self) -> None:
        self._process.terminate()
        self._process.join()


class _Workspace:
    """What the other process asks for, by the names of the methods above."""

    def __init__(self, teams: Connector) -> None:
        self.now = datetime(2024, 4, 15, tzinfo=UTC)
        self.teams = teams
        self.faults_in_teams()
        teams.messages(CHANNEL).clear()
        people = [Person(MAJA, "maja", "Maja Lind")]
        self.slack = Playground(signing_secret="secret", bot_token=TOKEN, people=people, now=lambda: self.now)
        self.slack.start()
        self.clear_faults = self.slack.clear_faults

    def at(self, moment: datetime) -> None:
        self.now = moment

    def fail(self, method: str, how: str, seconds: float) -> None:
        self.slack.fail(method, how, seconds=seconds)

    def talk(self, number: int) -> None:
        for each in range(number):
            self.slack.say(MAJA, f"prat {each}")

    def said(self) -> list[str]:
        return [message.shown for message in self.slack.workspace.messages]

    def fail_in_teams(self, how: dict[str, Any]) -> None:
        self.teams.fault("send", **how)

    def faults_in_teams(self) -> int:
        left = sum(each.times for each in self.teams.faults)
        self.teams.faults.clear()
        return left

    def said_in_teams(self) -> list[str]:
        return [message.shown for message in self.teams.messages(CHANNEL)]


def _run(pipe: Connection) -> None:
    teams = Connector()
    teams.start()
    workspace: _Workspace | None = None
    while True:
        what, about = pipe.recv()
        if what == "service_url":
            pipe.send(teams.service_url)
            continue
        if what != "begin":
            pipe.send(getattr(workspace, what)(*about))
            continue
        if workspace:
            workspace.slack.stop()
        workspace = _Workspace(teams)
        pipe.send((workspace.slack.channel_id, workspace.slack.api_url))
