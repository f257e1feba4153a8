"""What is said of a day that nobody has given yet, or that hangs on someone else's decision."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.missing import Missing, Undecided
from bot.project import Project
from bot.records import Activity
from bot.views import swedish_text as sv

DEFINITE = ("et", "en", "t", "n")  # YH-släpp, YH-släppet


def lacks(missing: Missing, project: Project) -> str:
    """'YH-släppet i januari har inget datum än', 'Inget styrgruppsmöte är planerat i april–juni'."""
    months = _months(missing.first, missing.last)
    if missing.kind == "activity" and not missing.decided_by:
        kind = project.activity_type(missing.what)
        return f"Inget {(kind.shown if kind else missing.what).casefold()} är planerat i {months}"
    name = _definite(missing, project) if missing.kind == "activity" else missing.write
    when = f"i {months}" if missing.decided_by else str(missing.first.year)
    return f"{sv.capitalized(name)} {when} har inget datum än"


def known(missing: Missing, project: Project) -> list[str]:
    """When those it hangs on decided the last times, or when it was before; nothing where no day is known."""
    days = sv.listed([sv.day(each, weekday=False) for each in missing.earlier])
    if not days:
        return []
    if missing.decided_by:
        return [f"{missing.decided_by} meddelade besluten {days}."]
    return [f"Tidigare: {days}."]


def example(missing: Missing, project: Project) -> str:
    """How to give it one: a weekday to come."""
    first = max(missing.first, missing.asked)
    middle = date.fromordinal((first.toordinal() + missing.last.toordinal()) // 2)
    middle += timedelta(days=-1 if middle.weekday() == 5 else 1 if middle.weekday() == 6 else 0)
    if missing.kind == "activity" and not missing.decided_by:
        return f"/yh-paminn {missing.write} {middle.day} {sv.MONTHS[middle.month - 1]} kl 13"
    if missing.kind == "activity":
        return f"/yh-paminn {missing.write} 23 {sv.MONTHS[missing.first.month - 1]} kl 13"
    return f"/yh-paminn {missing.write} {middle.day} {sv.MONTHS[middle.month - 1]} {missing.first.year}"


def examples(missing: Sequence[Missing], project: Project) -> str:
    """How to give them one: of what is held, and of a date that is no activity."""
    first = {each.kind: f"”{example(each, project)}”" for each in reversed(missing)}
    return f"Skriv till exempel {' eller '.join(first[kind] for kind in sorted(first))}."


def undecided(activity: Activity, found: Undecided) -> str:
    """A warning: the event lies before the decision it hangs on, or nobody knows."""
    if found.state == "before" and found.day:
        when = "samma dag som" if found.day == activity.date else "före"
        return (
            f"⚠️ {activity.title} {sv.day(activity.date, year=False)} ligger {when} beslutet från {found.decided_by}, "
            f"{sv.day(found.day)}."
        )
    earlier = sv.listed([sv.day(each, weekday=False) for each in found.earlier])
    before = f" Tidigare: {earlier}." if earlier else ""
    return f"{found.decided_by} har inte meddelat när besluten {activity.date.year} kommer, så dagen för {activity.title} är inte säker.{before}"


def _definite(missing: Missing, project: Project) -> str:
    """'YH-släppet', if the type's words hold it."""
    kind = project.activity_type(missing.what)
    words = {word.casefold() for word in kind.words} if kind else set()
    return next(
        (f"{missing.write}{end}" for end in DEFINITE if f"{missing.write}{end}".casefold() in words), missing.what
    )


def _months(first: date, last: date) -> str:
    """'januari', 'april–juni', with the year where there are two."""
    begin, end = sv.MONTHS[first.month - 1], sv.MONTHS[last.month - 1]
    return begin if (first.year, first.month) == (last.year, last.month) else f"{begin}–{end}"
