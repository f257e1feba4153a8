"""What the assistant's answers do: acknowledgements and response_urls."""

from __future__ import annotations

import json
import time
from typing import Any

from .api import Answer, SlackError
from .contents import checked_blocks, checked_text, checked_view
from .delivery import Delivered
from .methods_chat import bot_message
from .methods_views import push_view, replace_view
from .model import Exchange, Json, Message, View
from .values import initial_values
from .workspace import HOOK_USES, Workspace

TROUBLE = "Det gick inte att nå appen. Vill du försöka igen?"


class Answers:
    """Turns answers into messages and views, or into what a person sees when that fails."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    # Slash commands

    def to_command(self, name: str, user: str, channel: str, delivered: Delivered, exchange: Exchange) -> None:
        """The acknowledgement of a slash command may be the answer itself."""
        if delivered.problem:
            self._fail_command(name, user, channel, _command_failure(name, delivered), exchange)
            return
        content = _content(delivered.body)
        if content is None:
            return
        try:
            exchange.message = self._say(user, channel, content)
        except SlackError as problem:
            self._workspace.refuse("ack", problem.error, problem.messages, content)
            failure = f"{name} misslyckades med felet ”invalid_command_response”."
            self._fail_command(name, user, channel, failure, exchange)

    def _fail_command(self, name: str, user: str, channel: str, sentence: str, exchange: Exchange) -> None:
        ts = self._workspace.next_ts()
        message = Message(ts, channel, "USLACKBOT", sentence, only_for=user, failure=True)
        exchange.failure = sentence
        exchange.message = self._workspace.post(message)

    def _say(self, user: str, channel: str, content: Json) -> Message:
        """Posts what an answer says: to one person unless it says in_channel."""
        blocks = checked_blocks(content.get("blocks"), self._workspace.lacks)
        message = bot_message(self._workspace, channel, checked_text(content.get("text"), blocks), blocks)
        message.only_for = None if content.get("response_type") == "in_channel" else user
        message.thread_ts = content.get("thread_ts")
        return self._workspace.post(message)

    # Modals

    def to_submission(self, view: View, delivered: Delivered, exchange: Exchange) -> None:
        """The acknowledgement of a submission: errors, update, push, clear, or empty to close."""
        if delivered.problem:
            exchange.failure = TROUBLE
            return
        content = exchange.json
        try:
            if delivered.body.strip() and not content:
                raise SlackError("invalid_response", ["[ERROR] the answer is no JSON object"])
            self._act(view, content, exchange)
        except SlackError as problem:
            self._workspace.refuse("ack", problem.error, problem.messages, content)
            exchange.failure = TROUBLE

    def _act(self, view: View, content: Json, exchange: Exchange) -> None:
        action = content.get("response_action")
        if action is None:
            self.close(view)
        elif action == "clear":
            self.clear(view.user)
        elif action == "errors":
            exchange.errors = _field_errors(view, content.get("errors"))
        elif action in ("update", "push"):
            body = checked_view(content.get("view"))
            with self._workspace.lock:
                if action == "update":
                    replace_view(self._workspace, view, body)
                else:
                    push_view(self._workspace, view.user, body)
        else:
            raise SlackError("invalid_response_action", [f"[ERROR] unknown response_action: {action}"])

    def close(self, view: View) -> None:
        """Takes one view off the stack; the one below shows again."""
        with self._workspace.lock:
            stack = self._workspace.views.get(view.user, [])
            if view in stack:
                stack.remove(view)
        self._workspace.changed()

    def clear(self, user: str) -> list[View]:
        """Closes everything that somebody has open, the topmost first."""
        with self._workspace.lock:
            closed = self._workspace.views.pop(user, [])
        self._workspace.changed()
        return closed[::-1]

    # response_url

    def use_hook(self, path: str, content: Any) -> Answer:
        """An answer to a response_url: five in half an hour, after that none."""
        hook = self._workspace.hooks.get(path)
        if hook is None or time.monotonic() > hook.expires:
            return Answer({"ok": False, "error": "expired_url"}, 404)
        if hook.uses >= HOOK_USES:
            return Answer({"ok": False, "error": "used_url"}, 404)
        if not isinstance(content, dict):
            return Answer({"ok": False, "error": "invalid_payload"}, 400)
        try:
            with self._workspace.lock:
                source = self._workspace.find(hook.channel, hook.source_ts) if hook.source_ts else None
                if content.get("delete_original") and source:
                    self._workspace.remove(source)
                elif content.get("replace_original") and source:
                    self._replace(source, content)
                else:
                    self._say(hook.user, hook.channel, content)
                hook.uses += 1
        except SlackError as problem:
            self._workspace.refuse("response_url", problem.error, problem.messages, content)
            return Answer({"ok": False, "error": problem.error}, 400)
        return Answer({"ok": True})

    def _replace(self, message: Message, content: Json) -> None:
        blocks = checked_blocks(content.get("blocks"), self._workspace.lacks)
        message.text = checked_text(content.get("text"), blocks)
        message.blocks, message.values = blocks or [], initial_values(blocks or [])
        if message.only_for is None:
            message.edited = {"user": message.bot_id, "ts": self._workspace.next_ts()}
        self._workspace.changed()


def _command_failure(name: str, delivered: Delivered) -> str:
    if delivered.problem == "timeout":
        return f"{name} misslyckades eftersom appen inte svarade (operation_timeout)."
    return f"{name} misslyckades med felet ”dispatch_failed”."


def _content(body: str) -> Json | None:
    """The body of an acknowledgement: nothing, JSON, or plain text."""
    if not body.strip():
        return None
    try:
        content = json.loads(body)
    except ValueError:
        return {"text": body}
    if not isinstance(content, dict):
        return {"text": str(content)}
    return content if any(content.get(key) for key in ("text", "blocks", "attachments")) else None


def _field_errors(view: View, errors: Any) -> dict[str, str]:
    """Errors stand at input blocks, so that is where Slack wants them."""
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        raise SlackError("invalid_errors", ["[ERROR] errors must name at least one block"])
    unknown = sorted(set(errors) - inputs)
    if unknown:
        raise SlackError("invalid_errors", [f"[ERROR] no input block with block_id {name}" for name in unknown])
    return {str(block): str(problem) for block, problem in errors.items()}
