"""`/yh-status pengar`: the answer in a few lines and one table; each further side of the money is a button away."""

from collections.abc import Iterator

from bot.budget import Account
from bot.financing import Income
from bot.money import Standing
from bot.reply import Button, Reply
from bot.span import Scope, of_year, whole
from bot.views import money_tables as tables
from bot.views import swedish_text as sv
from bot.views.money_lacks import in_short
from bot.views.money_sentences import (
    balance_now,
    booked_so_far,
    claims_line,
    forecast_line,
    grant_lines,
    how_forecast,
    money_line,
    more_came_in,
)
from bot.views.status_frame import Frame, fact, sentence

_SIDES = {
    "Hela projekttiden": "pengar hela projekttiden", "År för år": "pengar år för år",
    "Finansiering": "finansiering", "Att se över": "att se över",
}  # fmt: skip


_ASK_FOR = "Skriv ”/yh-status underlag {} {}” så visar jag utgifterna bakom en siffra."


def money(frame: Frame, standing: Standing) -> Reply:
    """The year's figures first, the whole period's when no year is shown."""
    first = standing.year(frame.year)
    about = "Pengar" if first.year is None or frame.asked else f"Pengar {first.year}"
    lines = [money_line(first, frame), *_of_the_whole(standing, frame)]
    return Reply(
        title=frame.title(about),
        text=(sentence(frame.month()), *(balance_now(standing, frame) if frame.ended else ())),
        facts=tuple(fact(line) for line in lines if line),
        chart=tables.category_chart(first) if first.total.logged_ore else None,
        table=tables.budget_table(first, frame),
        buttons=(
            *_ways(standing, "Hela projekttiden" if first.year is None else ""),
            _underlying(frame, first),
            frame.button("Delmål", "delmål"),
            frame.button("Läget", "läget"),
        ),
    )


def _underlying(frame: Frame, account: Account) -> Button:
    """To the expenses of the account's year, or of the whole period."""
    span = whole(frame.project) if account.year is None else of_year(frame.project, account.year)
    return Button(label="Visa utgifterna", action="underlying", value=f"expense 0 {Scope(span).packed()}")


def _of_the_whole(standing: Standing, frame: Frame) -> Iterator[str]:
    """What is true of the whole period: how much, where it is heading, the grants, the claims, what to look at."""
    if frame.year is not None:
        yield money_line(standing.whole, frame)
    yield forecast_line(standing)
    yield from grant_lines(standing)
    yield claims_line(standing)
    yield in_short(standing)


def whole_period(frame: Frame, standing: Standing) -> Reply:
    """Every category of the whole period, and how far what is booked has come."""
    total = standing.whole.total
    stages = tables.stages_table(standing, frame)
    return Reply(
        title=f"📊 Pengar, hela projekttiden {frame.period}",
        facts=tuple(fact(line) for line in (money_line(standing.whole, frame), forecast_line(standing)) if line),
        chart=tables.category_chart(standing.whole) if total.logged_ore else None,
        table=tables.budget_table(standing.whole, frame),
        parts=(Reply(title="Från bokfört till rekvirerat", table=stages),)
        if total.paid_ore or total.claimed_ore
        else (),
        notes=(*([how_forecast(standing.forecast)] if standing.forecast else []), _ASK_FOR.format(*_example(frame))),
        buttons=(_underlying(frame, standing.whole), *_ways(standing, "Hela projekttiden")),
    )


def _example(frame: Frame) -> tuple[str, int]:
    """A category that is logged and a year, for an example."""
    last = [category.name for category in frame.project.cost_categories if category.logged][-1]
    return last.lower(), min(max(frame.today.year, frame.project.years[0]), frame.project.years[-1])


def by_year(frame: Frame, standing: Standing) -> Reply:
    """Each year of the period beside the others."""
    return Reply(
        title="📊 Pengar år för år",
        facts=tuple(fact(money_line(each, frame)) for each in standing.years),
        chart=tables.years_chart(standing) if standing.whole.total.logged_ore else None,
        table=tables.years_table(standing),
        buttons=_ways(standing, "År för år"),
    )


def funders(frame: Frame, standing: Standing) -> Reply:
    """Who carries what, what came in from whom, and whether it ties."""
    lines = [forecast_line(standing), *grant_lines(standing), claims_line(standing)]
    return Reply(
        title=f"📊 Finansiering, hela projekttiden {frame.period}",
        text=(booked_so_far(standing.booked), *balance_now(standing, frame)),
        facts=tuple(fact(line) for line in lines if line),
        table=tables.funder_table(standing),
        notes=tuple(_notes(standing)),
        buttons=_ways(standing, "Finansiering"),
    )


def _notes(standing: Standing) -> Iterator[str]:
    if standing.forecast:
        yield how_forecast(standing.forecast)
    yield from more_came_in(standing)
    if standing.income.others:
        yield _from_others(standing.income)


def _from_others(income: Income) -> str:
    """Money from whoever is no funder; the largest sums by name."""
    named = [f"{other.payer or 'utan avsändare'} {sv.whole_kronor(other.ore)}" for other in income.others[:3]]
    rest = len(income.others) - len(named)
    also = [f"{sv.plural(rest, 'betalare', 'betalare')} till"] if rest else []
    return f"Inbetalt från andra än finansiärerna: {sv.listed([*named, *also])}."


def _ways(standing: Standing, here: str) -> tuple[Button, ...]:
    """To the other sides of the money; to what there is to look at only when there is something."""
    left_out = {here} | (set() if in_short(standing) else {"Att se över"})
    ways = [
        Button(label=label, action="status", value=value) for label, value in _SIDES.items() if label not in left_out
    ]
    return (*ways, Button(label="Pengar", action="status", value="pengar")) if here else tuple(ways)
