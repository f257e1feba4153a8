"""The playground's page can be read by everybody: on a phone, in the dark, and by those who listen to it."""

import pytest
from playwright.sync_api import expect
from slack_sdk import WebClient

from handlers.playground import File, Playground
from tests.browser.window import window
from tests.playground.kit import ANNA, BO, BOT_TOKEN, actions, button, section

pytestmark = pytest.mark.browser
SIZES = [(1280, False), (1280, True), (390, False), (390, True)]

#: Every visible text that stands out too little from what is behind it (WCAG: 4.5 to 1).
FAINT = """() => {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    pen.clearRect(0, 0, 1, 1); pen.fillStyle = color; pen.fillRect(0, 0, 1, 1);
    return pen.getImageData(0, 0, 1, 1).data;
  };
  const light = ([...color]) => color.slice(0, 3).map((part) => part / 255)
    .map((part) => (part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * [.2126, .7152, .0722][index], 0);
  const behind = (node) => {
    const color = rgba(getComputedStyle(node).backgroundColor);
    return color[3] === 255 ? color : behind(node.parentElement);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const faint = [];
  while (texts.nextNode()) {
    const node = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !node.checkVisibility() || node.closest(":disabled, .hidden, svg, noscript")) continue;
    const [one, other] = [light(rgba(getComputedStyle(node).color)), light(behind(node))].sort();
    if ((other + .05) / (one + .05) < 4.5) faint.push(texts.currentNode.data.trim());
  }
  return faint;
}"""


def full(playground: Playground) -> None:
    """Something of everything in the channel: a file, a thread, private words, a table and charts."""
    client = WebClient(BOT_TOKEN, base_url=playground.api_url)
    root = playground.say(ANNA, "Långtnamnutanmellanslag" * 8, files=[File("kvitto " * 9 + ".pdf", b"x")])
    for number in range(6):
        playground.say(BO, f"Svar {number}", thread_ts=root.ts)
    where = {"channel": playground.channel_id, "text": "Läget"}
    client.chat_postEphemeral(**where, user=ANNA, thread_ts=root.ts, blocks=[section("*Bara du*"), actions(button())])
    cells = [
        [{"type": "raw_text", "text": text} for text in row] for row in (["Delmål", "Mål"], ["Arbetsgivare", "40"])
    ]
    client.chat_postMessage(**where, blocks=[{"type": "table", "rows": cells}])
    months = {"axis_config": {"categories": ["jan", "feb"]}}
    series = [{"name": "Antal", "data": [{"label": "jan", "value": 3}, {"label": "feb", "value": 5}]}]
    for chart in ({"type": "bar", "series": series} | months, {"type": "pie", "segments": series[0]["data"]}):
        client.chat_postMessage(**where, blocks=[{"type": "data_visualization", "title": "Antal", "chart": chart}])
    client.chat_postMessage(**where, blocks=[section(), actions(button("a"), button("b", style="danger"))])


@pytest.mark.parametrize(("width", "dark"), SIZES)
def test_everything_has_a_name_fits_and_can_be_read(playground: Playground, width: int, dark: bool) -> None:
    full(playground)
    with window(playground.url, width=width, dark=dark) as page:
        expect(page.get_by_role("figure")).to_have_count(2)
        for place in ("documentElement", "querySelector('#scroll')"):
            assert page.evaluate(f"(it => it.scrollWidth - it.clientWidth)(document.{place})") == 0
        nameless = [line for line in page.locator("body").aria_snapshot().splitlines() if nobody(line)]
        assert nameless == []
        assert page.evaluate(FAINT) == []
        background = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (sum(int(part) for part in background[4:-1].split(",")) < 200) == dark


def nobody(line: str) -> bool:
    """Whether a line of the accessibility tree is something to use or to find one's way by, without a name."""
    role = line.strip().removeprefix("- ").split(" ")[0].rstrip(":")
    return (
        role in {"button", "link", "textbox", "radio", "combobox", "menuitem", "region", "dialog"} and '"' not in line
    )
