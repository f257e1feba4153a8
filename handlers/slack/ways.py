"""The ways in which one answer can be sent, the next for when Slack does not take the one before.

Docs: 'Data visualization block'. Where the rollout of charts has not come, a message with one is refused as
`invalid_blocks`; the body of an acknowledgement is refused without a word, so an answer with one goes by a call.
"""

from collections.abc import Iterator
from typing import Any

from bot.reply import Reply
from handlers.failure import undrawn
from handlers.slack.chart import KINDS
from handlers.slack.draw import message, text_only

Json = dict[str, Any]

BLOCK_ERRORS = {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "block_mismatch"}


def drawn(reply: Reply, *, charts: bool = True) -> Json:
    """The message, or its text alone when it cannot be drawn: what it tells of is done all the same."""
    try:
        return message(reply, charts=charts)
    except Exception as error:  # an answer must come
        undrawn(error)
        return text_only(reply)


def ways(reply: Reply) -> Iterator[Json]:
    """As it should be; without charts where it has any, their figures in words; as text alone."""
    first = drawn(reply)
    yield first
    if has_chart(first):
        yield drawn(reply, charts=False)
    yield text_only(reply)


def has_chart(payload: Json) -> bool:
    """Whether Slack may refuse it for the kinds of blocks that it does not have everywhere yet."""
    return any(block["type"] in KINDS for block in payload.get("blocks") or ())
