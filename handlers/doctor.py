"""What can be seen to be wrong without asking anybody: settings, database, project file, manifest.

Each check gives findings, one line each for whoever runs the assistant: what is wrong and how to mend it. Nothing
is changed and no secret is shown.
"""

import difflib
import errno
import os
import shutil
import socket
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal

from dotenv import dotenv_values

from bot.project import Member, Project
from bot.project_file import ProjectFileError, load_project
from bot.views import swedish_text as sv
from bot.views.backups import moment
from handlers.settings import ENV_ENCODING, ENV_FILE, Settings, settings_that_hold
from storage.backup import copies, latest
from storage.database import DatabaseRefused
from storage.look import look

OLD_BACKUP = timedelta(days=2)
LITTLE_SPACE = 100 * 10**6  # bytes left on the disk below which something will soon fail

OURS_AT_PLATFORMS = [name.upper() for name in Settings.model_fields if name.startswith(("slack_", "teams_"))]

Level = Literal["ok", "obs", "fel"]


@dataclass(frozen=True)
class Finding:
    """One line. `obs` is worth knowing and stops nothing; `fel` is to be mended."""

    level: Level
    about: str
    says: str


def settings() -> tuple[Settings, list[Finding]]:
    """The settings, those that do not hold as if they were not set, and what is to be said of them."""
    held, wrong = settings_that_hold()
    missing = {name: sentence for name, sentence in held.missing().items() if name not in wrong}
    found = [Finding("fel", "Inställningar", sentence) for sentence in (*wrong.values(), *missing.values())]
    if not found:
        way = "Socket Mode" if held.socket_mode else "HTTP"
        slack = [f"{way}, kanal {held.yh_channel}"] if held.uses_slack else []
        teams = [f"Teams, kanal {held.teams_channel}"] if held.uses_teams else []
        found = [Finding("ok", "Inställningar", f"Det som behövs är satt: {'; '.join(slack + teams)}.")]
    return held, [*found, *_misspelt(readable=ENV_FILE not in wrong), *_taken(held.yh_host, held.yh_port)]


def _taken(host: str, port: int) -> list[Finding]:
    """Whether something else has the port already; an assistant that runs may be told so without harm."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            if problem.errno != errno.EADDRINUSE:
                return [Finding("fel", "Inställningar", f"Det går inte att lyssna på {host} (YH_HOST). Ändra den.")]
            said = f"Porten {port} används redan. Är det inte assistenten själv som körs, så ändra YH_PORT."
            return [Finding("obs", "Inställningar", said)]
    return []


def _misspelt(*, readable: bool) -> list[Finding]:
    """Names that look like ours and are not: what they are meant to set has its default, in silence."""
    known = {name.upper() for name in Settings.model_fields}
    in_file = dotenv_values(ENV_FILE, encoding=ENV_ENCODING, interpolate=False) if readable else {}
    written = {name for name in in_file if name.upper().startswith(("SLACK_", "TEAMS_", "YH_"))}
    written |= {name for name in os.environ if name.upper().startswith("YH_")}
    written |= {name for name in os.environ if difflib.get_close_matches(name.upper(), OURS_AT_PLATFORMS, 1, 0.85)}
    found = []
    for name in sorted(name for name in written if name.upper() not in known):
        near = difflib.get_close_matches(name.upper(), sorted(known), 1)
        meant = f" Menade du {near[0]}?" if near else " README.md har listan."
        found.append(Finding("obs", "Inställningar", f"{name} är ingen inställning och används inte.{meant}"))
    return found


def database(path: Path, free: int | None = None) -> list[Finding]:
    """The file of records, left as it is. `free` is the room left on the disk, in bytes; asked for when not given."""
    folder = path.absolute().parent
    if not folder.is_dir():
        return [_database(f"Mappen {folder} finns inte. Skapa den, eller ändra YH_DATABASE.")]
    if path.exists() and not path.is_file():
        return [_database(f"{path} är ingen fil. Ändra YH_DATABASE till en fil, till exempel yh.db.")]
    found = []
    for place in (folder, path):  # SQLite lays its log beside the file
        if place.exists() and not os.access(place, os.W_OK):
            found.append(_database(f"{place} är skrivskyddad. Ge kontot som kör assistenten rätt att skriva där."))
    free = shutil.disk_usage(folder).free if free is None else free
    if free < LITTLE_SPACE:
        found.append(_database(f"Bara {_size(free)} är ledigt på disken med {path}. Frigör plats."))
    content = _content(path)
    if content.level != "ok":
        return [*found, content]
    return found or [Finding("ok", "Databas", f"{content.says} {_size(free)} är ledigt på disken.")]


def _content(path: Path) -> Finding:
    if not path.exists():
        return Finding("ok", "Databas", f"{path} finns inte än och skapas vid första starten.")
    try:
        seen = look(path)
    except DatabaseRefused as problem:
        return _database(str(problem))
    if seen.lacking:
        said = f"{path} är hel men från en äldre version. Den uppdateras vid nästa start. Kopiera den först: app.py backup MAPP."
        return Finding("obs", "Databas", said)
    if not seen.wal:
        said = f"{path} är hel men inte i WAL-läge. Det sätts vid nästa start. Annars: flytta den från nätverksdisken."
        return Finding("obs", "Databas", said)
    if seen.unswept:
        waiting = sv.plural(seen.unswept, "radering väntar", "raderingar väntar")
        said = f"{waiting} på att rensas ur {path}. Kör assistenten, och se till att disken har plats."
        return Finding("obs", "Databas", said)
    return Finding("ok", "Databas", f"{path} är hel och i rätt version.")


def _database(says: str) -> Finding:
    return Finding("fel", "Databas", says)


def backups(file: Path, folder: Path | None, now: datetime) -> list[Finding]:
    """The nightly copies: whether they can be made, and when the last one was. `now`: the project's own clock."""
    if folder is None:
        return [_backups("obs", "Inga görs: YH_BACKUP är inte satt. Sätt den till en mapp på en annan disk.")]
    if not folder.is_dir():
        return [_backups("fel", f"Mappen {folder} finns inte. Skapa den, eller ändra YH_BACKUP.")]
    if folder.resolve() == file.absolute().parent.resolve():
        return [_backups("fel", f"{folder} är databasens egen mapp. Ändra YH_BACKUP, helst till en annan disk.")]
    if not os.access(folder, os.W_OK):
        said = f"{folder} är skrivskyddad. Ge kontot som kör assistenten rätt att skriva där."
        return [_backups("fel", said)]
    if (free := shutil.disk_usage(folder).free) < LITTLE_SPACE:
        return [_backups("fel", f"Bara {_size(free)} är ledigt på disken med {folder}. Frigör plats.")]
    there = copies(file, folder)
    if not there:
        return [_backups("obs", f"Ingen finns i {folder} än. Den första görs när assistenten startar.")]
    last = latest(file, folder, now)
    said = f"{sv.plural(len(there), 'finns', 'finns')} i {folder}, den senaste från {moment(last)}."
    late = now.replace(tzinfo=None) - last > OLD_BACKUP
    return [_backups("obs" if late else "ok", f"{said} Den är gammal: /healthz säger varför." if late else said)]


