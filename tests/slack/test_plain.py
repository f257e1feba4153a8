"""What a person wrote comes back from Slack's dressing as it was written."""

import time
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.playground import Person
from handlers.playground.text import Dresser
from handlers.slack.plain import message, plain


@pytest.mark.parametrize(
    ("dressed", "written"),
    [
        ("kontakt <mailto:a@b.se|a@b.se>", "kontakt a@b.se"),
        ("<mailto:a@b.se>", "a@b.se"),
        ("ring <tel:+46701234567|070-123 45 67>", "ring 070-123 45 67"),
        ("<tel:0701234567>", "0701234567"),
        ("se <http://orebro.se|orebro.se>.", "se orebro.se."),
        ("<https://orebro.se/a?b=1&amp;c=2>", "https://orebro.se/a?b=1&c=2"),
        ("<https://orebro.se|vår sida>", "vår sida"),
        ("tack <@U123|anna>", "tack @anna"),
        ("tack <@U123>", "tack @U123"),
        ("<@U123|>", "@U123"),
        ("i <#C1|kanal>", "i #kanal"),
        ("i <#C1|>", "i #C1"),
        ("<#C1>", "#C1"),
        ("<!channel> <!here|here> <!everyone>", "@channel @here @everyone"),
        ("<!subteam^S1|@grupp> <!subteam^S1>", "@grupp @S1"),
        ("<!date^1392734382^{date}|18 februari 2014>", "18 februari 2014"),
        ("<!date^1392734382^{date}^https://x.se|i dag>", "i dag"),
        ("5 &lt; 7 &amp; 9 &gt; 8", "5 < 7 & 9 > 8"),
        ("skriv &amp;lt; så", "skriv &lt; så"),
        ("&lt;!channel&gt;", "<!channel>"),
        ("<> <a> <@> <!> <|x>", "<> <a> <@> <!> <|x>"),
        ("a < b <", "a < b <"),
        ("rad 1\nrad 2\tx\x00\x07", "rad 1\nrad 2\tx"),
        ("\ud83d", "?"),
        ("", ""),
    ],
)
def test_undressed(dressed, written):
    assert plain(dressed) == written


def test_a_mention_without_a_label_can_be_named():
    assert plain("<@U123>", {"U123": "Anna"}.__getitem__) == "@Anna"
    assert plain("<@U9>", {"U123": "Anna"}.__getitem__) == "@U9"
    assert plain("<@U9>", lambda user: "") == "@U9"


DRESSER = Dresser([Person("U1", "anna", "Anna Berg")], "C1", "kanal")


@given(
    st.text(
        st.sampled_from(list("ab@.&<>;|:/#! \nåmptl1"))
        | st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp"])
    )
)
def test_whatever_is_written_survives_the_dressing(written):
    assert plain(DRESSER.command(written)) == normalize("NFC", written)  # one way of writing each letter


@given(st.text())
def test_nothing_makes_it_fail(text):
    assert isinstance(plain(text), str)


@pytest.mark.parametrize(
    "text", ["<" * 200_000, "<a" * 100_000, "<@" + "a|" * 100_000, "&amp;" * 50_000, "<!date^" * 30_000]
)
def test_hostile_text_takes_no_time(text):
    began = time.process_time()
    plain(text)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("branschseminarium, *32* deltagare varav _14_ kvinnor", "branschseminarium, 32 deltagare varav 14 kvinnor"),
        ("_*Beslut:*_ vi kör ~inte~ `på`", "Beslut: vi kör inte på"),
        ("&gt; seminarium i Kumla\n• och ett till", "seminarium i Kumla\noch ett till"),
        ("klart :tada: :+1::skin-tone-3: 😊❤️👩‍🏫", "klart"),
        ("```utgift 40 kr```", "utgift 40 kr"),
        ("kl 13:00:00, snake_case_namn, 2*3*4 och 5 * 6 * 7", "kl 13:00:00, snake_case_namn, 2*3*4 och 5 * 6 * 7"),
    ],
)
def test_a_message_is_read_without_slacks_marks_of_style(written: str, said: str) -> None:
    assert message(written).strip() == said
