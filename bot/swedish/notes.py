"""Decisions, deviations, things to do: the words as they were written, and what belongs beside them.

A note is its text. Only what stands at its edge and has a field of its own is taken out: the day, the last day,
who is responsible. What is said within ('nästa möte hålls 12 april kl 13') is left as it is.
"""

import re
from datetime import date

from bot.project import Project
from bot.reading import NoteType
from bot.swedish.draft import Draft
from bot.swedish.message import Message
from bot.swedish.slips import dotless
from bot.swedish.vocabulary import Vocabulary

RESPONSIBLE = re.compile(
    r"(?<!\w)[Aa]nsvarig(?:e|a)?:? (?:är )?@?(?P<name>[A-ZÅÄÖÉ][\w'-]+"
    r"(?: [A-ZÅÄÖÉ][\w'-]+)?)|(?<![\w.])@(?P<at>[^\W\d_][\w.'-]*[\w])"
)
#: By how the first word begins: beslut, beslutades; avvikelse(r); att göra, todo, to do, uppgift.
_TYPES: dict[str, NoteType] = {
    "besl": "decision", "avvi": "deviation", "att ": "todo", "todo": "todo", "to d": "todo", "uppg": "todo",
}  # fmt: skip
#: 'beslut att fatta: …', 'beslut behövs om …'
_TO_TAKE = re.compile(r"(?i)(?:att (?:ta|fatta|ta ställning till)|behövs|krävs|saknas)(?!\w)")
_UNDECIDED = frozenset(dotless(words) for words in ("att besluta", "ska beslutas", "öppet beslut"))
_ABOUT = re.compile(
    r"(?i)^(?:(?:att (?:ta|fatta|ta ställning till)|behövs|krävs|saknas)\s*:?\s*)?(?:(?:om|kring|angående) )?"
)
_RECENT = 60  # days back: what is noted today was hardly decided before that, unless the year is written
_LEADS_TO_DAY = re.compile(
    r"(?i)(?<!\w)(?:(?:ska vara |vara )?(?:klart?|åtgärda[dt]|beslutat|gjort)|senast|sista dag(?:en)?|deadline|före|innan|till|den|i|på)[ :]*$"
)
_MARGIN = " \t\n.,;:–—-"


def read_note(message: Message, draft: Draft, project: Project, words: Vocabulary, today: date) -> None:
    kind, undecided = _type(message)
    waits = kind == "todo" or undecided
    draft.doubts[:] = [doubt for doubt in draft.doubts if doubt.reason == "impossible_date"]
    if not waits and not _is_its_day(message, today):
        for name in ("date", "end_date", "time", "end_time"):
            draft.values.pop(name, None)
        draft.assumed[:] = [name for name in draft.assumed if name != "date"]
        draft.reasons[:] = [reason for reason in draft.reasons if reason.field != "date"]
    text = _without_edges(message, waits or "date" in draft.values)
    if undecided:
        text = _ABOUT.sub("", text, count=1)
    draft.values["description"] = draft.values["title"] = text[:1].upper() + text[1:] if text else None
    draft.values["note_type"] = kind
    if message.responsible.others:  # nobody is dropped in silence
        others = (name[:1].upper() + name[1:] for name in message.responsible.others)
        draft.assume("responsible", "one_responsible", ", ".join(others))
    draft.values["undecided"] = undecided


def _type(message: Message) -> tuple[NoteType, bool]:
    """What sort of note its first word makes it, and whether it is a decision that is still to be taken."""
    word = message.first.word
    if dotless(word) in _UNDECIDED or word.startswith("besluts"):
        return "decision", True
    kind = _TYPES.get(word[:4], "note")
    return kind, kind == "decision" and _TO_TAKE.match(message.text, message.first.rest) is not None


def _is_its_day(message: Message, today: date) -> bool:
    """Whether a day is when it was decided or happened, and not what the decision is about."""
    found, text = message.when, message.text
    if found is None or found.value.grain not in ("day", "days") or found.value.first > today:
        return False
    heads = not text[message.first.rest : message.lexed.starts[found.first]].strip(_MARGIN)  # 'beslut 4/3: …'
    recent = (today - found.value.first).days <= _RECENT
    return heads or recent or str(found.value.first.year) in text


def _without_edges(message: Message, dated: bool) -> str:
    """The text as written, without what has a field of its own at its beginning or end."""
    text, first = message.text, message.first.rest
    last = len(text)
    spans = [*message.responsible.spans] or [match.span() for match in RESPONSIBLE.finditer(message.lexed.text)]
    days = [message.deadline, *([message.when] if dated else [])]
    for found in days:  # 'nästa vecka' behind who is responsible is the last day, and no part of the text
        ends = found is not None and any(message.lexed.starts[found.first] - end <= 1 for _, end in spans)
        if found is not None and (found.value.grain in ("day", "days") or ends):
            start, end = message.lexed.starts[found.first], message.lexed.ends[found.last - 1]
            while lead := _LEADS_TO_DAY.search(text, first, start):
                start = lead.start()
            spans.append((start, end))
    while True:
        while first < last and text[last - 1] in _MARGIN:
            last -= 1
        while first < last and text[first] in _MARGIN:
            first += 1
        edge = next(
            ((s, e) for s, e in spans if s < e and (e == last or s == first) and first <= s and e <= last), None
        )
        if edge is None:
            return text[first:last]
        first, last = (edge[1], last) if edge[0] == first else (first, edge[0])
