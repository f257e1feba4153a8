"""The fields of one kind of record each: activity, expense, payment, contact, note, correction."""

import re
from datetime import date
from decimal import Decimal

from bot.project import Project
from bot.reading import Heads, Reason, Status
from bot.swedish.contact import read_contact
from bot.swedish.draft import Draft
from bot.swedish.leftovers import leftover
from bot.swedish.lexer import TAKEN
from bot.swedish.message import Message
from bot.swedish.payments import read_payer, said_of_paying
from bot.swedish.vocabulary import Mention, Vocabulary


def _activity(message: Message, draft: Draft, project: Project, words: Vocabulary, today: date) -> None:
    kind = _activity_type(message)
    if kind:
        draft.values["activity_type"] = kind.hit.name
        text = message.lexed.source(kind.first, kind.last)
        if kind.hit.how == "slip":
            draft.assume("activity_type", "slip", text)
        else:
            draft.reasons.append(Reason(field="activity_type", code="word", text=text))
        if not message.goals:
            known = project.activity_type(kind.hit.name)
            draft.values["goals"] = known.goals if known else ()
    draft.values["status"] = _status(message, draft, today)
    draft.values["place"] = message.where.place
    draft.values["perspectives"] = tuple(dict.fromkeys(m.hit.name for m in message.about("perspective")))
    draft.values["organisation"] = _company(message)
    groups = [m.hit.name for m in message.about("target") if len(message.lexed.words[m.first]) > 2]
    draft.values["target_group"] = groups[0] if groups else None
    draft.values["title"] = _headed(leftover(message.lexed, _cut(message), message.first.rest))


def _headed(title: str | None) -> str | None:
    """The title without the preposition that it is left with: 'på frukostmötet' -> 'Frukostmötet'."""
    rest = _LEADING.sub("", title) if title else None
    return rest[0].upper() + rest[1:] if rest else title


_LEADING = re.compile(r"^(?:På|Vid|I|Med|Och|Till|Från|Under) (?=\w)")


def _activity_type(message: Message) -> Mention | None:
    """The type that is named first: what comes after is what it is about. A longer phrase beats its own words."""
    types = message.about("type")
    return min(types, key=lambda m: (m.first, -m.weight), default=None)


_CUT = re.compile(
    r"(?:(?:sista )?(?:anmälan|anmälningsdag|anmälningstid|anmäl (?:dig|er)|"
    r"o\.?s\.?a\.?)(?: är| till)?(?: senast| sista)?(?: den)?|senast)(?= ?\x01)"
    r"|(?:ställdes in|blev inställ[dt]a?|inställ[dt]a?|ställs in|är inställt?|varav|därav)(?!\w)"
)


def _cut(message: Message) -> list[tuple[int, int]]:
    """Characters that a title does without: places that stand in their own field, words for deadline and status."""
    spans = list(message.where.spans)
    if "nsvarig" in message.text or "@" in message.text:
        spans += [match.span() for match in _RESPONSIBLE.finditer(message.lexed.text)]
    masked = message.lowered
    for found in (message.deadline,) if message.deadline else ():
        start = message.lexed.starts[found.first]
        masked = masked[:start] + "\x01" * (len(masked) - start)
        spans += [match.span() for match in _CUT.finditer(masked)]
    spans += [match.span() for match in _CUT.finditer(message.lowered)]
    return spans


def _status(message: Message, draft: Draft, today: date) -> Status:
    said = message.said
    day: date | None = draft.values.get("date")
    if said == "cancelled":
        return "cancelled"
    if day and day > today:
        return "planned"
    if day and day < today and said != "planned":
        return "done"
    if said == "planned" or message.deadline is not None:
        return "planned"
    heads = message.counted.heads
    return "planned" if message.counted.registered is not None and heads is None and said is None else "done"


def _expense(message: Message, draft: Draft, project: Project, words: Vocabulary, today: date) -> None:
    _category(message, draft, project)
    draft.values["supplier"] = _supplier(message, words)
    draft.values["description"] = leftover(message.lexed, [], message.first.rest)
    if draft.values.get("amount") is None:
        draft.values["currency"] = None
        readings = []
        if message.distance:
            readings = [
                {"amount": (message.distance * project.mileage_kr_per_km).quantize(Decimal("0.01")), "currency": "SEK"}
            ]
        draft.ask("amount", "no_amount", "", *readings)
    if draft.values.get("category") is None and "covered_by_flat_rate" not in draft.flags:
        names = [category.name for category in project.cost_categories if category.logged]
        draft.ask("category", "no_category", "", *({"category": name} for name in names))


def _category(message: Message, draft: Draft, project: Project) -> None:
    """By the first word that names one; whoever is hired makes it external, and the flat rate covers its own."""
    named = sorted(message.about("category"), key=lambda m: (m.first, -m.weight))
    external = message.about("external")
    flat = message.about("flat")
    source = message.lexed.source
    if external:
        word = external[0]
        draft.values["category"] = project.external.category
        if any(m.hit.name != project.external.category for m in named):
            draft.flags.append("consultant_travel")
        draft.reasons.append(Reason(field="category", code="external", text=source(word.first, word.last)))
        return
    if flat and (not named or (named[0].first >= flat[0].first and flat[0].weight >= named[0].weight)):
        draft.flags.append("covered_by_flat_rate")
        draft.reasons.append(Reason(field="category", code="flat_rate", text=source(flat[0].first, flat[0].last)))
        return
    if named:
        word = named[0]
        draft.values["category"] = word.hit.name
        text = source(word.first, word.last)
        if word.hit.how == "slip":
            draft.assume("category", "slip", text)
        else:
            draft.reasons.append(Reason(field="category", code="word", text=text))


