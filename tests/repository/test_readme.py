"""The README's walk-through works word by word, and its settings are the real ones."""

import re
from pathlib import Path

import yaml

from handlers.settings import Settings
from tests.conversations.conftest import MAJA, Group
from tests.repository.conftest import shown

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
STEPS = re.findall(r"^\| `(/yh-[^`]+)` \| (.+) \|$", README, re.M)


def test_each_line_of_the_walk_through_does_what_it_says(playground: Group) -> None:
    assert len(STEPS) >= 10
    for line, promised in STEPS:
        answer = shown(playground, line, MAJA)
        for phrase in re.findall(r"\*([^*]+)\*", promised):
            assert phrase.rstrip(".") in answer, f"{line}: {phrase!r} in {answer!r}"


def test_the_days_reminder_arrives_by_itself(playground: Group) -> None:
    playground.clock.turn(seconds=20)
    playground.look()
    assert "Branschseminarium industri: sista anmälningsdag i morgon" in playground.said()[-1]


def test_every_setting_stands_in_the_readme_and_every_one_there_is_real() -> None:
    table = set(re.findall(r"`((?:SLACK|TEAMS|YH)_[A-Z_]+)`", README))
    assert table == {name.upper() for name in Settings.model_fields}


def test_the_example_environment_names_real_settings() -> None:
    names = re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.M)
    assert names
    assert {name.lower() for name in names} <= set(Settings.model_fields)


def test_every_file_and_picture_that_the_readme_points_to_is_there() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_readme_names_the_manifests_commands() -> None:
    manifest = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
    for command in manifest["features"]["slash_commands"]:
        assert command["command"] in README
