"""The economic report as a workbook: every cost with its activity, summed by formulas against budget and funders."""

from collections.abc import Sequence
from decimal import Decimal

from bot import budget
from bot.book import Bars, Book, Cell, Column, Formula, Grid, Rows, Sheet, amount, kronor, letter
from bot.material import Material
from bot.views import economy_costs as costs
from bot.views import economy_funding as funding
from bot.views.economy_claim import claim
from bot.views.formulas import percent_of, sum_of
from bot.views.report_words import about, funded_by

STAGES = ("Loggat", "Bokfört", "Betalt")
CATEGORIES, YEARS = "Budget", "Per år"


def economy(material: Material) -> Book:
    """The workbook: overview, years, funders, claim, costs, activities, payments, and what is not counted and why."""
    ledger = costs.ledger(material)
    years = _years(material, ledger)
    overview = _overview(material, years)
    return Book(
        title=f"Ekonomisk rapport {material.span.name}",
        author=material.project.owner,
        sheets=(
            overview, years, *funding.sheets(material, overview),
            claim(material, ledger), *ledger.sheets,
            costs.by_activity(material, ledger), costs.to_mend(material),
        ),
        footer=funded_by(material),
    )  # fmt: skip


def _years(material: Material, ledger: costs.Ledger) -> Sheet:
    """A row for each year and budget line: what all other sums are made of."""
    project = material.project
    lines = (
        "Summorna räknas ur bladen med kostnader. Schablonen räknas på årets personalkostnad, avrundad till hela ören.",
    )
    rows: list[tuple[Cell, ...]] = []
    top = Rows(lines).top(len(project.years) * len(project.cost_categories) + 1)
    names = [line.name for line in project.cost_categories]
    columns = _year_columns(material)
    for year in project.years:
        first = top + 1 + len(rows)
        base = first + names.index(project.flat_rate.of)
        for line in project.cost_categories:
            row = top + 1 + len(rows)
            sums = [
                _stage(material, ledger, stage, line.name, year, index, row, base, in_span=in_span)
                for index, (stage, in_span) in enumerate(_stages(material), 3)
            ]
            left = budget.account(project, material.spent_so_far, year)
            used = next(each for each in left.lines if each.name == line.name)
            rows.append((
                year, line.name, kronor(line.budget.ore(year)), *sums,
                Formula(f"C{row}-D{row}", kronor(used.left_ore)),
            ))  # fmt: skip
    rows.append(("Summa", None, *(sum_of(rows, index, top) for index in range(2, len(columns)))))
    return Sheet(YEARS, "Kostnader mot budget per år", lines, (Grid(top, columns, tuple(rows), total=True),))


def _stages(material: Material) -> list[tuple[str, bool]]:
    """(stage, whether of the span only): since the start, then of the span where that is not the same."""
    since_start = [(stage, False) for stage in STAGES]
    return since_start if material.is_whole else [*since_start, *((stage, True) for stage in STAGES)]


def _year_columns(material: Material) -> tuple[Column, ...]:
    return (
        Column("År", "name", 10), Column("Kostnadsslag", "text", 26), Column("Budget", "money", 15),
        *(Column(_stage_label(stage, in_span), "money", 15) for stage, in_span in _stages(material)),
        Column("Kvar", "money", 15),
    )  # fmt: skip


def _stage_label(stage: str, in_span: bool) -> str:
    return f"{stage} i perioden" if in_span else stage


def _stage(
    material: Material, ledger: costs.Ledger, stage: str, category: str, year: int, index: int, row: int, base: int,
    *, in_span: bool,
) -> Formula:  # fmt: skip
    """The sum of a category in a year as a formula; `base`: the row of the category that the flat rate is counted on."""
    rate = material.project.flat_rate
    entries = [each for each in ledger.entries if each.expense.date.year == year]
    if in_span:
        entries = [each for each in entries if material.span.covers(each.expense.date)]
    column = letter(index)
    if category == rate.category:
        ore = sum(costs.stage_ore(each, stage) for each in entries if each.expense.category == rate.of)
        return Formula(percent_of(f"{column}{base}", rate.percent), kronor(rate.ore(ore)))
    ore = sum(costs.stage_ore(each, stage) for each in entries if each.expense.category == category)
    sheets = ledger.sheets[:1] if in_span else ledger.sheets
    parts = [
        f"SUMIFS({sheet.column(stage)},{sheet.column('Kostnadsslag')},$B{row},{sheet.column('År')},$A{row})"
        for sheet in sheets
    ]
    return Formula(f"ROUND({'+'.join(parts)},2)", kronor(ore))


