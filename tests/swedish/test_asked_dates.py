"""Which of the project's dates somebody asks for."""

from datetime import date

import pytest

from bot.project import Project
from bot.swedish.asked_dates import only_changes, read_asked

TODAY = date(2024, 3, 14)


@pytest.mark.parametrize(
    ("text", "types", "milestones", "words"),
    [
        ("när är nästa styrgruppsmöte?", ("styrgruppsmöte",), (), ()),
        ("när är YH-släppet?", ("yh-släpp",), (), ()),
        ("branschseminarium vård", ("branschseminarium",), (), ("vård",)),
        ("visa planen för branschseminarium vård", ("branschseminarium",), (), ("vård",)),
        ("lägesrapport", (), ("lägesrapport",), ()),
        ("MYH:s beslut", (), ("myh-beslut",), ()),
        ("när kommer MYHs beslut?", (), ("myh-beslut",), ()),
        ("när är nästa möte?", (), (), ()),
        ("vad är på gång?", (), (), ()),
    ],
)
def test_what_is_named(
    text: str, types: tuple[str, ...], milestones: tuple[str, ...], words: tuple[str, ...], project: Project
) -> None:
    asked = read_asked(text, project, TODAY)
    assert (asked.types, asked.milestones, asked.words) == (types, milestones, words)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("vad händer nästa vecka?", ("2024-03-18", "2024-03-24")),
        ("vad är på gång i april?", ("2024-04-01", "2024-04-30")),
        ("YH-släpp 2025", ("2025-01-01", "2025-12-31")),
    ],
)
def test_for_which_days(text: str, span: tuple[str, str], project: Project) -> None:
    ((first, last),) = read_asked(text, project, TODAY).spans
    assert (first.isoformat(), last.isoformat()) == span


@pytest.mark.parametrize(
    ("text", "mine"),
    [("vilka datum har jag ansvar för?", True), ("vad ansvarar jag för?", True), ("vem har ansvar för mötet?", False)],
)
def test_whose(text: str, mine: bool, project: Project) -> None:
    assert read_asked(text, project, TODAY).mine is mine


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("ställ in lägesrapporten", True),
        ("flytta slutrapporten en vecka", True),
        ("flytta mötet om lägesrapporten en vecka", False),
        ("ställ in arbetsgruppsmötet", False),
    ],
)
def test_a_milestone_is_changed_only_where_nothing_else_is_spoken_of(text: str, only: bool, project: Project) -> None:
    assert only_changes(text, read_asked(text, project, TODAY)) is only
