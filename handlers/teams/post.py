"""Messages that the assistant sends of its own accord: reminders, and what is shared with the channel.

Docs: 'Send proactive messages', 'Status codes from bot conversational APIs'. What the assistant may read of a
conversation's history is nothing, so that what is in doubt stays so: `find` says that it cannot be asked.
"""

import logging
from time import monotonic
from typing import Any

from bot.reply import Reply
from handlers.calls import Failure
from handlers.requests import UNASKABLE, Outcome, Unaskable
from handlers.teams.api import Api
from handlers.teams.draw import as_text
from handlers.teams.draw import message as drawn
from storage import conversations
from storage.database import Database

logger = logging.getLogger(__name__)

Json = dict[str, Any]

# What lies with the conversation or the person. A tenant's administrator may have let in some and not others, so that
# BotDisabledByAdmin is among it; Unauthorized and BotNotRegistered, which are about the assistant itself, are not.
UNREACHABLE = frozenset((
    "BotDisabledByAdmin", "BotNotInConversationRoster", "ConversationBlockedByUser", "ConversationNotFound",
    "Forbidden", "ForbiddenOperationException", "MessageWritesBlocked", "NotEnoughPermissions", "http_403", "http_404",
))  # fmt: skip
# What may lie with the card: without it the words still come.
_ABOUT_THE_CARD = frozenset(("BadArgument", "BadRequest", "BadSyntax", "MessageSizeTooBig", "http_400", "http_413"))

_LAST_START = 4  # seconds after which no further call is begun: an outcome is promised within eight
_PEOPLE = ("aad:", "teams:")  # how accounts begin; anything else is a conversation


class Poster:
    """Implements `handlers.requests.Poster`: no call is repeated unless Teams certainly did not accept it."""

    def __init__(self, api: Api, database: Database, channel: str) -> None:
        """`channel`: the group's conversation, by which it is known where Teams is reached."""
        self._api = api
        self._database = database
        self._channel = channel

    def post(self, to: str, reply: Reply, delivery_id: str) -> Outcome:
        """Sends to a conversation, or privately when `to` is an account. Never raises for Teams' sake."""
        began = monotonic()
        reference = self._reference(to)
        if isinstance(reference, Failure):  # nothing was sent: what is in doubt is only whether it was opened
            doubtful = reference.kind == "in_doubt"
            return _failed("open", Failure("later", reference.reason, 30) if doubtful else reference)
        answer: Json | Failure = Failure("later", "slow", 1)
        for activity in (drawn(reply), as_text(reply)):
            if monotonic() - began > _LAST_START:
                break
            answer = self._api.send(reference, activity)
            if not (isinstance(answer, Failure) and answer.kind == "refused" and answer.reason in _ABOUT_THE_CARD):
                break
            logger.error("send: %s, skickas utan kort", answer.reason)
        return (
            _failed("send", answer)
            if isinstance(answer, Failure)
            else Outcome("sent", message=str(answer.get("id") or ""))
        )

    def find(self, to: str, delivery_ids: set[str], oldest: float) -> Unaskable:
        return UNASKABLE

    def update(self, to: str, message: str, reply: Reply, delivery_id: str) -> Outcome:
        """Redraws what was posted. Never raises for Teams' sake."""
        reference = self._reference(to)
        if isinstance(reference, Failure):
            return _failed("open", reference)
        answer = self._api.update(reference, message, drawn(reply))
        return _failed("update", answer) if isinstance(answer, Failure) else Outcome("sent", message=message)

    def _reference(self, to: str) -> Json | Failure:
        """The conversation: as it was met, or at the address where another one was.

        Somebody's own that was never met is opened each time until they write: there is only one, and its id is theirs.
        """
        is_person = to.startswith(_PEOPLE)
        with self._database.reading() as db:
            known = conversations.personal(db, to) if is_person else conversations.reference(db, to)
            elsewhere = conversations.reference(db, self._channel) or conversations.latest(db)
        if known:
            return known
        if elsewhere is None:
            return Failure("refused", "no_reference")
        return self._opened(elsewhere, to.partition(":")[2]) if is_person else _placed(elsewhere, to)

    def _opened(self, elsewhere: Json, member: str) -> Json | Failure:
        tenant = str(elsewhere["conversation"].get("tenantId") or "")
        answer = self._api.open(str(elsewhere["serviceUrl"]), tenant, elsewhere.get("bot") or {}, member)
        if isinstance(answer, Failure):
            return answer
        opened = str(answer.get("id") or "")
        return _placed(elsewhere, opened) if opened else Failure("refused", "ConversationNotFound")


def _placed(elsewhere: Json, conversation: str) -> Json:
    """A conversation that is reached where that one is."""
    tenant = elsewhere["conversation"].get("tenantId")
    place = {"id": conversation} | ({"tenantId": tenant} if tenant else {})
    return {"serviceUrl": elsewhere["serviceUrl"], "bot": elsewhere.get("bot"), "conversation": place}


def _failed(call: str, failure: Failure) -> Outcome:
    logger.warning("%s: %s (%s)", call, failure.reason, failure.kind)
    unreachable = failure.kind == "refused" and failure.reason in UNREACHABLE
    return Outcome(failure.kind, failure.retry_after, failure.reason, unreachable=unreachable)
