"""Whoever is in the register is to be told within a month: who logged them is reminded once, and the leader after it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.project import Member
from bot.records import Contact
from handlers import matters
from handlers.attesting import IMPORTER
from storage import records
from tests.reminders.conftest import Group

MAJA, ANNA = "UMAJA", "UANNA"


@pytest.fixture
def led(group: Group) -> Group:
    """A group with a project leader, on 14 March 2024."""
    leader = Member(name="Anna Ek", role="projektledare", slack=ANNA)
    group.project = group.project.model_copy(update={"members": (leader,)})
    group.duty = replace(group.duty, project=group.project)
    return group.at("2024-03-14 09:00")


def log(group: Group, who: str = MAJA, **more: Any) -> Contact:
    return keep(group, lambda db, at: records.add(db, Contact(name="Eva Holm", **more), who=who, at=at))


def change(group: Group, contact: Contact, **changes: Any) -> Contact:
    after = contact.model_copy(update=changes)
    return keep(group, lambda db, at: records.change(db, contact, after, who=ANNA, at=at))


def keep(group: Group, write: Callable[[Any, str], Contact]) -> Contact:
    """Writes it, and has the reminders follow, as the handlers do."""
    at = group.now().isoformat()
    with group.database.transaction() as db:
        kept = write(db, at)
        matters.replan(db, kept.ref, group.project, group.moment.date(), at=at)
    return kept


def posted(group: Group, moment: str) -> list[tuple[str, str]]:
    """To whom, and what, at that moment; the day has been planned as the clock does it."""
    before = len(group.channel.messages)
    group.at(moment).look_for_days()
    group.look()
    return [(each.to, each.reply.title) for each in group.channel.messages[before:]]


def test_a_week_before_the_month_is_out_whoever_logged_is_told_once(led: Group) -> None:
    log(led)
    assert posted(led, "2024-03-15 08:00") == []
    assert posted(led, "2024-04-05 08:00") == [(MAJA, "📌 1 kontakt ska informeras")]  # 13 April is a Saturday
    assert posted(led, "2024-04-06 08:00") == []
    (message,) = led.channel.messages
    assert "Eva" not in message.text and "lör 13 april" in message.text


def test_when_the_month_is_out_the_leader_is_told(led: Group) -> None:
    log(led)
    posted(led, "2024-03-15 08:00")
    posted(led, "2024-04-05 08:00")
    assert (ANNA, "📌 1 kontakt ska informeras") in posted(led, "2024-04-15 08:00")
    assert posted(led, "2024-04-16 08:00") == []


def test_mondays_overview_says_how_many_and_never_who(led: Group) -> None:
    log(led)
    posted(led, "2024-03-15 08:00")
    posted(led, "2024-04-12 08:00")
    posted(led, "2024-04-15 08:00")
    (overview,) = [each.text for each in led.channel.messages if each.to == "C1"]
    assert "1 kontakt skulle ha fått veta" in overview and "Eva" not in overview


def test_many_of_one_day_are_one_message(led: Group) -> None:
    for _ in range(40):
        log(led)
    posted(led, "2024-03-15 08:00")
    assert posted(led, "2024-04-05 08:00") == [(MAJA, "📌 40 kontakter ska informeras")]


def test_what_a_list_brought_is_told_to_the_leader(led: Group) -> None:
    log(led, IMPORTER)
    posted(led, "2024-03-15 08:00")
    assert posted(led, "2024-04-05 08:00") == [(ANNA, "📌 1 kontakt ska informeras")]


def test_nobody_is_told_of_one_who_is_informed_or_undone(led: Group) -> None:
    told, undone = log(led), log(led)
    posted(led, "2024-03-15 08:00")
    change(led, told, informed_at=date(2024, 3, 20))
    with led.database.transaction() as db:
        records.remove(db, undone, who=MAJA, at=led.now().isoformat())
    assert posted(led, "2024-04-05 08:00") == []
    assert posted(led, "2024-04-15 08:00") == []


def test_whoever_gave_the_details_is_to_be_told_at_once(led: Group) -> None:
    log(led, source="personen själv, på mässan")
    assert posted(led, "2024-03-15 08:00") == [(ANNA, "📌 1 kontakt ska informeras")]


def test_an_objection_is_reminded_of_once_to_the_leader(led: Group) -> None:
    change(led, log(led), objected_on=date(2024, 3, 14))
    posted(led, "2024-03-15 08:00")
    assert posted(led, "2024-04-05 08:00") == [(ANNA, "📌 Invändningen från kontakt 1 ska avgöras")]
    assert posted(led, "2024-04-15 08:00") == []


def test_an_objection_after_a_reminder_is_reminded_of_too(led: Group) -> None:
    contact = log(led)
    posted(led, "2024-03-15 08:00")
    posted(led, "2024-04-05 08:00")
    led.at("2024-04-08 09:00")
    change(led, contact, objected_on=date(2024, 4, 8))
    assert posted(led, "2024-04-09 08:00") == []
    assert posted(led, "2024-04-30 08:00") == [(ANNA, "📌 Invändningen från kontakt 1 ska avgöras")]


def test_without_a_leader_the_channel_hears_how_many_and_never_who(group: Group) -> None:
    group.at("2024-03-14 09:00")
    log(group, IMPORTER)
    posted(group, "2024-03-15 08:00")
    assert posted(group, "2024-04-05 08:00") == [("C1", "📌 1 kontakt ska informeras")]
    assert "Eva" not in group.channel.messages[-1].text
