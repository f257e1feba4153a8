"""An objection to being in the register (GDPR, art. 21): 'invändning Eva Holm', 'Eva Holm har invänt'."""

import re

_SAID = (
    re.compile(r"(?i)\W*(?:logga |ny )?invändning(?:en)?(?: (?:från|av|mot|gäller|för))?(?: ?:)? (?P<who>.+?)[\s.!]*"),
    re.compile(r"(?i)\W*(?P<who>(?:kontakt \d{1,9}|[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,3}|\S+@\S+)) (?:har invänt|invänder|motsätter sig|vill inte (?:vara med|finnas|vara kvar|finnas kvar))(?: mot .{1,40}| behandling\w*| i? ?registret)?[\s.!]*"),
)  # fmt: skip
LONGEST = 100
_ALL = re.compile(
    r"(?i)\W*(?:visa |lista |vilka |alla )*(?:invändningar(?:na)?|(?:kontakter )?(?:som )?har invänt)[\s.?!]*"
)
_NOT_USED = re.compile(
    r"(?i)\W*(?P<who>(?:kontakt \d{1,9}|[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,3}|\S+@\S+)) vill inte att (?:vi|ni|du|man) "
    r"(?:har|använder|sparar|behandlar|lagrar|behåller) (?:henne|honom|hen|sina|hennes|hans|hens)\b.{0,40}"
)


def asks_for_objections(text: str) -> bool:
    """'invändningar', 'vilka har invänt?'"""
    return _ALL.fullmatch(" ".join(text.split())) is not None


def read_objection(text: str) -> str | None:
    """Who objects, as written: a name, an address, 'kontakt 3'; None where the text is about something else."""
    said = " ".join(text.split())
    found = next((match for each in (*_SAID, _NOT_USED) if (match := each.fullmatch(said))), None)
    return found["who"].strip(" ”\"':")[:LONGEST] if found else None
