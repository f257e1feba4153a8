"""What a report says of the goals: what was held, who took part, where, and with which perspectives."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from bot.goals import GoalStatus, Heads, goal_status, with_reached
from bot.material import Material
from bot.progress import Progress
from bot.project import Goal
from bot.records import Activity
from bot.reply import Chart, Column, Series, Table
from bot.report import Block, Bullets, Part
from bot.views import status_aims
from bot.views import swedish_text as sv
from bot.views.indicators import period, value
from bot.views.status_frame import sentence
from bot.views.status_goals import people, women_share

STATES = {"begun": "påbörjad", "planned": "planerad", "not_yet": "inte påbörjad"}
SEVERAL = "Ett tillfälle kan räknas till flera delmål, så delmålens antal ska inte läggas ihop."


def statuses(material: Material) -> list[tuple[GoalStatus, GoalStatus]]:
    """Each goal as it was in the span, and from the project's start on."""
    return [
        (goal_status(goal, material.project, material.in_span, None), _so_far(goal, material))
        for goal in material.project.goals
    ]


def _so_far(goal: Goal, material: Material) -> GoalStatus:
    held = with_reached(material.so_far, material.so_far.reached)
    return goal_status(goal, material.project, held, None)


def goals(material: Material) -> Iterator[Block]:
    """Every goal with the decision's activities, what was held of each in the span and since the start."""
    yield f"Beslutet sätter inga målvärden: det som är gjort visas mot dess aktivitetslista. {SEVERAL}"
    for in_span, so_far in statuses(material):
        goal = so_far.goal
        yield Part(f"Delmål {goal.number} {goal.name}", tuple(_goal(material, in_span, so_far)))


def _goal(material: Material, in_span: GoalStatus, so_far: GoalStatus) -> Iterator[Block]:
    yield sentence(so_far.goal.text)
    begun = (
        f"{so_far.count('begun')} av {sv.plural(len(so_far.paper), 'aktivitet', 'aktiviteter')} i beslutet är påbörjade"
    )
    parts = [begun, _held(in_span.whole.held, material), people(in_span.whole.heads)]
    yield sentence(" · ".join(part for part in parts if part))
    planned = {part.type: part.planned for part in material.planned.ahead if part.goal == so_far.goal.number}
    held = {each.type.name: each.held for each in in_span.activities}
    rows = [
        (
            each.type.shown if not each.in_paper else each.type.in_paper,
            STATES[each.state] if each.in_paper else "utöver listan",
            *(() if material.is_whole else (sv.number(held.get(each.type.name, 0)),)),
            sv.number(each.held),
            sv.number(planned.get(each.type.name, 0)),
        )
        for each in so_far.activities
    ]
    period = () if material.is_whole else (Column(label="Under perioden", numeric=True),)
    yield Table(
        columns=(
            Column(label="Aktivitet"), Column(label="Läge"), *period,
            Column(label="Sedan start", numeric=True), Column(label="Planerade", numeric=True),
        ),
        rows=tuple(rows),
        caption=f"Tabell: genomförda och planerade tillfällen, delmål {so_far.goal.number}",
    )  # fmt: skip


def _held(count: int, material: Material) -> str:
    when = "under projekttiden" if material.is_whole else "under perioden"
    return f"{sv.plural(count, 'genomfört tillfälle', 'genomförda tillfällen') if count else 'inga genomförda tillfällen'} {when}"


def participants(material: Material, brief: bool) -> Iterator[Block]:
    """A row a goal: occasions and people, women and men where everyone's gender is written; and all of them, each once."""
    found = statuses(material)
    total = material.heads
    if not material.held:
        yield f"Inga tillfällen är genomförda {'än' if material.is_whole else 'under perioden'}."
        return
    rows = [
        (f"{each.goal.number} {each.goal.name}", sv.number(each.whole.held), *_people_cells(each.whole.heads))
        for each, _ in found
    ]
    rows.append(("Alla, varje tillfälle en gång", sv.number(len(material.held)), *_people_cells(total)))
    labels = ("Tillfällen", "Deltagare", "Kvinnor", "Män", "Annat", "Andel kvinnor")
    yield Table(
        columns=(Column(label="Delmål"), *(Column(label=label, numeric=True) for label in labels)),
        rows=tuple(rows), total=True, caption="Tabell: deltagare per delmål",
    )  # fmt: skip
    yield from _people_notes(material, total)
    if total.by_gender and not brief:
        yield Chart(
            kind="bar", title="Diagram: deltagare per delmål, kvinnor och män", unit="", told=True,
            labels=tuple(f"{each.goal.number} {each.goal.name}" for each, _ in found),
            series=(
                Series(name="Kvinnor", values=tuple(each.whole.heads.women for each, _ in found)),
                Series(name="Män", values=tuple(each.whole.heads.men for each, _ in found)),
            ),
        )  # fmt: skip


def _people_cells(heads: Heads) -> tuple[str, ...]:
    if not heads.counted:
        return "–", "–", "–", "–", "–"
    about = "omkring " if heads.approximate else ""
    split = (sv.number(heads.women), sv.number(heads.men), sv.number(heads.others)) if heads.by_gender else ("–",) * 3
    return f"{about}{sv.number(heads.participants)}", *split, women_share(heads) or "–"


