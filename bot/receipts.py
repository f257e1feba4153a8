"""What counts as a receipt: a picture or a PDF, told by its first bytes and never by its name."""

import re
from pathlib import Path
from typing import NamedTuple

MOST_BYTES = 20 * 1024 * 1024
# first bytes -> (type, ending of the file's name)
_STARTS = (
    (rb"%PDF-", "application/pdf", "pdf"),
    (rb"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (rb"\xff\xd8\xff", "image/jpeg", "jpg"),
    (rb"GIF8[79]a", "image/gif", "gif"),
    (rb"RIFF....WEBP", "image/webp", "webp"),
    (rb"....ftyp(?:heic|heix|mif1|msf1)", "image/heic", "heic"),
    (rb"II\*\x00|MM\x00\*", "image/tiff", "tif"),
)
ENDINGS = {kind: ending for _, kind, ending in _STARTS}
_OF = re.compile(  # only asked of words that come with a file
    r"(?i)\s*(?:(?:här (?:är|kommer) |det här (?:är )?(?:hör )?)?(?:ett |mitt )?kvitto\w*|det här|hör)?"
    r"\s*(?:hör )?(?:till|för|på)?\s*(?:utgift(?:en)?\s*(?:nr\.?\s*|#)?|#|nr\.?\s*)(\d{1,12})\W*"
)
_ONLY = re.compile(
    r"(?i)\s*(?:här (?:är|kommer) )?(?:ett |mitt )?kvitto\w*(?: (?:till|för|på|från|av) [^\d\n]{1,60})?\W*"
)


class Kept(NamedTuple):
    """A receipt's file: what to call it where it is given to somebody, and where its bytes lie."""

    expense_id: int
    name: str
    path: Path


def is_only_receipt(text: str) -> bool:
    """Whether the words only say that the file is a receipt: 'här är kvittot', 'kvitto på bussen'."""
    return not text or _ONLY.fullmatch(text) is not None


def kind_of(content: bytes) -> tuple[str, str] | None:
    """(type, ending) of a picture or a PDF; None for anything else."""
    return next(((kind, ending) for start, kind, ending in _STARTS if re.match(start, content[:64], re.S)), None)


def receipt_of(text: str) -> int | None:
    """The expense that a file is said to be the receipt of: 'kvitto till utgift 7'."""
    match = _OF.fullmatch(text)
    return int(match[1]) if match else None


def file_name(expense: int, number: int, name: str, ending: str) -> str:
    """What an expense's receipt of that number is called as a file: 'utgift 7-1 taxi.pdf'.

    People's own names lead nowhere, are not too long, and never end as another type of file.
    """
    own = name.replace("\\", "/").rpartition("/")[2].rpartition(".")
    said = re.sub(r"[^\w ()+,-]+", "_", own[0] or own[2]).strip(" _")[:60].strip()
    return f"utgift {expense}-{number} {said or 'kvitto'}.{ending}"
