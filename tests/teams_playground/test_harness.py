"""The Playground, the proxy and the window, with an app of a few lines: what is written comes signed, and is answered."""

import asyncio
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from microsoft_teams.api.auth.cloud_environment import PUBLIC, with_overrides
from microsoft_teams.apps.auth.token_validator import TokenValidator
from playwright.sync_api import Browser

from handlers.teams.api import Api
from tests.teams import keys
from tests.teams_playground.emulator import Emulator
from tests.teams_playground.proxy import Proxy
from tests.teams_playground.window import CHANNEL, window

pytestmark = pytest.mark.teams
Json = dict[str, Any]


class Echo:
    """Answers what is said with a card that says the same, once the token is found good."""

    def __init__(self, proxy: Proxy) -> None:
        self.heard: list[Json] = []
        self._validator = TokenValidator.for_service(
            keys.CLIENT_ID, cloud=with_overrides(PUBLIC, openid_metadata_url=proxy.openid)
        )
        self._api = Api(proxy)
        echo = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                activity = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                echo.take(activity, self.headers["Authorization"].removeprefix("Bearer "))
                self.send_response(200)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        proxy.assistant = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def take(self, activity: Json, token: str) -> None:
        asyncio.run(self._validator.validate_token(token, activity["serviceUrl"]))
        self.heard.append(activity)
        if activity["type"] == "message":
            body = [{"type": "TextBlock", "text": activity["text"]}]
            card = {"type": "AdaptiveCard", "version": "1.5", "body": body}
            attached = {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}
            self._api.send(activity, {"type": "message", "attachments": [attached]})

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._api.close()


@pytest.fixture
def echo(proxy: Proxy) -> Iterator[Echo]:
    echo = Echo(proxy)
    yield echo
    echo.stop()


def test_what_is_written_comes_signed_and_is_answered_where_it_was_said(
    teams: Emulator, echo: Echo, proxy: Proxy, chromium: Browser
) -> None:
    teams.ready()
    with window(chromium, teams.address) as maja:
        maja.say("Hej på dig")
        maja.shows("Hej på dig")
        maja.go(CHANNEL)
        maja.mention("läget")
        maja.shows("YH-assistenten läget")
    said = [each for each in echo.heard if each["type"] == "message"]
    assert [each["conversation"]["conversationType"] for each in said] == ["personal", "channel"]
    assert [call.status for call in proxy.calls] == [201, 201]
