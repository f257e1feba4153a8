"""A process that looks once and is killed on the way: `victim.py DATABASE CHANNEL NOW KILL_AT`.

The channel is a file with a delivery id a line. KILL_AT: 'before commit 1', 'after commit 1' (the record),
'before post', 'after post', 'before commit 2', 'after commit 2' (the settling), or 'never'.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database as Connection

from bot.project_file import load_project
from bot.reply import Reply
from handlers.clock import tick
from handlers.duty import Duty
from handlers.requests import Outcome
from storage.database import Database

DATABASE, CHANNEL, NOW, KILL_AT = sys.argv[1:]


def here(step: str) -> None:
    if step == KILL_AT:
        os.kill(os.getpid(), signal.SIGKILL)


class Watched(Database):
    commits = 0

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        self.commits += 1
        with super().transaction() as db:
            yield db
            here(f"before commit {self.commits}")
        here(f"after commit {self.commits}")


class FileChannel:
    def post(self, to: str, reply: Reply, delivery_id: str) -> Outcome:
        here("before post")
        with Path(CHANNEL).open("a", encoding="utf-8") as channel:
            channel.write(f"{delivery_id}\n")
        here("after post")
        return Outcome("sent")

    def find(self, to: str, delivery_ids: set[str], oldest: float) -> dict[str, str]:
        there = Path(CHANNEL).read_text(encoding="utf-8").split()
        return {each: each for each in there if each in delivery_ids}


tick(Duty(Watched(Path(DATABASE)), load_project(), FileChannel(), "C1", lambda: datetime.fromisoformat(NOW)))
