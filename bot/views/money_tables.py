"""The money's tables and charts: whole kronor that add up, down and across."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from bot.budget import Account, Line
from bot.financing import Financing
from bot.money import Standing
from bot.project_money import Funder
from bot.reply import Chart, Column, Series, Table
from bot.rounding import half_up, tied_kronor
from bot.views import swedish_text as sv
from bot.views.status_frame import Frame


class Figures(NamedTuple):
    """A table's column: its label, and whole kronor that are added up in the last row."""

    label: str
    kronor: Sequence[int]


class Parts(NamedTuple):
    """A column of the funders' parts."""

    label: str
    of: Financing


def _added(first: str, names: Sequence[str], columns: Sequence[Figures], caption: str = "Hela kronor.") -> Table:
    """A row for each name, and their sum."""
    rows = [(name, *(sv.number(column.kronor[at]) for column in columns)) for at, name in enumerate(names)]
    return Table(
        columns=(Column(label=first), *(Column(label=column.label, numeric=True) for column in columns)),
        rows=(*rows, ("Summa", *(sv.number(sum(column.kronor)) for column in columns))),
        total=True,
        caption=caption,
    )


def budget_table(account: Account, frame: Frame) -> Table:
    """The budget is whole kronor already, logged and booked are tied, and left is budget less logged."""
    budget, logged, booked = (_tied(account.lines, stage) for stage in ("budget_ore", "logged_ore", "booked_ore"))
    left = [whole - used for whole, used in zip(budget, logged, strict=True)]
    columns = [Figures("Budget", budget), Figures("Loggat", logged), Figures("Bokfört", booked), Figures("Kvar", left)]
    return _added("Kostnadsslag", line_names(account, frame), columns, "Hela kronor. Kvar är budget minus loggat.")


def years_table(standing: Standing) -> Table:
    """Each year's way from budget to claim."""
    totals = [each.total for each in standing.years]
    stages = {"Budget": "budget_ore", "Loggat": "logged_ore", "Bokfört": "booked_ore", **_later(standing)}
    columns = [Figures(label, _tied(totals, stage)) for label, stage in stages.items()]
    return _added("År", [str(each.year) for each in standing.years], columns)


def stages_table(standing: Standing, frame: Frame) -> Table:
    """By category, how far what is booked has come: paid, ready to be claimed, claimed."""
    lines = standing.whole.lines
    stages = {"Bokfört": "booked_ore", **_later(standing), "Klart att rekvirera": "ready_ore"}
    columns = [Figures(label, _tied(lines, stage)) for label, stage in stages.items()]
    return _added("Kostnadsslag", line_names(standing.whole, frame), columns)


def _later(standing: Standing) -> dict[str, str]:
    """The stages after booking, once there is anything in them."""
    total = standing.whole.total
    return {"Betalt": "paid_ore", "Rekvirerat": "claimed_ore"} if total.paid_ore or total.claimed_ore else {}


def _tied(lines: Sequence[Line], stage: str) -> list[int]:
    return tied_kronor(getattr(line, stage) for line in lines)


def funder_table(standing: Standing) -> Table:
    """What the decision says, what is booked, what came in and what is to come: columns that tell something."""
    booked, outlook = standing.booked, standing.forecast.financing if standing.forecast else standing.logged
    columns: list[Figures | Parts] = [decided(booked)]
    if booked.costs_ore:
        columns.append(Parts("Av det bokförda", booked))
    if any(standing.income.by_funder):
        columns.append(Figures("Inbetalt", tied_kronor(standing.income.by_funder)))
    if outlook.costs_ore and outlook.costs_ore != booked.costs_ore:
        columns.append(Parts("Enligt prognosen" if standing.forecast else "Om allt loggat bokförs", outlook))
    return _added(
        "Finansiär", *to_the_costs([f"{part.funder.name}{how(part.funder)}" for part in booked.parts], columns)
    )


def decided(financing: Financing) -> Figures:
    """What each funder carries by the decision."""
    return Figures("Enligt beslutet", [part.funder.budget.total for part in financing.parts])


def to_the_costs(names: Sequence[str], columns: Sequence[Figures | Parts]) -> tuple[list[str], list[Figures]]:
    """A row more where the funders' parts are not the costs, so that a column of parts adds up to its costs."""
    told = [Figures(each.label, carried(each.of)) if isinstance(each, Parts) else each for each in columns]
    beyond = [
        half_up(Decimal(each.of.costs_ore) / 100) - sum(carried(each.of)) if isinstance(each, Parts) else 0
        for each in columns
    ]
    more = {
        "Delar utöver kostnaderna": [min(ore, 0) for ore in beyond],
        "Saknar finansiär": [max(ore, 0) for ore in beyond],
    }
    rows = {name: values for name, values in more.items() if any(values)}
    return [*names, *rows], [
        Figures(each.label, [*each.kronor, *(values[at] for values in rows.values())]) for at, each in enumerate(told)
    ]


def carried(financing: Financing) -> list[int]:
    """Each funder's part in whole kronor that add up: the same in a table and in words."""
    return tied_kronor(part.ore for part in financing.parts)


def category_chart(account: Account) -> Chart:
    """Budget, logged and booked beside each other, a group of bars for each category."""
    title = "Budget och utfall per kostnadsslag"
    return _chart(title, [line.name for line in account.lines], account.lines)


def years_chart(standing: Standing) -> Chart:
    """The same, a group of bars for each year."""
    totals = [each.total for each in standing.years]
    return _chart("Budget och utfall per år", [str(each.year) for each in standing.years], totals)


def _chart(title: str, labels: Sequence[str], lines: Sequence[Line]) -> Chart:
    stages = {"Budget": "budget_ore", "Loggat": "logged_ore", "Bokfört": "booked_ore"}
    series = tuple(Series(name=name, values=tuple(_tied(lines, stage))) for name, stage in stages.items())
    return Chart(kind="bar", title=title, labels=tuple(labels), series=series, unit="kr", told=True)


def line_names(account: Account, frame: Frame) -> list[str]:
    percent = sv.decimal(frame.project.flat_rate.percent)
    return [
        f"{line.name} (schablon {percent}{sv.NBSP}%)" if line.flat_rate else line.name for line in account.lines
    ]  # fmt: skip


def how(funder: Funder) -> str:
    """How the funder's part is set: ' (50 %, högst 822 076 kr)', ' (fast del)', ' (resten)'."""
    if funder.part == "share":
        percent = sv.decimal(funder.percent or Decimal(0))
        return f" ({percent}{sv.NBSP}%, högst {sv.whole_kronor(100 * (funder.cap or 0))})"
    return " (fast del)" if funder.part == "fixed" else " (resten)"
