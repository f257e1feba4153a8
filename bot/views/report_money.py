"""What a report says of the money: cost against budget, who pays, what was claimed, and what it cost per activity."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from bot import budget
from bot.budget import Account
from bot.entries import entry
from bot.financing import Financing, PaymentSum, financing, income
from bot.material import Material
from bot.money import Standing
from bot.project import Project
from bot.records import Expense
from bot.reply import Chart, Column, Series, Table
from bot.report import Block, Bullets, Part
from bot.rounding import tied_kronor
from bot.views import money_lacks
from bot.views import swedish_text as sv
from bot.views.money_sentences import ONE_KRONA, balance_now, forecast_line, more_came_in, over_limit_line
from bot.views.money_tables import Figures, Parts, decided, to_the_costs
from bot.views.status_frame import Frame

WHOLE_KRONOR = "hela kronor"
MOST_BRIEF = 3  # lines of what to see to, in a brief report


def money(material: Material, brief: bool) -> Iterator[Block]:
    """Cost by category in the span and since the start, by year, and what is in no sum and why."""
    project = material.project
    so_far = budget.account(project, material.spent_so_far)
    if material.spent_so_far.empty:
        yield "Inga kostnader är loggade."
    yield _by_category(material, so_far)
    if not brief:
        yield from _by_year(material)
        yield _chart(so_far)


def to_look_at(money: Standing, project: Project, today: date) -> list[str]:
    """What the group itself should see to, before anybody else reads of the money."""
    frame = Frame(project, today, None)
    notes = [
        *(over_limit_line(line, frame) for line in money.over_limit),
        *balance_now(money, frame),
        *more_came_in(money),
    ]
    return [*notes, *(money_lacks.sentence(each) for each in money.lacking)]


def look_at(material: Material, brief: bool) -> Iterator[Block]:
    """The same as a list, where there is anything."""
    if lines := to_look_at(material.money, material.project, material.today):
        more = (
            [f"och {len(lines) - MOST_BRIEF} till: se ”/yh-status pengar”"] if brief and len(lines) > MOST_BRIEF else []
        )
        yield Part("Att se över", (Bullets((*lines[: MOST_BRIEF if more else None], *more)),))


def _by_category(material: Material, so_far: Account) -> Table:
    """Each line of the budget in whole kronor that add up."""
    columns: list[tuple[str, Sequence[int]]] = []
    if not material.is_whole:
        in_span = budget.account(material.project, material.spent)
        columns += [
            ("Loggat under perioden", tied_kronor(line.logged_ore for line in in_span.lines)),
            ("varav bokfört", tied_kronor(line.booked_ore for line in in_span.lines)),
        ]
    logged = tied_kronor(line.logged_ore for line in so_far.lines)
    whole = [line.budget_ore // 100 for line in so_far.lines]
    columns += [
        ("Loggat sedan start", logged),
        ("varav bokfört", tied_kronor(line.booked_ore for line in so_far.lines)),
        ("Budget", whole),
        ("Kvar", [budgeted - used for budgeted, used in zip(whole, logged, strict=True)]),
    ]
    names = [f"{line.name} (schablon)" if line.flat_rate else line.name for line in so_far.lines]
    return _table("Kostnadsslag", names, columns, f"Tabell: kostnader mot budget för hela projekttiden, {WHOLE_KRONOR}")


def _by_year(material: Material) -> Iterator[Table]:
    """A row a year, where the project has several."""
    years = material.project.years
    if len(years) < 2:
        return
    totals = [budget.account(material.project, material.spent_so_far, year).total for year in years]
    logged = tied_kronor(total.logged_ore for total in totals)
    budgets = [total.budget_ore // 100 for total in totals]
    columns: list[tuple[str, Sequence[int]]] = [
        ("Budget", budgets),
        ("Loggat", logged),
        ("varav bokfört", tied_kronor(total.booked_ore for total in totals)),
        ("Kvar", [budgeted - used for budgeted, used in zip(budgets, logged, strict=True)]),
    ]
    yield _table("År", [str(year) for year in years], columns, f"Tabell: kostnader mot budget per år, {WHOLE_KRONOR}")


def _table(label: str, names: Sequence[str], columns: Sequence[tuple[str, Sequence[int]]], caption: str) -> Table:
    rows = [(name, *(sv.number(values[index]) for _, values in columns)) for index, name in enumerate(names)]
    rows.append(("Summa", *(sv.number(sum(values)) for _, values in columns)))
    return Table(
        columns=(Column(label=label), *(Column(label=each, numeric=True) for each, _ in columns)),
        rows=tuple(rows), total=True, caption=caption,
    )  # fmt: skip


def _chart(account: Account) -> Chart:
    def kronor(values: Sequence[int]) -> tuple[int, ...]:
        return tuple(tied_kronor(values))

    return Chart(
        kind="bar", title="Diagram: budget, loggat och bokfört per kostnadsslag, sedan projektets start", unit="kr", told=True,
        labels=tuple(line.name for line in account.lines),
        series=(
            Series(name="Budget", values=kronor([line.budget_ore for line in account.lines])),
            Series(name="Loggat", values=kronor([line.logged_ore for line in account.lines])),
            Series(name="Bokfört", values=kronor([line.booked_ore for line in account.lines])),
        ),
    )  # fmt: skip


def funding(material: Material, brief: bool) -> Iterator[Block]:
    """Each funder's part by the decision, of what is booked, and what came in; over-financing said plainly."""
    account = budget.account(material.project, material.spent_so_far)
    found = financing(material.project, account.total.booked_ore)
    if not brief:
        yield _funders(found)
    lines = (_share(found, brief), _over(material, found), _came_in(material), _ahead(material) if brief else "")
    yield Bullets(tuple(line for line in lines if line))


