"""What cannot be done, each by its name, with the Swedish sentence for the person who asked.

Raised anywhere on a message's way, caught in one place (`handlers.conversation`). Nothing was saved when
one of these is raised; `str()` says so where the person could believe otherwise.
"""

import re
from collections.abc import Iterable

MAX_TEXT = 3000


class Refused(Exception):
    """Something a person asked for that is not done; `str()` is the sentence to answer with."""


class SheetRefused(Refused):
    """An Excel or CSV file that is not read."""


class NoSheet(SheetRefused):
    def __init__(self) -> None:
        super().__init__("Filen är varken Excel (.xlsx) eller CSV. Spara om den som någon av dem.")


class TooLong(Refused):
    def __init__(self, length: int) -> None:
        super().__init__(
            f"Det blev för långt för mig: {length} tecken. Skriv högst {MAX_TEXT}, gärna en rad per sak. Inget sparades."
        )


class SearchTooLong(Refused):
    def __init__(self, longest: int) -> None:
        super().__init__(f"Det blev för långt att söka på. Skriv några ord, högst {longest} tecken.")


class NothingToLog(Refused):
    def __init__(self) -> None:
        super().__init__(
            "Jag hittade inget att logga. Skriv till exempel "
            "”branschseminarium i Kumla 13 mars, 32 deltagare” eller ”utgift 312 kr buss till Nora 3/9”. Inget sparades."
        )


class NoSuchRecord(Refused):
    def __init__(self) -> None:
        super().__init__("Den posten hittar jag inte. Skriv ”/yh-logg senaste” så ser du dina senaste.")


class NoSuchPlan(Refused):
    def __init__(self) -> None:
        super().__init__("Den planen finns inte längre. Skriv ”/yh-paminn” så ser du vad som är på gång.")


class NotPlanned(Refused):
    def __init__(self, name: str) -> None:
        super().__init__(f"{name} är inte planerad längre, så jag ändrade inget. Skriv ”/yh-paminn” så ser du planen.")


class NotAllowed(Refused):
    """What the person's role is not for; the sentence says whom to write to."""


class NoSuchRole(Refused):
    """Why somebody cannot be given a role, or it cannot be taken back."""


class NotForThem(NotAllowed):
    def __init__(self, leader: str) -> None:
        super().__init__(
            "Kontakternas uppgifter är för dem som arbetar med dem, arbetsgruppen och projektledaren. "
            f"Skriv till {leader}, så får du hjälp."
        )


class NotHad(Refused):
    def __init__(self, name: str) -> None:
        super().__init__(f"Jag kom inte åt {name}. Skicka filen en gång till. Inget är sparat.")


class ForTheLeader(Refused):
    def __init__(self, name: str) -> None:
        super().__init__(f"Bara projektledaren kan ge {name} en annan dag. Inget ändrades.")


class AlreadyUndone(Refused):
    def __init__(self, name: str) -> None:
        super().__init__(f"{name} ångrades redan tidigare, så jag ändrade inget.")


class NotYours(Refused):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} loggades av någon annan. Be den personen eller projektledaren att ändra den. Inget ändrades."
        )


class Objects(Refused):
    def __init__(self, name: str, leader: str) -> None:
        super().__init__(
            f"{name} har invänt och används inte. Är något fel i uppgifterna rättar projektledaren dem, så skriv till {leader}. "
            "Inget ändrades."
        )


class ChangedMeanwhile(Refused):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"Någon ändrade {name} efter att du öppnade formuläret. Stäng och öppna det igen. Inget sparades."
        )


class ChangedSince(Refused):
    def __init__(self, name: str) -> None:
        super().__init__(f"Den ändringen av {name} är redan tillbakatagen eller ändrad igen, så jag ändrade inget.")


class NotFound(Refused):
    def __init__(self, described: str) -> None:
        super().__init__(
            f"Jag hittar inget som passar ”{described}”. Skriv numret, till exempel ”ändra aktivitet 12: 25 deltagare”. "
            "Det står i ”/yh-logg senaste”. Inget ändrades."
        )


class NoneYet(Refused):
    def __init__(self) -> None:
        super().__init__("Du har inte loggat något som jag kan ändra. Inget ändrades.")


class NoSuchField(Refused):
    def __init__(self, name: str, field: str) -> None:
        said = _FIELDS.get(field, "plats för det")
        super().__init__(f"{name} har {'ingen' if field in _COMMON else 'inget'} {said}. Inget ändrades.")


