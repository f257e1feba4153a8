"""`import --bokforing`: a ledger export beside what is logged, on the command line."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click
from sqlite_utils import Database as Connection

from bot.errors import Refused
from bot.matching import Match, proposal
from bot.project import Project
from bot.reply import Reply
from bot.views import matching as views
from handlers import ledger, sent_ledger
from handlers.attesting import IMPORTER
from handlers.desk import moment
from storage import bulk, records
from storage.database import Database


class ChangedMeanwhile(Refused):
    def __init__(self, name: str) -> None:
        super().__init__(f"{name} ändrades medan jag jämförde. Kör kommandot en gång till.")


def match(database: Database, project: Project, paths: Sequence[Path], now: datetime, *, save: bool) -> None:
    """Shows what is certain, doubtful and not logged; books what is certain when asked to.

    Raises NoLedger, OSError, and ChangedMeanwhile where somebody changed what was to be booked: then nothing is.
    """
    today, at = project.reminders.day(now), moment(now)
    rows, unread = sent_ledger.read([(path.name, path.read_bytes()) for path in paths], today)
    with database.snapshot() as db:
        expenses = sent_ledger.open_expenses(db)
    found = proposal(rows, expenses, today, unread)
    if not save:
        _echo(views.proposed(found, "", {}))
        if found.certain:
            click.echo("Lägg till --spara för att bokföra det som stämmer.")
        return
    if found.certain:
        # only this keeps others from writing
        with database.transaction(through="import") as db, bulk.summed_once(db):
            _book(db, found.certain, today, at)
    click.echo(views.booked(len(found.certain), len(found.doubtful), len(found.not_logged)))


def _book(db: Connection, certain: Sequence[Match], today: date, at: str) -> None:
    now = {one.ref: one for one in sent_ledger.open_expenses(db)}
    for each in certain:
        if now.get(each.expense.ref) != each.expense:
            raise ChangedMeanwhile(each.expense.numbered)
        step = ledger.stepped("book", sent_ledger.entry_of(each), each.expense, "", IMPORTER, at, today)
        records.change(db, step.before, step.after, who=IMPORTER, at=at)


def _echo(reply: Reply) -> None:
    click.echo(reply.plain().replace("\u00a0", " "))
