"""Every phrase of our own corpus reads as written there; what must not be read stands there too, as null."""

from datetime import date

import pytest

from bot.project import Project
from bot.swedish import Reading, read
from tests.swedish.conftest import phrases

TODAY = date(2026, 3, 5)


def when(reading: Reading) -> str | None:
    """A reading's day, span and time as the corpus writes them."""
    shown = reading.as_json()
    text = shown["date"]
    if text and shown["end_date"]:
        text += "/" + shown["end_date"]
    if shown["time"]:
        text = f"{text or ''}T{shown['time']}" + (f"-{shown['end_time']}" if shown["end_time"] else "")
    return text


def doubt(reading: Reading, field: str) -> str | None:
    asked = [d.reason for d in reading.doubts if d.field == field]
    return next(iter(asked + [r.code for r in reading.reasons if r.field == field and field == "date"]), None)


@pytest.mark.parametrize("phrase", phrases("dates"), ids=lambda p: p["text"])
def test_a_date_phrase(phrase, project: Project):
    log, plan = (read(phrase["text"], project, TODAY, direction) for direction in ("past", "future"))
    assert (when(log), doubt(log, "date")) == (phrase["log"], phrase["doubt"])
    assert (when(plan), doubt(plan, "date")) == (phrase["plan"], phrase["plan_doubt"])


@pytest.mark.parametrize("phrase", phrases("amounts"), ids=lambda p: p["text"])
def test_an_amount_phrase(phrase, project: Project):
    reading = read(phrase["text"], project, TODAY)
    shown = reading.as_json()
    assert {key: shown[key] for key in ("amount", "currency", "vat")} == {
        key: phrase[key] for key in ("amount", "currency", "vat")
    }
    assert (str(reading.vat_rate) if reading.vat_rate is not None else None) == phrase["rate"]
    assert (reading.amount_approx, doubt(reading, "amount")) == (phrase["approx"], phrase["doubt"])


@pytest.mark.parametrize("phrase", phrases("heads"), ids=lambda p: p["text"])
def test_a_phrase_about_heads(phrase, project: Project):
    reading = read(phrase["text"], project, TODAY)
    heads = reading.participants
    assert ([heads.total, heads.women, heads.men, heads.others] if heads else None) == phrase["heads"]
    assert bool(heads and heads.approx) == phrase["approx"]
    assert (reading.registered, reading.visitors) == (phrase["registered"], phrase["visitors"])
    assert reading.metrics.recipients == phrase["recipients"]
    assert doubt(reading, "participants") == phrase["doubt"]


@pytest.mark.parametrize("message", phrases("messages"), ids=lambda m: m["text"])
def test_a_whole_message(message, project: Project):
    reading = read(message["text"], project, date.fromisoformat(message["today"]))
    assert said(reading.as_json()) == message["expect"]
    assert [d.reason for d in reading.doubts] == message.get("doubts", [])
    assert reading.responsible == message.get("responsible")


def said(shown: dict[str, object]) -> dict[str, object]:
    """What a reading says, without what it leaves empty."""
    full = {key: value for key, value in shown.items() if value not in (None, [], {}) and key != "text"}
    if "records" in full:
        full["records"] = [said(record) for record in full["records"]]
    return full


def test_the_corpus_is_large_and_each_text_stands_once_in_its_file():
    files = {name: [p["text"] for p in phrases(name)] for name in ("dates", "amounts", "heads", "messages")}
    assert sum(len(texts) for texts in files.values()) >= 600
    for name, texts in files.items():
        assert len(texts) == len(set(texts)), name
