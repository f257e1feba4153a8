"""From what was read to what would be saved, or to the one question that has to be answered first.

The text is read, the answers given so far are put in, and what is left is either drafts (records with the
reasons for what was assumed) or one question. Nothing is kept in between: the same text and answers give the
same result, so a question survives as its text and its answers.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

from bot.doubts import REFERRING, falls_on, own_doubts
from bot.project import Project
from bot.reading import Answer, Change, Direction, Doubt, Draft, Question, Reading, Reason, Series
from bot.record_values import VALUES
from bot.records import RECORDS, Kind
from bot.repeats import Repeat
from bot.swedish import named_kind, read
from bot.swedish.reference import MOVED
from bot.swedish.responsible import WRITER

Names = Mapping[str, str]
NO_NAMES: Names = {}
TOLD = ("note", "measurement", "indicator")  # no plans, whatever they are written after
REFUSED_FLAGS = ("personal_identity_number", "health")


def understand(
    text: str, answers: Sequence[Answer], project: Project, today: date, direction: Direction, names: Names = NO_NAMES
) -> list[Draft | Change | Series] | Question:
    """All the message's drafts and corrections, or the first question that stands in their way.

    `names` gives people's full names by what they may be called in the text, in lower case: 'jag', 'anna'.
    """
    if named_kind(text) in TOLD:  # a decision is written down after it was made, wherever it is written
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
        reading = _ahead(_due(reading, direction), today, direction)
        reading, open_doubts = _answered(_by_name(reading, names), given)
        instead = _of_a_plan(index, reading, given, project, today, direction)
        looks = "past" if instead else direction
        reading = _chosen(reading, own_doubts(reading, project, today, looks), given)
        accepted = {(answer.field, answer.reason) for answer in given}
        own = [d for d in own_doubts(reading, project, today, looks) if (d.field, d.reason) not in accepted]
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


def _ahead(reading: Reading, today: date, direction: Direction) -> Reading:
    """What is planned for today is still to come: '/yh-paminn möte kl 15'."""
    if direction == "past" or (reading.kind, reading.status, reading.date) != ("activity", "done", today):
        return reading
    return reading if reading.participants else reading.model_copy(update={"status": "planned"})


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
    falls = falls_on(repeat, project, today)
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
        return None if named_kind(text) in (*REFERRING, *TOLD) else "activity"
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


def draft(reading: Reading, project: Project, today: date) -> Draft:
    """The record that a reading without doubts becomes."""
    filled, reasons = VALUES[reading.kind](reading, project, today)
    if filled.get("status") == "planned" and "date" in reading.assumed:
        filled["unconfirmed"] = True  # 'i maj', 'vecka 20': somebody has to settle the day
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
        falls = falls_on(reading.repeat, project, today).days
        reading = reading.model_copy(update={"date": falls[0] if falls else None})
    offered = next((doubt.readings[0] for doubt in left if doubt.reason == "no_amount" and doubt.readings), {})
    reading = reading.model_copy(update=offered)  # a drive: the sum by the project's rate, to change
    kind = reading.kind if reading.kind in RECORDS else "activity"
    filled, reasons = VALUES[kind](reading, project, today)
    return kind, filled, reasons
