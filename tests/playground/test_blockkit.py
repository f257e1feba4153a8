"""Each of Block Kit's limits is refused, and what lies within them is not."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from handlers.playground import Playground
from handlers.playground.blockkit import check_message, check_view

from .kit import actions, button, field, modal, option, section

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def menu(kind: str = "static_select", count: int = 2, **more: Any) -> Block:
    return {"type": kind, "action_id": "m", "options": [option(f"v{n}") for n in range(count)]} | more


def cells(count: int, text: str = "x") -> list[Block]:
    return [{"type": "raw_text", "text": text}] * count


def table(rows: int = 2, columns: int = 2, **more: Any) -> Block:
    return {"type": "table", "rows": [cells(columns)] * rows} | more


def chart(labels: list[str], series: int = 1, title: str = "Läget") -> Block:
    one = [{"name": f"s{n}", "data": [{"label": name, "value": 1} for name in labels]} for n in range(series)]
    figure = {"type": "bar", "series": one, "axis_config": {"categories": labels}}
    return {"type": "data_visualization", "title": title, "chart": figure}


def pie(*values: float) -> Block:
    segments = [{"label": f"s{n}", "value": value} for n, value in enumerate(values)]
    return {"type": "data_visualization", "title": "Läget", "chart": {"type": "pie", "segments": segments}}


def confirm(**more: Any) -> Block:
    return {"title": plain("Säker?"), "text": plain("Ja"), "confirm": plain("Ja"), "deny": plain("Nej")} | more


def text_field(**more: Any) -> Block:
    return field("n", {"type": "plain_text_input"} | more)


RIGHT = {
    "a full message": [section("x" * 3000)] * 50,
    "fields": [{"type": "section", "fields": [plain("x" * 2000)] * 10}],
    "one action_id in two blocks": [actions(button("a")), actions(button("a"))],
    "a full table": [table(100, 20)],
    "two charts": [chart(["jan"]), chart([f"m{n}" for n in range(20)], 6, "x" * 50)],
    "a full pie": [pie(1, 2, 3, 4, 5, 0.5)],
    "a data table": [{"type": "data_table", "caption": "Läget", "rows": [cells(2), cells(2)]}],
    "a confirmed button": [actions(button(confirm=confirm()))],
    "a chosen option": [actions(menu(initial_option=option("v1")))],
    "context": [{"type": "context", "elements": [plain("x")] * 10}],
}

WRONG = {
    "51 blocks": [section()] * 51,
    "long section": [section("x" * 3001)],
    "empty section": [section("")],
    "blank section": [section("  ")],
    "section with nothing": [{"type": "section"}],
    "11 fields": [{"type": "section", "fields": [plain("x")] * 11}],
    "long field": [{"type": "section", "fields": [plain("x" * 2001)]}],
    "long header": [{"type": "header", "text": plain("x" * 151)}],
    "marked-up header": [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
    "11 in context": [{"type": "context", "elements": [plain("x")] * 11}],
    "long button": [actions(button(text=plain("x" * 76)))],
    "long value": [actions(button(value="x" * 2001))],
    "long action_id": [actions(button("x" * 256))],
    "action_id twice in a block": [actions(button("a"), button("a"))],
    "block_id twice": [section() | {"block_id": "b"}, section() | {"block_id": "b"}],
    "long block_id": [section() | {"block_id": "b" * 256}],
    "26 buttons": [actions(*[button(f"a{n}") for n in range(26)])],
    "no buttons": [actions()],
    "unknown style": [actions(button(style="big"))],
    "101 options": [actions(menu(count=101))],
    "no options": [actions(menu(count=0))],
    "long option": [actions(menu(options=[option("x" * 76)]))],
    "long option value": [actions(menu(options=[option("x") | {"value": "x" * 151}]))],
    "option value twice": [actions(menu(options=[option("x"), option("x")]))],
    "unknown first option": [actions(menu(initial_option=option("nej")))],
    "11 checkboxes": [actions(menu("checkboxes", 11))],
    "11 radio buttons": [actions(menu("radio_buttons", 11))],
    "overflow of 1": [actions(menu("overflow", 1))],
    "overflow of 6": [actions(menu("overflow", 6))],
    "long placeholder": [actions(menu(placeholder=plain("x" * 151)))],
    "date": [actions({"type": "datepicker", "initial_date": "13/3 2024"})],
    "impossible date": [actions({"type": "datepicker", "initial_date": "2024-02-30"})],
    "time": [actions({"type": "timepicker", "initial_time": "25:00"})],
    "confirm without text": [actions(button(confirm=confirm(text=None)))],
    "confirm with a long title": [actions(button(confirm=confirm(title=plain("x" * 101))))],
    "confirm with a long button": [actions(button(confirm=confirm(confirm=plain("x" * 31))))],
    "text field outside an input": [actions({"type": "plain_text_input"})],
    "unknown block": [{"type": "fest"}],
    "alert outside a modal": [{"type": "alert", "text": plain("x")}],
    "no block": ["hej"],
    "image without words": [{"type": "image", "image_url": "https://exempel.se/a.png"}],
    "101 rows": [table(101)],
    "21 columns": [table(2, 21)],
    "empty cell": [table() | {"rows": [cells(1, "")]}],
    "two tables": [table(), table()],
    "three charts": [chart(["a"])] * 3,
    "long chart title": [chart(["a"], title="x" * 51)],
    "long label": [chart(["x" * 21])],
    "21 categories": [chart([f"m{n}" for n in range(21)])],
    "7 series": [chart(["a"], 7)],
    "unknown chart": [{"type": "data_visualization", "title": "x", "chart": {"type": "radar"}}],
    "7 slices": [pie(*[1] * 7)],
    "a slice of nothing": [pie(1, 0)],
    "much in data tables": [{"type": "data_table", "caption": "x", "rows": [cells(1), cells(1, "x" * 5000)]}] * 2,
    "data table without caption": [{"type": "data_table", "rows": [cells(2), cells(2)]}],
    "uneven data table": [{"type": "data_table", "caption": "x", "rows": [cells(2), cells(3)]}],
}

WRONG_VIEWS = {
    "no title": modal(section(), title=None),
    "long title": modal(section(), title=plain("x" * 25)),
    "long submit": modal(section(), submit=plain("x" * 25)),
    "long close": modal(section(), close=plain("x" * 25)),
    "long metadata": modal(section(), private_metadata="x" * 3001),
    "long callback_id": modal(section(), callback_id="x" * 256),
    "101 blocks": modal(*[section()] * 101),
    "input without submit": modal(text_field(), submit=None),
    "long label": modal(text_field() | {"label": plain("x" * 2001)}),
    "long hint": modal(text_field() | {"hint": plain("x" * 2001)}),
    "11 files": modal(field("n", {"type": "file_input", "max_files": 11})),
    "long max_length": modal(text_field(max_length=3001)),
    "min over max": modal(text_field(min_length=5, max_length=4)),
    "long first value": modal(text_field(max_length=2, initial_value="abc")),
    "number without kind": modal(field("n", {"type": "number_input"})),
    "number min over max": modal(
        field("n", {"type": "number_input", "is_decimal_allowed": False, "min_value": "2", "max_value": "1"})
    ),
    "table": modal(table()),
    "chart": modal(chart(["a"])),
    "button as input": modal(field("n", button())),
    "no such type": modal(section(), type="ruta"),
}


@pytest.mark.parametrize("blocks", RIGHT.values(), ids=RIGHT.keys())
def test_what_slack_takes_is_taken(blocks: list[Block]) -> None:
    assert check_message(blocks) == []


@pytest.mark.parametrize("blocks", WRONG.values(), ids=WRONG.keys())
def test_what_slack_refuses_in_a_message_is_refused(blocks: list[Block]) -> None:
    problems = check_message(blocks)
    assert problems
    assert all("json-pointer:/blocks" in problem for problem in problems)


@pytest.mark.parametrize("view", WRONG_VIEWS.values(), ids=WRONG_VIEWS.keys())
def test_what_slack_refuses_in_a_view_is_refused(view: Block) -> None:
    assert check_view(view)


def test_a_form_within_the_limits_is_taken() -> None:
    fields = [field(kind, menu(kind)) for kind in ("static_select", "multi_static_select", "checkboxes")]
    assert check_view(modal(text_field(min_length=1, max_length=3000), *fields)) == []


def test_the_web_api_says_why_and_the_refusal_is_kept(client: WebClient, playground: Playground) -> None:
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel=playground.channel_id, text="x", blocks=[section("x" * 3001)])
    answer = refused.value.response
    assert answer["error"] == "invalid_blocks"
    reason = "[ERROR] must be less than 3001 characters [3001] [json-pointer:/blocks/0/text/text]"
    assert answer["response_metadata"]["messages"] == [reason]
    assert playground.refusals[0].reasons == (reason,)
    assert playground.messages() == []
