"""What comes by itself: a reminder, the question how it went, an ask for a day, what came late."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from bot.milestones import Milestone
from bot.missing import Missing
from bot.plans import Event, Mark, Reminded, last_day, stands, title_of
from bot.project import Project
from bot.records import Activity
from bot.reminders import Reminder, is_late, newest_first
from bot.reply import Button, Reply
from bot.tasks import Task
from bot.views import swedish_text as sv
from bot.views.dates import day, left, on_or_by, when_and_where
from bot.views.missing import examples, known, lacks

MOVED = "Flyttat till"
MOST_LATE = 20  # lines in one message about what is more than a week late


def reminder(
    planned: Event, told: Sequence[Reminder], project: Project, now: datetime, *,
    responsible: str | None, warning: str = "", shown: Reply | None = None,
) -> Reply:  # fmt: skip
    """One message for the reminders in `told`, all about one day of what is planned.

    How long is left is counted from `now` (with time zone), not from the day the reminder was due. `responsible`
    is how the person is called, 'du' to the person in question. `shown` is posted with it.
    """
    today = project.reminders.day(now)
    head, where = _what(planned, told[0], today)
    said_late = late(told, project, now)
    return Reply(
        title=f"📌 {head}",
        text=(where, *_to_do(told, responsible)),
        notes=tuple(filter(None, (warning, said_late))),
        buttons=(*_buttons(planned, told), *_way_in(planned, project)),
        parts=(shown,) if shown else (),
    )


def _way_in(planned: Event, project: Project) -> tuple[Button, ...]:
    """When the contacts are to be gone through: what has passed its time, at once."""
    reviews = isinstance(planned, Milestone) and planned.kind == project.personal_data.review_milestone
    return (Button(label="Vad ska gallras?", action="retention"),) if reviews else ()


def became(
    planned: Event | None, told: Sequence[Reminder], project: Project, sent: datetime, *,
    responsible: str | None, marks: Sequence[Mark], name_of: Callable[[str], str], by: str, warning: str = "",
    shown: Reply | None = None,
) -> Reply:  # fmt: skip
    """The same message when something has come of it: who did what. `sent`: when it was posted, `by`: who changed
    the plan last."""
    if planned is None:
        return Reply(title="📌 Borttaget ur planen")
    of_all, first = _outcome(planned, told[0], by), told[0]
    if of_all.startswith(MOVED):  # how long was left, and to what day, is not so any more
        see = Button(label="Visa planen", action="plan", value=first.subject)
        return Reply(title=f"📌 {title_of(planned)}", text=(of_all,), buttons=(see,))
    if first.about == "followup" and isinstance(planned, Activity):
        asked = followup(planned, first, project, sent)
        return asked.model_copy(update={"notes": (of_all,), "buttons": ()}) if of_all else asked
    if first.about == "followup" and isinstance(planned, Milestone):
        as_sent = overdue(planned, first, project, sent)
    else:
        as_sent = reminder(planned, told, project, sent, responsible=responsible, warning=warning, shown=shown)
    of_steps = _of_steps(told, project, marks, name_of)
    if not of_all and not of_steps:
        return as_sent
    left = [] if of_all else [each for each in told if each.step not in of_steps]
    over = isinstance(planned, Activity) and not stands(planned)
    plan = tuple(button for button in as_sent.buttons if button.action == "plan" and not over)
    said = of_all or "\n".join(dict.fromkeys(of_steps.values()))
    return as_sent.model_copy(update={"notes": (said,), "buttons": _buttons(planned, left) if left else plan})


def followup(activity: Activity, told: Reminder, project: Project, now: datetime) -> Reply:
    """The morning after: how did it go?"""
    today = project.reminders.day(now)
    registered = f" · {sv.number(activity.registered)} anmälda" if activity.registered is not None else ""
    said_late = late([told], project, now)
    return Reply(
        title=f"📋 Hur gick det? {activity.title}",
        text=(f"{sv.capitalized(when_and_where(activity, today))}{registered}",),
        notes=(said_late,) if said_late else (),
        buttons=followup_buttons(activity),
    )


def overdue(milestone: Milestone, told: Reminder, project: Project, now: datetime) -> Reply:
    """The morning after a date of the project's own: nobody has said that it is done."""
    said_late = late([told], project, now)
    return Reply(
        title=f"📌 Är det klart? {milestone.name}",
        text=(f"Skulle ha varit klart {day(told.date, project.reminders.day(now))}.", f"Kvar: {told.text}."),
        notes=(said_late,) if said_late else (),
        buttons=tuple(each for each in _buttons(milestone, [told]) if each.action != "later"),
    )


