"""A Reply as an Adaptive Card, and the buttons that come back from it."""

import json

import pytest

from bot.reply import Button, Chart, Column, Fact, Reply, Series, Table
from handlers.requests import Press
from handlers.teams.draw import as_text, card, message
from handlers.teams.form import pressed
from tests.slack.test_draw import NASTY
from tests.teams.valid import nodes, problems, said


def drawn(reply: Reply) -> dict:
    """The card, which Teams takes."""
    found = card(reply)
    assert problems(found) == []
    return found


def kinds(found: dict) -> list[str]:
    return [element["type"] for element in found["body"]]


def only(found: dict, kind: str) -> dict:
    [one] = [node for node in nodes(found) if node["type"] == kind]
    return one


def titles(found: dict) -> list[list[str]]:
    return [[each["title"] for each in node["actions"]] for node in nodes(found) if node["type"] == "ActionSet"]


def test_a_card_reads_from_the_top():
    reply = Reply(
        title="✅ Aktivitet 12 är loggad",
        text=("Branschseminarium · ons 13 mars 2024 · Kumla", "Första raden\n\nandra raden"),
        facts=(Fact(label="Deltagare", value="32"), Fact(label="", value="Utan rubrik")),
        problems={"": "Det gick inte."},
        notes=("Räknas till delmål 3.",),
        buttons=(Button(label="Ändra", action="edit", value="activity:12", style="primary"),),
    )
    found = drawn(reply)
    assert said(found) == [
        "✅ Aktivitet 12 är loggad",
        "Branschseminarium · ons 13 mars 2024 · Kumla",
        "Första raden",
        "andra raden",
        "Deltagare: 32",
        "Utan rubrik",
        "Det gick inte.",
        "Räknas till delmål 3.",
        "Ändra",
    ]
    assert found["body"][0]["style"] == "heading"
    assert found["body"][-2]["isSubtle"]
    assert found["lang"] == "sv"
    activity = message(reply)
    assert activity["summary"].startswith("✅ Aktivitet 12 är loggad\nBranschseminarium")
    assert activity["attachments"] == [{"contentType": "application/vnd.microsoft.card.adaptive", "content": found}]


def test_a_press_comes_back_as_the_button_carried_it():
    button = Button(label="Ändra", action="edit", value="activity:12", style="primary")
    pressable = only(drawn(Reply(title="Hej", buttons=(button,))), "Action.Execute")
    assert (pressable["verb"], pressable["style"]) == ("yh", "positive")
    assert pressed(pressable["data"]) == Press("edit", "activity:12")


def test_what_is_asked_about_first_unfolds_the_question():
    button = Button(label="Ta bort", action="drop", value="3", style="danger", confirm="Är du säker?")
    asks = only(drawn(Reply(title="Hej", buttons=(button,))), "Action.ShowCard")
    assert (asks["title"], asks["style"]) == ("Ta bort …", "destructive")
    assert said(asks["card"]) == ["Är du säker?", "Ta bort"]
    assert pressed(only(asks["card"], "Action.Execute")["data"]) == Press("drop", "3")


@pytest.mark.parametrize("data", [None, "yh.edit", {}, {"action": "edit"}, {"action": "yh.submit"}, {"action": 3},
                                  {"action": "yh.edit", "value": {}}])  # fmt: skip
def test_what_is_none_of_our_buttons_is_refused(data):
    with pytest.raises(ValueError, match=r"action|data|value|Form"):
        pressed(data)


def test_buttons_stand_in_rows_that_a_telephone_shows():
    labels = [
        "Ändra",
        "Ångra",
        "Dela i kanalen",
        "Visa det som ligger till grund för siffrorna",
        "A",
        "B",
        "C",
        "D",
        "E",
        "F",
    ]
    found = drawn(Reply(title="Hej", buttons=tuple(Button(label=each, action="x") for each in labels)))
    assert titles(found) == [labels[:3], labels[3:4], labels[4:9], labels[9:]]


@pytest.mark.parametrize(
    "written",
    [NASTY, "**fet** [länk](http://x.se) <b>b</b>", "1. lista", "- lista", "# rubrik", "{{DATE(2024-03-13T06:00:00Z, SHORT)}}", "se kumla.se",
     "c:\\dokument", "~~struket~~ `kod`"],
)  # fmt: skip
def test_what_a_person_wrote_is_no_markdown_and_no_function(written):
    table = Table(columns=(Column(label=written),), rows=((written,),), caption=written)
    found = drawn(
        Reply(title=written, text=(written,), facts=(Fact(label="Namn", value=written),), table=table, notes=(written,))
    )
    assert "TextBlock" not in {node["type"] for node in nodes(found)}
    runs = [node["text"] for node in nodes(found) if node["type"] == "TextRun"]
    assert not any("{{DATE" in run for run in runs)


def test_figures_stand_to_the_right_and_the_sum_is_bold():
    table = Table(
        columns=(Column(label="Kostnadsslag"), Column(label="Kronor", numeric=True)),
        rows=(("Resor", "1\u00a0250"), ("Personal", ""), ("Summa", "1\u00a0250")),
        total=True,
    )
    shown = only(drawn(Reply(title="Pengar", table=table)), "Table")
    assert [column.get("horizontalCellContentAlignment") for column in shown["columns"]] == [None, "Right"]
    cells = [[cell["items"][0] for cell in row["cells"]] for row in shown["rows"]]
    assert [[cell["text"] for cell in row] for row in cells] == [
        ["Kostnadsslag", "Kronor"], ["Resor", "1\u00a0250"], ["Personal", "–"], ["Summa", "1\u00a0250"],
    ]  # fmt: skip
    assert [[cell.get("weight") for cell in row] for row in cells] == [
        ["Bolder"] * 2,
        [None] * 2,
        [None] * 2,
        ["Bolder"] * 2,
    ]


