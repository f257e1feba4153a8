"""What a text says plainly but the project has a word to say about: asked before anything is saved."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from bot.project import Project
from bot.reading import Direction, Doubt, Reading
from bot.records import RECORDS
from bot.repeats import Occurrences, Repeat, occurrences
from bot.swedish import named_word
from bot.swedish.almanac import shift_months
from bot.workdays import WorkingDays

REFERRING = ("correction", "removal")
EVERY_DAY = frozenset(range(7))  # whoever names a Saturday means it


def falls_on(repeat: Repeat, project: Project, today: date) -> Occurrences:
    """The days of a plan that comes back, from `today` to the project's end, holidays and quiet weeks passed over."""
    quiet = frozenset(project.reminders.quiet_weeks)
    return occurrences(repeat, today, project.end, WorkingDays(EVERY_DAY, quiet).works)


def own_doubts(reading: Reading, project: Project, today: date, direction: Direction) -> list[Doubt]:
    """What the text says plainly but the project has a word to say about."""
    if reading.kind in REFERRING:
        return _reference_doubts(reading)
    found: list[Doubt] = []
    if reading.kind not in RECORDS:
        share = "%" if "%" in reading.text else ""  # then it may be a measurement, too
        found.append(Doubt(field="kind", reason=f"{reading.kind}_kind", text=share))
    if reading.repeat:
        found += _repeat_doubts(reading, reading.repeat, project, today)
    else:
        found += _day_doubts(reading, today, direction)
    if reading.kind == "activity" and not (reading.title or reading.activity_type):
        found.append(Doubt(field="title", reason="nothing_planned" if direction == "future" else "nothing_said"))
    if reading.kind == "note" and not reading.description:
        found.append(Doubt(field="description", reason="no_text"))
    if reading.kind == "contact" and reading.name and not any(sign.isalpha() for sign in reading.name):
        found.append(Doubt(field="name", reason="no_name"))
    if "covered_by_flat_rate" in reading.flag:
        found.append(Doubt(field="category", reason="covered_by_flat_rate", text="", readings=({"category": None},)))
    day = reading.date or today
    if reading.kind in ("activity", "expense") and not reading.repeat and not project.covers(day):
        found.append(Doubt(field="date", reason="outside_period", text=day.isoformat(), readings=({"date": day},)))
    return found


def _day_doubts(reading: Reading, today: date, direction: Direction) -> Iterator[Doubt]:
    """What is odd about the day: none to plan for, a plan in the past, a deadline after what it is for."""
    day = reading.date
    if direction == "future" and day is None:
        yield Doubt(field="date", reason="no_date")
    if day and reading.kind == "activity" and _is_past_plan(reading, day, today, direction):
        yield Doubt(
            field="date", reason="plan_in_the_past", text=day.isoformat(),
            readings=({"status": "done"}, {"status": "planned"} | _years_on(reading, day, today)),
        )  # fmt: skip
    if reading.kind in ("expense", "payment") and day and day > today and "date" not in reading.ask:
        yield Doubt(field="date", reason="not_yet", text=day.isoformat(), readings=({"date": day},))
    if reading.kind == "activity" and reading.deadline and reading.deadline > (day or today):
        swapped = ({"date": reading.deadline, "deadline": day},) if day and not reading.end_date else ()
        yield Doubt(
            field="deadline", reason="deadline_after", text=reading.deadline.isoformat(),
            readings=(*swapped, {"deadline": None}),
        )  # fmt: skip


def _is_past_plan(reading: Reading, day: date, today: date, direction: Direction) -> bool:
    """Whether something that has been is to be planned; whoever counted heads tells of what was held."""
    if (reading.end_date or day) >= today or reading.status == "cancelled":
        return False
    return direction == "future" or (reading.status == "planned" and reading.participants is None)


def _years_on(reading: Reading, day: date, today: date) -> dict[str, Any]:
    """The same day in the first year in which it lies ahead, what hangs on it moved as far."""
    years = next(years for years in range(1, 200) if shift_months(day, 12 * years) >= today)
    later = {"date": day, "end_date": reading.end_date, "deadline": reading.deadline}
    return {name: shift_months(value, 12 * years) if value else None for name, value in later.items()}


def _repeat_doubts(reading: Reading, repeat: Repeat, project: Project, today: date) -> Iterator[Doubt]:
    """What keeps a plan that comes back from being one: a deadline of its own, or no day that it falls on."""
    if reading.deadline:
        yield Doubt(field="deadline", reason="deadline_of_repeat", text=reading.deadline.isoformat())
    if not reading.ask and not (falls := falls_on(repeat, project, today)).days:
        days = [day.isoformat() for day in falls.skipped]
        yield Doubt(field="repeat", reason=_never(repeat, falls, project, today), text=" ".join(days))


def _never(repeat: Repeat, falls: Occurrences, project: Project, today: date) -> str:
    """Why there is no day left."""
    if falls.skipped:
        return "repeat_on_days_off"
    if (repeat.first or today) > project.end:
        return "repeat_after_project"
    return "repeat_is_over" if repeat.last and repeat.last < today else "repeat_falls_nowhere"


def _reference_doubts(reading: Reading) -> list[Doubt]:
    """What keeps a correction or removal from being understood."""
    reasons = []
    if reading.kind == "correction" and not reading.changed:
        reasons.append("nothing_to_change")
    if reading.target and reading.target.several:
        reasons.append("one_at_a_time")
    if reading.kind == "removal" and named_word(reading.text) == "ta tillbaka":
        reasons.append("take_back")
    return [Doubt(field="", reason=reason) for reason in reasons]
