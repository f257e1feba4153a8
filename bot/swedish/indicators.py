"""What a goal is measured by: 'indikator fyllnadsgrad: utgångsläge 71 %, mål 90 % senast 31 december 2025, delmål 2',
and what it was measured to be: 'mått fyllnadsgrad 87 % 2024'.

The name is what is left when everything else is read; which of the kept indicators it means is not known here.
"""

import re
from datetime import date
from typing import Any

from bot.project import Project
from bot.swedish.draft import Draft
from bot.swedish.lexer import TAKEN
from bot.swedish.message import Message
from bot.swedish.number_words import cardinal
from bot.swedish.quantities import VALUE, Dated, Quantity, blank, days, last_day, quantities, quantity_of
from bot.swedish.vocabulary import Vocabulary
from bot.swedish.when import Now

_BEFORE = r"[ :=]*(?:(?:är|var|på|om|minst|att nå|nå|ca|cirka|omkring) ){0,2}"
_BASELINE = re.compile(
    rf"(?i)(?<!\w)(?:utgångs(?:läge|värde|punkt)(?:t|et|en)?|bas(?:linje|värde)[nt]?|start(?:läge|värde)?t?|"
    rf"nuläge(?:t)?|nuvarande|från|idag|i dag|nu){_BEFORE}$"
)
_TARGET = re.compile(rf"(?i)(?<!\w)(?:mål(?:et|värde(?:t)?|sättning(?:en)?)?|till|→|-+>){_BEFORE}$")
_ARROW = re.compile(r"\s*(?:→|[-–]+>)\s*")
_DUE_WORDS = re.compile(
    r"(?i)(?<!\w)(?:ska vara |vara )?(?:(?:nått|nås|uppnått|klart?) )?(?:senast|till och med|t\.?o\.?m\.?|före|innan|till|vid|den|i)?"
    r"[ :]*(?:den |utgången av |slutet av )?$"
)
_UNIT_SAID = re.compile(
    r"(?i)(?<!\w)(?:enhet(?:en)?:? ?(?:är )?|(?:mäts )?i )(?P<unit>%|procent|st(?:ycken)?|kr(?:onor)?)(?!\w)|(?P<sign>\(%\))"
)
_IDLE = (
    "i för på av är var blev blir ligger låg nu det den under till med hos vid per om ca cirka omkring drygt knappt ungefär "
    "totalt år idag hittills uppmätt mäter uppgår uppgick uppgår landade och som vi har"
)
_EDGES = frozenset(_IDLE.split())
_MARGIN = " \t\n.,;:=([{)]}–—-→>?!\"'/+"
_CLAUSES = re.compile(rf"[,;:\n({TAKEN}]+")


def read_measurement(message: Message, draft: Draft, project: Project, words: Vocabulary, today: date) -> None:
    """The value with its unit, the day or period that it holds for, and the indicator as it is written."""
    text = _without_goals(message.text[message.first.rest :], project)[0]
    dated = days(text, Now(today, False))
    put_period(dated, text, draft)
    text = blank(text, ((each.first, each.last) for each in dated))
    found = quantities(text)
    if not found:
        draft.ask("value", "no_value")
    else:
        draft.values["value"], draft.values["unit"] = found[0].value, found[0].unit
        if len({each.value for each in found}) > 1:
            draft.ask("value", "several_values")
        text = text[: found[0].first] + TAKEN + text[found[0].last :]
    draft.values["indicator"] = _name(text)


def put_period(dated: list[Dated], text: str, draft: Draft) -> None:
    """The day, or the first and the last of a period; a period says more than the day it was counted on."""
    if not dated:
        return
    chosen = next((each for each in dated if each.when.first != each.when.last), dated[0])
    when, said = chosen.when, text[chosen.first : chosen.last]
    if not when.exists:
        draft.ask("date", "impossible_date", said)
        return
    draft.values["date"] = when.first
    draft.values["end_date"] = when.last if when.last != when.first else None
    if when.doubt and when.doubt != "year":
        draft.assume("date", when.doubt, said)


def read_indicator(message: Message, draft: Draft, project: Project, words: Vocabulary, today: date) -> None:
    """What it is called, where it stood, what it is to reach and when, and which goal it belongs to."""
    text, goals = _without_goals(message.text[message.first.rest :], project)
    values, text, unread = _definition(text, draft, today)
    draft.values |= values
    draft.values["indicator"] = _name(text)
    known = [number for number in goals if project.goal(number)]
    draft.values["goals"] = tuple(known[:1])
    if not draft.values["indicator"]:
        draft.ask("indicator", "no_indicator_name")
    if unread:
        one = unread[0].value
        draft.ask("target_value", "which_value", "", {"target_value": one}, {"baseline": one})
    if goals and not known:
        draft.ask("goals", "unknown_goal", f"delmål {goals[0]}")
    elif len(known) != 1:
        offered = known or [goal.number for goal in project.goals]
        draft.ask("goals", "no_goal", "", *({"goals": (number,)} for number in offered))


