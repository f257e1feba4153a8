"""What stands beside a goal's occasions: its indicators, the perspectives, time gone beside work done, and charts."""

from collections.abc import Sequence
from datetime import date

from bot.goals import GoalStatus, begun_of_listed, period_gone
from bot.perspectives import PerspectiveSum, counted
from bot.progress import Progress
from bot.project import Goal
from bot.reply import Button, Chart, Column, Fact, Reply, Series, Table
from bot.span import Scope, whole
from bot.views import swedish_text as sv
from bot.views.indicators import aim, period, value
from bot.views.status_frame import Frame, underlying

NO_TARGET = "Inget målvärde satt"
MOST_POINTS = 20  # on a line: Slack's limit


def no_target(statuses: Sequence[GoalStatus]) -> str:
    """That no target is set, or for which goals none is; empty when each of them has one."""
    without = [str(status.goal.number) for status in statuses if not status.has_target]
    if not without:
        return ""
    which = "" if len(without) == len(statuses) else f" för delmål {sv.listed(without)}"
    return f"{NO_TARGET}{which}: det som är gjort visas mot beslutets aktivitetslista."


def line(progress: Progress, today: date) -> str:
    """'71 % → 87 % (2024) → mål 90 % senast ons 31 december 2025 · 84 % av vägen'."""
    of, latest = progress.indicator, progress.latest
    steps = [value(of.baseline, of.unit)] if of.baseline is not None else []
    steps += [f"{value(latest.value, of.unit)} ({period(latest.start, latest.date)})" if latest else "inte mätt än"]
    if of.target is None:
        return f"{' → '.join(steps)} · {aim(of)}"
    return " · ".join(part for part in (" → ".join([*steps, aim(of)]), _how_far(progress, today)) if part)


def _how_far(progress: Progress, today: date) -> str:
    if progress.reached:
        return "målet är nått"
    if progress.indicator.due and progress.indicator.due < today and progress.latest:
        return "målet är inte nått"
    return f"{sv.percent(int(progress.way * 1000), 1000)} av vägen" if progress.way and progress.way > 0 else ""


def facts(progresses: Sequence[Progress], today: date, *, goal: bool = False) -> tuple[Fact, ...]:
    """A fact for each indicator; with its `goal` where they are of several."""
    named = (f"Delmål {each.indicator.goal}, " if goal else "" for each in progresses)
    return tuple(
        Fact(label=sv.capitalized(f"{of}{each.indicator.name}"), value=line(each, today))
        for of, each in zip(named, progresses, strict=True)
    )


def short(status: GoalStatus) -> str:
    """'fyllnadsgrad 87 % (mål 90 %)': the goal's first indicator that is measured, one with a target before others, for a line of the overview."""
    for each in sorted(status.indicators, key=lambda each: each.indicator.target is None):
        if each.latest:
            of = each.indicator
            target = f" (mål {value(of.target, of.unit)})" if of.target is not None else ""
            return f"{of.name[:1].lower()}{of.name[1:]} {value(each.latest.value, of.unit)}{target}"
    return ""


def pace(frame: Frame, statuses: Sequence[GoalStatus]) -> str:
    """'40 % av projekttiden har gått, 4 av 5 aktiviteter har påbörjats (80 %).', of now and of no other year."""
    begun, listed = begun_of_listed(statuses)
    if not listed or not frame.project.covers(frame.today) or (frame.asked and not frame.now):
        return ""
    gone = sv.percent(*period_gone(frame.project, frame.today))
    of = "beslutets " if len(statuses) > 1 else ""
    return f"{gone} av projekttiden har gått, {begun} av {of}{listed} aktiviteter har påbörjats ({sv.percent(begun, listed)})."


def perspectives(counts: Sequence[tuple[str, int]], held: int, frame: Frame) -> str:
    """'Perspektiv i år: jämställdhet 2, integration 0 och ekologisk hållbarhet 1 av 5 tillfällen.'"""
    if not held or not counts:
        return ""
    if not any(count for _, count in counts):
        mark = counts[0][0].split()[-1]
        return (
            f"Perspektiv {frame.in_year}: inget tillfälle är märkt. Märk det med till exempel ”#{mark}” när du loggar."
        )
    said = sv.listed([f"{name} {sv.number(count)}" for name, count in counts])
    return f"Perspektiv {frame.in_year}: {said} av {sv.plural(held, 'tillfälle', 'tillfällen')}."


def all_perspectives(frame: Frame, sums: Sequence[PerspectiveSum], held: int) -> str:
    """The same of all goals, each occasion counted once; `held`: how many there were."""
    return perspectives(counted(frame.project, sums, None, frame.year), held, frame)


