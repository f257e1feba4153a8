"""The Bot Connector's REST API, called once: messages sent and redrawn, and who is in a conversation.

Docs: 'Send and receive messages with a bot', 'Send proactive messages', 'Get Teams specific context for your bot',
'Optimize your bot with rate limiting in Teams', 'Bot Connector API reference'. Tokens come from Microsoft's own library.
"""

import asyncio
import json
import logging
import queue
import re
import threading
from collections.abc import Awaitable, Callable
from typing import Any, Protocol
from urllib.parse import quote

import httpx

from handlers.calls import Failure

Json = dict[str, Any]

for noisy in ("httpx", "httpcore", "msal", "microsoft_teams"):  # they tell of addresses, and of what came and went
    logging.getLogger(noisy).setLevel(logging.WARNING)

_ERROR_NAME = re.compile(r"[A-Za-z_]{3,60}")
_RETRY_AFTER = 30.0  # seconds, where the platform does not say
_LATER = (429, 503)  # nothing was done: the platform was not ready
_UNSURE = (408, 412, 500, 502, 504)


class Tokens(Protocol):
    """`microsoft_teams.apps.token_manager.TokenManager`, as far as it is used here."""

    def get_bot_token(self) -> Awaitable[object | None]:
        """The token that the assistant shows the Connector; kept by the library until it is soon too old."""


class Api:
    """Calls from any thread; none is repeated by itself.

    A `reference` is a conversation's, whole, as it was stored: 'serviceUrl', 'conversation' (with 'id', 'tenantId'),
    'bot', 'user'. Each call gives the platform's answer as JSON, or why there is none.
    """

    def __init__(self, tokens: Tokens, timeout: float = 3) -> None:
        """`timeout`: seconds of silence that a call may take."""
        self._tokens = tokens
        self._timeout = timeout
        self._client = httpx.Client(timeout=timeout, follow_redirects=False)

    def close(self) -> None:
        self._client.close()

    def send(self, reference: Json, activity: Json, thread: str = "") -> Json | Failure:
        """A new message, `{'id': …}`; under the message `thread` of a channel where one is given."""
        conversation = str(reference["conversation"]["id"])
        if thread:
            conversation = f"{conversation.partition(';')[0]};messageid={thread}"
        return self._call("POST", f"{_of(reference)}/v3/conversations/{_part(conversation)}/activities", activity)

    def update(self, reference: Json, message: str, activity: Json) -> Json | Failure:
        """The message `message` says `activity` from now on, for everybody."""
        conversation = _part(str(reference["conversation"]["id"]))
        return self._call(
            "PUT", f"{_of(reference)}/v3/conversations/{conversation}/activities/{_part(message)}", activity
        )

    def open(self, service_url: str, tenant: str, bot: Json, member: str) -> Json | Failure:
        """The conversation of two with `member` (the platform's id of the person), `{'id': …}`; opened if there is none."""
        asked = {"bot": bot, "members": [{"id": member}], "tenantId": tenant, "isGroup": False}
        asked["channelData"] = {"tenant": {"id": tenant}}
        return self._call("POST", f"{service_url.rstrip('/')}/v3/conversations", asked)

    def member(self, reference: Json, member: str) -> Json | Failure:
        """Who somebody in the conversation is: 'id', 'aadObjectId', 'name', 'email', 'userPrincipalName', 'tenantId'."""
        return self._call("GET", f"{_members(reference)}/{_part(member)}")

    def members(self, reference: Json, page: str = "") -> Json | Failure:
        """A page of who is in the conversation: 'members', and 'continuationToken' where there are more."""
        more = f"&continuationToken={quote(page, safe='')}" if page else ""
        return self._call("GET", f"{_members(reference).removesuffix('members')}pagedmembers?pageSize=200{more}")

    def check(self) -> Failure | None:
        """Whether we get a token: None when Microsoft knows us."""
        token = self.token()
        return token if isinstance(token, Failure) else None

    def _call(self, method: str, url: str, body: Json | None = None) -> Json | Failure:
        token = self.token()
        if isinstance(token, Failure):
            return token
        try:
            answer = self._client.request(method, url, json=body, headers={"Authorization": f"Bearer {token}"})
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:  # it never got there
            return Failure("later", type(error).__name__, _RETRY_AFTER)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return Failure("in_doubt", type(error).__name__)
        return _read(answer)

    def token(self) -> str | Failure:
        """What the Connector is shown: for its own hosts, and no other.

        Microsoft's library asks without a limit of its own: where the login is silent nobody waits for it.
        """
        answered: queue.SimpleQueue[str | Failure] = queue.SimpleQueue()
        threading.Thread(target=lambda: answered.put(self._asked()), name="teams-token", daemon=True).start()
        try:
            return answered.get(timeout=self._timeout)
        except queue.Empty:
            return Failure("later", "token_slow", _RETRY_AFTER)

    def _asked(self) -> str | Failure:
        try:
            token = asyncio.run(_awaited(self._tokens.get_bot_token))
        except Exception as error:  # the library's own, requests' and msal's
            return Failure("later", f"token_{type(error).__name__}", _RETRY_AFTER)
        return str(token) if token else Failure("refused", "no_token")


async def _awaited(ask: Callable[[], Awaitable[object | None]]) -> object | None:
    return await ask()


def _of(reference: Json) -> str:
    return str(reference["serviceUrl"]).rstrip("/")


def _members(reference: Json) -> str:
    """Of a channel the team's: a channel's id may carry the thread that it was met in."""
    conversation = str(reference["conversation"]["id"]).partition(";")[0]
    return f"{_of(reference)}/v3/conversations/{_part(conversation)}/members"


def _part(written: str) -> str:
    return quote(written, safe="")


def _read(answer: httpx.Response) -> Json | Failure:
    try:
        said = answer.json() if answer.content else {}
    except (json.JSONDecodeError, UnicodeDecodeError):
        said = {}
    if answer.is_success:
        return said if isinstance(said, dict) else {"members": said}
    error = said.get("error") if isinstance(said, dict) else None
    name = str(error.get("code") or "") if isinstance(error, dict) else ""
    reason = name if _ERROR_NAME.fullmatch(name) else f"http_{answer.status_code}"
    if answer.status_code in _LATER:
        return Failure("later", "ratelimited", _seconds(answer.headers.get("retry-after", "")))
    return Failure("in_doubt" if answer.status_code in _UNSURE else "refused", reason)


def _seconds(written: str) -> float:
    try:
        return max(1.0, float(written))
    except ValueError:
        return _RETRY_AFTER
