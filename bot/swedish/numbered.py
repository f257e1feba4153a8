"""One record by its number: 'aktivitet 12', 'underlag utgift 3', 'är utgift 7 betald?'."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.records import RECORDS, Kind


@dataclass(frozen=True)
class Numbered:
    """The record of that kind with that number, whether there is one or not."""

    kind: Kind
    number: int


KIND_OF: dict[str, Kind] = {record.noun.casefold(): kind for kind, record in RECORDS.items()} | {
    "beslut": "note", "avvikelse": "note", "uppgift": "note",
}  # fmt: skip


def named(nouns: Iterable[str]) -> str:
    """'utgiften nr 7' as any sentence may have it, of these nouns; its groups are `noun` and `number`."""
    return rf"(?:den )?(?P<noun>{'|'.join(nouns)})(?:en|et|n)? ?(?:nr\.? ?|nummer |# ?)?(?P<number>\d{{1,12}})"


_OF = r"(?:kostnad(?:er|erna|en)?|utgift(?:er|erna)|ekonomi(?:n)?|pengar(?:na)?|underlag(?:et)?|kvitto(?:t|n)?)"
_SHOWN = re.compile(
    rf"(?i)(?:(?:visa|öppna) )?(?:(?:alla )?{_OF} (?:för |till |på |i |av )?)?{named(KIND_OF)}s?(?:,? {_OF})?"
)
_ASKED = re.compile(
    r"(?i)(?:hej |vet du om )?(?:är|har|blev|när|vem|varför)\b[^\d?]{0,40}\b(?:utgift(?:en)?|nr|nummer) ?#?(?P<number>\d{1,9})\b[^\d?]{0,30}\?"
)


def read_numbered(text: str) -> Numbered | None:
    """The record that the text names and says nothing more of; 'aktivitet 12 deltagare' tells."""
    found = _SHOWN.fullmatch(" ".join(text.split()).strip(" ?!."))
    if found is None:
        return None
    kind, number = KIND_OF[found["noun"].casefold()], found["number"]
    year = kind == "note" and re.fullmatch(r"20\d\d", number)  # 'beslut 2024': those of the year
    return None if year else Numbered(kind, int(number))


def asked_by_number(text: str) -> Numbered | None:
    """The same, or the expense that a question is about: 'är utgift 7 betald?'"""
    asked = _ASKED.fullmatch(" ".join(text.split()))
    return Numbered("expense", int(asked["number"])) if asked else read_numbered(text)