def followup_buttons(activity: Activity) -> tuple[Button, ...]:
    """How it went, or that it did not."""
    return (
        Button(label="Fyll i", action="held", value=activity.ref, style="primary"),
        Button(label="Blev inställt", action="cancelled", value=activity.ref),
        Button(label="Annan dag", action="another_day", value=activity.ref),
    )


def ask(missing: Sequence[Missing], told: Sequence[Reminder], project: Project, now: datetime) -> Reply:
    """Something has no day: what is known of earlier years, and how to give one. Several are one message."""
    said_late = late(told, project, now)
    notes = (said_late,) if said_late else ()
    if len(missing) > 1:
        lines = (*(f"• {lacks(each, project)}." for each in missing), examples(missing, project))
        return Reply(title="📌 Det här saknar datum", text=lines, notes=notes)
    (only,) = missing
    return Reply(
        title=f"📌 {lacks(only, project)}",
        text=(*known(only, project), examples(missing, project)),
        notes=notes,
    )


def gathered(lines: Sequence[tuple[Reminder, Reminded | Missing]], project: Project, now: datetime) -> Reply:
    """What should have come more than a week ago, nearest first, in one message."""
    today = project.reminders.day(now)
    said = [
        _late_line(each, about, project, today)
        for each, about in sorted(lines, key=lambda line: (line[0].date, line[0].key))
    ]
    more = f"… och {len(said) - MOST_LATE} till" if len(said) > MOST_LATE else ""
    oldest = min(each.due_at for each, _ in lines)
    return Reply(
        title="📌 Det här skulle jag ha påmint om",
        text=(*said[:MOST_LATE], *filter(None, (more,))),
        notes=(
            f"Jag har inte kunnat skicka något sedan {day(project.reminders.day(oldest), today)}. "
            "Skriv ”/yh-paminn” så ser du allt som är på gång.",
        ),
    )


def _late_line(told: Reminder, about: Reminded | Missing, project: Project, today: date) -> str:
    if isinstance(about, Missing):
        return f"• {lacks(about, project)}"
    what = "" if isinstance(about, Task) else f": {told.text or 'hur gick det?'}"
    return f"• {title_of(about)}, {'senast ' if isinstance(about, Task) else ''}{day(told.date, today)}{what}"


def instead_of(person: str) -> str:
    """Why the project leader gets what was for somebody else."""
    return f"Jag hittar ingen i gruppen som heter {person}. Därför får du det. Ändra ansvarig, så vet jag vem."


def not_reached(reason: str, person: str, *, perhaps_there: bool) -> str:
    """Why it did not go to whom it was meant for; `reason` is the platform's code, `person` empty for the channel.

    `perhaps_there`: nobody knows whether it got there before.
    """
    if person:
        return f"Det här var till {person}, som inte går att nå i chatten längre. Därför får du det."
    why = _CHANNEL.get(reason, f"den går inte att nå ({reason})")
    perhaps = " Det kan ha hunnit stå där ändå." if perhaps_there else ""
    return f"Det här skulle ha stått i kanalen, men {why}. Därför får du det.{perhaps}"


def perhaps_again(what: str, times: int) -> str:
    """That `what` ('påminnelsen', 'meddelandet') is sent again, and nobody knows whether it came before."""
    return f"{'Den' if what == 'påminnelsen' else 'Det'} här {what} kan ha kommit {'två' if times == 2 else 'flera'} gånger."


_CHANNEL = {
    "is_archived": "den är arkiverad",
    "channel_not_found": "den finns inte längre, eller är privat utan mig",
    "BotNotInConversationRoster": "jag är inte med i den. Lägg till YH-assistenten där igen",
    "ConversationNotFound": "den finns inte längre",
    "ConversationBlockedByUser": "jag får inte skriva i den",
    "MessageWritesBlocked": "jag får inte skriva i den",
    "not_in_channel": "jag är inte med i den. Skriv /invite @YH-assistenten där",
    "restricted_action_read_only_channel": "jag får inte skriva i den",
    "restricted_action_thread_only_channel": "jag får inte skriva i den",
}

# --- Parts ------------------------------------------------------------------------------------------------


