"""The assistant, wired: settings, storage, surfaces. Nothing else knows them all."""

import logging
import secrets
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from pydantic import SecretStr

from bot.project import Project, ReminderTimes
from bot.project_file import ProjectFileError, load_project
from bot.reply import Reply
from handlers import cli, logs
from handlers.requests import Incoming
from handlers.settings import PLAYGROUND_HINT, Settings, SettingsRefused, read_settings
from handlers.settings_teams import TeamsSettings
from handlers.stopping import Stop, obeying
from storage import receipts
from storage.database import BUSY_SECONDS, Database, DatabaseRefused
from storage.erasures import beside as erasures_beside
from storage.lock import Lock, Taken

if TYPE_CHECKING:
    from handlers.playground import Command as PlaygroundCommand
    from handlers.playground import Shortcut
    from handlers.requests import Fetch, Members, Poster
    from handlers.surfaces import Surface

logger = logging.getLogger("app")

MANIFEST = Path(__file__).with_name("manifest.yml")
BEFORE_REMINDERS = timedelta(seconds=15)  # the playground opens this long before the day's reminders
EXAMPLE_LINES = {
    "/yh-logg": (
        "/yh-logg branschseminarium energi i Hallsberg 12 mars, 28 deltagare varav 11 kvinnor",
        "/yh-logg utgift 312 kr buss till Nora 12 mars",
        "/yh-logg senaste",
    ),
    "/yh-status": ("/yh-status", "/yh-status delmål 3", "/yh-status pengar"),
    "/yh-paminn": ("/yh-paminn", "/yh-paminn nätverksmöte anordnare 18 april kl 13 i Örebro"),
}

SPOKEN_LINES = (
    "bussen till Nora 12 mars kostade 187 kr",
    "frukostmöte med arbetsgivare i Nora i tisdags, 20 deltagare",
    "hur går det med pengarna?",
    "vad är på gång?",
    "ändra senaste: 25 deltagare",
)

COMMANDS = {  # name -> the module that has it, and what it is called there; what starts and examines stands below
    "backup": "handlers.cli_backup:backup",
    "export": "handlers.cli_lists:export",
    "gallra": "handlers.cli_retention:gallra",
    "import": "handlers.cli_lists:import_",
    "radera": "handlers.cli_personal:radera",
    "rapport": "handlers.cli_reports:rapport",
    "registerutdrag": "handlers.cli_personal:registerutdrag",
    "restore": "handlers.cli_backup:restore",
    "status": "handlers.cli:status",
    "teams-paket": "handlers.cli_teams:teams_paket",
    "tolka": "handlers.cli:tolka",
}

Now = Callable[[], datetime]


class StartRefused(Exception):
    """The assistant cannot start; `str()` is one Swedish sentence."""


def real_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Assistant:
    """A running assistant. `serve` listens until `stop`; `look` has the clock look now, and returns after."""

    serve: Callable[[], None]
    stop: Callable[[], None]
    look: Callable[[], None]


