"""Measurements find their indicator among those that are kept; an indicator is set up once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlite_utils import Database as Connection

from bot.errors import IndicatorStands, NoIndicators, OtherUnit
from bot.indicators import doubtful_share, named, unit_problem
from bot.progress import same_days
from bot.reading import Answer, Change, Draft, Reason, Series
from bot.records import Indicator, Measurement, Offered, Record
from bot.reply import Reply
from bot.views import measuring as views
from handlers.desk import Desk
from storage import records

Understood = Sequence[Draft | Change | Series]


def settled(db: Connection, understood: Understood, answers: Sequence[Answer]) -> list[Draft | Change | Series]:
    """Each measurement with the indicator that it is of, where that is certain or was answered.

    Raises NoIndicators, OtherUnit, or IndicatorStands for one that is set up already.
    """
    return [
        _settled(db, one, _answered(answers, index), _answered(answers, index, "which_share")) if isinstance(one, Draft) else one
        for index, one in enumerate(understood)
    ]  # fmt: skip


def _settled(db: Connection, draft: Draft, answer: int | None, share: int | None) -> Draft:
    if isinstance(draft.record, Indicator):
        is_new(db, draft.record)
    if not isinstance(draft.record, Measurement):
        return draft
    known, written = records.indicators(db), draft.record.indicator
    if not known:
        raise NoIndicators
    found, certain = named(written, known)
    if answer is not None:
        found, certain = [one for one in known if one.id == answer], True
    if len(found) != 1:
        return draft
    if unit_problem(draft.record.unit, found[0]) and not _takes_unit(db, found[0]):
        raise OtherUnit(found[0].name, found[0].unit, draft.record.unit, found[0].numbered)
    of: dict[str, Any] = {"indicator_id": found[0].id, "indicator": found[0].name, "goal": found[0].goal}
    why = () if certain else (Reason(field="indicator", code="slip", text=written),)
    shares = doubtful_share(draft.record.value, draft.record.unit, found[0])
    if share is not None and share < len(shares):  # what was chosen is in its unit beyond doubt
        of |= {"value": shares[share], "unit": found[0].unit}
    record = draft.record.model_copy(update=of)
    return replace(
        draft, record=record, reasons=(*draft.reasons, *why), assumed=(*draft.assumed, *(w.field for w in why))
    )


def _takes_unit(db: Connection, of: Indicator) -> bool:
    """Whether nothing says yet what it is measured in: then the first value does."""
    values = (of.unit, of.baseline, of.target)
    return values == (None, None, None) and not any(m.indicator_id == of.id for m in records.measurements(db, of.goal))


def take_unit(db: Connection, record: Record, *, who: str, at: str) -> None:
    """Gives the indicator of a first measurement the unit that this is written in."""
    if not isinstance(record, Measurement) or record.unit is None:
        return
    of = records.get(db, "indicator", record.indicator_id)
    if isinstance(of, Indicator) and _takes_unit(db, of):
        records.change(db, of, of.model_copy(update={"unit": record.unit}), who=who, at=at)


def asks(
    desk: Desk, db: Connection, understood: Understood, answers: Sequence[Answer]
) -> Callable[[str], Reply] | None:
    """The question about the first measurement whose indicator or value is not certain; it takes the question's id."""
    for index, one in enumerate(understood):
        if isinstance(one, Draft) and isinstance(one.record, Measurement) and not one.record.indicator_id:
            known, written = records.indicators(db), one.record.indicator
            offered = named(written, known)[0] or known
            return lambda question_id, i=index: views.which(written, offered, i, question_id, desk.project)  # type: ignore[misc]
        if (doubtful := _doubtful(db, one)) and _answered(answers, index, "which_share") is None:
            shares, of = doubtful
            return lambda question_id, i=index: views.which_share(shares, of, i, question_id)  # type: ignore[misc]
    return None


def _doubtful(db: Connection, one: Draft | Change | Series) -> tuple[list[Decimal], Indicator] | None:
    """What a measurement in per cent may be instead, and its indicator."""
    if not isinstance(one, Draft) or not isinstance(one.record, Measurement):
        return None
    of = records.get(db, "indicator", one.record.indicator_id)
    shares = doubtful_share(one.record.value, one.record.unit, of) if isinstance(of, Indicator) else []
    return (shares, of) if shares and isinstance(of, Indicator) else None


def _answered(answers: Sequence[Answer], index: int, reason: str = "which_indicator") -> int | None:
    """What was chosen for the message's thing of that number: an indicator by its number, or one of the shares."""
    chosen = (each.choice for each in answers if each.reason == reason and each.index == index)
    return next(chosen, None)


def is_new(db: Connection, record: Record) -> None:
    """Raises IndicatorStands where another indicator is called the same; a name tells one from another."""
    if not isinstance(record, Indicator):
        return
    others = (one for one in records.indicators(db) if one.id != record.id)
    if other := next((one for one in others if one.name.casefold() == record.name.casefold()), None):
        raise IndicatorStands(other.name, other.numbered)


def notes(db: Connection, kept: Sequence[Record]) -> list[str]:
    """What is to be said of measurements that were just kept: others of the same days."""
    measured = [one for one in kept if isinstance(one, Measurement) and not one.deleted_at]
    others = records.measurements(db) if measured else []
    return [views.also(other) for one in measured if (other := same_days(one, others))]


def offered(desk: Desk, kind: str) -> Offered:
    """What a measurement's form offers to choose from. Raises NoIndicators where there is nothing to measure."""
    if kind != "measurement":
        return {}
    with desk.database.reading() as db:
        known = records.indicators(db)
    if not known:
        raise NoIndicators
    return {"indicators": {str(one.id): _option(one) for one in known}}


def found(desk: Desk, filled: dict[str, Any]) -> dict[str, Any]:
    """The indicator that a text's words mean, for a form that is filled in from it."""
    if filled.get("indicator_id") or not filled.get("indicator"):
        return {}
    with desk.database.reading() as db:
        meant, _ = named(filled["indicator"], records.indicators(db))
    return {"indicator_id": meant[0].id} if len(meant) == 1 else {}


def _option(one: Indicator) -> str:
    return f"{one.name}, {one.unit}" if one.unit else one.name
