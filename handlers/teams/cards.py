"""Buttons and forms of our cards: Teams waits for the answer, and shows it in the card's place to who pressed.

Docs: 'Universal Actions for Adaptive Cards', 'Universal Action Model' (the answer is a card or a sentence; others see
the message as it stands until it is edited), 'User Specific Views'.
"""

import hashlib
import json
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from typing import Any

from bot.reply import Reply
from bot.views import teams as views
from handlers import asking
from handlers.failure import undrawn, unread
from handlers.outbox import Outbox
from handlers.requests import Incoming, Request, Submit
from handlers.rights import only_asks
from handlers.surfaces import Answer
from handlers.teams.activity import Activity
from handlers.teams.deliver import Delivery
from handlers.teams.draw import CARD
from handlers.teams.form import CANCEL, SUBMIT, opened, pressed, submitted
from handlers.teams.forming import ONCE, drawn, is_form
from handlers.teams.shown import Shown

Json = dict[str, Any]

logger = logging.getLogger(__name__)

INVOKE = "adaptiveCard/action"
SENTENCE = "application/vnd.microsoft.activity.message"
_KEPT = 200  # answers, for when Teams asks again
_LONGEST = 300  # characters that a sentence in the card's foot may have
_SOON = 4.0  # seconds that the answer waits for a card that is drawn anew; most often it takes one
_WAIT = 10.0  # seconds that the same press waits for its own answer; Teams itself waits fifteen


class Cards:
    """Answers what is pressed and filled in."""

    def __init__(
        self, answer: Answer, now: Callable[[], datetime], outbox: Outbox, delivery: Delivery, shown: Shown
    ) -> None:
        self._answer = answer
        self._now = now
        self._outbox = outbox
        self._delivery = delivery
        self._shown = shown
        self._answers: OrderedDict[str, Future[Json]] = OrderedDict()
        self._lock = threading.Lock()

    def invoked(self, activity: Activity) -> Json:
        """The answer that Teams waits for; the same once more to the same press."""
        with self._lock:
            before = self._answers.get(activity.key)
            mine = self._answers.setdefault(activity.key, Future())
            if len(self._answers) > _KEPT:
                self._answers.popitem(last=False)
        if before is not None:
            return before.result(_WAIT)
        said = _sentence(Reply())
        try:
            said = self._acted(activity)
        finally:
            mine.set_result(said)
        return said

    def _acted(self, activity: Activity) -> Json:
        data = _data(activity.raw)
        if data.get("action") == CANCEL:
            return self._left(activity)
        try:
            request = submitted(data) if data.get("action") == SUBMIT else pressed(data)
        except ValueError as error:
            return _sentence(unread(error))
        if isinstance(request, Submit):
            return self._filled(activity, request, data)
        stood = self._shown.card(activity.place, activity.on)
        reply = self._ask(activity, activity.key, request)
        if reply == Reply():  # the message itself says in a moment what came of it
            now = self._shown.another(activity.place, activity.on, stood, _SOON) if stood else None
            return _card(now) if now else _sentence(views.noted())
        if reply.form:
            return _card(drawn(reply, activity.key))
        return self._show(activity, reply, changed=not only_asks(request))

    def _filled(self, activity: Activity, request: Submit, data: Json) -> Json:
        """A form: problems are said at its fields, what was filled in stays; else the answer takes its place."""
        failed: list[Reply] = []
        reply = self._ask(activity, _key(activity, request, data), request, failed)
        problems = {"": reply.plain()} if failed else reply.problems
        if not problems and not reply.form:
            return self._show(activity, reply, changed=True)
        form = opened(data) if problems else reply.form
        if form is None:
            return _sentence(Reply(text=tuple(problems.values())))
        return _card(drawn(Reply(form=form, problems=problems), activity.key, request.values if problems else {}))

    def _ask(self, activity: Activity, key: str, request: Request, failed: list[Reply] | None = None) -> Reply:
        return asking.ask(self._answer, Incoming(activity.who, activity.team, key, self._now(), request), failed)

    def _show(self, activity: Activity, reply: Reply, *, changed: bool) -> Json:
        """In the card's place; there for good in the personal chat, and for everybody where something was changed."""
        if reply.beside or not (reply.plain().strip() or reply.buttons):
            return self._beside(activity, reply)
        public = changed and self._delivery.open_to_all(activity) and not reply.is_private
        stays = bool(activity.on) and (activity.alone or public)
        try:
            said = _card(card := drawn(reply, activity.key))
            if stays:  # known at once, for whoever presses again before it is redrawn
                self._shown.stands(activity.place, activity.on, card)
        except Exception as error:  # what it tells of is done all the same
            undrawn(error)
            said = _sentence(reply)
        if stays:
            stands = reply if activity.alone else reply.discreet()
            self._outbox.submit(lambda: self._delivery.redraw(activity, activity.on, stands))
        if reply.files or reply.later:
            self._outbox.submit(lambda: self._delivery.privately(activity, reply, told=True))
        return said

    def _beside(self, activity: Activity, reply: Reply) -> Json:
        """The card stays. In the personal chat the answer stands under it; elsewhere only who pressed is told."""
        if activity.alone:
            self._outbox.submit(lambda: self._delivery.answer(activity, reply))
            stood = self._shown.card(activity.place, activity.on)
            return _card(stood) if stood else _sentence(Reply(text=(views.follows(),)))
        if _is_short(reply):
            return _sentence(reply)
        self._outbox.submit(lambda: self._delivery.privately(activity, reply, told=False, pointing=False))
        return _sentence(Reply(text=(views.follows_privately(),)))

    def _left(self, activity: Activity) -> Json:
        """'Avbryt': what stood there before the form, where that is known."""
        stood = self._shown.card(activity.place, activity.on)
        if stood and not is_form(stood):
            return _card(stood)
        if stood and activity.alone:
            self._outbox.submit(lambda: self._delivery.redraw(activity, activity.on, views.unchanged()))
        return _card(drawn(views.unchanged(), activity.key))


def _key(activity: Activity, request: Submit, data: Json) -> str:
    """A form is known by when it was opened and what stands in it: when the answer is lost it stays, and is sent again."""
    once = data.get(ONCE)
    if not isinstance(once, str) or not once:
        return activity.key
    filled = json.dumps([request.action, request.context, request.values], sort_keys=True)
    return f"{activity.place}:{once} {hashlib.sha256(filled.encode()).hexdigest()[:32]}"


def _data(raw: Json) -> Json:
    """What the button carries, and the fields; empty for what is none of ours."""
    value = raw.get("value")
    action = value.get("action") if isinstance(value, dict) else None
    data = action.get("data") if isinstance(action, dict) else None
    return data if isinstance(data, dict) else {}


def _card(content: Json) -> Json:
    return {"statusCode": 200, "type": CARD, "value": content}


def _sentence(reply: Reply) -> Json:
    return {"statusCode": 200, "type": SENTENCE, "value": reply.plain()}


def _is_short(reply: Reply) -> bool:
    """Whether it is only a sentence or two."""
    return len(reply.plain()) <= _LONGEST and reply == Reply(
        text=reply.text, beside=reply.beside, personal=reply.personal
    )
