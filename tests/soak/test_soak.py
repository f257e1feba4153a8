"""The soak in small, so that it works when it is run at full length; it is the same code, and it can fail."""

from collections import Counter
from pathlib import Path

import pytest

from handlers import log, rights
from handlers.desk import Desk
from handlers.slack import http
from tests.soak.bad_input import SLOWEST, bad_input
from tests.soak.carries import carries
from tests.soak.load import load
from tests.soak.lost import Tally, judged, lost
from tests.soak.memory import memory
from tests.soak.page import Result, Row, Run, page


def _run(folder: Path) -> Run:
    return Run(folder, "17", lambda said: None)


def _failed(result: Result) -> list[str]:
    return [f"{row.promise}: {row.figure}" for row in result.rows if row.held is False]


def test_nothing_acknowledged_is_lost_when_the_process_is_killed_twice(tmp_path: Path) -> None:
    assert _failed(lost(_run(tmp_path), logs=200, kills=2)) == []


def test_a_few_people_at_once_are_all_answered(tmp_path: Path) -> None:
    said = load(_run(tmp_path), people=3, commands=10, records=100)
    assert "inga fel" in [row.figure for row in said.rows]  # how fast it was is for a quiet machine to say


def test_the_memory_is_followed_while_people_are_busy(tmp_path: Path) -> None:
    said = memory(_run(tmp_path), seconds=2, warm=0, every=0.2, records=100)
    assert [row.figure for row in said.rows][-1] == "0"  # wrong answers


def test_what_a_machine_carries_is_measured(tmp_path: Path) -> None:
    assert len(carries(_run(tmp_path), groups=2, idle=0.1, messages=50, many=100).rows) == 8


def test_what_is_lost_twice_or_saved_in_spite_of_a_refusal_is_seen() -> None:
    told = Tally(acknowledged={"expense 1", "expense 2"}, refused={"note a"}, unknown={"note b"}, kills=1, whole=1)
    assert _failed(judged(told, Counter(["expense 1", "expense 2", "note b"]), 1)) == []
    for there in (["expense 1"], ["expense 1", "expense 2", "expense 2"], ["expense 1", "expense 2", "note a"],
                  ["expense 1", "expense 2", "note b", "note b"], ["expense 1", "expense 2", "note c"]):  # fmt: skip
        assert len(_failed(judged(told, Counter(there), 1))) == 1, there


def test_the_page_says_of_each_promise_whether_it_held() -> None:
    results = {"En sak": Result([Row("Snabbt", "3 ms", True), Row("Mätt", "4")], "Så här."), "En till": Result([Row("Helt", "nej", False)], "Så.")}  # fmt: skip
    written = page(results, machine="Provat", commit="abc", seed="17")
    assert "| Snabbt | 3 ms | höll |" in written
    assert "| Mätt | 4 |  |" in written
    assert "| Helt | nej | **höll inte** |" in written
    assert "**En sak.** Så här." in written
    assert not results["En till"].held


def test_hundreds_of_broken_and_forged_payloads_are_told_apart_and_break_nothing(tmp_path: Path) -> None:
    said = bad_input(_run(tmp_path), payloads=400)
    assert [row.promise for row in said.rows if row.held is False and row.promise != SLOWEST] == []


def test_a_payload_that_does_what_it_must_not_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def everybody(desk: Desk, who: str, team: str) -> frozenset[str]:
        return frozenset({rights.LEADER})

    monkeypatch.setattr(rights, "roles", everybody)
    monkeypatch.setattr(http, "_is_from_slack", lambda *given: True)
    monkeypatch.setattr(log, "log", lambda *given: 1 / 0)
    failed = [row.promise for row in bad_input(_run(tmp_path), payloads=150).rows if row.held is False]
    assert len(failed) >= 4, failed
