"""'rekvisition till och med 31 mars', 'ångra rekvisitionen', 'rekvisitioner': what is said of claims.

'rekvisition 15 april' and 'rekvisitionen ska in 12 april' are a date of the project's, and none of these.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.swedish.lexer import Lexed, clean
from bot.swedish.readdates import read_days
from bot.swedish.when import Now


@dataclass(frozen=True)
class ClaimUntil:
    """A claim of what was spent through `day`; `assumed` where no day was written: the last month that is over."""

    day: date
    assumed: bool = False


@dataclass(frozen=True)
class ClaimUndone:
    """`number` as written; None: the last one."""

    number: int | None = None


@dataclass(frozen=True)
class AllClaims:
    pass


_DO = (
    r"(?:(?:kan|vill) du |snälla |vi ska |vi vill |jag vill )?"
    r"(?:(?:gör|göra|skapa|förbered\w*|ta fram|visa|räkna(?: ut| fram)?|ny|nästa|en|ett) )*"
)
_CLAIM = re.compile(
    rf"(?i){_DO}(?:rekvisition(?:en)?|rekvirera|underlag till rekvisition(?:en)?)(?P<until> (?:till och med|t\.? ?o\.? ?m\.?|fram till(?: och med)?"
    r"|till|för|per|av|allt till och med))?(?P<rest>.*)"
)
_UNDONE = re.compile(
    r"(?i)(?:ångra|ta bort|dra tillbaka|stryk) (?:den )?(?:senaste |sista )?rekvisition(?:en)?(?: (?:nr\.? ?|#)?(?P<number>\d{1,6}))?"
)
_ALL = re.compile(
    r"(?i)(?:visa |lista |vilka |alla |våra |gjorda )*(?:rekvisitioner(?:na)?)(?: har vi gjort| vi har gjort)?"
)


def read_claim(text: str, today: date, *, bare: bool = True) -> ClaimUntil | ClaimUndone | AllClaims | None:
    """What the text says of claims; None when it is about something else. `bare`: the word alone is a claim too."""
    said = " ".join(clean(text).split()).strip(" .!?:")
    if undone := _UNDONE.fullmatch(said):
        return ClaimUndone(int(undone["number"]) if undone["number"] else None)
    if _ALL.fullmatch(said):
        return AllClaims()
    claim = _CLAIM.fullmatch(said)
    if claim is None:
        return None
    rest = claim["rest"].strip()
    if not rest:
        alone = said.casefold() in ("rekvisition", "rekvisitionen") and not bare
        return None if alone or claim["until"] else ClaimUntil(today.replace(day=1) - timedelta(days=1), assumed=True)
    until = _until(rest, today, dated=bool(claim["until"]))
    return ClaimUntil(until) if until else None


def _until(text: str, today: date, *, dated: bool) -> date | None:
    """The last day of what the text names and nothing else, in the year that is nearest; a single day only if `dated`."""
    lexed = Lexed(text)
    found = read_days(lexed, Now(today, False))
    if len(found) != 1 or not found[0].value.exists:
        return None
    item = found[0]
    left = text[: lexed.starts[item.first]] + text[lexed.ends[item.last - 1] :]
    when = item.value
    if re.sub(r"(?i)\b(?:den|sista|i|hela|slutet av)\b|\W", "", left) or (when.grain == "day" and not dated):
        return None
    if when.at is None:
        return when.last
    spans = [span for span in (when.at(year) for year in range(today.year - 1, today.year + 2)) if span]
    return min((span[1] for span in spans), key=lambda day: abs((day - today).days), default=None)
