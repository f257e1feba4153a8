"""What someone writes after /yh-status, and what it is taken to mean."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.project_file import load_project
from bot.swedish.status import read_status
from bot.swedish.status_requests import Contacts, GoalView, Help, Money, Overview, Several, Unknown

PROJECT = load_project()
TODAY = date(2024, 3, 14)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", Overview()),
        ("  ", Overview()),
        ("läget", Overview()),
        ("hur går det?", Overview()),
        ("2024", Overview(2024)),
        ("i år", Overview(2024)),
        ("förra året", Overview(2023)),
        ("i fjol", Overview(2023)),
        ("delmål", GoalView()),
        ("delmål 2", GoalView(2)),
        ("mål 2", GoalView(2)),
        ("delmal 2", GoalView(2)),
        ("Delmål2", GoalView(2)),
        ("2", GoalView(2)),
        ("delmål två", GoalView(2)),
        ("arbetsgivare", GoalView(3)),
        ("Delmål 3 Arbetsgivare", GoalView(3)),
        ("forum och kanaler", GoalView(4)),
        ("delmål 3 2024", GoalView(3, 2024)),
        ("delmål 2024", GoalView(None, 2024)),
        ("delmål 7", GoalView(7)),
        ("pengar", Money()),
        ("budget", Money()),
        ("ekonomi", Money()),
        ("PENGAR 2024", Money(2024)),
        ("hur ligger vi till med pengarna i år?", Money(2024)),
        ("kontakter", Contacts()),
        ("hjälp", Help()),
        ("?", Help()),
        ("pengar hjälp", Help()),
    ],
)
def test_what_is_asked_for(text, meant):
    assert read_status(text, PROJECT, TODAY) == meant


@pytest.mark.parametrize(
    ("text", "word", "nearest"),
    [
        ("penger", "penger", "pengar"),
        ("penger 2024", "penger", "pengar 2024"),
        ("budjet", "budjet", "pengar"),
        ("kontaker", "kontaker", "kontakter"),
        ("arbetsgivre", "arbetsgivre", "delmål 3"),
        ("hjelp", "hjelp", "hjälp"),
        ("sök hotell", "sök", ""),
        ("vädret", "vädret", ""),
        ("sedan dess", "sedan", ""),
        ("hellefors", "hellefors", "Hällefors"),
        ("delmål 3 marsh 2024", "marsh", "delmål 3 mars 2024"),
        ("kvratal 1", "kvratal", "kvartal 1 2024"),
        ("hellefors marsh", "hellefors", ""),
        ("förra mötet", "förra", "sedan förra mötet"),
        ("senaste styrgruppsmötet", "senaste", "sedan förra styrgruppsmötet"),
        ("kontakter Nora", "kontakter", "sök kontakter Nora"),
        ("underlag kontakter", "kontakter", "sök kontakter"),
        ("😀", "😀", ""),
        ("150", "150", ""),
    ],
)
def test_a_word_that_is_not_known_is_said_with_the_nearest_that_is(text, word, nearest):
    assert read_status(text, PROJECT, TODAY) == Unknown(word, nearest)


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("delmål 2 pengar", ("delmål 2", "pengar")),
        ("delmål 2 och 3", ("delmål 2", "delmål 3")),
        ("pengar 2023 2024", ("pengar 2023", "pengar 2024")),
    ],
)
def test_several_things_at_once_are_asked_about(text, options):
    assert read_status(text, PROJECT, TODAY) == Several(options)


@pytest.mark.parametrize("text", ["9" * 5000, "a" * 5000, "!!!", "²", "\u200b", "delmål ٣", "<!channel> `*&"])
def test_odd_text_is_read_without_trouble_and_shown_short(text):
    read = read_status(text, PROJECT, TODAY)
    assert not isinstance(read, Unknown) or len(read.word) <= 40


@given(st.text(max_size=60))
def test_any_text_is_read_as_something(text):
    assert read_status(text, PROJECT, TODAY) is not None
