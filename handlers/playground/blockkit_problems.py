"""The small checks that every part of Block Kit is made of."""

from __future__ import annotations

from typing import Any, TypeGuard


class Problems:
    """What has been found so far, in Slack's words and with Slack's pointer to the place."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def add(self, at: str, what: str) -> None:
        """Notes one problem at a JSON pointer."""
        self.found.append(f"[ERROR] {what} [json-pointer:{at}]")


def check_string(value: Any, problems: Problems, at: str, most: int, least: int = 1) -> TypeGuard[str]:
    """A string of `least` to `most` characters, blanks alone not counting as text."""
    if not isinstance(value, str):
        problems.add(at, "must be a string")
        return False
    if len(value) < least or (least and not value.strip()):
        problems.add(at, f"must be more than {least - 1} characters")
    if len(value) > most:
        problems.add(at, f"must be less than {most + 1} characters [{len(value)}]")
    return True


def check_text(problems: Problems, at: str, value: Any, most: int, *, plain: bool = False) -> None:
    """A text object of at most `most` characters; `plain` where Slack takes no markup."""
    if not isinstance(value, dict):
        problems.add(at, "missing required field: text")
        return
    allowed = ("plain_text",) if plain else ("plain_text", "mrkdwn")
    if value.get("type") not in allowed:
        problems.add(f"{at}/type", f"unsupported type: {value.get('type')}")
    check_string(value.get("text"), problems, f"{at}/text", most)


def check_count(value: Any, problems: Problems, at: str, least: int, most: int) -> TypeGuard[list[Any]]:
    """A list of `least` to `most` items."""
    if not isinstance(value, list):
        problems.add(at, "must provide an array")
        return False
    if len(value) < least:
        problems.add(at, f"no fewer than {least} items allowed [{len(value)}]")
    if len(value) > most:
        problems.add(at, f"no more than {most} items allowed [{len(value)}]")
    return True


def check_number(value: Any, problems: Problems, at: str, least: int, most: int) -> TypeGuard[int]:
    """A whole number within bounds. True is no number, though Python says so."""
    if not isinstance(value, int) or isinstance(value, bool):
        problems.add(at, "must be an integer")
        return False
    if not least <= value <= most:
        problems.add(at, f"must be between {least} and {most} [{value}]")
    return True
