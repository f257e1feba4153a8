"""What people type is escaped and dressed as Slack does it."""

from __future__ import annotations

import pytest

from handlers.playground.text import Dresser

from .kit import ANNA, BO, PEOPLE

DRESSER = Dresser(PEOPLE, "C1", "yh-samverkan")


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("A & B <c>", "A &amp; B &lt;c&gt;"),
        ("a.b@exempel.se", "<mailto:a.b@exempel.se|a.b@exempel.se>"),
        ("se https://exempel.se/a?b=1&c=2.", "se <https://exempel.se/a?b=1&amp;c=2>."),
        ("(www.exempel.se)", "(<http://www.exempel.se|www.exempel.se>)"),
        ("hej @anna", f"hej <@{ANNA}|anna>"),
        ("@Anna Berg och @bo", f"<@{ANNA}|anna> och <@{BO}|bo>"),
        ("@annan", "@annan"),
        ("i #yh-samverkan", "i <#C1|yh-samverkan>"),
        ("@here", "<!here>"),
        (f"<@{ANNA}> redan", f"<@{ANNA}> redan"),
        ("1 < 2 @bo > 1", f"1 &lt; 2 <@{BO}|bo> &gt; 1"),
    ],
)
def test_the_text_of_a_command(typed: str, sent: str) -> None:
    assert DRESSER.command(typed) == sent


def test_a_mention_in_a_message_has_no_name() -> None:
    assert DRESSER.message("hej @anna") == f"hej <@{ANNA}>"
