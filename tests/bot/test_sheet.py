"""Rows of Excel and CSV files, as people and ledgers save them."""

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime, time
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.errors import SheetRefused
from bot.sheet import amount_ore, day, read_sheets, under_headings

LEDGER = {
    "date": ("Datum", "Bokföringsdatum"),
    "voucher": ("Ver", "Verifikation"),
    "text": ("Text",),
    "amount": ("Belopp", "Debet"),
}
ROWS = [
    ["Huvudbok 2024"],
    [],
    ["Bokföringsdatum", "Ver.", "Text", "Belopp (kr)", "Konto"],
    ["2024-03-12", "A101", "Taxi, Örebro", "1 250,50", "5800"],
    ["2024-03-13", "A102", "Lokal i Kumla", "-340,00", "5010"],
]


def cells(content: bytes) -> list[dict[str, str]]:
    table = under_headings(read_sheets(content)[0], LEDGER)
    return [line.cells for line in table.lines] if table else []


def as_csv(delimiter: str, encoding: str, end: str = "\r\n") -> bytes:
    quoted = ([f'"{cell}"' if delimiter in cell else cell for cell in row] for row in ROWS)
    return end.join(delimiter.join(row) for row in quoted).encode(encoding)


def as_excel(*rows: list[Any]) -> bytes:
    book, content = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_ledger_reads_the_same_whatever_way_it_was_saved(delimiter: str, encoding: str) -> None:
    assert cells(as_csv(delimiter, encoding)) == [
        {"date": "2024-03-12", "voucher": "A101", "text": "Taxi, Örebro", "amount": "1 250,50"},
        {"date": "2024-03-13", "voucher": "A102", "text": "Lokal i Kumla", "amount": "-340,00"},
    ]


def test_rows_are_numbered_as_excel_shows_them_and_unknown_columns_are_named() -> None:
    table = under_headings(read_sheets(as_csv(";", "utf-8"))[0], LEDGER)
    assert table
    assert [line.number for line in table.lines] == [4, 5]
    assert table.unknown == ("Konto",)
    assert table.headings["amount"] == "Belopp (kr)"


def test_excel_names_its_delimiter_in_a_first_line() -> None:
    assert cells(b"sep=|\r\nDatum|Text\r\n2024-03-12|a;b;c\r\n") == [{"date": "2024-03-12", "text": "a;b;c"}]


def test_what_excel_keeps_as_days_times_and_numbers_is_text_as_one_writes_it() -> None:
    content = as_excel(
        ["Datum", "Ver", "Text", "Belopp"],
        [date(2024, 3, 12), 101, time(13, 30), 1250.5],
        [datetime(2024, 3, 12, 9, 5), "0101", True, 0.1 + 0.2],
        [None, None, " buss ", -340],
    )
    assert cells(content) == [
        {"date": "2024-03-12", "voucher": "101", "text": "13:30", "amount": "1250,5"},
        {"date": "2024-03-12 09:05", "voucher": "0101", "text": "Ja", "amount": "0,3"},
        {"text": "buss", "amount": "-340"},
    ]


def test_a_formula_counts_by_its_value() -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Datum", "Belopp"])
        page.write_string(1, 0, "2024-03-12")
        page.write_formula(1, 1, "=2*170", None, 340)
    assert cells(content.getvalue()) == [{"date": "2024-03-12", "amount": "340"}]


def test_a_formula_that_was_never_computed_is_told_and_not_read_as_nothing() -> None:
    with pytest.raises(SheetRefused, match="Cell B2 på bladet Sheet är en formel utan uträknat värde"):
        read_sheets(as_excel(["Datum", "Belopp"], ["2024-03-12", "=2*170"]))


def test_each_visible_sheet_is_read_by_itself() -> None:
    book, content = Workbook(), io.BytesIO()
    book.active.title = "Utgifter"
    book.active.append(["Datum", "Belopp"])
    book.create_sheet("Aktiviteter").append(["Typ"])
    book.create_sheet("Listor").sheet_state = "hidden"
    book.save(content)
    assert [sheet.name for sheet in read_sheets(content.getvalue())] == ["Utgifter", "Aktiviteter"]


def packed(names: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, inside in names.items():
            file.writestr(name, inside)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "Filen är tom"),
        (b"\xef\xbb\xbf\r\n;;\r\n", "Filen är tom"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "gammalt Excelformat eller har lösenord"),
        (b"PK\x03\x04 and no more", "skadad"),
        (packed({"word/document.xml": b"<a/>"}), "varken Excel"),
        (packed({"xl/workbook.xml": b"<a/>"}), "går inte att läsa som Excel"),
        (packed({"xl/workbook.xml": b"<a/>", "xl/big.xml": bytes(251 * 1024 * 1024)}), "för stor när den packas upp"),
        (b"%PDF-1.7 text", "varken Excel"),
        (b"a;b\0c", "varken Excel"),
        (b"a;b\r\n" * 50_001, "fler än 50 000 rader"),
        (b"a;" * 11_000_000, "större än 20 MB"),
    ],
    ids=["nothing", "blank", "old", "cut", "word", "no book", "bomb", "picture", "binary", "long", "large"],
)  # fmt: skip
def test_what_is_not_read_says_why(content: bytes, says: str) -> None:
    with pytest.raises(SheetRefused, match=says):
        read_sheets(content)


@given(st.binary(max_size=400))
def test_no_bytes_do_more_than_be_refused(content: bytes) -> None:
    with suppress(SheetRefused):
        assert read_sheets(content)


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("1250", 125000), ("1 250,50", 125050), ("1\u00a0250,5 kr", 125050), ("1.250,50", 125050),
        ("1,250.50", 125050), ("1250.50", 125050), ("1.250", 125000), ("1.250.000", 125000000), ("-340", -34000),
        ("−340,00", -34000), ("340,00-", -34000), ("(340,00)", -34000), ("SEK 99", 9900), ("1250:-", 125000),
        ("12,5000", 1250), ("12,500", None), ("0,5", 50), ("1'250.00", 125000), ("+12", 1200),
        ("", None), ("tolv", None), ("12,345", None), ("(12", None), ("1,2,3.4.5", None), ("12 st", None), ("EUR 5", None),
    ],
)  # fmt: skip
def test_amounts_as_ledgers_write_them(text: str, ore: int | None) -> None:
    assert amount_ore(text) == ore


@given(st.integers(-(10**11), 10**11))
def test_an_amount_is_read_back_as_it_was_written(ore: int) -> None:
    sign, kronor, rest = "-" if ore < 0 else "", abs(ore) // 100, abs(ore) % 100
    assert amount_ore(f"{sign}{kronor:,},{rest:02}".replace(",", " ", f"{kronor:,}".count(","))) == ore
    assert amount_ore(f"{sign}{kronor},{rest:02}") == amount_ore(f"{sign}{kronor}.{rest:02}") == ore


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2024-03-12", date(2024, 3, 12)), ("2024-03-12 00:00:00", date(2024, 3, 12)), ("20240312", date(2024, 3, 12)),
        ("12/3 2024", date(2024, 3, 12)), ("12/03/2024", date(2024, 3, 12)), ("12.3.2024", date(2024, 3, 12)),
        ("12 mars 2024", date(2024, 3, 12)), ("240312", date(2024, 3, 12)), ("12/3", date(2024, 3, 12)),
        ("2024-02-30", None), ("A101", None), ("", None), ("mars", None),
    ],
)  # fmt: skip
def test_days_as_ledgers_write_them(text: str, read: date | None) -> None:
    assert day(text, date(2024, 3, 14)) == read
