"""What looks at every card sees what is wrong with one: it would be no help otherwise."""

import pytest
from jsonschema import Draft6Validator

from bot.reply import Form, Input, Reply
from handlers.teams.draw import card, form_card
from tests.slack.test_draw import FORM
from tests.teams.valid import SCHEMA, Cards, problems

AS_PUBLISHED = Draft6Validator(SCHEMA | {"anyOf": [{"$ref": "#/definitions/AdaptiveCard"}]})


def text(**more) -> dict:
    return {"type": "TextBlock", "text": "Hej"} | more


WRONG = [
    {"type": "Chart.VerticalBar", "data": []},
    text(style="shouting"),
    text(colour="accent"),
    {"type": "TextBlock"},
    {"type": "Container", "items": [{"type": "Container", "items": [text(wrap="yes")]}]},
    {"type": "Input.Text", "label": "Utan namn"},
    {"type": "ActionSet", "actions": [{"type": "Action.ShowCard", "card": {"body": [{"type": "Action.Execute"}]}}]},
    {"type": "Table", "rows": [{"type": "TableRow", "cells": [{"type": "TableCell"}]}]},
]


@pytest.mark.parametrize("element", WRONG)
def test_what_the_schema_does_not_know_is_found(element):
    wrong = {"type": "AdaptiveCard", "version": "1.5", "body": [text(), element]}
    assert problems(wrong) != []
    assert not AS_PUBLISHED.is_valid(wrong)


def test_what_is_drawn_is_valid_as_the_schema_is_published():
    assert AS_PUBLISHED.is_valid(form_card(FORM, {"title": "Fel."}))
    assert AS_PUBLISHED.is_valid(card(Reply(title="Hej", parts=(Reply(text=("Du",)),))))


def test_what_is_empty_is_found():
    assert problems({"type": "AdaptiveCard", "body": [text(text=" "), {"type": "RichTextBlock", "inlines": []}]}) == [
        "TextBlock is empty", "RichTextBlock is empty",
    ]  # fmt: skip


def test_what_cannot_be_drawn_is_told_of_once(monkeypatch):
    monkeypatch.setattr("tests.teams.valid.LIMIT", 100)
    cards = Cards()
    for _ in range(2):
        cards.reply(Reply(title="Hej"))
        cards.form(Form(action="save", title="Ändra", inputs=(Input(name="x", label="Fält", kind="text"),)))
    assert [line.split()[1] for line in cards.taken()] == ["bytes"] * 3
    assert cards.taken() == []
