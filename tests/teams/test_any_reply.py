"""Anything at all as a card: Teams takes it, and what a person wrote comes out as text."""

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.reply import Form
from handlers.teams.draw import form_card, message
from handlers.teams.form import opened, submitted
from handlers.teams.limits import size
from tests.slack.test_draw import any_reply, inputs, no_hurry, texts
from tests.teams.valid import LIMIT, nodes, problems

forms = st.builds(
    Form,
    action=st.text(max_size=20),
    title=texts,
    inputs=st.lists(inputs, max_size=6, unique_by=lambda field: field.name).map(tuple),
    submit=texts,
    context=st.text(max_size=300),
    intro=texts,
)


def filled(card: dict) -> dict:
    """What Teams sends when a form is sent as it was opened."""
    fields = {node["id"]: node.get("value", "") for node in nodes(card) if node["type"].startswith("Input.")}
    return fields | card["body"][-1]["actions"][0]["data"]


@no_hurry
@given(any_reply)
def test_teams_takes_any_reply(reply):
    drawn = message(reply)
    assert problems(drawn["attachments"][0]["content"]) == []
    assert drawn["summary"].strip()
    assert size(drawn) <= LIMIT
    json.dumps(drawn).encode()


@no_hurry
@given(forms, st.booleans())
def test_teams_takes_any_form(form, wrong):
    drawn = form_card(form, {field.name: "Det här går inte att läsa." for field in form.inputs} if wrong else {})
    assert problems(drawn) == []
    assert size(drawn) <= LIMIT
    if drawn["body"][-1]["type"] == "ActionSet":
        data = json.loads(json.dumps(filled(drawn)))
        assert (submitted(data).action, submitted(data).context) == (form.action, form.context)
        assert opened(data) in (form, None)
