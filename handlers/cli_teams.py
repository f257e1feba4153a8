"""The command line's `teams-paket`: the app that an administrator uploads to Teams."""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import click

from bot.project_file import ProjectFileError, load_project
from handlers.cli import Sentence
from handlers.settings import SettingsRefused, read_settings

FILE = Path("yh-assistenten-teams.zip")
_PROGRAM = Path(__file__).parents[1] / "pyproject.toml"

_PAGE = r"https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:\d+)?(/[!-~]*)?"  # as Teams takes it: no spaces, no å


@click.command("teams-paket")
@click.option("--ut", "target", type=click.Path(path_type=Path, dir_okay=False), default=FILE, help="Filen som skrivs.")
@click.option("--sida", "page", default="", metavar="ADRESS", help="En sida om assistenten hos er, https://…")
def teams_paket(target: Path, page: str) -> None:
    """Skriv appen för Teams: en zip-fil att ladda upp, med TEAMS_CLIENT_ID.

    Teams visar sidan som webbplats, integritet och villkor. Utan --sida blir det YH_PUBLIC_URL: se då till att något
    svarar där, för det gör inte assistenten.
    """
    from handlers.teams.package import App, package

    try:
        settings = read_settings()
        project = load_project(settings.yh_project)
    except (SettingsRefused, ProjectFileError) as problem:
        raise Sentence(str(problem)) from problem
    if not settings.teams_client_id:
        raise Sentence("TEAMS_CLIENT_ID saknas: Application (client) ID, på appens översikt i Entra.")
    public = settings.yh_public_url if settings.yh_public_url.startswith("https://") else ""
    if page and not re.fullmatch(_PAGE, page):
        raise Sentence(
            "--sida ska vara en adress som börjar med https://, till exempel https://example.se/om-assistenten."
        )
    if not (page or public):
        raise Sentence("Teams vill ha en sida om assistenten: skriv --sida https://…, eller sätt YH_PUBLIC_URL.")
    app = App(settings.teams_client_id, _version(), page or public, public, project.owner, project.short_name)
    try:
        target.write_bytes(package(app))
    except OSError as problem:
        raise Sentence(f"{target} går inte att skriva: {problem.strerror}.") from problem
    click.echo(f"{target}: {app.version} för TEAMS_CLIENT_ID {app.client_id}. Ladda upp den i Teams.")


def _version() -> str:
    """The program's version: as it lies here, or as it is installed."""
    if not _PROGRAM.exists():
        return version("yh-assistenten")
    return str(tomllib.loads(_PROGRAM.read_text(encoding="utf-8"))["project"]["version"])
