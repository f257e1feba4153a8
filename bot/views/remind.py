"""What `/yh-paminn` says: what is coming, and when a new plan will be reminded of."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time

from bot.milestones import Milestone
from bot.missing import Missing
from bot.plans import subject_of
from bot.project import Project
from bot.records import Activity
from bot.reminders import Reminder
from bot.reply import Button, Reply
from bot.views import swedish_text as sv
from bot.views.dates import day, left, on_or_by, when_and_where
from bot.views.missing import examples, lacks

LATER = 2  # days of what comes back that are named
EXAMPLE = "Branschseminarium vård 14 maj i Kumla, anmälan senast 2 maj"


def coming(
    planned: Sequence[Sequence[Activity]], rhythm: Sequence[Milestone], missing: Sequence[Missing],
    next_ones: Mapping[str, date], project: Project, today: date,
) -> Reply:  # fmt: skip
    """`/yh-paminn`: what is planned and the project's own dates, next first, and then what has no day yet.

    `planned`: each with those that come after it under the same name. `next_ones`: the day of the next reminder of
    each subject that has one.
    """
    found = [(first.date, first.time or time.min, _planned(first, more, next_ones, today)) for first, *more in planned]
    found += [(each.date, time.min, _milestone(each, next_ones, today)) for each in rhythm]
    if today > project.end and not found:
        return Reply(
            title="Projektet är slut",
            text=(f"Det slutade {sv.day(project.end, weekday=False)}, och inget mer är planerat.",),
        )
    if not found and not missing:
        return Reply(title="Inget är planerat än", text=(f"Skriv till exempel ”/yh-paminn {EXAMPLE}”.",))
    parts = [part for _, _, part in sorted(found, key=lambda each: each[:2])]
    dateless = [_dateless(missing, next_ones, project, today)] if missing else []
    return Reply(title="Det här är på gång", parts=(*parts, *dateless))


def plan_steps(
    planned: Iterable[Reminder], project: Project, today: date | None = None, *, responsible: str | None = None
) -> list[str]:
    """The line under a confirmed plan: when it will be reminded of, the next day and how many more.

    `today` shows the year where it is another; `responsible` is how the person is called that private ones go to.
    """
    days: dict[date, str] = {}
    for each in sorted(planned, key=lambda each: each.due_at):
        if each.about == "followup":
            continue
        private = each.audience == "responsible"
        days.setdefault(project.reminders.day(each.due_at), (responsible or "") if private else "i kanalen")
    if not days:
        return ["Det är så nära att jag inte hinner påminna om det."]
    if "" in days.values():  # private, and nobody to name: nothing is said of where
        days = dict.fromkeys(days, "")
    (first, to), *more = days.items()
    said = f"Jag påminner {to} {day(first, today or first, weekday=False)}".replace("  ", " ")
    if len(more) == 1:
        last, whom = more[0]
        where = f"{whom} " if whom != to else ""
        return [f"{said} och {where}{day(last, today or last, weekday=False)}."]
    return [f"{said} och sedan {len(more)} gånger till." if more else f"{said}."]


def too_late(due: date, today: date) -> str:
    """The line under something to do whose day is so near, or has been, that no reminder of it is to come."""
    return "Den dagen har redan varit." if due < today else "Det är så nära att jag inte hinner påminna om det."


# --- Parts ------------------------------------------------------------------------------------------------


def _planned(activity: Activity, more: Sequence[Activity], next_ones: Mapping[str, date], today: date) -> Reply:
    away = left((activity.date - today).days) if activity.date >= today else "pågår"
    deadline = f"Sista anmälningsdag {day(activity.deadline, today)}" if activity.deadline else ""
    if activity.deadline and activity.deadline < today:
        deadline = "Anmälan är stängd"
    responsible = f"Ansvarig: {activity.responsible}" if activity.responsible else ""
    lines = (
        when_and_where(activity, today), " · ".join(filter(None, (deadline, responsible))),
        _next(next_ones.get(activity.ref), today), _later(more, today),
    )  # fmt: skip
    return Reply(
        title=f"{activity.title} · {away}",
        text=tuple(line for line in lines if line),
        buttons=(Button(label="Visa planen", action="plan", value=activity.ref),),
    )


def _later(more: Sequence[Activity], today: date) -> str:
    """'Sedan tis 2 april, tis 16 april och 6 till.'"""
    shown = [day(each.date, today) for each in more[:LATER]]
    left = [f"{len(more) - LATER} till"] if len(more) > LATER else []
    return f"Sedan {sv.listed([*shown, *left])}" if more else ""


def _milestone(each: Milestone, next_ones: Mapping[str, date], today: date) -> Reply:
    lines = (on_or_by(each, each.date, today), _next(next_ones.get(each.key), today))
    return Reply(
        title=f"{each.name} · {left((each.date - today).days)}",
        text=tuple(line for line in lines if line),
        buttons=(Button(label="Visa planen", action="plan", value=subject_of(each)),),
    )


def _next(on: date | None, today: date) -> str:
    return f"Jag påminner nästa gång {day(on, today)}" if on else ""


def _dateless(missing: Sequence[Missing], next_ones: Mapping[str, date], project: Project, today: date) -> Reply:
    lines = []
    for each in missing:
        due = next_ones.get(each.key, each.asked)
        lines.append(
            f"• {lacks(each, project)}." + (f" Jag frågar i kanalen {day(due, today)}." if due > today else "")
        )
    return Reply(title="Det här saknar datum", text=(*lines, examples(missing, project)))
