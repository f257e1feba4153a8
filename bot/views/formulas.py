"""Formulas that come to the very öre that we count: the flat rate and a funder's share."""

from decimal import Decimal

from bot.project_money import Funder


def percent_of(cell: str, percent: Decimal) -> str:
    """A percentage of kronor, half an öre up: counted in whole öre, which a spreadsheet holds exactly."""
    return f"ROUND(ROUND({cell}*100,0)*{percent:f}/100,0)/100"


def share_of(cell: str, funder: Funder) -> str:
    """A funder's share of the costs in `cell`, at most its cap."""
    return f"MIN({percent_of(f'MAX({cell},0)', funder.percent or Decimal(0))},{funder.cap or 0})"
