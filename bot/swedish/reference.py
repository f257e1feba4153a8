"""Corrections and removals: which record is meant, and what it is to say instead.

'ändra senaste: 25 deltagare', 'flytta Kumla till 21 maj', 'byt mejl på Anna Ek till …', '34 anmälda nu till
vårdseminariet', 'ta bort utgift 12'. The text is parted into what it speaks of and what is new, and each part is
read by itself: the same day can be how a record is known, or where it is moved.
"""

import re
from datetime import date
from typing import Any, NamedTuple

from bot.project import Project
from bot.reading import Heads, Kind, Reading, Shift, Target
from bot.swedish.amounts import put_money
from bot.swedish.assemble import put_counts, put_private
from bot.swedish.day_fields import put_days
from bot.swedish.draft import Draft
from bot.swedish.fallback import read_elsewhere
from bot.swedish.indicators import changed_indicator, changed_measurement
from bot.swedish.labels import Label, label_of
from bot.swedish.message import Message, peel
from bot.swedish.money import bare_amount
from bot.swedish.target import target_of, without_number
from bot.swedish.vocabulary import Vocabulary
from bot.swedish.when import When

_MOVES = ("flytta", "skjut", "lägg om", "senarelägg", "tidigarelägg", "boka om")
_NOW = re.compile(r"(?i)(?<!\w)(?:nu (?=till |på |för |i )|nu är (?:det|vi) |nu(?!\w))")
_NOT = re.compile(r"(?i)(?:, ?(?:och )?inte| (?:och inte|istället för|i stället för)) [^,;]*")
_SAYS_WHAT = re.compile(
    r":\s+|,? (?:ska|skulle|borde) (?:det )?(?:vara|bli|stå)(?: det)? |,? rätt (?:är|ska vara) |,? det (?:var|är) | mot (?=[A-ZÅÄÖ])"
)
#: Told, not asked for: 'styrgruppsmötet är flyttat till 18 april', 'vi flyttar seminariet till …'.
MOVED = re.compile(
    r"(?i)^(?:vi |jag )?(?:har )?(?:flyttar |flyttat |skjuter upp |skjutit upp )?(?P<about>.+?) ?"
    r"(?<!\w)(?:är |blir |blev |har blivit )?(?:nu )?(?:fram|upp)?(?:flyttas|flyttat|flyttad|flyttades|skjuts(?: upp)?|skjutet|"
    r"senareläggs|senarelagt|tidigareläggs|tidigarelagt)(?: fram| upp)?(?: från [^,]+?)?(?: till (?P<new>.+))?$"
)
_COUNTED_FOR = re.compile(r"(?i)^(?P<new>.*?\d.*?) (?:till|på|för|i) (?P<about>.+)$")
_SHIFT = re.compile(
    r"(?i)(?<!om )(?<!för )(?<!\w)(?:med )?(?P<n>\d{1,3}|en|ett|två|tre|fyra|fem|sex) (?P<unit>dag|veck|månad)\w*"
    r"(?: (?P<way>framåt|fram|senare|bakåt|tillbaka|tidigare))?(?!\w)"  # not 'om en vecka': that is a day
)
_PERSON = re.compile(r"[A-ZÅÄÖÉ][\w'-]+(?: [A-ZÅÄÖÉ][\w'-]+)+")
_SMALL = {"en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6}


#: What only an occasion has; a contact has a municipality too.
_OF_OCCASIONS = ("municipalities", "status", "goals", "activity_type", "place")


class Parts(NamedTuple):
    """What a text speaks of, and what is new; without a word between them all stands in `about`."""

    about: str
    new: str = ""


def refer(
    message: Message, kind: Kind, project: Project, words: Vocabulary, today: date, identity: bool, shown: str
) -> Reading:
    """The reading of a correction or removal; `shown` is its text with identity numbers hidden."""
    draft = Draft()
    put_private(message, draft, words, identity, kind)
    if kind != "removal":
        return _corrected(message, draft, project, words, today, shown)
    text = message.text[message.first.rest :]
    if _clears(text):
        return _cleared(text, draft, words, today, shown)
    spoken = peel(without_number(text)[0], words, today, False, "removal")
    target = target_of(text, spoken, today)
    if not text.strip() and message.first.word != "ångra":  # 'ta bort': which?
        target = target.model_copy(update={"latest": False})
    return _reading(shown, kind, draft, {**_known_by(spoken, target), "target": target})


def _corrected(message: Message, draft: Draft, project: Project, words: Vocabulary, today: date, shown: str) -> Reading:
    """What is spoken of and what is new, each read by itself."""
    text = message.text[message.first.rest :]
    parts = _parted(_NOT.sub("", text), named=bool(message.first.word))
    label, about = label_of(parts.about)
    new_label, new = label_of(parts.new)
    if label or not new_label or not new_label.raw:
        new_label, new = None, parts.new
    known, own_kind = without_number(about)
    forward = _looks_forward(message, label, own_kind)
    spoken = peel(known, words, today, forward, "correction")
    mixed = not new and new_label is None
    fresh = spoken if mixed else peel(new, words, today, forward, "correction")
    moving = message.first.word.startswith(_MOVES) or bool(MOVED.match(text))
    values = _measured(label, own_kind, new or known, draft, project, today)
    if values is None:
        values = _new_values(fresh, label or new_label, new, own_kind, mixed, moving, draft, project, words, today)
    if moving and not values.get("date") and (shift := _shift(text, message.first.word)):
        values["shift"] = shift
    if (message.said == "cancelled" or message.first.word == "avboka") and "date" not in values:
        values["status"] = "cancelled"
    if own_kind and own_kind not in ("activity", "indicator"):
        values = {name: value for name, value in values.items() if name not in _OF_OCCASIONS[own_kind == "contact" :]}
    if not values and own_kind and not (label or new_label) and len(re.findall(r"[^\W\d_]{2,}", new)) > 1:
        written = new.strip(" .\"'")
        values["title"] = written[:1].upper() + written[1:]
    if mixed:
        spoken.moneys.clear()
        if "date" in values:
            spoken.days.pop()
    target = target_of(about, spoken, today, without=_SHIFT if "shift" in values else None)
    if not (
        target.number or target.kind or target.words or target.activity_type or target.municipalities or target.days
    ):
        target = target.model_copy(update={"latest": True})  # 'nej, det var 23 deltagare'
    changed = tuple(name for name in values if name not in ("in_years", "currency", "amount_approx", "vat_rate"))
    person = _PERSON.search(about) if {"email", "phone", "role", "organisation"} & set(changed) else None
    known_by = {**_known_by(spoken, target), "name": person.group() if person else None}
    return _reading(shown, "correction", draft, {**known_by, **values, "target": target, "changed": changed})


_SHARE = re.compile(r"\s*\d[\d ,.]* ?%\s*")  # has no place but in a measurement


def _measured(
    label: Label | None, kind: str | None, new: str, draft: Draft, project: Project, today: date
) -> dict[str, Any] | None:
    """What is new of an indicator or a measurement; None where something else is spoken of."""
    field = label.field if label else ""
    if label and label.raw:
        return None
    if kind == "indicator" or (kind is None and field in ("target_value", "baseline", "unit")):
        return changed_indicator(new, field, project, today, draft)
    if kind == "measurement" or (kind is None and (field == "value" or (not label and _SHARE.fullmatch(new)))):
        return changed_measurement(new, today, draft)
    return None


#: 'ta bort plats på aktivitet 14', 'ta bort Kumla från utgift 3': a part is spoken of, and the record stays.
_OF_RECORD = re.compile(
    r"(?i)(?P<part>\S.*?) (?:på|från|för|hos|i|till) (?=(?:min |mitt |den |det )?(?:senaste|(?:aktivitet|utgift|kontakt|inbetalning|"
    r"beslut|avvikelse|uppgift|anteckning|mätning|indikator)(?:en|et|n)? (?:nr\.? ?)?#?\d))"
)


def _clears(text: str) -> bool:
    """Whether only a part of a record is to go: a field that is named, or what stands before its number."""
    label, about = label_of(text)
    led = text[: len(text) - len(about)].split()[-1:] if label and about else []
    return bool(_OF_RECORD.match(text)) or led in (["på"], ["för"], ["från"], ["hos"])


def _cleared(text: str, draft: Draft, words: Vocabulary, today: date, shown: str) -> Reading:
    """A correction that empties the field it names."""
    label, about = label_of(text)
    if label is None and (found := _OF_RECORD.match(text)):
        about = text[found.end() :]
    spoken = peel(without_number(about)[0], words, today, False, "correction")
    target = target_of(about, spoken, today)
    changed = (label.field,) if label else ()
    values = {**_known_by(spoken, target), "date": None, "municipalities": (), "target": target, "changed": changed}
    return _reading(shown, "correction", draft, values)


def _reading(shown: str, kind: Kind, draft: Draft, values: dict[str, Any]) -> Reading:
    doubts = tuple(doubt for doubt in draft.doubts if doubt.reason != "year")  # the record says which year
    ask = tuple(dict.fromkeys(doubt.field for doubt in doubts))
    return Reading(
        text=shown, kind=kind, explicit_kind=True, doubts=doubts, reasons=tuple(draft.reasons),
        assumed=tuple(name for name in draft.assumed if name not in ask), ask=ask,
        flag=tuple(dict.fromkeys(draft.flags)), **values,
    )  # fmt: skip


def _parted(text: str, named: bool) -> Parts:
    """'X: Y', 'X ska vara Y', 'X till Y'; without a verb ('34 anmälda nu till X') what is counted comes first."""
    found = _SAYS_WHAT.search(text)
    if found and found.start():
        return Parts(text[: found.start()], text[found.end() :])
    if not named and (found := MOVED.match(text)):
        return Parts(found["about"], found["new"] or "")
    if not named:
        found = _COUNTED_FOR.match(_NOW.sub("", text).strip())
        return Parts(found["about"], found["new"]) if found else Parts(text)
    about, between, new = text.rpartition(" till ")
    return Parts(about, new) if between and about.strip() and new.strip() else Parts(text)


def _looks_forward(message: Message, label: Label | None, kind: str | None) -> bool:
    """What is moved is moved ahead; a bill has been paid already."""
    if message.first.word.startswith((*_MOVES, "ställ in")) or (label and label.field == "deadline"):
        return True
    return message.first.word in ("byt", "boka om") and kind not in ("expense", "payment", "contact")


def _known_by(spoken: Message, target: Target) -> dict[str, Any]:
    """What describes the record: printed where nothing newer is said."""
    found = spoken.when
    types = sorted(spoken.about("type"), key=lambda m: (m.first, -m.weight))
    return {
        "title": target.text[:1].upper() + target.text[1:] or None,
        "municipalities": spoken.where.municipalities,
        "activity_type": types[0].hit.name if types else None,
        "date": found.value.first if found and found.value.exists else None,
    }


def _new_values(
    fresh: Message, label: Label | None, new: str, kind: str | None, mixed: bool, moving: bool,
    draft: Draft, project: Project, words: Vocabulary, today: date,
) -> dict[str, Any]:  # fmt: skip
    """The fields that are new, with their values."""
    if label and label.raw and new.strip():
        value, _, rest = new.partition(",") if label.field in ("responsible", "name", "role") else (new, "", "")
        more = peel(rest, words, today, True, "correction") if rest.strip() else None
        days = _new_days(more, None, draft, today) if more else {}
        return {label.field: value.strip(" .\"'"), **days}
    put_counts(fresh, draft)
    if label is None or label.field in ("amount", "vat"):
        paid = label.field == "amount" if label else kind in ("expense", "payment")
        put_money(fresh, draft, "expense" if paid and (not mixed or fresh.moneys) else "correction", project)
    values = {name: value for name, value in draft.values.items() if value is not None}
    if not mixed or (moving and fresh.days):
        unread = any(letter in "123456789" for letter in fresh.lexed.shape)
        elsewhere = _day_elsewhere(label, new, moving, draft, today) if unread or not fresh.days else {}
        values |= elsewhere or _new_days(fresh, label, draft, today)
    if label and label.counted and not values and (count := bare_amount(fresh.lexed)):
        number = count.value.amount
        if number == int(number) and number >= 0:
            field = "participants" if label.field in ("women", "men") else label.field
            values[field] = _counted(label.field, int(number))
    if fresh.email:
        values["email"] = fresh.email
    if fresh.phone:
        values["phone"] = fresh.phone
    if unknown := [number for number in fresh.goals if not project.goal(number)]:
        draft.ask("goals", "unknown_goal", f"delmål {unknown[0]}")
    elif fresh.goals:
        values["goals"] = tuple(fresh.goals)
    return values if mixed else values | _new_words(fresh, label, new, values, moving)


def _counted(field: str, count: int) -> Any:
    if field in ("women", "men"):
        return Heads(**{field: count})
    return Heads(total=count) if field == "participants" else count


def _new_words(fresh: Message, label: Label | None, new: str, values: dict[str, Any], moving: bool) -> dict[str, Any]:
    """What the words of the new part say: a place, a type, a category, a venue, that it is held or called off."""
    said: dict[str, Any] = {}
    if fresh.where.municipalities:
        said["municipalities"] = fresh.where.municipalities
    if fresh.where.place:
        said["place"] = fresh.where.place
    if label and label.field == "activity_type" and (types := fresh.about("type")):
        said["activity_type"] = types[0].hit.name
    categories = fresh.about("category") or fresh.about("external")
    if categories and ((label and label.field == "category") or not (values or said or label)):
        said["category"] = categories[0].hit.name
    if fresh.said:
        said["status"] = fresh.said
    if moving and not (values or said) and new[:1].isupper():
        said["place"] = new.strip(" .")
    return said


def _new_days(fresh: Message, label: Label | None, draft: Draft, today: date) -> dict[str, Any]:
    """The new day and time; a day without a year in both directions, since only the record knows which it is."""
    if label and label.field == "deadline" and fresh.days and fresh.deadline is None:
        fresh.deadline = fresh.days.pop()
    if fresh.days:
        fresh.days[:] = fresh.days[-1:]
    before = dict(draft.values)
    put_days(fresh, draft, "correction", today)
    values = {name: value for name, value in draft.values.items() if name not in before and value is not None}
    found = fresh.when
    if found is None:  # a time alone is no day
        values.pop("date", None)
    years = {
        name: _in_years(when.value, today) for name, when in (("date", found), ("deadline", fresh.deadline)) if when
    }
    years = {name: days for name, days in years.items() if days}
    return {**values, "in_years": years} if years else values


def _in_years(when: When, today: date) -> tuple[date, ...]:
    """The days that a day without a year may be, in the years around this one."""
    spans = (when.at(year) for year in range(today.year - 3, today.year + 4)) if when.at and when.exists else ()
    return tuple(span[0] for span in spans if span)


def _day_elsewhere(label: Label | None, new: str, moving: bool, draft: Draft, today: date) -> dict[str, Any]:
    """'byt datum på … till May 14': a date field, and more in it than our own rules read."""
    field = label.field if label else "date" if moving else ""
    if field not in ("date", "deadline"):
        return {}
    day = read_elsewhere(new.strip(), today, "past" if field == "date" and not moving else "future")
    if day:
        draft.assume(field, "other_reader", new.strip())
    return {field: day} if day else {}


def _shift(text: str, verb: str) -> Shift | None:
    """'en vecka', '14 dagar tidigare': how far to move."""
    found = _SHIFT.search(text)
    if not found:
        return None
    number = int(_SMALL.get(found["n"].lower(), 0) or found["n"])
    way = (found["way"] or "").lower()
    if verb in ("tidigarelägg", "flytta tillbaka") or way in ("bakåt", "tillbaka", "tidigare"):
        number = -number
    unit = found["unit"].lower()
    return Shift(months=number) if unit == "månad" else Shift(days=number * (7 if unit == "veck" else 1))
