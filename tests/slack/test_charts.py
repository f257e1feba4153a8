"""Figures to be seen: as a chart where Slack takes one, and always in words."""

import json
from decimal import Decimal

import pytest

from bot.reply import Attachment, Button, Chart, Column, Reply, Series, Table
from handlers.playground.blockkit import check_message
from handlers.slack.draw import home, message
from tests.slack.conftest import ANNA, House

SPENT = Chart(
    kind="bar",
    title="Pengar 2024",
    labels=("Personal", "Resor och logi"),
    series=(Series(name="Budget", values=(547999, 12000)), Series(name="Loggat", values=(Decimal("118400.50"), 3000))),
    unit="kr",
)
SHARES = Chart(kind="pie", title="Deltagare", labels=("Kvinnor", "Män"), series=(Series(name="x", values=(14, 18)),))
ANSWER = Reply(title="Läget", chart=SPENT, notes=("Så räknar jag.",))
IN_WORDS = "Personal: Budget 547 999 kr, Loggat 118 400,50 kr"


def kinds(blocks) -> list[str]:
    return [block["type"] for block in blocks]


def spaced(shown) -> str:
    """All of it as text, with common spaces."""
    return json.dumps(shown, ensure_ascii=False).replace("\u00a0", " ")


def long_table(rows: int, caption: str = "Att bokföra") -> Table:
    return Table(
        columns=(Column(label="Utgift"), Column(label="Belopp", numeric=True)),
        rows=(*((f"Utgift {n}", f"{n}\u00a0250,50\u00a0kr") for n in range(1, rows)), ("Summa", "99\u00a0kr")),
        total=True,
        caption=caption,
    )


# What is drawn


def test_a_chart_says_what_it_shows_in_kronor():
    drawn = message(ANSWER)
    assert kinds(drawn["blocks"]) == ["rich_text", "data_visualization", "context", "context"]
    chart = drawn["blocks"][1]["chart"]
    assert chart["axis_config"] == {"categories": ["Personal", "Resor och logi"], "y_label": "kr"}
    assert chart["series"][1] == {
        "name": "Loggat",
        "data": [{"label": "Personal", "value": 118400.5}, {"label": "Resor och logi", "value": 3000}],
    }
    assert IN_WORDS in spaced(drawn["text"])


def test_a_pie_has_slices_and_leaves_out_what_is_nothing():
    nobody = SHARES.model_copy(
        update={"labels": ("Kvinnor", "Män", "Annat"), "series": (Series(name="", values=(14, 18, 0)),)}
    )
    (block,) = [block for block in message(Reply(chart=nobody))["blocks"] if block["type"] == "data_visualization"]
    assert block["chart"]["segments"] == [{"label": "Kvinnor", "value": 14}, {"label": "Män", "value": 18}]


def test_the_figures_are_said_once():
    told = ANSWER.model_copy(update={"chart": SPENT.model_copy(update={"told": True}), "table": long_table(3)})
    assert "547" not in told.plain()
    assert kinds(message(told)["blocks"]) == ["rich_text", "data_visualization", "rich_text", "table", "context"]


def test_the_own_page_has_the_figures_in_words():
    drawn = home(ANSWER)
    assert kinds(drawn["blocks"]) == ["rich_text", "rich_text", "context"]
    assert IN_WORDS in spaced(drawn["blocks"])


def test_names_that_are_cut_alike_are_told_apart():
    long = ("Branschseminarium bygg och anläggning", "Branschseminarium vård och omsorg")
    drawn = message(Reply(chart=SHARES.model_copy(update={"kind": "bar", "labels": long})))
    first, second = drawn["blocks"][0]["chart"]["axis_config"]["categories"]
    assert first != second
    assert check_message(drawn["blocks"]) == []
    assert "Branschseminarium vård och omsorg: 18" in spaced(drawn["text"])


@pytest.mark.parametrize("count", [0, 21])
def test_what_slack_cannot_draw_is_said_in_words(count):
    many = Chart(
        kind="line",
        title="Mycket",
        labels=tuple(f"dag {n}" for n in range(count)),
        series=(Series(name="", values=tuple(range(count))),),
    )
    drawn = message(Reply(title="Läget", chart=many))
    assert "data_visualization" not in kinds(drawn["blocks"])
    assert ("dag 20: 20" in str(drawn["blocks"])) == (count == 21)


