"""Corrections and removals: which record a text means, and what is new."""

from datetime import date

import pytest

from bot.project import Project
from bot.reading import Reading
from bot.swedish import read
from tests.swedish.conftest import phrases

TODAY = date(2024, 9, 27)


def new_values(reading: Reading) -> dict[str, object]:
    """What is new, as the corpus writes it."""
    found: dict[str, object] = {}
    for name in reading.changed:
        value = getattr(reading, name)
        if hasattr(value, "model_dump"):
            found[name] = value.model_dump(exclude_defaults=True)
        elif isinstance(value, tuple):
            found[name] = list(value)
        else:
            found[name] = value if isinstance(value, int) else str(value)
    return found


@pytest.mark.parametrize("phrase", phrases("corrections"), ids=lambda p: p["text"])
def test_a_correction(phrase: dict, project: Project) -> None:
    reading = read(phrase["text"], project, TODAY)
    assert (reading.kind, new_values(reading)) == (phrase["kind"], phrase["new"])
    target = reading.target
    assert target is not None
    said = {name: value for name, value in target.model_dump(mode="json").items() if value and name != "days"}
    if target.days:
        said["day"] = target.days[0][0].isoformat()
    assert said == phrase["target"]


@pytest.mark.parametrize(
    "text",
    [
        "34 anmälda till branschseminariet 12 oktober",  # a plan with its sign-ups, not what is new about one
        "nyhetsbrev om ändrade regler",
        "möte om flytten av kansliet 12 september",
        "workshop: byt perspektiv 12 september, 12 deltagare",
        "utgift 12 mars 300 kr buss",
        "aktivitet 12 september frukostmöte i Nora",
        "beslut: flytta seminariet till maj",
        "felanmälan av projektor 300 kr",
    ],
)
def test_what_only_looks_like_a_correction(text: str, project: Project) -> None:
    assert read(text, project, TODAY).kind not in ("correction", "removal")
