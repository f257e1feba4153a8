"""Which activity a cost belongs to: 'koppla 7 till aktivitet 12', 'utgift 7 hör till seminariet i Kumla 13 mars'."""

import re
from dataclasses import dataclass

from bot.swedish.bookkeeping import NUMBERS, numbers
from bot.swedish.lexer import clean

#: The activity of an expense that is being logged: '… buss till Kumla, aktivitet 12', '… #12'.
OF_ACTIVITY = re.compile(
    r"(?i)[\s,;(]*(?:(?<!\w)(?:som )?(?:hör till|till|för|inom|avser|gäller|på|i) )?(?:(?<!\w)aktivitet(?:en)? ?(?:nr\.? ?|#)?|(?<!\w)#)"
    r"(?P<number>\d{1,9})(?![\d/.:-]*\d)(?!\w)\)?"
)


@dataclass(frozen=True)
class Bound:
    """These expenses belong to the activity of that number, or to the one that is `described`."""

    expenses: tuple[int, ...]
    activity: int | None = None
    described: str = ""


@dataclass(frozen=True)
class Unbound:
    """These expenses belong to no activity."""

    expenses: tuple[int, ...]


_ACTIVITY = re.compile(r"(?i)(?:aktivitet(?:en)? ?(?:nr\.? ?|#)?|(?:nr\.? ?|#))?(\d{1,9})")
_ORDER = re.compile(
    rf"(?i)(?:(?:kan|vill) du |snälla )?(?:koppla|knyt|bind|lägg|räkna|för) (?:ihop )?(?P<numbers>{NUMBERS}) (?:till|på|med|under|mot) (?P<to>.+)"
)
_TOLD = re.compile(
    rf"(?i)(?P<numbers>{NUMBERS}) (?:hör till|hör ihop med|hörde till|gäller|avser|gällde|avsåg|är för|var för|ska till) (?P<to>.+)"
)
_TAKEN = re.compile(
    rf"(?i)(?:koppla (?:bort|loss|från) (?P<numbers>{NUMBERS})|ta bort (?:aktivitet(?:en)?|koppling(?:en)?) (?:på|från|för) (?P<others>{NUMBERS}))"
)
_CHANGED = re.compile(
    rf"(?i)(?:ändra|flytta|byt|sätt) (?P<numbers>{NUMBERS})(?::|,| till)* (?P<to>aktivitet(?:en)? ?(?:nr\.? ?|#)?\d{{1,9}})"
)
#: What is told of a number that is no expense's has a word for it: '7 hör till Nora' may be anything.
_NAMED = re.compile(r"(?i)utgift|#|aktivitet")


def read_binding(text: str) -> Bound | Unbound | None:
    """What the text says of which activity expenses belong to; None when it is about something else."""
    said = " ".join(clean(text).split()).strip(" .!")
    if said.endswith("?"):
        return None
    if taken := _TAKEN.fullmatch(said):
        return Unbound(tuple(numbers(taken["numbers"] or taken["others"])))
    found = _CHANGED.fullmatch(said) or _ORDER.fullmatch(said) or _TOLD.fullmatch(said)
    if found is None:
        return None
    expenses = tuple(numbers(found["numbers"]))
    if number := _ACTIVITY.fullmatch(found["to"]):
        return Bound(expenses, activity=int(number[1]))
    ordered = said.casefold().startswith(("koppla", "knyt", "bind"))
    named = _NAMED.match(found["numbers"]) is not None
    return Bound(expenses, described=found["to"]) if ordered or named else None
