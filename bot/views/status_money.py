"""`/yh-status pengar`: the answer in a few lines, then what is to be looked at, then the tables."""

from collections.abc import Iterator

from bot.budget import Account
from bot.financing import Income
from bot.money import Standing
from bot.reply import Reply
from bot.views import money_tables as tables
from bot.views import swedish_text as sv
from bot.views.money_lacks import to_look_at
from bot.views.money_sentences import (
    balance_now,
    booked_so_far,
    claims_line,
    forecast_line,
    grant_line,
    how_forecast,
    money_line,
)
from bot.views.status_frame import Frame, fact, sentence


def money(frame: Frame, standing: Standing) -> Reply:
    """The year's figures first (the whole period's when no year is shown), then the rest as parts."""
    first = standing.year(frame.year)
    about = "Pengar" if first.year is None or frame.asked else f"Pengar {first.year}"
    lines = [money_line(first, frame), *_of_the_whole(standing, frame)]
    return Reply(
        title=frame.title(about),
        text=(sentence(frame.month()),),
        facts=tuple(fact(line) for line in lines if line),
        chart=tables.category_chart(first, frame) if first.total.logged_ore else None,
        table=tables.budget_table(first, frame),
        parts=tuple(_parts(frame, standing, first)),
        buttons=(frame.button("Delmål", "delmål"), frame.button("Läget", "läget")),
    )


def _of_the_whole(standing: Standing, frame: Frame) -> Iterator[str]:
    """What is true of the whole period: how much, where it is heading, the grants, the claims."""
    if frame.year is not None:
        yield money_line(standing.whole, frame)
    yield forecast_line(standing)
    if standing.booked.costs_ore or standing.claimed.count:
        for part in standing.booked.parts:
            if part.funder.part == "share":
                yield grant_line(standing, part.funder)
    yield claims_line(standing)


def _parts(frame: Frame, standing: Standing, first: Account) -> Iterator[Reply]:
    if warned := to_look_at(standing, frame):
        yield warned
    if first.year is not None:
        yield Reply(title=f"Hela projekttiden {frame.period}", table=tables.budget_table(standing.whole, frame))
    if not frame.asked and len(standing.years) > 1 and standing.whole.total.logged_ore:
        yield Reply(title="År för år", chart=tables.years_chart(standing), table=tables.years_table(standing))
    if standing.whole.total.paid_ore or standing.whole.total.claimed_ore:
        table = tables.stages_table(standing, frame)
        yield Reply(title="Från bokfört till rekvirerat, hela projekttiden", table=table)
    yield Reply(
        title="Finansiering, hela projekttiden",
        text=(booked_so_far(standing.booked), *balance_now(standing.booked, frame)),
        table=tables.funder_table(standing),
        notes=tuple(_notes(standing)),
    )


def _notes(standing: Standing) -> Iterator[str]:
    if standing.forecast:
        yield how_forecast(standing.forecast)
    if standing.income.others:
        yield _from_others(standing.income)


def _from_others(income: Income) -> str:
    """Money from whoever is no funder; the largest sums by name."""
    named = [f"{other.payer} {sv.whole_kronor(other.ore)}" for other in income.others[:3]]
    rest = len(income.others) - len(named)
    also = [f"{sv.plural(rest, 'betalare', 'betalare')} till"] if rest else []
    return f"Inbetalt från andra än finansiärerna: {sv.listed([*named, *also])}."
