"""Whether what comes is from Teams: its token, and that the token vouches for what the activity says of itself.

Docs: 'Authentication with the Bot Connector API'. The library checks signature, issuer, audience and times. Its own
way in lets tokens of another make in as well (Entra's, of Agent 365), and asks for keys where the answers are made.
"""

import asyncio
import ipaddress
import logging
import threading
import time
import warnings
from collections.abc import Callable, Collection
from concurrent.futures import Future
from typing import Any
from urllib.parse import urlsplit

import jwt

with warnings.catch_warnings():  # the library warns of what it does not promise yet, on import
    warnings.simplefilter("ignore")
    from microsoft_teams.api.auth.cloud_environment import PUBLIC, with_overrides
    from microsoft_teams.apps.auth.token_validator import TokenValidator

from handlers.logs import where

Json = dict[str, Any]

logger = logging.getLogger(__name__)
logging.getLogger("microsoft_teams.apps.auth").setLevel(logging.CRITICAL)  # it quotes what strangers send

_TIMEOUT = 5.0  # seconds that the key server is waited for
_FRESH = 3600.0  # seconds until the keys are asked for anew, in passing
_PAUSE = 10.0  # seconds at least between two times that an unknown key makes us ask
_OLDEST = 86400.0  # seconds that a key is believed in without having been seen again (docs: 24 hours)


class Keys(jwt.PyJWKClient):
    """Microsoft's keys, fetched beside the answers: who has a known one waits for nobody."""

    def __init__(self, uri: str, clock: Callable[[], float]) -> None:
        super().__init__(uri, cache_jwk_set=False, timeout=_TIMEOUT)
        self._clock = clock
        self._known: dict[str, jwt.PyJWK] = {}
        self._fetched = self._asked = float("-inf")
        self._asking: Future[None] = Future()
        self.trouble = ""  # why they could not be fetched the last time

    def get_signing_key(self, kid: str) -> jwt.PyJWK:
        """The known key of that id: the library asks here. Raises PyJWKClientError."""
        if kid not in self._known or self._clock() - self._fetched > _OLDEST:
            raise jwt.PyJWKClientError("unknown key")
        return self._known[kid]

    async def ready(self, kid: str) -> None:
        """Returns when it is known whether there is such a key, or it took too long."""
        known = kid in self._known and self._clock() - self._fetched <= _OLDEST
        if self._clock() - self._asked >= (_FRESH if known else _PAUSE):
            self._asked = self._clock()
            self._asking = Future()
            threading.Thread(target=self._ask, args=(self._asking,), name="teams-keys", daemon=True).start()
        if not known:
            await asyncio.wait({asyncio.wrap_future(self._asking)}, timeout=_TIMEOUT)

    def _ask(self, asking: "Future[None]") -> None:
        try:
            said = self.fetch_data()
            ours = [key for key in said["keys"] if "msteams" in key.get("endorsements", ["msteams"])]
            keys = jwt.PyJWKSet.from_dict({"keys": ours}).keys
            self._known = {key.key_id: key for key in keys if key.key_id}
            self._fetched, self.trouble = self._clock(), ""
        except Exception as error:  # whatever it says: what was known is believed a while yet
            self.trouble = type(error).__name__
            logger.warning("keys: %s at %s", self.trouble, where(error))
        finally:
            asking.set_result(None)


class Trust:
    """Says whether a request is Teams' own, of a tenant that we know."""

    def __init__(
        self, client_id: str, openid_url: str, tenants: Collection[str], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`client_id`: the assistant's, whom the token must be for. `tenants`: ours, and the partners' of the project."""
        cloud = with_overrides(PUBLIC, openid_metadata_url=openid_url)
        self._validator = TokenValidator.for_service(client_id, cloud=cloud)
        self._keys = Keys(self._validator._jwks_client.uri, clock)
        self._validator._jwks_client = self._keys  # its own waits half a minute for keys, and all others with it
        self._tenants = {tenant.casefold() for tenant in tenants}

    def check(self) -> str | None:
        """None when the keys can be had, else why not."""
        return f"Nycklarna kan inte hämtas ({self._keys.trouble})" if self._keys.trouble else None

    async def claims(self, authorization: str) -> Json | None:
        """What the token says; None for one that is no token of Teams' to us, now."""
        scheme, _, token = authorization.partition(" ")
        if scheme.casefold() != "bearer" or not token:
            return None
        try:
            await self._keys.ready(str(jwt.get_unverified_header(token).get("kid") or ""))
            said = await self._validator.validate_token(token)
            return said if "exp" in said else None  # the library lets one pass that never ends
        except Exception as error:  # what strangers send may be anything
            logger.warning("refused: %s", type(error).__name__)
            return None

    def vouches(self, claims: Json, activity: Json) -> bool:
        """Whether the token speaks for the activity: where it is answered, and of which tenant it is."""
        wrong = self._wrong(claims, activity)
        if wrong:
            logger.warning("refused: %s", wrong)
        return not wrong

    def _wrong(self, claims: Json, activity: Json) -> str:
        service_url, vouched = activity.get("serviceUrl"), claims.get("serviceurl")
        if not (isinstance(vouched, str) and isinstance(service_url, str) and is_safe(service_url)):
            return "serviceUrl"
        if vouched.rstrip("/") != service_url.rstrip("/"):
            return "serviceUrl"
        if activity.get("channelId") != "msteams":
            return "channelId"
        tenants = tenants_of(activity)
        return "" if tenants and all(tenant.casefold() in self._tenants for tenant in tenants) else "tenant"


def is_safe(url: str) -> bool:
    """Whether our token may be shown there: encrypted, or on this very machine."""
    try:
        parts = urlsplit(url)
        host, loopback = parts.hostname or "", parts.hostname == "localhost"
        loopback = loopback or (parts.scheme == "http" and ipaddress.ip_address(host).is_loopback)
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and loopback))


def tenants_of(activity: Json) -> list[str]:
    """The tenants that an activity names, the person's first."""
    data, conversation = activity.get("channelData"), activity.get("conversation")
    tenant = data.get("tenant") if isinstance(data, dict) else None
    person = tenant.get("id") if isinstance(tenant, dict) else None
    place = conversation.get("tenantId") if isinstance(conversation, dict) else None
    return [found for found in (person, place) if found and isinstance(found, str)]
