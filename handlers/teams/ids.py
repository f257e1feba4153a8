"""Which of the ids that the assistant knows are Teams': Slack's hold no colon."""

from typing import Any

_ACCOUNT, _FILE = "aad:", "teams:"


def is_teams(written: str) -> bool:
    """Whether an id, of an account, a conversation, a message or a file, is Teams'."""
    return ":" in written


def account(person: dict[str, Any]) -> str:
    """The account of whoever Teams says did it ('from', or a member of a roster); empty where it does not say.

    By the directory's id, which is the same in every conversation; a person without one by the conversation's.
    """
    known = person.get("aadObjectId") or person.get("objectId")
    if isinstance(known, str) and known:
        return f"{_ACCOUNT}{known.casefold()}"
    other = person.get("id")
    return f"{_FILE}{other}" if isinstance(other, str) and other else ""
