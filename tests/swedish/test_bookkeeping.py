"""What is said of an expense that is logged already is told from a new expense, and from anything else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.swedish.bookkeeping import AllOf, Days, Unread, read_bookkeeping
from bot.swedish.waiting import read_waiting
from tests.swedish.conftest import phrases

TODAY = date(2024, 4, 15)
PHRASES = phrases("bookkeeping")


def said(text: str) -> dict[str, object]:
    """A reading as the corpus writes it; a day without a year without one."""
    if listed := read_waiting(text):
        return {"list": listed}
    found = read_bookkeeping(text, TODAY)
    if found is None:
        return {}
    if isinstance(found, AllOf):
        return {"list": found.waiting}
    if isinstance(found, Unread):
        return {"what": found.what, "unread": found.word}
    entries = []
    for entry in found.entries:
        parts = [str(entry.number), entry.voucher or ""]
        parts += [f"bokförd {_day(entry.booked)}"] if entry.booked else []
        parts += [f"betald {_day(entry.paid)}".strip()] if entry.pays else []
        entries.append(" ".join(part for part in parts if part))
    return {"what": found.what, "entries": entries} | ({"reason": found.reason} if found.reason else {})


def _day(days: Days) -> str:
    return days[0].isoformat() if len(days) == 1 else f"{days[0]:%d/%m}" if days else ""


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda p: p["text"])
def test_a_phrase_about_the_ledger_or_about_something_else(phrase):
    assert {"text": phrase["text"], **said(phrase["text"])} == phrase


words = st.sampled_from([*" ".join(p["text"] for p in PHRASES).split(), "\n", ",", ":", "0", "999999999999", "29 feb"])


@given(st.lists(words, max_size=14).map(" ".join) | st.text(max_size=60), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_no_text_raises_and_the_same_text_gives_the_same(text, today):
    assert read_bookkeeping(text, today) == read_bookkeeping(text, today)
    assert read_waiting(text) == read_waiting(text)
