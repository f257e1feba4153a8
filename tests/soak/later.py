"""Where answers come that follow the acknowledgement: the response_urls of people who wait for them."""

import asyncio
from types import TracebackType
from urllib.parse import urlsplit

PATIENCE = 60  # seconds on a busy machine


class Later:
    """Listens in the people's own process; `url` is what their response_urls begin with."""

    def __init__(self) -> None:
        self.url = ""
        self._wanted: dict[str, asyncio.Future[bytes]] = {}

    async def __aenter__(self) -> "Later":
        self._server = await asyncio.start_server(self._taken, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/"
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:  # fmt: skip
        self._server.close()
        await self._server.wait_closed()

    def expect(self, response_url: str) -> "asyncio.Future[bytes]":
        """What will come there. To be asked for before the request that leads to it."""
        came = asyncio.get_running_loop().create_future()
        self._wanted[urlsplit(response_url).path] = came
        return came

    def forget(self, response_url: str) -> None:
        self._wanted.pop(urlsplit(response_url).path, None)

    async def _taken(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        length = next(int(line.split(":")[1]) for line in head if line.lower().startswith("content-length:"))
        body = await reader.readexactly(length)
        came = self._wanted.pop(head[0].split()[1], None)
        if came and not came.done():
            came.set_result(body)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
        await writer.drain()
        writer.close()