def _backups(level: Level, says: str) -> Finding:
    return Finding(level, "Säkerhetskopior", says)


def _size(count: int) -> str:
    """'12 GB', '214 MB', of a number of bytes."""
    return f"{sv.number(count // 10**9)} GB" if count >= 10**9 else f"{count // 10**6} MB"


def project_file(path: Path, today: date) -> tuple[Project | None, list[Finding]]:
    """The project, None when its file does not hold, and what is to be said of it."""
    try:
        project = load_project(path)
    except ProjectFileError as problem:
        return None, [Finding("fel", "Projektfil", str(problem))]
    period = f"{sv.day(project.start, weekday=False)} till {sv.day(project.end, weekday=False)}"
    if project.covers(today):
        found = [Finding("ok", "Projektfil", f"{project.short_name}, {period}.")]
    else:
        said = f"I dag ligger utanför projektets tid, {period}. Stämmer det inte: ändra start och end i {path.name}, eller byt YH_PROJECT."
        found = [Finding("obs", "Projektfil", said)]
    unknown = [member.name for member in project.members if not (member.slack or member.email)]
    if unknown:
        said = (
            f"{sv.listed(unknown)} har varken slack eller email i {path.name} och känns inte igen. Lägg till det ena."
        )
        found.append(Finding("obs", "Projektfil", said))
    return project, found


def leaders(project: Project) -> list[Member]:
    """Those who may correct everybody's records, once their Slack ids are there."""
    return [member for member in project.members if member.role == "projektledare"]


def leader(project: Project) -> list[Finding]:
    """Who the project leader is, as far as the project file says."""
    found = [without_id(member) for member in leaders(project) if not member.slack]
    named = [f"{member.name} ({member.slack})" for member in leaders(project) if member.slack]
    if named:
        found.append(Finding("ok", "Projektledare", f"{sv.listed(named)}."))
    elif not found:
        said = "Ingen är utpekad, så var och en kan bara rätta sitt eget. Lägg till personen under [[members]] i projektfilen, med sitt Slack-id."
        found.append(Finding("obs", "Projektledare", said))
    return found


def without_id(member: Member, known: str = "") -> Finding:
    """A project leader who is known by the address alone, as long as Slack tells it, or not at all.

    `known` is the id, where Slack told it.
    """
    how = f'slack = "{known}"' if known else 'slack = "U…" (i Slack: personens profil, ⋮, Kopiera medlems-ID)'
    if member.email:
        said = f"{member.name} saknar slack i projektfilen och känns bara igen på adressen. Skriv hellre {how}."
        return Finding("obs", "Projektledare", said)
    said = f"{member.name} saknar slack i projektfilen och kan bara rätta sitt eget. Skriv {how}."
    return Finding("fel", "Projektledare", said)
