"""A Reply comes out in Slack whole, as text, and within every limit."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.reply import Button, Chart, Column, Fact, Form, Input, Option, Reply, Series, Table
from handlers.cutting import cut, size
from handlers.playground.blockkit import check_message, check_view
from handlers.slack.draw import message, pressed
from handlers.slack.limits import LayoutError, fit
from handlers.slack.modal import Origin, opened, values, view
from handlers.slack.plain import plain
from handlers.slack.ways import has_chart

NASTY = "<!channel> *fet* _kursiv_ ~struken~ `kod` > citat & :skull: <@U1> <https://x.se|y>"
MONEY = Table(
    columns=(Column(label="Kostnadsslag"), Column(label="2024", numeric=True)),
    rows=(("Resor och logi", "12 400 kr"), ("", ""), ("Summa", "12 400 kr")),
    total=True,
    caption="Pengar 2024",
)


def shown(node) -> list[str]:
    """Every text that is shown, in order."""
    if isinstance(node, list):
        return [text for item in node for text in shown(item)]
    if not isinstance(node, dict):
        return []
    own = [node["text"]] if isinstance(node.get("text"), str) else []
    return own + [text for key, value in node.items() if key != "text" or not own for text in shown(value)]


def kinds(drawn) -> list[str]:
    return [block["type"] for block in drawn["blocks"]]


def elements(drawn) -> list[dict]:
    return [element for block in drawn["blocks"] if block["type"] == "actions" for element in block["elements"]]


def test_a_card_reads_from_the_top():
    drawn = message(
        Reply(
            title="✅ Aktivitet 12 är loggad",
            text=("Branschseminarium · ons 13 mars 2024",),
            facts=(Fact(label="Deltagare", value="32"),),
            notes=("Jag antog Resor och logi.",),
            buttons=(
                Button(label="Ändra", action="edit", value="activity:12", style="primary"),
                Button(label="Ta bort", action="remove", style="danger", confirm="Ska den bort?"),
            ),
        )
    )
    assert kinds(drawn) == ["rich_text", "context", "actions"]
    assert (
        "".join(shown(drawn["blocks"][0]))
        == "✅ Aktivitet 12 är loggad\nBranschseminarium · ons 13 mars 2024\nDeltagare: 32"
    )
    title = drawn["blocks"][0]["elements"][0]["elements"][0]
    assert title["style"] == {"bold": True}
    edit, remove = elements(drawn)
    assert (edit["action_id"], edit["value"], edit["style"]) == ("yh.edit.1", "activity:12", "primary")
    assert remove["confirm"]["text"]["text"] == "Ska den bort?"
    assert "value" not in remove
    assert drawn["text"].startswith("✅ Aktivitet 12 är loggad\nBranschseminarium")


def test_what_was_written_comes_out_as_text():
    drawn = message(Reply(title=NASTY, text=(NASTY,), facts=(Fact(label=NASTY, value=NASTY),), notes=(NASTY,)))
    assert "mrkdwn" not in json.dumps(drawn["blocks"])
    assert "emoji" not in {element["type"] for element in drawn["blocks"][0]["elements"][0]["elements"]}
    assert shown(drawn["blocks"]).count(NASTY) == 3
    assert "<!channel>" not in drawn["text"]
    assert plain(drawn["text"]).split("\n")[0] == NASTY
    assert drawn["mrkdwn"] is False


def test_figures_stand_to_the_right_and_the_sum_is_bold():
    drawn = message(Reply(table=MONEY))
    caption, table = drawn["blocks"]
    assert shown(caption) == ["Pengar 2024"]
    assert [setting["align"] for setting in table["column_settings"]] == ["left", "right"]
    assert table["rows"][1] == [
        {"type": "raw_text", "text": "Resor och logi"},
        {"type": "raw_text", "text": "12 400 kr"},
    ]
    assert table["rows"][2][0]["text"] == "–"
    assert [cell["type"] for cell in table["rows"][3]] == ["rich_text", "rich_text"]


def test_a_second_table_is_drawn_as_text_where_there_are_none_with_pages():
    drawn = message(Reply(table=MONEY, parts=(Reply(table=MONEY),)), charts=False)
    assert kinds(drawn) == ["rich_text", "table", "divider", "rich_text", "rich_text"]
    assert "".join(shown(drawn["blocks"][-1])).startswith("Resor och logi: 2024 12 400 kr\n")


def test_a_long_table_says_how_much_is_left_and_keeps_its_sum():
    rows = tuple((f"rad {n}", str(n)) for n in range(300))
    drawn = message(Reply(table=MONEY.model_copy(update={"rows": (*rows, ("Summa", "44 850"))})))
    table = next(block for block in drawn["blocks"] if block["type"] == "table")
    assert len(table["rows"]) == 100
    assert shown(table["rows"][-1]) == ["Summa", "44 850"]
    assert shown(drawn["blocks"][-1]) == ["… och 202 rader till."]


def test_parts_are_divided_and_the_buttons_of_the_whole_come_last():
    more = Button(label="Visa fler", action="more", value="10")
    part = Reply(title="Aktivitet 1", buttons=(Button(label="Ändra", action="edit"),))
    drawn = message(Reply(title="Dina senaste", parts=(part, part), buttons=(more,)))
    assert kinds(drawn) == ["rich_text", *["divider", "rich_text", "actions"] * 2, "divider", "actions"]
    assert [element["action_id"] for element in elements(drawn)] == ["yh.edit.2", "yh.edit.3", "yh.more.1"]


@pytest.mark.parametrize("length", [10, 2000])
def test_parts_that_do_not_fit_are_left_out_whole_and_counted(length):
    parts = tuple(Reply(title=f"Utgift {n}", text=("x" * length,)) for n in range(60))
    drawn = message(Reply(parts=parts, buttons=(Button(label="Visa fler", action="more"),)))
    kept = sum(text.startswith("Utgift") for text in shown(drawn["blocks"]))
    assert 0 < kept < 60
    assert f"… och {60 - kept} till." in shown(drawn["blocks"])
    assert elements(drawn)[-1]["action_id"] == "yh.more.1"
    assert check_message(drawn["blocks"]) == []


def test_a_part_that_is_too_long_by_itself_is_cut_and_not_left_out():
    drawn = message(Reply(title="Läget", parts=(Reply(title="Delmål 1", text=("ordet " * 3000,)),)))
    assert "Delmål 1" in shown(drawn["blocks"])
    assert shown(drawn["blocks"])[-1] == "Texten är avkortad."


def test_a_long_text_is_cut_at_a_word_and_says_so():
    drawn = message(Reply(text=("ordet " * 2000,)))
    assert shown(drawn["blocks"])[0].endswith("ordet…")
    assert shown(drawn["blocks"])[-1] == "Texten är avkortad."
    assert len(drawn["text"]) <= 4000


def test_the_action_comes_back_from_a_press():
    assert pressed("yh.edit.12") == "edit"
    assert pressed("yh.show.more.3") == "show.more"
    assert pressed("annat") == ""


@pytest.mark.parametrize("text", ["å" * 50, "ett två tre fyra", "🎉" * 30, "&amp;" * 20, "ett,  två"])
@pytest.mark.parametrize("limit", [1, 2, 8, 9, 24])
def test_cut_keeps_within(text, limit):
    assert size(cut(text, limit)) <= limit
    assert not cut(text, limit, escaped=True).rstrip("…").endswith("&am")


def test_cut_is_clean():
    assert cut("Branschseminarium vård och omsorg", 24) == "Branschseminarium vård…"
    assert cut("Aktivitet 12, och mer", 14) == "Aktivitet 12…"
    assert cut("kort", 24) == "kort"


# Forms


def filled(drawn) -> dict:
    """The state that Slack sends when a form is sent as it was opened."""
    from handlers.playground.values import initial_values

    return initial_values(drawn["blocks"])


TWO = (Option(label="Första", value="A"), Option(label="Andra", value="B"))
FORM = Form(
    action="edit",
    title="Ändra aktivitet nummer tolv i listan",
    context="activity:12",
    intro="Fyll i det du vet.",
    inputs=(
        Input(name="title", label="Rubrik", kind="text", value="Besök", required=True, max_length=150),
        Input(name="note", label="Anteckning", kind="long_text", hint="Frivilligt."),
        Input(name="date", label="Datum", kind="day", value="2024-03-13"),
        Input(name="broken", label="Datum", kind="day", value="2024-02-31"),
        Input(name="time", label="Börjar", kind="clock", value="13:00:00"),
        Input(name="women", label="Kvinnor", kind="number", value="14"),
        Input(name="email", label="E-post", kind="email", value="a@b"),
        Input(name="phone", label="Telefon", kind="phone"),
        Input(name="type", label="Typ", kind="choice", value="B", options=TWO),
        Input(name="goals", label="Mål", kind="choices", chosen=("A",), options=TWO),
        Input(name="empty", label="Tom", kind="choice"),
    ),
)  # fmt: skip


def test_a_form_comes_back_as_it_was_opened():
    drawn = view(FORM)
    assert check_view(drawn) == []
    assert fit(drawn, strict=True) == drawn
    assert drawn["title"]["text"] == "Ändra aktivitet nummer…"
    assert values(filled(drawn)) == {
        "title": "Besök",
        "note": None,
        "date": "2024-03-13",
        "broken": None,
        "time": "13:00",
        "women": "14",
        "email": "a@b",
        "phone": None,
        "type": "B",
        "goals": ("A",),
        "empty": None,
    }
    fields = {block["block_id"]: block for block in drawn["blocks"] if block["type"] == "input"}
    assert {
        name: block["element"]["type"] for name, block in fields.items() if name in ("women", "email", "phone")
    } == {
        "women": "plain_text_input",
        "email": "plain_text_input",
        "phone": "plain_text_input",
    }
    assert fields["title"]["optional"] is False
    assert fields["note"]["optional"] is True
    assert fields["note"]["element"]["multiline"] is True
    assert drawn["callback_id"] == "yh.edit"


def test_a_form_knows_where_it_was_opened():
    origin = Origin("C1", "https://hooks.slack.com/x", True, 1710000000)
    assert opened(view(FORM, origin)["private_metadata"]) == ("edit", "activity:12", origin)


def test_a_long_context_keeps_the_form_and_gives_up_the_way_back():
    form = FORM.model_copy(update={"context": "x" * 2900})
    origin = Origin("C1", "https://hooks.slack.com/" + "y" * 100, True, 1)
    assert opened(view(form, origin)["private_metadata"]) == ("edit", "x" * 2900, Origin("C1"))
    with pytest.raises(LayoutError):
        view(FORM.model_copy(update={"context": "x" * 3000}))


def test_what_is_saved_already_is_not_shortened_by_opening_the_form():
    field = Input(name="title", label="Rubrik", kind="text", value="x" * 180, max_length=150)
    drawn = view(FORM.model_copy(update={"inputs": (field,)}))
    assert drawn["blocks"][-1]["element"]["initial_value"] == "x" * 180
    assert check_view(drawn) == []


def test_more_options_than_slack_takes_keep_what_is_chosen():
    options = tuple(Option(label=str(n), value=str(n)) for n in range(150))
    field = Input(name="x", label="x", kind="choice", value="149", options=(*options, *options))
    element = view(FORM.model_copy(update={"inputs": (field,)}))["blocks"][-1]["element"]
    assert len(element["options"]) == 100
    assert element["initial_option"]["value"] == "149"


# Anything at all

texts = st.text(max_size=60) | st.sampled_from([NASTY, " ", "\n", "ord " * 800, "🎉" * 1600, "&" * 1000])
buttons = st.builds(Button, label=texts, action=st.text(max_size=20), value=st.text(max_size=300), confirm=texts)


@st.composite
def tables(draw) -> Table:
    width = draw(st.integers(0, 25))
    rows = draw(st.lists(st.tuples(*[texts] * width), max_size=4)) * draw(st.sampled_from([1, 1, 60]))
    labels = draw(st.lists(texts, min_size=width, max_size=width))
    columns = tuple(Column(label=label, numeric=draw(st.booleans())) for label in labels)
    return Table(columns=columns, rows=tuple(rows), total=draw(st.booleans()), caption=draw(texts))


@st.composite
def charts(draw) -> Chart:
    labels = draw(st.lists(texts, max_size=25))
    numbers = st.integers(-(10**12), 10**12) | st.decimals(-1000, 10**9, places=2) | st.just(0)
    values = st.lists(numbers, min_size=len(labels), max_size=len(labels)).map(tuple)
    kind = draw(st.sampled_from(["bar", "line", "area", "pie"]))
    most = 1 if kind == "pie" else 8
    series = draw(st.lists(st.builds(Series, name=texts, values=values), min_size=kind == "pie", max_size=most))
    more = {"unit": draw(st.sampled_from(["", "kr", "%"])), "told": draw(st.booleans())}
    return Chart(kind=kind, title=draw(texts), labels=tuple(labels), series=tuple(series), **more)


def replies(parts) -> st.SearchStrategy[Reply]:
    many = st.sampled_from([1, 1, 1, 30])
    return st.builds(
        lambda facts, buttons, times, **rest: Reply(facts=facts * times, buttons=buttons * times, **rest),
        title=texts,
        text=st.lists(texts, max_size=4).map(tuple),
        facts=st.lists(st.builds(Fact, label=texts, value=texts), max_size=3).map(tuple),
        chart=st.none() | charts(),
        table=st.none() | tables(),
        notes=st.lists(texts, max_size=3).map(tuple),
        buttons=st.lists(buttons, max_size=3).map(tuple),
        problems=st.dictionaries(texts, texts, max_size=2),
        parts=parts,
        times=many,
    )


any_reply = replies(st.tuples(replies(st.just(())), replies(st.just(()))).map(lambda p: p * 15) | st.just(()))
no_hurry = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@no_hurry
@given(any_reply, st.booleans())
def test_slack_takes_any_reply(reply, charts):
    drawn = message(reply, charts=charts)
    assert charts or not has_chart(drawn)
    assert check_message(drawn.get("blocks", [])) == []
    assert 0 < len(drawn["text"]) <= 4000
    assert fit(drawn, strict=True) == drawn
    action_ids = [element["action_id"] for element in elements({"blocks": drawn.get("blocks", [])})]
    assert len(set(action_ids)) == len(action_ids)
    json.dumps(drawn).encode()


inputs = st.builds(
    Input,
    name=st.text(min_size=1, max_size=30),
    label=texts,
    kind=st.sampled_from(
        ["text", "long_text", "day", "clock", "number", "email", "phone", "choice", "choices", "file"]
    ),
    value=texts | st.dates().map(str) | st.times().map(str),
    chosen=st.lists(st.text(max_size=3), max_size=3).map(tuple),
    options=st.lists(st.builds(Option, label=texts, value=texts), max_size=5).map(tuple),
    required=st.booleans(),
    hint=texts,
    max_length=st.integers(0, 5000),
)


@no_hurry
@given(
    st.builds(
        Form,
        action=st.text(max_size=20),
        title=texts,
        inputs=st.lists(inputs, max_size=6, unique_by=lambda field: field.name).map(tuple),
        submit=texts,
        context=st.text(max_size=300),
        intro=texts,
    )
)
def test_slack_takes_any_form(form):
    drawn = view(form)
    assert check_view(drawn) == []
    assert opened(drawn["private_metadata"])[:2] == (form.action, form.context)
    values(filled(drawn))
