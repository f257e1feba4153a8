"""Block Kit's limits, as Slack refuses them.

The figures are those of docs.slack.dev/reference/block-kit. A problem reads like Slack's
own: what is wrong, then where, as a JSON pointer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import blockkit_data as data
from . import blockkit_elements as elements
from .blockkit_problems import Problems, check_count, check_string, check_text
from .model import Json

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100

_ACTION_ELEMENTS = elements.BUTTONS | elements.PICKERS | elements.SELECTS | elements.MULTI_SELECTS
_INPUT_ELEMENTS = elements.TEXTS | elements.PICKERS | elements.SELECTS | elements.MULTI_SELECTS | {"file_input"}
_SECTION_ACCESSORIES = _ACTION_ELEMENTS | {"image"}
_ONLY_IN_MESSAGES = {"table", "data_table", "data_visualization", "context_actions"}
_ONLY_IN_MODALS = {"alert"}


def check_message(blocks: Any) -> list[str]:
    """What Slack would object to in a message's blocks; empty where it would take them."""
    problems = Problems()
    if not isinstance(blocks, list):
        return ["must provide an array [json-pointer:/blocks]"]
    if len(blocks) > MESSAGE_BLOCKS:
        problems.add("/blocks", f"no more than {MESSAGE_BLOCKS} items allowed [{len(blocks)}]")
    _check_blocks(problems, "/blocks", blocks, "message")
    _check_quota(problems, blocks)
    return problems.found


