"""The stand-in for Slack in a process of its own: `python -m tests.soak.slack PEOPLE SHIFT`.

It says where it listens in a line of JSON, ends when its standard input does, and then says how many of the
assistant's calls it would not have taken.
"""

import json
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from handlers.playground import Person, Playground
from handlers.playground.workspace import HOOK_LIVES, Hook

SECRET, TOKEN = "secret", "xoxb-soak"
KEPT = 300  # messages: ten minutes of load would fill its memory, and it searches them one by one


class Everybodys(dict[str, Hook]):
    """Every response_url is one: the people who were given them live in another process."""

    def __init__(self, user: str, channel: str) -> None:
        super().__init__()
        self._given = user, channel

    def get(self, path: str, default: Any = None) -> Hook:
        user, channel = self._given
        return Hook(user, channel, "actions", time.monotonic() + HOOK_LIVES)


def people(number: int) -> list[Person]:
    """That many, all in the channel."""
    return [Person(f"U{each:04}", f"person{each}", f"Person {each}") for each in range(number)]


def main() -> None:
    group, behind = people(int(sys.argv[1])), timedelta(seconds=float(sys.argv[2]))
    slack = Playground(signing_secret=SECRET, bot_token=TOKEN, people=group, now=lambda: datetime.now(UTC) - behind)
    slack.workspace.hooks = Everybodys(group[0].id, slack.channel_id)

    def forget() -> None:
        del slack.workspace.messages[:-KEPT]

    slack.workspace.on_change(forget)
    slack.start()
    print(json.dumps({"api": slack.api_url, "url": slack.url, "channel": slack.channel_id}), flush=True)
    sys.stdin.read()
    print(json.dumps([[refusal.method, refusal.error, *refusal.reasons] for refusal in slack.refusals]), flush=True)
    slack.stop()


if __name__ == "__main__":
    main()
