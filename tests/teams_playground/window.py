"""A browser window on the Agents Playground: what Maja writes, presses and fills in, and what she sees."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.browser.window import QUIET

PERSONAL, CHANNEL = "Personal Chat", "YH - yh-samverkan"


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
        yield started
        started.close()


@contextmanager
def window(
    browser: Browser, address: str, *, width: int = 1280, height: int = 1000, scale: float = 1
) -> Iterator["Window"]:
    """The Playground's page, in CSS pixels. When it closes, no fault may have come up on it."""
    page = browser.new_page(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
    )
    page.set_default_timeout(10_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.route(lambda url: not url.startswith(address), lambda asked: asked.abort())  # its fonts are on the net
    page.goto(address)
    yield Window(page)
    page.close()
    assert faults == []


class Window:
    """Maja's. Everything here waits for what it needs to be there."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.here: Page | Locator = page  # where the cards are looked for: a chat, or one post of the channel
        self.go(PERSONAL)

    @property
    def cards(self) -> Locator:
        return self.here.locator(".ac-adaptiveCard")

    @property
    def card(self) -> Locator:
        """The last one."""
        return self.cards.last

    @property
    def message(self) -> Locator:
        """The last one of the assistant: who says it, and the card."""
        by = self.page.get_by_role("img", name="YH-assistenten")
        name = self.page.get_by_text("YH-assistenten", exact=True)
        return self.page.locator("div").filter(has=by).filter(has=name).filter(has=self.cards).last

    def go(self, where: str) -> None:
        """To the chat with the assistant, or to the channel."""
        self.here = self.page
        self.page.get_by_role("treeitem", name=where, exact=True).click()
        hint = "Start a new post" if where == CHANNEL else "Type a message..."
        self.page.get_by_text(hint).first.wait_for()

    def write(self, text: str) -> None:
        self.page.get_by_role("textbox").last.click()
        self.page.keyboard.insert_text(text)
        self.page.get_by_role("button", name="Send Message").last.click()

    def say(self, text: str) -> None:
        """Writes it, and waits for one card more."""
        before = self.cards.count()
        self.write(text)
        self.has(before + 1)

    def mention(self, text: str) -> None:
        """Calls the assistant by name in the channel, in a new post; what is looked at then is what stands under it."""
        self.page.get_by_role("textbox").first.click()
        self.page.keyboard.type("@")
        self.page.get_by_role("menuitem", name="YH-assistenten").click()
        self.page.keyboard.insert_text(f" {text}")
        self.page.get_by_role("button", name="Post", exact=True).click()
        self.looks_at(text)

    def looks_at(self, text: str) -> None:
        """The post of the channel that says so; what is pressed and read then stands in it."""
        self.here = self.page.get_by_role("group").filter(has_text=text)

    def press(self, label: str) -> None:
        """A button of the last card."""
        self.card.get_by_role("button", name=label, exact=True).click()

    def fill(self, label: str, text: str) -> None:
        self._field(label).fill(text)

    def choose(self, label: str, what: str) -> None:
        self.card.get_by_role("combobox", name=label, exact=True).click()
        self.page.get_by_role("option", name=what, exact=True).click()

    def filled(self, label: str) -> str:
        """What stands in a field."""
        return self._field(label).input_value()

    def _field(self, label: str) -> Locator:
        return self.card.get_by_role("textbox", name=label, exact=True)

    def has(self, cards: int) -> None:
        """Waits for so many cards."""
        expect(self.cards).to_have_count(cards)

    def shows(self, *texts: str) -> None:
        """Waits until the last card says all of it."""
        for text in texts:
            expect(self.card).to_contain_text(text)

    def reads(self, text: str) -> None:
        """Waits until it stands there, in a card or not."""
        expect(self.here.get_by_text(text).first).to_be_visible()

    def logs(self, text: str) -> None:
        """Waits until the Playground's own log says it: what it sent, and how that was answered."""
        expect(self.page.get_by_text(text)).to_be_visible()
