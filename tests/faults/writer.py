"""A process that saves and is killed in the middle of saving: `writer.py DATABASE`.

A line for each expense that was committed: how long the write-ahead log was then.
"""

import os
import signal
import sys
from datetime import date
from pathlib import Path

from bot.records import Expense
from storage import records
from storage.database import Database

path = Path(sys.argv[1])
database = Database(path)


def save(db, number):
    expense = Expense(
        date=date(2024, 3, 12), amount_ore=100 * number, description=f"Buss {number} {'x' * 700 * number}"
    )
    records.add(db, expense, who="U1", at="2024-03-12T10:00:00Z")


for number in range(1, 6):
    with database.transaction() as db:
        save(db, number)
    print(path.with_name(f"{path.name}-wal").stat().st_size, flush=True)
with database.transaction() as db:
    db.execute("PRAGMA cache_size=4")  # some of it is written before it is committed
    for number in range(6, 12):
        save(db, number)
    os.kill(os.getpid(), signal.SIGKILL)