_FIELDS = {
    "participants": "deltagarantal", "registered": "antal anmälda", "visitors": "besöksantal", "amount": "belopp",
    "category": "kostnadsslag", "status": "läge", "date": "datum", "shift": "datum", "end_date": "slutdatum",
    "email": "e-postadress", "phone": "telefonnummer", "goals": "delmål", "vat": "moms", "place": "plats", "time": "tid",
    "end_time": "tid", "deadline": "sista dag", "role": "roll", "organisation": "organisation", "supplier": "leverantör",
    "value": "värde", "baseline": "utgångsläge", "target_value": "målvärde", "unit": "enhet",
    "municipalities": "kommun", "activity_type": "typ", "responsible": "ansvarig", "name": "namn",
}  # fmt: skip
_COMMON = frozenset(
    ("email", "vat", "unit", "place", "time", "end_time", "deadline", "role", "organisation", "supplier", "municipalities",
     "activity_type", "responsible")
)  # fmt: skip


class InOneMessage(Refused):
    def __init__(self) -> None:
        super().__init__(
            "Jag vet inte vilken av raderna du vill ändra. Spara dem först och rätta sedan. Inget sparades."
        )


class NothingNew(Refused):
    def __init__(self, name: str) -> None:
        super().__init__(f"Så står det redan: {name} behövde inte ändras.")


class NoIndicators(Refused):
    def __init__(self) -> None:
        super().__init__(
            "Det finns ingen indikator att mäta än. Skriv först till exempel ”indikator fyllnadsgrad: utgångsläge 71 %, "
            "mål 90 % senast 31 december 2025, delmål 2”. Inget sparades."
        )


class OtherUnit(Refused):
    def __init__(self, name: str, unit: str | None, written: str | None, numbered: str) -> None:
        measured = f"mäts i {unit}" if unit else "har ingen enhet"
        super().__init__(
            f"{name} {measured}, men du skrev {written}. Skriv om värdet, eller byt enhet så här: "
            f"”ändra {numbered.casefold()}: enhet {written}”. Inget sparades."
        )


class IndicatorStands(Refused):
    def __init__(self, name: str, numbered: str) -> None:
        super().__init__(
            f"{name} finns redan: {numbered}. Ändra den så här: ”ändra {numbered.casefold()}: mål 95 %”. "
            f"Ett nytt värde loggar du så här: ”mått {name.casefold()} 87”. Inget sparades."
        )


class AlreadyAnswered(Refused):
    def __init__(self) -> None:
        super().__init__("Den frågan är redan besvarad. Skriv ”/yh-logg senaste” så ser du hur det blev.")


class AskedAnother(Refused):
    def __init__(self) -> None:
        super().__init__("Den frågan ställde jag till någon annan. Inget ändrades.")


class Locked(Refused):
    def __init__(self, name: str, claim: int) -> None:
        super().__init__(
            f"{name} är med i rekvisition {claim} och kan inte ändras. Projektledaren kan ångra den senaste "
            "rekvisitionen. Inget ändrades."
        )


_MISSING = re.compile(r"Utgift (\d+) finns inte\.")


def _in_short(why: Iterable[str]) -> list[str]:
    """The sentences; those of numbers that are not there as one: 'Utgift 8 och 46–50 finns inte.'"""
    sentences = list(why)
    missing = sorted(int(found[1]) for each in sentences if (found := _MISSING.fullmatch(each)))
    if len(missing) < 2:
        return sentences
    runs: list[list[int]] = []
    for number in missing:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    *said, last = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    names = f"{', '.join(said)} och {last}" if said else last
    return [*(each for each in sentences if not _MISSING.fullmatch(each)), f"Utgift {names} finns inte."]


class NotDone(Refused):
    """Why something cannot be done with one or several expenses, a sentence for each."""

    def __init__(self, *why: str) -> None:
        super().__init__(f"{' '.join(_in_short(dict.fromkeys(why)))} Inget ändrades.")


class NotSoFar(Refused):
    """Words that begin as an errand with expenses, but go on as none."""

    def __init__(self, written: str, example: str) -> None:
        how = "Skriv" if re.match(r"(?i)(?:utgift(?:en)? )?\W*\d", written) else "Skriv utgiftens nummer,"
        super().__init__(f"Jag förstod inte ”{written}”. {how} till exempel ”{example}”. Inget ändrades.")
