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
def window(browser: Browser, address: str) -> Iterator["Window"]:
    """The Playground's page. When it closes, no fault may have come up on it."""
    page = browser.new_page(viewport={"width": 1280, "height": 1000}, locale="sv-SE", timezone_id="Europe/Stockholm")
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
        self.cards = page.locator(".ac-adaptiveCard")
        self.go(PERSONAL)

    @property
    def card(self) -> Locator:
        """The last one."""
        return self.cards.last

    def go(self, where: str) -> None:
        """To the chat with the assistant, or to the channel."""
        self.page.get_by_role("treeitem", name=where, exact=True).click()
        hint = "Start a new post" if where == CHANNEL else "Type a message..."
        self.page.get_by_text(hint).first.wait_for()

    def say(self, text: str) -> None:
        """Writes it, and waits for one card more."""
        before = self.cards.count()
        self.page.get_by_role("textbox").last.click()
        self.page.keyboard.insert_text(text)
        self.page.get_by_role("button", name="Send Message").last.click()
        expect(self.cards).to_have_count(before + 1)

    def mention(self, text: str) -> None:
        """Calls the assistant by name in the channel, in a new post."""
        self.page.get_by_role("textbox").first.click()
        self.page.keyboard.type("@")
        self.page.get_by_role("menuitem", name="YH-assistenten").click()
        self.page.keyboard.insert_text(f" {text}")
        self.page.get_by_role("button", name="Post", exact=True).click()

    def press(self, label: str) -> None:
        """A button of the last card."""
        self.card.get_by_role("button", name=label, exact=True).click()

    def shows(self, *texts: str) -> None:
        """Waits until the last card says all of it."""
        for text in texts:
            expect(self.card).to_contain_text(text)
