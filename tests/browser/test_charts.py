"""Charts and long tables on the playground's page: seen, heard, turned over and sorted by keyboard alone."""

import re
from collections.abc import Sequence
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect
from slack_sdk import WebClient

from bot.reply import Chart, Column, Reply, Series, Table
from handlers.playground import Playground
from handlers.slack.draw import message
from tests.browser.window import window
from tests.playground.kit import BOT_TOKEN

pytestmark = pytest.mark.browser

MONEY = Chart(
    kind="bar",
    title="Pengar 2024",
    labels=("Lönekostnader", "Resor och logi", "Externa tjänster"),
    series=(
        Series(name="Budget", values=(547_999, 42_000, 60_000)),
        Series(name="Loggat", values=(Decimal("118400.50"), 13_250, 0)),
    ),
    unit="kr",
)
LATE = Chart(
    kind="line", title="Fyllnadsgrad", labels=("kv 1", "kv 2"), series=(Series(name="", values=(-2, Decimal("0.5"))),)
)
WOMEN = Chart(kind="pie", title="Deltagare", labels=("Kvinnor", "Män"), series=(Series(name="", values=(38, 49)),))
EXPENSES = Table(
    columns=(Column(label="Utgift"), Column(label="Belopp", numeric=True)),
    rows=tuple((f"Utgift {n}", f"{(n * 7) % 30}\u00a0000\u00a0kr") for n in range(1, 30)),
    caption="Att bokföra",
)


def post(playground: Playground, *replies: Reply) -> None:
    client = WebClient(BOT_TOKEN, base_url=playground.api_url)
    for reply in replies:
        client.chat_postMessage(channel=playground.channel_id, **message(reply))


def test_a_chart_is_heard_with_its_figures_as_a_table(page: Page, playground: Playground) -> None:
    post(playground, Reply(chart=MONEY))
    drawing = page.get_by_role("img", name="Stapeldiagram: Pengar 2024")
    expect(drawing).to_have_accessible_description(re.compile("3 värden, från Lönekostnader .* Budget, Loggat"))
    figures = page.get_by_text("Visa siffrorna", exact=True)
    figures.focus()
    page.keyboard.press("Enter")
    table = page.get_by_role("table", name="Pengar 2024")
    expect(table.get_by_role("row").nth(1)).to_have_text("Lönekostnader547 999118 400,5")
    expect(table.get_by_role("columnheader")).to_have_text(["(kr)", "Budget", "Loggat"])


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_of_a_chart_is_cut_off_or_covers_something_else(playground: Playground, width: int) -> None:
    months = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
    year = MONEY.model_copy(update={"labels": months, "series": (Series(name="x", values=(123_456_789,) * 12),)})
    with window(playground.url, width=width) as page:
        post(playground, *(Reply(chart=chart) for chart in (MONEY, year, LATE, WOMEN)))
        expect(page.get_by_role("figure")).to_have_count(4)
        assert page.evaluate(OUTSIDE) == []
        assert page.evaluate(COVERED) == []


#: Texts and marks of a chart that reach outside its drawing.
OUTSIDE = """() => [...document.querySelectorAll(".chart > svg")].flatMap((svg) => {
  const frame = svg.getBoundingClientRect();
  return [...svg.querySelectorAll("text, rect, circle[r='4']")].filter((node) => {
    const box = node.getBoundingClientRect();
    return box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
  }).map((node) => node.outerHTML);
})"""

#: Texts of a chart that stand on one another.
COVERED = """() => [...document.querySelectorAll(".chart > svg")].flatMap((svg) => {
  const boxes = [...svg.querySelectorAll("text")].map((node) => [node.textContent, node.getBBox()]);
  return boxes.flatMap(([text, a], index) => boxes.slice(index + 1)
    .filter(([, b]) => a.x < b.x + b.width && b.x < a.x + a.width && a.y + 3 < b.y + b.height && b.y + 3 < a.y + a.height)
    .map(([other]) => `${text} / ${other}`));
})"""


def test_a_long_table_is_turned_over_and_sorted_by_keyboard_alone(page: Page, playground: Playground) -> None:
    post(playground, Reply(table=EXPENSES))
    table = page.get_by_role("table", name="Att bokföra")
    expect(table.get_by_role("rowheader")).to_have_text([f"Utgift {n}" for n in range(1, 11)])
    onwards = page.get_by_role("button", name="Nästa")
    onwards.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="21–29 av 29")).to_be_visible()
    expect(onwards).to_be_disabled()
    expect(page.get_by_role("button", name="Föregående")).to_be_focused()

    amounts = table.get_by_role("button", name="Belopp")
    amounts.focus()
    page.keyboard.press("Enter")
    assert column(page) == sorted(column(page)), "by what it is worth, not by its letters"
    expect(table.get_by_role("columnheader", name="Belopp")).to_have_attribute("aria-sort", "ascending")
    page.keyboard.press("Enter")
    assert column(page)[0] == 29
    expect(amounts).to_be_focused()


def column(page: Page) -> Sequence[int]:
    """The amounts that are seen, in thousands."""
    return [int(text.split("\u00a0")[0]) for text in page.locator(".data tbody .right").all_inner_texts()]
