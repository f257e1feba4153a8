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
from handlers.failure import undrawn
from handlers.teams.activity import Activity
from handlers.teams.api import Api, Json
from handlers.teams.consent import Consent
from handlers.teams.draw import activity, as_text
from handlers.teams.forming import drawn
from handlers.teams.shown import Shown

logger = logging.getLogger(__name__)

_PATIENCE = 30.0  # seconds that an answer waits for at most when Teams asks for it
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

    def open_to_all(self, asked: Activity) -> bool:
        """Whether those who read there are the group."""
        return not asked.alone and asked.place == self._channel

    def answer(self, asked: Activity, reply: Reply) -> None:
        """The answer to something that was said, under it, and its files after.

        Not in the group's own channel, or with personal data or a form in it: there stands only where the answer is,
        and it comes in the personal chat.
        """
        public = self.open_to_all(asked) and not reply.is_private and reply.form is None
        if asked.alone or public:
            told = reply if asked.alone else reply.discreet()
            self._say(asked.reference(), told, asked, thread=asked.root)
            if not (reply.files or reply.later):
                return
        self.privately(asked, reply, told=public or asked.alone)

    def privately(self, asked: Activity, reply: Reply, *, told: bool, pointing: bool = True) -> None:
        """In the personal chat. `told`: the answer stands elsewhere already, so that only what comes after it follows.

        `pointing`: it is said where it was asked that it came there.
        """
        own = asked.reference() if asked.alone else self._own(asked)
        if own is None or not (told or self._say(own, reply, asked)):
            self._point(asked, no_chat_yet())
            return
        if pointing and not told:
            self._point(asked, elsewhere_personal() if self.open_to_all(asked) else elsewhere_private())

        def say(more: Reply) -> None:
            self._say(own, more, asked)

        self._consent.attach(asked.who, own, reply, say)

    def beside(self, asked: Activity, reply: Reply) -> None:
        """A new message in the conversation, for those who are there."""
        self._say(asked.reference(), reply, asked, thread=asked.root)

    def redraw(self, asked: Activity, message: str, reply: Reply) -> None:
        """The message says the reply from now on, to everybody who sees it."""
        for body in _ways(reply, asked.key):
            answer = self._patient(lambda body=body: self._api.update(asked.reference(), message, body))  # type: ignore[misc]
            if not isinstance(answer, Failure):
                return
            logger.warning("update: %s", answer.reason)
            if answer.reason not in _UNTAKEN:
                return

    def _point(self, asked: Activity, pointer: Reply) -> None:
        if not asked.alone:
            self._say(asked.reference(), pointer, asked, thread=asked.root)

    def _own(self, asked: Activity) -> Json | None:
        """The reference to the person's own chat with us; opened where it is not known."""
        if known := self._personal(asked.who):
            return known
        here = asked.reference()
        tenant = str(here["tenantId"])
        opened = self._patient(lambda: self._api.open(str(here["serviceUrl"]), tenant, here["bot"], asked.member))
        if isinstance(opened, Failure) or not opened.get("id"):
            logger.warning("open: %s", opened.reason if isinstance(opened, Failure) else "no id")
            return None
        return {**here, "conversation": {"id": opened["id"], "conversationType": "personal", "tenantId": tenant}}

    def _say(self, where: Json, reply: Reply, asked: Activity, thread: str = "") -> bool:
        """Whether Teams took it: as it should be, else as text. In doubt it is not said again."""
        if not reply.plain().strip() and not reply.buttons:
            return True
        for body in _ways(reply, asked.key):
            answer = self._patient(lambda body=body: self._api.send(where, body, thread))  # type: ignore[misc]
            if not isinstance(answer, Failure):
                self._shown.answers(str(where["conversation"]["id"]), str(answer.get("id") or ""), asked.key)
                return True
            logger.warning("send: %s", answer.reason)
            if answer.reason not in _UNTAKEN:
                return answer.kind == "in_doubt"
        return False

    def _patient(self, call: Callable[[], Json | Failure]) -> Json | Failure:
        """The call, and once more where a little patience was asked for: nothing was done then."""
        answer = call()
        if isinstance(answer, Failure) and answer.kind == "later" and answer.retry_after <= _PATIENCE:
            self._wait(answer.retry_after)
            answer = call()
        return answer


def _ways(reply: Reply, key: str) -> Iterator[Json]:
    """The message as it should be, and as text for when it cannot be drawn or is not taken."""
    try:
        yield activity(drawn(reply, key), reply.plain())
    except Exception as error:  # what it tells of is done all the same
        undrawn(error)
    yield as_text(reply)
