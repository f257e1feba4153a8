"""A written report: the project file's headings, and under each what it says is shown there."""

from collections.abc import Callable, Iterator

from bot import budget
from bot.goals import period_gone
from bot.material import Material
from bot.project_reports import ReportSection, Shows, WrittenKind
from bot.report import Block, Bullets, Report, Section, ToWrite
from bot.views import report_goals, report_money, report_notes
from bot.views import swedish_text as sv
from bot.views.status_goals import people

NOTHING = "Inget är loggat för perioden."


def summary(material: Material, brief: bool) -> Iterator[Block]:
    """The span in some lines: what was held and with whom, what it cost, what was decided and what went otherwise."""
    if material.empty:
        yield NOTHING
    project, held = material.project, material.held
    places = {name for each in held for name in each.municipalities}
    begun = {status.type.name for _, goal in report_goals.statuses(material) for status in goal.paper if status.held}
    listed = [kind for kind in project.activity_types if kind.in_paper]
    total = budget.account(project, material.spent_so_far).total
    occasions = (
        sv.plural(len(held), "genomfört tillfälle", "genomförda tillfällen") if held else "Inga genomförda tillfällen"
    )
    who = people(material.heads)
    where = f"i {len(places)} av {len(project.municipalities)} kommuner" if places else ""
    lines = [
        f"{' '.join(part for part in (occasions, f'med {who}' if who else '', where) if part)}.",
        f"{len(begun)} av beslutets {len(listed)} aktiviteter är påbörjade{_gone(material)}.",
    ]
    if not material.is_whole:
        lines.append(f"Under perioden: {_spent(budget.account(project, material.spent).total)}.")
    lines.append(
        f"Sedan projektets start: {_spent(total)}, av budgetens {sv.whole_kronor(total.budget_ore)} ({total.percent}{sv.NBSP}%)."
    )
    yield Bullets(tuple(lines))


def _gone(material: Material) -> str:
    """' när 40 % av projekttiden har gått', while it lasts."""
    if not material.project.covers(material.until):
        return ""
    return f" när {sv.percent(*period_gone(material.project, material.until))} av projekttiden har gått"


def _spent(total: budget.Line) -> str:
    if not total.logged_ore:
        return "inga loggade kostnader"
    booked = f"varav bokfört {sv.whole_kronor(total.booked_ore)}" if total.booked_ore else "inget bokfört"
    return f"loggade kostnader {sv.whole_kronor(total.logged_ore)}, {booked}"


def _whole(shown: Callable[[Material], Iterator[Block]]) -> "Shown":
    """The same at any length."""
    return lambda material, brief: shown(material)


Shown = Callable[[Material, bool], Iterator[Block]]
SHOWN: dict[Shows, Shown] = {
    "summary": summary,
    "goals": _whole(report_goals.goals),
    "participants": report_goals.participants,
    "municipalities": _whole(report_goals.municipalities),
    "perspectives": _whole(report_goals.perspectives),
    "indicators": report_goals.indicators,
    "occasions": _whole(report_goals.occasions),
    "deviations": report_notes.deviations,
    "decisions": report_notes.decisions,
    "to_decide": report_notes.to_decide,
    "tasks": report_notes.tasks,
    "ahead": report_notes.ahead,
    "money": report_money.money,
    "funding": report_money.funding,
    "look_at": report_money.look_at,
    "claim": report_money.claims,
    "costs_by_activity": report_money.costs_by_activity,
}


def written(material: Material, kind: WrittenKind) -> Report:
    """The report of that kind. Raises ValueError when the project file has none."""
    form = material.project.report(kind)
    if form is None:
        raise ValueError(f"the project file has no report {kind}")
    return Report(
        title=form.title,
        about=tuple(about(material)),
        sections=tuple(_section(section, material, form.brief) for section in form.sections),
        project=material.project.short_name,
        author=material.project.owner,
        funded_by=funded_by(material),
    )


def about(material: Material) -> Iterator[str]:
    """What the report is of: project, period, and the day its figures are from."""
    project, span = material.project, material.span
    yield project.name + (f" · dnr {project.diary_number}" if project.diary_number else "")
    days = f"{sv.day(span.first, weekday=False)} – {sv.day(span.last, weekday=False)}"
    yield f"Period: {days if span.name == days else f'{span.name}, {days}'}"
    yield f"Projektägare: {project.owner}"
    yield f"Uppgifterna är från {sv.day(material.today, weekday=False)}."


def funded_by(material: Material) -> str:
    """'Projektet finansieras av Region Örebro län, Örebro kommun och Handelskammaren Mälardalen.'"""
    return f"Projektet finansieras av {sv.listed([funder.name for funder in material.project.funders])}."


def _section(section: ReportSection, material: Material, brief: bool) -> Section:
    blocks: list[Block] = [block for shows in section.shows for block in SHOWN[shows](material, brief)]
    if section.write:
        blocks.append(ToWrite(section.write))
    return Section(section.heading, tuple(blocks), section.apart)
