"""Who is given which role, as it is said."""

import pytest

from bot.swedish.roles import asks_for_roles, near_role, read_role
from tests.swedish.conftest import phrases


@pytest.mark.parametrize("phrase", phrases("roles"), ids=lambda p: p["text"])
def test_a_phrase_about_somebodys_role(phrase) -> None:
    found = read_role(phrase["text"])
    assert (found.person if found else None) == phrase["person"]
    if found:
        assert list(found.roles) == phrase.get("roles", [])
        assert list(found.out_of) == phrase.get("out_of", [])


@pytest.mark.parametrize(
    "asked",
    [
        "roller",
        "Vem får vad?",
        "vilka roller har vi?",
        "vad får jag göra?",
        "vem är projektledare?",
        "vilka sitter i styrgruppen?",
    ],
)
def test_a_question_about_the_roles(asked: str) -> None:
    assert asks_for_roles(asked)


@pytest.mark.parametrize("other", ["rollup", "vad får vi i bidrag?", "status", "vem var i Nora?"])
def test_a_question_about_something_else(other: str) -> None:
    assert not asks_for_roles(other)


@pytest.mark.parametrize(
    "near",
    [
        "Karin Berg var projektledare", "Karin Berg är fortfarande inte styrgrupp", "Karin Berg styrgrupp",
        "Karin Berg är styrgrupp från 1 mars", "Karin Berg är inte styrgrupp, hon är firmatecknare",
        "ta bort Karin Berg ur styrgruppen, hon har slutat", "nu är det Karin Berg som är projektledare",
        "Lars Holm och Karin Berg är med i styrgruppen", "styrgruppen: Karin Berg", "är Karin Berg i styrgruppen?",
        "Karin Berg borde inte vara firmatecknare längre", "Karin Berg slutar i styrgruppen i maj",
        "vi behöver ta bort Karin Berg ur styrgruppen", "vi har bestämt att Karin Berg ska vara med i styrgruppen",
        "gör Karin Berg till chef för arbetsgruppen",
    ],
)  # fmt: skip
def test_somebody_named_beside_a_role_in_words_of_being_it(near: str) -> None:
    assert read_role(near) is None
    assert ("Karin Berg",) in near_role(near)


@pytest.mark.parametrize(
    "other",
    [
        "styrgruppsmöte med Karin Berg", "Karin Berg presenterade för styrgruppen 12 mars",
        "möte med styrgruppen och Karin Berg 12 mars", "lunch med Karin Berg, projektledare på Skog AB, 12 mars",
        "ta bort mötet med styrgruppen", "kontakt Karin Berg, ordförande i styrgruppen, karin@example.se",
        "beslut: Karin Berg är med i styrgruppen från 1 mars", "anteckning: Karin Berg är inte styrgrupp",
        "Karin Berg informerade styrgruppen om budgeten", "Karin Berg, Skog AB, är sjuk 12 mars",
        "seminarium i Nora 12 mars, 20 deltagare, Karin Berg är projektledare där",
    ],
)  # fmt: skip
def test_what_only_tells_of_a_role_is_something_to_log(other: str) -> None:
    assert read_role(other) is None
    assert ("Karin Berg",) not in near_role(other)
