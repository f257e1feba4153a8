"""What Slack sends becomes a request; the Reply is shown where the person is.

Everything here answers within Slack's three seconds. What need not be in the answer itself goes through the
outbox, after `answer` has returned: what is acknowledged is saved.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.reply import Form, Reply
from bot.signs import clean
from handlers.calls import Failure
from handlers.cutting import cut
from handlers.failure import undrawn, unopened, unread
from handlers.outbox import Outbox
from handlers.requests import Command, CommandName, File, Picked, Press, Submit
from handlers.rights import only_asks
from handlers.slack import modal
from handlers.slack.asking import Asking
from handlers.slack.client import attempt
from handlers.slack.deliver import Delivery
from handlers.slack.draw import pressed
from handlers.slack.files import own_files
from handlers.slack.modal import Origin
from handlers.slack.plain import message as as_written
from handlers.slack.plain import plain
from handlers.slack.ways import drawn, has_chart

Json = dict[str, Any]

_OPENED_ALREADY = "exchanged_trigger_id"  # Socket Mode can deliver an envelope twice

LEADING = " \t\n,:;"  # what may stand between the assistant's name and what is said to it
_IN_ITS_PLACE = ("undo", "restore", "drop")


class Listeners:
    """One method for each kind of payload that somebody waits for with a trigger in hand."""

    def __init__(
        self,
        client: WebClient,
        asking: Asking,
        now: Callable[[], datetime],
        outbox: Outbox,
        delivery: Delivery,
        bot_user_id: str,
        name: Callable[[str], str] | None,
    ) -> None:
        self._mention = mention(bot_user_id)
        self._client = client
        self._asking = asking
        self._now = now
        self._outbox = outbox
        self._delivery = delivery
        self._name = name

    def command(self, name: CommandName, ack: Ack, body: Json) -> None:
        """A slash command: the answer is the response itself, seen by the person alone.

        But not one with a chart: Slack says of a response nothing when it does not take it.
        """
        request = Command(name, plain(body.get("text") or "", self._name))
        reply = self._asking(body["user_id"], body, request)
        who, origin = body["user_id"], self._origin(body.get("channel_id"), body)
        failed = self._open(reply.form, body, origin) if reply.form else reply
        if failed is None or not (failed.plain().strip() or failed.buttons):
            ack()
        elif has_chart(payload := drawn(failed)):
            ack()
            # a conversation of two may be another's: only the response_url knows the place
            private = replace(origin, channel="") if origin.alone else origin
            self._outbox.submit(lambda: self._delivery.deliver(who, failed, private))
            return
        else:
            ack(payload | {"response_type": "ephemeral"})
        if reply.files or reply.later:
            self._outbox.submit(lambda: self._delivery.attach(who, reply, origin))

    def shortcut(self, ack: Ack, body: Json) -> None:
        """'Logga i YH' on somebody's message: the form is filled in from it."""
        message, channel = body["message"], (body.get("channel") or {}).get("id") or ""
        stamp = str(body.get("message_ts") or message["ts"])
        request = Picked(
            as_written(self._mention.sub(" ", message.get("text") or ""), self._name).strip(LEADING),
            str(message.get("user") or ""),
            datetime.fromtimestamp(float(stamp), UTC),
            f"{channel}:{stamp}",
            files(message),
        )
        who = body["user"]["id"]
        reply = self._asking(who, body, request)
        self._show(ack, who, body, reply, self._origin(channel, body))

    def press(self, ack: Ack, body: Json) -> None:
        """A button: the answer takes the card's place, but never that of what others see and it does not change."""
        action = body["actions"][0]
        request = Press(pressed(action["action_id"]), clean(action.get("value") or ""))
        who = body["user"]["id"]
        reply = self._asking(who, body, request)
        origin = self._pressed(body)
        if not reply.form and only_asks(request) and not origin.alone:
            origin = replace(origin, card="")
        self._show(ack, who, body, reply, origin, unmoved=request.action in _IN_ITS_PLACE and not reply.beside)

    def submit(self, ack: Ack, body: Json) -> None:
        """A form: problems are said at the fields; else it closes, and the answer follows where it began."""
        who, view = body["user"]["id"], body["view"]
        try:
            action, context, origin = modal.opened(view.get("private_metadata") or "")
            state = (view.get("state") or {}).get("values") or {}
            filled, chosen = modal.values(state), modal.files(state)
        except Exception as error:  # a form of another make than ours: nothing of it can be used
            _at_the_form(ack, view, unread(error))
            return
        failed: list[Reply] = []
        reply = self._asking(who, body, Submit(action, context, filled, chosen), failed)
        if failed:
            _at_the_form(ack, view, reply)
        elif reply.problems and (errors := _errors(reply.problems, _fields(view))):
            ack(response_action="errors", errors=errors)
        elif reply.form:
            self._next_form(ack, view, reply.form, origin)
        else:
            ack()
            self._outbox.submit(lambda: self._delivery.deliver(who, reply, origin))

    def _show(self, ack: Ack, who: str, body: Json, reply: Reply, origin: Origin, *, unmoved: bool = False) -> None:
        """A form is opened while the trigger lives; an answer follows the acknowledgement."""
        failed = self._open(reply.form, body, origin) if reply.form else reply
        ack()
        if failed is not None:
            self._outbox.submit(lambda: self._delivery.deliver(who, failed, origin, unmoved=unmoved))

    def _open(self, form: Form, body: Json, origin: Origin) -> Reply | None:
        """Opens a form; what to say when that did not work. A trigger lives for three seconds."""
        try:
            view = modal.view(form, origin)
        except ValueError as error:
            undrawn(error)
            return unopened(type(error).__name__)
        answer = attempt(lambda: self._client.views_open(trigger_id=body.get("trigger_id") or "", view=view))
        if isinstance(answer, Failure) and answer.reason != _OPENED_ALREADY:
            return unopened(answer.reason)
        return None

    def _next_form(self, ack: Ack, view: Json, form: Form, origin: Origin) -> None:
        try:
            ack(response_action="update", view=modal.view(form, origin))
        except ValueError as error:
            undrawn(error)
            _at_the_form(ack, view, unopened(type(error).__name__))

    def _origin(self, channel: str | None, body: Json, *, replaces: bool = False) -> Origin:
        return Origin(channel or "", body.get("response_url") or "", replaces, int(self._now().timestamp()))

    def _pressed(self, body: Json) -> Origin:
        """Where the button stood: a private card, a message that stays, or the person's own page."""
        container = body.get("container") or {}
        channel = (body.get("channel") or {}).get("id") or container.get("channel_id")
        private = bool(container.get("is_ephemeral"))
        home = (body.get("view") or {}).get("type") == "home"
        origin = replace(
            self._origin(channel, body, replaces=private), thread=str(container.get("thread_ts") or ""), home=home
        )
        # what stands in the channel itself was sent to all: nobody's answer takes its place
        if private or not (origin.thread or origin.alone):
            return origin
        return replace(origin, card=str(container.get("message_ts") or ""))


def mention(bot_user_id: str) -> re.Pattern[str]:
    """The assistant's name in a message: who is spoken to is no part of what is said."""
    return re.compile(rf"<@{re.escape(bot_user_id)}(\|[^<>]*)?>")


def files(message: Json) -> tuple[File, ...]:
    """The files on a message that are Slack's own to give."""
    return own_files(message.get("files") or ())


def _fields(view: Json) -> list[str]:
    return [block["block_id"] for block in view.get("blocks") or () if block.get("type") == "input"]


def _errors(problems: dict[str, str], fields: list[str]) -> dict[str, str]:
    """A sentence at each field; one about no field of this form stands at the first, or Slack shows none."""
    errors: dict[str, str] = {}
    for field, sentence in problems.items():
        at = field if field in fields else next(iter(fields), "")
        if at:
            errors[at] = cut(clean(f"{errors[at]} {sentence}" if at in errors else sentence), 1000)
    return errors


def _at_the_form(ack: Ack, view: Json, sorry: Reply) -> None:
    """The apology in the open form, so that what was filled in is not lost."""
    errors = _errors({"": sorry.plain()}, _fields(view))
    if errors:
        ack(response_action="errors", errors=errors)
    else:
        ack()
