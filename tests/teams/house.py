"""The Teams surface alone, over HTTP, beside the stand-in; what it answers is the test's to say."""

import threading
from collections.abc import Callable
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from bot.project_file import load_project
from bot.reply import Reply
from handlers.outbox import Outbox
from handlers.requests import Incoming
from handlers.settings import Settings
from handlers.teams import start
from storage.database import Database
from tests.conversations.conftest import TODAY
from tests.ports import free_port
from tests.teams import keys
from tests.teams.connector import CHANNEL, Connector
from tests.teams.driver import Driver
from tests.teams.group import SECRET, Tokens
from tests.teams.people import TENANT


class House:
    """`asked` is what came; `reply` what is answered."""

    def __init__(self, path: Path, connector: Connector) -> None:
        self.connector = connector
        self.driver = Driver(connector)
        self.outbox = Outbox()
        self.asked: list[Incoming] = []
        self.reply: Reply | Callable[[Incoming], Reply] = Reply(title="Hej")
        self.database = Database(path)

    def start(self) -> None:
        port = free_port()
        settings = Settings(
            _env_file=None,
            teams_client_id=keys.CLIENT_ID,
            teams_client_secret=SECRET,
            teams_tenant_id=TENANT,
            teams_channel=CHANNEL,
            teams_openid_url=self.connector.openid_url,
        )
        ours, start.tokens = start.tokens, lambda settings: Tokens(self.connector.service_url)
        try:
            teams = start.Teams(settings, load_project(), self.database)
        finally:
            start.tokens = ours
        listening = teams.listen(self.answer, lambda: TODAY, self.outbox)
        self._close = listening.close
        app = Starlette(routes=list(listening.routes))
        config = uvicorn.Config(app, port=port, log_level="critical", lifespan="off", ws="none")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        self.driver.assistant_url = f"http://127.0.0.1:{port}/api/messages"
        self.driver.await_listening()

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join()
        self.outbox.close()
        self._close()
        self.driver.close()
        self.database.close()

    def answer(self, incoming: Incoming) -> Reply:
        self.asked.append(incoming)
        return self.reply(incoming) if callable(self.reply) else self.reply
