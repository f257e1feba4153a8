"""What people do: commands, presses, forms and messages, each answered with an Exchange."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import workspace as ids
from .answers import TROUBLE
from .blockkit import interactive
from .files import File, file_json
from .model import Exchange, Json, Message, View
from .payloads import action_json
from .room import Watch, exchange_of
from .talk import Talk
from .values import own_refusals, placed, stateful


class Driver(Talk):
    """Acts for people. Tests call it directly, the page through `/ui/`."""

    # Commands

    def command(
        self,
        user_id: str,
        name: str,
        text: str = "",
        *,
        channel: str | None = None,
        trigger_id: str | None = None,
        team_id: str | None = None,
        dressed: bool = True,
    ) -> Exchange:
        """Runs a slash command, in the group's channel unless said otherwise.

        `text` is what somebody types; with `dressed=False` it is sent exactly as it stands.
        """
        where = channel or ids.CHANNEL_ID
        trigger = self.workspace.grant_trigger(user_id, trigger_id)
        sent = self.dresser.command(text) if dressed else text
        payload = self.payloads.command(user_id, where, name, sent, trigger, team_id)
        watch = Watch(self.workspace, user_id)
        delivered = self.delivery.send("slash_commands", payload)
        exchange = exchange_of(delivered, payload)
        self.answers.to_command(name, user_id, where, delivered, exchange)
        return watch.finish(exchange)

    # Buttons and menus

    def press(
        self,
        user_id: str,
        target: Message | View | None,
        action_id: str,
        value: Any = None,
        *,
        block_id: str | None = None,
        trigger_id: str | None = None,
        team_id: str | None = None,
    ) -> Exchange:
        """Uses a button, menu or picker in a message or view (None: the view that is open).

        For a button `value` only tells alike ones apart; otherwise it is what is chosen.
        Raises LookupError where there is no such element or option.
        """
        target = target or self.workspace.open_view(user_id)
        if target is None:
            raise LookupError(f"{user_id} has no view open")
        block, element = _element(target.blocks, action_id, value, block_id)
        state = None if element["type"] == "button" else placed(element, value)
        live = self._live(target)
        if state is not None and element["type"] != "overflow":
            live.values.setdefault(block["block_id"], {})[element["action_id"]] = state
        trigger = self.workspace.grant_trigger(user_id, trigger_id)
        action = action_json(block, element, state)
        if isinstance(live, View):
            payload = self.payloads.view_action_json(user_id, live, action, trigger, team_id)
        else:
            payload = self.payloads.message_action_json(user_id, live, action, trigger, team_id)
        return self._interact(user_id, payload, live)

    def _live(self, target: Message | View) -> Message | View:
        """What the workspace holds now; a test may press on what it saw a while ago."""
        if isinstance(target, Message):
            return self.workspace.find(target.channel, target.ts) or target
        return next((view for view in self.workspace.all_views() if view.id == target.id), target)

    def _interact(self, user_id: str, payload: Json, target: Message | View | None = None) -> Exchange:
        watch = Watch(self.workspace, user_id, target if isinstance(target, Message) else None)
        delivered = self.delivery.send("interactive", payload)
        exchange = exchange_of(delivered, payload)
        if delivered.problem:
            exchange.failure = TROUBLE
        return watch.finish(exchange)

    def shortcut(
        self,
        user_id: str,
        callback_id: str,
        message: Message | None = None,
        *,
        trigger_id: str | None = None,
        team_id: str | None = None,
    ) -> Exchange:
        """A global shortcut, or one on a message. Raises LookupError for a private message: Slack offers none there."""
        if message:
            live = self._live(message)
            if not isinstance(live, Message) or live.only_for:
                raise LookupError("no shortcuts on a message that only one person sees")
            message = live
        trigger = self.workspace.grant_trigger(user_id, trigger_id)
        return self._interact(user_id, self.payloads.shortcut(user_id, callback_id, message, trigger, team_id))

    # Modals

    def fill(self, view: View, values: Mapping[str, Any]) -> None:
        """Places values in a view's fields, named by block_id, action_id or 'block_id/action_id'; files as `File`s."""
        left = set(values)
        with self.workspace.lock:
            for block, element in stateful(view.blocks):
                names = (f"{block['block_id']}/{element['action_id']}", block["block_id"], element["action_id"])
                for name in names:
                    if name in values:
                        state = placed(element, self._held(view.user, element, values[name]))
                        view.values.setdefault(block["block_id"], {})[element["action_id"]] = state
                        left.discard(name)
                        break
        if left:
            raise LookupError(f"the view has no field named {sorted(left)}")

    def _held(self, user: str, element: Json, value: Any) -> Any:
        """The value as Slack holds it: a file that is chosen is uploaded at once."""
        if element["type"] != "file_input":
            return value
        files = (
            self.workspace.keep(file, user) if isinstance(file, File) else self.workspace.files[file["id"]]
            for file in value or ()
        )
        return [file_json(file, self.workspace.base) for file in files]

    def submit(
        self,
        user_id: str,
        values: Mapping[str, Any] | None = None,
        *,
        trigger_id: str | None = None,
        team_id: str | None = None,
    ) -> Exchange:
        """Fills in and sends the view that is open; fields not named keep what they hold.

        What Slack's own window would stop (an empty required field) is not sent: `status`
        is 0 and `errors` says so.
        """
        view = self.workspace.open_view(user_id)
        if view is None:
            raise LookupError(f"{user_id} has no view open")
        self.fill(view, values or {})
        own = own_refusals(view.blocks, view.values)
        if own:
            return Exchange(view=view, errors=own)
        trigger = self.workspace.grant_trigger(user_id, trigger_id)
        payload = self.payloads.submission(user_id, view, trigger, team_id)
        watch = Watch(self.workspace, user_id)
        delivered = self.delivery.send("interactive", payload)
        exchange = exchange_of(delivered, payload)
        self.answers.to_submission(view, delivered, exchange)
        return watch.finish(exchange)

    def close_view(self, user_id: str) -> Exchange:
        """Closes the view on top. The app hears of it if the view asked for that."""
        view = self.workspace.open_view(user_id)
        if view is None:
            raise LookupError(f"{user_id} has no view open")
        if view.body.get("clear_on_close"):
            self.answers.clear(user_id)
        else:
            self.answers.close(view)
        if not view.body.get("notify_on_close"):
            return Exchange(view=self.workspace.open_view(user_id))
        cleared = bool(view.body.get("clear_on_close"))
        return self._interact(user_id, self.payloads.closed(user_id, view, cleared=cleared))


def _element(blocks: list[Json], action_id: str, value: Any, block_id: str | None) -> tuple[Json, Json]:
    """The element that is meant; the value tells buttons with one and the same id apart."""
    found = [
        (block, element)
        for block in blocks
        for element in interactive(block)
        if element["action_id"] == action_id and block_id in (None, block["block_id"])
    ]
    for block, element in found:
        if element["type"] != "button" or value in (None, element.get("value"), element["text"]["text"]):
            return block, element
    known = [element["action_id"] for block in blocks for element in interactive(block)]
    raise LookupError(f"nothing to press with action_id {action_id!r} and value {value!r}; there is {known}")
