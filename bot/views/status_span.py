"""What happened in some days, in a municipality, under a goal: what was held, what it cost, what was decided."""

import re
from dataclasses import dataclass
from datetime import date

from bot.budget import account
from bot.goals import Heads, Occasions
from bot.happened import Happened, Held, Noted
from bot.project import Project
from bot.reply import Button, Column, Fact, Reply, Table
from bot.rounding import tied_kronor
from bot.span import Scope, of_year, whole
from bot.views import swedish_text as sv
from bot.views.status_frame import Frame, underlying
from bot.views.status_goals import next_dates, overdue, people

_NOTED = {"decision": "Beslut", "deviation": "Avvikelser"}
# 'sedan …' and days by their date: what 'under' would not go with
_BY_ITSELF = re.compile(rf"sedan |till och med |(?:{'|'.join(sv.WEEKDAYS)}) |\d{{1,2}}[ –]")
MOST_PAYERS = 4
LONGEST_NOTE = 80  # characters of a decision in an overview


@dataclass(frozen=True)
class About:
    """What every answer about a scope needs."""

    project: Project
    today: date
    scope: Scope

    @property
    def subject(self) -> str:
        """'Delmål 3 Arbetsgivare · Nora', empty when only the days are asked about."""
        goal = self.project.goal(self.scope.goal) if self.scope.goal is not None else None
        named = f"Delmål {goal.number} {goal.name}" if goal else ""
        kind = self.project.activity_type(self.scope.type)
        shown = kind.shown if kind else self.scope.type
        return " · ".join(part for part in (named, shown, self.scope.municipality) if part)

    def title(self, *first: str) -> str:
        """'Delmål 3 Arbetsgivare · kvartal 1 2024', 'Kvartal 1 2024'; after what is said `first`."""
        return sv.capitalized(" · ".join(part for part in (*first, self.subject, self.scope.span.name) if part))


def happened(about: About, found: Happened) -> Reply:
    """What was held, by goal; what it cost, what came in and was decided; what is next."""
    facts = [
        *_goal_facts(about, found), *_money_facts(about, found),
        *(Fact(label=_NOTED[each.type], value=_noted(each)) for each in found.noted),
    ]  # fmt: skip
    return Reply(
        title=f"📊 {about.title()}",
        text=(nothing(about) if found.empty else occasions_line(found.total, about),),
        facts=tuple(facts),
        table=_latest(found.latest, found.total.held),
        notes=tuple(note for note in _notes(about, found) if note),
        buttons=_buttons(about, found),
    )


def _notes(about: About, found: Happened) -> list[str]:
    """Which days 'sedan' are, the goals where nothing was held, what lies ahead and what has passed."""
    span, frame = about.scope.span, Frame(about.project, about.today, None)
    without = [str(goal.number) for goal, of in found.goals if not of.held]
    shown = found.total.held and about.scope.goal is None
    planned = sv.plural(found.planned, "planerat tillfälle", "planerade tillfällen")
    return [
        f"Från och med {sv.day(span.first)} till och med i dag." if span.name.startswith("sedan") else "",
        f"Inga tillfällen för delmål {sv.listed(without, 'eller')}." if shown and without else "",
        "Ett tillfälle kan räknas till flera delmål." if shown and len(found.goals) - len(without) > 1 else "",
        f"{planned} framöver." if found.planned else "",
        overdue(found.overdue),
        next_dates(frame, found.ahead) if span.last >= about.today else "",
    ]


def _buttons(about: About, found: Happened) -> tuple[Button, ...]:
    place = about.scope.municipality
    return (
        *([underlying(about.scope, "activity")] if found.total.held else []),
        *([underlying(about.scope, "expense", "Visa utgifterna")] if found.spent.sums else []),
        *([Button(label=f"Sök ”{place}”", action="find", value=f"0 {place}")] if place else []),
        Button(label="Läget", action="status", value="läget"),
    )  # fmt: skip


def nothing(about: About) -> str:
    """'Inget är loggat för kvartal 1 2024.'"""
    when = about.scope.span.name
    if about.scope.span.first > about.today:
        return f"Inget är loggat eller planerat för {when} än."
    subject = f"{about.subject[0].lower()}{about.subject[1:]}" if about.scope.goal is not None else about.subject
    of = f" för {subject}" if subject else ""
    return f"Inget är loggat{of} {_when(when)}."


def _when(name: str) -> str:
    """The days after 'inget är loggat': 'under kvartal 1 2024', 'sedan fre 1 mars 2024', '1–15 mars 2024'."""
    return name if _BY_ITSELF.match(name) else f"under {name}"


def occasions_line(of: Occasions, about: About) -> str:
    """'12 genomförda tillfällen · 340 deltagare: 160 kvinnor, 150 män · 6 av 12 kommuner (Kumla och Nora)'."""
    if not of.held:
        return "Inga genomförda tillfällen."
    heads = of.heads
    parts = [
        sv.plural(of.held, "genomfört tillfälle", "genomförda tillfällen"),
        _counted(heads) or "inga deltagare räknade",
        f"antal finns för {heads.counted} av {of.held} tillfällen" if 0 < heads.counted < of.held else "",
        f"{sv.plural(heads.visitors, 'besökare', 'besökare')} utöver deltagarna" if heads.visitors else "",
        "" if about.scope.municipality else _places(of.municipalities, about.project),
    ]
    return " · ".join(part for part in parts if part)


def _counted(heads: Heads) -> str:
    if not heads.counted:
        return ""
    women, men = (heads.women, heads.men) if heads.by_gender else (None, None)
    split = sv.participants(heads.participants, women, men, heads.others or None, about=heads.approximate > 0)
    some = heads.by_gender and heads.by_gender < heads.participants
    return f"{split} av de {sv.number(heads.by_gender)} som räknats per kön" if some else split


