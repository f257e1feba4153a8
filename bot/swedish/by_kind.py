"""The fields of one kind of record each: activity, expense, payment, contact, note."""

import re
from datetime import date
from decimal import Decimal

from bot.project import Project
from bot.reading import NoteType, Reason, Status
from bot.swedish.draft import Draft
from bot.swedish.leftovers import leftover
from bot.swedish.lexer import TAKEN
from bot.swedish.message import Message
from bot.swedish.payments import read_payer, said_of_paying
from bot.swedish.people import read_person
from bot.swedish.private import broken_email
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


def _contact(message: Message, draft: Draft, project: Project, words: Vocabulary, today: date) -> None:
    broken = broken_email(message.text) if message.email is None else None
    text = message.lexed.text.replace(broken, TAKEN * len(broken)) if broken else message.lexed.text
    person = read_person(text[message.first.rest :], words.place_names, _group_words(project), message.email or "")
    draft.values.update(name=person.name, role=person.role, organisation=person.organisation,
                        email=message.email, phone=message.phone)  # fmt: skip
    written = set(re.findall(r"[\w-]+", message.lowered))
    named = [group.name for group in project.target_groups if group.name.lower().split()[-1] in written]
    chosen = named or [mention.hit.name for mention in message.about("target")]
    draft.values["target_group"] = chosen[0] if chosen else None
    draft.values["participants"] = None
    _without_own_name(message, draft, words)
    if person.guessed:
        draft.assume("organisation", "after_name", person.organisation or "")
    if person.name is None:
        draft.ask("name", "no_name")
    elif person.others:
        draft.ask("name", "several_names", person.others)
    if broken:
        draft.ask("email", "broken_email", broken)


def _without_own_name(message: Message, draft: Draft, words: Vocabulary) -> None:
    """A person's name is no place ('Nora Ek'), and an organisation elsewhere is not asked about ('Arboga kommun')."""
    name, organisation = (draft.values["name"] or "").lower(), draft.values["organisation"] or ""
    rest = message.lowered.replace(name, "", 1)
    own = {
        hit.name
        for word in name.split()
        if word in words.place_names and word not in rest
        for hit in words.lookup(word)
    }
    draft.values["municipalities"] = tuple(m for m in message.where.municipalities if m not in own)
    draft.doubts = [d for d in draft.doubts if d.reason != "unknown_municipality" or d.text not in organisation]


def _group_words(project: Project) -> frozenset[str]:
    """The target groups' own names: as a part of a contact they are neither role nor organisation."""
    names = [group.name.lower() for group in project.target_groups]
    own = {word for group in project.target_groups for word in group.words if any(n.endswith(word) for n in names)}
    return frozenset({*own, *(part for name in names for part in name.split()), "företag", "potentiell"})


def _note(message: Message, draft: Draft, project: Project, words: Vocabulary, today: date) -> None:
    draft.values["description"] = leftover(
        message.lexed, [m.span() for m in _RESPONSIBLE.finditer(message.lexed.text)], message.first.rest
    )
    draft.values["title"] = draft.values["description"]
    draft.values["note_type"] = _NOTE_TYPES.get(message.first.word[:4], "note")


#: By how the first word begins: beslut, beslutades; avvikelse(r); att göra, todo, to do, uppgift.
_NOTE_TYPES: dict[str, NoteType] = {
    "besl": "decision", "avvi": "deviation", "att ": "todo", "todo": "todo", "to d": "todo", "uppg": "todo",
}  # fmt: skip


def _unknown(message: Message, draft: Draft, project: Project, words: Vocabulary, today: date) -> None:
    """A bare phrase is read as far as it goes."""


BY_KIND = {
    "activity": _activity, "expense": _expense, "payment": _payment, "contact": _contact, "note": _note,
    "unknown": _unknown,
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
