"""'bokföring', 'huvudboken för mars', 'stäm av mot reskontran': a file that is to be matched with what is logged."""

import re

MOST = 12  # words: a longer text tells of something else
_LEDGER = re.compile(
    r"(?i)(?<!\w)(?:bokföring(?:en)?|huvudbok(?:en)?|(?:leverantörs)?reskontra(?:n)?|verifikations?lista(?:n)?|"
    r"(?:stäm|stämma|stämmer) av|pricka av|matcha)(?!\w)"
)


def asks_to_match(text: str, files: list[str]) -> bool:
    """Whether the words and the names of the files are those of a ledger export."""
    tables = bool(files) and all(re.search(r"(?i)\.(?:xlsx|csv|txt|tsv)$", name) for name in files)
    return tables and len(text.split()) <= MOST and _LEDGER.search(text) is not None
