"""What Microsoft says is wrong: the app's id and secret, the keys, the channel and who is in it. Nothing is posted.

Docs: 'Authentication with the Bot Connector API', 'Get Teams specific context for your bot', 'Send proactive messages'.
"""

import re
from collections.abc import Iterator
from typing import Any

import httpx

from bot.project import Project
from bot.views import swedish_text as sv
from handlers.calls import Failure
from handlers.doctor import Finding, leaders
from handlers.settings import Settings
from handlers.teams.api import Api

EVERYWHERE = "https://smba.trafficmanager.net/teams/"  # the Connector, where nothing has been heard from Teams yet
_TIMEOUT = 5  # seconds a call may take
_REFUSED = "token_ValueError"  # what the library makes of Microsoft's refusal
_NOT_THERE = {
    "BotNotInConversationRoster", "ConversationNotFound", "ForbiddenOperationException", "NotFound", "http_403", "http_404",
}  # fmt: skip


class Examination:
    """Asks Microsoft by way of `api`, as `settings` say who and where."""

    def __init__(self, settings: Settings, project: Project | None, api: Api) -> None:
        self._settings = settings
        self._project = project
        self._api = api

    def findings(self) -> list[Finding]:
        """All there is to say; where we have no token of Microsoft nothing more is asked."""
        found = [self._keys(), self._token()]
        if found[-1].level == "ok":
            found += self._channel()
        return found

    def _token(self) -> Finding:
        failure = self._api.check()
        if failure is None:
            return Finding("ok", "Teams", f"Microsoft godtar appen {self._settings.teams_client_id}.")
        if failure.reason == _REFUSED or failure.kind == "refused":
            said = (
                "Microsoft godtar inte TEAMS_CLIENT_ID, TEAMS_CLIENT_SECRET och TEAMS_TENANT_ID tillsammans. Jämför dem "
                "med appen i Entra. Har hemligheten gått ut: skapa en ny under Certificates & secrets."
            )
            return Finding("fel", "Teams", said)
        said = f"login.microsoftonline.com svarar inte ({failure.reason}), så resten är inte kontrollerat. Se över nät och brandvägg, och försök igen."
        return Finding("fel", "Teams", said)

    def _keys(self) -> Finding:
        """Without the keys nobody who writes from Teams can be believed."""
        address = re.sub("openidconfiguration$", "keys", self._settings.teams_openid_url)  # as the library asks
        try:
            keys = httpx.get(address, timeout=_TIMEOUT).raise_for_status().json()["keys"]
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, LookupError, TypeError) as problem:
            said = f"Microsofts nycklar går inte att hämta från {address} ({type(problem).__name__}). Se över nät och brandvägg."
            return Finding("fel", "Teams nycklar", said)
        return Finding("ok", "Teams nycklar", f"Microsofts nycklar går att hämta: {len(keys)} finns.")

    def _channel(self) -> Iterator[Finding]:
        """The channel, and whether those of the project file are in it."""
        channel = self._settings.teams_channel
        if not channel:
            return
        present = self._roster(channel)
        if isinstance(present, Failure):
            yield _unseen(channel, present)
            return
        people = sv.plural(len(present), "person", "personer")
        yield Finding("ok", "Teams kanal", f"Assistenten är med, tillsammans med {people}.")
        if self._project:
            yield from _people(self._project, {str(each.get("email") or "").casefold() for each in present})

    def _roster(self, channel: str) -> list[dict[str, Any]] | Failure:
        found: list[dict[str, Any]] = []
        page = ""
        while True:
            answer = self._api.members({"serviceUrl": EVERYWHERE, "conversation": {"id": channel}}, page)
            if isinstance(answer, Failure):
                return answer
            found += answer.get("members") or ()
            page = str(answer.get("continuationToken") or "")
            if not page:
                return found


def _unseen(channel: str, failure: Failure) -> Finding:
    if failure.reason in _NOT_THERE:
        said = f"{channel} finns inte, eller saknar assistenten. Lägg till appen i teamet eller chatten, eller rätta TEAMS_CHANNEL."
    else:
        said = f"Teams ville inte säga vilka som är med i {channel} ({failure.reason}). Försök igen om en stund."
    return Finding("fel", "Teams kanal", said)


def _people(project: Project, present: set[str]) -> Iterator[Finding]:
    """People are known by their addresses: the leader must be, others may have theirs elsewhere."""
    for member in leaders(project):
        if not member.email:
            said = f'{member.name} saknar email i projektfilen och känns inte igen i Teams. Skriv email = "…".'
            yield Finding("obs" if member.slack else "fel", "Projektledare", said)
    lacking = [each.name for each in project.members if each.email and each.email.casefold() not in present]
    if lacking:
        said = f"{sv.listed(lacking)} är inte med i kanalen i Teams med den e-postadress som står i projektfilen."
        yield Finding("obs", "Teams personer", said)
