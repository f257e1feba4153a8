"""The days and times of a record: what is taken, what is assumed, what must be asked."""

from datetime import date
from typing import Any

from bot.reading import Kind
from bot.swedish.before_it import BeforeIt
from bot.swedish.clock import Clock, no_time
from bot.swedish.draft import Draft
from bot.swedish.message import Message
from bot.swedish.when import COARSE, When
from bot.swedish.which_year import perhaps_another_year, perhaps_soon

#: Doubts about a day that change the year or the day itself: asked. The others are saved and shown as assumed.
_ASKED = {"year", "either_day", "weekday_disagrees", "impossible_date", "end_before_start"}


def _span(when: When) -> dict[str, Any]:
    return {"date": when.first, "end_date": when.last if when.last != when.first else None}


def put_days(message: Message, draft: Draft, kind: Kind, today: date) -> None:
    found = message.when
    clock = message.clocks[0][2] if message.clocks else None
    if clock and clock.backwards:
        _ask_time(draft, clock, kind, message.lexed.source(*message.clocks[0][:2]))
    elif clock:
        draft.values["time"], draft.values["end_time"] = clock.start, clock.end
    if message.repeat and kind == "activity":
        _repeat(message, draft)
    elif found is not None:
        _day(message, draft, kind, found.value, message.lexed.source(found.first, found.last), today)
    elif clock and not clock.backwards:
        draft.values["date"] = today
    if kind == "activity" and message.perhaps and draft.values.get("date"):
        once = {"repeat": None, "date": draft.values["date"]}
        each = {"repeat": message.perhaps.model_dump(), "date": None, "end_date": None}
        draft.ask("repeat", "once_or_each", "", each, once)
    if kind == "activity" and (written := message.no_time or no_time(message.lexed)):
        draft.ask("time", "impossible_time", written)
    if message.deadline is not None and kind not in ("expense", "payment"):  # an invoice's own is not kept
        when = message.deadline.value
        if when.exists:
            draft.values["deadline"] = when.last
        if not when.exists or when.doubt == "year":
            draft.ask(
                "deadline",
                when.doubt or "",
                message.lexed.source(message.deadline.first, message.deadline.last),
                *({"deadline": last} for _, last in ((when.first, when.last), *when.others) if when.exists),
            )
    if kind == "activity" and message.before_it and not message.repeat:
        _before_it(message.before_it, draft, today)


def _before_it(before: BeforeIt, draft: Draft, today: date) -> None:
    """The last day as it is said by the day it is for, in each of the days that may be meant.

    A weekday alone is the coming one where the other has been already.
    """
    day: date | None = draft.values.get("date")
    if day is None:
        return
    counted, coming = before.of(day), draft.values.get("deadline")
    if before.told and coming and counted < today <= coming <= day:
        return
    draft.values["deadline"] = counted
    if before.told and counted != coming:
        draft.assume("deadline", "weekday_before", before.told)
    for number, doubt in enumerate(draft.doubts):
        if doubt.field == "date":
            readings = tuple(
                {**each, "deadline": before.of(each["date"])} for each in doubt.readings if each.get("date")
            )
            draft.doubts[number] = doubt.model_copy(update={"readings": readings or doubt.readings})


def _ask_time(draft: Draft, clock: Clock, kind: Kind, written: str) -> None:
    """'kl 15-13' may have been turned round, or the end be a slip."""
    if kind == "activity":
        draft.values["time"] = clock.start
        turned = {"time": clock.end, "end_time": clock.start}
        draft.ask("time", "end_before_start", written, turned, {"time": clock.start, "end_time": None})


def _repeat(message: Message, draft: Draft) -> None:
    """What comes back: its days are no longer one day but its bounds."""
    if message.repeat is None:
        return
    draft.values["repeat"] = message.repeat
    if missing := next((found for found in message.days if not found.value.exists), None):
        draft.ask("date", "impossible_date", message.lexed.source(missing.first, missing.last))
    elif message.repeat.last and message.repeat.first and message.repeat.last < message.repeat.first:
        draft.ask("repeat", "end_before_start")
    if not message.repeat.names_its_days:
        draft.ask("repeat", "repeat_without_days")


def _perhaps_ahead(message: Message, kind: Kind, when: When, today: date) -> When:
    if kind == "expense":
        return perhaps_soon(when, today)
    if kind != "activity":
        return when
    counted = message.counted.heads is not None
    awaited = message.counted.registered is not None and not counted
    return perhaps_another_year(when, today, message.said, counted, awaited, bool(message.clocks))


def _day(message: Message, draft: Draft, kind: Kind, when: When, text: str, today: date) -> None:
    if not when.exists:
        draft.ask("date", "impossible_date", text)
        return
    when = _perhaps_ahead(message, kind, when, today)
    draft.values.update(_span(when))
    if when.doubt in _ASKED:
        spans = [(when.first, when.last), *when.others]
        if when.doubt == "end_before_start":  # the days turned round, or the first alone
            turned = (when.last, when.first) if when.last < when.first else when.others[0]
            spans = [turned, (when.first, when.first)]
        readings = tuple({"date": first, "end_date": last if last != first else None} for first, last in spans)
        draft.ask("date", when.doubt or "", text, *readings)
    elif when.doubt:
        draft.assume("date", when.doubt, text)
    elif when.grain in COARSE and kind in ("activity", "expense", "payment", "note"):
        draft.assume("date", "span", text)
