"""The workbook's sheets of funders, claim and payments in."""

from decimal import Decimal

from bot import budget
from bot.book import Cell, Column, Formula, Grid, Rows, Sheet, kronor
from bot.financing import financing, funder_of
from bot.material import Material
from bot.project_money import Funder
from bot.views import swedish_text as sv
from bot.views.formulas import share_of, sum_of

PAYMENTS = "Inbetalningar"


def sheets(material: Material, overview: Sheet) -> tuple[Sheet, ...]:
    """Funders and payments; `overview` holds the booked costs that the funders' parts are counted on."""
    payments = _payments(material)
    return _funders(material, overview, payments), payments


def _payments(material: Material) -> Sheet:
    """What came in, a row each, with the funder that the payer is."""
    lines = ("Pengar in är aldrig en kostnad.",)
    rows: list[tuple[Cell, ...]] = [
        (each.id, each.date, each.payer, _funder_of(material, each.payer), each.description, kronor(each.amount_ore))
        for each in material.payments
    ] or [(None, None, "Inga inbetalningar", None, None, None)]
    top = Rows(lines).top(len(rows) + 1)
    total = (None, None, "Summa", None, None, sum_of(rows, 5, top, shown=True))
    columns = (
        Column("Nr", "name", 8), Column("Datum", "day", 12), Column("Från", "text", 34), Column("Finansiär", "text", 30),
        Column("Vad", "text", 40), Column("Belopp", "money", 15),
    )  # fmt: skip
    return Sheet(PAYMENTS, "Inbetalningar", lines, (Grid(top, columns, (*rows, total), total=True, listed=True),))


def _funder_of(material: Material, payer: str) -> str:
    """The funder's name, or 'annan'."""
    found = funder_of(material.project, payer)
    return found.name if found else "annan"


def _funders(material: Material, overview: Sheet, payments: Sheet) -> Sheet:
    """Each funder's part of what is booked, by the terms of the decision, and what came in."""
    account = budget.account(material.project, material.spent_so_far)
    found = financing(material.project, account.total.booked_ore)
    grid = overview.grids[0]
    costs = f"'{overview.name}'!${grid.letter('Bokfört')}${grid.end}"
    lines = ("Delarna räknas på allt som är bokfört sedan projektets start, inte år för år.",)
    rows = Rows(lines)
    top = rows.top(len(found.parts) + 2)
    set_rows = [top + 1 + index for index, part in enumerate(found.parts) if part.funder.part != "rest"]
    resting = [part for part in found.parts if part.funder.part == "rest"]
    set_sum = "+".join(f"D{row}" for row in set_rows) or "0"
    cells: list[tuple[Cell, ...]] = []
    for index, part in enumerate(found.parts):
        row = top + 1 + index
        own = _own(part.funder, costs, set_sum, alone=len(resting) == 1)
        ore = kronor(part.ore)
        paid = sum(
            each.amount_ore for each in material.payments if _funder_of(material, each.payer) == part.funder.name
        )
        cells.append((
            part.funder.name, _terms(part.funder), kronor(part.funder.budget.ore()), Formula(own, ore) if own else ore,
            Formula(f"ROUND(SUMIFS({payments.column('Belopp')},{payments.column('Finansiär')},$A{row}),2)", kronor(paid)),
            Formula(f"D{row}-E{row}", ore - kronor(paid)),
        ))  # fmt: skip
    cells.append(("Summa", None, *(sum_of(cells, index, top) for index in (2, 3, 4, 5))))
    columns = (
        Column("Finansiär", "text", 32), Column("Villkor", "text", 34), Column("Enligt beslutet", "money", 16),
        Column("Del av bokfört", "money", 16), Column("Inbetalt", "money", 16), Column("Återstår av delen", "money", 16),
    )  # fmt: skip
    parts = Grid(top, columns, tuple(cells), total=True)
    over_top = rows.top(2)
    booked = kronor(found.costs_ore)
    facts: tuple[tuple[Cell, ...], ...] = (
        ("Bokförda kostnader", None, Formula(f"MAX({costs},0)", booked)),
        ("Överfinansiering", None, Formula(f"ROUND(MAX(({set_sum})-MAX({costs},0),0),2)", kronor(found.over_ore))),
    )
    below = Grid(
        over_top, (Column("Kontroll", "text", 32), Column("", "text", 34), Column("Kronor", "money", 16)), facts
    )
    return Sheet("Finansiering", "Finansiering", lines, (parts, below))


def _own(funder: Funder, costs: str, set_sum: str, *, alone: bool) -> str:
    """The formula of a funder's part; empty where it is a plain sum, or shared among several that carry the rest."""
    if funder.part == "share":
        return share_of(costs, funder)
    if funder.part == "rest" and alone:
        return f"ROUND(MAX(MAX({costs},0)-({set_sum}),0),2)"
    return ""


def _terms(funder: Funder) -> str:
    if funder.part == "share":
        return f"{sv.decimal(funder.percent or Decimal(0))} % av bokförda kostnader, högst {sv.whole_kronor(100 * (funder.cap or 0))}"
    return "Fast belopp enligt beslutet" if funder.part == "fixed" else "Det som återstår"
