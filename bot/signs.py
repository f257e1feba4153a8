"""Text without the signs that nobody sees and that make it read as something else. Pure."""

import re
import unicodedata

_KEPT = "\n\t"
_JOINER = "\u200d"  # holds the parts of an emoji together
# every sign that `clean` may change lies here; most of what is shown has none: å, no-break spaces, dashes, quotes
_PERHAPS = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u0300-\u03ff\u0483-\u200f\u2028-\u202f\u205f-\U0010ffff]")
_LINES = {0x2028: "\n", 0x2029: "\n", 0x85: "\n"}


def clean(text: str) -> str:
    """Without control characters and signs that turn or hide what is written.

    A right-to-left override shows 'gpj.exe' as 'exe.jpg' (Unicode TR 36, 'Bidirectional Text Spoofing'); a zero-width
    sign has two words look alike that are not. Other line ends are '\\n', and a letter is one sign: what comes from a
    Mac's file name has its dots and rings beside it, and would be found by nobody who looks for it.
    """
    if not _PERHAPS.search(text):
        return text
    text = unicodedata.normalize("NFC", text)
    if text.isprintable():
        return text
    shown = "".join(
        sign for sign in text.translate(_LINES) if sign.isprintable() or sign in _KEPT or _is_harmless(sign)
    )
    return shown.encode("utf-8", "replace").decode("utf-8")


def _is_harmless(sign: str) -> bool:
    """What is not printable and stays: spaces of every kind, private signs, those yet unknown, and halves, made '?' after."""
    return sign == _JOINER or unicodedata.category(sign) in ("Zs", "Co", "Cn", "Cs")