def _funders(found: Financing) -> Table:
    columns: list[Figures | Parts] = [decided(found), *([Parts("Del av bokfört", found)] if found.costs_ore else [])]
    names, told = to_the_costs([part.funder.name for part in found.parts], columns)
    return _table("Finansiär", names, told, f"Tabell: finansiering sedan projektets start, {WHOLE_KRONOR}")


def _share(found: Financing, brief: bool) -> str:
    """Which part of the costs is paid as a share of them, and what it comes to."""
    return " ".join(
        f"{part.funder.name} betalar {sv.decimal(part.funder.percent or Decimal(0))}{sv.NBSP}% av bokförda kostnader, "
        f"högst {sv.whole_kronor(100 * (part.funder.cap or 0))}{': taket är nått' if part.capped else ''}"
        f"{f': {sv.whole_kronor(part.ore)} hittills' if brief and not part.capped else ''}."
        for part in found.parts
        if part.funder.part == "share"
    )


def _over(material: Material, found: Financing) -> str:
    """Over-financing, once it is a fact."""
    if found.over_ore < ONE_KRONA or material.money.partial or material.today <= material.project.end:
        return ""
    return f"Finansiärernas delar är tillsammans {sv.whole_kronor(found.over_ore)} mer än de bokförda kostnaderna."


def _ahead(material: Material) -> str:
    """Where the money is heading, for those who steer it."""
    line = forecast_line(material.money)
    return f"{line}." if line else ""


def _came_in(material: Material) -> str:
    """What was paid in, by funder and by others."""
    found = income(material.project, [PaymentSum(each.payer, 1, each.amount_ore) for each in material.payments])
    if found.empty:
        return "Inga inbetalningar är antecknade."
    sums = [(funder.name, ore) for funder, ore in zip(material.project.funders, found.by_funder, strict=True) if ore]
    sums += [(other.payer or "okänd", other.ore) for other in found.others]
    return f"Inbetalt hittills: {sv.listed([f'{name} {sv.whole_kronor(ore)}' for name, ore in sums])}."


def claims(material: Material, brief: bool) -> Iterator[Block]:
    """What was asked for and when, and what is booked and paid and not asked for yet."""
    if material.claims:
        yield _claims(material)
    else:
        yield "Ingen rekvisition är gjord i assistenten."
    following = material.next_claim
    if following and following.records:
        yield (
            f"Klart att rekvirera till och med {sv.day(following.until, weekday=False)}: "
            f"{sv.kronor(following.costs_ore + following.flat_rate_ore)} i kostnader med schablonen, "
            f"{sv.kronor(following.grant_ore)} i bidrag."
        )


def _claims(material: Material) -> Table:
    rows = [
        (
            str(each.id), sv.day(each.date, weekday=False), sv.kronor(each.costs_ore), sv.kronor(each.flat_rate_ore),
            sv.kronor(each.grant_ore),
        )
        for each in material.claims
    ]  # fmt: skip
    labels = ("Kostnader", "Schablon", "Begärt bidrag")
    return Table(
        columns=(
            Column(label="Rekvisition"), Column(label="Till och med"),
            *(Column(label=label, numeric=True) for label in labels),
        ),
        rows=tuple(rows), caption="Tabell: rekvisitioner",
    )  # fmt: skip


def costs_by_activity(material: Material, brief: bool) -> Iterator[Block]:
    """What each activity cost in the span, so that every counted krona leads to one; and what belongs to none."""
    sums: dict[tuple[int, int, str], int] = defaultdict(int)
    for expense in material.expenses:
        if material.span.covers(expense.date):
            sums[_belongs(material, expense)] += entry(expense, material.project).logged_ore
    sums = {belongs: ore for belongs, ore in sums.items() if ore}
    if not sums:
        return
    order = sorted(sums)
    kronor = tied_kronor(sums[belongs] for belongs in order)
    rows = [
        (str(number or "–"), title, sv.number(value)) for (_, number, title), value in zip(order, kronor, strict=True)
    ]
    rows.append(("", "Summa", sv.number(sum(kronor))))
    yield Table(
        columns=(Column(label="Nr", numeric=True), Column(label="Tillfälle"), Column(label="Loggade kostnader", numeric=True)),
        rows=tuple(rows), total=True, caption=f"Tabell: kostnader per tillfälle, utan schablonen, {WHOLE_KRONOR}",
    )  # fmt: skip


def _belongs(material: Material, expense: Expense) -> tuple[int, int, str]:
    """The row of the expense, in the order of the rows: its activity's, one for what is not traced, or none."""
    activity = material.bound.get(expense.activity_id or 0)
    if activity:
        return 0, activity.id or 0, activity.title
    traced = next((each.traced for each in material.project.cost_categories if each.name == expense.category), True)
    return (2, 0, "Utan aktivitet") if traced else (1, 0, f"{expense.category}, fördelas inte")
