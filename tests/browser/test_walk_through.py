"""The README's walk-through in a real browser: log, undo, status, and a reminder that arrives by itself."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.window import started, window, write

pytestmark = pytest.mark.browser


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    with started(tmp_path / "yh.db") as address, window(address) as page:
        yield page


def test_a_member_logs_undoes_asks_for_status_and_is_reminded(page: Page) -> None:
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
    dialog.get_by_label("Kostnadsslag").select_option("Externa tjänster")
    dialog.get_by_role("button", name="Spara").click()
    expect(dialog.get_by_text("Skriv beloppet i kronor, till exempel 1 250,50.")).to_be_visible()
    dialog.get_by_label("Belopp").fill("1 250,50")
    dialog.get_by_role("button", name="Spara").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_text(re.compile("Utgift .* är sparad")).first).to_be_visible()
