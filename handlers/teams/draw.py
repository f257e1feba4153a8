"""A Reply as an Adaptive Card 1.5 for Microsoft Teams.

What stands in a card is valid against the schema of Adaptive Cards 1.5 as it is published: Teams' own additions (charts,
its full width) are not there, so that a card looks alike wherever it is shown. A part is drawn title, text and facts, a
line each, since two columns break words on a phone.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from microsoft_teams.cards.core import AdaptiveCard, CardElement

from bot.reply import Fact, Reply
from bot.signs import clean
from handlers.cutting import cut
from handlers.teams.elements import NOTHING, Text, actions, lines, paragraph, text
from handlers.teams.limits import MESSAGE, SUMMARY, weight

Json = dict[str, Any]

CARD = "application/vnd.microsoft.card.adaptive"

_UNSHOWN = "Den här versionen av Teams kan inte visa kortet. Uppdatera appen eller öppna Teams i webbläsaren."
_AROUND = 1_200  # bytes for what stands around a card's body, its summary among them


def message(reply: Reply) -> Json:
    """The activity that says it: `summary`, which is the notification, and the card."""
    return activity(card(reply), reply.plain())


def activity(drawn: Json, plain: str) -> Json:
    """A message with a card; `plain` is what the notification says."""
    summary = cut(clean(plain[: 2 * SUMMARY]), SUMMARY) or NOTHING
    return {"type": "message", "summary": summary, "attachments": [{"contentType": CARD, "content": drawn}]}


def card(reply: Reply) -> Json:
    """The Adaptive Card, within Teams' limit: parts that do not fit are left out from the end, whole, and counted."""
    after = list(actions(reply.buttons))
    room = MESSAGE - _AROUND - weight(after)
    head = list(_card(reply))
    body = [*head, *_parts(reply, room - weight(head), bool(head)), *after]
    return _whole(body)


def _whole(body: list[CardElement]) -> Json:
    drawn = AdaptiveCard(version="1.5", body=body or [text((NOTHING, False))], fallback_text=_UNSHOWN, lang="sv")
    return drawn.model_dump(mode="json", exclude_none=True)


def _card(reply: Reply) -> Iterator[CardElement]:
    yield from paragraph(reply.title, bold=True, heading=True)
    yield from chain.from_iterable(paragraph(each) for each in reply.text)
    yield from chain.from_iterable(_fact(each) for each in reply.facts)
    yield from chain.from_iterable(paragraph(each, color="Attention") for each in reply.problems.values())
    yield from chain.from_iterable(paragraph(each, subtle=True, small=True) for each in reply.notes)


def _parts(reply: Reply, room: int, below: bool) -> Iterator[CardElement]:
    """The parts that fit, each under a line; how many did not. `below`: whether something stands over them."""
    flat = [piece for part in reply.parts for piece in _flat(part)]
    for index, part in enumerate(flat):
        drawn = [*_card(part), *actions(part.buttons)]
        if drawn and (below or index) and not (index and _is_heading(flat[index - 1])):
            drawn[0] = drawn[0].model_copy(update={"separator": True, "spacing": "Medium"})
        room -= weight(drawn)
        if room < 0:
            yield text((f"… och {len(flat) - index} till.", False), subtle=True, small=True)
            return
        yield from drawn


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