_COMPANY = re.compile(r"(?<![\w])(?:[A-ZÅÄÖ][\w&.'-]*\s){1,4}(?:AB|HB|KB|Ab|Aktiebolag|Ek\.? [Ff]ör\.?)(?![\w])")


_SELLER = re.compile(
    r"(?<!\w)(?:från|hos|av|via)\s+(?P<name>[A-ZÅÄÖ][\w&'-]*(?:\s+"
    r"(?:[A-ZÅÄÖ&][\w&'-]*|kommun|län|förlag|tryckeri|och(?=\s[A-ZÅÄÖ])))*)"
)


_AFTER_VALUE = re.compile(r"(?:\x01|[,:])\s*(?P<name>[A-ZÅÄÖ][\w&'-]+(?:\s+[A-ZÅÄÖ&][\w&'-]*)*)(?=\s*(?:[,.;)\x01]|$))")


def _masked(message: Message) -> str:
    """The text with what has been read blanked."""
    lexed = message.lexed
    parts = []
    for letter, start, end in zip(lexed.shape, lexed.starts, lexed.ends, strict=True):
        parts.append(TAKEN * (end - start) if letter == TAKEN else lexed.text[start:end])
    return "".join(parts)


def _company(message: Message) -> str | None:
    found = _COMPANY.search(_masked(message)) if any(form in message.text for form in _FORMS) else None
    return found.group() if found else None


_FORMS = ("AB", "Ab", "HB", "KB", "Aktiebolag", "Ek")


def _supplier(message: Message, words: Vocabulary) -> str | None:
    company = _company(message)
    if company:
        return company
    text = _masked(message)
    seller = _SELLER.search(text)
    if seller and seller["name"].lower() not in words.place_names:
        return seller["name"]
    after = _AFTER_VALUE.search(text)
    if after and after["name"].lower() not in words.place_names and not after["name"].isupper():
        return after["name"]
    return None


def _payment(message: Message, draft: Draft, project: Project, words: Vocabulary, today: date) -> None:
    if draft.values.get("amount") is None:
        draft.values["currency"] = None
        draft.ask("amount", "no_amount")
    payer = read_payer(message.lexed.text, [f.name for f in project.funders], _company(message), words.place_names)
    draft.values["organisation"] = payer.name
    spans = [*said_of_paying(message.lowered), *([payer.span] if payer.name else [])]
    draft.values["description"] = _headed(leftover(message.lexed, spans, message.first.rest))
    draft.values["municipalities"] = () if payer.funder else message.where.municipalities


def _note(message: Message, draft: Draft, project: Project, words: Vocabulary, today: date) -> None:
    draft.values["description"] = leftover(
        message.lexed, [m.span() for m in _RESPONSIBLE.finditer(message.lexed.text)], message.first.rest
    )
    draft.values["title"] = draft.values["description"]


def _reference(message: Message, draft: Draft, project: Project, words: Vocabulary, today: date) -> None:
    """A correction or a removal: its new values, and what it speaks of in the title."""
    kind = _activity_type(message)
    draft.values["activity_type"] = kind.hit.name if kind else None
    draft.values["title"] = leftover(
        message.lexed, [m.span() for m in _NOW_FOR.finditer(message.lowered)], message.first.rest
    )
    draft.values["email"], draft.values["phone"] = message.email, message.phone
    count = _NEW_COUNT.search(message.lexed.shape)
    if count and message.counted.heads is None and "deltagar" in message.lowered:
        draft.values["participants"] = Heads(total=message.lexed.number(count.start("n")))
    name = _OF_WHOM.search(message.lexed.text)
    draft.values["name"] = name["name"] if name and (message.email or message.phone) else None
    if message.said == "cancelled":
        draft.values["status"] = "cancelled"


_NEW_COUNT = re.compile(r"t (?P<n>[1-4])(?=$|[,.;])")
_NOW_FOR = re.compile(r"(?<!\w)nu (?:till|på|för|i)(?!\w)")


_OF_WHOM = re.compile(r"(?<!\w)(?:på|för|till|hos)\s+(?P<name>[A-ZÅÄÖÉ][\w'-]+(?:\s+[A-ZÅÄÖÉ][\w'-]+)+)")


def _unknown(message: Message, draft: Draft, project: Project, words: Vocabulary, today: date) -> None:
    """A bare phrase is read as far as it goes."""


BY_KIND = {
    "activity": _activity, "expense": _expense, "payment": _payment, "contact": read_contact, "note": _note,
    "correction": _reference, "removal": _reference, "unknown": _unknown,
}  # fmt: skip


_RESPONSIBLE = re.compile(
    r"(?<!\w)ansvarig(?:e|a)?:? (?:är )?@?(?P<name>[A-ZÅÄÖÉ][\w'-]+"
    r"(?: [A-ZÅÄÖÉ][\w'-]+)?)|(?<![\w.])@(?P<at>[^\W\d_][\w.'-]*[\w])"
)


def responsible(message: Message) -> str | None:
    if "@" not in message.text and "ansvarig" not in message.lowered:
        return None
    match = _RESPONSIBLE.search(message.lexed.text)
    name = (match["name"] or match["at"]) if match else None
    return None if name in ("channel", "here", "everyone") else name  # a call to everybody is nobody's duty
