"""Messages that the assistant sends of its own accord: reminders, and what is shared with the channel.

Docs: 'chat.postMessage', 'Message metadata', 'conversations.history', 'conversations.open'. Scopes:
chat:write, im:write; to find a delivery again channels:history, groups:history and im:history.
"""

import logging
from time import monotonic
from typing import Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.reply import Reply
from handlers.requests import Outcome
from handlers.slack.client import Failure, attempt, once
from handlers.slack.draw import message, text_only
from handlers.slack.failure import undrawn

logger = logging.getLogger(__name__)

EVENT_TYPE = "yh_delivery"
BLOCK_ERRORS = {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "block_mismatch"}

_TIMEOUT = 3  # seconds of silence in a call; what then is in doubt the history settles
_LAST_START = 4  # seconds after which no further call is begun: an outcome is promised within eight
_PAGE = 200
_PAGES = 50  # 10 000 messages: further back a delivery is not looked for


class Poster:
    """Implements `handlers.requests.Poster`: no call is repeated unless Slack certainly did not accept it."""

    def __init__(self, client: WebClient, timeout: int = _TIMEOUT) -> None:
        self._client = once(client, timeout)
        self._opened: dict[str, str] = {}

    def post(self, to: str, reply: Reply, delivery_id: str) -> Outcome:
        """Sends to a channel, or privately when `to` is a person's id. Never raises for Slack's sake."""
        began = monotonic()
        channel = self._channel(to)
        if isinstance(channel, Failure):
            # Nothing was posted: what is in doubt is only whether the conversation was opened.
            refused = channel.kind == "refused"
            return Outcome("refused" if refused else "later", channel.retry_after, channel.reason)
        answer = self._send(channel, _drawn(reply), delivery_id, began)
        if isinstance(answer, Failure) and answer.kind == "refused" and answer.reason in BLOCK_ERRORS:
            logger.error("chat.postMessage: %s, skickas som text", answer.reason)
            answer = self._send(channel, text_only(reply), delivery_id, began)
        if not isinstance(answer, Failure):
            return Outcome("sent")
        logger.warning("chat.postMessage: %s (%s)", answer.reason, answer.kind)
        return Outcome(answer.kind, answer.retry_after, answer.reason)

    def find(self, to: str, delivery_ids: set[str], oldest: float) -> set[str] | None:
        """Those of `delivery_ids` that are in the history since `oldest` (seconds since 1970).

        None when the history cannot be read to its end: then nothing is known.
        """
        channel = self._channel(to)
        if isinstance(channel, Failure):
            return None
        found: set[str] = set()
        cursor = ""
        for _ in range(_PAGES):
            answer = self._page(channel, oldest, cursor)
            if isinstance(answer, Failure):
                logger.warning("conversations.history: %s", answer.reason)
                return None
            found.update(delivery_ids.intersection(map(_delivery, answer.get("messages") or ())))
            cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
            if found == delivery_ids:
                return found
            if not cursor:
                return None if answer.get("has_more") else found
        return None

    def _send(self, channel: str, drawn: dict[str, Any], delivery_id: str, began: float) -> SlackResponse | Failure:
        if monotonic() - began > _LAST_START:
            return Failure("later", "slow", 1)
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"delivery_id": delivery_id}}
        return attempt(
            lambda: self._client.chat_postMessage(
                channel=channel, metadata=metadata, unfurl_links=False, unfurl_media=False, **drawn
            )
        )

    def _page(self, channel: str, oldest: float, cursor: str) -> SlackResponse | Failure:
        return attempt(
            lambda: self._client.conversations_history(
                channel=channel,
                oldest=f"{oldest:.6f}",
                inclusive=True,
                include_all_metadata=True,
                limit=_PAGE,
                cursor=cursor,
            )
        )

    def _channel(self, to: str) -> str | Failure:
        """A channel's id as it is; a person's as that of the conversation with them."""
        if not to.startswith(("U", "W")):
            return to
        if to in self._opened:
            return self._opened[to]
        answer = attempt(lambda: self._client.conversations_open(users=[to]))
        if isinstance(answer, Failure):
            logger.warning("conversations.open: %s (%s)", answer.reason, answer.kind)
            return answer
        channel = str((answer.get("channel") or {}).get("id") or "")
        if not channel:
            return Failure("refused", "channel_not_found")
        self._opened[to] = channel
        return channel


def _drawn(reply: Reply) -> dict[str, Any]:
    try:
        return message(reply)
    except Exception as error:  # a reminder without its form is better than none
        undrawn(error)
        return text_only(reply)


def _delivery(posted: dict[str, Any]) -> str:
    metadata = posted.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return ""
    return str((metadata.get("event_payload") or {}).get("delivery_id") or "")