def _places(names: tuple[str, ...], project: Project) -> str:
    return f"{len(names)} av {len(project.municipalities)} kommuner ({sv.listed(names)})" if names else ""


def _goal_facts(about: About, found: Happened) -> list[Fact]:
    """A line for each goal; of one goal alone the text above has said it."""
    if about.scope.goal is not None or not found.total.held:
        return []
    named = [(f"Delmål {goal.number} {goal.name}", of) for goal, of in found.goals if of.held]
    return [Fact(label=label, value=_goal(of, about)) for label, of in named]


def _goal(of: Occasions, about: About) -> str:
    count = 0 if about.scope.municipality else len(of.municipalities)
    places = sv.plural(count, "kommun", "kommuner") if count else ""
    held = sv.plural(of.held, "genomfört tillfälle", "genomförda tillfällen")
    return " · ".join(part for part in (held, people(of.heads), places) if part)


def _money_facts(about: About, found: Happened) -> list[Fact]:
    """What was logged and booked, and what came in; of a goal or a municipality what is bound to its occasions."""
    facts = []
    if found.spent.sums:
        total = account(about.project, found.spent).total
        booked = f"varav bokfört {sv.whole_kronor(total.booked_ore)}" if total.booked_ore else "inget bokfört"
        bound = "Utgifter knutna till tillfällena" if about.subject else "Pengar"
        facts.append(Fact(label=bound, value=f"loggat {sv.whole_kronor(total.logged_ore)}, {booked}"))
    if found.received:
        facts.append(Fact(label="Inbetalt", value=_received(found.received)))
    return facts


def _received(received: tuple[tuple[str, int], ...]) -> str:
    """'200 000 kr från Örebro kommun · …'; of many payers those who paid most."""
    named = [f"{sv.whole_kronor(ore)} från {payer}" for payer, ore in received[:MOST_PAYERS]]
    rest = received[MOST_PAYERS:]
    others = sv.plural(len(rest), "annan", "andra")
    return " · ".join([*named, *([f"{sv.whole_kronor(sum(ore for _, ore in rest))} från {others}"] if rest else [])])


def _noted(noted: Noted) -> str:
    texts = " · ".join(sv.shortened(text, LONGEST_NOTE) for text in noted.latest)
    return f"{sv.number(noted.count)}, de senaste: {texts}" if noted.count > len(noted.latest) else texts


def _latest(latest: tuple[Held, ...], held: int) -> Table | None:
    """The occasions themselves, the latest first."""
    if not latest:
        return None
    return Table(
        columns=(Column(label="Dag"), Column(label="Tillfälle"), Column(label="Deltagare", numeric=True)),
        rows=tuple((sv.day(each.date), each.title, counted(each.heads)) for each in latest),
        caption="" if len(latest) == held else f"De {len(latest)} senaste av {sv.number(held)}.",
    )


def counted(heads: Heads) -> str:
    """How many there were, '–' where nobody has said."""
    return f"{'omkring ' if heads.approximate else ''}{sv.number(heads.participants)}" if heads.counted else "–"


def money(about: About, found: Happened) -> Reply:
    """What was logged and booked of the days, by cost category."""
    lines = [
        line for line in account(about.project, found.spent).lines
        if about.scope.category is None or line.name == about.scope.category
    ]  # fmt: skip
    category = about.scope.category
    heading = about.title(category or "Pengar")
    budget = _budget(about)
    if not any(line.logged_ore for line in lines) and not found.received:
        bound = " Utgifter räknas dit när de är knutna till ett tillfälle." if about.subject else ""
        text = f"Inget är loggat på {category or 'kostnaderna'} {_when(about.scope.span.name)}.{bound}"
        return Reply(title=f"📊 {heading}", text=(text,), facts=budget, buttons=(_to_money(),))
    logged = tied_kronor(line.logged_ore for line in lines)
    booked = tied_kronor(line.booked_ore for line in lines)
    rows = [
        (f"{line.name} (schablon)" if line.flat_rate else line.name, sv.number(one), sv.number(other))
        for line, one, other in zip(lines, logged, booked, strict=True)
    ]
    total = [("Summa", sv.number(sum(logged)), sv.number(sum(booked)))] if len(rows) > 1 else []
    return Reply(
        title=f"📊 {heading}",
        text=("Här räknas utgifter som är knutna till tillfällena.",) if about.subject else (),
        facts=(*budget, *(fact for fact in _money_facts(about, found) if fact.label == "Inbetalt")),
        table=Table(
            columns=(
                Column(label="Kostnadsslag"), Column(label="Loggat", numeric=True), Column(label="Bokfört", numeric=True),
            ),
            rows=(*rows, *total), total=bool(total), caption="Hela kronor, efter utgifternas datum.",
        ),
        buttons=(underlying(about.scope, "expense"), _to_money()),
    )  # fmt: skip


def _budget(about: About) -> tuple[Fact, ...]:
    """What the decision gives the category for the days, where they are years of it or the whole period."""
    scope, project = about.scope, about.project
    line = next((each for each in project.cost_categories if each.name == scope.category), None)
    if line is None or scope.of_occasions:
        return ()
    if scope.span == whole(project):
        return (Fact(label="Budget hela projekttiden", value=sv.whole_kronor(line.budget.ore())),)
    year = scope.span.first.year
    if scope.span != of_year(project, year):
        return ()
    return (Fact(label=f"Budget {year}", value=sv.whole_kronor(line.budget.ore(year))),)


def _to_money() -> Button:
    return Button(label="Pengar", action="status", value="pengar")
