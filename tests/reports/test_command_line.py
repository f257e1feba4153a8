"""`app.py rapport`, as whoever runs the assistant meets it."""

import stat
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
from click.testing import CliRunner, Result

import app
from bot.book import Book
from bot.documents import excel
from bot.records import Expense
from tests.reports.conftest import Kept, column, unzipped


@pytest.fixture
def run(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Runner":
    monkeypatch.setenv("YH_DATABASE", str(kept.database.path))
    monkeypatch.chdir(tmp_path)
    return Runner(tmp_path / "ut")


class Runner:
    """The command with a folder for its files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *words: str) -> Result:
        return CliRunner().invoke(app.main, ["rapport", *words, "--ut", str(self.folder), "--today", "2024-03-14"])

    @property
    def names(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("lägesrapport", "kvartal", "1", "2024"), ["lägesrapport-kvartal-1-2024.docx", "lägesrapport-kvartal-1-2024.txt"]),
        (("lägesrapport",), ["lägesrapport-kvartal-1-2024.docx", "lägesrapport-kvartal-1-2024.txt"]),
        (("ekonomi", "2024"), ["ekonomi-2024.xlsx"]),
        (("styrgrupp",), ["styrgruppsunderlag-2023-01-01-2024-03-14.docx"]),
        (("slutrapport",), ["slutrapport.docx", "slutrapport.txt"]),
        (("utvärdering",), ["underlag-till-utvärdering.xlsx"]),
    ],
)  # fmt: skip
def test_each_report_is_files_that_only_their_owner_reads(
    run: Runner, words: tuple[str, ...], names: list[str]
) -> None:
    said = run(*words)
    assert said.exit_code == 0, said.output
    assert run.names == names
    assert [Path(line).name for line in said.output.splitlines()] == names
    assert all(stat.S_IMODE((run.folder / name).stat().st_mode) == 0o600 for name in names)


def test_the_receipts_lie_beside_the_workbook_in_the_order_of_its_rows(run: Runner, kept: Kept) -> None:
    kept.receipt(3, "kvitto.pdf", b"%PDF-3")
    kept.receipt(2, "lön.pdf", b"%PDF-2")
    run("ekonomi", "2024")
    archive = unzipped((run.folder / "ekonomi-2024-kvitton.zip").read_bytes())
    assert list(archive.items()) == [("0001 utgift 2-1 lön.pdf", b"%PDF-2"), ("0002 utgift 3-1 kvitto.pdf", b"%PDF-3")]


def test_what_is_logged_while_it_is_made_moves_no_receipt_to_another_row(
    run: Runner, kept: Kept, expense: Callable[..., Expense], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.receipt(2, "lön.pdf", b"%PDF-2")

    def drawn(book: Book) -> bytes:
        kept.log(expense("Resor och logi", "2024-01-02", 10))
        return excel.excel(book)

    monkeypatch.setattr("handlers.report.excel", SimpleNamespace(excel=drawn))
    assert run("ekonomi", "2024").exit_code == 0
    sheet = openpyxl.load_workbook(run.folder / "ekonomi-2024.xlsx")["Kostnader"]
    archive = unzipped((run.folder / "ekonomi-2024-kvitton.zip").read_bytes())
    assert column(sheet, "Kvitto")[:1] == ["0001 utgift 2-1 lön.pdf"] == list(archive)


def test_a_report_that_somebody_may_have_written_in_is_not_written_over(run: Runner) -> None:
    run("slutrapport")
    (run.folder / "slutrapport.docx").write_bytes(b"min text")
    said = run("slutrapport")
    assert said.exit_code == 1 and "finns redan" in said.output
    assert (run.folder / "slutrapport.docx").read_bytes() == b"min text"


def test_a_period_that_is_none_or_lies_outside_is_told_of(run: Runner) -> None:
    assert "”hästar” förstod jag inte." in run("ekonomi", "hästar").output
    assert "2029 ligger utanför projekttiden" in run("ekonomi", "2029").output
    assert not run.folder.exists()
