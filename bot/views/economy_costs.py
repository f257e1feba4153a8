"""The workbook's sheets of single costs: those of the period, those before it, by activity, and what is not counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.book import Cell, Column, Formula, Grid, Rows, Sheet, kronor
from bot.entries import Entry, WhyNot, entry
from bot.material import Material
from bot.records import VAT, Expense
from bot.views.formulas import sum_of

PERIOD, BEFORE = "Kostnader", "Tidigare kostnader"
UNBOUND, UNDIVIDED = "utan", "hela"  # in the column of activities: a formula can ask for a word, and not for nothing
COLUMNS = (
    Column("Rad", "name", 6), Column("Utgift", "name", 8), Column("Datum", "day", 12), Column("År", "name", 7),
    Column("Kostnadsslag", "text", 18), Column("Vad", "text", 28), Column("Leverantör", "text", 18),
    Column("Aktivitet", "name", 10), Column("Aktivitetens rubrik", "text", 28), Column("Belopp", "money", 12),
    Column("Moms", "text", 13), Column("Loggat", "money", 12), Column("Bokfört", "money", 12),
    Column("Betalt", "money", 12), Column("Klart", "money", 12), Column("Rekvirerat", "money", 12),
    Column("Verifikation", "text", 12), Column("Bokförd", "day", 12), Column("Betald", "day", 12),
    Column("Attesterad", "day", 12), Column("Rekvisition", "name", 12), Column("Kvitto", "text", 28),
)  # fmt: skip
STAGES = ("Loggat", "Bokfört", "Betalt", "Klart", "Rekvirerat")
_WITHOUT: dict[int | str, str] = {UNBOUND: "Utan aktivitet", UNDIVIDED: "För hela projektet, fördelas inte"}
WHY_NOT: dict[WhyNot, str] = {
    "outside_costs": "Utanför projektets kostnader",
    "by_hand": "Täcks av schablonen, som räknas ut av sig själv",
    "unknown_category": "Kostnadsslaget finns inte i projektet",
    "other_currency": "Annan valuta, eller utan kostnad i kronor",
    "outside_period": "Datum utanför projekttiden",
}


@dataclass(frozen=True)
class Ledger:
    """`entries`: all that is counted from the project's start; `sheets`: of the period, then of the time before it."""

    entries: tuple[Entry, ...]
    sheets: tuple[Sheet, ...]


def counted(material: Material) -> list[Entry]:
    """The period's costs in the order of their rows."""
    return [each for each in _entries(material) if material.span.covers(each.expense.date)]


def _entries(material: Material) -> list[Entry]:
    found = (entry(expense, material.project) for expense in material.expenses)
    return [each for each in found if not each.why_not]


def ledger(material: Material) -> Ledger:
    """The costs of the period and, when it does not begin with the project, those before it."""
    period = counted(material)
    before = [each for each in _entries(material) if each.expense.date < material.span.first]
    sheets = [_sheet(material, PERIOD, f"Kostnader: {material.span.name}", period)]
    if material.span.first > material.project.start:
        sheets.append(_sheet(material, BEFORE, f"Kostnader före {material.span.first.isoformat()}", before))
    return Ledger((*before, *period), tuple(sheets))


def _sheet(material: Material, name: str, title: str, entries: Sequence[Entry]) -> Sheet:
    lines = (
        "En rad för varje kostnad. Kvittot heter i arkivet som i kolumnen Kvitto. Summan följer filtret.",
        "Klart är det som är bokfört, betalt och attesterat och inte rekvirerat.",
    )
    rows = [_row(material, number, each) for number, each in enumerate(entries, 1)] or [_nothing()]
    top = Rows(lines).top(len(rows) + 1)
    total: list[Cell] = [None] * len(COLUMNS)
    total[5] = "Summa"
    for index, column in enumerate(COLUMNS):
        if column.label in STAGES:
            total[index] = sum_of(rows, index, top, shown=True)
    return Sheet(name, title, lines, (Grid(top, COLUMNS, (*rows, tuple(total)), total=True, listed=True),))


def _nothing() -> tuple[Cell, ...]:
    row: list[Cell] = [None] * len(COLUMNS)
    row[5] = "Inga kostnader"
    return tuple(row)


def _row(material: Material, number: int, each: Entry) -> tuple[Cell, ...]:
    expense = each.expense
    activity = material.bound.get(expense.activity_id or 0)
    return (
        number, expense.id, expense.date, expense.date.year, expense.category, expense.description, expense.supplier,
        _belongs(material, expense), activity.title if activity else None, kronor(expense.amount_ore),
        VAT[expense.vat] if expense.vat else None, kronor(each.logged_ore), kronor(each.booked_ore),
        kronor(each.paid_ore), kronor(each.ready_ore), kronor(each.claimed_ore), expense.voucher, expense.booked_on, expense.paid_on,
        date.fromisoformat(expense.attested_at[:10]) if expense.attested_at else None, expense.claim_id,
        ", ".join(name for name, _ in _receipts(material, number, expense)) or None,
    )  # fmt: skip


