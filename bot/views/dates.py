"""When and where something is, and how long is left."""

from datetime import date

from bot.milestones import Milestone
from bot.records import Activity
from bot.views import swedish_text as sv


def left(days: int) -> str:
    """'i dag', 'i morgon', 'om 14 dagar'."""
    return {0: "i dag", 1: "i morgon"}.get(days, f"om {days} dagar")


def day(value: date, today: date, *, weekday: bool = True) -> str:
    """With its year only where it is not this year."""
    return sv.day(value, weekday=weekday, year=value.year != today.year)


def on_or_by(milestone: Milestone, on: date, today: date) -> str:
    """'Senast tors 28 mars' for what somebody is to have done by then; what others set is on its day."""
    return f"Senast {day(on, today)}" if milestone.role else sv.capitalized(day(on, today))


def when_and_where(activity: Activity, today: date) -> str:
    """'tors 23 januari kl 13.00, Conventum i Örebro'."""
    if activity.end_date and activity.end_date != activity.date:
        said = sv.span(activity.date, activity.end_date)
    else:
        said = day(activity.date, today)
    when = f"{said} {sv.clock(activity.time)}" if activity.time else said
    if activity.unconfirmed:
        when += " (datum ej bekräftat)"
    return ", ".join(part for part in (when, where(activity)) if part)


def where(activity: Activity) -> str:
    """'Conventum i Örebro'."""
    place, municipalities = activity.place or "", activity.municipalities
    if not place or place in municipalities:
        return sv.listed(municipalities)
    known = len(municipalities) != 1 or municipalities[0].casefold() in place.casefold()
    return place if known else f"{place} i {municipalities[0]}"
