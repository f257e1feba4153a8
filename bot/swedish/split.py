"""Several records in one message: by line, by semicolon, and where amounts belong to different things."""

import re
from bisect import bisect_left
from itertools import pairwise

from bot.swedish.counts import COUNTS, read_counts
from bot.swedish.kinds import first_word, is_meeting
from bot.swedish.lexer import TAKEN, Lexed
from bot.swedish.measures import DISTANCE, read_distance
from bot.swedish.money import read_money
from bot.swedish.particulars import ADDRESS_WORDS, LABELS
from bot.swedish.private import take_addresses

#: A line, a semicolon, or another thing to do: '… och ta bort utgift 7'.
_LINE = re.compile(
    r"\n+|;\s+|,? (?:och|samt) (?=(?i:ta bort|ändra|flytta|rätta|byt|ställ in|radera|ångra|stryk) )"
    r"|, (?=(?i:ta bort|ändra|flytta|rätta|byt|ställ in|radera|ångra|stryk) )"
)
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+(?=\D)")
_CUT = re.compile(r",(?= )| &(?= )| ?\+(?= (?!μ))|;|\.(?= w)")


def pieces(text: str) -> list[str]:
    """The message's parts that may each be a record: its lines, without bullets."""
    if "\n" not in text and ";" not in text and not _LINE.search(text):
        return [text]
    parts = [_BULLET.sub("", part).strip() for part in _LINE.split(text)]
    parts = [part for part in parts if any(c.isalnum() for c in part)]
    if len(parts) > 1 and _is_one_contact(parts):
        return [", ".join(parts)]
    return parts or [text]


def _is_one_contact(parts: list[str]) -> bool:
    """'Kontakt: Bo Ek; vd; Nora Svets AB; bo@svets.example': one person's particulars, each in a part of its own.

    Parts that have commas of their own, figures that are no address, or something held are records themselves;
    so is what stands below 'kontakter'.
    """
    if all(map(_LABELLED.match, parts)):
        return any(map(_NAMED.match, parts))
    first = first_word(parts[0])
    card = first.rest >= len(parts[0]) and "," not in parts[1]  # lines below 'kontakt', the first of them a name
    alike = (_is_particular(part if not card else part.replace(",", "")) for part in parts[1:])
    return first.kind == "contact" and not first.word.endswith("er") and all(alike)


def _is_particular(part: str) -> bool:
    plain = take_addresses(part)[0]
    words = plain.replace(TAKEN, " ").split()
    if first_word(part).kind is not None and not _LABELLED.match(part):
        return False
    return (
        len(words) <= 6
        and "," not in part
        and not any(c.isdigit() for c in plain)
        and not any(is_meeting(word.lower()) for word in words)
    )


_LABELLED = re.compile(rf"(?i)(?:{'|'.join((*LABELS, *ADDRESS_WORDS))}) ?[:=]")
_NAMED = re.compile(r"(?i)namn|kontaktperson")


def by_amount(text: str) -> list[str]:
    """One part for each amount that has a thing of its own: 'tåg 312 kr och hotell 890 kr'; else the whole."""
    lexed = Lexed(text)
    original = lexed.shape
    moneys = read_money(lexed)
    if len(moneys) < 2 or _SUM.search(text):
        return [text]
    cuts = [0]
    for before, after in pairwise(moneys):
        cut = _CUT.search(original, before.last - 1, after.first)
        if cut is None:
            return [text]
        cuts.append(cut.end())
    cuts.append(len(original))
    read_counts(lexed)
    lexed.take(0, bisect_left(lexed.starts, first_word(text).rest))
    if any(not _says_something(lexed, first, last) for first, last in pairwise(cuts)):
        return [text]
    return [_alone(lexed.source(first, last)) for first, last in pairwise(cuts)]


_SUM = re.compile(
    r"(?i)\b(?:totalt|summa|sammanlagt|tillsammans|varav|moms(?:en)? (?!\d{1,2}(?:/\d| ?(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)))\d|kr moms|budget)\b"
)


def _has_thing(part: str) -> bool:
    """Whether a part names something besides its figures and the word that says what sort of message it is."""
    part = part.strip()
    lexed = Lexed(part[first_word(part).rest :])
    read_money(lexed)
    read_counts(lexed)
    return _says_something(lexed, 0, len(lexed.shape))


