"""What LibreOffice makes of the reports: pages, words on them, and the sums that it works out by itself.

`make office`: it takes a minute, and needs LibreOffice's Writer and Calc and poppler's tools.
"""

import io
import re
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bot.documents.excel import excel
from bot.documents.word import word
from bot.records import Activity, Note
from bot.span import Span
from bot.views.economy import economy
from bot.views.evaluation import evaluation
from bot.views.report_words import written
from tests.reports.conftest import AUTUMN_2025, QUARTER, TODAY, Kept, converted, pages

pytestmark = pytest.mark.office

FUNDED = "Projektet finansieras av Region Örebro län, Örebro kommun och Handelskammaren Mälardalen."
YEAR = Span(date(2024, 1, 1), date(2024, 12, 31), "2024")


def printed(kept: Kept, folder: Path, kind: Any, span: Span = QUARTER) -> list[str]:
    """The text of each page of a report."""
    return pages(converted(folder, f"{kind}.docx", word(written(kept.material(span), kind)), "pdf"))


@pytest.mark.parametrize("kind", ["lägesrapport", "styrgruppsunderlag", "slutrapport"])
def test_each_page_has_something_on_it_its_number_and_the_funders(kept: Kept, tmp_path: Path, kind: str) -> None:
    printed_pages = printed(kept, tmp_path, kind)
    for number, page in enumerate(printed_pages, 1):
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        assert lines[-1].startswith(FUNDED) and lines[-1].endswith(f"Sida {number} av {len(printed_pages)}")
        assert len(lines) > 4, f"page {number} is as good as empty"


def test_the_headings_come_in_the_project_files_order(kept: Kept, tmp_path: Path) -> None:
    report = written(kept.material(), "lägesrapport")
    whole = "\n".join(printed(kept, tmp_path, "lägesrapport"))
    found = [whole.find(f"\n{section.heading}") for section in report.sections]
    assert -1 not in found and found == sorted(found)


def test_the_steering_groups_papers_are_two_pages_however_much_there_is(kept: Kept, tmp_path: Path) -> None:
    long = (
        "Det här är en lång mening om något som styrgruppen behöver ta ställning till innan arbetet kan gå vidare, med flera led "
        * 2
    )
    kept.log(
        *(Note(type="decision", date=TODAY, text=long, done_at=at) for at in (None, "2024-03-14T07:00:00Z") for _ in range(20)),
        *(Note(type=kind, date=TODAY, text=long, responsible="Anna Ek", due=TODAY) for kind in ("deviation", "todo") for _ in range(20)),
        *(
            Activity(type="branschseminarium", title=f"Branschseminarium om industrins kompetensbehov {day}", date=TODAY + timedelta(days=day), status="planned", municipalities=("Kumla",))
            for day in range(1, 30)
        ),
    )  # fmt: skip
    assert len(printed(kept, tmp_path, "styrgruppsunderlag")) == 2


def test_an_empty_period_is_a_report_that_says_so(kept: Kept, empty: Kept, tmp_path: Path) -> None:
    first, *_ = printed(kept, tmp_path, "lägesrapport", AUTUMN_2025)
    assert "Inget är loggat för perioden." in first


def test_a_long_table_repeats_its_header(kept: Kept, tmp_path: Path) -> None:
    kept.log(
        *(
            Activity(type="nyhetsbrev", title=f"Nyhetsbrev {day}", date=date(2024, 1, 1) + timedelta(days=day))
            for day in range(70)
        )
    )
    listed = [page for page in printed(kept, tmp_path, "lägesrapport") if "Nyhetsbrev " in page and "Nr" in page]
    assert len(listed) > 1 and all(re.search(r"Nr\s+Datum\s+Tillfälle", page) for page in listed)


@pytest.mark.parametrize("span", [QUARTER, YEAR, AUTUMN_2025, None], ids=lambda span: span.name if span else "hela")
def test_the_spreadsheet_works_out_every_sum_as_we_did(
    kept: Kept, everything: Span, tmp_path: Path, span: Span | None
) -> None:
    kept.claim(date(2024, 1, 31))
    kept.log(*_odd_ore(kept))
    content = excel(economy(kept.material(span or everything)))
    ours = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    theirs = openpyxl.load_workbook(
        converted(tmp_path, "ekonomi.xlsx", without_values(content), "xlsx"), data_only=True
    )
    formulas = [
        cell for sheet in openpyxl.load_workbook(io.BytesIO(content)) for row in sheet.iter_rows() for cell in row
        if cell.data_type == "f"
    ]  # fmt: skip
    assert len(formulas) > 100
    for cell in formulas:
        where = (cell.parent.title, cell.coordinate)
        our, their = ours[where[0]][where[1]].value, theirs[where[0]][where[1]].value
        assert isinstance(their, int | float) and abs(our - their) < 0.001, (
            f"{where}: {cell.value} is {their}, not {our}"
        )


def _odd_ore(kept: Kept) -> list[Any]:
    """Salaries whose flat rate and share end on half an öre."""
    expense = kept.material().expenses[0]
    return [
        expense.model_copy(update={"id": None, "date": date(2024, 2, day), "amount_ore": ore, "cost_ore": ore, "booked_on": date(2024, 3, 1)})
        for day, ore in ((1, 3_393_010), (2, 10), (3, 1_234_567), (4, -30))
    ]  # fmt: skip


def without_values(content: bytes) -> bytes:
    """The workbook without what its formulas come to, so that whoever opens it has to work that out."""
    stripped = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stripped, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", part) if "/worksheets/" in name else part)
    return stripped.getvalue()


def test_the_workbooks_print_on_pages_with_the_funders(kept: Kept, everything: Span, tmp_path: Path) -> None:
    material = kept.material(everything)
    for name, book in (("ekonomi", economy(material)), ("utvärdering", evaluation(material))):
        printed_pages = pages(converted(tmp_path, f"{name}.xlsx", excel(book), "pdf"))
        assert len(printed_pages) >= len(book.sheets)
        assert all(FUNDED in page for page in printed_pages)
