"""The answer to 'when is it': the days of what was named, or how to give it one."""

import re
from collections.abc import Sequence
from datetime import date

from bot.milestones import Milestone
from bot.missing import Missing
from bot.plans import Event, subject_of
from bot.project import Project
from bot.records import Activity
from bot.reply import Button, Reply
from bot.views import swedish_text as sv
from bot.views.dates import day, when_and_where
from bot.views.missing import example, known, lacks

LATER = 3  # further days that are named
MOST = 10


def next_of(found: Sequence[Event], today: date) -> Reply:
    """What comes next of one type or milestone, and the days after it."""
    first, *more = found
    later = [day(each.date, today) for each in more[:LATER]]
    left = [f"{len(more) - LATER} till"] if len(more) > LATER else []
    then = f"Sedan {sv.listed([*later, *left])}." if later else ""
    return Reply(
        text=tuple(line for line in (_line(first, today), then) if line),
        buttons=(Button(label="Visa planen", action="plan", value=subject_of(first)),),
    )


def several(found: Sequence[Event], title: str, today: date) -> Reply:
    """All that was asked for, first first."""
    more = (f"Och {len(found) - MOST} till.",) if len(found) > MOST else ()
    return Reply(title=title, text=tuple(f"• {_line(each, today)}" for each in found[:MOST]), notes=more)


def no_day(missing: Missing, project: Project) -> Reply:
    """It has no day, and how to give it one."""
    return Reply(
        text=(
            f"{lacks(missing, project)}.",
            *known(missing, project),
            f"Skriv till exempel ”{example(missing, project)}”.",
        )
    )


def none_planned(what: str, *, over: bool) -> Reply:
    """Nothing of that sort is ahead. `over`: nor can it be, since the project is."""
    how = () if over else (f"Skriv till exempel ”/yh-paminn {what} 14 maj kl 13”.",)
    return Reply(text=(f"Jag hittar inget planerat: {what}.", *how))


_AS_WRITTEN = re.compile(r"(?:i|på|under|nästa|den|denna|före|efter|vecka|v) ")


def span_said(written: str, spans: Sequence[tuple[date, date]]) -> str:
    """The days that were asked about: as written where that can stand in a sentence, 'nästa vecka', else by their dates."""
    return written if _AS_WRITTEN.match(written.lower()) or len(spans) != 1 else sv.span(*spans[0])


def none_then(spanned: str) -> Reply:
    """Nothing in the days that were asked about."""
    return Reply(text=(f"Inget är planerat {spanned}." if spanned else "Inget är planerat.",))


def own_day(milestone: Milestone, today: date) -> Reply:
    """Told to be called off or moved by so much: a date of the project's own is given its day."""
    return Reply(
        text=(
            f"{_line(milestone, today)}. Det är ett av projektets egna datum: öppna planen för att ändra dagen eller stryka steg. "
            "Inget ändrades.",
        ),
        buttons=(Button(label="Visa planen", action="plan", value=subject_of(milestone)),),
    )


def _line(planned: Event, today: date) -> str:
    """'Styrgruppsmöte: tors 4 april kl 9.00, Conventum'."""
    if isinstance(planned, Activity):
        return f"{planned.title}: {when_and_where(planned, today)}"
    return f"{planned.name}: {day(planned.date, today)}"
