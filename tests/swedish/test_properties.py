"""Whatever is written: nothing raises, the same text reads the same, no span is read twice, and it is quick."""

import itertools
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.project_file import load_project
from bot.swedish import read, read_amount, read_day
from bot.swedish.lexer import Lexed, clean
from bot.swedish.message import peel
from bot.swedish.vocabulary import vocabulary
from tests.swedish.conftest import phrases

PROJECT = load_project()
TODAY = date(2024, 9, 27)
MESSAGES = [m["text"] for m in phrases("messages")]
PHRASES = [p["text"] for name in ("dates", "amounts", "heads") for p in phrases(name)]

fragments = st.sampled_from(
    [word for text in MESSAGES + PHRASES for word in text.split()]
    + ["", " ", "\n", "-", "/", ".", ",", ":", "%", "\u00a0", "\u202f", "–", "½", "😀", "e\u0301", "١٢", "²", "0" * 30]
)
anything = st.one_of(
    st.text(max_size=200),
    st.text(alphabet="0123456789 ./:-,%kr–åäömvdei'+()@", max_size=120),
    st.lists(fragments, max_size=30).map(" ".join),
    st.lists(fragments, max_size=30).map("".join),
)


@given(anything, st.dates(), st.sampled_from(["past", "future"]))
@settings(max_examples=400, deadline=None)
def test_no_text_raises_and_reading_is_deterministic(text, today, direction):
    first = read(text, PROJECT, today, direction)
    assert read(text, PROJECT, today, direction) == first
    shown = first.as_json()
    assert list(shown)[:3] == ["text", "kind", "status"]
    assert shown["ask"] == list(dict.fromkeys(d.field for d in first.doubts))
    assert not set(shown["ask"]) & set(shown["assumed"])
    read_day(text, today)
    read_amount(text)


@given(st.one_of(st.sampled_from(MESSAGES), st.lists(fragments, max_size=25).map(" ".join)))
@settings(max_examples=300, deadline=None)
def test_no_span_is_read_twice(text):
    message = peel(clean(text), vocabulary(PROJECT), TODAY, False, None)
    spans = [(f.first, f.last) for f in (*message.moneys, *message.days)]
    spans += [(first, last) for first, last, _ in message.clocks]
    spans += [(message.deadline.first, message.deadline.last)] if message.deadline else []
    spans.sort()
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans)), spans


@pytest.mark.parametrize("text", [t for t in PHRASES if " " in t][::3])
def test_a_neutral_word_before_changes_no_value(text):
    plain, dressed = read(text, PROJECT, TODAY), read(f"grön {text}", PROJECT, TODAY)
    for field in ("date", "end_date", "time", "amount", "vat", "participants", "registered"):
        assert getattr(plain, field) == getattr(dressed, field), field


@pytest.mark.parametrize("text", MESSAGES[::2])
def test_a_neutral_word_after_changes_no_value(text):
    plain, dressed = read(text, PROJECT, TODAY), read(f"{text}, grönt", PROJECT, TODAY)
    if plain.kind in ("contact", "unknown") or plain.records:
        return
    for field in ("kind", "date", "deadline", "amount", "participants", "municipalities", "category", "activity_type"):
        assert getattr(plain, field) == getattr(dressed, field), field


@given(anything)
@settings(max_examples=200, deadline=None)
def test_numbers_keep_their_place(text):
    lexed = Lexed(clean(text))
    assert len(lexed.shape) == len(lexed.starts) == len(lexed.ends) == len(lexed.words) == len(lexed.values)
    assert all(end <= start for end, start in zip(lexed.ends, lexed.starts[1:], strict=False))


#: What a long text may be made of; each is a way to have the readers look far for nothing.
UNITS = (
    "a", "1 ", "3/3 ", "1 kr ", "9 k ", "-", "(", "Ab ", "070-123 ", "a@", "i ", "t.o.m ", "utgift tåg 312 kr\n",
    "1 kr a, ", "198001011234", "ett ", "förra veckan ", "kl 9-11 ", "delmål 1 ", "Nora ", "i Nora Plåt AB ", "sjuk ",
    "anmälan ", "ändra senaste: 25 deltagare ", "till 3 ", "på Anna Ek till ", "kontakt Anna Ek, ", "från Nora kommun ",
    "inbetalt A A A ", "tack ", "3 eller 4 ", "12 mars 2023 eller 2024 ", "A & B ", "datum: may ", "utgift 12 ", "tusen",
)  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_five_thousand_characters_of_anything_are_quick(unit):
    text = (unit * 5000)[:5000]
    assert _seconds(text) < 1  # of processor time: some milliseconds, unless it grows with the square (make bench)


def _seconds(text: str) -> float:
    begun = time.process_time()
    read(text, PROJECT, TODAY)
    return time.process_time() - begun
