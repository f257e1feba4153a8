"""What the playground keeps: people, messages, views, and what the assistant was refused."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Person:
    """Somebody in the workspace. `team_id` names another workspace for a guest over Slack Connect."""

    id: str
    name: str
    real_name: str
    title: str = ""
    email: str = ""
    is_bot: bool = False
    deleted: bool = False
    team_id: str | None = None
    in_channel: bool = True


@dataclass(frozen=True)
class Command:
    """A slash command as the app's manifest describes it; `examples` are whole lines to click."""

    name: str
    description: str = ""
    hint: str = ""
    examples: Sequence[str] = ()


@dataclass(frozen=True)
class Shortcut:
    """A message shortcut as the app's manifest describes it: it stands in the menu of each message."""

    callback_id: str
    name: str


@dataclass
class Message:
    """A message in a conversation. `only_for` makes it ephemeral: one person sees it.

    `replies` is who answered in its thread and when; `parent_user` whose message a reply answers.
    """

    ts: str
    channel: str
    user: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    thread_ts: str | None = None
    parent_user: str | None = None
    replies: list[tuple[str, str]] = field(default_factory=list)
    edited: Json | None = None
    only_for: str | None = None
    bot_id: str | None = None
    app_id: str | None = None
    failure: bool = False
    files: list[Json] = field(default_factory=list)
    reactions: list[Json] = field(default_factory=list)
    values: Json = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """All the words on the card in reading order, so that a test can look for a sentence."""
        return "\n".join(_words(self.blocks)) or self.text


@dataclass
class View:
    """An open modal or a published App Home. `values` is what has been filled in, by block and action."""

    id: str
    user: str
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    values: Json = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        """The view's blocks, with the block_id and action_id that Slack fills in."""
        blocks: list[Json] = self.body["blocks"]
        return blocks

    @property
    def title(self) -> str:
        """The modal's title, empty for an App Home."""
        return str((self.body.get("title") or {}).get("text", ""))

    @property
    def shown(self) -> str:
        """All the words in the view in reading order."""
        return "\n".join(_words(self.blocks))


@dataclass(frozen=True)
class Refusal:
    """Something the assistant sent that Slack would not have taken, and why."""

    method: str
    error: str
    reasons: tuple[str, ...]
    sent: Json


@dataclass
class Exchange:
    """What came of one thing that a person did.

    `status` is 0 where nothing was sent (a required field was empty) or no answer came;
    `failure` is the sentence the person saw when the answer was none that Slack can use.
    """

    status: int = 0
    seconds: float = 0.0
    body: str = ""
    message: Message | None = None
    view: View | None = None
    errors: dict[str, str] = field(default_factory=dict)
    failure: str | None = None
    payload: Json = field(default_factory=dict)

    @property
    def json(self) -> Json:
        """The answer's body as JSON; empty where it is none."""
        try:
            data = json.loads(self.body)
        except ValueError:
            return {}
        return data if isinstance(data, dict) else {}


def _words(node: Any) -> list[str]:
    """Collects what is readable in blocks, whatever their type."""
    if isinstance(node, list):
        return [word for item in node for word in _words(item)]
    if not isinstance(node, dict):
        return []
    found = []
    for key, value in node.items():
        if key in ("text", "alt_text", "title", "caption", "label") and isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict | list):
            found.extend(_words(value))
    return found
