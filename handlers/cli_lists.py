"""The command line's `import` and `export`: lists into the file, and everything out of it."""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click
from sqlite_utils import Database as Connection

from bot.errors import Refused
from bot.exporting import Page, as_csv, as_excel, as_json, claims_page, pages, receipts_page, trail_page
from bot.importing import read_lists
from bot.lists import IMPORTED, SHEETS, Lists, Read
from bot.project import Project
from bot.project_file import ProjectFileError, load_project
from bot.receipts import Kept
from bot.records import RECORDS, Kind, is_used
from bot.sheet import read_sheets
from bot.views import lists as views
from bot.views.history_rows import HEADINGS, trail_rows
from handlers import cli_ledger, importing
from handlers.cli import Sentence
from handlers.settings import SettingsRefused, read_settings
from storage import bulk, history, people, receipts
from storage.database import Database, DatabaseRefused, StorageUnavailable

KINDS: dict[str, Kind] = {SHEETS[kind].lower(): kind for kind in IMPORTED}
READ = (".xlsx", ".csv", ".txt", ".tsv")


@contextmanager
def opened(*, must_exist: bool) -> Iterator[tuple[Project, Database]]:
    """The project and its file; what cannot be used ends the command in a sentence."""
    try:
        settings = read_settings()
        project = load_project(settings.yh_project)
        if must_exist and not settings.yh_database.exists():
            raise Sentence(f"Databasen {settings.yh_database} finns inte än (YH_DATABASE).")
        database = Database(settings.yh_database)
        try:
            yield project, database
        finally:
            database.close()
    except (SettingsRefused, ProjectFileError, DatabaseRefused) as problem:
        raise Sentence(str(problem)) from problem
    except StorageUnavailable as problem:
        raise Sentence(f"Databasen går inte att använda just nu: {problem}. {views.NOTHING_SAVED}") from problem
    except Refused as problem:
        raise Sentence(f"{problem} {views.NOTHING_SAVED}") from problem
    except FileExistsError as problem:
        raise Sentence(f"{problem.filename} finns redan. Välj ett annat namn.") from problem
    except OSError as problem:
        raise Sentence(f"{problem.filename}: {problem.strerror}.") from problem


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="FIL...")
@click.option("--spara", "save", is_flag=True, help="Spara raderna. Utan den visas bara hur de läses.")
@click.option("--slag", "only", type=click.Choice(list(KINDS)), help="Vad filerna listar, om det inte syns i dem.")
@click.option(
    "--bokforing", "ledger", is_flag=True, help="Filerna är en huvudbok eller reskontra: jämför med det loggade."
)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Låtsas att det är den här dagen (ÅÅÅÅ-MM-DD).")
def import_(paths: tuple[Path, ...], save: bool, only: str | None, ledger: bool, today: datetime | None) -> None:
    """Läs in aktiviteter, utgifter, kontakter och inbetalningar ur Excel eller CSV.

    Kolumnerna heter som i formulären: Datum, Typ, Rubrik, Kommuner, Deltagare och så vidare. En mapp läses som alla
    sina Excel- och CSV-filer. Allt sparas eller inget, och det som redan finns sparas inte en gång till.
    """
    with opened(must_exist=False) as (project, database):
        now = today.replace(hour=12, tzinfo=project.reminders.zone) if today else datetime.now(UTC)
        if ledger:
            cli_ledger.match(database, project, _files(paths), now, save=save)
            return
        files = [(path.name, read_sheets(path.read_bytes())) for path in _files(paths)]
        lists = read_lists(files, project, project.reminders.day(now), KINDS.get(only or ""))
        for line in lists.notes:
            click.echo(line)
        new = _looked_at(database, lists, project, problems_only=save)
        if not save:
            again = " Lägg till --spara för att spara dem." if new.total() else ""
            click.echo(views.would(new, len(lists.reads) - new.total()) + again)
            return
        with click.progressbar(length=len(lists.reads), label="Läser in", file=sys.stderr) as bar:
            added = importing.keep(database, lists, project, now, told=partial(bar.update, 1))
        click.echo(views.imported(added, len(lists.reads) - added.total()))


def _files(paths: Sequence[Path]) -> list[Path]:
    """The files, a folder's by name."""
    return [
        file for path in paths
        for file in (sorted(each for each in path.iterdir() if each.suffix.lower() in READ) if path.is_dir() else [path])
    ]  # fmt: skip


def _looked_at(database: Database, lists: Lists, project: Project, *, problems_only: bool) -> Counter[Kind]:
    """Shows the rows; how many are new. Raises Sentence where one has problems."""
    new: Counter[Kind] = Counter()
    wrong = 0
    with database.reading() as db:
        for each in importing.look(db, lists):
            if isinstance(each, Read):
                wrong += 1
                click.echo(views.row(each, project))
                continue
            new[each.record.kind] += not each.stands
            if not problems_only:
                click.echo(views.row(each.read, project, each.stands, each.like))
    if wrong:
        raise Sentence(views.to_mend(wrong))
    return new


@click.command()
@click.argument("target", type=click.Path(path_type=Path), metavar="MÅL")
def export(target: Path) -> None:
    """Skriv allt som är loggat till Excel (MÅL.xlsx), JSON (MÅL.json) eller en mapp med CSV-filer och kvitton (MÅL).

    Det som är ångrat följer inte med, och inte kontakter som har invänt. Listan Historik säger vem som har ändrat vad,
    också av det som är ångrat. Filerna innehåller personuppgifter.
    """
    with opened(must_exist=True) as (project, database):
        with database.snapshot() as db:  # one state of the file, the trail read piece by piece
            kept = {kind: tuple(filter(is_used, bulk.standing(db, kind))) for kind in RECORDS}
            claims = bulk.claims(db)
            if target.suffix.lower() == ".json":
                content = as_json(kept, claims, history.every(db))
                files, shown = list[Kept](), tuple[Page, ...]()
            else:
                files = receipts.files(db, database.path, [each.id or 0 for each in kept["expense"]])
                named = receipts_page([(each.expense_id, each.name) for each in files])
                shown = (*pages(kept, project), claims_page(claims), named, _trail(db, project))
        if target.suffix.lower() == ".json":
            write(target, content)
        elif target.suffix.lower() == ".xlsx":
            write(target, as_excel(shown))
        else:
            _write_folder(target, shown, files)
        click.echo(views.exported(sum(map(len, kept.values())), str(target)))


def _trail(db: Connection, project: Project) -> Page:
    """Who changed what, through what, before and after."""
    called, indicators = _called(db, project), history.indicators(db)
    return trail_page(HEADINGS, trail_rows(history.every(db), history.belonging(db), project, called, indicators))


def _called(db: Connection, project: Project) -> Callable[[str], str]:
    """People as the project file and the leader name them, else by their ids: here nobody can be asked."""
    names = {each.who: each.name for each in people.given(db)}
    names |= {member.slack: member.name for member in project.members if member.slack}
    return lambda who: names.get(who, who)


def _write_folder(folder: Path, shown: Sequence[Page], files: Sequence[Kept]) -> None:
    folder.mkdir(mode=0o700)
    for page in shown:
        write(folder / f"{page.name.lower()}.csv", as_csv(page))
    if files:
        (folder / "kvitton").mkdir(mode=0o700)
    for file in files:
        write(folder / "kvitton" / file.name, file.path.read_bytes())


def write(path: Path, content: bytes) -> None:
    """A new file that only its owner reads. Raises OSError, where there is one of that name too."""
    with open(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
