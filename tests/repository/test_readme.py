"""The README's walk-through works word by word, and its settings are the real ones."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from handlers import examples
from handlers.settings import Settings
from storage.database import Database
from tests.conversations.conftest import LEADER, MAJA, Group

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
STEPS = re.findall(r"^\| `(/yh-[^`]+)` \| (.+) \|$", README, re.M)


@pytest.fixture
def playground(tmp_path: Path):
    """The group on the pretended day, with the playground's own example data."""
    example = examples.read_examples()
    group = Group(tmp_path / "yh.db", today=datetime(2024, 3, 14, 6, 59, 45, tzinfo=UTC), members=(LEADER,))
    database = Database(group.path)
    assert examples.fill(database, group.project, example, group.clock())
    database.close()
    group.slack.start()
    group.start()
    yield group
    group.stop()
    group.slack.stop()


def test_each_line_of_the_walk_through_does_what_it_says(playground: Group) -> None:
    assert len(STEPS) >= 10
    for line, promised in STEPS:
        name, _, text = line.partition(" ")
        exchange = playground.slack.command(MAJA, name, text)
        assert exchange.message is not None, line
        shown = " ".join(exchange.message.shown.replace("\u00a0", " ").split())
        for phrase in re.findall(r"\*([^*]+)\*", promised):
            assert phrase.rstrip(".") in shown, f"{line}: {phrase!r} in {shown!r}"


def test_the_days_reminder_arrives_by_itself(playground: Group) -> None:
    playground.clock.turn(seconds=20)
    playground.look()
    assert "Branschseminarium industri: sista anmälningsdag i morgon" in playground.said()[-1]


def test_every_setting_stands_in_the_readme_and_every_one_there_is_real() -> None:
    table = set(re.findall(r"`((?:SLACK|YH)_[A-Z_]+)`", README))
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
