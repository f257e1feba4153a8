"""What ours is held against: Bolt that only answers, and SQLite that only keeps a row."""

import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import uvicorn
from slack_bolt import App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


def echo(signing_secret: str) -> App:
    """A Bolt app with one command, `/yh-logg`, that acks a constant text."""
    known = AuthorizeResult(enterprise_id=None, team_id="T1", bot_user_id="U1", bot_token="xoxb-bare")
    bolt = App(signing_secret=signing_secret, process_before_response=True, authorize=lambda: known)
    bolt.command("/yh-logg")(lambda ack: ack("Hej"))
    return bolt


@contextmanager
def served(bolt: App) -> Iterator[str]:
    """Yields the address where the app listens over HTTP."""

    async def events(request: Request) -> Response:
        asked = to_bolt_request(request, await request.body())
        return to_starlette_response(await run_in_threadpool(bolt.dispatch, asked))

    web = Starlette(routes=[Route("/slack/events", events, methods=["POST"])])
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(web, log_config=None, access_log=False, ws="none", lifespan="off"))
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/slack/events"
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def insert(path: Path) -> Iterator[Callable[[int], None]]:
    """Yields what keeps one row with a connection of its own, set up as ours are, beside an idle one."""
    with closing(_connect(path)) as idle:
        idle.execute("PRAGMA journal_mode=WAL")
        idle.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, day TEXT NOT NULL, amount INTEGER, text TEXT) STRICT")

        def keep(number: int) -> None:
            with closing(_connect(path)) as connection:
                connection.execute("BEGIN IMMEDIATE")
                row = ["2024-03-12", number, "parkering"]
                connection.execute("INSERT INTO kept (day, amount, text) VALUES (?, ?, ?)", row)
                connection.execute("COMMIT")

        yield keep


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=FULL")
    return connection
