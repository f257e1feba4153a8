"""Messages that the assistant sends of its own accord: reminders, and what is shared with the channel.

Docs: 'chat.postMessage', 'chat.update', 'Message metadata', 'conversations.history', 'conversations.open'. Scopes:
chat:write, im:write; to find a delivery again channels:history, groups:history and im:history.
"""

import logging
from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Any, Literal

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.reply import Reply
from handlers.calls import Failure
from handlers.requests import Gone, Outcome
from handlers.slack.client import attempt, once
from handlers.slack.ways import BLOCK_ERRORS, ways

logger = logging.getLogger(__name__)

EVENT_TYPE = "yh_delivery"

# What lies with the channel or the person (the methods' tables of errors). account_inactive is not among it: there
# it is our own token whose account is gone.
UNREACHABLE = frozenset((
    "channel_not_found", "invalid_user_combination", "is_archived", "is_inactive", "not_in_channel",
    "restricted_action_read_only_channel", "restricted_action_thread_only_channel", "team_not_found",
    "user_disabled", "user_not_found", "user_not_visible",
))  # fmt: skip

_TIMEOUT = 3  # seconds of silence in a call; what then is in doubt the history settles
_LAST_START = 4  # seconds after which no further call is begun: an outcome is promised within eight
_PAGE = 200
_PAGES = 50  # 10 000 messages: further back a delivery is not looked for
_WRONG_BY = 7 * 86_400  # seconds that our clock may have been ahead when a delivery was recorded

Json = dict[str, Any]


class Poster:
    """Implements `handlers.requests.Poster`: no call is repeated unless Slack certainly did not accept it."""

    def __init__(self, client: WebClient, timeout: int = _TIMEOUT) -> None:
        self._client = once(client, timeout)

    def post(self, to: str, reply: Reply, delivery_id: str) -> Outcome:
        """Sends to a channel, or privately when `to` is a person's id. Never raises for Slack's sake."""

        def call(channel: str, drawn: Json) -> SlackResponse:
            mark = _metadata(delivery_id)
            return self._client.chat_postMessage(
                channel=channel, metadata=mark, unfurl_links=False, unfurl_media=False, **drawn
            )

        return self._outcome("chat.postMessage", to, reply, call)

    def update(self, to: str, message: str, reply: Reply, delivery_id: str) -> Outcome:
        """Redraws what was posted, and marks it as before. Never raises for Slack's sake.

        `parse` is what it was when posted: chat.update has another default.
        """

        def call(channel: str, drawn: Json) -> SlackResponse:
            mark = _metadata(delivery_id)
            return self._client.chat_update(channel=channel, ts=message, metadata=mark, parse="none", **drawn)

        return self._outcome("chat.update", to, reply, call)

    def find(self, to: str, delivery_ids: set[str], oldest: float) -> dict[str, str] | Gone | None:
        """Those of `delivery_ids` that are in the history, with their ts.

        `oldest` is seconds since 1970 by our clock. Slack's may be another: the newest page is read whatever it says,
        and further pages until well before it. None when they cannot be read to there: then nothing is known.
        """
        channel = self._channel(to)
        if isinstance(channel, Failure):
            return _unread("conversations.open", channel)
        found: dict[str, str] = {}
        cursor = ""
        for _ in range(_PAGES):
            answer = self._page(channel, cursor)
            if isinstance(answer, Failure):
                return _unread("conversations.history", answer)
            messages: list[Json] = answer.get("messages") or []
            found |= {_delivery(each): str(each["ts"]) for each in messages if _delivery(each) in delivery_ids}
            cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
            if found.keys() == delivery_ids or (messages and float(messages[-1]["ts"]) < oldest - _WRONG_BY):
                return found
            if not cursor:
                return None if answer.get("has_more") else found
        return None

    def _outcome(self, method: str, to: str, reply: Reply, call: Callable[[str, Json], SlackResponse]) -> Outcome:
        began = monotonic()
        channel = self._channel(to)
        if isinstance(channel, Failure):
            # Nothing was sent: what is in doubt is only whether the conversation was opened.
            return _failed("conversations.open", channel, in_doubt="later")
        answer: SlackResponse | Failure = Failure("refused", "invalid_blocks")
        for body in ways(reply):
            answer = _in_time(began, partial(call, channel, body))
            if not (isinstance(answer, Failure) and answer.kind == "refused" and answer.reason in BLOCK_ERRORS):
                break
            logger.error("%s: %s, skickas enklare", method, answer.reason)
        if isinstance(answer, Failure):
            return _failed(method, answer)
        return Outcome("sent", message=str(answer.get("ts") or ""))

    def _page(self, channel: str, cursor: str) -> SlackResponse | Failure:
        return attempt(
            lambda: self._client.conversations_history(
                channel=channel, include_all_metadata=True, limit=_PAGE, cursor=cursor
            )
        )

    def _channel(self, to: str) -> str | Failure:
        """A channel's id as it is; a person's as that of the conversation with them.

        Asked for each time: only this call tells that a person has left, what is posted to the conversation of one
        who has is accepted (slackapi/python-slack-sdk#1156).
        """
        if not to.startswith(("U", "W")):
            return to
        answer = attempt(lambda: self._client.conversations_open(users=[to]))
        if isinstance(answer, Failure):
            return answer
        return str((answer.get("channel") or {}).get("id") or "") or Failure("refused", "channel_not_found")


def _in_time(began: float, call: Callable[[], SlackResponse]) -> SlackResponse | Failure:
    return Failure("later", "slow", 1) if monotonic() - began > _LAST_START else attempt(call)


def _failed(method: str, failure: Failure, in_doubt: Literal["later", "in_doubt"] = "in_doubt") -> Outcome:
    """The failure as an outcome; `in_doubt` is what one means that nobody knows the end of."""
    logger.warning("%s: %s (%s)", method, failure.reason, failure.kind)
    state = in_doubt if failure.kind == "in_doubt" else failure.kind
    unreachable = state == "refused" and failure.reason in UNREACHABLE
    return Outcome(state, failure.retry_after, failure.reason, unreachable=unreachable)


def _unread(method: str, failure: Failure) -> Gone | None:
    logger.warning("%s: %s", method, failure.reason)
    return Gone(failure.reason) if failure.kind == "refused" and failure.reason in UNREACHABLE else None


def _metadata(delivery_id: str) -> Json:
    return {"event_type": EVENT_TYPE, "event_payload": {"delivery_id": delivery_id}}


def _delivery(posted: Json) -> str:
    metadata = posted.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return ""
    return str((metadata.get("event_payload") or {}).get("delivery_id") or "")