def _what(planned: Event, told: Reminder, today: date) -> tuple[str, str]:
    """'YH-släpp om 14 dagar' and when and where."""
    said = left((told.date - today).days)
    if isinstance(planned, Milestone):
        return f"{planned.name} {said}", on_or_by(planned, told.date, today)
    if told.about == "deadline":
        where = f"{day(told.date, today)}. Tillfället är {when_and_where(planned, today)}"
        return f"{planned.title}: sista anmälningsdag {said}", where
    return f"{planned.title} {said}", when_and_where(planned, today)


def _to_do(told: Sequence[Reminder], responsible: str | None) -> list[str]:
    """'Nu: …', with what is left of earlier steps in a line of its own."""
    now, *earlier = dict.fromkeys(each.text for each in newest_first(told))
    who = f" Ansvarig: {responsible}" if responsible else ""
    lines = [f"Nu: {now.removesuffix('.')}.{who}"]
    if earlier:
        lines.append(f"Om det inte redan är gjort: {'; '.join(earlier)}.")
    return lines


def _buttons(planned: Event, told: Sequence[Reminder]) -> tuple[Button, ...]:
    subject = told[0].subject
    value = f"{subject} {','.join(each.step for each in told)}"
    change = "edit" if isinstance(planned, Activity) else "milestone_day"
    return (
        Button(label="Klart", action="done", value=value, style="primary"),
        Button(label="Skjut upp", action="later", value=value),
        Button(label="Ändra", action=change, value=subject),
        Button(label="Visa planen", action="plan", value=subject),
    )


def _outcome(planned: Event, told: Reminder, by: str) -> str:
    """What has come of the whole plan, in a sentence; empty while it stands as it was sent."""
    if isinstance(planned, Activity):
        if planned.deleted_at:
            return f"↩️ {by} tog bort det ur planen."
        if planned.status == "cancelled":
            return f"Inställt, enligt {by}."
        if planned.status == "done":
            return f"✅ {planned.numbered} är loggad av {by}. {heads(planned)}".strip()
    day = last_day(planned) if told.about == "followup" and isinstance(planned, Activity) else planned.date
    if told.about == "deadline" and isinstance(planned, Activity):
        if planned.deadline is None:
            return "Det finns ingen sista anmälningsdag längre."
        day = planned.deadline
    if day == told.date:
        return ""
    what = "Sista anmälningsdag är nu" if told.about == "deadline" else MOVED
    return f"{what} {sv.day(planned.date if told.about == 'followup' else day)}."


def _of_steps(
    told: Sequence[Reminder], project: Project, marks: Sequence[Mark], name_of: Callable[[str], str]
) -> dict[str, str]:
    """What has come of each step, by its name; those that stand as they were sent are not there."""
    by_name = {mark.name: mark for mark in marks}
    lines = {}
    for each in told:
        mark = by_name.get(each.step, Mark(each.step))
        if mark.done_at and mark.done_by and mark.done_for in (None, each.date):
            lines[each.step] = f"✅ Klart: {each.text}. {name_of(mark.done_by)}, {moment(mark.done_at, project)}"
        elif (
            mark.put_off_to
            and mark.put_off_by
            and f">{mark.put_off_to}" not in each.key
            and mark.put_off_for == each.date
        ):
            lines[each.step] = f"⏰ {name_of(mark.put_off_by)} sköt upp till {sv.day(mark.put_off_to, year=False)}."
        elif mark.dropped:
            lines[each.step] = f"Struket ur planen: {each.text}."
    return lines


def heads(activity: Activity) -> str:
    """'45 deltagare: 20 kvinnor, 25 män.'; empty when nobody was counted."""
    counted = sv.participants(
        activity.participants, activity.women, activity.men, activity.others, about=activity.approximate
    )
    return f"{sv.capitalized(counted)}." if counted else ""


def moment(at: str, project: Project) -> str:
    """'tors 16 januari kl 9.12'."""
    moment = datetime.fromisoformat(at).astimezone(project.reminders.zone)
    return f"{sv.day(moment.date(), year=False)} {sv.clock(moment.time())}"


def late(told: Sequence[Reminder], project: Project, now: datetime) -> str:
    """'Skulle ha kommit tors 16 januari kl 8.00.', for each day that was missed."""
    missed = sorted({each.due_at for each in told if is_late(each, now)})
    today = project.reminders.day(now)
    days = [day(project.reminders.day(due), today) for due in missed]
    return f"Skulle ha kommit {sv.listed(days)} {sv.clock(project.reminders.time)}." if days else ""
