"""A Form in a card, and what was filled in back from it."""

import json

import pytest

from bot.reply import Form, Input, Option, Reply
from handlers.requests import Press, Submit
from handlers.teams.draw import card, form_card
from handlers.teams.form import opened, pressed, submitted
from tests.slack.test_draw import FORM
from tests.teams.valid import nodes, problems, said

TWO = (Option(label="Lokal, hyra", value="a,b"), Option(label="50 %", value="50%2C"))


def fields(found: dict) -> dict[str, dict]:
    return {node["id"]: node for node in nodes(found) if node["type"].startswith("Input.")}


def sent(found: dict, **written: str) -> dict:
    """What Teams sends when the fields hold what they were drawn with, or what is `written`."""
    [save] = [node for node in nodes(found) if node.get("verb") and node["data"]["action"] == "yh.submit"]
    held = {name: field.get("value", "") for name, field in fields(found).items()}
    return json.loads(json.dumps(held | {f"in.{name}": value for name, value in written.items()} | save["data"]))


def with_input(**what) -> Form:
    return Form(action="save", title="Ändra", inputs=(Input(**{"name": "x", "label": "Fält", "kind": "text"} | what),))


def test_a_form_comes_back_as_it_was_opened():
    found = form_card(FORM)
    assert problems(found) == []
    assert submitted(sent(found)) == Submit(
        "edit",
        "activity:12",
        {
            "title": "Besök", "note": None, "date": "2024-03-13", "broken": None, "time": "13:00", "women": "14",
            "email": "a@b", "phone": None, "type": "B", "goals": ("A",), "empty": None,
        },
    )  # fmt: skip
    assert opened(sent(found)) == FORM
    kinds = {name: field["type"] for name, field in fields(found).items()}
    assert [kinds[f"in.{name}"] for name in ("title", "date", "time", "women", "type", "goals")] == [
        "Input.Text", "Input.Date", "Input.Time", "Input.Text", "Input.ChoiceSet", "Input.ChoiceSet",
    ]  # fmt: skip
    drawn = fields(found)
    assert (drawn["in.title"]["isRequired"], drawn["in.title"]["errorMessage"]) == (
        True,
        "Det här fältet behöver fyllas i.",
    )
    assert drawn["in.title"]["maxLength"] == 150
    assert drawn["in.note"]["isMultiline"]
    assert "isRequired" not in drawn["in.note"]
    assert "Frivilligt." in said(found)


def test_what_is_wrong_stands_at_its_field_and_what_was_filled_in_is_kept():
    first = form_card(FORM)
    back = sent(first, title="Nytt besök", women="14x", goals="A,B", date="")
    again = form_card(opened(back), {"women": "Skriv ett antal."}, submitted(back).values)
    assert problems(again) == []
    assert submitted(sent(again)).values == submitted(back).values
    shown = said(again)
    assert shown[1] == "Ett fält behöver rättas."
    assert shown[shown.index("Kvinnor") + 1] == "Skriv ett antal."
    assert sum(node.get("color") == "Attention" for node in nodes(again)) == 2


def test_what_is_wrong_with_the_whole_stands_at_its_top():
    assert said(form_card(FORM, {"": "Det gick inte att spara just nu."}))[1] == "Det gick inte att spara just nu."


def test_a_form_is_drawn_in_the_answer_that_opens_it():
    found = card(Reply(text=("Jag vet inte vilket.",), form=FORM))
    assert problems(found) == []
    assert said(found)[0] == "Jag vet inte vilket."
    assert submitted(sent(found)).action == "edit"


def test_several_choices_come_back_whatever_signs_are_in_them():
    form = with_input(kind="choices", options=TWO, chosen=("a,b", "50%2C"))
    assert submitted(sent(form_card(form))).values == {"x": ("a,b", "50%2C")}
    assert submitted(sent(form_card(form), x="")).values == {"x": ()}


def test_a_choice_can_be_taken_back_where_it_need_not_be_made():
    form = with_input(kind="choice", options=TWO, value="a,b")
    choices = fields(form_card(form))["in.x"]["choices"]
    assert choices[0]["title"] == "Inget valt"
    assert submitted(sent(form_card(form))).values == {"x": "a,b"}
    assert submitted(sent(form_card(form), x=choices[0]["value"])).values == {"x": None}
    needed = fields(form_card(with_input(kind="choice", options=TWO, required=True)))["in.x"]
    assert [each["value"] for each in needed["choices"]] == ["a,b", "50%2C"]


def test_more_choices_than_anyone_looks_through_keep_what_is_chosen():
    options = tuple(Option(label=str(n), value=str(n)) for n in range(300))
    field = fields(form_card(with_input(kind="choice", options=(*options, *options), value="299", required=True)))[
        "in.x"
    ]
    values = [each["value"] for each in field["choices"]]
    assert len(values) == len(set(values)) == 100
    assert values[-1] == field["value"] == "299"


def test_what_is_saved_already_is_not_shortened_by_opening_the_form():
    field = fields(form_card(with_input(value="x" * 180, max_length=150)))["in.x"]
    assert (field["value"], field["maxLength"]) == ("x" * 180, 180)


def test_a_file_is_sent_in_the_chat():
    found = form_card(with_input(kind="file", label="Kvitto"))
    assert "Kvitto: Skicka filen i den här chatten i stället." in said(found)
    assert submitted(sent(found)).values == {}


def test_a_big_form_gives_up_what_is_wrong_at_its_fields_and_not_what_is_in_them():
    form = with_input(kind="long_text", value="ö" * 7000)
    found = form_card(form)
    assert problems(found) == []
    assert opened(sent(found)) is None
    assert submitted(sent(found)) == Submit("save", "", {"x": "ö" * 7000})


def test_a_form_that_has_no_room_says_so_and_nothing_of_it_is_lost_by_saving():
    found = form_card(with_input(kind="long_text", value="ö" * 20_000))
    assert fields(found) == {}
    assert said(found)[-1].startswith("Formuläret är för stort")


def test_a_form_is_left_without_filling_it_in():
    [leave] = [node for node in nodes(form_card(FORM)) if node.get("title") == "Avbryt"]
    assert leave["associatedInputs"] == "none"
    assert pressed(leave["data"]) == Press("cancel", FORM.title)


BARE = {"action": "save", "title": "Ändra", "inputs": [{"name": "x", "label": "", "kind": "text"}]}


@pytest.mark.parametrize(
    "data",
    [
        None, [], {}, {"action": "yh.edit"}, {"action": "yh.submit"}, {"action": "yh.submit", "form": {"action": "save"}},
        {"action": "yh.submit", "form": BARE, "in.x": ["a"]}, {"action": "yh.submit", "form": BARE, "in.x": "a" * 10_001},
    ],
)  # fmt: skip
def test_what_is_none_of_our_forms_is_refused(data):
    with pytest.raises(ValueError, match=r"action|data|value|Form"):
        submitted(data)
