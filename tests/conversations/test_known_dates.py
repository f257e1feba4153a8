"""Asking for the project's dates by their names, in a direct message and with the command."""

from datetime import UTC, datetime

import pytest

from tests.conversations.conftest import ANNA, Group, text


@pytest.mark.parametrize("way", ["remind", "tell", "log"])
def test_when_is_the_next_one(group: Group, way: str) -> None:
    group.remind("styrgruppsmöte 4 april kl 9 på Conventum")
    group.remind("styrgruppsmöte 4 juni kl 9")
    group.remind("arbetsgruppsmöte 2 april kl 9")
    said = text(getattr(group, way)("när är nästa styrgruppsmöte?", who=ANNA))
    assert "Styrgruppsmöte: tors 4 april kl 9.00, Conventum" in said
    assert "Sedan tis 4 juni." in said
    assert "Arbetsgruppsmöte" not in said


def test_what_happens_within_some_days_is_only_that(group: Group) -> None:
    group.remind("styrgruppsmöte 4 april kl 9")
    group.remind("arbetsgruppsmöte 2 maj kl 9")
    said = text(group.tell("vad är på gång i april?"))
    assert "Styrgruppsmöte: tors 4 april" in said
    assert "Arbetsgruppsmöte" not in said


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("lägesrapport", "Lägesrapport och rekvisition: tors 28 mars"),
        ("MYH:s beslut", "MYH:s beslut 2025 har inget datum än"),
        ("när kommer MYHs beslut?", "MYH:s beslut 2025 har inget datum än"),
        ("YH-släpp 2025", "YH-släppet i januari har inget datum än"),
        ("ställ in lägesrapporten", "ett av projektets egna datum"),
        ("flytta slutrapporten en vecka", "ett av projektets egna datum"),
        ("ställ in alla arbetsgruppsmöten", "Jag ändrar en post i taget"),
        ("3 maj", "Jag såg inte vad som ska hållas"),
        ("Branschseminarium vård", "”/yh-paminn Branschseminarium vård 14 maj kl 13”"),
        ("påminn mig om att ringa Kumla på måndag", "inte om egna ärenden"),
        ("lägg till steg: boka fika 10 maj till branschseminarium vård", "tryck på Visa planen"),
    ],
)
def test_what_plans_nothing_is_answered_and_nothing_is_saved(group: Group, asked: str, said: str) -> None:
    assert said in text(group.remind(asked))
    assert all(not group.rows(table) for table in ("activities", "notes", "milestones"))


@pytest.mark.parametrize("asked", ["branschseminarium vård", "aktivitet 1", "visa planen för branschseminarium vård"])
def test_a_plan_that_is_named_is_shown(group: Group, asked: str) -> None:
    group.remind("branschseminarium vård 14 maj i Kumla")
    group.remind("branschseminarium bygg 16 maj i Nora")
    assert "Planen för Branschseminarium vård" in text(group.remind(asked))


def test_whoever_is_responsible_asks_for_their_own(group: Group) -> None:
    group.remind("styrgruppsmöte 4 april, ansvarig jag", who="UMAJA")
    group.remind("arbetsgruppsmöte 2 april, ansvarig @Anna")
    said = text(group.tell("vilka datum har jag ansvar för?"))
    assert "Styrgruppsmöte: tors 4 april" in said
    assert "Arbetsgruppsmöte" not in said
    assert "Lägesrapport" not in said
    assert "Lägesrapport" in text(group.tell("vilka datum har jag ansvar för?", who=ANNA))


@pytest.mark.parametrize(
    ("line", "said", "day"),
    [
        ("lägesrapporten ska in 1 juni", "Lägesrapport och rekvisition: lör 1 juni", "2024-06-01"),
        ("besked om MYH:s beslut kommer 15 januari", "MYH:s beslut: ons 15 januari 2025", "2025-01-15"),
    ],
)
def test_a_day_of_the_projects_own_is_given_in_plain_words(group: Group, line: str, said: str, day: str) -> None:
    assert said in text(group.tell(line, who=ANNA))
    assert [row["date"] for row in group.rows("milestones")] == [day]


def test_when_the_project_is_over_no_example_is_given_that_would_be_refused(group: Group) -> None:
    group.clock.at = datetime(2026, 4, 14, 9, 0, tzinfo=UTC)
    assert "Projektet är slut" in text(group.remind())
    refused = text(group.remind("MYH:s beslut 14 januari"))
    assert "utanför projektet" in refused
    assert "till exempel" not in refused
