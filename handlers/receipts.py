"""Receipts: the files that came with what was logged, bound to the expense."""

from collections.abc import Sequence

from sqlite_utils import Database as Connection

from bot.records import Record
from bot.views import receipts as views
from handlers.desk import moment
from handlers.requests import File, Incoming
from storage import receipts

MOST, NAME = 20, 60  # files with one message, and characters of a name


def attach(db: Connection, incoming: Incoming, kept: Sequence[Record], files: Sequence[File]) -> list[str]:
    """Has the files belong to each expense in `kept`; what to say of it. Call it where the expense is written."""
    if not files:
        return []
    expenses = [record for record in kept if record.kind == "expense" and record.id]
    for expense in expenses:
        for file in files:
            receipts.want(db, expense.id or 0, file.id, file.name, who=incoming.who, at=moment(incoming.now))
    return [
        views.taken([file.name for file in files], [expense.id or 0 for expense in expenses])
        if expenses
        else views.not_taken()
    ]


def packed(files: Sequence[File]) -> list[list[str]]:
    """As a question or a form carries them, which have room for so much."""
    return [[file.id, file.name[:NAME]] for file in files[:MOST]]


def unpacked(carried: Sequence[Sequence[str]] | None) -> list[File]:
    return [File(*file) for file in carried or ()]
