"""Why somebody may not, in a sentence or two: what they may instead, and whom to write to."""

from collections.abc import Collection

_INSTEAD = {
    "styrgrupp": "I styrgruppen läser du allt och loggar beslut, till exempel ”beslut: budgeten godkändes 4/3”.",
    "firmatecknare": "Som firmatecknare läser du allt och attesterar projektledarens egna kostnader.",
}
_LEADERS = {
    "attest": "Bara projektledaren attesterar och returnerar utgifter. Inget ändrades.",
    "claim": "Bara projektledaren gör och ångrar rekvisitioner. Inget ändrades.",
    "lists": "Bara projektledaren kan läsa in listor. Skicka filen till projektledaren. Inget är sparat.",
    "personal data": "Personuppgifter hanteras av projektledaren, så skriv till {leader}. Inget ändrades.",
    "people": "Vem som har vilken roll bestämmer projektledaren, så skriv till {leader}. Inget ändrades.",
    "dates": "Det gör projektledaren, så skriv till {leader}. Inget ändrades.",
    "correct others": "Det gör projektledaren, så skriv till {leader}. Inget ändrades.",
}


def why_not(right: str | None, roles: Collection[str], leader: str) -> str:
    """`right`: what it takes, None for what nobody may; `leader`: what the project leader is called."""
    if right is None:
        return "Den knappen känner jag inte till, så jag gjorde inget."
    if right in _LEADERS:
        return _LEADERS[right].format(leader=leader)
    instead = " ".join(sentence for role, sentence in _INSTEAD.items() if role in roles) or "Din roll är att läsa."
    return f"{instead} Det här gör arbetsgruppen, så skriv till {leader}. Inget är sparat."


def changed() -> str:
    return "Din roll har ändrats sedan du frågade. Fråga gärna igen."
