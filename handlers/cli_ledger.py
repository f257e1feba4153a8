"""`import --bokforing`: a ledger export beside what is logged, on the command line."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from bot.project import Project
from bot.reply import Reply
from bot.views import matching as views
from handlers import ledger, sent_ledger
from handlers.desk import moment
from handlers.importing import IMPORTER
from storage import records
from storage.database import Database


def match(database: Database, project: Project, paths: Sequence[Path], now: datetime, *, save: bool) -> None:
    """Shows what is certain, doubtful and not logged; books what is certain when asked to. Raises NoLedger, OSError."""
    files = [(path.name, path.read_bytes()) for path in paths]
    today, at = project.reminders.day(now), moment(now)
    if not save:
        with database.reading() as db:
            found = sent_ledger.proposed(db, files, today)
        _echo(views.proposed(found, "", {}))
        if found.certain:
            click.echo("Lägg till --spara för att bokföra det som stämmer.")
        return
    with database.transaction() as db:
        found = sent_ledger.proposed(db, files, today)
        for each in found.certain:
            step = ledger.stepped("book", sent_ledger.entry_of(each), each.expense, "", IMPORTER, at, today)
            records.change(db, step.before, step.after, who=IMPORTER, at=at)
    click.echo(views.booked(len(found.certain), len(found.doubtful), len(found.not_logged)))


def _echo(reply: Reply) -> None:
    click.echo(reply.plain().replace("\u00a0", " "))
