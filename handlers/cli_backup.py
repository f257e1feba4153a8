"""The command line's `backup` and `restore`."""

import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from bot.project_file import ProjectFileError, load_project
from bot.views import backups as views
from handlers.cli import Sentence
from handlers.settings import Settings, SettingsRefused, read_settings


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[MAPP]")
def backup(folder: Path | None) -> None:
    """Gör en säkerhetskopia medan assistenten körs.

    Den läggs i MAPP, annars i YH_BACKUP. Kopian kontrolleras och får dagens datum. De nyaste sparas (YH_BACKUPS_KEPT), kvittona följer med.
    """
    from storage import backup as storage

    settings, zone = _read()
    into = folder or settings.yh_backup
    if into is None:
        raise Sentence("Vilken mapp? Skriv app.py backup MAPP, eller sätt YH_BACKUP.")
    try:
        made = storage.make(settings.yh_database, into, datetime.now(zone), settings.yh_backups_kept)
    except storage.BackupFailed as problem:
        raise Sentence(str(problem)) from problem
    click.echo(views.made(made.path, len(storage.copies(settings.yh_database, into))))


@click.command()
@click.argument("source", type=click.Path(path_type=Path), metavar="FIL")
@click.option("--ja", "sure", is_flag=True, help="Återställ utan att fråga.")
def restore(source: Path, sure: bool) -> None:
    """Lägg en säkerhetskopia i databasens ställe. Det som fanns sparas under ett annat namn.

    Assistenten ska vara stoppad. Det som har raderats sedan kopian gjordes raderas igen.
    """
    from storage.database import DatabaseRefused, StorageUnavailable
    from storage.restore import RestoreRefused, ready

    settings, zone = _read()
    database = settings.yh_database
    try:
        with ready(source, database) as copy:
            click.echo(views.holds(source.name, _local(copy.holds.latest, zone), copy.holds.records))
            if copy.replaces:
                was = copy.replaces
                click.echo(views.holds(f"{database.name} nu", _local(was.latest, zone), was.records))
            elif database.exists():
                click.echo(views.unreadable(f"{database.name} nu"))
            if not sure and not _agreed(source, database):
                raise Sentence(views.UNTOUCHED)
            done = copy.put_in_place(datetime.now(zone))
    except (RestoreRefused, DatabaseRefused) as problem:
        raise Sentence(f"{problem} {views.UNTOUCHED}") from problem
    except StorageUnavailable as problem:
        raise Sentence(f"Kopian gick inte att göra i ordning: {problem}. {views.UNTOUCHED}") from problem
    except OSError as problem:
        raise Sentence(f"{problem.filename}: {problem.strerror}. {views.UNTOUCHED}") from problem
    for line in views.restored(source.name, done.replaced, done.lacking, erased=done.erased):
        click.echo(line)


def _read() -> tuple[Settings, ZoneInfo]:
    """The settings, and the project's clock."""
    try:
        settings = read_settings()
        return settings, load_project(settings.yh_project).reminders.zone
    except (SettingsRefused, ProjectFileError) as problem:
        raise Sentence(str(problem)) from problem


def _agreed(source: Path, database: Path) -> bool:
    """Whether whoever runs it says yes; no where nobody is there to be asked."""
    click.echo(f"Ska {source.name} ersätta {database}? [j/N] ", nl=False)
    return sys.stdin.readline().strip().casefold() in ("j", "ja")


def _local(moment: str, zone: ZoneInfo) -> datetime | None:
    return datetime.fromisoformat(moment).astimezone(zone) if moment else None
