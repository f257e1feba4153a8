"""What waits, what is ticked off and what is asked for reads as the corpus has it; so does what must not be read."""

from datetime import date

import pytest

from bot.drafts import draft
from bot.project import Project
from bot.records import Note
from bot.span import Span
from bot.swedish import read
from bot.swedish.status import read_status
from bot.swedish.status_notes import NoteList
from bot.swedish.ticked import read_ticked
from tests.swedish.conftest import phrases

TODAY = date(2024, 3, 14)


@pytest.mark.parametrize("phrase", phrases("notes"), ids=lambda p: p["text"])
def test_what_is_ticked_off(phrase):
    found = [
        {"done": one.done, "type": one.type, "numbers": list(one.numbers), "words": one.words}
        for one in read_ticked(phrase["text"])
    ]
    assert found == phrase["ticked"]


@pytest.mark.parametrize("phrase", phrases("note_lists"), ids=lambda p: p["text"])
def test_which_list_is_asked_for(phrase, project: Project):
    asked = read_status(phrase["text"], project, TODAY)
    if not phrase["types"]:
        assert not isinstance(asked, NoteList)
    else:
        assert isinstance(asked, NoteList)
        assert (asked.types, asked.mine, asked.late) == (tuple(phrase["types"]), phrase["mine"], phrase["late"])
        assert _days(asked) == phrase.get("period")
        assert read_status(asked.written, project, TODAY) == asked, "a button asks for the same again"


def _days(asked: NoteList) -> str | None:
    if asked.period is None:
        return None
    return asked.period.name if isinstance(asked.period, Span) else f"since {asked.period.types[0]}"


@pytest.mark.parametrize("phrase", phrases("noted"), ids=lambda p: p["text"])
def test_what_waits_and_until_when(phrase, project: Project):
    reading = read(phrase["text"], project, TODAY)
    note = draft(reading, project, TODAY).record
    assert isinstance(note, Note)
    due = note.due.isoformat() if note.due else None
    said = (note.type, note.text, due, note.responsible)
    assert said == (phrase["type"], phrase["description"], phrase.get("due"), phrase.get("responsible"))
    assert (note.type == "decision" and note.done_at is None) == phrase["undecided"]


@pytest.mark.parametrize(
    "text", ["klart: " + "a " * 5000, "bocka av " * 800, "uppgift 1, " * 900, "markera " + "x som " * 900]
)
def test_however_long_it_is_it_is_read_at_once(text: str):
    assert read_ticked(text) == ()
