"""The Web API's door: who calls, with which arguments, and how a refusal is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from .model import Json
from .workspace import Workspace


class SlackError(Exception):
    """A refusal in Slack's form; `messages` says why where Slack does."""

    def __init__(self, error: str, messages: list[str] | None = None) -> None:
        super().__init__(error)
        self.error = error
        self.messages = messages or []


@dataclass
class Answer:
    """An HTTP answer of the Web API."""

    body: Json
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Args:
    """A call's arguments. Forms carry everything as text, JSON bodies carry real values."""

    def __init__(self, given: Json) -> None:
        self.given = given

    def text(self, key: str) -> str | None:
        """A string, or None where the argument is missing or empty."""
        value = self.given.get(key)
        return None if value is None or value == "" else str(value)

    def need(self, key: str, error: str = "invalid_arguments") -> str:
        """A string that must be there."""
        value = self.text(key)
        if value is None:
            raise SlackError(error, [f"[ERROR] missing required field: {key}"])
        return value

    def number(self, key: str, default: int, most: int) -> int:
        """A whole number between 1 and `most`; Slack calls a limit out of bounds invalid."""
        try:
            value = int(self.given.get(key) or default)
        except (TypeError, ValueError):
            raise SlackError("invalid_arguments", [f"[ERROR] {key} must be an integer"]) from None
        if value < 1:
            raise SlackError("invalid_limit" if key == "limit" else "invalid_arguments")
        return min(value, most)

    def flag(self, key: str) -> bool:
        """A yes or no."""
        return str(self.given.get(key, "")).lower() in ("1", "true")

    def json(self, key: str, error: str = "invalid_arguments") -> Any:
        """A structure, which a form carries as JSON text."""
        value = self.given.get(key)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise SlackError(error, [f"[ERROR] {key} is no JSON"]) from None


Method = Callable[[Workspace, Args], Json]


class WebApi:
    """Calls methods by name. Whatever limits refuse is kept in the workspace's `refusals`."""

    def __init__(
        self,
        workspace: Workspace,
        methods: dict[str, Method],
        bot_token: str,
        app_token: str | None,
        scopes: Sequence[str],
    ) -> None:
        self._workspace = workspace
        self._methods = methods
        self._bot_token = bot_token
        self._app_token = app_token
        self._scopes = scopes

    def call(self, method: str, token: str | None, given: Json) -> Answer:
        """One call, answered the way Slack answers it: 200, `ok` true or false, and the token's scopes."""
        answer = self._called(method, token, given)
        if self._scopes and token == self._bot_token:
            answer.headers["x-oauth-scopes"] = ",".join(self._scopes)
        return answer

    def _called(self, method: str, token: str | None, given: Json) -> Answer:
        try:
            self._check_token(method, token)
            if method not in self._methods:
                raise SlackError("unknown_method")
            with self._workspace.lock:
                result = self._methods[method](self._workspace, Args(given))
        except SlackError as problem:
            return self._refused(method, problem, given)
        return Answer({"ok": True, **result})

    def lets_read(self, token: str | None) -> bool:
        """Whether a token opens the app's files."""
        return token == self._bot_token

    def _check_token(self, method: str, token: str | None) -> None:
        if method == "api.test":
            return
        if not token:
            raise SlackError("not_authed")
        right = self._app_token if method == "apps.connections.open" else self._bot_token
        if token == right:
            return
        known = token in (self._app_token, self._bot_token)
        raise SlackError("not_allowed_token_type" if known else "invalid_auth")

    def _refused(self, method: str, problem: SlackError, given: Json) -> Answer:
        body: Json = {"ok": False, "error": problem.error}
        if problem.messages:
            body["response_metadata"] = {"messages": problem.messages}
            if problem.error == "invalid_blocks":
                body["errors"] = [text.removeprefix("[ERROR] ") for text in problem.messages]
        if problem.messages or problem.error in ("no_text", "msg_too_long", "view_too_large", "metadata_too_large"):
            self._workspace.refuse(method, problem.error, problem.messages, given)
        return Answer(body)