def _overview(material: Material, years: Sheet) -> Sheet:
    """The budget's lines for the whole period, and a chart of them and of the years."""
    project = material.project
    lines = (*about(material), _counted(material))
    rows = Rows(lines)
    columns = (
        Column("Kostnadsslag", "text", 30),
        *_year_columns(material)[2:],
        Column("Andel loggat", "percent", 11),
    )
    top = rows.top(len(project.cost_categories) + 1)
    by_line: list[tuple[Cell, ...]] = [
        _summed_row(years, "Kostnadsslag", line.name, line.name, columns, top + 1 + number)
        for number, line in enumerate(project.cost_categories)
    ]
    by_line.append(_sum_row(by_line, columns, top))
    first = Grid(top, columns, tuple(by_line), total=True)
    year_columns = (Column("År", "text", 30), *columns[1:])
    top = rows.top(len(project.years) + 1)
    by_year: list[tuple[Cell, ...]] = [
        _summed_row(years, "År", year, str(year), year_columns, top + 1 + number)
        for number, year in enumerate(project.years)
    ]
    by_year.append(_sum_row(by_year, year_columns, top))
    second = Grid(top, year_columns, tuple(by_year), total=True)
    below = second.end + 2
    charts = (
        Bars(
            "Budget, loggat och bokfört per kostnadsslag",
            first,
            "Kostnadsslag",
            ("Budget", "Loggat", "Bokfört"),
            f"A{below}",
        ),
        Bars("Budget, loggat och bokfört per år", second, "År", ("Budget", "Loggat", "Bokfört"), f"F{below}"),
    )
    return Sheet(CATEGORIES, f"Ekonomisk rapport: {material.span.name}", lines, (first, second), charts)


def _counted(material: Material) -> str:
    last = material.span.last.isoformat()
    return (
        f"Alla summor är kronor till och med {last}. Loggat är inte bokfört; bokfört är det som har en bokföringsdag."
    )


def _summed_row(
    years: Sheet, key: str, value: str | int, shown: str, columns: Sequence[Column], row: int
) -> tuple[Cell, ...]:
    """The sums of a budget line or of a year, taken from the sheet of the years."""
    grid = years.grids[0]
    where = [column.label for column in grid.columns].index(key)
    found: list[Cell] = [shown]
    for column in columns[1:-1]:
        index = [each.label for each in grid.columns].index(column.label)
        total = sum((amount(each[index]) for each in grid.rows[:-1] if each[where] == value), Decimal(0))
        quoted = f'"{value}"' if isinstance(value, str) else value
        found.append(Formula(f"ROUND(SUMIFS({years.column(column.label)},{years.column(key)},{quoted}),2)", total))
    return (*found, _percent(found, columns, row))


def _sum_row(rows: Sequence[tuple[Cell, ...]], columns: Sequence[Column], top: int) -> tuple[Cell, ...]:
    found: list[Cell] = ["Summa", *(sum_of(rows, index, top) for index in range(1, len(columns) - 1))]
    return (*found, _percent(found, columns, top + 1 + len(rows)))


def _percent(cells: Sequence[Cell], columns: Sequence[Column], row: int) -> Formula:
    """Logged as a part of the budget, to four decimals."""
    labels = [column.label for column in columns]
    whole, part = amount(cells[labels.index("Budget")]), amount(cells[labels.index("Loggat")])
    share = round(part / whole, 4) if whole else Decimal(0)
    return Formula(f"IF(B{row}=0,0,ROUND(C{row}/B{row},4))", share)
