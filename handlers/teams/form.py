"""A Form in a card, and what comes back from one: what was filled in, or the button that was pressed.

The form travels with its button, so that it can be drawn anew with what is wrong at its fields; nothing is kept with us.
Numbers and addresses are plain text fields: Teams' own would refuse a broken value in its own words, while ours reaches
the handler and is answered at the field. Docs: 'Input validation', 'Universal Actions for Adaptive Cards'.
"""

from collections.abc import Mapping
from itertools import chain
from typing import Any

from microsoft_teams.cards.core import Action, ActionSet, CardElement

from bot.reply import Form, Input
from bot.signs import clean
from handlers.requests import Press, Submit
from handlers.teams.elements import PREFIX, execute, label, paragraph
from handlers.teams.fields import FIELD, NONE, Value, field, several
from handlers.teams.limits import weight

Json = dict[str, Any]

SUBMIT, CANCEL = f"{PREFIX}.submit", f"{PREFIX}.cancel"
_TITLE = 150
_FIELD_TEXT = 10_000  # more is none that a person wrote in a field
_NO_ROOM = "Formuläret är för stort för att visas här. Skriv det du vill ändra som ett meddelande i stället."


def form(shown: Form, problems: Mapping[str, str], filled: Mapping[str, Value], room: int) -> list[CardElement]:
    """The form's elements, in `room` bytes. The form itself is left out of its button where it makes that too much."""
    above = list(paragraph(label(shown.title, _TITLE), bold=True, heading=True))
    drawn: list[CardElement] = [*above, *_wrong(shown, problems), *paragraph(shown.intro)]
    for each in shown.inputs:
        drawn += field(each, filled.get(each.name, each.chosen or each.value), problems.get(each.name, ""))
    for kept in (shown, _bare(shown)):
        data = {"action": SUBMIT, "form": kept.model_dump(mode="json", exclude_defaults=True)}
        whole = [*drawn, ActionSet(actions=[execute(shown.submit or "Spara", data, "primary"), _cancel(shown)])]
        if weight(whole) <= room:
            return whole
    return [*above, *paragraph(_NO_ROOM)]


def _cancel(shown: Form) -> Action:
    button = execute("Avbryt", {"action": CANCEL, "value": label(shown.title)})
    return button.model_copy(update={"associated_inputs": "none"})  # it asks for nothing to be filled in


def _wrong(shown: Form, problems: Mapping[str, str]) -> list[CardElement]:
    """What is wrong with the whole of it, and how many fields to look for."""
    names = {each.name for each in shown.inputs if each.kind != "file"}
    count = len(names & problems.keys())
    said = [sentence for name, sentence in problems.items() if name not in names]
    if count:
        said.append("Ett fält behöver rättas." if count == 1 else f"{count} fält behöver rättas.")
    return list(chain.from_iterable(paragraph(each, color="Attention") for each in said))


def _bare(shown: Form) -> Form:
    """What is needed to read it when it comes back."""
    inputs = tuple(Input(name=each.name, label="", kind=each.kind) for each in shown.inputs)
    return Form(action=shown.action, title="", inputs=inputs, context=shown.context)


def opened(data: Any) -> Form | None:
    """The form that was sent, as it was opened; None where it did not come along. Raises as `submitted` does."""
    found = _form(data)
    return found if found.title else None


def submitted(data: Any) -> Submit:
    """What was filled in, from the button's `data`; raises ValueError for what is none of ours.

    What is left empty is None, several choices with none chosen (). Files are sent in the chat.
    """
    found = _form(data)
    values = {each.name: _value(each, data.get(FIELD + each.name)) for each in found.inputs if each.kind != "file"}
    return Submit(found.action, found.context, values)


def pressed(data: Any) -> Press:
    """The button that was pressed, from its `data`; raises ValueError for what is none of ours."""
    action, value = (data.get("action"), data.get("value", "")) if isinstance(data, dict) else (None, None)
    if not isinstance(action, str) or not isinstance(value, str):
        raise ValueError("data")
    if not action.startswith(f"{PREFIX}.") or action == SUBMIT:
        raise ValueError("action")
    return Press(clean(action.removeprefix(f"{PREFIX}.")), clean(value))


def _form(data: Any) -> Form:
    if not isinstance(data, dict) or data.get("action") != SUBMIT:
        raise ValueError("action")
    return Form.model_validate(data.get("form"))


def _value(filled_in: Input, value: Any) -> Value:
    if value is None or value == "":
        return () if filled_in.kind == "choices" else None
    if not isinstance(value, str) or len(value) > _FIELD_TEXT:
        raise ValueError("value")
    if filled_in.kind == "choices":
        return tuple(map(clean, several(value)))
    return None if value == NONE and filled_in.kind == "choice" else clean(value) or None
