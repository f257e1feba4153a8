"""The evaluator's export holds nothing that anybody wrote in words."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl

from bot.documents.excel import excel
from bot.records import Activity, Contact, Expense, Note, Payment
from bot.span import Span
from bot.views.evaluation import evaluation
from tests.reports.conftest import NAMES, Kept, column

SECRET = "Hemliga Hanna"


def exported(kept: Kept, span: Span) -> bytes:
    return excel(evaluation(kept.material(span)))


def test_whatever_field_a_name_is_written_in_it_is_not_in_the_export(
    kept: Kept, everything: Span, activity: Callable[..., Activity], expense: Callable[..., Expense]
) -> None:
    words = {"title": SECRET, "place": SECRET, "responsible": SECRET, "note": SECRET}
    kept.log(
        activity("nyhetsbrev", "2024-03-05", **words),
        expense("Resor och logi", "2024-03-05", 10, description=SECRET, supplier=SECRET, voucher=SECRET, returned_reason=SECRET, attested_by=SECRET),
        Contact(name=SECRET, organisation=SECRET, role=SECRET, email="hanna@example.se", phone="+46701234567", source=SECRET, target_group="arbetsgivare", municipality="Nora"),
        Payment(date="2024-03-05", amount_ore=100, payer=SECRET, description=SECRET),  # type: ignore[arg-type]
        Note(type="deviation", date="2024-03-05", text=SECRET, responsible=SECRET),  # type: ignore[arg-type]
    )  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(exported(kept, everything))) as parts:
        content = b"".join(parts.read(name) for name in parts.namelist()).decode("utf-8", "ignore")
    for name in (SECRET, "Hanna", "hanna@", "4670", "U1", *NAMES):
        assert name not in content


def test_it_counts_what_was_held_and_for_whom(kept: Kept, everything: Span) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exported(kept, everything)), data_only=True)
    occasions: Any = book["Tillfällen"]
    assert column(occasions, "Deltagare") == [26, 71, None, None, None]
    assert column(occasions, "Läge")[-1] == "Inställd"
    assert column(book["Per delmål"], "Tillfällen") == [1, 1, 1, 1, 1, 1, 1]
    assert column(book["Kontakter"], "Målgrupp") == ["Inga kontakter"]


def test_it_says_what_is_left_out(kept: Kept, everything: Span) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exported(kept, everything)))
    told = [cell.value for row in book["Om underlaget"].iter_rows() for cell in row if cell.value]
    assert any(str(line).startswith("Utelämnat: rubriker, platser, ansvariga") for line in told)
