"""What Teams sends becomes a request; the Reply is shown where the person is.

Docs: 'Conversation basics', 'Installation update event', 'Conversation update event'. A message is acknowledged when it
is answered, so that what it logs is saved by then; the answer itself is sent after. What is edited, deleted or reacted
to is nobody's request.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.views import teams as views
from handlers import asking
from handlers.logs import where
from handlers.once import Seen
from handlers.outbox import Outbox
from handlers.requests import Incoming, Said
from handlers.surfaces import Answer
from handlers.teams import cards, consent, words
from handlers.teams.activity import Activity, NoneOfTeams, read
from handlers.teams.cards import Cards
from handlers.teams.consent import Consent
from handlers.teams.deliver import Delivery
from handlers.teams.files import Files, with_missed
from handlers.teams.shown import Shown

Json = dict[str, Any]

logger = logging.getLogger(__name__)

_CALLED = "hej"  # what somebody means who only calls the assistant by name


class Surface:
    """Answers an activity that is known to be Teams' own."""

    def __init__(
        self,
        *,
        answer: Answer,
        now: Callable[[], datetime],
        outbox: Outbox,
        delivery: Delivery,
        cards: Cards,
        consent: Consent,
        files: Files,
        shown: Shown,
        met: Callable[[Activity], None],
    ) -> None:
        """`answer` does everything: access, reading, saving; it returns when it is on disk. `met` remembers where the
        assistant can write.
        """
        self._answer = answer
        self._now = now
        self._outbox = outbox
        self._delivery = delivery
        self._cards = cards
        self._consent = consent
        self._files = files
        self._shown = shown
        self._met = met
        self._seen = Seen()
        self._before: dict[str, str] = {}  # what was said last in somebody's own chat, which has no threads

    def take(self, raw: Json) -> tuple[int, Json | None]:
        """The HTTP status, and what an invoke waits for."""
        try:
            asked = read(raw)
            return self._taken(asked)
        except NoneOfTeams as error:
            logger.warning("unreadable: %s", error)
            return 400, None
        except Exception as error:  # Teams would send it again, or tell the person of a failure that nobody can mend
            logger.error("unanswered: %s at %s", type(error).__name__, where(error))
            return 200, None

    def _taken(self, asked: Activity) -> tuple[int, Json | None]:
        match asked.type:
            case "message" if asked.id and not asked.is_a_bots:
                self._said(asked)
            case "invoke" if asked.id and asked.name == cards.INVOKE:
                self._met(asked)
                return 200, self._cards.invoked(asked)
            case "invoke" if asked.name == consent.INVOKE:
                self._outbox.submit(lambda: self._consented(asked))
            case "invoke":
                return 501, None
            case "installationUpdate" if asked.raw.get("action") == "add":
                self._greet(asked)
            case "installationUpdate" | "conversationUpdate":
                self._met(asked)
        return 200, None

    def _said(self, asked: Activity) -> None:
        if not (asked.alone or words.mentions_us(asked.raw)) or not self._seen.is_new(asked.key):
            return
        self._met(asked)
        files = self._files.incoming(asked.raw)
        text = words.said(asked.raw) or ("" if asked.alone or files else _CALLED)
        said = Said(text, files, asked.key, self._under(asked))
        incoming = Incoming(asked.who, asked.team, asked.key, self._now(), said)
        reply = with_missed(asked.raw, asking.ask(self._answer, incoming))
        if asked.alone:
            self._before[asked.place] = asked.key
        self._outbox.submit(lambda: self._delivery.answer(asked, reply))

    def _under(self, asked: Activity) -> str:
        """What this is said under: a channel's thread, what the quoted message answers, or what was said just before."""
        if asked.kind == "channel":
            return f"{asked.place}:{asked.root}" if asked.root not in ("", asked.id) else ""
        quoted = words.quoted(asked.raw)
        return self._shown.answered(asked.place, quoted) if quoted else self._before.get(asked.place, "")

    def _greet(self, asked: Activity) -> None:
        """The assistant was put into the conversation."""
        self._met(asked)
        if asked.id and not self._seen.is_new(asked.key):
            return
        ours = self._delivery.open_to_all(asked)
        hello = views.hello_alone() if asked.alone else views.hello_there(asked.place, ours=ours)
        self._outbox.submit(lambda: self._delivery.beside(asked, hello))

    def _consented(self, asked: Activity) -> None:
        """Yes or no to a file: its question says what became of it."""
        reply = self._consent.invoked(asked.who, asked.team, asked.reference(), asked.raw.get("value"))
        if reply is not None:
            self._delivery.redraw(asked, asked.on, reply)
