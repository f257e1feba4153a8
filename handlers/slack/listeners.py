"""What Slack sends becomes a request; the Reply is shown where the person is.

Everything here answers within Slack's three seconds. What need not be in the answer itself goes through the
outbox, after `answer` has returned: what is acknowledged is saved.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.reply import Form, Reply
from handlers.requests import Command, CommandName, Incoming, Press, Submit
from handlers.slack import modal
from handlers.slack.client import Failure, attempt
from handlers.slack.deliver import Delivery, drawn
from handlers.slack.draw import pressed
from handlers.slack.failure import undrawn, unexpected, unopened
from handlers.slack.modal import Origin
from handlers.slack.outbox import Outbox
from handlers.slack.plain import plain
from handlers.slack.text import clean, cut

Json = dict[str, Any]

logger = logging.getLogger(__name__)

_OPENED_ALREADY = "exchanged_trigger_id"  # Socket Mode can deliver an envelope twice


class Listeners:
    """One method for each kind of payload."""

    def __init__(
        self,
        client: WebClient,
        answer: Callable[[Incoming], Reply],
        now: Callable[[], datetime],
        outbox: Outbox,
        name: Callable[[str], str] | None,
    ) -> None:
        self._client = client
        self._answer = answer
        self._now = now
        self._outbox = outbox
        self._name = name
        self._delivery = Delivery(client, lambda: now().timestamp())

    def command(self, name: CommandName, ack: Ack, body: Json) -> None:
        """A slash command: the answer is the response itself, seen by the person alone."""
        request = Command(name, plain(body.get("text") or "", self._name))
        reply = self._answered(body["user_id"], _team(body), body, request)
        origin = self._origin(body.get("channel_id"), body.get("response_url"), replace=False)
        failed = self._open(reply.form, body, origin) if reply.form else reply
        if failed is None or not (failed.plain().strip() or failed.buttons):
            ack()
        else:
            ack(drawn(failed) | {"response_type": "ephemeral"})

    def press(self, ack: Ack, body: Json) -> None:
        """A button: the answer takes the card's place, but never that of a message which others see."""
        action = body["actions"][0]
        request = Press(pressed(action["action_id"]), clean(action.get("value") or ""))
        who = body["user"]["id"]
        reply = self._answered(who, _team(body), body, request)
        container = body.get("container") or {}
        origin = self._origin(
            (body.get("channel") or {}).get("id") or container.get("channel_id"),
            body.get("response_url"),
            replace=bool(container.get("is_ephemeral")),
        )
        failed = self._open(reply.form, body, origin) if reply.form else reply
        ack()
        if failed is not None:
            self._outbox.submit(lambda: self._delivery.deliver(who, failed, origin))

    def submit(self, ack: Ack, body: Json) -> None:
        """A form: problems are said at the fields; else it closes, and the answer follows where it began."""
        who, view = body["user"]["id"], body["view"]
        try:
            action, context, origin = modal.opened(view.get("private_metadata") or "")
            filled = modal.values((view.get("state") or {}).get("values") or {})
        except Exception as error:  # a form of another make than ours: nothing of it can be used
            _at_the_form(ack, view, unexpected(error))
            return
        failed: list[Reply] = []
        reply = self._answered(who, _team(body), body, Submit(action, context, filled), failed)
        if failed:
            _at_the_form(ack, view, reply)
        elif reply.problems and (errors := _errors(reply.problems, _fields(view))):
            ack(response_action="errors", errors=errors)
        elif reply.form:
            self._next_form(ack, view, reply.form, origin)
        else:
            ack()
            self._outbox.submit(lambda: self._delivery.deliver(who, reply, origin))

    def _answered(
        self, who: str, team: str, body: Json, request: Command | Press | Submit, failed: list[Reply] | None = None
    ) -> Reply:
        """The one place where an exception nobody foresaw becomes a sentence."""
        try:
            return self._answer(Incoming(who, team, _key(body), self._now(), request))
        except Exception as error:  # whatever it was, the person must hear of it, and the process lives
            reading = isinstance(request, Command) and request.name == "status"
            sorry = unexpected(error, reading=reading)
            if failed is not None:
                failed.append(sorry)
            return sorry

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

    def _origin(self, channel: str | None, response_url: str | None, *, replace: bool) -> Origin:
        return Origin(channel or "", response_url or "", replace, int(self._now().timestamp()))


def _team(body: Json) -> str:
    """Where the person belongs: their own workspace where Slack says it, else the payload's."""
    user, team = body.get("user"), body.get("team")
    if isinstance(user, dict) and user.get("team_id"):
        return str(user["team_id"])
    return str((team or {}).get("id") or body.get("team_id") or "")


def _key(body: Json) -> str:
    """trigger_id is unique to an invocation; a payload without one is known by its action or view."""
    if body.get("trigger_id"):
        return str(body["trigger_id"])
    acted = (body.get("actions") or [{}])[0].get("action_ts")
    return str(acted or (body.get("view") or {}).get("hash") or "")


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
