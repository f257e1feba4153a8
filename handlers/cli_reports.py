"""The command line's `rapport`: a report's files in a folder."""

import os
from datetime import datetime
from pathlib import Path

import click

from bot.material import Material
from bot.reply import Reply
from bot.swedish.report import KINDS, read_report
from bot.views import economy_costs, reports
from handlers import report
from handlers.cli import Sentence
from handlers.cli_lists import opened, write


@click.command()
@click.argument("kind", type=click.Choice(KINDS), metavar="SLAG")
@click.argument("period", nargs=-1, metavar="[PERIOD]...")
@click.option(
    "--ut", "target", type=click.Path(path_type=Path, file_okay=False), default=Path("."), help="Mappen för filerna."
)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Låtsas att det är den här dagen (ÅÅÅÅ-MM-DD).")
def rapport(kind: str, period: tuple[str, ...], target: Path, today: datetime | None) -> None:
    """Gör en rapport som filer i en mapp: lägesrapport, ekonomi, styrgrupp, slutrapport eller utvärdering.

    PERIOD skrivs som i chatten, till exempel ”kvartal 1 2024” eller 2024. Utan den blir det perioden som står på tur.
    """
    with opened(must_exist=True) as (project, database):
        day = today.date() if today else datetime.now(project.reminders.zone).date()
        request = read_report(" ".join(("rapport", kind, *period)), project, day)
        if request is None or request.kind is None:
            raise Sentence(reports.offered(project, request.word if request else " ".join(period)).plain())
        with database.reading() as db:
            span = report.span_of(request, db, project, day)
        if isinstance(span, Reply):
            raise Sentence(span.plain())
        made = report.Made(request.kind, span, project, database, day)
        target.mkdir(parents=True, exist_ok=True)
        read = report.reader(made)
        for file in report.files(made, read, with_receipts=False):
            write(target / file.name, file.make())
            click.echo(target / file.name)
        if request.kind == "ekonomi":
            _receipts(read(), target / f"{report.file_name(made)}-kvitton.zip")


def _receipts(material: Material, path: Path) -> None:
    """The receipts beside the workbook, however large they are together; nothing where there are none."""
    found = economy_costs.receipts(material)
    if found:
        with open(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "wb") as out:
            report.write_zip(found, out)
        click.echo(path)
