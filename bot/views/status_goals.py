"""The goals as people read them: a line each, all in a table, or one with its activities."""

from collections.abc import Sequence

from bot.goals import ActivityStatus, GoalStatus, Heads, HeldSum, Occasions, Upcoming
from bot.perspectives import PerspectiveSum
from bot.reply import Column, Reply, Table
from bot.views import status_aims as aims
from bot.views import swedish_text as sv
from bot.views.status_frame import Frame, sentence

STATES = {"begun": "i gång", "planned": "planerad", "not_yet": "inte påbörjad"}


def goal_line(status: GoalStatus, frame: Frame) -> str:
    """'Delmål 1 Samverkansforum: 4 av 5 aktiviteter i gång · 11 genomförda tillfällen i år'."""
    goal = status.goal
    parts = [_begun(status, frame), _held(status.year.held, frame), people(status.year.heads), aims.short(status)]
    return f"Delmål {goal.number} {goal.name}: {' · '.join(part for part in parts if part)}"


def _begun(status: GoalStatus, frame: Frame) -> str:
    listed = len(status.paper)
    if not listed:
        return "inga aktiviteter i beslutet"
    if frame.asked and not frame.now:
        return f"{status.held_types()} av {listed} aktiviteter hade tillfällen"
    return f"{status.count('begun')} av {listed} aktiviteter {'påbörjade' if frame.ended else 'i gång'}"


def _held(count: int, frame: Frame) -> str:
    if not count:
        when = frame.in_year if frame.year is not None or frame.ended else ""
        yet = "" if frame.asked or frame.ended else "än"
        return " ".join(part for part in ("inga genomförda tillfällen", when, yet) if part)
    return f"{sv.plural(count, 'genomfört tillfälle', 'genomförda tillfällen')} {frame.in_year}"


def people(heads: Heads) -> str:
    """'87 deltagare (44 % kvinnor)', 'omkring 87 deltagare (44 % kvinnor av de 60 som räknats per kön)', or nothing."""
    if not heads.counted:
        return ""
    count = f"{'omkring ' if heads.approximate else ''}{sv.plural(heads.participants, 'deltagare', 'deltagare')}"
    return count + _share(heads)


def _share(heads: Heads) -> str:
    """' (44 % kvinnor)'; where only some are counted by gender it says of how many."""
    if not heads.by_gender:
        return ""
    some = f" av de {sv.number(heads.by_gender)} som räknats per kön" if heads.by_gender < heads.participants else ""
    return f" ({women_share(heads)} kvinnor{some})"


def women_share(heads: Heads) -> str:
    """'44 %' of those counted by gender, empty when nobody is."""
    return sv.percent(heads.women, heads.by_gender)


def all_goals(
    frame: Frame, statuses: Sequence[GoalStatus], held: Sequence[HeldSum], notes: Sequence[str],
    perspectives: Sequence[PerspectiveSum] = (), occasions: int = 0,
) -> Reply:  # fmt: skip
    """Every goal in a table, with what was held beside them. `occasions`: how many there were, each counted once."""
    rows = tuple(_goal_row(status, frame) for status in statuses)
    several = len(statuses) > 1
    return Reply(
        title=frame.title("Delmålen"),
        text=tuple(
            line for line in (sentence(frame.month()), aims.pace(frame, statuses), aims.no_target(statuses)) if line
        ),
        facts=aims.facts([each for status in statuses for each in status.indicators], frame.today, goal=True),
        chart=aims.goals_chart(statuses),
        table=Table(columns=_goal_columns(frame), rows=rows),
        notes=tuple(
            note
            for note in (
                "Ett tillfälle kan räknas till flera delmål." if several else "",
                aims.all_perspectives(frame, perspectives, occasions),
                _without_goal(frame, held),
                *notes,
            )
            if note
        ),
        buttons=(
            *(frame.button(f"Delmål {status.goal.number}", f"delmål {status.goal.number}") for status in statuses),
            frame.button("Läget", "läget"),
        ),
    )


def _goal_columns(frame: Frame) -> tuple[Column, ...]:
    year = () if frame.year is None else (Column(label=f"Genomförda {frame.in_year}", numeric=True),)
    return (
        Column(label="Delmål"),
        Column(label="Påbörjade aktiviteter"),
        *year,
        Column(label="Genomförda totalt", numeric=True),
        Column(label="Planerade", numeric=True),
        Column(label="Deltagare totalt", numeric=True),
        Column(label="Kvinnor", numeric=True),
        Column(label="Kommuner"),
    )


def _goal_row(status: GoalStatus, frame: Frame) -> tuple[str, ...]:
    heads = status.whole.heads
    about = "omkring " if heads.approximate else ""
    return (
        f"{status.goal.number} {status.goal.name}",
        f"{status.count('begun')} av {len(status.paper)}",
        *(() if frame.year is None else (sv.number(status.year.held),)),
        sv.number(status.whole.held),
        sv.number(sum(activity.planned for activity in status.activities)),
        f"{about}{sv.number(heads.participants)}",
        women_share(heads) or "–",
        f"{len(status.whole.municipalities)} av {len(frame.project.municipalities)}",
    )


def _without_goal(frame: Frame, held: Sequence[HeldSum]) -> str:
    """'Utan eget delmål i år: 4 styrgruppsmöte, 2 annat.'"""
    counts: dict[str, int] = {}
    for part in held:
        if part.goal is None and frame.year in (None, part.year):
            counts[part.type] = counts.get(part.type, 0) + part.occasions
    named = [f"{name} {sv.number(count)}" for name, count in sorted(counts.items())]
    return f"Genomfört utan eget delmål {frame.in_year}: {sv.listed(named)}." if named else ""