@contextmanager
def assistant(
    settings: Settings, project: Project, database: Database, now: Now = real_now, ending: Stop | None = None
) -> Iterator[Assistant]:
    """The assistant as `settings` say, its clock running; `ending` counts its end. Raises StartRefused."""
    from handlers import conversation, feed, fetching, rights, web
    from handlers.clock import Clock
    from handlers.desk import Desk
    from handlers.duty import Duty
    from handlers.nightly import Nightly
    from handlers.outbox import Outbox
    from handlers.surfaces import SurfaceRefused

    try:
        surfaces = _surfaces(settings, project, database)
    except SurfaceRefused as problem:
        raise StartRefused(str(problem)) from problem
    channel, *others = [surface.channel for surface in surfaces.values()]
    members, poster, fetch, told = _joined(surfaces, project, database, now)
    desk = Desk(
        project, database, members, channel, public_url=settings.yh_public_url, fetch=fetch,
        backups_kept=settings.yh_backups_kept if settings.yh_backup else 0, copied_to=tuple(others),
    )  # fmt: skip
    duty = Duty(
        database, project, poster, channel, now,
        person_of=members.reachable,
        name_of=members.full_name, access=lambda who: rights.told(desk, who), queued=lambda about: fetching.queued(desk, about), fetch=fetch,
        led_by=lambda: rights.led_by(desk), copied_to=tuple(others), **told,
    )  # fmt: skip
    nightly = None
    if settings.yh_backup:
        nightly = Nightly(database.path, settings.yh_backup, settings.yh_backups_kept, project.reminders.zone)
    clock = Clock(duty, nightly)
    desk = replace(desk, wake=clock.wake)
    outbox = Outbox()

    def answer(incoming: Incoming) -> Reply:
        return conversation.answer(desk, incoming)

    listening = [surface.listen(answer, now, outbox) for surface in surfaces.values()]
    checks: dict[str, web.Check] = {"database": database.check, "clock": lambda: clock.check(now())}
    for each in listening:
        checks |= each.checks
    if nightly:
        checks["backup"] = nightly.check
    application = web.web(checks, [*(route for each in listening for route in each.routes), *feed.routes(desk, now)])
    ending = ending or Stop()
    server = web.server(application, settings.yh_host, settings.yh_port, ending.ask)

    def stop() -> None:
        server.should_exit = True

    clock.start()
    try:
        for each in listening:
            each.start()
        yield Assistant(server.run, stop, clock.look)
    except SurfaceRefused as problem:
        raise StartRefused(str(problem)) from problem
    finally:
        outbox.hurry(ending.left(keep=4))
        for each in listening:
            each.stop(ending.left(keep=4))
        clock.stop(ending.left(keep=2.5))
        outbox.close(ending.left(keep=1.5))
        for each in listening:
            each.close()


def _surfaces(settings: Settings, project: Project, database: Database) -> dict[str, "Surface"]:
    """The places that the settings name, by name; only these are imported. Raises SurfaceRefused."""
    found: dict[str, Surface] = {}
    if settings.uses_slack:
        from handlers.slack.start import Slack

        found["slack"] = Slack(settings, project)
    if settings.uses_teams:
        from handlers.teams.start import Teams

        found["teams"] = Teams(settings, project, database)
    return found


def _joined(
    surfaces: dict[str, "Surface"], project: Project, database: Database, now: Now
) -> "tuple[Members, Poster, Fetch, dict[str, Any]]":
    """What the places know and carry, as one: one group, however many places it is in."""
    first = next(iter(surfaces.values()))
    if surfaces.keys() == {"slack"}:
        return first.members, first.poster, first.fetch, {}
    from handlers import fetching
    from handlers.everyone import Everyone
    from handlers.posting import Posting
    from handlers.teams.ids import is_teams

    teams = surfaces["teams"]
    everyone = Everyone(database, [surface.members for surface in surfaces.values()], project, now)
    poster = Posting(first.poster, teams.poster, is_teams)
    told = {"place_of": everyone.account, "whose": lambda who: everyone.accounts(who)[0]}
    return everyone, poster, fetching.routed({"teams": teams.fetch}, first.fetch), told


