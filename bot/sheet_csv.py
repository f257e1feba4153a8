"""The rows of a CSV file, whatever it was saved by."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from bot.errors import NoSheet

SAMPLE, MOST_ROWS = 20_000, 60  # characters and rows that tell how a file is written


def rows(content: bytes) -> tuple[int, Iterator[list[str]]]:
    """The number of the first row as Excel shows it, and the rows, the blank ones too. Raises NoSheet, csv.Error."""
    text = _decoded(content)
    if named := re.match(r"(?i)sep=(.)\r?\n", text):  # Excel's own way to name it
        delimiter, first = named[1], 2
        text = text[named.end() :]
    else:
        delimiter, first = _delimiter(text), 1
    return first, map(_unguarded, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _decoded(content: bytes) -> str:
    """UTF-8 as most write it, UTF-16 as Excel's 'Unicode text', otherwise Windows' own."""
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        if b"\0" in content:
            raise NoSheet
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """The sign by which the largest share of the rows falls into equally many cells; line breaks in quotes are text."""

    def alike(sign: str) -> tuple[float, int]:
        found = csv.reader(io.StringIO(text[:SAMPLE], newline=""), delimiter=sign)
        widths = [len(row) for row in islice(found, MOST_ROWS) if row]
        width, count = max(Counter(widths).items(), key=lambda each: (each[0] > 1, each[1]), default=(0, 0))
        return (count / len(widths), width) if width > 1 else (0, 0)

    return max((";", "\t", ","), key=alike)


def _unguarded(row: Sequence[str]) -> list[str]:
    """Without the ' that keeps Excel from computing what begins with = + - @."""
    return [cell[1:] if re.match(r"'[=+\-@'\t\r]", cell) else cell for cell in map(str.strip, row)]
