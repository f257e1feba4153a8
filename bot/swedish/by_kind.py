"""The fields of one kind of record each."""

import re
from datetime import date
from decimal import Decimal

from bot.project import Project
from bot.reading import Reason, Status
from bot.swedish.contact import read_contact
from bot.swedish.draft import Draft
from bot.swedish.indicators import read_indicator, read_measurement
from bot.swedish.leftovers import leftover
from bot.swedish.lexicon import LEXICON
from bot.swedish.message import Message
from bot.swedish.money import bare_amount
from bot.swedish.notes import RESPONSIBLE, read_note
from bot.swedish.payments import read_payer, said_of_paying, unnamed_payer
from bot.swedish.suppliers import company as _company
from bot.swedish.suppliers import supplier
from bot.swedish.titles import cut, described, headed
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
    if message.responsible.others:
        others = (name[:1].upper() + name[1:] for name in message.responsible.others)
        draft.assume("responsible", "one_responsible", ", ".join(others))
    if message.own_steps:
        draft.reasons.append(Reason(field="", code="own_steps"))
    draft.values["place"] = message.where.place
    draft.values["perspectives"] = tuple(dict.fromkeys(m.hit.name for m in message.about("perspective")))
    draft.values["organisation"] = _company(message)
    groups = [m.hit.name for m in message.about("target") if len(message.lexed.words[m.first]) > 2]
    draft.values["target_group"] = groups[0] if groups else None
    draft.values["title"] = headed(leftover(message.lexed, _cut(message), message.first.rest))


def _activity_type(message: Message) -> Mention | None:
    """The type that is named first: what comes after is what it is about. A longer phrase beats its own words."""
    tokens = message.lexed.words
    types = [m for m in message.about("type") if tokens[max(0, m.first - 4) : m.first] != _TOGETHER]
    return min(types, key=lambda m: (m.first, -m.weight), default=None)


_TOGETHER = ["tillsammans", " ", "med", " "]


def _cut(message: Message) -> list[tuple[int, int]]:
    """Characters that a title does without."""
    spans = cut(message)
    if "nsvarig" in message.text or "@" in message.text:
        spans += message.responsible.spans or [match.span() for match in RESPONSIBLE.finditer(message.lexed.text)]
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
    if said == "planned" or message.deadline is not None or message.repeat is not None:
        return "planned"
    heads = message.counted.heads
    return "planned" if message.counted.registered is not None and heads is None and said is None else "done"


def _expense(message: Message, draft: Draft, project: Project, words: Vocabulary, today: date) -> None:
    draft.values["supplier"] = paid_to = supplier(message, words)
    draft.values["belongs_to"] = message.belongs_to
    _category(message, draft, project, paid_to)
    if message.distance and draft.values.get("category") is None and not draft.flags:
        draft.values["category"] = next((hit.name for hit in words.lookup("milersättning")), None)
    if _counts_things(message):
        draft.values["participants"] = None
        draft.doubts[:] = [doubt for doubt in draft.doubts if doubt.field != "participants"]
    _further_amount(message, draft)
    draft.values["description"] = described(leftover(message.lexed, _vat_words(message), message.first.rest))
    if draft.values.get("amount") is None:
        draft.values["currency"] = None
        readings = []
        if message.distance and not _OTHERS_CAR.search(message.lowered):
            readings = [
                {"amount": (message.distance * project.mileage_kr_per_km).quantize(Decimal("0.01")), "currency": "SEK"}
            ]
        draft.ask("amount", "no_amount", "", *readings)
    if draft.values.get("category") is None and "covered_by_flat_rate" not in draft.flags:
        names = [category.name for category in project.cost_categories if category.logged]
        draft.ask("category", "no_category", "", *({"category": name} for name in names))


_OTHERS_CAR = re.compile(r"(?<!\w)(?:tjänste|pool|hyr|låne|firma)bil")  # not one's own: no allowance


def _vat_words(message: Message) -> list[tuple[int, int]]:
    """Where 'moms' stands beside amounts, in characters: a description does without."""
    lexed = message.lexed
    found = [i for i, word in enumerate(lexed.words) if word in ("moms", "momsen")] if message.moneys else []
    return [(lexed.starts[i], lexed.ends[i]) for i in found]


def _counts_things(message: Message) -> bool:
    """Whether what is counted is bought: 'broschyrer 500 st', beside no word for people."""
    words = message.lexed.words
    if "st" not in words and "stycken" not in words:
        return False
    return {word for word in words if LEXICON.get(word, ("", None))[0] in tuple("CKA")} <= {"st", "stycken"}


def _further_amount(message: Message, draft: Draft) -> None:
    """'tåg 312 och buss 45 kr': the number without its 'kr' beside a word for a cost is asked about."""
    amount = draft.values.get("amount")
    bare = bare_amount(message.lexed, take=False, lone=True) if message.moneys else None
    if bare is None or amount is None or any(doubt.field == "amount" for doubt in draft.doubts):
        return
    costs = (*message.about("category"), *message.about("flat"))
    if any(mention.last == bare.first - 1 for mention in costs):
        other = bare.value.amount
        draft.ask("amount", "several_amounts", "", {"amount": amount + other}, {"amount": amount}, {"amount": other})


def _category(message: Message, draft: Draft, project: Project, paid_to: str | None) -> None:
    """By the first word that names one; whoever is hired makes it external, and the flat rate covers its own.

    A word of the supplier's name decides only where no other does: 'Elite Stora Hotellet, lokal'.
    """
    named = sorted(message.about("category"), key=lambda m: (m.first, -m.weight))
    begin = message.lexed.text.find(paid_to) if paid_to else -1
    end = begin + len(paid_to or "")
    named = [m for m in named if not begin <= message.lexed.starts[m.first] < end] or named
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


def _payment(message: Message, draft: Draft, project: Project, words: Vocabulary, today: date) -> None:
    if draft.values.get("amount") is None:
        draft.values["currency"] = None
        draft.ask("amount", "no_amount")
    payer = read_payer(message.lexed.text, project.funders, _company(message), words.place_names)
    said, funders = unnamed_payer(message.lexed.text, project.funders) if payer.name is None else ((0, 0), [])
    if funders:
        names = [f"{name} kommun" for name in message.where.municipalities] or funders
        written = message.lexed.text[slice(*said)]
        draft.ask("organisation", "which_payer", written, *({"organisation": name} for name in names))
    draft.values["organisation"] = payer.name
    spans = [*said_of_paying(message.lowered), payer.span if payer.name else said]
    draft.values["description"] = headed(leftover(message.lexed, spans, message.first.rest))
    draft.values["municipalities"] = () if payer.funder else message.where.municipalities


def _unknown(message: Message, draft: Draft, project: Project, words: Vocabulary, today: date) -> None:
    """A bare phrase is read as far as it goes."""


BY_KIND = {
    "activity": _activity, "expense": _expense, "payment": _payment, "contact": read_contact, "note": read_note,
    "measurement": read_measurement, "indicator": read_indicator, "unknown": _unknown,
}  # fmt: skip


def responsible(message: Message) -> str | None:
    """Who is responsible, as written; in a contact, too, where it may be the person's role."""
    if message.responsible.name:
        return message.responsible.name
    if "@" not in message.text and "ansvarig" not in message.lowered:
        return None
    match = RESPONSIBLE.search(message.lexed.text)
    name = (match["name"] or match["at"]) if match else None
    return None if name in ("channel", "here", "everyone") else name  # a call to everybody is nobody's duty