def one_goal(frame: Frame, status: GoalStatus, ahead: Sequence[Upcoming]) -> Reply:
    """One goal: its text, its activities in a table, who took part, where, and what is next."""
    goal = status.goal
    drawn = [chart for each in status.indicators if (chart := aims.chart(each))]
    perspectives = aims.perspectives(status.year.perspectives, status.year.held, frame)
    text = (sentence(goal.text), *([] if status.has_target else [f"{aims.NO_TARGET}."]), *_figures(status, frame))
    return Reply(
        title=frame.title(f"Delmål {goal.number} {goal.name}"),
        text=tuple(line for line in (*text, perspectives, aims.pace(frame, [status])) if line),
        facts=aims.facts(status.indicators, frame.today),
        chart=drawn[0] if drawn else aims.years_chart(status, frame),
        table=_activity_table(status, frame),
        parts=tuple(Reply(chart=chart) for chart in drawn[1:]),
        notes=tuple(note for note in (overdue(status.overdue), next_dates(frame, ahead)) if note),
        buttons=(
            *([frame.underlying(goal=goal.number)] if status.whole.held else []),
            *([aims.measurements(frame, goal.number)] if any(each.measured for each in status.indicators) else []),
            frame.button("Alla delmål", "delmål"), frame.button("Pengar", "pengar"), frame.button("Läget", "läget"),
        ),
    )  # fmt: skip


def _figures(status: GoalStatus, frame: Frame) -> list[str]:
    lines = [sentence(f"{_begun(status, frame)} · {_held(status.year.held, frame)}")]
    if frame.year is not None:
        lines.append(_who_and_where(status.year, frame, frame.in_year.capitalize()))
    lines.append(_who_and_where(status.whole, frame, "Hela projekttiden"))
    return lines


def _who_and_where(occasions: Occasions, frame: Frame, when: str) -> str:
    heads = occasions.heads
    if not occasions.held:
        return ""
    parts = []
    if heads.counted:
        total = sv.participants(
            heads.participants,
            heads.women if heads.by_gender else None,
            heads.men if heads.by_gender else None,
            heads.others or None,
            about=heads.approximate > 0,
        )
        parts.append(total + _share(heads))
        if heads.counted < occasions.held:
            parts.append(f"antal finns för {heads.counted} av {occasions.held} tillfällen")
    else:
        parts.append("inga deltagare räknade")
    if heads.visitors:
        parts.append(f"{sv.plural(heads.visitors, 'besökare', 'besökare')} utöver deltagarna")
    parts.append(_places(occasions.municipalities, frame))
    return f"{when}: {' · '.join(parts)}"


def _places(names: Sequence[str], frame: Frame) -> str:
    count = f"{len(names)} av {len(frame.project.municipalities)} kommuner nådda"
    return f"{count} ({sv.listed(names)})" if names else count


def _activity_table(status: GoalStatus, frame: Frame) -> Table:
    year = frame.year is not None
    columns = [Column(label="Aktivitet"), Column(label="Läge")]
    columns += [Column(label=f"Genomförda {frame.in_year}", numeric=True)] if year else []
    columns += [Column(label="Genomförda totalt", numeric=True), Column(label="Planerade", numeric=True)]
    whole = status.activities
    sums = [sum(a.held_in_year for a in whole), sum(a.held for a in whole), sum(a.planned for a in whole)]
    total = ("Summa", "", *(sv.number(value) for value in sums[0 if year else 1 :]))
    return Table(columns=tuple(columns), rows=(*(_activity_row(each, frame) for each in whole), total), total=True)


def _activity_row(activity: ActivityStatus, frame: Frame) -> tuple[str, ...]:
    counts = [activity.held_in_year, activity.held, activity.planned]
    state = STATES[activity.state] if activity.in_paper else "utöver beslutets lista"
    if frame.ended and activity.state == "begun" and activity.in_paper:
        state = "påbörjad"
    return (activity.type.shown, state, *(sv.number(value) for value in counts[0 if frame.year is not None else 1 :]))


def overdue(count: int) -> str:
    """That planned occasions have passed and wait for somebody to say how they went."""
    if not count:
        return ""
    many = f"{sv.plural(count, 'planerat tillfälle', 'planerade tillfällen')} har passerat"
    return f"{many} utan att det framgår om {'det' if count == 1 else 'de'} blev av."


def next_dates(frame: Frame, ahead: Sequence[Upcoming], undated: Sequence[str] = ()) -> str:
    """'Härnäst: sista anmälningsdag för Branschseminarium vård, tors 2 maj · …', or nothing."""
    dates = [f"{_ahead_name(each)}, {frame.near(each.date)}" for each in ahead if each.kind in ("event", "deadline")]
    found = [*dates, *undated]
    return f"Härnäst: {' · '.join(found)}" if found else ""


def own_dates(frame: Frame, ahead: Sequence[Upcoming]) -> list[str]:
    """'Försenat: Lägesrapport och rekvisition, skulle ha varit klart tors 28 mars', 'Att lämna in: …'."""
    late = [f"{each.title}, skulle ha varit klart {frame.near(each.date)}" for each in ahead if each.kind == "late"]
    owed = [f"{each.title}, senast {frame.near(each.date)}" for each in ahead if each.kind == "milestone"]
    return [f"{label}: {' · '.join(found)}" for label, found in (("Försenat", late), ("Att lämna in", owed)) if found]


def _ahead_name(each: Upcoming) -> str:
    return f"sista anmälningsdag för {each.title}" if each.kind == "deadline" else each.title
