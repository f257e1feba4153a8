"""What is said of the money in words: how much of the budget, who carries it, where it is heading."""

from bot.budget import Account, Line
from bot.financing import Financing
from bot.forecast import Forecast
from bot.money import Standing
from bot.money_warnings import YearEnd
from bot.project_money import Funder
from bot.views import swedish_text as sv
from bot.views.money_tables import carried
from bot.views.status_frame import Frame

CONTACT = "kontakta handläggaren"
ONE_KRONA = 100  # öre; what the flat rate leaves of a few öre is nothing to tell of


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


def forecast_line(standing: Standing) -> str:
    """'Prognos: 1 120 000 kr när projekttiden är slut, 524 153 kr under budgeten · överfinansierat med …'."""
    ahead = standing.forecast
    if ahead is None:
        return ""
    difference = ahead.total_ore - ahead.budget_ore
    beside = f"{sv.whole_kronor(abs(difference))} {'över' if difference > 0 else 'under'} budgeten"
    if abs(difference) < 50:
        beside = "som budgeten"
    return (
        f"Prognos: {sv.whole_kronor(ahead.total_ore)} när projekttiden är slut, {beside} · {_balance(ahead.financing)}"
    )


def _balance(financing: Financing) -> str:
    """Over- or under-financing in a few words."""
    if financing.over_ore >= ONE_KRONA:
        return f"överfinansierat med {sv.whole_kronor(financing.over_ore)}: {CONTACT}"
    if financing.short_ore >= ONE_KRONA:
        return f"{sv.whole_kronor(financing.short_ore)} saknar finansiär: {CONTACT}"
    if financing.beyond_ore >= ONE_KRONA:
        return f"underfinansierat med {sv.whole_kronor(financing.beyond_ore)}, som faller på {_who_carries(financing)}"
    return "finansieringen räcker"


def _who_carries(financing: Financing) -> str:
    return sv.listed([part.funder.name for part in financing.parts if part.beyond_ore])


def how_forecast(ahead: Forecast) -> str:
    """How the forecast was computed, and what it makes of the grant."""
    first, last = (f"{sv.MONTHS[day.month - 1]} {day.year}" for day in (ahead.gone.first, ahead.gone.last))
    known = f"det som är loggat {first} – {last} ({sv.plural(ahead.gone.months, 'månad', 'månader')})"
    way = {
        "pace": f"{known} fortsätter i samma takt projekttiden ut",
        "budget": f"{known} och därefter varje månad enligt budgeten",
    }[ahead.rule]
    shown = zip(ahead.financing.parts, carried(ahead.financing), strict=True)
    grants = [
        f"{part.funder.name} betalar då {_of_the_cap(kronor, part.funder)}."
        for part, kronor in shown
        if part.funder.part == "share"
    ]
    return " ".join([f"Så är prognosen räknad: {way}. Schablonen följer med.", *grants])


def _of_the_cap(kronor: int, funder: Funder) -> str:
    return f"{sv.whole_kronor(100 * kronor)} av högst {sv.whole_kronor(100 * (funder.cap or 0))}"


def balance_now(standing: Standing, frame: Frame) -> tuple[str, ...]:
    """Over- and under-financing of what is booked, said plainly; while the period lasts, what it would come to.

    Nothing of a part of the period: what was booked afterwards decides.
    """
    if standing.partial:
        return ()
    found = (_over_financed(standing.booked, frame, standing.forecast), _under_financed(standing.booked))
    return tuple(sentence for sentence in found if sentence)


def _over_financed(financing: Financing, frame: Frame, ahead: Forecast | None) -> str:
    """While the period lasts, what it would be if nothing more was booked, unless the forecast says that it will be."""
    if financing.over_ore < ONE_KRONA or not financing.costs_ore:
        return ""
    over, costs = sv.whole_kronor(financing.over_ore), sv.whole_kronor(financing.costs_ore)
    if ahead and ahead.financing.over_ore < ONE_KRONA:
        return (
            f"Än så länge är finansiärernas delar {over} mer än det bokförda, eftersom fasta delar inte minskar med "
            "kostnaderna."
        )
    if frame.ended:
        return (
            f"Projektet är överfinansierat med {over}: finansiärernas delar är mer än de bokförda kostnaderna, "
            f"{costs}. {CONTACT.capitalize()}."
        )
    return (
        f"Om inget mer bokförs blir projektet överfinansierat med {over}, eftersom fasta delar inte minskar med "
        f"kostnaderna. Ser det ut att bli så när projekttiden går ut: {CONTACT}."
    )


