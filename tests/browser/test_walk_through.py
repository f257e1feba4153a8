"""The README's walk-through in a real browser: log, undo, status, and a reminder that arrives by itself."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture
def playground(tmp_path: Path) -> Iterator[str]:
    """`python app.py playground`, as a newcomer starts it; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {"YH_PORT": str(port), "YH_PLAYGROUND_DATABASE": str(tmp_path / "yh.db"), "PATH": os.environ["PATH"]}
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


@pytest.fixture
def page(playground: str) -> Iterator[Page]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
        page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="sv-SE")
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(playground)
        yield page
        browser.close()
        assert faults == []


def write(page: Page, line: str) -> None:
    composer = page.get_by_role("textbox", name=re.compile("meddelande|skriv", re.I)).last
    composer.fill(line)
    composer.press("Enter")


def test_a_member_logs_undoes_asks_for_status_and_is_reminded(page: Page) -> None:
    expect(page.get_by_text("Exempeldata").first).to_be_visible()

    write(page, "/yh-logg branschseminarium energi i Hallsberg 12 mars, 28 deltagare varav 11 kvinnor")
    expect(page.get_by_text("är loggad").first).to_be_visible()
    expect(page.get_by_text("28 deltagare: 11 kvinnor, 17 män").first).to_be_visible()
    expect(page.get_by_text("Bara du ser det här").first).to_be_visible()

    page.get_by_role("button", name="Ångra").last.click()
    expect(page.get_by_text("är ångrad").first).to_be_visible()

    write(page, "/yh-status")
    expect(page.get_by_text("Läget tors 14 mars 2024").first).to_be_visible()

    expect(page.get_by_text("Branschseminarium industri: sista anmälningsdag i morgon").first).to_be_visible(
        timeout=40_000
    )


def test_a_form_is_filled_in_and_says_at_the_field_what_is_wrong(page: Page) -> None:
    write(page, "/yh-logg")
    page.get_by_role("button", name="Utgift", exact=True).last.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Belopp").fill("många kronor")
    dialog.get_by_label("Vad", exact=True).fill("Lokal")
    dialog.get_by_role("button", name="Spara").click()
    expect(dialog.get_by_text("Skriv beloppet i kronor, till exempel 1 250,50.")).to_be_visible()
    dialog.get_by_label("Belopp").fill("1 250,50")
    dialog.get_by_role("button", name="Spara").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_text(re.compile("Utgift .* är sparad")).first).to_be_visible()
