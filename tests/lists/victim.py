"""A process that imports a list and is killed on the way: `victim.py DATABASE LIST ROW`; ROW 0: when all is kept."""

import os
import signal
import sys
from pathlib import Path

from bot.importing import read_lists
from bot.project_file import load_project
from bot.sheet import read_sheets
from handlers import importing
from storage.database import Database
from tests.lists.conftest import NOW, TODAY

DATABASE, LIST, ROW = sys.argv[1:]
rows = 0


def one_more() -> None:
    global rows
    rows += 1
    if rows == int(ROW):
        os.kill(os.getpid(), signal.SIGKILL)


project = load_project()
lists = read_lists([("lista.csv", read_sheets(Path(LIST).read_bytes()))], project, TODAY)
importing.keep(Database(Path(DATABASE)), lists, project, NOW, told=one_more)
os.kill(os.getpid(), signal.SIGKILL)
