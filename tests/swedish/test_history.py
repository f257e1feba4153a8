"""When the words ask for a record's trail, and of which record; and when they are something to log."""

import pytest

from bot.swedish.history import History, read_history
from tests.swedish.conftest import phrases


@pytest.mark.parametrize("phrase", phrases("history"), ids=lambda p: p["text"])
def test_a_phrase_about_a_records_history(phrase) -> None:
    found = read_history(phrase["text"])
    if phrase.get("none"):
        assert found is None
        return
    assert found is not None
    assert (found.kind, found.number, found.words) == (
        phrase.get("kind", ""), phrase.get("number"), phrase.get("words", "")
    )  # fmt: skip
    assert (found == History()) is phrase.get("it", False)
