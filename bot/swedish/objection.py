"""An objection to being in the register (GDPR, art. 21): 'invändning Eva Holm', 'Eva Holm har invänt'."""

import re

_SAID = (
    re.compile(r"(?i)\W*(?:logga |ny )?invändning(?:en)?(?: (?:från|av|mot|gäller|för))?(?: ?:)? (?P<who>.+?)[\s.!]*"),
    re.compile(r"(?i)\W*(?P<who>(?:kontakt \d{1,9}|[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,3}|\S+@\S+)) (?:har invänt|invänder|motsätter sig|vill inte (?:vara med|finnas|vara kvar|finnas kvar))(?: mot .{1,40}| behandling\w*| i? ?registret)?[\s.!]*"),
)  # fmt: skip
LONGEST = 100


def read_objection(text: str) -> str | None:
    """Who objects, as written: a name, an address, 'kontakt 3'; None where the text is about something else."""
    said = " ".join(text.split())
    found = next((match for each in _SAID if (match := each.fullmatch(said))), None)
    return found["who"].strip(" ”\"':")[:LONGEST] if found else None