def _people_notes(material: Material, total: Heads) -> Iterator[str]:
    notes = []
    if total.counted < len(material.held):
        notes.append(f"Antal deltagare finns för {total.counted} av {len(material.held)} tillfällen.")
    if 0 < total.by_gender < total.participants:
        notes.append(f"Kön är räknat för {sv.number(total.by_gender)} av {sv.number(total.participants)} deltagare.")
    if total.visitors:
        notes.append(
            f"Dessutom {sv.plural(total.visitors, 'besökare', 'besökare')} vid montrar, som inte är deltagare."
        )
    if notes:
        yield " ".join(notes)


def municipalities(material: Material) -> Iterator[Block]:
    """In which of the county's municipalities something was held, in the span and since the start, and in which not."""
    names = [place.name for place in material.project.municipalities]
    counts = Counter(name for each in material.held for name in each.municipalities)
    reached = {part.municipality for part in material.so_far.reached} | set(counts)
    here = [f"{name} ({counts[name]})" for name in names if counts[name]]
    lines = [
        f"{'Under projekttiden' if material.is_whole else 'Under perioden'}: "
        + (f"{sv.listed(here)}. Inom parentes: antal tillfällen." if here else "inget tillfälle har en kommun."),
    ]
    if not material.is_whole:
        lines.append(f"Sedan projektets start: {sum(name in reached for name in names)} av {len(names)} kommuner.")
    left = [name for name in names if name not in reached]
    lines.append(f"Ännu inte nådda: {sv.listed(left)}." if left else f"Alla {len(names)} kommuner är nådda.")
    yield Part("Kommuner", (Bullets(tuple(lines)),))


def perspectives(material: Material) -> Iterator[Block]:
    """How many occasions of the span were marked with each perspective."""
    counts = Counter(name for each in material.held for name in each.perspectives)
    yield Bullets(tuple(
        f"{sv.capitalized(each.name)}: {sv.plural(counts[each.name], 'tillfälle', 'tillfällen') if counts[each.name] else 'inget tillfälle är märkt'}"
        for each in material.project.perspectives
    ))  # fmt: skip


def indicators(material: Material, brief: bool) -> Iterator[Block]:
    """Baseline, outcome and target of what the group measures; a line where there are several measurements."""
    if not material.indicators:
        yield "Beslutet sätter inga målvärden, och gruppen har inga egna indikatorer."
        return
    yield Table(
        columns=(
            Column(label="Indikator"), Column(label="Delmål", numeric=True), Column(label="Utgångsläge", numeric=True),
            Column(label="Utfall", numeric=True), Column(label="Målvärde", numeric=True), Column(label="Nås senast"),
        ),
        rows=tuple(_indicator(each) for each in material.indicators),
        caption="Tabell: gruppens indikatorer, utgångsläge, senaste utfall och målvärde",
    )  # fmt: skip
    for each in () if brief else material.indicators:
        if shown := status_aims.chart(each):
            yield shown.model_copy(update={"title": f"Diagram: {shown.title}"})


def _indicator(each: Progress) -> tuple[str, ...]:
    of, latest = each.indicator, each.latest
    outcome = f"{value(latest.value, of.unit)} ({_when(latest.start, latest.date)})" if latest else "inte mätt"
    return (
        of.name,
        str(of.goal),
        value(of.baseline, of.unit) if of.baseline is not None else "inte satt",
        outcome,
        value(of.target, of.unit) if of.target is not None else "inget satt",
        sv.day(of.due, weekday=False) if of.due else "",
    )


def _when(start: date | None, last: date) -> str:
    """The days of a measurement; a single day in figures, that it fits."""
    return last.isoformat() if start in (None, last) else period(start, last)


def occasions(material: Material) -> Iterator[Block]:
    """Every occasion of the span with its number, to which its costs lead."""
    if not material.held:
        yield "Inga tillfällen är genomförda."
        return
    yield Table(
        columns=(
            Column(label="Nr", numeric=True), Column(label="Datum"), Column(label="Tillfälle"), Column(label="Kommun"),
            Column(label="Delmål"), Column(label="Deltagare", numeric=True), Column(label="Kvinnor", numeric=True),
        ),
        rows=tuple(_occasion(each) for each in material.held),
        caption="Tabell: genomförda tillfällen",
    )  # fmt: skip
    if material.cancelled:
        yield f"{sv.plural(len(material.cancelled), 'tillfälle', 'tillfällen')} ställdes in."


def took_part(activity: Activity) -> int | None:
    """How many took part, as the sums count them: ten women are ten participants; None where nobody counted."""
    split = [part for part in (activity.women, activity.men, activity.others) if part is not None]
    counted = split or activity.participants is not None
    return max(activity.participants or 0, sum(split)) if counted else None


def _occasion(activity: Activity) -> tuple[str, ...]:
    about = "ca " if activity.approximate else ""
    heads = took_part(activity)
    return (
        str(activity.id),
        activity.date.isoformat(),
        activity.title,
        ", ".join(activity.municipalities),
        ", ".join(map(str, sorted(activity.goals))),
        f"{about}{sv.number(heads)}" if heads is not None else "",
        sv.number(activity.women) if activity.women is not None else "",
    )
