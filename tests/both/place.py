"""What the conversations of both surfaces are told with: somebody says, presses, fills in, and sees."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

MAJA, ANNA, KARIN = "maja", "anna", "karin"  # the working group, its leader, the steering chair


@dataclass(frozen=True)
class Sent:
    """A file that somebody sends."""

    name: str
    content: bytes
    kind: str = "text/csv"


@dataclass(frozen=True)
class Seen:
    """Something of the assistant's as it stands before a person: its words, its buttons; `it` is the surface's own.

    `is_form`: it is filled in and sent.
    """

    text: str
    buttons: tuple[str, ...]
    it: Any
    is_form: bool = False


class Place(Protocol):
    """A working group at one of the surfaces; everybody is alone with the assistant, but for `channel`."""

    def id(self, who: str) -> str:
        """As the records name somebody who was first seen here."""

    def say(self, text: str, who: str = MAJA, files: tuple[Sent, ...] = ()) -> Seen:
        """The answer."""

    def press(self, seen: Seen, label: str, who: str = MAJA) -> Seen:
        """What comes of the button: in the card's place, beside it, or a form."""

    def fill(self, form: Seen, values: Mapping[str, str], who: str = MAJA) -> Seen:
        """What comes of the form; the form itself with what was wrong, where something was."""

    def heard(self, words: str, who: str = MAJA) -> Seen:
        """What the assistant says to somebody with these words in it, now or in a moment: the last."""

    def told(self, who: str) -> list[str]:
        """All that somebody has been told, as it stands now."""

    def channel(self) -> list[str]:
        """All that the assistant has said in the channel."""

    def taken(self, name: str, who: str) -> bytes:
        """The file of that name that an answer brings; whatever it takes to have it."""

    def rows(self, table: str) -> list[dict[str, Any]]: ...

    def morning(self, month: int, day: int) -> None:
        """It is eight o'clock on that day of 2024, and the assistant has looked at its clock."""
