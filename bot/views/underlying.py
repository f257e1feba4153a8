"""The records behind a figure, a page of rows at a time, with the sum that they make."""

from collections.abc import Sequence
from dataclasses import replace

from bot.goals import Occasions
from bot.happened import Held
from bot.records import Expense, Measurement
from bot.reply import Button, Column, Reply, Table
from bot.span import Scope
from bot.views import swedish_text as sv
from bot.views.indicators import period, value
from bot.views.status_frame import underlying
from bot.views.status_span import About, counted, occasions_line

PAGE = 10


def occasions(
    about: About, total: Occasions, page: Sequence[Held], offset: int, *, planned: int = 0, overdue: int = 0
) -> Reply:
    """The occasions that were held, the latest first; and the way to those that were not."""
    others = _not_held_buttons(about, planned, overdue) if not offset else ()
    if not page:
        return _none(about, "Inga genomförda tillfällen", offset, others)
    rows = tuple((str(each.id), sv.day(each.date), each.title, counted(each.heads)) for each in page)
    return Reply(
        title=f"🔎 Underlag: {about.title()}",
        text=(occasions_line(total, about),),
        table=Table(
            columns=(
                Column(label="Nr", numeric=True), Column(label="Dag"), Column(label="Tillfälle"),
                Column(label="Deltagare", numeric=True),
            ),
            rows=rows, caption=_which(offset, len(page), total.held),
        ),
        notes=(_one_by_one("aktivitet", page[0].id),),
        buttons=(*_more("activity", about.scope, offset + len(page), total.held), *others, *_by_goal(about, offset)),
        beside=True,
    )  # fmt: skip


_NOT_HELD = {"planned": "Planerade tillfällen", "overdue": "Passerade utan svar"}


def not_held(about: About, state: str, count: int, page: Sequence[Held], offset: int) -> Reply:
    """The occasions that lie ahead, or that have passed and nobody has said how they went, the latest first."""
    if not page:
        return _none(about, _NOT_HELD[state], offset)
    return Reply(
        title=f"🔎 {about.title(_NOT_HELD[state])}",
        text=(sv.plural(count, "tillfälle", "tillfällen"),),
        table=Table(
            columns=(Column(label="Nr", numeric=True), Column(label="Dag"), Column(label="Tillfälle")),
            rows=tuple((str(each.id), sv.day(each.date), each.title) for each in page),
            caption=_which(offset, len(page), count),
        ),
        notes=(_one_by_one("aktivitet", page[0].id),),
        buttons=_more(state, about.scope, offset + len(page), count),
        beside=True,
    )  # fmt: skip


def _not_held_buttons(about: About, planned: int, overdue: int) -> tuple[Button, ...]:
    counts = (("planned", "Planerade", planned), ("overdue", "Passerade utan svar", overdue))
    return tuple(underlying(about.scope, state, f"{label} ({count})") for state, label, count in counts if count)


def expenses(
    about: About, count: int, logged_ore: int, booked_ore: int, page: Sequence[Expense], offset: int, note: str = ""
) -> Reply:
    """The expenses, the latest first; `count` and the sums are those of all of them."""
    if not page:
        return _none(about, "Inga utgifter", offset)
    rows = tuple(
        (
            str(each.id), sv.day(each.date), each.description, each.category or "",
            sv.kronor(each.cost_ore) if each.currency == "SEK" and each.cost_ore is not None else "räknas inte",
            sv.day(each.booked_on, weekday=False) if each.booked_on else "–",
        )
        for each in page
    )  # fmt: skip
    category = about.scope.category
    many = sv.plural(count, "utgift", "utgifter")
    booked = f"varav bokfört {sv.kronor(booked_ore)}" if booked_ore else "inget bokfört"
    return Reply(
        title=f"🔎 Underlag: {about.title(category or 'Utgifter')}",
        text=tuple(line for line in (f"{many} · loggat {sv.kronor(logged_ore)}, {booked}", note) if line),
        table=Table(
            columns=(
                Column(label="Nr", numeric=True), Column(label="Dag"), Column(label="Vad"), Column(label="Kostnadsslag"),
                Column(label="Kostnad", numeric=True), Column(label="Bokförd"),
            ),
            rows=rows, caption=_which(offset, len(page), count),
        ),
        notes=(_one_by_one("utgift", page[0].id or 0),),
        buttons=(*_more("expense", about.scope, offset + len(page), count), *_by_category(about, offset)),
        beside=True,
    )  # fmt: skip


def measurements(about: About, count: int, page: Sequence[Measurement], offset: int) -> Reply:
    """What was measured, the latest days first; `count`: how many there are in all."""
    if not page:
        return _none(about, "Inga mätningar", offset)
    rows = tuple(
        (str(each.id), each.indicator, value(each.value, each.unit), sv.capitalized(period(each.start, each.date)))
        for each in page
    )
    subject = f"Mätningar · {about.subject}" if about.subject else "Mätningar"
    return Reply(
        title=f"🔎 Underlag: {subject}",
        table=Table(
            columns=(
                Column(label="Nr", numeric=True), Column(label="Indikator"), Column(label="Värde", numeric=True),
                Column(label="Gäller"),
            ),
            rows=rows, caption=_which(offset, len(page), count),
        ),
        notes=(_one_by_one("mätning", page[0].id or 0),),
        buttons=_more("measurement", about.scope, offset + len(page), count),
        beside=True,
    )  # fmt: skip


def _none(about: About, what: str, offset: int, buttons: tuple[Button, ...] = ()) -> Reply:
    """Nothing there; on a later page, nothing there any more."""
    text = "Det finns inget mer att visa." if offset else f"{what} för {about.scope.span.name}."
    return Reply(text=(text,), buttons=buttons, beside=True)


def _which(offset: int, shown: int, count: int) -> str:
    return f"{offset + 1}–{offset + shown} av {sv.number(count)}" if shown < count else ""


def _one_by_one(noun: str, number: int) -> str:
    return f"Skriv ”{noun} {number}” till mig, så visar jag den för sig."


def _more(kind: str, scope: Scope, offset: int, count: int) -> tuple[Button, ...]:
    if offset >= count:
        return ()
    return (Button(label="Visa fler", action="underlying", value=f"{kind} {offset} {scope.packed()}"),)


def _by_goal(about: About, offset: int) -> tuple[Button, ...]:
    """From the occasions of all goals to those of one."""
    if about.scope.goal is not None or offset:
        return ()
    return tuple(
        underlying(replace(about.scope, goal=goal.number), "activity", f"Delmål {goal.number}")
        for goal in about.project.goals
    )


def _by_category(about: About, offset: int) -> tuple[Button, ...]:
    """From the expenses of all cost categories to those of one."""
    if about.scope.category is not None or offset:
        return ()
    logged = (category.name for category in about.project.cost_categories if category.logged)
    return tuple(underlying(replace(about.scope, category=name), "expense", name) for name in logged)
