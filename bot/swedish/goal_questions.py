"""Questions about what is reached: 'vilka mål når vi inte?', 'hur många kvinnor?', 'vilka kommuner har vi inte varit i?'."""

from collections.abc import Sequence


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Who was there: of all that was held, where nothing else is named.
PEOPLE = _words(
    "deltagare deltagarna kvinnor kvinnorna män männen personer besökare folk deltagit deltog medverkat medverkade"
)
MUNICIPALITIES = frozenset({"kommuner", "kommunerna"})
PERSPECTIVES = frozenset({"perspektiv", "perspektiven", "perspektivet", "tvärperspektiv"})
# beside 'kommuner' these say nothing new: what is reached and what is not stands in the same answer
_BESIDE_PLACES = _words(
    "inte ej besökt besökts saknas saknar återstår kvar med missat täckt täcker representerade ingår deltar deltagit deltog"
    " medverkat aktiva än ännu redan alla någon gång varit besöker besökte fått någonting något av länets länet"
)
_REACHES = _words(
    "når nås nådde nått nåtts uppnår uppnås uppnått uppnåtts uppfyller uppfyllt uppfylls klarar klarat missar missat hinner"
)
_BESIDE_GOALS = _REACHES | _words(
    "inte ej än ännu redan fram nå klara uppnå nära långt ifrån bra utvecklas utvecklats ökar ökat minskar minskat stor stort"
    " hög högt högre låg lågt aktuell aktuella senaste mätningen utfall utfallet nivå nivån värde värdet satt"
)


def of_municipalities(words: Sequence[str]) -> list[str]:
    """The words without those that say nothing beside 'kommuner'."""
    if MUNICIPALITIES.isdisjoint(words):
        return list(words)
    return [word for word in words if word not in _BESIDE_PLACES]


def of_goals(words: Sequence[str], goals: frozenset[str], indicators: str) -> list[str]:
    """'Vilka mål når vi?' asks for the `indicators`; `goals` are the words for a goal."""
    if goals.isdisjoint(words) or _REACHES.isdisjoint(words) or "många" in words or not PEOPLE.isdisjoint(words):
        return list(words)
    return [*(word for word in words if word not in _BESIDE_GOALS), indicators]


def measured(words: Sequence[str], idle: frozenset[str]) -> tuple[list[str], list[int]]:
    """What a question about something that is measured calls it, and the years that it names."""
    said = [word for word in words if word not in idle | _BESIDE_GOALS]
    years = [int(word) for word in said if word.isdecimal() and len(word) == 4]
    return [word for word in said if not (word.isdecimal() and len(word) == 4)], years
