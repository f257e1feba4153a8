"""What the assistant says about dates: a reminder, an ask for a day, what is coming, when it will remind."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from bot.project import Project
from bot.records import Activity
from bot.reminders import Reminder, is_late, newest_first, steps
from bot.reply import Reply
from bot.views import swedish_text as sv

DEFINITE = ("et", "en", "t", "n")  # YH-släpp, YH-släppet
EXAMPLE = "Branschseminarium vård 14 maj i Kumla, anmälan senast 2 maj"


def reminder(
    activity: Activity, told: Sequence[Reminder], project: Project, now: datetime, *, responsible: str | None
) -> Reply:
    """One message for the reminders in `told`, all of the activity and about one thing.

    How long is left is counted from `now` (with time zone), not from the day the reminder was due.
    `responsible` is how the person is called, 'du' to the person in question.
    """
    today = now.astimezone(project.reminders.zone).date()
    left = _left((told[0].date - today).days)
    if told[0].about == "deadline":
        title = f"{activity.title}: sista anmälningsdag {left}"
        where = f"{_day(told[0].date, today)}. Tillfället är {_when_and_where(activity, today)}"
    else:
        title = f"{activity.title} {left}"
        where = _when_and_where(activity, today)
    late = _late(told, project, now)
    return Reply(title=f"📌 {title}", text=(where, *_to_do(told, responsible)), notes=(late,) if late else ())


def ask(told: Reminder, project: Project, now: datetime) -> Reply:
    """A recurring event has no day: what is known of earlier years, and how to give one."""
    late = _late([told], project, now)
    return Reply(
        title=f"📌 {_lacks(told, project)}",
        text=(*_decisions(told, project), f"Skriv till exempel ”{_example(told, project)}”."),
        notes=(late,) if late else (),
    )


def coming(activities: Iterable[Activity], asks: Iterable[Reminder], project: Project, today: date) -> Reply:
    """`/yh-paminn`: what is planned and what has no day yet (the nearest of each type), next first."""
    nearest: dict[str, Reminder] = {}
    for each in sorted(asks, key=lambda each: each.date):
        nearest.setdefault(each.text, each)
    found = [(each.date, each.time or time.min, _planned(each, project, today)) for each in activities]
    found += [(each.date, time.min, _dateless(each, project, today)) for each in nearest.values()]
    if not found:
        return Reply(title="Inget är planerat än", text=(f"Skriv till exempel ”/yh-paminn {EXAMPLE}”.",))
    parts = tuple(part for _, _, part in sorted(found, key=lambda each: each[:2]))
    return Reply(title="Det här är på gång", parts=parts)


def plan_steps(
    planned: Iterable[Reminder], project: Project, today: date | None = None, *, responsible: str | None = None
) -> list[str]:
    """The line under a confirmed plan: when it will be reminded of, the next day and how many more.

    `today` shows the year where it is another; `responsible` is how the person is called that private ones go to.
    """
    days: dict[date, str] = {}
    for each in sorted(planned, key=lambda each: each.due_at):
        private = each.audience == "responsible"
        days.setdefault(_local(each, project), (responsible or "") if private else "i kanalen")
    if not days:
        return ["Det är så nära att jag inte hinner påminna om det."]
    if "" in days.values():  # private, and nobody to name: nothing is said of where
        days = dict.fromkeys(days, "")
    (first, to), *more = days.items()
    said = f"Jag påminner {to} {_day(first, today or first, weekday=False)}".replace("  ", " ")
    if len(more) == 1:
        last, whom = more[0]
        where = f"{whom} " if whom != to else ""
        return [f"{said} och {where}{_day(last, today or last, weekday=False)}."]
    return [f"{said} och sedan {len(more)} gånger till." if more else f"{said}."]


# --- Parts ------------------------------------------------------------------------------------------------


def _planned(activity: Activity, project: Project, today: date) -> Reply:
    left = _left((activity.date - today).days) if activity.date >= today else "pågår"
    deadline = f"Sista anmälningsdag {_day(activity.deadline, today)}" if activity.deadline else ""
    if activity.deadline and activity.deadline < today:
        deadline = "Anmälan är stängd"
    responsible = f"Ansvarig: {activity.responsible}" if activity.responsible else ""
    upcoming = [day for step in steps(activity, project) if (day := _local(step, project)) > today]
    next_one = f"Jag påminner nästa gång {_day(upcoming[0], today)}" if upcoming else ""
    lines = (_when_and_where(activity, today), " · ".join(filter(None, (deadline, responsible))), next_one)
    return Reply(title=f"{activity.title} · {left}", text=tuple(line for line in lines if line))


def _dateless(told: Reminder, project: Project, today: date) -> Reply:
    due = _local(told, project)
    asked = f"Jag frågar i kanalen {_day(due, today)}. " if due > today else ""
    return Reply(title=_lacks(told, project), text=(f"{asked}Skriv till exempel ”{_example(told, project)}”.",))


def _to_do(told: Sequence[Reminder], responsible: str | None) -> list[str]:
    """'Nu: …', with what is left of earlier steps in a line of its own."""
    now, *earlier = dict.fromkeys(each.text for each in newest_first(told))
    who = f" Ansvarig: {responsible}" if responsible else ""
    lines = [f"Nu: {now}.{who}"]
    if earlier:
        lines.append(f"Om det inte redan är gjort: {'; '.join(earlier)}.")
    return lines


def _late(told: Sequence[Reminder], project: Project, now: datetime) -> str:
    """'Skulle ha kommit tors 16 januari kl 8.00.', for each day that was missed."""
    missed = sorted({each.due_at for each in told if is_late(each, now)})
    today = now.astimezone(project.reminders.zone).date()
    days = [_day(due.astimezone(project.reminders.zone).date(), today) for due in missed]
    return f"Skulle ha kommit {sv.listed(days)} {sv.clock(project.reminders.time)}." if days else ""


def _when_and_where(activity: Activity, today: date) -> str:
    """'tors 23 januari kl 13.00, Conventum i Örebro'."""
    if activity.end_date and activity.end_date != activity.date:
        day = sv.span(activity.date, activity.end_date)
    else:
        day = _day(activity.date, today)
    when = f"{day} {sv.clock(activity.time)}" if activity.time else day
    return ", ".join(part for part in (when, _place(activity)) if part)


def _place(activity: Activity) -> str:
    place, municipalities = activity.place or "", activity.municipalities
    if not place or place in municipalities:
        return sv.listed(municipalities)
    known = len(municipalities) != 1 or municipalities[0].casefold() in place.casefold()
    return place if known else f"{place} i {municipalities[0]}"


def _left(days: int) -> str:
    return {0: "i dag", 1: "i morgon"}.get(days, f"om {days} dagar")


def _day(value: date, today: date, *, weekday: bool = True) -> str:
    """With its year only where it is not this year."""
    return sv.day(value, weekday=weekday, year=value.year != today.year)


def _local(told: Reminder, project: Project) -> date:
    return told.due_at.astimezone(project.reminders.zone).date()


def _label(told: Reminder, project: Project) -> str:
    kind = project.activity_type(told.text)
    return kind.shown if kind else told.text


def _lacks(told: Reminder, project: Project) -> str:
    """'YH-släppet i januari har inget datum än', in the definite form if the type's words hold it."""
    label = _label(told, project)
    kind = project.activity_type(told.text)
    words = {word.casefold() for word in kind.words} if kind else set()
    definite = next((f"{label}{end}" for end in DEFINITE if f"{label}{end}".casefold() in words), label)
    return f"{definite} i {sv.MONTHS[told.date.month - 1]} har inget datum än"


def _decisions(told: Reminder, project: Project) -> list[str]:
    """When those it hangs on decided the last two times; nothing where the project file knows of none."""
    event = next((each for each in project.recurring if each.activity_type == told.text), None)
    decision = project.milestone(event.decision) if event else None
    known = sorted(each for each in decision.dates or () if each < told.date)[-2:] if decision else []
    days = sv.listed([sv.day(each, weekday=False) for each in known])
    return [f"{event.decided_by} meddelade besluten {days}."] if event and known else []


def _example(told: Reminder, project: Project) -> str:
    return f"/yh-paminn {_label(told, project)} 23 {sv.MONTHS[told.date.month - 1]} kl 13"
