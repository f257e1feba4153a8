"""One record by its number: 'aktivitet 12', 'underlag utgift 3'."""

import re
from dataclasses import dataclass

from bot.records import RECORDS, Kind


@dataclass(frozen=True)
class Numbered:
    """The record of that kind with that number, whether there is one or not."""

    kind: Kind
    number: int


_KIND_OF: dict[str, Kind] = {record.noun.casefold(): kind for kind, record in RECORDS.items()} | {
    "beslut": "note", "avvikelse": "note", "uppgift": "note",
}  # fmt: skip
_NAMED = re.compile(
    rf"(?i)(?:(?:visa|underlag(?:et)?|kostnad(?:er|erna)?|utgifter|pengar) (?:för |till |på |av )?)?(?:den )?"
    rf"(?P<noun>{'|'.join(_KIND_OF)})(?:en|et|n)? (?:nr\.? ?|nummer |#)?(?P<number>\d{{1,12}})(?: (?:kostnader|utgifter|underlag))?"
)


def read_numbered(text: str) -> Numbered | None:
    """The record that the text names and says nothing more of."""
    found = _NAMED.fullmatch(" ".join(text.split()).strip(" ?!."))
    if found is None:
        return None
    kind, number = _KIND_OF[found["noun"].casefold()], found["number"]
    year = kind == "note" and re.fullmatch(r"20\d\d", number)  # 'beslut 2024': those of the year
    return None if year else Numbered(kind, int(number))
