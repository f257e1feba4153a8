"""Formulas that come to the very öre that we count: the flat rate and a funder's share."""

from collections.abc import Sequence
from decimal import Decimal

from bot.book import Cell, Formula, amount, letter
from bot.project_money import Funder


def sum_of(rows: Sequence[Sequence[Cell]], index: int, top: int, *, shown: bool = False) -> Formula:
    """The sum of a column of the rows below the header on row `top`; `shown`: of those that a filter leaves."""
    column = letter(index)
    sums = "SUBTOTAL(109," if shown else "SUM("
    value = sum((amount(row[index]) for row in rows), Decimal(0))
    return Formula(f"ROUND({sums}{column}{top + 1}:{column}{top + len(rows)}),2)", value)


def percent_of(cell: str, percent: Decimal) -> str:
    """A percentage of kronor, half an öre up: counted in whole öre, which a spreadsheet holds exactly."""
    return f"ROUND(ROUND({cell}*100,0)*{percent:f}/100,0)/100"


def share_of(cell: str, funder: Funder) -> str:
    """A funder's share of the costs in `cell`, at most its cap."""
    return f"MIN({percent_of(f'MAX({cell},0)', funder.percent or Decimal(0))},{funder.cap or 0})"