def changed_indicator(text: str, field: str, project: Project, today: date, draft: Draft) -> dict[str, Any]:
    """What is new of an indicator: 'mål 95 % senast 31/12', or the value of the `field` that was named."""
    text, goals = _without_goals(text, project)
    values, _, unread = _definition(text, draft, today)
    if field in ("target_value", "baseline") and unread:
        values |= {field: unread[0].value}
    elif field == "unit" and not values.get("unit"):
        values |= _unit(f"enhet {text.strip()}")
    if goals := [number for number in goals if project.goal(number)]:
        values["goals"] = tuple(goals[:1])
    if not field and unread and not set(values) - {"unit"}:  # '95 %': the target or where it stood?
        return {}
    return {name: value for name, value in values.items() if value is not None}


def changed_measurement(text: str, today: date, draft: Draft) -> dict[str, Any]:
    """What is new of a measurement: its value, its day or period, or both."""
    own = Draft()
    dated = days(text, Now(today, False))
    put_period(dated, text, own)
    draft.doubts += own.doubts
    found = quantities(blank(text, ((each.first, each.last) for each in dated)))
    values = {name: value for name, value in own.values.items() if name == "date" or value is not None}
    if found:
        values |= {"value": found[0].value} | ({"unit": found[0].unit} if found[0].unit else {})
    return values


def _definition(text: str, draft: Draft, today: date) -> tuple[dict[str, Any], str, list[Quantity]]:
    """The values with a word that says what they are, the text without them, and the values without one."""
    dated = days(text, Now(today, True))
    text = _unit_gone(text, values := _unit(text))
    masked = blank(text, ((each.first, each.last) for each in dated))
    if dated:
        due = dated[-1]
        if due.when.exists:
            values["deadline"] = last_day(due.when)
        else:
            draft.ask("deadline", "impossible_date", text[due.first : due.last])
        masked = _led(masked, due.first, _DUE_WORDS)
    unread: list[Quantity] = []
    for match in VALUE.finditer(masked):
        if (each := quantity_of(match)) is None:
            continue
        before = masked[: each.first]
        field = "baseline" if _BASELINE.search(before) or _ARROW.match(masked, each.last) else ""
        field = "target_value" if not field and _TARGET.search(before) else field
        if field:
            values[field] = each.value
            masked = _led(masked, each.first, _BASELINE if field == "baseline" else _TARGET)
        else:
            unread.append(each)
        masked = blank(masked, iter([(each.first, each.last)]))
        values["unit"] = values.get("unit") or each.unit
    return values, masked, unread


def _led(text: str, at: int, words: re.Pattern[str]) -> str:
    """The text without the words that lead to what stands at `at`."""
    found = words.search(text[:at])
    return blank(text, iter([(found.start(), at)])) if found else text


def _unit(text: str) -> dict[str, Any]:
    found = _UNIT_SAID.search(text)
    if not found:
        return {}
    said = (found["unit"] or "%").lower()
    return {"unit": "%" if said[0] in "%p" else said[:2]}


def _unit_gone(text: str, values: dict[str, Any]) -> str:
    found = _UNIT_SAID.search(text) if values else None
    return blank(text, iter([found.span()])) if found else text


def _without_goals(text: str, project: Project) -> tuple[str, list[int]]:
    """The text without the goals that it names, by number or by name; and their numbers."""
    names = {goal.name.casefold(): goal.number for goal in project.goals}
    said = "|".join([r"\d{1,3}", *map(re.escape, names), r"ett|två|tre|fyra|fem|sex|sju|åtta"])
    pattern = rf"(?i)(?:(?:hör |räknas )?(?:till |för |i |under )?)(?<!\w)(?:delmål(?:et)?|dm)[ :.]*(?P<goals>(?:{said})(?:(?:, | och | & )(?:{said})(?!\w|[.,]\d| ?%))*)(?!\w)"
    found = re.search(pattern, text)
    if not found:
        return text, []
    numbers = [
        names.get(each.casefold()) or (int(each) if each.isdigit() else cardinal(each.casefold()) or 0)
        for each in re.split(r", | och | & ", found["goals"])
    ]
    return blank(text, iter([found.span()])), numbers


def _name(text: str) -> str | None:
    """What it is called: the first stretch that is left with letters in it, without the words at its edges."""
    for stretch in _CLAUSES.split(text):
        words = stretch.strip(_MARGIN).split()
        while words and words[0].casefold().strip(_MARGIN) in _EDGES:
            words.pop(0)
        while words and words[-1].casefold().strip(_MARGIN) in _EDGES:
            words.pop()
        name = " ".join(words).strip(_MARGIN)
        if any(sign.isalpha() for sign in name):
            return name[0].upper() + name[1:]
    return None
