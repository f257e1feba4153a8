"""Anything at all as a card: Teams takes it, and what a person wrote comes out as text."""

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.reply import Column, Fact, Form, Reply, Table
from bot.signs import clean
from handlers.teams.draw import form_card, message
from handlers.teams.form import opened, submitted
from handlers.teams.limits import size
from tests.slack.test_draw import any_reply, inputs, no_hurry, texts
from tests.teams.valid import LIMIT, nodes, problems, said

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


written = st.text(st.characters(exclude_categories=["C"]), max_size=40) | st.text(
    "*_[]()#`~<>&\\{}-1. a\n", max_size=12
)


@no_hurry
@given(written, written, written, written)
def test_what_a_person_wrote_comes_out_as_text(title, text, value, cell):
    reply = Reply(
        title=title,
        text=(text,),
        facts=(Fact(label="Namn", value=value),),
        table=Table(columns=(Column(label="Cell"),), rows=((cell,),)),
        notes=(text,),
    )
    shown = "\n".join(said(message(reply)["attachments"][0]["content"]))
    for line in "\n".join((title, text, value, " ".join(cell.split("\n")))).splitlines():
        assert _read(clean(line)) in _read(shown)


def _read(text: str) -> str:
    """As it is read: how wide a space is says nothing."""
    return " ".join(text.split())


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
