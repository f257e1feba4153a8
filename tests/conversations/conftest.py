"""A working group to test with: the real assistant, the stand-in for Slack, and a clock that we turn."""

import copy
import sqlite3
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import app
from bot.project import Member, Project
from bot.project_file import load_project
from handlers.playground import Exchange, Message, Person, Playground, View
from handlers.settings import Settings
from storage.database import Database
from tests.ports import free_port

MAJA, ANNA, KARIN = "UMAJA", "UANNA", "UKARIN"  # the working group, its leader, the steering chair
OUTSIDER, BOT, GONE, PARTNER = "UUTE", "UROBOT", "UBORTA", "UPARTNER"

PEOPLE = (
    Person(MAJA, "maja", "Maja Lind", "Arbetsgruppen", "maja@example.se"),
    Person(ANNA, "anna", "Anna Ek", "Projektledare", "anna@example.se"),
    Person(KARIN, "karin", "Karin Berg", "Ordförande", "karin@example.se"),
    Person(OUTSIDER, "ute", "Ute Stående", "Annan avdelning", "ute@example.se", in_channel=False),
    Person(BOT, "robot", "Annan bot", is_bot=True),
    Person(GONE, "borta", "Bo Borta", "Slutat", "bo@example.se", deleted=True),
    Person(PARTNER, "par", "Par Partner", "Annan organisation", "par@example.com", team_id="TANNAN"),
)


class Clock:
    """Stands still until a test turns it."""

    def __init__(self, start: datetime) -> None:
        self.at = start

    def __call__(self) -> datetime:
        return self.at

    def turn(self, **by: float) -> None:
        self.at += timedelta(**by)


class Group:
    """The assistant in its channel, as the tests see it."""

    def __init__(self, path: Path, *, socket_mode: bool = False, today: datetime, members: tuple[Member, ...]) -> None:
        self.path = path
        self.clock = Clock(today)
        self.socket_mode = socket_mode
        self.slack = Playground(
            signing_secret="secret", bot_token="xoxb-test", app_token="xapp-test", people=PEOPLE, now=self.clock
        )
        self.project: Project = load_project().model_copy(update={"members": members})
        self.public = False  # whether it has a public address
        self.backup: Path | None = None  # where the file is copied every night
        self._running = ExitStack()
        self.look: Callable[[], None] = lambda: None

    # starting and stopping

    def start(self) -> None:
        """Starts the assistant as `app.py` does, on a port of its own."""
        port = free_port()
        settings = self.settings(port)
        self.slack.request_url = None if self.socket_mode else f"http://127.0.0.1:{port}/slack/events"
        self.health_url = f"http://127.0.0.1:{port}/healthz"
        database = Database(self.path)
        self._running.callback(database.close)
        running = self._running.enter_context(app.assistant(settings, self.project, database, self.clock))
        self.look = running.look
        thread = threading.Thread(target=running.serve)
        thread.start()
        self._running.callback(thread.join)
        self._running.callback(running.stop)
        self._await_ready()
        if self.socket_mode:
            self.slack.wait_for(lambda: self.slack.sockets.connections)  # Slack's end of the line too

    def settings(self, port: int) -> Settings:
        return Settings(
            _env_file=None,
            slack_bot_token="xoxb-test",
            slack_app_token="xapp-test" if self.socket_mode else "",
            slack_signing_secret="secret",
            slack_api_url=self.slack.api_url,
            yh_channel=self.slack.channel_id,
            yh_port=port,
            yh_public_url=f"http://127.0.0.1:{port}/" if self.public else "",
            yh_backup=self.backup,
        )

    def _await_ready(self) -> None:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(self.health_url, timeout=1) as answer:
                    if answer.status == 200 and (not self.socket_mode or self.slack.sockets.connections):
                        return
            except OSError:
                time.sleep(0.01)
        raise TimeoutError("the assistant did not become ready")

    def stop(self) -> None:
        self._running.close()

    # what people do and see

    def log(self, text: str, who: str = MAJA, **how: Any) -> Exchange:
        return self._command(who, "/yh-logg", text, how)

    def status(self, text: str = "", who: str = KARIN, **how: Any) -> Exchange:
        return self._command(who, "/yh-status", text, how)

    def remind(self, text: str = "", who: str = ANNA, **how: Any) -> Exchange:
        return self._command(who, "/yh-paminn", text, how)

    def tell(self, text: str, who: str = MAJA, **how: Any) -> Exchange:
        """A direct message; waits for the answer."""
        return self._told(who, lambda: self.slack.message_to_bot(who, text, **how))

    def mention(self, text: str, who: str = MAJA, **how: Any) -> Exchange:
        """A message in the channel that calls the assistant; waits for the answer."""
        return self._told(who, lambda: self.slack.mention(who, text, **how))

    def _told(self, who: str, do: Callable[[], Exchange]) -> Exchange:
        before = len(self.answers(who))
        exchange = do()
        assert exchange.status == 200, exchange
        self.slack.wait_for(lambda: len(self.answers(who)) > before)
        exchange.message = copy.deepcopy(self.answers(who)[-1])
        return exchange

    def answers(self, who: str) -> list[Message]:
        """What the assistant has said that this person sees, everywhere."""
        return [message for message in self.slack.visible(who) if message.user == self.slack.bot_user_id]

    def pick(self, message: Message, who: str = MAJA, **how: Any) -> Exchange:
        """'Logga i YH' on a message."""
        return self.slack.shortcut(who, "logga_i_yh", message, **how)

    def home(self, who: str = MAJA) -> View:
        """Opens the assistant's own page; waits until it is there."""
        before = self.slack.home(who)
        was = before.hash if before else ""
        self.slack.open_home(who)
        return self._page(who, was)

    def press_home(self, label: str, who: str = MAJA) -> Exchange:
        """Presses the first button of that name on the page; waits for a form, or for the page as it is then."""
        page = self.slack.home(who)
        assert page is not None
        was = page.hash
        action_id = next(element["action_id"] for element in buttons(page) if _label(element) == label)
        exchange = self.slack.press(who, page, action_id)
        if exchange.view is None:
            self._page(who, was)
        return exchange

    def submit_home(self, values: dict[str, Any], who: str = MAJA) -> View:
        """Sends a form that was opened on the page; waits for the page as it is then."""
        page = self.slack.home(who)
        assert page is not None
        was = page.hash
        self.slack.submit(who, values)
        return self._page(who, was)

    def _page(self, who: str, was: str) -> View:
        page = self.slack.wait_for(lambda: (now := self.slack.home(who)) and now.hash != was and now)
        assert isinstance(page, View)
        return page

    def _command(self, who: str, name: str, text: str, how: dict[str, Any]) -> Exchange:
        before = self._seen(who)
        exchange = self.slack.command(who, name, text, **how)
        assert exchange.status == 200 or how, exchange
        answered = exchange.message is not None and exchange.message.shown  # a file of before is no answer
        if not answered and exchange.view is None and not how:
            # with a chart the answer comes a moment after Slack was answered
            self._follow(who, before, exchange)
        exchange.message = copy.deepcopy(exchange.message)  # as it looked then: cards change when pressed
        return exchange

    def press(self, message: Message | None, label: str, who: str = MAJA, **how: Any) -> Exchange:
        """Presses the first button of that name; waits for what follows it."""
        assert message is not None
        action_id = next((element["action_id"] for element in buttons(message) if _label(element) == label), None)
        assert action_id, f"no button {label!r} among {[_label(button) for button in buttons(message)]}"
        before = self._seen(who)
        exchange = self.slack.press(who, message, action_id, **how)
        self._follow(who, before, exchange)
        return exchange

    def press_nth(self, message: Message, label: str, number: int, who: str = MAJA) -> Exchange:
        """Presses a button of that name on one of several cards, counted from 0."""
        found = [element for element in buttons(message) if _label(element) == label]
        before = self._seen(who)
        exchange = self.slack.press(who, message, found[number]["action_id"])
        self._follow(who, before, exchange)
        return exchange

    def submit(self, values: dict[str, Any], who: str = MAJA, **how: Any) -> Exchange:
        before = self._seen(who)
        exchange = self.slack.submit(who, values, **how)
        if not exchange.errors:
            self._follow(who, before, exchange)
        return exchange

    def _seen(self, who: str) -> list[tuple[str, str]]:
        # a file without words comes when it is made, long after its answer: it is the answer to nothing else
        return [(message.ts, message.shown) for message in self.slack.visible(who) if message.shown]

    def _follow(self, who: str, before: list[tuple[str, str]], exchange: Exchange) -> None:
        """What a button or form leads to arrives a moment after Slack was answered: as message or form."""
        if exchange.view is not None or exchange.status != 200:
            return
        self.slack.wait_for(lambda: self._seen(who) != before)
        old = dict(before)
        changed = [
            message for message in self.slack.visible(who) if message.shown and old.get(message.ts) != message.shown
        ]
        exchange.message = copy.deepcopy(changed[-1]) if changed else None

    def rows(self, table: str) -> list[dict[str, Any]]:
        """What is on disk, read with a tool of its own."""
        with sqlite3.connect(self.path) as connection:
            connection.row_factory = sqlite3.Row
            found = [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]
        connection.close()
        return found

    def said(self) -> list[str]:
        """What the assistant has said in the channel."""
        return [message.shown for message in self.slack.messages()]


