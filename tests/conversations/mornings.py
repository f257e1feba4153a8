"""What a plan's tests do and look for: a morning comes, and what has been said by then."""

import copy
from datetime import UTC, datetime

from handlers.playground import Exchange, Message
from tests.conversations.conftest import MAJA, Group, labels, text

SEMINAR = "branschseminarium vård 14 maj kl 9-12 i Kumla, anmälan senast 2 maj, ansvarig Maja"
INVITE, DEADLINE, LIST, EVE, AFTER = (4, 2), (4, 30), (5, 7), (5, 13), (5, 15)  # the mornings of its steps


def morning(group: Group, month: int, day: int, year: int = 2024) -> None:
    """It is eight o'clock in the morning there, and what is due has come."""
    group.clock.at = datetime(year, month, day, 7 if month in (1, 2, 3, 11, 12) else 6, 0, tzinfo=UTC)
    group.look()


def private(group: Group, who: str = MAJA) -> list[Message]:
    return group.slack.messages(group.slack.workspace.dm_of(who))


def plain(message: Message | None) -> str:
    assert message is not None
    return message.shown.replace("\u00a0", " ")


def last(group: Group, words: str, who: str = "") -> Message:
    """The latest message with these words in the channel, or privately to `who`."""
    there = private(group, who) if who else group.slack.messages()
    return [message for message in there if words in plain(message)][-1]


def times(group: Group, words: str, who: str = "") -> int:
    there = private(group, who) if who else group.slack.messages()
    return sum(words in plain(message) for message in there)


def offers(message: Message) -> list[str]:
    return labels(Exchange(status=200, seconds=0, message=message))


def planned(group: Group, line: str = SEMINAR) -> Exchange:
    answer = group.remind(line)
    assert "är planerad" in text(answer)
    return answer


def told(group: Group, words: str, who: str = MAJA) -> Message:
    """The latest of what the person sees with these words; waits for it: what was posted before may change first."""

    def found() -> Message | None:
        return next((each for each in reversed(group.answers(who)) if words in plain(each)), None)

    message = group.slack.wait_for(found)
    assert isinstance(message, Message)
    return copy.deepcopy(message)
