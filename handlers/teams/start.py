"""Teams as the settings say."""

import logging
import threading
import time
import warnings
from collections.abc import Callable
from datetime import datetime

from bot.project import Project
from handlers.calls import Failure
from handlers.outbox import Outbox
from handlers.settings import Settings
from handlers.surfaces import Answer, Listening, SurfaceRefused
from handlers.teams import http
from handlers.teams.api import Api, Json, Tokens
from handlers.teams.cards import Cards
from handlers.teams.consent import Consent
from handlers.teams.deliver import Delivery
from handlers.teams.files import Files
from handlers.teams.members import TeamsMembers
from handlers.teams.met import Met
from handlers.teams.post import Poster
from handlers.teams.shown import Remembering, Shown
from handlers.teams.surface import Surface
from handlers.teams.trust import Trust
from storage import conversations
from storage.database import Database

logger = logging.getLogger(__name__)

_FRESH = 30.0  # seconds that a token speaks for the connection
_FAILED = 5.0  # seconds that a failure does: what is mended shows soon
_WRONG = "token_ValueError"  # what the library makes of Microsoft's refusal


def tokens(settings: Settings) -> Tokens:
    """Where the assistant's own tokens come from: Microsoft's library, by the settings' id and secret."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from microsoft_teams.api import ClientCredentials
        from microsoft_teams.apps.token_manager import TokenManager
    secret = settings.teams_client_secret.get_secret_value()
    return TokenManager(
        ClientCredentials(
            client_id=settings.teams_client_id, client_secret=secret, tenant_id=settings.teams_tenant_id or None
        )
    )


class Teams:
    """Implements `handlers.surfaces.Surface`."""

    def __init__(self, settings: Settings, project: Project, database: Database) -> None:
        """Asks Microsoft for a token. Raises SurfaceRefused."""
        self._database = database
        self._shown = Shown()
        self._api = Remembering(tokens(settings), self._shown)
        ours = settings.teams_tenant_id
        self._trust = Trust(
            settings.teams_client_id, settings.teams_openid_url, [ours, *(each.id for each in project.tenants)]
        )
        self.channel = settings.teams_channel
        self.members = TeamsMembers(self._api, database, project, tenant=ours, channel=self.channel)
        self.poster = Poster(self._api, database, self.channel)
        self._files = Files(database, self._api.token)
        self.fetch = self._files
        self._check = _Check(self._api)
        if isinstance(refused := self._api.check(), Failure) and refused.reason == _WRONG:
            raise SurfaceRefused(_why(refused) + ".")

    def listen(self, answer: Answer, now: Callable[[], datetime], outbox: Outbox) -> Listening:
        """As the protocol says."""
        consent = Consent(self._api, answer, now, outbox.pause)
        delivery = Delivery(self._api, self._personal, consent, self._shown, self.channel, outbox.pause)
        surface = Surface(
            answer=answer,
            now=now,
            outbox=outbox,
            delivery=delivery,
            cards=Cards(answer, now, outbox, delivery, self._shown),
            consent=consent,
            files=self._files,
            shown=self._shown,
            met=Met(self._database, now),
        )
        checks = {"teams": lambda: self._check() or self._trust.check()}
        return Listening(checks, http.routes(self._trust, surface.take), close=self._api.close)

    def _personal(self, account: str) -> Json | None:
        with self._database.reading() as db:
            return conversations.personal(db, account)


class _Check:
    """Whether Microsoft knows us, asked at most every half minute (every five seconds while it does not)."""

    def __init__(self, api: Api, clock: Callable[[], float] = time.monotonic) -> None:
        self._api = api
        self._clock = clock
        self._lock = threading.Lock()
        self._last: tuple[float, str | None] | None = None

    def __call__(self) -> str | None:
        """None when it does, else why not."""
        with self._lock:
            if self._last is None or self._clock() - self._last[0] > (_FAILED if self._last[1] else _FRESH):
                failure = self._api.check()
                self._last = (self._clock(), _why(failure) if failure else None)
            return self._last[1]


def _why(failure: Failure) -> str:
    if failure.reason == _WRONG or failure.kind == "refused":
        return f"Microsoft godtar inte TEAMS_CLIENT_ID och TEAMS_CLIENT_SECRET ({failure.reason})"
    return f"Microsoft svarar inte som det ska ({failure.reason})"
