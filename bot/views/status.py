"""Where the project stands, for whoever has ten seconds: the overview and the contacts. Aggregates only."""

from collections.abc import Sequence

from bot.goals import ContactSum, GoalStatus, Upcoming
from bot.money import Standing
from bot.project import Project, Recurring
from bot.reply import Button, Column, Reply, Table
from bot.views import swedish_text as sv
from bot.views.money_lacks import grave
from bot.views.money_sentences import balance_now, forecast_line, grant_lines, money_line
from bot.views.notes import Waiting, foot
from bot.views.status_aims import no_target
from bot.views.status_frame import Frame, fact, sentence
from bot.views.status_goals import goal_line, next_dates, own_dates

NOTHING_YET = (
    "Inget loggat än. Skriv till exempel ”/yh-logg branschseminarium i Kumla 13 mars, 32 deltagare”, "
    "så räknas det till sitt delmål."
)
NOTHING = "Inget är loggat."


def overview(
    frame: Frame,
    goals: Sequence[GoalStatus],
    money: Standing,
    ahead: Sequence[Upcoming],
    undated: Sequence[tuple[Recurring, int]],
    *,
    waiting: Waiting,
    empty: bool,
    activities_outside: int = 0,
) -> Reply:
    """A line per goal, the money of the year and of the whole period, the funders, and the next dates."""
    named = [_undated(frame.project, event, year) for event, year in undated]
    text = [
        f"{sentence(sv.day(frame.today))} {sentence(frame.month())}" if frame.asked else "",
        (NOTHING if frame.ended else NOTHING_YET) if empty else "",
        *(balance_now(money, frame) if frame.ended else ()),
    ]
    looks_ahead = frame.year is None or frame.year >= frame.today.year
    lines = [
        *(goal_line(goal, frame) for goal in goals),
        *(money_line(account, frame) for account in dict.fromkeys((money.year(frame.year), money.whole))),
        *(grant_lines(money) if money.booked.costs_ore else ()),
        forecast_line(money) if looks_ahead else "",
        *(f"Att se över: {line}" for line in grave(money, frame)),
        *((foot(waiting), *own_dates(frame, ahead), next_dates(frame, ahead, named)) if looks_ahead else ()),
    ]
    passed = sum(goal.overdue for goal in goals)
    notes = [no_target(goals), _passed(passed), outside_period(activities_outside)]
    return Reply(
        title=frame.title("Läget") if frame.asked else f"📊 Läget {sv.day(frame.today)} · {frame.month()}",
        text=tuple(line for line in text if line),
        facts=tuple(fact(line) for line in lines if line),
        notes=tuple(note for note in notes if note),
        buttons=(
            frame.button("Delmål", "delmål"), frame.button("Pengar", "pengar"),
            *(() if frame.asked else (Button(label="Sedan förra mötet", action="status", value="sedan förra mötet"),)),
            frame.button("Rapport", "rapport"),
            *((Button(label="Att följa upp", action="status", value="att följa upp"),) if waiting.counts else ()),
        ),
    )  # fmt: skip


def _passed(count: int) -> str:
    # an occasion may count to several goals, so that the sum over goals would say too much
    return "Planerade tillfällen har passerat utan att det framgår om de blev av: se varje delmål." if count else ""


def _undated(project: Project, event: Recurring, year: int) -> str:
    kind = project.activity_type(event.activity_type)
    name = kind.shown if kind else event.activity_type
    return f"{name} i {sv.MONTHS[event.month - 1]} {year}: inget datum än"


def outside_period(count: int) -> str:
    """That occasions lie outside the period and are in no figure."""
    many = sv.plural(count, "tillfälle", "tillfällen")
    return f"{many} har datum utanför projekttiden och räknas inte." if count else ""


def contacts(frame: Frame, sums: Sequence[ContactSum]) -> Reply:
    """How many contacts there are, by target group and by municipality; never a name."""
    total = sum(part.count for part in sums)
    now = ("Kontakterna räknas som de är nu, inte per år.",) if frame.asked else ()
    buttons = (frame.button("Delmål", "delmål"), frame.button("Läget", "läget"))
    if not total:
        text = (*now, "Inga kontakter än. Skriv till exempel ”/yh-logg kontakt” och vem det är, så läggs de till här.")
        return Reply(title="📊 Kontakter", text=text, buttons=buttons)
    groups = [group.name for group in frame.project.target_groups]
    places = [place.name for place in frame.project.municipalities]
    by_group, by_place = _by(sums, "target_group"), _by(sums, "municipality")
    reached = sum(name in by_place for name in places)
    return Reply(
        title=f"📊 {sv.plural(total, 'kontakt', 'kontakter')}",
        text=(*now, f"Kontakter i {reached} av {len(places)} kommuner. Här visas bara antal."),
        table=_counts("Målgrupp", groups, by_group, "utan målgrupp", total),
        parts=(Reply(title="Per kommun", table=_counts("Kommun", places, by_place, "utan kommun", total)),),
        buttons=buttons,
    )


def _by(sums: Sequence[ContactSum], field: str) -> dict[str | None, int]:
    counts: dict[str | None, int] = {}
    for part in sums:
        name: str | None = getattr(part, field)
        counts[name] = counts.get(name, 0) + part.count
    return counts


def _counts(label: str, order: Sequence[str], counts: dict[str | None, int], missing: str, total: int) -> Table:
    """A row for each name that has any, in the project's order, names of an earlier project file after them."""
    known = [name for name in order if name in counts]
    others = sorted(name for name in counts if name is not None and name not in order)
    rows = [(name, sv.number(counts[name])) for name in (*known, *others)]
    rows += [(missing, sv.number(counts[None]))] if None in counts else []
    return Table(
        columns=(Column(label=label), Column(label="Antal", numeric=True)),
        rows=(*rows, ("Summa", sv.number(total))),
        total=True,
    )