def buttons(message: Message | View) -> list[dict[str, Any]]:
    return [element for block in message.blocks if block["type"] == "actions" for element in block["elements"]]


def labels(exchange: Exchange) -> list[str]:
    """The buttons' names, with ordinary spaces."""
    assert exchange.message is not None
    return [_label(button) for button in buttons(exchange.message)]


def _label(button: dict[str, Any]) -> str:
    return str(button["text"]["text"]).replace("\u00a0", " ")


def text(exchange: Exchange) -> str:
    """All that the person sees of the answer, with ordinary spaces."""
    assert exchange.message is not None, exchange
    return exchange.message.shown.replace("\u00a0", " ")


TODAY = datetime(2024, 3, 14, 9, 0, tzinfo=UTC)
LEADER = Member(name="Anna Ek", role="projektledare", slack=ANNA)


def without_rhythm(project: Project) -> Project:
    """The project with YH-släpp alone to come back, for what has nothing to do with its other dates."""
    decision = (kind for kind in project.milestones if kind.key == "myh-beslut")
    quiet = tuple(kind.model_copy(update={"ask_month": None}) for kind in decision)
    return project.model_copy(update={"regular": (), "milestones": quiet})


def working_group(path: Path, *, socket_mode: bool, rhythm: bool = True) -> Iterator[Group]:
    """The group, running."""
    group = Group(path, socket_mode=socket_mode, today=TODAY, members=(LEADER,))
    group.project = group.project if rhythm else without_rhythm(group.project)
    group.slack.start()
    try:
        group.start()
        yield group
        assert group.slack.refusals == [], "Slack would not have taken what was sent"
    finally:
        group.stop()
        group.slack.stop()


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Group]:
    """The group over HTTP."""
    yield from working_group(tmp_path / "yh.db", socket_mode=False)


@pytest.fixture(params=["http", "socket"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Group]:
    """The group, once over HTTP and once over Socket Mode."""
    yield from working_group(tmp_path / "yh.db", socket_mode=request.param == "socket")