def _under_financed(financing: Financing) -> str:
    if financing.short_ore >= ONE_KRONA:
        short = sv.whole_kronor(financing.short_ore)
        return f"Projektet är underfinansierat: {short} av de bokförda kostnaderna har ingen finansiär. {CONTACT.capitalize()}."
    if financing.beyond_ore < ONE_KRONA:
        return ""
    beyond = sv.whole_kronor(financing.beyond_ore)
    return (
        f"Projektet är underfinansierat med {beyond}: så mycket mer än beslutets finansiering är bokfört, "
        f"och det faller på {_who_carries(financing)}."
    )


def booked_so_far(financing: Financing) -> str:
    """What is booked so far, and that the cap is reached when it is."""
    if not financing.costs_ore:
        return "Inget är bokfört än."
    booked = f"Bokfört hittills: {sv.whole_kronor(financing.costs_ore)}."
    capped = [part.funder.name for part in financing.parts if part.capped]
    if not capped:
        return booked
    return f"{booked} Taket för {sv.listed(capped)} är nått: kostnader därutöver bär de andra finansiärerna."


def grant_lines(standing: Standing) -> list[str]:
    """One for each funder that bears a share of what is booked, up to its cap."""
    return [grant_line(standing, part.funder) for part in standing.booked.parts if part.funder.part == "share"]


def grant_line(standing: Standing, funder: Funder) -> str:
    """'Bidrag från Region Örebro län: hittills 224 250 kr av högst 822 076 kr · rekvirerat 180 000 kr · inbetalt …'."""
    at = [part.funder for part in standing.booked.parts].index(funder)
    came_in = standing.income.by_funder[at]
    said = [f"hittills {_of_the_cap(carried(standing.booked)[at], funder)}"]
    if not standing.booked.costs_ore:
        said = [f"högst {sv.whole_kronor(100 * (funder.cap or 0))}", "inget bokfört än"]
    if standing.claimed.count:
        said.append(f"rekvirerat {sv.whole_kronor(standing.claimed.grant_ore)}")
    if came_in:
        said.append(f"inbetalt {sv.whole_kronor(came_in)}")
    return f"Bidrag från {funder.name}: {' · '.join(said)}"


def more_came_in(standing: Standing) -> list[str]:
    """That somebody who bears a share has paid in more than its share of what is booked, or a fixed part more than that.

    Whoever bears the rest is not asked: its part is known only when everything is.
    """
    said = []
    shown = zip(standing.booked.parts, carried(standing.booked), standing.income.by_funder, strict=True)
    for part, kronor, came_in in shown:
        more = came_in - part.ore
        if part.funder.part == "rest" or more < ONE_KRONA:
            continue
        of = "bidraget hittills" if part.funder.part == "share" else "den fasta delen"
        said.append(
            f"Från {part.funder.name} har {sv.whole_kronor(came_in)} kommit in, {sv.whole_kronor(more)} mer än {of} "
            f"({sv.whole_kronor(100 * kronor)}): stäm av med ekonomin."
        )
    return said


def claims_line(standing: Standing) -> str:
    """How many claims were made, to which day, and what is ready for the next one."""
    claimed, ready = standing.claimed, sv.whole_kronor(standing.whole.total.ready_ore)
    said = []
    if claimed.count and claimed.last:
        said.append(f"{sv.number(claimed.count)}, senast till och med {sv.day(claimed.last, weekday=False)}")
    if standing.whole.total.ready_ore:
        said.append(f"klart att rekvirera: {ready}")
    return f"Rekvisitioner: {' · '.join(said)}" if said else ""


def over_limit_line(line: Line, frame: Frame) -> str:
    """That a line's logged cost exceeds its budget by more than the limit."""
    limit, over = sv.decimal(frame.project.limits.category_percent), sv.whole_kronor(-line.left_ore)
    return (
        f"{line.name} ligger mer än {limit}{sv.NBSP}% över budgeten för hela projekttiden: {CONTACT}. "
        f"Loggat är {over} över."
    )


def year_end_line(ending: YearEnd) -> str:
    """'Det är 40 dagar kvar av 2024, och 210 000 kr av årets budget är inte loggade (38 %).'"""
    days = (
        "Sista dagen på året"
        if not ending.days
        else f"Det är {sv.plural(ending.days, 'dag', 'dagar')} kvar av {ending.year}"
    )
    left = sv.whole_kronor(ending.total.left_ore)
    share = sv.percent(ending.total.left_ore, ending.total.budget_ore)
    return f"{days}, och {left} av årets budget är inte loggade ({share})."