def test_a_table_too_wide_for_a_telephone_is_a_list():
    columns = (
        Column(label="Delmål"),
        *(Column(label=label, numeric=True) for label in ("Budget", "Loggat", "Bokfört", "Kvar")),
    )
    rows = (("1 Forum", "346\u00a0086", "120\u00a0000", "0", "226\u00a0086"),)
    found = drawn(Reply(table=Table(columns=columns, rows=rows, caption="Hela kronor.")))
    assert "Table" not in kinds(found)
    assert said(found) == [
        "Hela kronor.",
        "1 Forum: Budget\u00a0346\u00a0086 · Loggat\u00a0120\u00a0000 · Bokfört\u00a00 · Kvar\u00a0226\u00a0086",
    ]


@pytest.mark.parametrize("wide", [2, 6])
def test_a_long_table_says_how_much_is_left_and_keeps_its_sum(wide):
    rows = (*((str(n), *["en cell"] * (wide - 1)) for n in range(1000)), ("Summa", *["1 000"] * (wide - 1)))
    columns = tuple(Column(label=f"Spalt {n}") for n in range(wide))
    shown = said(drawn(Reply(table=Table(columns=columns, rows=rows, total=True))))
    assert any(line.startswith("Summa") for line in shown)
    [left] = [int(line.split()[2]) for line in shown if line.startswith("…")]
    kept = sum(line.partition(":")[0].isdecimal() for line in shown)
    assert 50 < kept == 1000 - left


def chart(kind: str = "bar", *, labels: tuple[str, ...] = ("Resor", "Lokal"), **series: tuple[int, ...]) -> Chart:
    named = tuple(Series(name=name, values=values) for name, values in series.items())
    return Chart(kind=kind, title="Budget och utfall", labels=labels, series=named, unit="kr", told=True)


def test_a_chart_has_a_bar_and_its_figure_in_words_for_each_value():
    found = drawn(Reply(chart=chart(Budget=(8000, 4000), Loggat=(1000, 0))))
    assert said(found) == [
        "Budget och utfall",
        "Resor", "████████ Budget 8\u00a0000\u00a0kr", "█ Loggat 1\u00a0000\u00a0kr",
        "Lokal", "████ Budget 4\u00a0000\u00a0kr", "Loggat 0\u00a0kr",
    ]  # fmt: skip
    bars = [node["color"] for node in nodes(found) if node["type"] == "TextRun" and "█" in node["text"]]
    assert bars == ["Accent", "Good", "Accent"]


def test_a_pie_is_parts_of_its_whole_and_what_is_below_nothing_is_seen_to_be():
    assert said(drawn(Reply(chart=chart("pie", Kön=(50, 50)))))[2] == "██████ 50\u00a0kr"
    below = drawn(Reply(chart=chart("line", Kvar=(-100, 100))))
    assert [node["color"] for node in nodes(below) if "█" in node.get("text", "")] == ["Attention", "Accent"]
    assert "████████████ −100\u00a0kr" in said(below)


@pytest.mark.parametrize("of", [chart(Kvar=(0, 0)), chart(labels=tuple(map(str, range(30))), Kvar=tuple(range(30)))])
def test_a_chart_with_nothing_to_be_seen_or_too_much_is_words(of):
    assert said(drawn(Reply(chart=of)))[1:] == list(of.lines())


def test_parts_stand_under_a_line_with_their_own_buttons():
    part = Reply(title="Utgift 1", text=("95 kr",), buttons=(Button(label="Ändra", action="edit", value="1"),))
    heading = Reply(title="Senaste")
    found = drawn(
        Reply(title="Två poster", parts=(heading, part, part), buttons=(Button(label="Läget", action="status"),))
    )
    assert said(found) == [
        "Två poster", "Senaste", "Utgift 1", "95 kr", "Ändra", "Utgift 1", "95 kr", "Ändra", "Läget",
    ]  # fmt: skip
    assert [element["text"] for element in found["body"] if element.get("separator")] == ["Senaste", "Utgift 1"]


def test_parts_that_do_not_fit_are_left_out_whole_and_counted():
    part = Reply(title="Utgift", text=("ord " * 300,), buttons=(Button(label="Ändra", action="edit"),))
    shown = said(drawn(Reply(title="Många", parts=(part,) * 60, buttons=(Button(label="Fler", action="more"),))))
    kept = shown.count("Ändra")
    assert 5 < kept == shown.count("Utgift")
    assert shown[-2:] == [f"… och {60 - kept} till.", "Fler"]


def test_a_text_that_is_too_long_is_cut_at_a_word():
    [line] = said(drawn(Reply(text=("ord " * 2000,))))
    assert line.endswith("ord…")
    assert len(line) <= 3000


def test_lines_that_do_not_fit_are_counted():
    shown = said(drawn(Reply(title="Allt", text=tuple(f"Rad {n} {'ö' * 400}" for n in range(60)))))
    kept = sum(line.startswith("Rad") for line in shown)
    assert 10 < kept < 60
    assert shown[-1] == f"… och {60 - kept} rader till."


def test_an_answer_that_says_nothing_is_seen_all_the_same():
    assert said(drawn(Reply())) == ["–"]
    assert message(Reply())["summary"] == "–"


def test_teams_has_no_commands_so_their_words_are_said_without_a_slash():
    reply = Reply(title="”/yh-paminn” visar allt", text=("• /yh-logg utgift 312 kr", "se https://a.se/yh-logg"))
    told = json.dumps([message(reply), as_text(reply)], ensure_ascii=False)
    assert "”påminn” visar allt" in told
    assert "• logg utgift 312 kr" in told
    assert told.count("/yh-") == told.count("a.se/yh-logg")
