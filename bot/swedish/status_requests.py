"""What can be asked of the status, one class for each; and each as one would write it."""

from dataclasses import dataclass

from bot.swedish.lists import ListRequest
from bot.swedish.numbered import Numbered
from bot.swedish.report import ReportRequest
from bot.swedish.scoped import InScope, Underlying
from bot.swedish.scoped import canonical as scope_written
from bot.swedish.status_notes import NoteList


@dataclass(frozen=True)
class Overview:
    year: int | None = None


@dataclass(frozen=True)
class GoalView:
    """`number` as written, whether there is such a goal or not; None: all goals."""

    number: int | None = None
    year: int | None = None


@dataclass(frozen=True)
class Money:
    year: int | None = None


@dataclass(frozen=True)
class Contacts:
    year: int | None = None


@dataclass(frozen=True)
class Indicators:
    year: int | None = None


@dataclass(frozen=True)
class Help:
    pass


@dataclass(frozen=True)
class Unknown:
    """`word` was not understood; `nearest` is a whole request to offer instead ('pengar 2024'), or empty."""

    word: str
    nearest: str = ""


@dataclass(frozen=True)
class Several:
    """More than one thing at a time: the requests that were meant, as one would write each."""

    options: tuple[str, ...]


Topic = Overview | GoalView | Money | Contacts | Indicators
StatusRequest = (
    Topic | NoteList | ListRequest | InScope | Underlying | Numbered | ReportRequest | Help | Unknown | Several
)
Asked = Topic | InScope | Underlying


def canonical(request: StatusRequest) -> str:
    """The request as one would write it: 'delmål 3 2024'."""
    match request:
        case InScope():
            return scope_written(request)
        case Underlying(scope):
            return f"underlag {scope_written(scope)}".strip()
        case GoalView(number, year):
            words: list[object] = ["delmål", number or "", year or ""]
        case Money(year):
            words = ["pengar", year or ""]
        case Indicators(year):
            words = ["indikatorer", year or ""]
        case Contacts(year):
            words = ["kontakter", year or ""]
        case Overview(year):
            words = [year or "läget"]
        case NoteList():
            words = [request.written]
        case _:
            words = ["hjälp"]
    return " ".join(str(word) for word in words if word)
