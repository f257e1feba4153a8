"""Private answers that come after the acknowledgement: through response_url, else by the Web API.

Docs: 'Handling user interaction' (a response_url takes five messages within half an hour),
'chat.postEphemeral', 'conversations.open'. Scopes: chat:write, im:write.
"""

import http.client
import logging
from collections.abc import Callable
from typing import Any

from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.reply import Reply
from handlers.slack.client import Failure, attempt, once, sdk_logger
from handlers.slack.draw import message, text_only
from handlers.slack.failure import undrawn
from handlers.slack.modal import Origin
from handlers.slack.post import BLOCK_ERRORS

Json = dict[str, Any]

logger = logging.getLogger(__name__)

_TIMEOUT = 5  # seconds; the person has seen the acknowledgement already
_URL_LIVES = 29 * 60  # seconds, a minute short of Slack's thirty


def drawn(reply: Reply) -> Json:
    """The message, or its text alone when it cannot be drawn: what it tells of is done all the same."""
    try:
        return message(reply)
    except Exception as error:  # an answer must come
        undrawn(error)
        return text_only(reply)


class Delivery:
    """Takes an answer to the person by the first way that is open."""

    def __init__(self, client: WebClient, now: Callable[[], float]) -> None:
        """`now`: seconds since 1970."""
        self._client = once(client, _TIMEOUT)
        self._now = now

    def deliver(self, who: str, reply: Reply, origin: Origin) -> None:
        """The reply takes the place of the card it came from, or stands beside it; seen by `who` alone."""
        if not reply.plain().strip() and not reply.buttons:
            return
        payload = drawn(reply)
        if not (
            self._by_response_url(payload, reply, origin)
            or (origin.channel and self._ephemeral(who, payload, origin.channel))
            or self._direct(who, payload)
        ):
            logger.error("ett svar kunde inte lämnas: ingen väg öppen")

    def _by_response_url(self, payload: Json, reply: Reply, origin: Origin) -> bool:
        if not origin.response_url or (origin.issued and self._now() - origin.issued > _URL_LIVES):
            return False
        # An empty list takes the card's old blocks away where the new message has none of its own.
        way: Json = {"replace_original": origin.replace and not reply.beside, "response_type": "ephemeral"}
        error = self._post(origin.response_url, {"blocks": []} | payload | way)
        if error in BLOCK_ERRORS:
            logger.error("response_url: %s, skickas som text", error)
            error = self._post(origin.response_url, {"blocks": []} | text_only(reply) | way)
        if error:
            logger.warning("response_url: %s", error)
        return not error

    def _post(self, url: str, body: Json) -> str:
        """The name of what went wrong; empty when Slack took it."""
        hook = WebhookClient(
            url,
            timeout=_TIMEOUT,
            ssl=self._client.ssl,
            proxy=self._client.proxy,
            logger=sdk_logger,
            retry_handlers=[],
        )
        try:
            answer = hook.send_dict(body)
        except (OSError, ValueError, http.client.HTTPException) as error:
            return type(error).__name__
        known = next((name for name in BLOCK_ERRORS if name in (answer.body or "")), "")
        if answer.status_code == 200 and not known and '"ok":false' not in (answer.body or "").replace(" ", ""):
            return ""
        return known or f"http_{answer.status_code}"

    def _ephemeral(self, who: str, payload: Json, channel: str) -> bool:
        """Scope: chat:write. Not possible in a conversation that the app is not part of."""
        answer = attempt(lambda: self._client.chat_postEphemeral(channel=channel, user=who, **payload))
        if isinstance(answer, Failure):
            logger.warning("chat.postEphemeral: %s", answer.reason)
        return not isinstance(answer, Failure)

    def _direct(self, who: str, payload: Json) -> bool:
        opened = attempt(lambda: self._client.conversations_open(users=[who]))
        if isinstance(opened, Failure):
            logger.warning("conversations.open: %s", opened.reason)
            return False
        channel = str((opened.get("channel") or {}).get("id") or "")
        answer = attempt(
            lambda: self._client.chat_postMessage(channel=channel, unfurl_links=False, unfurl_media=False, **payload)
        )
        if isinstance(answer, Failure):
            logger.warning("chat.postMessage: %s", answer.reason)
        return not isinstance(answer, Failure)
