"""Which activity a cost belongs to: 'koppla 7 till aktivitet 12', 'utgift 7 hör till seminariet i Kumla 13 mars'.

A line that begins with 'koppla' is an order and never something to log: where it is not understood, it is `Unread`.
"""

import re
from dataclasses import dataclass

from bot.swedish.bookkeeping import NUMBER, numbers
from bot.swedish.lexer import clean

#: The activity of an expense that is being logged: '… buss till Kumla, aktivitet 12', '… #12'.
OF_ACTIVITY = re.compile(
    r"(?i)[\s,;(]*(?:(?<!\w)(?:som )?(?:hör till|till|för|inom|avser|gäller|på|i) )?(?:(?<!\w)aktivitet(?:en)? ?(?:nr\.? ?|#)?|(?<!\w)#)"
    r"(?P<number>\d{1,9})(?![\d/.:-]*\d)(?!\w)\)?"
)


@dataclass(frozen=True)
class Bound:
    """These expenses belong to the activity of that number, or to the one that is `described`.

    Without `expenses` it is the last one that the person logged: 'koppla senaste till …'.
    """

    expenses: tuple[int, ...]
    activity: int | None = None
    described: str = ""


@dataclass(frozen=True)
class Unbound:
    """These expenses belong to no activity; without `expenses` the last one that the person logged."""

    expenses: tuple[int, ...]


@dataclass(frozen=True)
class Unread:
    """It begins with 'koppla', but which expense or what it belongs to is not understood."""

    written: str


Binding = Bound | Unbound


_ACTIVITY = re.compile(r"(?i)(?:aktivitet(?:en)? ?(?:nr\.? ?|#)?|(?:nr\.? ?|#))?(\d{1,9})")
_AND = r"(?: ?, ?(?:och )?| och | samt | & )"
# 'till' is no word of a range here: 'koppla 7 till 12' names an activity
_NUMBERS = rf"{NUMBER}(?:(?:{_AND}| ?- ?){NUMBER})*"
_LATEST = r"(?:den|(?:(?:den|min) )?(?:allra )?senaste(?: (?:utgift|kostnad)(?:en)?| kvitto(?:t)?)?|utgiften|kostnaden|kvittot)"
_EXPENSES = rf"(?:(?P<numbers>{_NUMBERS})|{_LATEST})"
_POLITE = r"(?:(?:kan|vill) du |snälla )*"
_TO = r"(?:till|på|med|under|mot)"
_SAYS = r"(?:hör till|hör ihop med|hörde till|gäller|avser|gällde|avsåg|är för|var för|ska till)"
_VERB = re.compile(rf"(?i){_POLITE}(?P<verb>koppla|knyt|bind|lägg|räkna|för) (?:ihop )?")
_ORDER = re.compile(rf"(?i){_EXPENSES} {_TO} (?P<to>.+)")
_TOLD = re.compile(rf"(?i){_EXPENSES} {_SAYS} (?P<to>.+)")
#: Where the next expense and its activity begin: 'koppla 7 till aktivitet 12, 8 till aktivitet 4'.
_NEXT = re.compile(rf"(?i){_AND}(?={_NUMBERS} (?:{_TO}|{_SAYS}) )")
_TAKEN = re.compile(
    rf"(?i){_POLITE}(?:koppla (?:bort|loss|från) {_EXPENSES}"
    rf"|ta bort (?:aktivitet(?:en)?|koppling(?:en)?) (?:på|från|för) {_EXPENSES.replace('numbers', 'others')})"
)
_CHANGED = re.compile(
    rf"(?i){_POLITE}(?:ändra|flytta|byt|sätt) {_EXPENSES}(?::|,| till)* (?P<to>aktivitet(?:en)? ?(?:nr\.? ?|#)?\d{{1,9}})"
)
#: What is told of a number that is no expense's has a word for it: '7 hör till Nora' may be anything.
_NAMED = re.compile(r"(?i)utgift|#|aktivitet")
_BINDS = re.compile(rf"(?i){_POLITE}koppla(?!\w)")


def read_binding(text: str) -> tuple[Binding, ...] | Unread:
    """What the text says of which activity expenses belong to, in its order; empty when it is about something else."""
    lines = [said for line in clean(text).splitlines() if (said := " ".join(line.split()).strip(" .!;"))]
    read = [_line(line) for line in lines]
    if all(read):
        return tuple(one for each in read for one in each)
    order = next((line for line, found in zip(lines, read, strict=True) if not found and _is_order(line)), None)
    return Unread(order) if order else ()


def _is_order(line: str) -> bool:
    return _BINDS.match(line) is not None


def _line(said: str) -> tuple[Binding, ...]:
    if said.endswith("?"):
        if not re.match(r"(?i)(?:snälla )?(?:kan|vill) du ", said):
            return ()
        said = said.rstrip(" ?")
    if taken := _TAKEN.fullmatch(said):
        return (Unbound(tuple(numbers(taken["numbers"] or taken["others"] or ""))),)
    if changed := _CHANGED.fullmatch(said):
        return tuple(filter(None, (_bound(changed, ordered=True),)))
    verb = _VERB.match(said)
    body = said[verb.end() :] if verb else said
    rule = _ORDER if verb else _TOLD
    ordered = verb is not None and verb["verb"].casefold() in ("koppla", "knyt", "bind")
    clauses = [rule.fullmatch(clause) or _ORDER.fullmatch(clause) for clause in _clauses(body)]
    bound = [_bound(clause, ordered=ordered) if clause else None for clause in clauses]
    whole = tuple(one for one in bound if one)
    return whole if len(whole) == len(bound) and (verb or rule.fullmatch(body)) else ()


def _clauses(body: str) -> list[str]:
    """Cut where the next expenses begin: the 9 of '7 och 9 till aktivitet 12' begins nothing."""
    clauses, at = list[str](), 0
    for cut in _NEXT.finditer(body):
        if _ORDER.fullmatch(body, at, cut.start()) or _TOLD.fullmatch(body, at, cut.start()):
            clauses.append(body[at : cut.start()])
            at = cut.end()
    return [*clauses, body[at:]]


def _bound(found: re.Match[str], *, ordered: bool) -> Bound | None:
    expenses = tuple(numbers(found["numbers"] or ""))
    if number := _ACTIVITY.fullmatch(found["to"]):
        return Bound(expenses, activity=int(number[1]))
    named = _NAMED.match(found["numbers"] or "") is not None
    return Bound(expenses, described=found["to"]) if ordered or named else None
