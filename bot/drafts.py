"""From what was read to what would be saved, or to the one question that has to be answered first.

The text is read, the answers given so far are put in, and what is left is either drafts (records with the
reasons for what was assumed) or one question. Nothing is kept in between: the same text and answers give the
same result, so a question survives as its text and its answers.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

from bot.project import Project
from bot.reading import Answer, Change, Direction, Doubt, Draft, Question, Reading, Reason, Series
from bot.record_values import VALUES
from bot.records import RECORDS, Kind
from bot.repeats import Occurrences, Repeat, occurrences
from bot.swedish import named_kind, named_word, read
from bot.swedish.almanac import shift_months
from bot.swedish.reference import MOVED
from bot.swedish.responsible import WRITER
from bot.workdays import WorkingDays

Names = Mapping[str, str]
NO_NAMES: Names = {}
REFERRING = ("correction", "removal")
REFUSED_FLAGS = ("personal_identity_number", "health")
#: Where nothing that comes back is held; whoever names a Saturday means it.
HELD = WorkingDays(frozenset(range(7)), frozenset(range(28, 32)))


def understand(
    text: str, answers: Sequence[Answer], project: Project, today: date, direction: Direction, names: Names = NO_NAMES
) -> list[Draft | Change | Series] | Question:
    """All the message's drafts and corrections, or the first question that stands in their way.

    `names` gives people's full names by what they may be called in the text, in lower case: 'jag', 'anna'.
    """
    if named_kind(text) == "note":  # a decision is written down after it was made, wherever it is written
        direction = "past"
    whole = read(text, project, today, direction=direction, kind=_kind(text, (), direction))
    understood: list[Draft | Change | Series] = []
    alone = not whole.records
    readings = [whole, *whole.records]
    for answer in answers:  # a kind that was chosen is that of its own part alone
        if answer.reason == "unknown_kind" and answer.index < len(readings):
            own_text = text if alone else readings[answer.index].text
            readings[answer.index] = read(
                own_text, project, today, direction=direction, kind=_kind(own_text, [answer], direction)
            )
    for index, reading in enumerate(readings):  # what is kept nowhere is refused before anything is asked
        if refused := next((flag for flag in reading.flag if flag in REFUSED_FLAGS), None):
            return Question(index, reading, Doubt(field="", reason=refused), alone)
    for index, reading in enumerate(readings):
        given = [answer for answer in answers if answer.index == index]
        reading, open_doubts = _answered(_by_name(_due(reading, direction), names), given)
        instead = _of_a_plan(index, reading, given, project, today, direction)
        looks = "past" if instead else direction
        reading = _chosen(reading, _own_doubts(reading, project, today, looks), given)
        accepted = {(answer.field, answer.reason) for answer in given}
        own = [d for d in _own_doubts(reading, project, today, looks) if (d.field, d.reason) not in accepted]
        doubt = next(iter([*open_doubts, *own]), None)
        if doubt:
            return Question(index, reading, doubt, alone)
        if reading.kind in REFERRING:
            understood.append(Change(index, reading, tuple(given)))
        elif reading.repeat:
            understood.append(_series(reading, reading.repeat, project, today))
        else:
            understood.append(replace(draft(reading, project, today), instead=instead))
    return understood


def _due(reading: Reading, direction: Direction) -> Reading:
    """'lägesrapport senast 15 april': the last day for what has no other is the day to plan for."""
    if direction == "past" or reading.date or reading.repeat or not reading.deadline or _SIGN_UP.search(reading.text):
        return reading
    return reading.model_copy(update={"date": reading.deadline, "deadline": None})


_SIGN_UP = re.compile(r"(?i)anmäl|\bo\.?s\.?a\b|\bsvara?\b|besked")


def _by_name(reading: Reading, names: Names) -> Reading:
    """Whoever is responsible by the full name; 'ansvarig jag' of somebody without a name is nobody."""
    written = (reading.responsible or "").casefold()
    name = names.get(written) or (None if written == WRITER else reading.responsible)
    return reading if name == reading.responsible else reading.model_copy(update={"responsible": name})


def _chosen(reading: Reading, doubts: Sequence[Doubt], answers: Sequence[Answer]) -> Reading:
    """The reading with what was chosen of the doubts that the project has about it."""
    for answer in answers:
        doubt = next((d for d in doubts if (d.field, d.reason) == (answer.field, answer.reason)), None)
        if doubt and 0 <= answer.choice < len(doubt.readings):
            reading = Reading.model_validate({**reading.model_dump(), **doubt.readings[answer.choice]})
    return reading


def _series(reading: Reading, repeat: Repeat, project: Project, today: date) -> Series:
    falls = occurrences(repeat, today, project.end, HELD.works)
    return Series(draft(reading.model_copy(update={"date": falls.days[0]}), project, today), falls)


def _of_a_plan(
    index: int, reading: Reading, given: list[Answer], project: Project, today: date, direction: Direction
) -> Change | None:
    """'styrgruppsmötet är inställt', '… flyttas till 18 april': told like something new, but it may be known already."""
    told = reading.kind == "activity" and (reading.status == "cancelled" or MOVED.match(reading.text))
    if not told or any(answer.reason == "new_record" for answer in given):
        return None
    change = read(reading.text, project, today, direction=direction, kind="correction")
    return Change(index, change, tuple(given)) if change.changed and not change.ask else None


def _kind(text: str, answers: Sequence[Answer], direction: Direction) -> Kind | None:
    """The kind that was chosen, or that goes without saying: what is planned is an activity."""
    if direction == "future":
        return None if named_kind(text) in (*REFERRING, "note") else "activity"
    return next((tuple(RECORDS)[answer.choice] for answer in answers if answer.reason == "unknown_kind"), None)


def _answered(reading: Reading, answers: Sequence[Answer]) -> tuple[Reading, list[Doubt]]:
    """The reading with the chosen values in place, and the doubts that are left."""
    left = list(reading.doubts)
    for answer in answers:
        doubt = next((d for d in left if (d.field, d.reason) == (answer.field, answer.reason)), None)
        if doubt is None or not 0 <= answer.choice < len(doubt.readings):
            continue
        left.remove(doubt)
        chosen = doubt.readings[answer.choice]
        reading = Reading.model_validate({**reading.model_dump(), **chosen})
    return reading, left


def _own_doubts(reading: Reading, project: Project, today: date, direction: Direction) -> list[Doubt]:
    """What the text says plainly but the project has a word to say about."""
    if reading.kind in REFERRING:
        return _reference_doubts(reading)
    found: list[Doubt] = []
    if reading.kind not in RECORDS:
        found.append(Doubt(field="kind", reason=f"{reading.kind}_kind"))
    if reading.repeat:
        found += _repeat_doubts(reading, reading.repeat, project, today)
    else:
        found += _day_doubts(reading, today, direction)
    if reading.kind == "activity" and not (reading.title or reading.activity_type):
        found.append(Doubt(field="title", reason="nothing_said"))
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
    if not reading.ask and not (falls := occurrences(repeat, today, project.end, HELD.works)).days:
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


def draft(reading: Reading, project: Project, today: date) -> Draft:
    """The record that a reading without doubts becomes."""
    filled, reasons = VALUES[reading.kind](reading, project, today)
    record = RECORDS[cast(Kind, reading.kind)].model_validate(filled)
    return Draft(record, (*reading.reasons, *reasons), reading.assumed, reading.flag)


def referring(
    text: str, answers: Sequence[Answer], project: Project, today: date, direction: Direction, names: Names = NO_NAMES
) -> Change | None:
    """The correction that the text is, or was said to be of a known plan; None when it tells of something new."""
    whole = read(text, project, today, direction=direction, kind=_kind(text, answers, direction))
    reading, _ = _answered(_by_name(whole, names), answers)
    if reading.kind in REFERRING:
        return Change(0, reading, tuple(answers))
    if any(answer.reason == "which_record" for answer in answers):
        return _of_a_plan(0, reading, list(answers), project, today, direction)
    return None


def fill(
    text: str, answers: Sequence[Answer], project: Project, today: date, direction: Direction, names: Names = NO_NAMES
) -> tuple[Kind, dict[str, Any]]:
    """What a form can be filled in with, as far as the text was understood (its first record)."""
    whole = read(text, project, today, direction=direction, kind=_kind(text, answers, direction))
    kind, filled, _ = _filled(_by_name(whole, names), answers, project, today)
    return kind, filled


def kind_told(text: str, project: Project, today: date, number: int = 0) -> Kind | None:
    """The kind of record that the text plainly is (of several, the one of that number, counted from 0).

    None for a correction, and for what it does not say.
    """
    whole = read(text, project, today)
    told = [whole, *whole.records][min(number, len(whole.records))]
    no_sum = told.amount is None and not any(doubt.reason == "no_amount" and doubt.readings for doubt in told.doubts)
    if told.kind in ("expense", "payment") and no_sum and named_kind(text) is None:
        return None  # a word that costs may stand in any message
    return next((kind for kind in RECORDS if kind == told.kind), None)


def fill_from_message(
    text: str, kind: Kind, project: Project, today: date, number: int = 0, names: Names = NO_NAMES
) -> tuple[dict[str, Any], int]:
    """As `fill`, for words that were written to others on the day `today`; and how many records they hold.

    Of several it is the one of that number. A log looks back; who writes '3 april' to others in March means the
    one ahead.
    """
    found = _parts(text, kind, project, today, "past", number)
    _, filled, reasons = _filled(_by_name(found[number], names), [], project, today)
    if kind == "activity" and any(reason.code == "earlier_year" for reason in reasons):
        ahead = _parts(text, kind, project, today, "future", number)
        _, filled, _ = _filled(_by_name(ahead[min(number, len(ahead) - 1)], names), [], project, today)
    return filled, len(found)


def _parts(text: str, kind: Kind, project: Project, today: date, direction: Direction, number: int) -> list[Reading]:
    """The records that a text holds, if the one of that number is of this kind; else the whole text as one."""
    whole = read(text, project, today, direction=direction)
    found = [whole, *whole.records]
    if number < len(found) and found[number].kind == kind:
        return found
    return [read(text, project, today, direction=direction, kind=kind)] * (number + 1)


def _filled(
    whole: Reading, answers: Sequence[Answer], project: Project, today: date
) -> tuple[Kind, dict[str, Any], list[Reason]]:
    reading, left = _answered(whole, [answer for answer in answers if answer.index == 0])
    if reading.repeat:  # a form holds one day: the first
        falls = occurrences(reading.repeat, today, project.end, HELD.works).days
        reading = reading.model_copy(update={"date": falls[0] if falls else None})
    offered = next((doubt.readings[0] for doubt in left if doubt.reason == "no_amount" and doubt.readings), {})
    reading = reading.model_copy(update=offered)  # a drive: the sum by the project's rate, to change
    kind = reading.kind if reading.kind in RECORDS else "activity"
    filled, reasons = VALUES[kind](reading, project, today)
    return kind, filled, reasons
