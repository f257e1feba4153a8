"""The Slack app: three commands, a shortcut on messages, what is said to it, its own page, buttons and forms.

Docs: 'Slash commands', 'Shortcuts payload', 'The Events API', 'block_actions payload', 'view_submission payload'. With `process_before_response`
what a listener acknowledges is the HTTP answer itself: `answer` has committed before anything is shown.
"""

import logging
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltError
from slack_sdk import WebClient

from bot.reply import Reply
from handlers.logs import where
from handlers.outbox import Outbox
from handlers.requests import CommandName, Home, Incoming
from handlers.slack.asking import Asking
from handlers.slack.client import once, sdk_logger
from handlers.slack.deliver import Delivery
from handlers.slack.events import Events
from handlers.slack.listeners import Listeners
from handlers.slack.shape import is_slacks

logger = logging.getLogger(__name__)

COMMANDS: dict[str, CommandName] = {"/yh-logg": "logg", "/yh-status": "status", "/yh-paminn": "paminn"}
SHORTCUT = "logga_i_yh"
_OURS = re.compile(r"^yh\.")


class _Bolt(App):
    """Bolt, that answers too where it fails at what it was sent, and then at telling its error handler of it."""

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        try:
            if not is_slacks(req.body):
                raise BoltError("no payload of Slack's")
            return super().dispatch(req)
        except Exception as error:
            return _unhandled(error)


def build(
    *,
    client: WebClient,
    team_id: str,
    bot_user_id: str,
    signing_secret: str | None,
    answer: Callable[[Incoming], Reply],
    now: Callable[[], datetime],
    outbox: Outbox,
    channel: str,
    name: Callable[[str], str] | None = None,
) -> App:
    """The Bolt app. `answer` does everything: access, reading, saving; it returns when it is on disk.

    `channel` is the group's. `team_id` and `bot_user_id` are what auth.test said at the start; `signing_secret` is None under Socket
    Mode; `now` is with time zone; `name` says what a person is called, for mentions without a label.
    """
    authorized = AuthorizeResult(enterprise_id=None, team_id=team_id, bot_user_id=bot_user_id, bot_token=client.token)
    # Its own client: what a listener calls must be over within Slack's three seconds.
    quick = once(client, 2)
    app = _Bolt(
        name="yh-assistenten",
        client=quick,
        signing_secret=signing_secret or "",  # never the environment's, which Bolt would read for None
        process_before_response=True,
        raise_error_for_unhandled_request=True,
        authorize=lambda: authorized,
        user_facing_authorize_error_message="Det gick inte att svara just nu. Försök igen om en stund.",
        ssl_check_enabled=False,
        attaching_function_token_enabled=False,
        logger=sdk_logger,
    )
    asking = Asking(answer, now)

    def page(who: str) -> Reply:
        return asking(who, {"team_id": team_id}, Home())

    delivery = Delivery(client, lambda: now().timestamp(), page, outbox.pause)
    listeners = Listeners(quick, asking, now, outbox, delivery, bot_user_id, name)
    register(app, listeners, Events(asking, outbox, delivery, bot_user_id, channel, name))
    return app


def register(app: App, listeners: Listeners, events: Events) -> None:
    """Every way in, and nothing else: the manifest names the same."""
    for command, named in COMMANDS.items():
        app.command(command)(_command(listeners, named))
    app.message_shortcut(SHORTCUT)(listeners.shortcut)
    app.event("message")(events.message)
    app.event("app_mention")(events.mention)
    app.event("app_home_opened")(events.home)
    app.action(_OURS)(listeners.press)
    app.view(_OURS)(listeners.submit)
    app.error(_unhandled)


def _command(listeners: Listeners, name: CommandName) -> Callable[[Ack, dict[str, Any]], None]:
    def listener(ack: Ack, body: dict[str, Any]) -> None:
        listeners.command(name, ack, body)

    return listener


def _unhandled(error: Exception) -> BoltResponse:
    """What no listener is for, or what Bolt itself failed at.

    Answered with an empty 200: Bolt would log the whole payload and answer 404, which Slack shows as a
    failure or sends again.
    """
    logger.warning("obesvarad: %s at %s", type(error).__name__, where(error))
    return BoltResponse(status=200, body="")
