"""What holds of the whole suite, test by test.

Its log names nobody, quotes nobody and shows no key; and whatever is drawn for Slack can be drawn for Teams too.
"""

import logging
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from handlers import asking
from handlers.logs import OURS
from handlers.requests import Command, Incoming, Picked, Said, Submit
from handlers.slack import draw, modal
from handlers.slack.asking import Asking
from tests.logged import Collector, Search, seeded
from tests.teams.valid import Cards

pytest_plugins = ["tests.made"]  # fixtures for all rooms

collector = Collector()
search = Search(seeded())
cards = Cards()


@pytest.fixture(scope="session", autouse=True)
def everything_that_is_logged() -> Iterator[None]:
    """Our own loggers at every level, the libraries' as they are set for running."""
    root = logging.getLogger()
    root.addHandler(collector)
    root.setLevel(logging.INFO)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.DEBUG)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Asking, "__call__", _listening(Asking.__call__))
        patch.setattr(asking, "ask", _listening_in_teams(asking.ask))
        patch.setattr(subprocess, "run", _overhearing(subprocess.run))
        patch.setattr(draw._Drawing, "blocks", _also(draw._Drawing.blocks, lambda _, reply: cards.reply(reply)))
        patch.setattr(modal, "_metadata", _also(modal._metadata, lambda form, _: cards.form(form)))
        yield
    root.removeHandler(collector)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    yield
    _look_through()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Iterator[None]:
    yield
    _look_through()
    search.start_over()


def _look_through() -> None:
    told = [f"{found!r} in: {line}" for line in collector.taken() if (found := search.found(line))]
    if told:
        pytest.fail("what must not be in the log is there:\n" + "\n".join(told), pytrace=False)
    if wrong := cards.taken():
        pytest.fail("Teams would not take what was drawn:\n" + "\n".join(wrong), pytrace=False)


def _listening(asked: Any) -> Any:
    """What people write, and who they are, on its way in."""

    def ask(self: Asking, who: str, body: dict[str, Any], request: Any, *more: Any, **how: Any) -> Any:
        search.whole(who, *(str(body.get(name) or "") for name in ("response_url", "trigger_id", "user_name")))
        _heard(request)
        return asked(self, who, body, request, *more, **how)

    return ask


def _also(done: Any, look: Callable[..., None]) -> Any:
    """The same, and looked at."""

    def do(*what: Any) -> Any:
        look(*what)
        return done(*what)

    return do


def _listening_in_teams(asked: Any) -> Any:
    """The same in Teams; what is on its way there is already read."""

    def ask(answer: Any, incoming: Incoming, *more: Any) -> Any:
        search.whole(incoming.who, incoming.who.partition(":")[2], incoming.key)
        _heard(incoming.request)
        return asked(answer, incoming, *more)

    return ask


def _heard(request: Any) -> None:
    if isinstance(request, Command | Said | Picked):
        search.written(request.text)
    if isinstance(request, Submit):
        for value in request.values.values():
            search.written(value if isinstance(value, str) else "")
    search.whole(*(file.name for file in getattr(request, "files", ())))


def _overhearing(run: Any) -> Any:
    """What a process that a test starts writes on stderr is its log."""

    def overheard(*command: Any, **how: Any) -> Any:
        done = run(*command, **how)
        said = done.stderr or ""
        collector.lines += (said.decode("utf-8", "replace") if isinstance(said, bytes) else said).splitlines()
        return done

    return overheard
