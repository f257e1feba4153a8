"""The money as people read it: whole kronor whose rows add up, what is booked and what is only logged."""

from collections.abc import Sequence

from bot.budget import Account, Financing, Line, NotCounted, Part, tied_kronor
from bot.project_money import Funder
from bot.reply import Column, Reply, Table
from bot.views import swedish_text as sv
from bot.views.status_frame import Frame, sentence

CONTACT = "kontakta handläggaren"


def money_line(account: Account, frame: Frame) -> str:
    """'Pengar 2024: loggat 118 400 kr av 547 999 kr (22 %), varav bokfört 96 200 kr · 20 % av året har gått'."""
    name = "Hela projekttiden" if account.year is None else f"Pengar {account.year}"
    gone = frame.year_gone() if account.year is not None else ""
    return " · ".join(part for part in (f"{name}: {_so_far(account.total, frame)}", gone) if part)


def _so_far(total: Line, frame: Frame) -> str:
    budget = sv.whole_kronor(total.budget_ore)
    if not total.logged_ore:
        return f"inget loggat{'' if frame.ended else ' än'}, budget {budget}"
    booked = f"varav bokfört {sv.whole_kronor(total.booked_ore)}" if total.booked_ore else "inget bokfört än"
    return f"loggat {sv.whole_kronor(total.logged_ore)} av {budget} ({total.percent}{sv.NBSP}%), {booked}"


def funders_line(financing: Financing, frame: Frame) -> str:
    """What each funder carries of what is booked, with the cap; empty before anything is booked."""
    shown = zip(financing.parts, tied_kronor(part.ore for part in financing.parts), strict=True)
    named = [f"{part.funder.name} {_kr(kronor)}{_how(part.funder)}" for part, kronor in shown]
    return f"Finansiering av bokfört: {' · '.join(named)}" if financing.costs_ore else ""


def _how(funder: Funder) -> str:
    if funder.part == "share":
        return f" ({_share(funder)})"
    return " (fast del)" if funder.part == "fixed" else " (resten)"


def _share(funder: Funder) -> str:
    percent = f"{funder.percent:f}".rstrip("0").rstrip(".") if "." in f"{funder.percent:f}" else f"{funder.percent:f}"
    return f"{percent.replace('.', ',')}{sv.NBSP}%, högst {_kr(funder.cap or 0)}"


def over_financed(financing: Financing, frame: Frame) -> str:
    """Over-financing said plainly; while the period lasts, what it would be if nothing more was booked."""
    if not financing.over_ore or not financing.costs_ore:
        return ""
    over, costs = sv.whole_kronor(financing.over_ore), sv.whole_kronor(financing.costs_ore)
    if frame.ended:
        return (
            f"Projektet är överfinansierat med {over}: finansiärernas delar är mer än de bokförda kostnaderna, "
            f"{costs}. {CONTACT.capitalize()}."
        )
    return (
        f"Om inget mer bokförs blir projektet överfinansierat med {over}, eftersom fasta delar inte minskar med "
        f"kostnaderna. Ser det ut att bli så när projekttiden går ut: {CONTACT}."
    )


def money(
    frame: Frame,
    accounts: Sequence[Account],
    financing: Financing,
    all_logged: Financing,
    notes: Sequence[str],
) -> Reply:
    """The year's table first, then the whole period's, then the funders'. `accounts` ends with the whole period."""
    first, *rest = accounts
    about = "Pengar" if first.year is None or frame.asked else f"Pengar {first.year}"
    funders = Reply(
        title="Finansiering, hela projekttiden",
        text=tuple(line for line in (_capped(financing), over_financed(financing, frame)) if line),
        table=_funder_table(financing, all_logged),
    )
    return Reply(
        title=frame.title(about),
        text=(sentence(frame.month()), *(money_line(account, frame) for account in accounts)),
        table=_budget_table(first, frame),
        notes=() if rest else tuple(notes),
        parts=(*_whole_period(rest, frame, notes), funders),
        buttons=(
            *([frame.underlying("expense")] if accounts[-1].total.logged_ore else []),
            frame.button("Delmål", "delmål"),
            frame.button("Läget", "läget"),
        ),
    )


def _whole_period(accounts: Sequence[Account], frame: Frame, notes: Sequence[str]) -> list[Reply]:
    """The whole period's table, when it does not come first; the notes are about it."""
    return [
        Reply(title=_heading(account, frame), table=_budget_table(account, frame), notes=tuple(notes))
        for account in accounts
    ]