def chart(progress: Progress) -> Chart | None:
    """The indicator from its baseline on, beside its target; None with less than two points."""
    of = progress.indicator
    points = [("Utgångsläge", of.baseline)] if of.baseline is not None else []
    points += [(sv.capitalized(period(each.start, each.date)), each.value) for each in progress.measured]
    if len(points) < 2 or not progress.measured:
        return None
    points = points[-MOST_POINTS:]
    series = [Series(name="Utfall", values=tuple(number for _, number in points))]
    if of.target is not None:
        series.append(Series(name="Mål", values=(of.target,) * len(points)))
    return Chart(
        kind="line", title=of.name, labels=tuple(label for label, _ in points), series=tuple(series), unit=of.unit or ""
    )


def years_chart(status: GoalStatus, frame: Frame) -> Chart | None:
    """What was held in each year that has begun; None where there is but one year to see."""
    years = [(year, count) for year, count in status.years if year <= frame.today.year]
    if sum(count > 0 for _, count in years) < 2:
        return None
    return Chart(
        kind="bar",
        title="Genomförda tillfällen per år",
        labels=tuple(str(year) for year, _ in years),
        series=(Series(name="Genomförda", values=tuple(count for _, count in years)),),
    )


def goals_chart(statuses: Sequence[GoalStatus]) -> Chart | None:
    """What was held and is planned under each goal, as the table beside it says; None where nothing is."""
    held = [status.whole.held for status in statuses]
    planned = [sum(activity.planned for activity in status.activities) for status in statuses]
    if not any((*held, *planned)) or len(statuses) < 2:
        return None
    return Chart(
        kind="bar",
        title="Tillfällen per delmål",
        labels=tuple(f"{status.goal.number} {status.goal.name}" for status in statuses),
        series=(
            Series(name="Genomförda totalt", values=tuple(held)), Series(name="Planerade", values=tuple(planned)),
        ),
        told=True,
    )  # fmt: skip


def measurements(frame: Frame, goal: int | None = None) -> Button:
    """The way to all that was measured, of a goal or of all."""
    return underlying(Scope(whole(frame.project), goal), "measurement", "Visa mätningar")


def all_indicators(frame: Frame, progresses: Sequence[Progress]) -> Reply:
    """Every indicator in a table: where it was, is and is to be; without any, what one could measure."""
    project = frame.project
    buttons = (
        *((Button(label="Ny mätning", action="new", value="measurement"),) if progresses else ()),
        Button(label="Ny indikator", action="new", value="indicator"),
        *((measurements(frame),) if any(each.measured for each in progresses) else ()),
        frame.button("Delmål", "delmål"),
    )
    how = "Skriv ”/yh-logg indikator fyllnadsgrad: utgångsläge 71 %, mål 90 % senast 31 december 2025, delmål 2”."
    if not progresses:
        text = ("Inga indikatorer än: beslutet sätter inga målvärden, det gör gruppen.", how, *proposals(project.goals))
        return Reply(title="📊 Indikatorer", text=text, buttons=buttons)
    rows = [_row(each) for each in progresses]
    stands = _reached(progresses)
    columns = ("Indikator", "Delmål", "Utgångsläge", "Utfall", "Mål", "Nås senast")
    return Reply(
        title=frame.title("Indikatorer"),
        text=(stands,) if stands else (),
        table=Table(
            columns=tuple(Column(label=each, numeric=each in columns[2:5]) for each in columns),
            rows=tuple(rows),
            caption="Indikatorer",
        ),
        notes=(
            "Ett nytt värde: ”/yh-logg mått fyllnadsgrad 87 % 2024”.",
            *([f"{NO_TARGET} där det står – för mål."] if any(row[4] == "–" for row in rows) else []),
        ),
        buttons=buttons,
    )  # fmt: skip


def _reached(progresses: Sequence[Progress]) -> str:
    """'Nått: partnerkommuner. Inte nått än: fyllnadsgrad.', of those that have a target."""
    aimed = [each for each in progresses if each.indicator.target is not None]
    groups = (
        ("Nått", [each for each in aimed if each.reached]),
        ("Inte nått än", [each for each in aimed if not each.reached]),
    )
    named = [(label, sv.listed([one.indicator.name for one in group])) for label, group in groups if group]
    return " ".join(f"{label}: {names}." for label, names in named)


def _row(progress: Progress) -> tuple[str, ...]:
    of, latest = progress.indicator, progress.latest
    return (
        of.name,
        str(of.goal),
        value(of.baseline, of.unit) if of.baseline is not None else "–",
        f"{value(latest.value, of.unit)} ({period(latest.start, latest.date)})" if latest else "inte mätt än",
        value(of.target, of.unit) if of.target is not None else "–",
        sv.day(of.due, weekday=False) if of.due else "–",
    )


def proposals(goals: Sequence[Goal]) -> list[str]:
    """'Förslag för delmål 2: sökta utbildningar, … och fyllnadsgrad', a line for each goal that has any."""
    named = [(goal.number, goal.indicators) for goal in goals if goal.indicators]
    return [f"Förslag för delmål {number}: {'; '.join(names)}." for number, names in named]
