"""What has been erased, without saying who: for a restore of an older copy, which has to erase it again.

Each stands in the table and, so that it outlives the file, in `<file>-raderingar.jsonl` beside it. The digests are
keyed by a salt of the erasure's own: whoever guesses a name can try it, whoever reads the file sees none.
"""

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

from sqlite_utils import Database as Connection

from bot.traces import Fits
from storage.database import Database

Why = Literal["asked", "objection", "retention"]
_COLUMNS = "uid, at, who, why, decision, salt, digests, contacts, counts"


@dataclass(frozen=True)
class Erasure:
    """One erasure. `at`: UTC, ISO text; `contacts`: (number, when it was logged) of the contacts; `counts`: how many of what."""

    uid: str
    at: str
    who: str
    why: Why
    decision: str
    salt: str
    digests: tuple[str, ...]
    contacts: tuple[tuple[int, str], ...]
    counts: Mapping[str, int]

    def fits(self) -> Fits:
        """Whether a form is one of those that were erased; remembers what it has been asked."""
        own, salt, known = frozenset(self.digests), self.salt, dict[str, bool]()

        def asked(form: str) -> bool:
            if form not in known:
                known[form] = _digest(salt, form) in own
            return known[form]

        return asked


def new(
    forms: Iterable[str], *, at: str, who: str, why: Why, decision: str, contacts: Sequence[tuple[int, str]],
    counts: Mapping[str, int],
) -> Erasure:  # fmt: skip
    """An erasure of these forms, under a salt of its own."""
    salt = secrets.token_hex(16)
    digests = tuple(sorted(_digest(salt, form) for form in forms))
    return Erasure(secrets.token_hex(16), at, who, why, decision, salt, digests, tuple(contacts), dict(counts))


def _digest(salt: str, form: str) -> str:
    # a beginning is one of many that look alike: it is there to spare time, and tells next to nothing of the name
    length = 4 if form.startswith("starts ") else 32
    return hmac.new(bytes.fromhex(salt), form.encode(), hashlib.sha256).hexdigest()[:length]


def keep(db: Connection, erasure: Erasure) -> None:
    """Into the table; its bytes are still to be swept."""
    row = _row(erasure)
    db.execute(f"INSERT INTO erasures ({_COLUMNS}) VALUES ({', '.join('?' * len(row))})", list(row.values()))  # noqa: S608 - our own names


def _row(erasure: Erasure) -> dict[str, Any]:
    row = asdict(erasure) | {"decision": erasure.decision or None}
    return row | {name: json.dumps(row[name]) for name in ("digests", "contacts", "counts")}


def kept(db: Connection) -> list[Erasure]:
    """Those in the table, the first one first."""
    return [
        _read({**row, **{name: json.loads(row[name]) for name in ("digests", "contacts", "counts")}})
        for row in db.query(f"SELECT {_COLUMNS} FROM erasures ORDER BY id")  # noqa: S608 - our own names
    ]


def _read(row: Mapping[str, Any]) -> Erasure:
    contacts = tuple((int(number), str(at)) for number, at in row["contacts"])
    given = {**row, "decision": row["decision"] or "", "digests": tuple(row["digests"]), "contacts": contacts}
    return Erasure(**given)


def beside(path: Path) -> Path:
    """Where the erasures of the database at `path` are written down: 'yh-raderingar.jsonl' beside 'yh.db'."""
    return path.with_name(f"{path.stem}-raderingar.jsonl")


def recorded(path: Path) -> list[Erasure]:
    """The erasures written down beside the database at `path`; a line that was cut off is in the table alone.

    Raises OSError, and ValueError for a file that is something else.
    """
    return [_read(json.loads(line)) for line in whole_lines(beside(path))]


def whole_lines(path: Path) -> list[str]:
    """The file's lines without the last one where it was cut off; none where there is no file. Raises OSError."""
    try:
        *lines, last = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        return []
    # one cut off in an earlier day's file may have been followed by another
    return [line for line in lines if line.endswith("}")] + ([last] if _is_whole(last) else [])


def _is_whole(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _end_with_a_line(file: BinaryIO) -> None:
    """A last line without its end is ended where it is whole, and taken away where it was cut off."""
    file.seek(0)
    before, newline, last = file.read().rpartition(b"\n")
    if last and _is_whole(last.decode(errors="replace")):
        file.write(b"\n")
    elif last:
        file.truncate(len(before) + len(newline))
    file.seek(0, os.SEEK_END)


def write_out(database: Database) -> None:
    """Writes down beside the database what only the table holds; on disk when it returns. Raises OSError, ValueError."""
    written = {each.uid for each in recorded(database.path)}
    with database.reading() as db:
        missing = [each for each in kept(db) if each.uid not in written]
    if not missing:
        return
    path = beside(database.path)
    lines = "".join(json.dumps({**asdict(each), "counts": dict(each.counts)}) + "\n" for each in missing)
    with open(os.open(path, os.O_CREAT | os.O_RDWR | os.O_APPEND, 0o600), "ab+") as file:
        _end_with_a_line(file)
        file.write(lines.encode())
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
