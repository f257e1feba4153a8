"""The command line's own commands: what a message would be read as, and where the project stands."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from bot.project_file import DEFAULT_PROJECT, ProjectFileError, load_project
from bot.signs import clean
from bot.views import swedish_text as sv
from handlers.doctor import Finding
from handlers.settings import SettingsRefused, read_settings
from storage.database import Database, DatabaseRefused, StorageUnavailable


class Sentence(click.ClickException):
    """What stops a command, as the one sentence it is."""

    def show(self, file: object = None) -> None:
        click.echo(self.message, err=True)


class Commands(click.Group):
    """Commands of which some lie in other modules, imported when they are asked for: to read Swedish takes its time.

    `elsewhere` says where those are, by name, as 'module:command'.
    """

    def __init__(self, *, elsewhere: Mapping[str, str], **settings: Any) -> None:
        super().__init__(**settings)
        self._elsewhere = elsewhere

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *self._elsewhere])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._elsewhere:
            return super().get_command(ctx, cmd_name)
        module, name = self._elsewhere[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command


def diagnosis(found: Sequence[Finding]) -> None:
    """Prints the findings, a line each. Ends the process with 1 when something is to be mended."""
    wide = max(len(finding.about) for finding in found)
    for finding in found:
        level = click.style(f"{finding.level:<3}", fg=_COLOURS[finding.level])
        click.echo(f"{level}  {finding.about:<{wide}}  {finding.says}")
    wrong = sum(finding.level == "fel" for finding in found)
    click.echo(f"\n{sv.plural(wrong, 'sak', 'saker')} att rätta." if wrong else "\nAllt som behövs är i ordning.")
    sys.exit(1 if wrong else 0)


_COLOURS = {"ok": "green", "obs": "yellow", "fel": "red"}


@click.command(context_settings={"ignore_unknown_options": True})  # '-5 deltagare' is a message
@click.argument("messages", nargs=-1, metavar="[TEXT]...")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Låtsas att det är den här dagen (ÅÅÅÅ-MM-DD).")
@click.option(
    "--direction", type=click.Choice(["past", "future"]), default="past", help="past: en logg. future: en plan."
)
@click.option("--project", "path", type=click.Path(path_type=Path), default=DEFAULT_PROJECT, help="Projektfil.")
def tolka(messages: tuple[str, ...], today: datetime | None, direction: str, path: Path) -> None:
    """Visa hur meddelanden läses: ett JSON-objekt per rad.

    Meddelandena är argumenten, eller raderna på standard in.
    """
    from bot.swedish import read

    try:
        project = load_project(path)
    except ProjectFileError as problem:
        raise Sentence(str(problem)) from problem
    day = today.date() if today else datetime.now(project.reminders.zone).date()
    lines: Iterable[str] = messages or (line.rstrip("\n") for line in sys.stdin)
    for line in lines:
        if line.strip():
            reading = read(clean(line), project, day, direction="future" if direction == "future" else "past")
            click.echo(json.dumps(reading.as_json(), ensure_ascii=False))


@click.command()
@click.argument("words", nargs=-1, metavar="[DEL]...")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Låtsas att det är den här dagen (ÅÅÅÅ-MM-DD).")
def status(words: tuple[str, ...], today: datetime | None) -> None:
    """Visa läget som i chatten: hela, eller till exempel ”delmål 2” eller ”pengar 2024”."""
    from handlers.status import status as answer

    try:
        settings = read_settings()
        project = load_project(settings.yh_project)
        if not settings.yh_database.exists():
            raise Sentence(f"Databasen {settings.yh_database} finns inte än (YH_DATABASE).")
        database = Database(settings.yh_database)
        day: date = today.date() if today else datetime.now(project.reminders.zone).date()
        with database.reading() as db:
            click.echo(answer(" ".join(words), db=db, project=project, today=day).plain())
        database.close()
    except (SettingsRefused, ProjectFileError, DatabaseRefused) as problem:
        raise Sentence(str(problem)) from problem
    except StorageUnavailable as problem:
        raise Sentence(f"Databasen går inte att läsa just nu: {problem}.") from problem
