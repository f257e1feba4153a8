"""Who uses the file of records just now: many at once, one assistant among them, and nobody else while it is replaced.

An empty SQLite file beside it is locked, never written: SQLite's locks end with the process that holds them, are the
same on every system, and know the three ways that are needed (docs: 'File Locking And Concurrency').
"""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Literal

# shared: beside others; reserved: beside those, but one alone; exclusive: nobody beside it
Way = Literal["shared", "reserved", "exclusive"]
_BEGIN = {"shared": "BEGIN", "reserved": "BEGIN IMMEDIATE", "exclusive": "BEGIN EXCLUSIVE"}


class Taken(Exception):
    """Somebody else has it in a way that does not go beside ours."""


class Lock:
    """A lock for `path`, held from when it is made until `release()` or the end of the process."""

    def __init__(self, path: Path, way: Way, wait: float = 0.0) -> None:
        """Waits `wait` seconds for it. Raises Taken. Where no file can be laid beside `path` there is no lock, and nothing can be replaced there."""
        self._held: sqlite3.Connection | None = None
        file = path.with_name(f"{path.name}-lock")
        with suppress(OSError):  # one that is there is left closed: closing it would end the locks of this process
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            give(file)
        try:
            held = sqlite3.connect(file, timeout=wait, isolation_level=None, check_same_thread=False)
        except sqlite3.OperationalError:
            return
        try:
            held.execute("PRAGMA journal_mode=MEMORY")  # nothing but the one file
            held.execute(_BEGIN[way])
            held.execute("SELECT count(*) FROM sqlite_master").fetchone()  # takes the shared one
        except sqlite3.OperationalError as problem:
            held.close()
            if "locked" in str(problem):
                raise Taken from problem
            return
        self._held = held

    def release(self) -> None:
        if self._held:
            self._held.close()
            self._held = None


def give(path: Path) -> None:
    """What an administrator (root) makes belongs to whoever owns the folder: the assistant's account. Raises OSError."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # other systems have no such one
        owner = path.parent.stat()
        os.chown(path, owner.st_uid, owner.st_gid)
