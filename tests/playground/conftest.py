"""A playground for each test, and an assistant for those that ask for one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from handlers.playground import Playground

from .kit import BOT_TOKEN, Assistant, new_playground


@pytest.fixture
def playground() -> Iterator[Playground]:
    """A playground that nobody listens to yet."""
    started = new_playground()
    yield started
    started.stop()


@pytest.fixture
def client(playground: Playground) -> WebClient:
    """The SDK's client, told where the playground is; it repeats nothing by itself."""
    return WebClient(BOT_TOKEN, base_url=playground.api_url, retry_handlers=[])


@pytest.fixture(scope="session")
def web_server() -> Iterator[Assistant]:
    """The assistant's web server, started once."""
    started = Assistant()
    yield started
    started.stop()


@pytest.fixture
def assistant(web_server: Assistant, playground: Playground, client: WebClient) -> Assistant:
    """The Bolt app; a test adds listeners to `assistant.app`."""
    web_server.listen_to(playground, client)
    return web_server
