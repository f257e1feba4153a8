"""Every chosen conversation goes the same in Slack and in Teams."""

from collections.abc import Callable

import pytest

from tests.both.conversations import CONVERSATIONS
from tests.both.place import Place


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda each: each.__name__)
def test_it_goes_the_same(place: Place, conversation: Callable[[Place], None]) -> None:
    conversation(place)
