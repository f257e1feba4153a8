"""A project in March 2024 that has a little of everything, and ways to its reports."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from bot.claims import proposal
from bot.documents.excel import excel
from bot.documents.word import word
from bot.material import Material
from bot.project import Project
from bot.records import Activity, Expense, Indicator, Measurement, Note, Payment, Record
from bot.span import Span, whole
from bot.views.economy import economy
from bot.views.report_words import written
from storage import claims, receipts, records, report_data
from storage.database import Database

TODAY = date(2024, 3, 14)
QUARTER = Span(date(2024, 1, 1), date(2024, 3, 31), "kvartal 1 2024")
AUTUMN_2025 = Span(date(2025, 10, 1), date(2025, 12, 31), "kvartal 4 2025")
AT, WHO = "2024-03-14T07:00:00Z", "U1"
#: every field in which somebody could have written a name, and the formulas that Excel must not take them for
NAMES = ("Karin Öst", "Åke Testberg", "Bergslagens Bygg AB")


@dataclass
class Kept:
    """The file with its records, as of a day."""

    database: Database
    project: Project
    today: date = TODAY

    def log(self, *logged: Record) -> list[Record]:
        with self.database.transaction() as db:
            return [records.add(db, record, who=WHO, at=AT) for record in logged]

    def material(self, span: Span = QUARTER) -> Material:
        return report_data.material(self.database, self.project, span, self.today)

    def document(self, kind: Any = "lägesrapport", span: Span = QUARTER) -> Any:
        """The report as python-docx reads it."""
        return Document(io.BytesIO(word(written(self.material(span), kind))))

    def workbook(self, span: Span = QUARTER, *, values: bool = True) -> Any:
        """The economic report as openpyxl reads it: what its formulas come to, or the formulas."""
        return openpyxl.load_workbook(io.BytesIO(excel(economy(self.material(span)))), data_only=values)

    def claim(self, until: date) -> None:
        with self.database.transaction() as db:
            made, ready = claims.made(db), claims.unclaimed(db, self.project, until)
            claims.add(db, self.project, proposal(self.project, until, ready, claims.claimed(db), made), who=WHO, at=AT)

    def receipt(self, expense: int, name: str, content: bytes) -> None:
        """A file that is kept, as one that somebody sent."""
        with self.database.transaction() as db:
            receipts.want(db, expense, f"F{expense}{name}", name, who=WHO, at=AT)
            wanted = receipts.of(db, expense)[-1]
            kept = receipts.write(self.database.path, content, "application/pdf", "pdf")
            receipts.kept(db, wanted, kept, at=AT)


@pytest.fixture
def empty(tmp_path: Path, project: Project) -> Iterator[Kept]:
    database = Database(tmp_path / "yh.db")
    yield Kept(database, project)
    database.close()


@pytest.fixture
def kept(empty: Kept, activity: Callable[..., Activity], expense: Callable[..., Expense]) -> Kept:
    """Two years of a little of everything."""
    empty.log(
        activity("branschseminarium", "2023-04-19", title="Branschseminarium bygg", municipalities=("Kumla",), participants=26, women=7, men=19),
        activity("yh-släpp", "2024-01-25", title="YH-släpp på Conventum", municipalities=("Örebro",), participants=71, women=38, men=33),
        activity("dialog kommuner", "2024-02-06", title=f"Träff med {NAMES[0]}", municipalities=("Lekeberg", "Nora"), responsible=NAMES[1], perspectives=("jämställdhet",)),
        activity("event och mässor", "2024-02-28", title="Monter", municipalities=("Nora",), visitors=150),
        activity("nyhetsbrev", "2024-03-01", title="=1+1", status="cancelled"),
        activity("branschseminarium", "2024-05-14", title="Branschseminarium vård", municipalities=("Kumla",), status="planned"),
    )  # fmt: skip
    paid = {
        "booked_on": "2024-02-10",
        "paid_on": "2024-02-20",
        "attested_at": AT,
        "attested_by": WHO,
        "status": "attested",
    }
    empty.log(
        expense("Egen personal", "2023-05-25", 141_375, booked_on="2023-05-31", paid_on="2023-06-01", attested_at=AT, status="attested"),
        expense("Egen personal", "2024-01-25", 28_840.5, **paid),
        expense("Externa tjänster", "2024-01-25", 18_500, description="=SUM(A1:A9)", supplier=f"@{NAMES[2]}", activity_id=2, **paid),
        expense("Resor och logi", "2024-02-06", 312, description="+46 buss", activity_id=3),
        expense("Resor och logi", "2024-02-07", 99.99, description="-taxi", approximate=True),
        expense(None, "2024-02-08", 450, description="present"),
        expense("Externa tjänster", "2024-02-09", 100, currency="EUR", cost_ore=None),
        expense("Resor och logi", "2022-12-30", 77, description="för tidigt"),
    )  # fmt: skip
    empty.log(
        Payment(date=date(2024, 2, 15), amount_ore=200_000_00, payer="Örebro kommun"),
        Payment(date=date(2024, 2, 16), amount_ore=5_000_00, payer=NAMES[0]),
        Note(type="decision", date=date(2024, 2, 1), text=f"Partneravtalet godkändes av {NAMES[0]}", done_at=AT),
        Note(type="decision", date=date(2024, 3, 1), text="Val av utvärderare"),
        Note(type="deviation", date=date(2024, 2, 20), text="Bara fyra av tolv kommuner har svarat"),
        Note(type="todo", date=date(2024, 2, 20), text="Boka lokal", responsible=NAMES[1], due=date(2024, 3, 1)),
        Indicator(name="Fyllnadsgrad", goal=2, unit="%", baseline="71", target="90", due=date(2025, 12, 31)),  # type: ignore[arg-type]
    )
    empty.log(
        Measurement(indicator_id=1, value="74", date=date(2023, 12, 31)),  # type: ignore[arg-type]
        Measurement(indicator_id=1, value="87", date=date(2024, 3, 1)),  # type: ignore[arg-type]
    )
    return empty


@pytest.fixture
def everything(project: Project) -> Span:
    return whole(project)


def texts(document: Any) -> list[str]:
    """Every paragraph and cell of a Word document, in no particular order."""
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*(paragraph.text for paragraph in document.paragraphs), *cells]


def column(sheet: Any, label: str) -> list[Any]:
    """What stands below the first header so called, down to the first empty row."""
    header = next(cell for row in sheet.iter_rows() for cell in row if cell.value == label)
    below = sheet.iter_rows(min_row=header.row + 1, min_col=header.column, max_col=header.column, values_only=True)
    return [value for (value,) in below]


def converted(folder: Path, name: str, content: bytes, to: str) -> Path:
    """The file as LibreOffice writes it in another format. Its own settings lie in the folder."""
    source = folder / name
    source.write_bytes(content)
    out = folder / "converted"
    subprocess.run(
        [
            shutil.which("soffice") or "soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to", to, "--outdir", str(out), str(source),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return out / f"{source.stem}.{to.partition(':')[0]}"


def pages(pdf: Path) -> list[str]:
    """The text of each page."""
    told = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True)
    return told.stdout.split("\f")[:-1]


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