def receipts(material: Material) -> list[tuple[str, Path]]:
    """The receipts of the period's costs as (name in the archive, file on disk), in the order of the rows."""
    return [file for row, each in enumerate(counted(material), 1) for file in _receipts(material, row, each.expense)]


def _receipts(material: Material, row: int, expense: Expense) -> list[tuple[str, Path]]:
    return [(f"{row:04} {kept.name}", kept.path) for kept in material.receipts.get(expense.id or 0, ())]


def stage_ore(each: Entry, stage: str) -> int:
    return {
        "Loggat": each.logged_ore, "Bokfört": each.booked_ore, "Betalt": each.paid_ore, "Klart": each.ready_ore,
        "Rekvirerat": each.claimed_ore,
    }[stage]  # fmt: skip


def by_activity(material: Material, found: Ledger) -> Sheet:
    """A row for each activity with costs in the period, so that every krona leads to one; and what leads to none."""
    lines = ("Periodens kostnader per aktivitet, utan schablonen.",)
    sheet = found.sheets[0]
    entries = counted(material)
    found_in = {_belongs(material, each.expense) for each in entries}
    keys: list[int | str] = [
        *sorted(key for key in found_in if isinstance(key, int)),
        *({UNDIVIDED} & found_in),
        UNBOUND,
    ]
    top = Rows(lines).top(len(keys) + 1)
    rows = [_activity(material, sheet, entries, key, top + 1 + index) for index, key in enumerate(keys)]
    total = ("Summa", None, None, None, None, *(sum_of(rows, index, top) for index in (5, 6, 7)))
    columns = (
        Column("Aktivitet", "name", 12), Column("Datum", "day", 12), Column("Rubrik", "text", 44),
        Column("Delmål", "text", 10), Column("Kommun", "text", 20), Column("Utgifter", "number", 10),
        Column("Loggat", "money", 15), Column("Bokfört", "money", 15),
    )  # fmt: skip
    return Sheet("Per aktivitet", "Kostnader per aktivitet", lines, (Grid(top, columns, (*rows, total), total=True),))


def _belongs(material: Material, expense: Expense) -> int | str:
    """The number of the expense's activity, or a word: nobody is asked for one of what is for the whole project."""
    if expense.activity_id in material.bound:
        return expense.activity_id or 0
    whole = {category.name for category in material.project.cost_categories if not category.traced}
    return UNDIVIDED if expense.category in whole else UNBOUND


def _activity(material: Material, sheet: Sheet, entries: Sequence[Entry], key: int | str, row: int) -> tuple[Cell, ...]:
    own = [each for each in entries if _belongs(material, each.expense) == key]
    activity = material.bound.get(key) if isinstance(key, int) else None
    asked = f"{sheet.column('Aktivitet')},$A{row}"
    return (
        key,
        activity.date if activity else None,
        activity.title if activity else _WITHOUT[key],
        ", ".join(map(str, activity.goals)) if activity else None,
        ", ".join(activity.municipalities) if activity else None,
        Formula(f"COUNTIFS({asked})", len(own)),
        Formula(f"ROUND(SUMIFS({sheet.column('Loggat')},{asked}),2)", kronor(sum(each.logged_ore for each in own))),
        Formula(f"ROUND(SUMIFS({sheet.column('Bokfört')},{asked}),2)", kronor(sum(each.booked_ore for each in own))),
    )


def to_mend(material: Material) -> Sheet:
    """What is in no sum, or in not as many as it could be, each with why."""
    lines = ("Det som inte räknas alls, och det som räknas men inte kan rekvireras än.",)
    found = [entry(expense, material.project) for expense in material.expenses if material.span.covers(expense.date)]
    found += [entry(expense, material.project) for expense in material.outside]
    rows: list[tuple[Cell, ...]] = [
        (
            each.expense.id, each.expense.date, each.expense.description, kronor(each.expense.amount_ore),
            each.expense.currency, each.expense.category, "nej" if each.why_not else "inte i allt", why,
        )
        for each in found if (why := _why(each))
    ]  # fmt: skip
    columns = (
        Column("Utgift", "name", 8), Column("Datum", "day", 12), Column("Vad", "text", 40), Column("Belopp", "money", 13),
        Column("Valuta", "text", 8), Column("Kostnadsslag", "text", 22), Column("Räknas", "text", 12), Column("Varför", "text", 60),
    )  # fmt: skip
    nothing: tuple[Cell, ...] = (None, None, "Inget att anmärka på", None, None, None, None, None)
    top = Rows(lines).top(len(rows))
    return Sheet(
        "Räknas inte", "Räknas inte, och varför", lines, (Grid(top, columns, tuple(rows) or (nothing,), listed=True),)
    )


def _why(each: Entry) -> str:
    if each.why_not:
        return WHY_NOT[each.why_not]
    expense = each.expense
    lacks = [
        said
        for lacking, said in (
            (expense.approximate, "ungefärligt belopp"),
            (not expense.booked_on, "inte bokförd"),
            (expense.booked_on and not expense.paid_on, "inte betald"),
            (expense.status == "returned", "returnerad"),
            (each.paid_ore and not each.claimed_ore and not each.ready_ore, "inte attesterad"),
        )
        if lacking
    ]
    return ", ".join(lacks).capitalize()
