"""`python app.py playground` as a newcomer starts it, and a browser window on it."""

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect, sync_playwright

from tests.ports import free_port

ROOT = Path(__file__).parents[2]
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@contextmanager
def started(database: Path) -> Iterator[str]:
    """The playground with a file of its own; gives its address."""
    port = free_port()
    settings = {"YH_PORT": str(port), "YH_PLAYGROUND_DATABASE": str(database), "PATH": os.environ["PATH"]}
    process = subprocess.Popen([sys.executable, "app.py", "playground"], cwd=ROOT, env=settings)
    address = f"http://127.0.0.1:{port}/"
    try:
        _await(address)
        yield address
    finally:
        process.terminate()
        assert process.wait(10) == 0, "it stops when asked to"


def _await(address: str) -> None:
    deadline = time.monotonic() + 15
    while True:
        try:
            urllib.request.urlopen(address, timeout=1).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


@contextmanager
def window(
    address: str, *, width: int = 1280, height: int = 900, scale: float = 1, dark: bool = False
) -> Iterator[Page]:
    """A page in headless Chromium, in CSS pixels.

    When it closes, no fault may have come up on it, and nothing may have been asked for elsewhere.
    """
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
        page = browser.new_page(
            viewport={"width": width, "height": height},
            device_scale_factor=scale,
            locale="sv-SE",
            color_scheme="dark" if dark else "light",
        )
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "request", lambda sent: faults.extend([sent.url] if not sent.url.startswith((address, "data:")) else [])
        )
        page.goto(address)
        expect(page.get_by_text("Exempeldata").first).to_be_visible()  # only then does it take what is written
        yield page
        browser.close()
        assert faults == []


def composer(page: Any) -> Locator:
    """Where one writes, in a page or in a frame of it."""
    found: Locator = page.locator("#composer")
    return found


def write(page: Page, line: str) -> None:
    """Types a line and waits for its answer."""
    composer = page.get_by_role("textbox", name=re.compile("meddelande|skriv", re.I)).last
    composer.fill(line)
    answers = page.get_by_text("Bara du ser det här")
    before = answers.count()
    composer.press("Enter")
    expect(answers).to_have_count(before + 1)