def _heading(account: Account, frame: Frame) -> str:
    return f"Hela projekttiden {frame.period}" if account.year is None else str(account.year)


def _budget_table(account: Account, frame: Frame) -> Table:
    """Whole kronor: the budget is whole already, logged and booked are tied, and left is budget less logged."""
    lines = account.lines
    budget = [line.budget_ore // 100 for line in lines]
    logged = tied_kronor(line.logged_ore for line in lines)
    booked = tied_kronor(line.booked_ore for line in lines)
    left = [whole - used for whole, used in zip(budget, logged, strict=True)]
    columns = [budget, logged, booked, left]
    rows = [
        (_line_name(line, frame), *(sv.number(column[index]) for column in columns)) for index, line in enumerate(lines)
    ]
    rows.append(("Summa", *(sv.number(sum(column)) for column in columns)))
    labels = ("Budget", "Loggat", "Bokfört", "Kvar")
    return Table(
        columns=(Column(label="Kostnadsslag"), *(Column(label=label, numeric=True) for label in labels)),
        rows=tuple(rows),
        total=True,
        caption="Hela kronor. Kvar är budget minus loggat.",
    )


def _line_name(line: Line, frame: Frame) -> str:
    percent = f"{frame.project.flat_rate.percent:f}".replace(".", ",")
    return f"{line.name} (schablon {percent}{sv.NBSP}%)" if line.flat_rate else line.name


def _funder_table(financing: Financing, all_logged: Financing) -> Table:
    """What the decision says, what is booked, and where it differs what is logged: columns that tell something."""
    labels, columns = ["Enligt beslutet"], [[part.funder.budget.total for part in financing.parts]]
    if financing.costs_ore:
        labels.append("Av det bokförda")
        columns.append(tied_kronor(part.ore for part in financing.parts))
    if all_logged.costs_ore != financing.costs_ore:
        labels.append("Om allt loggat bokförs")
        columns.append(tied_kronor(part.ore for part in all_logged.parts))
    rows = [
        (f"{part.funder.name}{_how(part.funder)}", *(sv.number(column[index]) for column in columns))
        for index, part in enumerate(financing.parts)
    ]
    rows.append(("Summa", *(sv.number(sum(column)) for column in columns)))
    return Table(
        columns=(Column(label="Finansiär"), *(Column(label=label, numeric=True) for label in labels)),
        rows=tuple(rows),
        total=True,
        caption="Hela kronor.",
    )


def _capped(financing: Financing) -> str:
    """What is booked so far, and that the cap is reached when it is."""
    capped: list[Part] = [part for part in financing.parts if part.capped]
    if not financing.costs_ore:
        return "Inget är bokfört än."
    booked = f"Bokfört hittills: {sv.whole_kronor(financing.costs_ore)}."
    if not capped:
        return booked
    names = sv.listed([part.funder.name for part in capped])
    return f"{booked} Taket för {names} är nått: kostnader därutöver bär de andra finansiärerna."


def money_notes(counted: NotCounted, about: tuple[int, int], exceeded: Sequence[Line], limit: str) -> tuple[str, ...]:
    """What is in no sum and why, what is approximate, and which lines exceed their budget by more than the limit."""
    many, ore = counted.outside_costs
    notes = [
        f"{line.name} ligger mer än {limit}{sv.NBSP}% över budgeten för hela projekttiden: {CONTACT}."
        for line in exceeded
    ]
    if about[0]:
        name = sv.plural(about[0], "ungefärligt belopp", "ungefärliga belopp")
        notes.append(f"{name} (omkring {sv.whole_kronor(about[1])}) räknas som loggat men aldrig som bokfört.")
    if many:
        notes.append(f"{_expenses(many)} ({sv.whole_kronor(ore)}) ligger utanför projektets kostnader och räknas inte.")
    for count, why in (
        (counted.other_currency, "i annan valuta eller utan kostnad i kronor räknas inte"),
        (counted.by_hand, "på ett kostnadsslag som är schablon räknas inte: schablonen räknas ut av sig själv"),
        (counted.unknown_category, "med ett kostnadsslag som inte finns i projektet räknas inte"),
        (counted.outside_period, "med datum utanför projekttiden räknas inte"),
    ):
        if count:
            notes.append(f"{_expenses(count)} {why}.")
    return tuple(notes)


def _expenses(count: int) -> str:
    return sv.plural(count, "utgift", "utgifter")


def _kr(kronor: int) -> str:
    return sv.whole_kronor(100 * kronor)
