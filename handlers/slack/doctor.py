"""What Slack says is wrong: the tokens, the scopes, the channel, the people. Nothing is posted.

Docs: 'auth.test', 'apps.connections.open', 'conversations.info', 'users.info', 'users.lookupByEmail'; what a token
may do stands in the header x-oauth-scopes of every answer.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, cast

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.project import Member, Project
from bot.views import swedish_text as sv
from handlers.calls import Failure
from handlers.doctor import Finding, Level, leader, leaders, without_id
from handlers.manifest import WaysIn
from handlers.settings import Settings
from handlers.slack import surface
from handlers.slack.client import attempt, once
from handlers.slack.scopes import EVENTS, SCOPES

_TIMEOUT = 5  # seconds a call may take
_SLACK = "https://slack.com/api/"
_REINSTALL = "Lägg till i appen under OAuth & Permissions och installera om den (Install App → Reinstall to Workspace)."


def ways_in() -> WaysIn:
    """What the surface registers, asked of the surface itself."""
    recorder = _Recorder()
    surface.register(cast(Any, recorder), cast(Any, _Anything()), cast(Any, _Anything()))
    listened = recorder.found.events
    subscribed = {event for event, (name, _) in EVENTS.items() if name in listened}
    unknown = listened - {name for name, _ in EVENTS.values()}
    return replace(recorder.found, events=subscribed | unknown)


class _Anything:
    def __getattr__(self, name: str) -> None:
        return None


class _Recorder:
    """Stands where a Bolt app would, and keeps the names."""

    def __init__(self) -> None:
        self.found = WaysIn(scopes=set(SCOPES))

    def __getattr__(self, kind: str) -> Callable[[Any], Callable[[Any], None]]:
        kept = {
            "command": self.found.commands,
            "event": self.found.events,
            "message_shortcut": self.found.shortcuts,
        }.get(kind, set())

        def register(name: Any) -> Callable[[Any], None]:
            kept.add(name)
            return lambda listener: None

        return register


class _NoAnswer(Exception):
    """Slack did not say; `str()` is why, in Swedish."""


class Examination:
    """Asks Slack, as `settings` say where and who. What the project file says of people is asked about too."""

    def __init__(self, settings: Settings, project: Project | None) -> None:
        self._settings = settings
        self._project = project
        client = WebClient(token=settings.slack_bot_token.get_secret_value(), base_url=settings.slack_api_url)
        self._client = once(client, _TIMEOUT)

    def findings(self) -> list[Finding]:
        """All there is to say. Where Slack does not answer, one line says so and nothing more is asked."""
        found: list[Finding] = []
        try:
            for finding in self._asking():
                found.append(finding)
        except _NoAnswer as problem:
            said = f"{self._settings.slack_api_url} svarar inte ({problem}), så resten är inte kontrollerat. Se över nät och brandvägg, och försök igen."
            found.append(Finding("fel", "Slack", said))
        if self._project and not any(finding.about == "Projektledare" for finding in found):
            found += leader(self._project)
        return found

    def _asking(self) -> Iterator[Finding]:
        answer = _asked(self._client.auth_test)
        if isinstance(answer, str):
            said = (
                f"Slack godtar inte SLACK_BOT_TOKEN ({answer}). Kopiera den på nytt från OAuth & Permissions i appen."
            )
            yield Finding("fel", "Slack", said)
            return
        where = "" if self._settings.slack_api_url == _SLACK else f" på {self._settings.slack_api_url} (SLACK_API_URL)"
        yield Finding("ok", "Slack", f"Arbetsytan {answer.get('team')}{where}, som @{answer.get('user')}.")
        yield _scopes(answer)
        if self._settings.socket_mode:
            yield self._app_token()
        if self._settings.yh_channel:
            yield self._channel(self._settings.yh_channel, f"Skriv /invite @{answer.get('user')} i kanalen")
        if self._project:
            yield from self._people(self._project)

    def _app_token(self) -> Finding:
        token = self._settings.slack_app_token.get_secret_value()
        answer = _asked(lambda: self._client.apps_connections_open(app_token=token))
        if not isinstance(answer, str):
            return Finding("ok", "Socket Mode", "Slack godtar SLACK_APP_TOKEN.")
        said = f"Slack godtar inte SLACK_APP_TOKEN ({answer}). Skapa en ny med connections:write under Basic Information → App-Level Tokens, och se att Socket Mode är på."
        return Finding("fel", "Socket Mode", said)

    def _channel(self, channel: str, invite: str) -> Finding:
        answer = _asked(lambda: self._client.conversations_info(channel=channel))
        if answer == "channel_not_found":
            said = f"{channel} finns inte, eller är privat utan assistenten. {invite}, eller rätta YH_CHANNEL."
            return Finding("fel", "Kanal", said)
        if isinstance(answer, str):
            return _unseen("Kanal", answer)
        info: dict[str, Any] = answer.get("channel") or {}
        name = f"#{info.get('name') or channel}"
        if info.get("is_archived"):
            return Finding("fel", "Kanal", f"{name} är arkiverad. Ta tillbaka den i Slack, eller byt YH_CHANNEL.")
        if not info.get("is_member"):
            return Finding("fel", "Kanal", f"Assistenten är inte med i {name}. {invite}.")
        return Finding("ok", "Kanal", f"Assistenten är med i {name}.")

    def _people(self, project: Project) -> Iterator[Finding]:
        """Those whom the project file names by id or address: the leader must be found, others may come later."""
        others = [member for member in project.members if member not in leaders(project)]
        for member in leaders(project):
            yield self._person(member, "Projektledare", "fel")
        found = [self._person(member, "Personer", "obs") for member in others if member.slack or member.email]
        yield from (finding for finding in found if finding.level != "ok")
        if well := sum(finding.level == "ok" for finding in found):
            yield Finding("ok", "Personer", f"{well} av {len(found)} övriga i projektfilen finns i Slack.")

    def _person(self, member: Member, about: str, level: Level) -> Finding:
        if member.slack:
            how, answer = f"id {member.slack}", _asked(lambda: self._client.users_info(user=member.slack))
        elif member.email:
            how = f"adressen {member.email}"
            answer = _asked(lambda: self._client.users_lookupByEmail(email=member.email))
        else:
            return without_id(member)
        if answer in ("user_not_found", "users_not_found", "user_not_visible"):
            said = (
                f"Ingen i Slack har {how}, som projektfilen ger {member.name}. Rätta det där, eller bjud in personen."
            )
            return Finding(level, about, said)
        if isinstance(answer, str):
            return _unseen(about, answer)
        user: dict[str, Any] = answer.get("user") or {}
        if user.get("deleted"):
            said = f"{member.name} är avstängd i Slack. Ta bort eller byt ut personen i projektfilen."
            return Finding(level, about, said)
        if about == "Projektledare" and not member.slack:
            return without_id(member, str(user.get("id") or ""))
        return Finding("ok", about, f"{member.name} ({member.slack}) finns i Slack.")


def _asked(call: Callable[[], SlackResponse]) -> SlackResponse | str:
    """Slack's answer, or the name of its refusal. Raises _NoAnswer."""
    answer = attempt(call)
    if not isinstance(answer, Failure):
        return answer
    if answer.kind == "refused":
        return answer.reason
    raise _NoAnswer(_REASONS.get(answer.reason, answer.reason))


