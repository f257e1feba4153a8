"""The manifest holds every command, event and scope that the code uses, and none that it does not."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from handlers.slack.surface import COMMANDS, SHORTCUT

ROOT = Path(__file__).parents[2]
MANIFEST: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "handlers" / "slack").glob("*.py"))
SCOPES = set(MANIFEST["oauth_config"]["scopes"]["bot"])

# Slack's methods and what each needs of a bot (docs.slack.dev/reference/methods): any one of a set is enough,
# but a channel may be public or private, so that both kinds are needed where the group's channel is read.
NEEDS = {
    "auth_test": set(),
    "chat_postMessage": {"chat:write"},
    "chat_postEphemeral": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_history": {"channels:history", "groups:history", "im:history"},
    "conversations_members": {"channels:read", "groups:read"},
    "conversations_open": {"im:write"},
    "files_info": {"files:read"},
    "users_info": {"users:read", "users:read.email"},
    "views_open": set(),
    "views_publish": set(),
    "views_update": set(),
}


# An event as the manifest names it, with the name that it comes under, and what it needs.
EVENTS = {
    "app_home_opened": ("app_home_opened", set()),
    "app_mention": ("app_mention", {"app_mentions:read"}),
    "message.im": ("message", {"im:history"}),
}


def declared_events() -> list[str]:
    return list(MANIFEST["settings"]["event_subscriptions"]["bot_events"])


def used_methods() -> set[str]:
    return set(
        re.findall(r"\b(?:client|_client|quick)\.((?:auth|chat|conversations|users|views|files|reactions)_\w+)", SOURCE)
    )


def test_every_method_that_is_called_is_known_here() -> None:
    assert used_methods() <= NEEDS.keys()
    assert {"chat_postMessage", "views_open", "conversations_members"} <= used_methods()


def test_scopes_are_those_that_are_used_and_no_others() -> None:
    by_events = (EVENTS[event][1] for event in declared_events())
    needed = {"commands"}.union(*(NEEDS[method] for method in used_methods()), *by_events)
    assert needed == SCOPES


def test_commands_are_those_that_are_registered_and_no_others() -> None:
    declared = [command["command"] for command in MANIFEST["features"]["slash_commands"]]
    assert len(declared) == len(set(declared))
    assert set(declared) == set(COMMANDS)


def test_command_names_are_such_as_slack_takes() -> None:
    for command in MANIFEST["features"]["slash_commands"]:
        assert re.fullmatch(r"/[a-z0-9_-]{1,31}", command["command"])
        assert len(command["description"]) <= 100
        assert command["should_escape"] is True, "mentions and channels must come with their ids"


def test_events_are_those_that_are_registered_and_no_others() -> None:
    listened = set(re.findall(r"app\.event\(\"(\w+)\"", SOURCE))
    assert listened == {EVENTS[event][0] for event in declared_events()}


def test_shortcuts_are_those_that_are_registered_and_no_others() -> None:
    assert len(re.findall(r"app\.(?:shortcut|message_shortcut|global_shortcut)\(", SOURCE)) == 1
    (declared,) = MANIFEST["features"]["shortcuts"]
    assert declared["callback_id"] == SHORTCUT["callback_id"]
    assert declared["type"] == "message", "'message_action' is what Slack calls it when it comes"
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
