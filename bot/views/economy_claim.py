"""The workbook's sheet of the claim (rekvisition): what could be asked for now, by the rules of `bot.claims`."""

from decimal import Decimal

from bot.book import Cell, Column, Formula, Grid, Rows, Sheet, kronor
from bot.claims import Proposal
from bot.material import Material
from bot.views.economy_costs import Ledger, stage_ore
from bot.views.formulas import percent_of, share_of, sum_of

COLUMNS = (Column("Vad", "text", 44), Column("Kronor", "money", 18))


def claim(material: Material, ledger: Ledger) -> Sheet:
    """The claims that were made and, unless one reaches beyond these days, the next one."""
    lines = ("Bidraget räknas på allt som är rekvirerat hittills, minus det som är begärt förut.",)
    rows = Rows(lines)
    made = _made(material, rows)
    grids: tuple[Grid, ...] = (made,)
    if material.next_claim is not None:
        flat = _flat_rate(material, ledger, rows, made)
        grids = (made, flat, _next(material, material.next_claim, ledger, rows, made, flat))
    return Sheet("Rekvisition", "Rekvisitioner", lines, grids)


def _made(material: Material, rows: Rows) -> Grid:
    """Every claim, a row each."""
    cells: list[tuple[Cell, ...]] = [
        (
            f"Rekvisition {each.id}, till och med {each.date.isoformat()}",
            kronor(each.costs_ore),
            kronor(each.flat_rate_ore),
            kronor(each.grant_ore),
        )
        for each in material.claims
    ] or [("Ingen rekvisition är gjord", Decimal(0), Decimal(0), Decimal(0))]
    top = rows.top(len(cells) + 1)
    total: tuple[Cell, ...] = ("Summa", *(sum_of(cells, index, top) for index in (1, 2, 3)))
    columns = (
        Column("Rekvirerat", "text", 44),
        Column("Kostnader", "money", 18),
        Column("Schablon", "money", 18),
        Column("Bidrag", "money", 18),
    )
    return Grid(top, columns, (*cells, total), total=True)


def _flat_rate(material: Material, ledger: Ledger, rows: Rows, made: Grid) -> Grid:
    """The flat rate year by year on what is claimed and what is ready, less what was claimed of it."""
    rate = material.project.flat_rate
    years = material.project.years
    top = rows.top(len(years) + 1)
    cells: list[tuple[Cell, ...]] = []
    whole = 0
    for row, year in enumerate(years, top + 1):
        ore = sum(
            stage_ore(each, stage) for each in ledger.entries for stage in ("Klart", "Rekvirerat")
            if each.expense.category == rate.of and each.expense.date.year == year
        )  # fmt: skip
        parts = [
            f'SUMIFS({sheet.column(stage)},{sheet.column("Kostnadsslag")},"{rate.of}",{sheet.column("År")},{year})'
            for sheet in ledger.sheets for stage in ("Klart", "Rekvirerat")
        ]  # fmt: skip
        whole += rate.ore(ore)
        cells.append(
            (
                str(year),
                Formula(f"ROUND({'+'.join(parts)},2)", kronor(ore)),
                Formula(percent_of(f"B{row}", rate.percent), kronor(rate.ore(ore))),
            )
        )
    claimed = sum(each.flat_rate_ore for each in material.claims)
    last = top + len(cells)
    total = (
        "Att rekvirera nu, det som är rekvirerat borträknat",
        None,
        Formula(f"ROUND(SUM(C{top + 1}:C{last})-C{made.end},2)", kronor(whole - claimed)),
    )
    columns = (
        Column(f"{rate.category}, schablon", "text", 44),
        Column(f"Underlag: {rate.of}", "money", 18),
        Column("Schablon", "money", 18),
    )
    return Grid(top, columns, (*cells, total), total=True)


def _next(material: Material, following: Proposal, ledger: Ledger, rows: Rows, made: Grid, flat: Grid) -> Grid:
    """What is ready, by category, and what of the grant it asks for."""
    project = material.project
    names = [line.name for line in project.cost_categories if line.logged]
    top = rows.top(len(names) + 6)
    cells: list[tuple[Cell, ...]] = []
    for row, name in enumerate(names, top + 1):
        ore = sum(stage_ore(each, "Klart") for each in ledger.entries if each.expense.category == name)
        parts = [f"SUMIFS({sheet.column('Klart')},{sheet.column('Kostnadsslag')},$A{row})" for sheet in ledger.sheets]
        cells.append((name, Formula(f"ROUND({'+'.join(parts)},2)", kronor(ore))))
    row = top + len(names) + 1
    now = following.costs_ore + following.flat_rate_ore
    granted = following.grant_before_ore + following.grant_ore
    shares = [funder for funder in project.funders if funder.part == "share"]
    cells += [
        (f"{project.flat_rate.category}, schablon", Formula(f"C{flat.end}", kronor(following.flat_rate_ore))),
        ("Kostnader att rekvirera nu", Formula(f"ROUND(SUM(B{top + 1}:B{row}),2)", kronor(now))),
        ("Kostnader rekvirerade i allt, den här gången inräknad", Formula(f"ROUND(B{made.end}+C{made.end}+B{row + 1},2)", kronor(following.all_costs_ore))),
        ("Bidrag för det, högst taket", Formula("+".join(share_of(f"B{row + 2}", funder) for funder in shares) or "0", kronor(granted))),
        ("Begärt förut", Formula(f"D{made.end}", kronor(following.grant_before_ore))),
        ("Bidrag att rekvirera nu", Formula(f"ROUND(B{row + 3}-B{row + 4},2)", kronor(following.grant_ore))),
    ]  # fmt: skip
    label = f"Nästa rekvisition, till och med {following.until.isoformat()}"
    return Grid(top, (Column(label, "text", 44), Column("Kronor", "money", 18)), tuple(cells), total=True)
