"""Answers that come after Teams was answered: a new message where it was said, in the personal chat, or a card redrawn.

Docs: 'Send and receive messages with a bot', 'Update and delete messages sent from your bot'. A message to a channel
goes under the one that began the thread.
"""

import logging
import time
from collections.abc import Callable, Iterator

from bot.reply import Reply
from bot.views.help import elsewhere_personal, elsewhere_private
from bot.views.teams import no_chat_yet
from handlers.calls import Failure
from handlers.cutting import cut
from handlers.failure import undrawn
from handlers.teams import draw
from handlers.teams.activity import Activity
from handlers.teams.api import Api, Json
from handlers.teams.consent import Consent
from handlers.teams.shown import Shown

logger = logging.getLogger(__name__)

_PATIENCE = 30.0  # seconds that an answer waits for at most when Teams asks for it
_PLAIN = 10_000  # characters of an answer without its card
# what Teams says of a message that it does not take as it is
_UNTAKEN = {"MessageSizeTooBig", "RequestEntityTooLarge", "BadSyntax", "BadArgument", "http_400", "http_413"}


class Delivery:
    """Takes an answer to where the person is."""

    def __init__(
        self,
        api: Api,
        personal: Callable[[str], Json | None],
        consent: Consent,
        shown: Shown,
        channel: str,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        """`personal`: the reference to an account's own chat, where it is known. `channel`: the group's, where an answer
        may be read by those who are there. `wait` waits so many seconds.
        """
        self._api = api
        self._personal = personal
        self._consent = consent
        self._shown = shown
        self._channel = channel
        self._wait = wait

    def open_to_all(self, activity: Activity) -> bool:
        """Whether those who read there are the group."""
        return not activity.alone and activity.place == self._channel

    def answer(self, activity: Activity, reply: Reply) -> None:
        """The answer to something that was said, under it, and its files after.

        Not in the group's own channel, or with personal data or a form in it: there stands only where the answer is,
        and it comes in the personal chat.
        """
        public = self.open_to_all(activity) and not reply.is_private and reply.form is None
        if activity.alone or public:
            self._say(activity.reference(), reply, activity, thread=activity.root)
            if not (reply.files or reply.later):
                return
        self.privately(activity, reply, told=public or activity.alone)

    def privately(self, activity: Activity, reply: Reply, *, told: bool) -> None:
        """In the personal chat. `told`: the answer stands elsewhere already, so that only what comes after it follows."""
        own = activity.reference() if activity.alone else self._own(activity)
        if own is None:
            return self._point(activity, no_chat_yet())
        if not told:
            if not self._say(own, reply, activity):
                return self._point(activity, no_chat_yet())
            self._point(activity, elsewhere_personal() if self.open_to_all(activity) else elsewhere_private())
        self._consent.attach(activity.who, own, reply, lambda more: self._say(own, more, activity) and None)

    def beside(self, activity: Activity, reply: Reply) -> None:
        """A new message in the conversation, for those who are there."""
        self._say(activity.reference(), reply, activity, thread=activity.root)

    def redraw(self, activity: Activity, message: str, reply: Reply) -> None:
        """The message says the reply from now on, to everybody who sees it."""
        for body in _ways(reply):
            answer = self._patient(lambda body=body: self._api.update(activity.reference(), message, body))  # type: ignore[misc]
            if not isinstance(answer, Failure):
                self._shown.keep(activity.place, message, body)
                return
            logger.warning("update: %s", answer.reason)
            if not answer.reason in _UNTAKEN:
                return

    def _point(self, activity: Activity, pointer: Reply) -> None:
        if not activity.alone:
            self._say(activity.reference(), pointer, activity, thread=activity.root)

    def _own(self, activity: Activity) -> Json | None:
        """The reference to the person's own chat with us; opened where it is not known."""
        if known := self._personal(activity.who):
            return known
        here = activity.reference()
        tenant = str(here["tenantId"])
        opened = self._patient(lambda: self._api.open(str(here["serviceUrl"]), tenant, here["bot"], activity.member))
        if isinstance(opened, Failure) or not opened.get("id"):
            logger.warning("open: %s", opened.reason if isinstance(opened, Failure) else "no id")
            return None
        return {**here, "conversation": {"id": opened["id"], "conversationType": "personal", "tenantId": tenant}}

    def _say(self, where: Json, reply: Reply, activity: Activity, thread: str = "") -> bool:
        """Whether Teams took it: as it should be, else as text. In doubt it is not said again."""
        if not reply.plain().strip() and not reply.buttons:
            return True
        for body in _ways(reply, activity.key):
            answer = self._patient(lambda body=body: self._api.send(where, body, thread))  # type: ignore[misc]
            if not isinstance(answer, Failure):
                self._shown.keep(str(where["conversation"]["id"]), str(answer.get("id") or ""), body)
                return True
            logger.warning("send: %s", answer.reason)
            if not answer.reason in _UNTAKEN:
                return answer.kind == "in_doubt"
        return False

    def _patient(self, call: Callable[[], Json | Failure]) -> Json | Failure:
        """The call, and once more where a little patience was asked for: nothing was done then."""
        answer = call()
        if isinstance(answer, Failure) and answer.kind == "later" and answer.retry_after <= _PATIENCE:
            self._wait(answer.retry_after)
            answer = call()
        return answer


def card(reply: Reply, key: str, filled: Mapping[str, Value] = _NOTHING) -> Json:
    """The reply, or its form with what is wrong at its fields; `key` is of the request that opened the form."""
    if reply.form is None:
        return draw.card(reply)
    return marked(draw.form_card(reply.form, reply.problems, filled), key)


def _ways(reply: Reply, key: str = "") -> Iterator[Json]:
    """The message as it should be, and as text for when it cannot be drawn or is not taken."""
    try:
        yield draw.activity(card(reply, key), reply.plain())
    except Exception as error:  # what it tells of is done all the same
        undrawn(error)
    yield {"type": "message", "textFormat": "plain", "text": cut(reply.plain(), _PLAIN)}
