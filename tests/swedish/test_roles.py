"""Who is given which role, as it is said."""

import pytest

from bot.swedish.roles import asks_for_roles, read_role
from tests.swedish.conftest import phrases


@pytest.mark.parametrize("phrase", phrases("roles"), ids=lambda p: p["text"])
def test_a_phrase_about_somebodys_role(phrase) -> None:
    found = read_role(phrase["text"])
    assert (found.person if found else None) == phrase["person"]
    if found:
        assert list(found.roles) == phrase["roles"]


@pytest.mark.parametrize("asked", ["roller", "Vem får vad?", "vilka roller har vi?", "vad får jag göra?"])
def test_a_question_about_the_roles(asked: str) -> None:
    assert asks_for_roles(asked)


@pytest.mark.parametrize("other", ["rollup", "vad får vi i bidrag?", "status", "vem var i Nora?"])
def test_a_question_about_something_else(other: str) -> None:
    assert not asks_for_roles(other)
