"""Every example in the handbook does what it says, from top to bottom, as a new colleague would try them."""

import re
from datetime import date
from pathlib import Path

import pytest

from bot.project_file import load_project
from bot.swedish import read
from bot.views import swedish_text as sv
from tests.conversations.conftest import MAJA, Group, text
from tests.repository.conftest import shown

ROOT = Path(__file__).parents[2]
HANDBOOK = (ROOT / "docs" / "handbok.md").read_text(encoding="utf-8")
TODAY = date(2024, 3, 14)
SAID = re.findall(r"^\| `(/yh-[^`]+)` \| (.+) \|$", HANDBOOK, re.M)
SPOKEN = re.findall(r"^\| `([^/`][^`]*)` \| ([^|]*\*[^|]+) \|$", HANDBOOK, re.M)
READ = re.findall(r"^\| `([^/`][^`]*|\d+/\d+)` \| ([^|*]+) \|$", HANDBOOK, re.M)


def test_each_line_does_what_the_handbook_says(playground: Group) -> None:
    assert len(SAID) > 30
    for line, promised in SAID:
        answer = shown(playground, line, MAJA)
        for phrase in re.findall(r"\*([^*]+)\*", promised):
            assert phrase.rstrip(".") in answer, f"{line}: {phrase!r} in {answer!r}"


def test_the_same_words_do_without_a_command(playground: Group) -> None:
    assert len(SPOKEN) > 4
    for line, promised in SPOKEN:
        answer = text(playground.tell(line))
        for phrase in re.findall(r"\*([^*]+)\*", promised):
            assert phrase.rstrip(".") in answer, f"{line}: {phrase!r} in {answer!r}"


def test_several_lines_become_several_records(playground: Group) -> None:
    (block,) = re.findall(r"```\n(/yh-logg .+?)```", HANDBOOK, re.S)
    lines = block.strip().splitlines()
    assert f"{len(lines)} poster är sparade" in shown(playground, block.strip(), MAJA)


@pytest.mark.parametrize(("phrase", "meaning"), READ, ids=[phrase for phrase, _ in READ])
def test_each_phrase_is_read_as_the_handbook_says(phrase: str, meaning: str) -> None:
    reading = read(phrase, load_project(), TODAY)
    heads = reading.participants
    if heads is not None:
        said = sv.participants(heads.total, heads.women, heads.men, heads.others, about=heads.approx)
    elif reading.amount is not None:
        said = sv.kronor(int(reading.amount * 100))
    else:
        assert reading.date is not None
        said = sv.span(reading.date, reading.end_date)
    assert said.replace("\u00a0", " ") == meaning
    assert not reading.ask


def test_every_picture_and_heading_that_it_points_to_is_there() -> None:
    headings = {
        re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in re.findall(r"^#+ (.+)$", HANDBOOK, re.M)
    }
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", HANDBOOK):
        if target.startswith("#"):
            assert target[1:] in headings
        else:
            assert (ROOT / "docs" / target).exists(), target