def test_a_third_chart_is_said_in_words():
    drawn = message(Reply(parts=(Reply(chart=SPENT), Reply(chart=SHARES), Reply(chart=SHARES))))
    assert kinds(drawn["blocks"]).count("data_visualization") == 2
    assert check_message(drawn["blocks"]) == []


def test_a_chart_with_a_value_too_few_is_refused():
    with pytest.raises(ValueError, match="a value for each label"):
        Chart(kind="bar", title="x", labels=("a", "b"), series=(Series(name="x", values=(1,)),))


def test_a_long_table_has_pages_and_is_sorted_by_its_figures():
    drawn = message(Reply(table=long_table(31)))
    assert check_message(drawn["blocks"]) == []
    table, total = drawn["blocks"]
    assert (table["type"], table["caption"], len(table["rows"])) == ("data_table", "Att bokföra", 31)
    assert table["rows"][2][1] == {"type": "raw_number", "value": 2250.5, "text": "2\u00a0250,50\u00a0kr"}
    assert "Summa" in str(total)


def test_a_short_table_is_seen_at_once():
    assert kinds(message(Reply(table=long_table(13)))["blocks"]) == ["rich_text", "table"]


def test_a_second_table_is_a_table_too():
    second = Reply(title="År för år", table=long_table(4, caption=""))
    drawn = message(Reply(table=long_table(3), parts=(second,)))
    assert kinds(drawn["blocks"]) == ["rich_text", "table", "divider", "rich_text", "data_table", "rich_text"]
    assert drawn["blocks"][4]["caption"] == "År för år"
    assert check_message(drawn["blocks"]) == []


# How it comes


def test_a_command_is_answered_with_a_chart_in_private(house: House):
    house.reply = ANSWER
    assert house.playground.command(ANNA, "/yh-status", "").body in ("", None)
    message = house.last()
    assert message.only_for == ANNA
    assert "data_visualization" in kinds(message.blocks)


@pytest.mark.parametrize("where", ["command", "press", "said"])
def test_where_charts_are_not_taken_the_same_comes_in_words(over_http: House, where, caplog):
    refused(over_http, where)
    shown = over_http.last()
    assert kinds(shown.blocks) == ["rich_text", "rich_text", "context"]
    assert IN_WORDS in spaced(shown.blocks)
    assert over_http.playground.refusals[-1].error == "invalid_blocks"


def refused(house: House, where: str) -> None:
    house.playground.lack("data_visualization", "data_table")
    house.reply = ANSWER
    if where == "command":
        house.playground.command(ANNA, "/yh-status", "")
    elif where == "said":
        house.playground.message_to_bot(ANNA, "hur går det?")
    else:
        house.reply = Reply(title="Kort", buttons=(Button(label="Läget", action="status"),))
        card = house.playground.command(ANNA, "/yh-logg", "x").message
        house.reply = ANSWER
        house.playground.press(ANNA, card, "yh.status.1")


# Files


def test_a_file_is_made_after_the_answer(over_http: House):
    made: list[str] = []

    def make() -> bytes:
        made.append("rapport.txt")
        return b"Rapport"

    over_http.reply = Reply(title="Rapporten kommer till dig", files=(Attachment(name="rapport.txt", make=make),))
    over_http.playground.command(ANNA, "/yh-status", "rapport")
    assert "Rapporten kommer till dig" in over_http.seen()
    (came,) = [message for message in over_http.playground.visible(ANNA) if message.files]
    assert ([file["name"] for file in came.files], made) == (["rapport.txt"], ["rapport.txt"])
    assert came.channel == over_http.playground.workspace.dm_of(ANNA)


def test_several_files_come_one_by_one_and_one_that_fails_is_told_of(over_http: House, caplog):
    def broken() -> bytes:
        raise ValueError("Kalle Anka 070-123 45 67")

    files = (Attachment(name="a.docx", make=broken), Attachment(name="b.zip", make=lambda: b"PK"))
    over_http.reply = Reply(title="De kommer till dig", files=files)
    over_http.playground.message_to_bot(ANNA, "rapport")
    seen = over_http.seen()
    assert any("Det gick inte att göra i ordning a.docx just nu." in each for each in seen)
    assert [file["name"] for message in over_http.playground.visible(ANNA) for file in message.files] == ["b.zip"]
    assert "ValueError" in caplog.text
    assert "Kalle" not in caplog.text
