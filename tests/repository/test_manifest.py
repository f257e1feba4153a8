"""The manifest holds every command, event and scope that the code uses, and none that it does not."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from handlers.slack.doctor import ways_in
from handlers.slack.scopes import NEEDS, SCOPES

ROOT = Path(__file__).parents[2]
MANIFEST: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "handlers" / "slack").glob("*.py"))


def used_methods() -> set[str]:
    return set(
        re.findall(r"\b(?:client|_client|quick)\.((?:auth|chat|conversations|users|views|files|reactions)_\w+)", SOURCE)
    )


def test_every_method_that_is_called_is_known_with_its_scopes_and_no_other() -> None:
    assert used_methods() == NEEDS.keys()
    assert {"chat_postMessage", "views_open", "conversations_members"} <= used_methods()


def test_scopes_are_those_that_are_used_and_no_others() -> None:
    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == SCOPES


def test_commands_are_those_that_are_registered_and_no_others() -> None:
    declared = [command["command"] for command in MANIFEST["features"]["slash_commands"]]
    assert len(declared) == len(set(declared))
    assert set(declared) == ways_in().commands


def test_command_names_are_such_as_slack_takes() -> None:
    for command in MANIFEST["features"]["slash_commands"]:
        assert re.fullmatch(r"/[a-z0-9_-]{1,31}", command["command"])
        assert len(command["description"]) <= 100
        assert command["should_escape"] is True, "mentions and channels must come with their ids"


def test_events_are_those_that_are_registered_and_no_others() -> None:
    declared = set(MANIFEST["settings"]["event_subscriptions"]["bot_events"])
    assert ways_in().events == declared


def test_shortcuts_are_those_that_are_registered_and_no_others() -> None:
    (declared,) = MANIFEST["features"]["shortcuts"]
    assert ways_in().shortcuts == {declared["callback_id"]}
    assert declared["type"] == "message"
    assert len(declared["name"]) <= 24
    assert len(declared["description"]) <= 150


def test_people_can_write_to_it_and_open_its_page() -> None:
    assert MANIFEST["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }


def test_it_can_be_pasted_as_it_is() -> None:
    settings = MANIFEST["settings"]
    assert settings["socket_mode_enabled"] is True
    assert settings["interactivity"]["is_enabled"] is True
    assert len(MANIFEST["display_information"]["name"]) <= 35
    assert len(MANIFEST["display_information"]["description"]) <= 140
    assert 174 <= len(MANIFEST["display_information"]["long_description"]) <= 4000


@pytest.mark.parametrize(
    "name", ["app.py", "manifest.yml", "pyproject.toml", "README.md", "bot", "handlers", "storage", "tests"]
)
def test_the_top_holds_what_was_asked_for(name: str) -> None:
    assert (ROOT / name).exists()
