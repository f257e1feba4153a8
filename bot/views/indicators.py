"""What a goal is measured by, in words: values with their unit, the days they hold for, baseline and target."""

from calendar import monthrange
from datetime import date
from decimal import Decimal

from bot.project import Project
from bot.records import Indicator, Measurement
from bot.views import swedish_text as sv


def value(number: Decimal, unit: str | None) -> str:
    """'87 %', '87,5 %', '1 250 st', '640'."""
    whole, _, decimals = f"{abs(number):f}".partition(".")
    decimals = decimals.rstrip("0")
    sign = "−" if number < 0 else ""
    return f"{sign}{sv.number(int(whole))}{f',{decimals}' if decimals else ''}{f'{sv.NBSP}{unit}' if unit else ''}"


def period(start: date | None, last: date) -> str:
    """'2024', 'kvartal 1 2024', 'mars 2024', 'ons 13 mars 2024': the days as one would call them."""
    if start is None or start == last:
        return sv.day(last)
    whole_months = start.day == 1 and last.day == monthrange(last.year, last.month)[1] and start.year == last.year
    months = (start.month, last.month) if whole_months else ()
    if months == (1, 12):
        return str(last.year)
    if months == (1, 6) or months == (7, 12):
        return f"{'första' if start.month == 1 else 'andra'} halvåret {last.year}"
    if months and last.month - start.month == 2 and start.month % 3 == 1:
        return f"kvartal {last.month // 3} {last.year}"
    if months and start.month == last.month:
        return f"{sv.MONTHS[start.month - 1]} {last.year}"
    return sv.span(start, last)


def measured(record: Measurement, project: Project) -> list[str]:
    """A measurement's card."""
    goal = sv.goals([record.goal], project) if record.goal else ""
    days = period(record.start, record.date)
    return [
        " · ".join(part for part in (record.indicator, value(record.value, record.unit), days) if part),
        sv.capitalized(goal),
    ]


def set_up(record: Indicator, project: Project) -> list[str]:
    """An indicator's card: baseline and target, or that none is set."""
    unit = record.unit
    says = [
        f"utgångsläge {value(record.baseline, unit)}" if record.baseline is not None else "inget utgångsläge satt",
        aim(record),
    ]
    goal = sv.goals([record.goal], project)
    mine = f"mäts i {unit}" if unit and record.baseline is None and record.target is None else ""
    return [" · ".join(part for part in (record.name, goal, mine) if part), sv.capitalized(" · ".join(says))]


def aim(record: Indicator) -> str:
    """'mål 90 % senast ons 31 december 2025', or that no target is set."""
    if record.target is None:
        return "inget målvärde satt"
    due = f" senast {sv.day(record.due)}" if record.due else ""
    return f"mål {value(record.target, record.unit)}{due}"
