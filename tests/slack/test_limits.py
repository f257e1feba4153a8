"""Payloads made by hand: what is too long is cut, what is our own fault has a name."""

import pytest

from handlers.playground.blockkit import check_message, check_view
from handlers.slack.limits import LayoutError, fit


def text(said: str, kind: str = "plain_text") -> dict:
    return {"type": kind, "text": said}


def field(name: str, **element) -> dict:
    kind = {"type": "plain_text_input", "action_id": f"a.{name}"}
    return {"type": "input", "block_id": name, "label": text("x"), "element": kind | element}


def modal(*blocks: dict, **more) -> dict:
    return {"type": "modal", "title": text("Form"), "submit": text("Spara"), "blocks": list(blocks)} | more


TABLE = {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]}
FAULTS = {
    "a form without a button to save with": {"type": "modal", "title": text("Form"), "blocks": [field("a")]},
    "two fields of one name": modal(field("a"), field("a")),
    "two buttons of one name": {
        "blocks": [{"type": "actions", "elements": [{"type": "button", "text": text("x"), "action_id": "a"}] * 2}]
    },
    "the least above the most": modal(field("a", type="number_input", min_value="5", max_value="1")),
    "a shortest above the longest": modal(field("a", min_length=50, max_length=10)),
    "a table in a form": modal(field("a"), TABLE),
    "two tables": {"blocks": [TABLE, TABLE]},
    "a menu without choices": modal(field("a"), field("b", type="static_select", options=[])),
    "too many boxes": modal(
        field("a", type="checkboxes", options=[{"text": text(str(n)), "value": str(n)} for n in range(11)])
    ),
    "a date that is none": modal(field("a", type="datepicker", initial_date="2024-13-01")),
    "too many fields": modal(*(field(str(n)) for n in range(101))),
    "a button that carries too much": {
        "blocks": [
            {
                "type": "actions",
                "elements": [{"type": "button", "text": text("x"), "action_id": "a", "value": "v" * 2001}],
            }
        ]
    },
}


@pytest.mark.parametrize("payload", FAULTS.values(), ids=FAULTS)
def test_our_own_fault_has_a_name_in_tests_and_is_mended_in_use(payload):
    with pytest.raises(LayoutError):
        fit(payload, strict=True)
    mended = fit(payload)
    assert (check_view(mended) if "type" in mended else check_message(mended.get("blocks", []))) == []


def test_everything_too_long_is_cut():
    long = "ord " * 2000
    mended = fit(
        {
            "text": long * 2,
            "blocks": [
                {"type": "header", "text": text(long)},
                {"type": "section", "text": text(long, "mrkdwn"), "fields": [text(long)] * 12},
                {"type": "section", "text": text(" ")},
                {"type": "context", "elements": [text("x")] * 12},
                {"type": "divider"},
            ]
            * 20,
        }
    )
    assert check_message(mended["blocks"]) == []
    assert len(mended["text"]) <= 4000
    assert mended["blocks"][-1]["elements"][0]["text"] == "Texten är avkortad."


def test_escaped_text_is_not_cut_within_an_entity():
    mended = fit({"blocks": [{"type": "section", "text": text("&amp;" * 1000, "mrkdwn")}]})
    said = mended["blocks"][0]["text"]["text"]
    assert said.endswith("&amp;…")


def test_a_form_that_cannot_carry_its_data_is_not_sent():
    for key, length in (("private_metadata", 3001), ("callback_id", 256)):
        with pytest.raises(LayoutError):
            fit(modal(**{key: "x" * length}))


def test_what_fits_is_left_as_it_is():
    payload = modal(field("a", max_length=10), private_metadata="{}", callback_id="yh.x", close=text("Avbryt"))
    before = repr(payload)
    assert fit(payload, strict=True) == payload
    assert repr(payload) == before


def test_a_ragged_table_is_filled_out():
    rows = [[{"type": "raw_text", "text": "a"}, {"type": "raw_text", "text": ""}], [{"type": "raw_text", "text": "b"}]]
    table = fit({"blocks": [{"type": "table", "rows": rows}]}, strict=True)["blocks"][0]
    assert [[cell["text"] for cell in row] for row in table["rows"]] == [["a", "–"], ["b", "–"]]