_REASONS = {
    "gaierror": "adressen hittas inte",
    "ConnectionRefusedError": "anslutningen nekas",
    "TimeoutError": "inget svar i tid",
    "SSLCertVerificationError": "certifikatet godtas inte",
    "RemoteDisconnected": "anslutningen bröts",
    "ratelimited": "för många frågor just nu",
}


def _scopes(answer: SlackResponse) -> Finding:
    header = next((value for name, value in answer.headers.items() if name.lower() == "x-oauth-scopes"), None)
    if header is None:
        return Finding(
            "obs",
            "Rättigheter",
            "Slack sa inte vilka appen har. Jämför dem under OAuth & Permissions med manifest.yml.",
        )
    text = header[0] if isinstance(header, list) else header
    if missing := sorted(SCOPES - {scope.strip() for scope in text.split(",")}):
        return Finding("fel", "Rättigheter", f"Appen saknar {sv.listed(missing)}. {_REINSTALL}")
    return Finding("ok", "Rättigheter", f"Appen har alla {len(SCOPES)} som den behöver.")


def _unseen(about: str, reason: str) -> Finding:
    how = "Lägg först till rättigheterna som saknas." if reason == "missing_scope" else "Försök igen om en stund."
    return Finding("fel", about, f"Slack ville inte svara på frågan ({reason}). {how}")
