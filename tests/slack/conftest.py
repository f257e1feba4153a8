"""A workspace on loopback with the Slack surface in it; what it answers is the test's to say."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import uvicorn
from slack_sdk import WebClient
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from bot.reply import Reply
from handlers.outbox import Outbox
from handlers.playground import Message, Person, Playground
from handlers.requests import Incoming
from handlers.slack import http, surface

ANNA, BO, EVA = "U0ANNA", "U0BO", "U0EVA"
SECRET, TOKEN, APP_TOKEN = "hemlig", "xoxb-test", "xapp-test"
STOCKHOLM = ZoneInfo("Europe/Stockholm")


class House:
    """The playground, the surface and the answers it is told to give."""

    def __init__(self, playground: Playground) -> None:
        self.playground = playground
        self.client = WebClient(token=TOKEN, base_url=playground.api_url)
        self.outbox = Outbox()
        self.asked: list[Incoming] = []
        self.reply: Reply | Callable[[Incoming], Reply] = Reply(title="Hej")
        self.clock = lambda: datetime.now(STOCKHOLM)
        self.app = surface.build(
            client=self.client,
            team_id=playground.team_id,
            bot_user_id=playground.bot_user_id,
            signing_secret=SECRET,
            answer=self.answer,
            now=lambda: self.clock(),
            outbox=self.outbox,
            channel=playground.channel_id,
        )

    def answer(self, incoming: Incoming) -> Reply:
        self.asked.append(incoming)
        return self.reply(incoming) if callable(self.reply) else self.reply

    def seen(self, who: str = ANNA) -> list[str]:
        """What somebody sees once everything is sent."""
        assert self.outbox.wait()
        return [message.shown for message in self.playground.visible(who)]

    def last(self, who: str = ANNA) -> Message:
        assert self.outbox.wait()
        return self.playground.visible(who)[-1]


@pytest.fixture
def playground() -> Iterator[Playground]:
    people = [
        Person(ANNA, "anna", "Anna Berg", email="anna@orebro.se"),
        Person(BO, "bo", "Bo Ek", email="bo@kumla.se"),
        Person(EVA, "eva", "Eva Lind", email="eva@annan.se", in_channel=False),
    ]
    slack = Playground(signing_secret=SECRET, bot_token=TOKEN, app_token=APP_TOKEN, people=people)
    slack.start()
    yield slack
    slack.stop()


@pytest.fixture
def bare(playground: Playground) -> Iterator[House]:
    """The surface without a way in; dispatch is called directly."""
    house = House(playground)
    yield house
    house.outbox.close()


@pytest.fixture(scope="session")
def door() -> Iterator[tuple[str, list[Starlette]]]:
    """A web server's address, and what stands behind it (the last one does); starting one takes its time."""
    behind: list[Starlette] = []

    async def current(scope: Scope, receive: Receive, send: Send) -> None:
        await behind[-1](scope, receive, send)

    server = uvicorn.Server(uvicorn.Config(current, port=0, log_level="critical", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/slack/events", behind
    server.should_exit = True
    thread.join()


def served(house: House, door: tuple[str, list[Starlette]]) -> Iterator[House]:
    """Over HTTP, as Slack would reach it."""
    url, behind = door
    behind.append(Starlette(routes=http.routes(house.app, SECRET)))
    house.playground.request_url = url
    yield house


def dialled(house: House) -> Iterator[House]:
    """Over Socket Mode, as the assistant would reach Slack."""
    from handlers.slack.socket import SocketMode

    line = SocketMode(house.app, APP_TOKEN)
    line.start()
    house.playground.wait_for(lambda: line.connected() and house.playground.sockets.connections)
    yield house
    line.stop()


@pytest.fixture
def over_http(bare: House, door: tuple[str, list[Starlette]]) -> Iterator[House]:
    yield from served(bare, door)


@pytest.fixture(params=["http", "socket"])
def house(bare: House, door: tuple[str, list[Starlette]], request: pytest.FixtureRequest) -> Iterator[House]:
    """Both ways in: what a person sees must be the same."""
    yield from served(bare, door) if request.param == "http" else dialled(bare)
