"""Whether words that come with a file ask that the list in it be read in."""

import re

_ASKED = re.compile(
    r"(?i)(?!.*(?:kvitto|bokför|huvudbok|reskontra))\W*(?:(?:hej|snälla|kan|vill|du|jag|kanske|gärna|så)\W+)*"
    r"(?:importera|import|läsa? in|ladda in|lägga? in (?:allt|alla|listan|filen|det här|de här))\b.*"
)


def asks_to_import(text: str) -> bool:
    """'importera', 'kan du läsa in de här aktiviteterna?'."""
    return _ASKED.fullmatch(text.strip().replace("\n", " ")) is not None