def check_view(view: Any) -> list[str]:
    """What Slack would object to in a modal or an App Home."""
    problems = Problems()
    if not isinstance(view, dict):
        return ["must provide an object [json-pointer:/view]"]
    kind = view.get("type")
    if kind not in ("modal", "home"):
        problems.add("/view/type", f"unsupported type: {kind}")
    blocks = view.get("blocks")
    if not isinstance(blocks, list):
        problems.add("/view/blocks", "missing required field: blocks")
        return problems.found
    if len(blocks) > VIEW_BLOCKS:
        problems.add("/view/blocks", f"no more than {VIEW_BLOCKS} items allowed [{len(blocks)}]")
    _check_blocks(problems, "/view/blocks", blocks, str(kind))
    for key, limit in (("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)):
        if view.get(key) is not None:
            check_string(view[key], problems, f"/view/{key}", limit, least=0)
    if kind == "modal":
        _check_modal(problems, view)
    return problems.found


def _check_modal(problems: Problems, view: Json) -> None:
    if not view.get("title"):
        problems.add("/view", "missing required field: title")
    for key in ("title", "submit", "close"):
        if view.get(key) is not None:
            check_text(problems, f"/view/{key}", view[key], 24, plain=True)
    has_input = any(isinstance(block, dict) and block.get("type") == "input" for block in view["blocks"])
    if has_input and not view.get("submit"):
        problems.add("/view", "missing required field: submit, when there is an input block")


def _check_blocks(problems: Problems, at: str, blocks: list[Any], where: str) -> None:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        place = f"{at}/{index}"
        if not isinstance(block, dict):
            problems.add(place, "must be an object")
            continue
        block_id = block.get("block_id")
        if block_id is not None and check_string(block_id, problems, f"{place}/block_id", 255, least=0):
            if block_id in seen:
                problems.add(f"{place}/block_id", f'`block_id` "{block_id}" is used more than once')
            seen.add(block_id or place)
        _check_block(problems, place, block, where)


def _check_block(problems: Problems, place: str, block: Json, where: str) -> None:
    kind = block.get("type")
    check = _BLOCKS.get(str(kind))
    if check is None:
        problems.add(f"{place}/type", f"unsupported type: {kind}")
    elif (kind in _ONLY_IN_MESSAGES and where != "message") or (kind in _ONLY_IN_MODALS and where != "modal"):
        problems.add(f"{place}/type", f"unsupported type: {kind}, not in a {where}")
    else:
        check(problems, place, block)
        _check_action_ids(problems, place, block)


def _check_action_ids(problems: Problems, place: str, block: Json) -> None:
    """An action_id is unique within its block (docs: 'in the containing block')."""
    seen: set[str] = set()
    for element in interactive(block):
        action_id = element.get("action_id")
        if isinstance(action_id, str):
            if action_id in seen:
                problems.add(place, f'`action_id` "{action_id}" is used more than once in the block')
            seen.add(action_id)


def interactive(block: Json) -> list[Json]:
    """The elements of a block that a person can use."""
    found = [*(block.get("elements") or ()), block.get("accessory"), block.get("element")]
    known = _ACTION_ELEMENTS | _INPUT_ELEMENTS | elements.FEEDBACK
    return [item for item in found if isinstance(item, dict) and item.get("type") in known]


def _check_quota(problems: Problems, blocks: list[Any]) -> None:
    """How many of the large blocks one message may hold, and how much markdown."""
    kinds = [block.get("type") for block in blocks if isinstance(block, dict)]
    for kind, most in (("table", 1), ("data_visualization", 2)):
        if kinds.count(kind) > most:
            problems.add("/blocks", f"only {most} {kind} allowed in a message [{kinds.count(kind)}]")
    if sum(data.data_table_text(block) for block in blocks if isinstance(block, dict)) > 10000:
        problems.add("/blocks", "must be less than 10001 characters in the cells of all data tables")
    texts = [block.get("text") for block in blocks if isinstance(block, dict) and block.get("type") == "markdown"]
    if sum(len(text) for text in texts if isinstance(text, str)) > 12000:
        problems.add("/blocks", "must be less than 12001 characters of markdown in all")


def _section(problems: Problems, at: str, block: Json) -> None:
    text, fields = block.get("text"), block.get("fields")
    if text is None and not fields:
        problems.add(at, "missing required field: text or fields")
    if text is not None:
        check_text(problems, f"{at}/text", text, 3000)
    if fields is not None and check_count(fields, problems, f"{at}/fields", 1, 10):
        for index, field in enumerate(fields):
            check_text(problems, f"{at}/fields/{index}", field, 2000)
    if block.get("accessory") is not None:
        elements.check(problems, f"{at}/accessory", block["accessory"], _SECTION_ACCESSORIES)


def _header(problems: Problems, at: str, block: Json) -> None:
    check_text(problems, f"{at}/text", block.get("text"), 150, plain=True)


def _context(problems: Problems, at: str, block: Json) -> None:
    items = block.get("elements")
    if check_count(items, problems, f"{at}/elements", 1, 10):
        for index, item in enumerate(items):
            place = f"{at}/elements/{index}"
            if isinstance(item, dict) and item.get("type") == "image":
                elements.check(problems, place, item, {"image"})
            else:
                check_text(problems, place, item, 3000)


def _actions(problems: Problems, at: str, block: Json) -> None:
    items = block.get("elements")
    if check_count(items, problems, f"{at}/elements", 1, 25):
        for index, item in enumerate(items):
            elements.check(problems, f"{at}/elements/{index}", item, _ACTION_ELEMENTS)


def _context_actions(problems: Problems, at: str, block: Json) -> None:
    items = block.get("elements")
    if check_count(items, problems, f"{at}/elements", 1, 5):
        for index, item in enumerate(items):
            elements.check(problems, f"{at}/elements/{index}", item, elements.FEEDBACK)


def _input(problems: Problems, at: str, block: Json) -> None:
    check_text(problems, f"{at}/label", block.get("label"), 2000, plain=True)
    if block.get("hint") is not None:
        check_text(problems, f"{at}/hint", block["hint"], 2000, plain=True)
    elements.check(problems, f"{at}/element", block.get("element"), _INPUT_ELEMENTS)


def _image(problems: Problems, at: str, block: Json) -> None:
    if block.get("title") is not None:
        check_text(problems, f"{at}/title", block["title"], 2000, plain=True)
    elements.check_image(problems, at, block)


def _markdown(problems: Problems, at: str, block: Json) -> None:
    check_string(block.get("text"), problems, f"{at}/text", 12000)


def _rich_text(problems: Problems, at: str, block: Json) -> None:
    if not isinstance(block.get("elements"), list):
        problems.add(at, "missing required field: elements")


def _alert(problems: Problems, at: str, block: Json) -> None:
    check_text(problems, f"{at}/text", block.get("text"), 3000)


def _anything(problems: Problems, at: str, block: Json) -> None:
    """A divider has nothing to check; files and videos come whole from Slack's own calls."""


_BLOCKS: dict[str, Callable[[Problems, str, Json], None]] = {
    "actions": _actions,
    "alert": _alert,
    "context": _context,
    "context_actions": _context_actions,
    "data_table": data.check_data_table,
    "data_visualization": data.check_chart,
    "divider": _anything,
    "file": _anything,
    "header": _header,
    "image": _image,
    "input": _input,
    "markdown": _markdown,
    "rich_text": _rich_text,
    "section": _section,
    "table": data.check_table,
    "video": _anything,
}
