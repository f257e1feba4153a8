"""Whether the manifest, which tells Slack what the app is, agrees with what the assistant listens to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from pydantic import BaseModel, Field, ValidationError

from bot.views import swedish_text as sv
from handlers.doctor import Finding

PATH = "/slack/events"  # where Slack is to call, without Socket Mode


@dataclass
class WaysIn:
    """What the assistant listens to, and the scopes it needs."""

    commands: set[str] = field(default_factory=set)
    events: set[str] = field(default_factory=set)
    shortcuts: set[str] = field(default_factory=set)
    scopes: set[str] = field(default_factory=set)


class _Command(BaseModel):
    command: str
    url: str = ""


class _Shortcut(BaseModel):
    callback_id: str


class _Features(BaseModel):
    slash_commands: list[_Command] = []
    shortcuts: list[_Shortcut] = []


class _Scopes(BaseModel):
    bot: list[str] = []


class _OAuth(BaseModel):
    scopes: _Scopes = _Scopes()


class _Interactivity(BaseModel):
    is_enabled: bool = False
    request_url: str = ""


class _Events(BaseModel):
    request_url: str = ""
    bot_events: list[str] = []


class _Settings(BaseModel):
    interactivity: _Interactivity = _Interactivity()
    event_subscriptions: _Events = _Events()
    socket_mode_enabled: bool = False


class Manifest(BaseModel):
    """Of the manifest, what is compared. Docs: 'App manifest reference'."""

    features: _Features = _Features()
    oauth_config: _OAuth = _OAuth()
    settings: _Settings = Field(default_factory=_Settings)

    @property
    def declared(self) -> WaysIn:
        return WaysIn(
            {command.command for command in self.features.slash_commands},
            set(self.settings.event_subscriptions.bot_events),
            {shortcut.callback_id for shortcut in self.features.shortcuts},
            set(self.oauth_config.scopes.bot),
        )


def manifest(path: Path, ours: WaysIn, *, socket_mode: bool | None) -> list[Finding]:
    """What is to be said of the manifest at `path`. `socket_mode` is how the settings have it, None for neither."""
    try:
        read = Manifest.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError):
        return [_wrong(f"{path.name} går inte att läsa. Hämta filen på nytt.")]
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        where = f" (rad {mark.line + 1})" if mark else ""
        return [_wrong(f"{path.name} är inte giltig YAML{where}. Rätta raden eller hämta filen på nytt.")]
    except ValidationError as problem:
        place = ".".join(str(key) for key in problem.errors()[0]["loc"]) or "innehållet"
        return [_wrong(f"{path.name} stämmer inte: {place} har fel form. Rätta det eller hämta filen på nytt.")]
    found = [*_differences(read.declared, ours, path.name), *_transport(read, socket_mode, path.name)]
    if found:
        return found
    said = f"{path.name} stämmer: {len(ours.commands)} kommandon, {len(ours.events)} händelser och {len(ours.scopes)} rättigheter."
    return [Finding("ok", "Manifest", said)]


def _differences(declared: WaysIn, ours: WaysIn, name: str) -> Iterator[Finding]:
    for what, theirs, wanted in (
        ("Kommandot", declared.commands, ours.commands),
        ("Händelsen", declared.events, ours.events),
        ("Genvägen", declared.shortcuts, ours.shortcuts),
        ("Rättigheten", declared.scopes, ours.scopes),
    ):
        for each in sorted(wanted - theirs):
            yield _wrong(f"{what} {each} saknas i {name}. Lägg till {_it(what)} där och i appen på api.slack.com/apps.")
        for each in sorted(theirs - wanted):
            yield _wrong(
                f"{what} {each} i {name} är inget som assistenten använder. Ta bort {_it(what)} där och i appen."
            )


def _it(what: str) -> str:
    return "det" if what == "Kommandot" else "den"


def _transport(read: Manifest, socket_mode: bool | None, name: str) -> Iterator[Finding]:
    """Socket Mode or addresses, as the settings have it. The app's own settings decide; the manifest is how they began."""
    if not read.settings.interactivity.is_enabled:
        yield _wrong(
            f"Knappar och formulär är avstängda i {name}. Sätt interactivity, is_enabled till true där och i appen."
        )
    if socket_mode is None:
        return
    if socket_mode and not read.settings.socket_mode_enabled:
        yield _wrong(
            f"SLACK_APP_TOKEN är satt men Socket Mode är av i {name}. Sätt socket_mode_enabled till true där och i appen."
        )
    elif not socket_mode and read.settings.socket_mode_enabled:
        said = f"{name} gäller Socket Mode men inställningarna HTTP. Stäng av Socket Mode i appen, och ge kommandona, Interactivity och Event Subscriptions adressen https://…{PATH} där."
        yield Finding("obs", "Manifest", said)
    elif not socket_mode:
        urls = {each.command: each.url for each in read.features.slash_commands}
        urls["interactivity"] = read.settings.interactivity.request_url
        if read.settings.event_subscriptions.bot_events:
            urls["event_subscriptions"] = read.settings.event_subscriptions.request_url
        without = [place for place, url in urls.items() if not (url.startswith("https://") and url.endswith(PATH))]
        if without:
            yield _wrong(f"{sv.listed(without)} i {name} saknar adress. Slack ska anropa https://…{PATH}.")


def _wrong(says: str) -> Finding:
    return Finding("fel", "Manifest", says)
