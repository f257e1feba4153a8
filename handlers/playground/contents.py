"""What an app sends as a message or a view, checked and completed as Slack does it."""

from __future__ import annotations

import copy
import json
import secrets
from typing import Any

from .api import SlackError
from .blockkit import check_message, check_view, interactive
from .model import Json

TEXT_LIMIT = 40_000
METADATA_LIMIT = 16_000
VIEW_BYTES = 250_000


def checked_text(text: str | None, blocks: list[Json] | None) -> str:
    """A message's text; there must be text or blocks."""
    if not text and not blocks:
        raise SlackError("no_text")
    if text and len(text) > TEXT_LIMIT:
        raise SlackError("msg_too_long")
    return text or ""


def checked_blocks(blocks: Any, lacks: frozenset[str]) -> list[Json] | None:
    """A message's blocks, completed; None where there are none to speak of. `lacks`: kinds that are not taken here."""
    if blocks is None:
        return None
    problems = check_message(blocks)
    if lacks and isinstance(blocks, list):
        kinds = {str(block.get("type")) for block in blocks if isinstance(block, dict)}
        problems += [f"[ERROR] unsupported type: {kind}" for kind in sorted(kinds & lacks)]
    if problems:
        raise SlackError("invalid_blocks", problems)
    return completed(blocks)


def checked_metadata(metadata: Any) -> Json | None:
    """A message's metadata: an event type and a flat payload."""
    if metadata is None:
        return None
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_type"), str):
        raise SlackError("invalid_metadata_format", ["[ERROR] missing required field: event_type"])
    if not isinstance(metadata.get("event_payload"), dict):
        raise SlackError("invalid_metadata_format", ["[ERROR] missing required field: event_payload"])
    if len(json.dumps(metadata)) > METADATA_LIMIT:
        raise SlackError("metadata_too_large")
    return metadata


def checked_view(body: Any) -> Json:
    """A view, completed with the ids that the app left out."""
    problems = check_view(body)
    if problems:
        raise SlackError("invalid_arguments", problems)
    if len(json.dumps(body)) > VIEW_BYTES:
        raise SlackError("view_too_large")
    return {**body, "blocks": completed(body["blocks"])}


def completed(blocks: list[Json]) -> list[Json]:
    """A copy in which each block and each element that can be used has an id of its own."""
    done = copy.deepcopy(blocks)
    for block in done:
        if not block.get("block_id"):
            block["block_id"] = secrets.token_urlsafe(4)
        for element in interactive(block):
            if not element.get("action_id"):
                element["action_id"] = secrets.token_urlsafe(4)
    return done