def _says_something(lexed: Lexed, first: int, last: int) -> bool:
    return any(
        lexed.shape[i] == "w" and len(lexed.words[i]) > 2 and lexed.words[i] not in ("samt", "plus")
        for i in range(first, last)
    )


def cost_of_activity(text: str) -> tuple[str, str] | None:
    """'frukostmöte anordnare 12 pers, fika 540 kr': what was held and, in a clause of its own, what it cost."""
    clauses = [clause for clause in re.split(r"[,.;] (?=\D)|(?<=\w) - ", text) if clause.strip()]
    cost: list[str] = []
    rest: list[str] = []
    for clause in clauses:
        lexed = Lexed(clause)
        (cost if read_money(lexed) or read_distance(lexed) else rest).append(clause)
    if len(cost) != 1 or not rest or not _has_thing(cost[0]):
        return None
    return ", ".join(rest), cost[0]


#: A clause that says itself that it is a cost: 'nyhetsbrev 12 mars, 410 mottagare, utgift 900 kr utskick'.
_COST_CLAUSE = re.compile(r"(?<=[\w.)])(?:[,.;] ?| - )(?:och )?(?=(?:utgift(?!er)|utlägg|kostnad)\b:?)", re.I)


def clause_of_cost(text: str) -> tuple[str, str] | None:
    """What was held, and the last clause where that begins with 'utgift' and names what was bought."""
    *_, cut = [None, *_COST_CLAUSE.finditer(text)]
    if cut is None:
        return None
    held, cost = text[: cut.start()].strip(), text[cut.end() :].strip()
    return (held, cost) if read_money(Lexed(cost)) and not read_money(Lexed(held)) and _has_thing(cost) else None


_COST_BEGINS = re.compile(r"(?<=[\w.)]) (?:\(?(?:utgift|kostnad|utlägg|kostade|kostnaden)\b:?)", re.I)


def by_distance(text: str) -> list[str]:
    """'körde till Laxå, 9,4 mil och parkering 40 kr': the drive and what else was paid; else the whole."""
    lexed = Lexed(text)
    original = lexed.shape
    moneys = [(found.first, found.last) for found in read_money(lexed)]
    driven = DISTANCE.search(lexed.shape)
    if not driven or len(moneys) != 1:
        return [text]
    (first, last), (start, end) = moneys[0], driven.span()
    cut = _CUT.search(original, min(last, end) - 1, max(first, start))
    parts = [text[: lexed.ends[cut.end() - 1]], text[lexed.ends[cut.end() - 1] :]] if cut else [text]
    return [_alone(part) for part in parts] if all(map(_has_thing, parts)) else [text]


def _alone(part: str) -> str:
    """A part without what joined it to the next: 'tåg 312 kr och'."""
    return part.strip(" ,;&+").removesuffix(" och").removesuffix(" samt")


def named_cost(text: str) -> tuple[str, str] | None:
    """'seminarium solel 12/3 utgift 400 kr fika': cut before the word for a cost that a held activity goes before."""
    found = _COST_BEGINS.search(text)
    if found is None or "," in text[found.start() - 1 : found.start()]:
        return None
    held, cost = text[: found.start()].strip(" ,.;"), text[found.start() :].strip(" ()")
    return (held, cost) if held and read_money(Lexed(cost)) else None


def cost_after_heads(text: str, costs: list[tuple[int, int]]) -> tuple[str, str] | None:
    """'seminarium solel 12/3 32 deltagare fika 400 kr': cut after the heads, where a cost and its amount follow.

    `costs`: first and last character of each word that names a cost.
    """
    lexed = Lexed(text)
    moneys = [(lexed.starts[found.first], lexed.ends[found.last - 1]) for found in read_money(lexed)]
    heads = [lexed.ends[found.last - 1] for found in COUNTS.read(lexed, None)]
    if len(moneys) != 1 or not heads:
        return None
    start, end = moneys[0]
    for first, last in costs:
        before = [ends for ends in heads if ends <= min(first, start)]
        near = first - end if first > start else start - last
        if before and near <= _NEAR:
            cut = min(first, start)
            return text[:cut].rstrip(" ,.;+&"), text[cut:].strip()
    return None


_NEAR = 30  # characters between a cost's word and its amount: 'fika till alla 400 kr'
