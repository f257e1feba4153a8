"""HTTP as little as there is, so that fifty people at once cost the machine next to nothing beside the assistant."""

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass


class NotReached(Exception):
    """Nobody listens: nothing was sent."""


class Broken(Exception):
    """The connection ended before the answer was there: nobody knows what came of it."""


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    seconds: float  # from before the connection until the last byte, as Slack waits
    shown: float = 0.0  # until the person saw it, where it came after the acknowledgement


async def post(port: int, path: str, headers: dict[str, str], body: bytes) -> Answer:
    """One request on a connection of its own. Raises NotReached and Broken."""
    began = time.perf_counter()
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError as problem:
        raise NotReached from problem
    try:
        head = {"Host": f"127.0.0.1:{port}", "Connection": "close", "Content-Length": str(len(body)), **headers}
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        writer.write(f"POST {path} HTTP/1.1\r\n{lines}\r\n".encode() + body)
        await writer.drain()
        said = await reader.read(-1)
    except OSError as problem:
        raise Broken from problem
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
    return _read(said, time.perf_counter() - began)


def _read(said: bytes, seconds: float) -> Answer:
    head, end, body = said.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    declared = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
    if not end or len(body) < int(declared.get("content-length", "0")):
        raise Broken
    return Answer(int(lines[0].split()[1]), body, seconds)
