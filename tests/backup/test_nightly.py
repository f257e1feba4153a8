"""The night's copy comes by itself, delays nothing, and is told where it does not come."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handlers import nightly as module
from handlers.nightly import Nightly
from storage import backup
from storage.database import Database
from tests.conversations.conftest import LEADER, Group, text
from tests.faults.conftest import health

STOCKHOLM = ZoneInfo("Europe/Stockholm")
TODAY = datetime(2024, 3, 14, 9, 0, tzinfo=UTC)


class House:
    """A file, a folder, and nights that pass."""

    def __init__(self, folder: Path) -> None:
        self.path, self.copies = folder / "yh.db", folder / "kopior"
        self.copies.mkdir()
        Database(self.path).close()
        self.start()

    def start(self) -> None:
        self.nightly = Nightly(self.path, self.copies, 3, STOCKHOLM)

    def at(self, moment: str) -> list[str]:
        """The clock looks at that moment, in Stockholm; the copies that are there then."""
        self.nightly.look(datetime.fromisoformat(moment).replace(tzinfo=STOCKHOLM))
        self.nightly.finish()
        return sorted(path.name for path in self.copies.glob("*.db"))


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_one_comes_at_the_start_and_then_each_night_once(house: House) -> None:
    assert house.at("2024-03-14T09:00") == ["yh-2024-03-14T0900.db"]
    assert len(house.at("2024-03-14T23:59")) == 1
    assert len(house.at("2024-03-15T01:59")) == 1
    assert house.at("2024-03-15T02:00")[1:] == ["yh-2024-03-15T0200.db"]
    assert len(house.at("2024-03-15T02:01")) == 2
    assert house.at("2024-03-16T02:00")[2:] == ["yh-2024-03-16T0200.db"]
    assert house.at("2024-03-17T02:00")[0] == "yh-2024-03-15T0200.db", "three are kept"


def test_a_start_makes_none_when_the_night_has_one_and_one_when_it_was_missed(house: House) -> None:
    house.at("2024-03-14T02:00")
    house.start()
    assert len(house.at("2024-03-14T11:00")) == 1
    house.start()
    assert house.at("2024-03-17T11:00")[1:] == ["yh-2024-03-17T1100.db"]


def test_the_nights_when_the_clocks_change_have_theirs(house: House) -> None:
    for day in ("2024-03-30", "2024-03-31", "2024-04-01"):
        house.at(f"{day}T02:30")
    assert len(list(house.copies.glob("*.db"))) == 3
    house.start()
    for day in ("2024-10-26", "2024-10-27", "2024-10-28"):
        house.at(f"{day}T02:30")
        house.at(f"{day}T04:00")
    assert [path.name[3:13] for path in sorted(house.copies.glob("*.db"))] == ["2024-10-26", "2024-10-27", "2024-10-28"]


def test_one_that_fails_is_tried_again_and_told_until_it_is_made(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.at("2024-03-14T02:00")
    away = house.copies.rename(house.copies.with_name("borta"))
    house.at("2024-03-15T02:00")
    said = f"mappen {house.copies} finns inte"
    assert house.nightly.check() == said
    assert f"backup: {said}" in caplog.text
    away.rename(house.copies)
    assert len(house.at("2024-03-15T02:09")) == 1, "not at each look"
    assert len(house.at("2024-03-15T02:10")) == 2
    assert house.nightly.check() is None


def test_what_nobody_foresaw_is_told_without_words(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*arguments: Any) -> None:
        raise ValueError("Lena Solberg")

    monkeypatch.setattr(module, "make", broken)
    house.at("2024-03-14T02:00")
    assert house.nightly.check() == "ValueError"
    assert "ValueError at " in caplog.text
    assert "Solberg" not in caplog.text


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Group]:
    """The assistant with a folder for its copies."""
    (tmp_path / "kopior").mkdir()
    group = Group(tmp_path / "yh.db", today=TODAY, members=(LEADER,))
    group.backup = tmp_path / "kopior"
    group.slack.start()
    try:
        group.start()
        yield group
    finally:
        group.stop()
        group.slack.stop()


def made(group: Group) -> list[str]:
    assert group.backup is not None
    return [path.name for path in sorted(group.backup.glob("*.db"))]


def test_while_one_is_made_people_are_answered_and_reminded(group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    group.slack.wait_for(lambda: made(group) == ["yh-2024-03-14T1000.db"])
    begun, go_on = threading.Event(), threading.Event()
    real = backup.make

    def slow(*arguments: Any) -> backup.Copy:
        begun.set()
        assert go_on.wait(30)
        return real(*arguments)

    monkeypatch.setattr(module, "make", slow)
    try:
        group.remind("YH-släpp 23 maj kl 13 på Conventum i Örebro")
        group.clock.at = datetime(2024, 5, 9, 7, 0, tzinfo=UTC)
        group.look()
        assert begun.wait(30)
        assert any("YH-släpp om 14 dagar" in said for said in group.said())
        assert "är loggad" in text(group.log("utgift 40 kr parkering 12 mars"))
        assert health(group)[1]["backup"] == "ok"
        assert len(made(group)) == 1
    finally:
        go_on.set()
    group.slack.wait_for(lambda: len(made(group)) == 2)


def test_the_monitor_is_told_of_one_that_failed(group: Group) -> None:
    assert group.backup is not None
    group.slack.wait_for(lambda: len(made(group)) == 1)
    away = group.backup.rename(group.backup.with_name("borta"))
    group.clock.turn(days=1)
    group.look()
    group.slack.wait_for(lambda: health(group)[0] == 503)
    assert "finns inte" in health(group)[1]["backup"]
    away.rename(group.backup)
    group.clock.at += timedelta(minutes=10)
    group.look()
    group.slack.wait_for(lambda: health(group)[0] == 200)


def test_a_stop_waits_for_the_copy_that_is_being_made(group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    group.slack.wait_for(lambda: len(made(group)) == 1)
    real, begun = backup.make, threading.Event()

    def told(*arguments: Any) -> backup.Copy:
        begun.set()
        return real(*arguments)

    monkeypatch.setattr(module, "make", told)
    group.clock.turn(days=1)
    group.look()
    assert begun.wait(30)
    group.stop()
    assert len(made(group)) == 2
