"""A small Slack of its own on loopback: for newcomers in the browser, and for the tests.

It knows Slack and nothing of the assistant, which reaches it as it reaches Slack.
"""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from . import workspace as ids
from .answers import Answers
from .api import WebApi
from .delivery import Delivery
from .driver import Driver
from .faults import Faults
from .files import File
from .methods import known_methods
from .model import Command, Exchange, Message, Person, Refusal, Shortcut, View
from .payloads import Payloads
from .server import Lines, Server
from .slack_routes import SlackRoutes
from .sockets import SocketHub
from .text import Dresser
from .ui import Page
from .workspace import Workspace

__all__ = ["Command", "Exchange", "File", "Message", "Person", "Playground", "Refusal", "Shortcut", "View"]


class Playground(Driver):
    """A workspace with one app in it.

    Set `request_url` to where the assistant listens, or leave it None and let the assistant
    call in over Socket Mode. `now` is the playground's clock: message timestamps come from it.
    `spoken` are lines to say to the app itself, as examples.
    `scopes` are what every answer says that the bot's token has; nothing is refused for want of one.
    Set `turn` to what moves that clock, and the page has a control for it.
    """

    channel_id = ids.CHANNEL_ID
    team_id = ids.TEAM_ID
    bot_user_id = ids.BOT_USER

    def __init__(
        self,
        *,
        signing_secret: str,
        bot_token: str,
        app_token: str | None = None,
        people: Sequence[Person],
        channel: str = "yh-samverkan",
        commands: Sequence[Command] = (),
        spoken: Sequence[str] = (),
        shortcuts: Sequence[Shortcut] = (),
        app_name: str = "YH-assistenten",
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
        notice: str = "",
        host: str = "127.0.0.1",
        port: int = 0,
        scopes: Sequence[str] = (),
    ) -> None:
        self._server = Server(host, port)
        self.url = f"http://{self._server.address}/"
        self.workspace = Workspace(people, channel, app_name, now, self.url)
        self.api_url = self.url + "api/"
        self._lines = Lines()
        self.sockets = SocketHub(self._lines.cut)
        self.sockets.address = self._server.address
        self.delivery = Delivery(signing_secret, self.sockets)
        self.answers = Answers(self.workspace)
        self.payloads = Payloads(self.workspace)
        self.dresser = Dresser(self.workspace.people.values(), ids.CHANNEL_ID, channel)
        # At once, after a minute, after five (docs.slack.dev/apis/events-api#retries).
        self.retry_delays: Sequence[float] = (0.0, 60.0, 300.0)
        self._faults = Faults()
        self._commands = commands
        self._spoken = spoken
        self._shortcuts = shortcuts
        self._notice = notice
        methods = known_methods(self.sockets.new_url)
        self._api = WebApi(self.workspace, methods, bot_token, app_token, scopes)
        self._stopped = threading.Event()

    def start(self) -> None:
        """Starts the server in a thread of its own; returns when it listens."""
        slack = SlackRoutes(self.workspace, self._api, self.answers, self._faults, self.sockets, self._lines)
        page = Page(self, self._commands, self._spoken, self._shortcuts, self._notice, self._stopped)
        self._server.start([*slack.routes, *page.routes], self._lines)
        self.sockets.loop = self._server.loop

    def stop(self) -> None:
        """Stops the server and ends every open connection."""
        self.sockets.cut()
        self._stopped.set()
        self.workspace.changed()
        self._server.stop()

    @property
    def request_url(self) -> str | None:
        """Where the assistant listens (…/slack/events); None delivers over Socket Mode."""
        return self.delivery.request_url

    @request_url.setter
    def request_url(self, url: str | None) -> None:
        self.delivery.request_url = url

    @property
    def refusals(self) -> list[Refusal]:
        """What the assistant sent that Slack would not have taken. Tests keep it empty."""
        return self.workspace.refusals

    # What tests arrange

    def fail(self, method: str, how: str | int, times: int = 1, *, seconds: float = 1.0) -> None:
        """Lets the next calls of a method ('*': of any; or 'response_url', or 'file' for a download, 'upload' for
        what goes the other way) go wrong.

        `how`: 'ratelimited' or 429 (`seconds`: Retry-After), '500' before and '500_accepted'
        after the call took effect, 'drop' and 'drop_accepted' for a connection that breaks,
        'timeout' (taken, the answer `seconds` late), or the name of a Slack error.
        """
        self._faults.add(method, how, times, seconds)

    def clear_faults(self) -> list[str]:
        """Forgets the faults that have not happened yet, and says which those were."""
        return self._faults.clear()

    def lack(self, *kinds: str) -> None:
        """Refuses blocks of these kinds from now on, as a workspace where Slack's rollout of them has not come."""
        self.workspace.lacks = frozenset(kinds)

    def change_person(self, user_id: str, **changes: Any) -> Person:
        """Changes somebody; `deleted=True` deactivates them."""
        with self.workspace.lock:
            person = dataclasses.replace(self.workspace.people[user_id], **changes)
            self.workspace.people[user_id] = person
        return person

    def delete_file(self, file_id: str) -> None:
        """Somebody deletes a file. Raises KeyError for an unknown one."""
        self.workspace.delete_file(file_id)

    def archive(self, channel: str | None = None) -> None:
        """Archives a conversation, the group's channel unless said otherwise."""
        self.workspace.archived.add(channel or ids.CHANNEL_ID)

    def delete_channel(self) -> None:
        """Deletes the group's channel with all that is in it: from now on it is not found."""
        with self.workspace.lock:
            self.workspace.deleted.add(ids.CHANNEL_ID)
            self.workspace.messages = [said for said in self.workspace.messages if said.channel != ids.CHANNEL_ID]
        self.workspace.changed()

    def restore_channel(self) -> None:
        """Takes the group's channel out of the archive."""
        self.workspace.archived.discard(ids.CHANNEL_ID)

    def expire_triggers(self) -> None:
        """Lets three seconds pass for every trigger_id given out."""
        for trigger in self.workspace.triggers.values():
            trigger.expires = time.monotonic() - 1

    def expire_response_urls(self) -> None:
        """Lets half an hour pass for every response_url given out."""
        for hook in self.workspace.hooks.values():
            hook.expires = time.monotonic() - 1
