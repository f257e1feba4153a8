"""The group's own examples of what is expected, with the conventions of the README beside them."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.project import Project
from bot.swedish import Reading, read

EXAMPLES = Path(__file__).parent.parent / "corpus" / "examples"
TODAY = date(2026, 3, 5)
VAT = {"inkl": "incl", "exkl": "excl", "0": "none", None: None}


def examples(name: str) -> list[dict]:
    return [json.loads(line) for line in (EXAMPLES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def when(reading: Reading) -> str | None:
    shown = reading.as_json()
    day, time, end = shown["date"], shown["time"], shown["end_time"]
    if day and time:
        return f"{day}T{time}" + (f"/{day}T{end}" if end else "")
    return f"{day}/{shown['end_date']}" if day and shown["end_date"] else day


@pytest.mark.parametrize("example", examples("dates"), ids=lambda e: e["text"])
def test_dates(example, project: Project):
    log = read(example["text"], project, TODAY, "past")
    assert when(log) == example["log"]
    assert ("date" in (*log.ask, *log.assumed)) == example["ask"]
    assert when(read(example["text"], project, TODAY, "future")) == example["rem"]


@pytest.mark.parametrize("example", examples("money"), ids=lambda e: e["text"])
def test_money(example, project: Project):
    reading = read(example["text"], project, TODAY)
    assert reading.amount == (Decimal(example["value"]) if example["value"] else None)
    assert reading.vat == VAT[example["vat"]]
    assert reading.currency == (example["ccy"] if example["value"] else None)
    assert (reading.amount_approx, "amount" in reading.ask) == (example["approx"], example["ask"])


@pytest.mark.parametrize("example", examples("counts"), ids=lambda e: e["text"])
def test_counts(example, project: Project):
    reading = read(example["text"], project, TODAY)
    heads = reading.participants
    assert heads is not None
    assert {key: getattr(heads, key) for key in ("total", "women", "men", "approx")} == {
        key: example[key] for key in ("total", "women", "men", "approx")
    }
    assert ("participants" in reading.ask) == example["ask"]


@pytest.mark.parametrize("example", examples("sentences"), ids=lambda e: e["text"])
def test_sentences(example, project: Project):
    reading = read(example["text"], project, TODAY)
    heads = reading.participants
    assert when(reading) == example["log"]
    assert (heads.total if heads else None) == example.get("count")
    if "women" in example:
        assert heads
        assert heads.women == example["women"]
    assert reading.amount == (Decimal(example["money"]) if "money" in example else None)


@pytest.mark.parametrize("example", examples("messages"), ids=lambda e: e["text"])
def test_messages(example, project: Project):
    shown = read(example["text"], project, date.fromisoformat(example["today"])).as_json()
    for key, value in example["expect"].items():
        if key == "date_range":
            assert value[0] <= shown["date"] <= (shown["end_date"] or shown["date"]) <= value[1]
        elif isinstance(value, dict):
            assert {name: shown[key].get(name) for name in value} == value
        else:
            assert shown[key] == value, key
