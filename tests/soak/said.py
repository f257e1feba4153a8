"""What fifty people write, each line of it like no other, so that it can be found again in the file."""

import random
from dataclasses import dataclass

SYLLABLES = ("ba", "do", "fi", "ga", "ke", "lu", "ma", "ni", "po", "ra", "se", "ti", "va", "vi", "lo", "mi")
BOUGHT = ("parkering", "buss till Kumla", "tåg till Nora", "lokalhyra", "broschyrer", "fika till mötet")
MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober")
NOTED = ("avtalet med {} godkändes", "ansökan från {} bifölls", "budgeten för {} fastställdes")


@dataclass(frozen=True)
class Line:
    """`key` is how it is known in the file; `kept` says whether it is to be there, and `press` after which button."""

    text: str
    key: str
    kept: bool = True
    press: str = ""


def word(number: int) -> str:
    """A made-up name, another for each number."""
    made = ""
    while True:
        number, rest = divmod(number, len(SYLLABLES))
        made += SYLLABLES[rest]
        if not number and len(made) >= 6:
            return made.capitalize()


def line(number: int, chance: random.Random) -> Line:
    """The line of that number: mostly what it costs, then who and what, and now and then what cannot be saved."""
    draw, ore = chance.random(), 100_00 + number
    day = f"{1 + number % 28} {chance.choice(MONTHS)} 2025"
    amount, name = f"{ore // 100},{ore % 100:02} kr", word(number)
    if draw < 0.55:
        return Line(f"utgift {amount} {chance.choice(BOUGHT)} {day}", f"expense {ore}")
    if draw < 0.70:
        return Line(f"kontakt Eva {name}, {name} Bygg AB, eva.{name.lower()}@example.se", f"contact {name.lower()}")
    if draw < 0.85:
        return Line(f"beslut: {chance.choice(NOTED).format(name)} {day}", f"note {name.lower()}")
    if draw < 0.93:
        return Line(f"köpte pärmar till kontoret {amount} {day}", f"expense {ore}", press=OUTSIDE)
    return Line(f"utgift {chance.choice(BOUGHT)} {name} {day}", f"note {name.lower()}", kept=False)


OUTSIDE = "Spara utanför projektets kostnader"