def _log_to_stderr(settings: Settings, level: int = logging.INFO) -> None:
    logs.set_up(as_json=settings.yh_log == "json", level=level, secrets=settings.secrets())


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Two assistants on one file would remind of everything twice; a newer one would change it under the older.

    So it is asked for before the file is opened. Raises StartRefused.
    """
    try:
        beside = Lock(path, "shared", BUSY_SECONDS)
    except Taken as problem:
        raise StartRefused(f"Databasen {path} återställs just nu. Försök igen om en stund.") from problem
    try:
        lock = Lock(path, "reserved")
    except Taken as problem:
        raise StartRefused(f"En assistent körs redan med {path}. Stoppa den först.") from problem
    finally:
        beside.release()
    try:
        yield
    finally:
        lock.release()


@click.group(
    cls=cli.Commands,
    elsewhere=COMMANDS,
    invoke_without_command=True,
    help="YH-assistenten: utan kommando startar den med inställningarna i miljön eller .env.",
)
@click.pass_context
def main(context: click.Context) -> None:
    """The command line; without a command the assistant itself."""
    if context.invoked_subcommand is None:
        _run()


def _run() -> None:
    ending = obeying()
    try:
        settings = read_settings()
        settings.require_surface()
        _log_to_stderr(settings)
        project = load_project(settings.yh_project)
        with (
            _alone(settings.yh_database),
            closing(Database(settings.yh_database)) as database,
            assistant(settings, project, database, ending=ending) as running,
        ):
            logger.info("klar: %s", "; ".join(_ways_in(settings)))
            running.serve()
        logger.info("stoppad")
    except (SettingsRefused, ProjectFileError, DatabaseRefused, StartRefused) as problem:
        raise cli.Sentence(str(problem)) from problem


def _ways_in(settings: Settings) -> Iterator[str]:
    """What it listens to, for the log."""
    if settings.uses_slack:
        yield f"{'Socket Mode' if settings.socket_mode else 'HTTP'}, kanal {settings.yh_channel}"
    if settings.uses_teams:
        yield f"Teams, kanal {settings.teams_channel}"


@main.command()
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Den dag lekplatsen låtsas att det är (ÅÅÅÅ-MM-DD).")
@click.option("--new", "anew", is_flag=True, help="Börja om med bara exempeldata.")
@click.option("--no-charts", is_flag=True, help="Som en arbetsyta där Slacks diagram inte har kommit än.")
def playground(today: datetime | None, anew: bool, no_charts: bool) -> None:
    """Prova assistenten i en egen liten Slack på den här datorn, utan konto."""
    try:
        settings = read_settings()
        _log_to_stderr(settings, logging.WARNING)
        project, path = load_project(settings.yh_project), settings.yh_playground_database
        if anew:
            _begin_anew(path)
        with _alone(path), closing(Database(path)) as database:
            _play(settings, project, database, today, no_charts)
    except (SettingsRefused, ProjectFileError, DatabaseRefused, StartRefused) as problem:
        raise cli.Sentence(str(problem)) from problem


@main.command()
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Låtsas att det är den här dagen (ÅÅÅÅ-MM-DD).")
def doctor(today: datetime | None) -> None:
    """Kontrollera det som assistenten behöver: vad som är fel, och hur det rättas. Ändrar inget."""
    from handlers import doctor as ours
    from handlers.manifest import manifest
    from handlers.slack.doctor import Examination, ways_in

    logging.basicConfig(handlers=[logging.NullHandler()])  # what goes wrong is said in the lines
    settings, found = ours.settings()
    way = None if any(finding.level == "fel" for finding in found) else settings.socket_mode
    project, of_project = ours.project_file(settings.yh_project, (today or datetime.now()).date())
    found += ours.database(settings.yh_database)
    clock = project.reminders.zone if project else None
    found += ours.backups(settings.yh_database, settings.yh_backup, today or datetime.now(clock))
    found += of_project
    if at_slack := settings.uses_slack or not settings.uses_teams:
        found += manifest(MANIFEST, ways_in(), socket_mode=way)
    if settings.slack_bot_token:
        found += Examination(settings, project).findings()
    elif at_slack:
        found += ours.leader(project) if project else []
        found.append(
            ours.Finding("obs", "Slack", f"Inte kontrollerat utan en giltig SLACK_BOT_TOKEN. {PLAYGROUND_HINT}")
        )
    if settings.uses_teams and not settings.missing_for_teams():
        from handlers.teams import doctor as at_teams
        from handlers.teams import start
        from handlers.teams.api import Api

        with closing(Api(start.tokens(settings))) as api:
            found += at_teams.Examination(settings, project, api).findings()
    cli.diagnosis(found)


def _begin_anew(path: Path) -> None:
    """Takes away the playground's file and all that belongs to it. Raises StartRefused, also while somebody uses it."""
    try:
        lock = Lock(path, "exclusive")
    except Taken as problem:
        raise StartRefused(f"Lekplatsen, eller ett kommando, använder {path}. Stoppa den först.") from problem
    try:
        for leftover in (
            path,
            *(path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm")),
            erasures_beside(path),
        ):
            leftover.unlink(missing_ok=True)
        shutil.rmtree(receipts.folder(path), ignore_errors=True)
    except OSError as problem:
        raise StartRefused(f"{path} går inte att ta bort: {problem.strerror}.") from problem
    finally:
        lock.release()


def _play(settings: Settings, project: Project, database: Database, today: datetime | None, no_charts: bool) -> None:
    """The stand-in for Slack on YH_PORT, and the assistant beside it as it would run for Slack."""
    from handlers import examples
    from handlers.playground import Person, Playground

    example = examples.read_examples()
    project = examples.with_people(project, example)
    now = Pretended(project.reminders, today.date() if today else example.today)
    filled = examples.fill(database, project, example, now())
    keys = {name: secrets.token_hex(16) for name in ("slack_signing_secret", "slack_bot_token")}
    stand_in = Playground(
        signing_secret=keys["slack_signing_secret"],
        bot_token=f"xoxb-{keys['slack_bot_token']}",
        people=[
            Person(person["id"], person["name"], person["real_name"], person["title"], person["email"])
            for person in example.people
        ],
        spoken=SPOKEN_LINES,
        commands=_manifest_commands(),
        shortcuts=_manifest_shortcuts(),
        now=now,
        notice="Exempeldata: personerna, siffrorna och dagen är påhittade.",
        host=settings.yh_host,
        port=settings.yh_port,
    )

    def turn(day: date) -> None:
        now.walk(day, running.look)

    stand_in.turn = turn  # before the page asks what it can do
    if no_charts:
        stand_in.lack("data_visualization", "data_table")
    stand_in.start()
    port = _free_port()
    ours = settings.model_copy(update={
        "slack_signing_secret": SecretStr(keys["slack_signing_secret"]),
        "slack_bot_token": SecretStr(f"xoxb-{keys['slack_bot_token']}"), "slack_app_token": SecretStr(""), "slack_api_url": stand_in.api_url, "yh_channel": stand_in.channel_id, "yh_port": port,
        "yh_public_url": f"http://127.0.0.1:{port}", "yh_backup": None,
        **{name: field.default for name, field in TeamsSettings.model_fields.items()},
    })  # fmt: skip
    stand_in.request_url = f"http://127.0.0.1:{ours.yh_port}/slack/events"
    try:
        with assistant(ours, project, database, now) as running:
            kept = "med exempeldata" if filled else f"med det som finns i {database.path} (--new börjar om)"
            click.echo(f"Lekplatsen är öppen {kept}: {stand_in.url}\nAvsluta med Ctrl+C.")
            running.serve()
    finally:
        stand_in.stop()


class Pretended:
    """The playground's clock: it starts a little before the hour of the reminders, so that they arrive live."""

    def __init__(self, reminders: ReminderTimes, today: date) -> None:
        self._reminders = reminders
        self._one_at_a_time = threading.Lock()
        self._ahead = self._morning(today) - BEFORE_REMINDERS - datetime.now(UTC)

    def __call__(self) -> datetime:
        return (datetime.now(UTC) + self._ahead).astimezone(self._reminders.zone)

    def _morning(self, day: date) -> datetime:
        return datetime.combine(day, self._reminders.time, self._reminders.zone)

    def walk(self, day: date, look: Callable[[], None]) -> None:
        """Goes to the morning of `day`, looking every morning on the way: what was due then comes then."""
        with self._one_at_a_time:
            before = self()
            mornings = (self._morning(before.date() + timedelta(days=n)) for n in range((day - before.date()).days + 1))
            for morning in mornings:
                if morning > before:
                    self._ahead = morning - datetime.now(UTC)
                    look()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _manifest_commands() -> "list[PlaygroundCommand]":
    """The commands as the manifest tells Slack of them."""
    from handlers.playground import Command as PlaygroundCommand

    return [
        PlaygroundCommand(
            command["command"], command["description"], command["usage_hint"], EXAMPLE_LINES[command["command"]]
        )
        for command in _manifest_features()["slash_commands"]
    ]


def _manifest_shortcuts() -> "list[Shortcut]":
    """What the manifest puts in the menu of each message."""
    from handlers.playground import Shortcut

    offered = _manifest_features().get("shortcuts", [])
    return [Shortcut(each["callback_id"], each["name"]) for each in offered if each["type"] == "message"]


def _manifest_features() -> dict[str, Any]:
    import yaml

    features: dict[str, Any] = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))["features"]
    return features


if __name__ == "__main__":
    main()
