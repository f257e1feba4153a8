"""What is written on stderr: one record a line, as text or JSON, and never what people wrote or who they are.

The places that log hold to that themselves. What is done here is the last net under them and under the libraries:
of an exception only type and place, of a library's record only its first line, and whatever looks like a key, a
private address or a person's id is blotted out.
"""

import json
import logging
import re
import sys
import threading
import traceback
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from pathlib import PurePath
from types import TracebackType

logger = logging.getLogger(__name__)

OURS = ("app", "handlers", "storage", "bot")
BLOTTED = "[dolt]"
_NET = tuple(
    (re.compile(pattern), f"{kept}{BLOTTED}")
    for pattern, kept in (
        (r"\bxox[a-z](?:\.xox[a-z])?-[\w-]+|\bxapp-[\w-]+", ""),  # Slack's tokens
        (r"(/kalender/)[^\s/?\"']+", r"\1"),  # a private link's path is its key
        (r"(?i)(authorization\W{1,4})(?:(?:bearer|basic)\s+)?[^\s,\"'}]+", r"\1"),
        (r"(?i)(\bbearer\s+)[^\s,\"'}]+", r"\1"),
        (r"(https://hooks\.slack\.com/)\S+", r"\1"),  # whoever has it can answer in our place
        (r"(https://[\w.-]+\.sharepoint\.com/)\S+", r"\1"),  # whoever has it has the file
        (r"(\bticket=)[^\s&\"']+", r"\1"),  # the key of a Socket Mode connection
        (r"\b\d{9,}\.\d{6,}\.[0-9a-f]{16,}\b", ""),  # a trigger id
        (r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", ""),  # an e-mail address
        (r"\b[UW](?=[A-Z]*\d)[A-Z0-9]{7,}\b", ""),  # a person's id in Slack
    )
)


def set_up(*, as_json: bool = False, level: int = logging.INFO, secrets: Iterable[str] = ()) -> None:
    """Everything that is logged, and what nobody caught, goes to stderr. `secrets` are blotted out wherever they come."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Line(as_json=as_json, secrets=secrets))
    logging.basicConfig(level=level, handlers=[handler])
    logging.captureWarnings(True)
    logging.raiseExceptions = False  # a record that cannot be put together would be shown with all that was given
    sys.excepthook = _uncaught
    threading.excepthook = lambda failed: _uncaught(failed.exc_type, failed.exc_value, failed.exc_traceback)
    sys.unraisablehook = lambda failed: _uncaught(failed.exc_type, failed.exc_value, failed.exc_traceback)


class Line(logging.Formatter):
    """A record as one line: time (UTC), level, logger, event, and of an exception its type and place."""

    def __init__(self, *, as_json: bool = False, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._as_json = as_json
        self._secrets = sorted(filter(None, secrets), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": self._safe(_event(record)),
        }
        if record.exc_info and record.exc_info[1]:
            said["error"] = self._safe(f"{type(record.exc_info[1]).__name__} at {where(record.exc_info[1])}")
        if self._as_json:
            return json.dumps(said, ensure_ascii=False)
        error = f" ({said['error']})" if "error" in said else ""
        return f"{said['time']} {said['level']} {said['logger']}: {said['event']}{error}"

    def _safe(self, text: str) -> str:
        return blotted(text, self._secrets)


def blotted(text: str, secrets: Collection[str] = ()) -> str:
    """The text without keys, private addresses and persons' ids, and without line breaks."""
    for secret in secrets:
        text = text.replace(secret, BLOTTED)
    for pattern, instead in _NET:
        text = pattern.sub(instead, text)
    return " ".join(text.split())


def where(error: BaseException) -> str:
    """File and line of each frame, the innermost last; not the exception's text, which may quote a person."""
    frames = traceback.extract_tb(error.__traceback__)
    return " < ".join(f"{PurePath(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-8:])) or "?"


def _event(record: logging.LogRecord) -> str:
    """What is said; a library's first line only, as what it was working on may follow."""
    try:
        said = record.getMessage()
    except (TypeError, ValueError, KeyError):
        return f"({record.pathname}:{record.lineno})"
    ours = record.name.partition(".")[0] in OURS
    return said if ours else next(iter(said.strip().splitlines()), "")


def _uncaught(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:  # the interpreter would write the exception's text, and the code around it
    logger.critical("uncaught", exc_info=(kind, error, trace) if error else None)
