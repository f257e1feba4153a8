"""Socket Mode: the assistant calls in, and payloads come to it in numbered envelopes.

docs.slack.dev/apis/events-api/using-socket-mode
"""

from __future__ import annotations

import asyncio
import json
import secrets
import threading
import uuid
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from . import workspace as ids
from .model import Json


class SocketHub:
    """The open connections. `deliver`, `disconnect` and `cut` are called from other threads."""

    def __init__(self, cut_line: Callable[[WebSocket], None]) -> None:
        self._cut_line = cut_line
        self._lock = threading.Lock()
        self._tickets: set[str] = set()
        self._open: list[WebSocket] = []
        self._waiting: dict[str, Future[Json]] = {}
        self._twice = 0
        self.loop: asyncio.AbstractEventLoop | None = None
        self.address = ""

    @property
    def connections(self) -> int:
        """How many connections are open."""
        return len(self._open)

    def new_url(self) -> str:
        """An address that one connection may use, as from apps.connections.open."""
        ticket = secrets.token_urlsafe(16)
        with self._lock:
            self._tickets.add(ticket)
        return f"ws://{self.address}/link/?ticket={ticket}&app_id={ids.APP_ID}"

    def repeat_next(self, times: int = 1) -> None:
        """Hands the next envelopes over twice, as Slack sometimes does."""
        with self._lock:
            self._twice += times

    async def serve(self, socket: WebSocket) -> None:
        """One connection, from hello to its end."""
        with self._lock:
            ticket = socket.query_params.get("ticket", "")
            known = ticket in self._tickets
            self._tickets.discard(ticket)
        if not known:
            await socket.close(4001)
            return
        await socket.accept()
        await socket.send_json(self._hello())
        self._open.append(socket)
        try:
            while True:
                self._received(await socket.receive_text())
        except WebSocketDisconnect:
            pass
        finally:
            self._open.remove(socket)

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": self.connections + 1,
            "debug_info": {"host": "lekplatsen", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": ids.APP_ID},
        }

    def _received(self, text: str) -> None:
        reply = json.loads(text)
        with self._lock:
            waiting = self._waiting.pop(str(reply.get("envelope_id")), None)
        if waiting is not None and not waiting.done():
            waiting.set_result(reply)

    def deliver(self, kind: str, payload: Json, extra: Json, patience: float) -> Json | str:
        """Sends an envelope and waits for its acknowledgement; a string names what went wrong."""
        if not self._open or self.loop is None:
            return "connection_failed"
        envelope_id, answer = str(uuid.uuid4()), Future[Json]()
        with self._lock:
            self._waiting[envelope_id] = answer
            copies = 2 if self._twice else 1
            self._twice = max(0, self._twice - 1)
        envelope = {"envelope_id": envelope_id, "type": kind, "payload": payload, **extra}
        envelope["accepts_response_payload"] = kind != "events_api"
        try:
            for _ in range(copies):
                self._wait(self._open[-1].send_json(envelope))
            return answer.result(patience)
        except FutureTimeout:
            return "timeout"
        except (IndexError, RuntimeError, WebSocketDisconnect):
            return "connection_failed"
        finally:
            with self._lock:
                self._waiting.pop(envelope_id, None)

    def _wait(self, sending: Coroutine[Any, Any, None]) -> None:
        if self.loop is None:
            raise RuntimeError("the playground is not started")
        asyncio.run_coroutine_threadsafe(sending, self.loop).result(5)

    def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tells each connection to go and come back, then closes it."""
        for socket in list(self._open):
            farewell = {"type": "disconnect", "reason": reason, "debug_info": {"host": "lekplatsen"}}
            self._wait(socket.send_json(farewell))
            self._wait(socket.close())

    def cut(self) -> None:
        """Cuts each connection without a word."""
        for socket in list(self._open):
            if self.loop is not None:
                self.loop.call_soon_threadsafe(self._cut_line, socket)
