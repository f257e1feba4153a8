"""A Reply as an Adaptive Card 1.5 for Microsoft Teams.

What stands in a card is valid against the schema of Adaptive Cards 1.5 as it is published: Teams' own additions (charts,
its full width) are not there, so that a card looks alike wherever it is shown. A part is drawn title, text and facts, a
line each, since two columns break words on a phone.
"""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, Never

from microsoft_teams.cards.core import AdaptiveCard, CardElement

from bot.reply import Fact, Form, Reply
from bot.signs import clean
from handlers.cutting import cut
from handlers.teams.chart import chart
from handlers.teams.elements import NOTHING, Text, actions, lines, note, paragraph, spoken, text
from handlers.teams.fields import Value
from handlers.teams.form import form as drawn_form
from handlers.teams.limits import MESSAGE, SUMMARY, fitting, weight
from handlers.teams.table import table

Json = dict[str, Any]

CARD = "application/vnd.microsoft.card.adaptive"

_PLAIN = 10_000  # characters of an answer without its card

_UNSHOWN = "Den här versionen av Teams kan inte visa kortet. Uppdatera appen eller öppna Teams i webbläsaren."
_AROUND = 2_000  # bytes for what stands around a card's body, its summary among them
_RESERVED = 800  # and for what is said of what is left out
_NONE: Mapping[str, Never] = {}


def message(reply: Reply) -> Json:
    """The activity that says it: `summary`, which is the notification, and the card."""
    return activity(card(reply), reply.plain())


def activity(drawn: Json, plain: str) -> Json:
    """A message with a card; `plain` is what the notification says."""
    summary = cut(clean(spoken(plain[: 2 * SUMMARY])).strip(), SUMMARY) or NOTHING
    return {"type": "message", "summary": summary, "attachments": [{"contentType": CARD, "content": drawn}]}


def as_text(reply: Reply) -> Json:
    """The same without a card, for when it cannot be drawn or is not taken."""
    return {"type": "message", "textFormat": "plain", "text": cut(clean(spoken(reply.plain())), _PLAIN) or NOTHING}


def card(reply: Reply) -> Json:
    """The Adaptive Card, within Teams' limit: what does not fit is left out from the end, whole, and counted."""
    after = list(_buttons(reply, MESSAGE // 2))
    room = MESSAGE - _AROUND - weight(after)
    head = _card(reply, room)
    return _whole([*head, *_parts(reply, room - weight(head), bool(head)), *after])


def form_card(form: Form, problems: Mapping[str, str] = _NONE, filled: Mapping[str, Value] = _NONE) -> Json:
    """The form as a card: `problems` stand at their fields, and what was `filled` in stands in them."""
    return _whole(drawn_form(form, problems, filled, MESSAGE - _AROUND))


def _whole(body: list[CardElement]) -> Json:
    drawn = AdaptiveCard(version="1.5", body=body or [text((NOTHING, False))], fallback_text=_UNSHOWN, lang="sv")
    return drawn.model_dump(mode="json", exclude_none=True)


def _card(reply: Reply, room: int) -> list[CardElement]:
    """A part without its buttons, in `room` bytes: what does not fit is left out from the end, and counted."""
    room -= _RESERVED
    above = [
        *paragraph(reply.title, bold=True, heading=True),
        *chain.from_iterable(map(paragraph, reply.text)),
        *chain.from_iterable(map(_fact, reply.facts)),
    ]
    found: list[CardElement] = list(fitting(above, room))
    left = len(above) - len(found)
    if reply.chart:
        found += chart(reply.chart, room - weight(found))
    if reply.table:
        found += table(reply.table, room - weight(found))
    if reply.form:
        found += drawn_form(reply.form, reply.problems, _NONE, room - weight(found))
    wrong = {} if reply.form else reply.problems
    below = [
        *chain.from_iterable(paragraph(each, color="Attention") for each in wrong.values()),
        *chain.from_iterable(paragraph(each, subtle=True, small=True) for each in reply.notes),
    ]
    kept = fitting(below, room - weight(found))
    left += len(below) - len(kept)
    return [*found, *kept, *([note(f"… och {left} rader till.")] if left else [])]


def _parts(reply: Reply, room: int, below: bool) -> Iterator[CardElement]:
    """The parts that fit, each under a line; how many did not. `below`: whether something stands over them."""
    flat = [piece for part in reply.parts for piece in _flat(part)]
    for index, part in enumerate(flat):
        drawn = [*_card(part, MESSAGE // 2), *_buttons(part, MESSAGE // 4)]
        if drawn and (below or index) and not (index and _is_heading(flat[index - 1])):
            drawn[0] = drawn[0].model_copy(update={"separator": True, "spacing": "Medium"})
        room -= weight(drawn)
        if room < _RESERVED:
            yield note(f"… och {len(flat) - index} till.")
            return
        yield from drawn


def _buttons(reply: Reply, room: int) -> Iterator[CardElement]:
    drawn = list(actions(reply.buttons))
    kept = fitting(drawn, room)
    yield from kept
    if left := sum(len(each.actions or ()) for each in drawn[len(kept) :]):
        yield note(f"… och {left} knappar till.")


def _is_heading(part: Reply) -> bool:
    """Whether it only names what follows it."""
    return part == Reply(title=part.title)


def _flat(part: Reply) -> Iterator[Reply]:
    """A part and the parts within it, one after the other."""
    yield part
    for inner in part.parts:
        yield from _flat(inner)


def _fact(fact: Fact) -> Iterator[Text]:
    said, named = lines(fact.value), " ".join(lines(fact.label))
    if named and said:
        yield text((f"{named}:", True), (f" {said[0]}", False), spacing="Small")
        said = said[1:]
    elif named:
        yield text((f"{named}:", True), spacing="Small")
    yield from (text((line, False), spacing="None") for line in said)
