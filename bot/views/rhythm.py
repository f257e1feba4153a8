"""What is said of a day that people give one of the project's own dates."""

from collections.abc import Sequence
from datetime import date

from bot.milestones import Milestone
from bot.project import Project
from bot.reply import Button, Form, Input, Reply
from bot.views import swedish_text as sv
from bot.views.dates import day


def given(key: str, now: Milestone | None, before: Milestone | None, today: date, warnings: Sequence[str]) -> Reply:
    """The day is kept; `before`: as it stood until now. `warnings`: what lies too early for it."""
    if now is None:  # outside the project's period: kept, and nothing to remind of
        return Reply(title="✅ Dagen är sparad", notes=("Den ligger utanför projektets period, så jag påminner inte.",))
    was = f"Var {day(before.date, today)}." if before and before.date != now.date else ""
    return Reply(
        title=f"✅ {now.name}: {sv.day(now.date)}",
        text=(was,) if was else (),
        notes=tuple(warnings),
        buttons=(
            Button(label="Visa planen", action="plan", value=key),
            Button(label="Ändra tillbaka", action="unset_day", value=key),
        ),
    )


def day_form(milestone: Milestone) -> Reply:
    """Another day for it."""
    chosen = Input(name="day", label="Senast den", kind="day", value=milestone.date.isoformat(), required=True)
    return Reply(
        form=Form(
            action="milestone_day", title="Ändra dag", inputs=(chosen,), context=milestone.key, intro=milestone.name
        )
    )


def taken_back(milestone: Milestone | None) -> Reply:
    """The day that people gave is not there any more."""
    if milestone is None:
        return Reply(title="↩️ Dagen är borttagen", text=("Nu har den inget datum.",))
    return Reply(title=f"↩️ {milestone.name}: {sv.day(milestone.date)}", text=("Det är projektets egen dag igen.",))


def passed(on: date) -> Reply:
    return Reply(text=(f"{sv.capitalized(sv.day(on))} har redan varit. Skriv en dag som kommer. Inget sparades.",))


def doubtful(reason: str, name: str, project: Project) -> Reply:
    """A milestone was named, but not a day that it can have."""
    said = {
        "impossible_date": "Den dagen finns inte.",
        "weekday_disagrees": "Veckodagen och datumet går inte ihop.",
        "not_one_day": "Jag behöver en bestämd dag.",
        "outside_period": f"Den dagen ligger utanför projektet, {sv.span(project.start, project.end)}.",
    }[reason]
    write = "" if reason == "outside_period" else f" Skriv till exempel ”/yh-paminn {name} 14 januari”."
    return Reply(text=(f"{name}: {said}{write} Inget sparades.",))
