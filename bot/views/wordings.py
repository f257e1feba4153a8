"""What is asked, in words: for each doubt a title and the lines below it."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from bot.project import Project
from bot.reading import Doubt, Reading
from bot.records import MAX_COUNT
from bot.views import swedish_text as sv

Wording = Callable[[Doubt, Any, Project], Sequence[str]]


def _counts_disagree(doubt: Doubt, reading: Reading, project: Project) -> Sequence[str]:
    heads = reading.participants
    if heads is None or heads.total is None:
        return ("Hur många var med?",)
    parts = [
        (heads.women, "kvinna", "kvinnor"),
        (heads.men, "man", "män"),
        (heads.others, "av annat kön", "av annat kön"),
    ]
    given = [(count, one, many) for count, one, many in parts if count is not None]
    total = sum(count for count, _, _ in given)
    split = sv.listed([sv.plural(count, one, many) for count, one, many in given])
    return (
        "Vilket stämmer?",
        f"{split} blir {total}, men du skrev {sv.plural(heads.total, 'deltagare', 'deltagare')}.",
    )


def _split_disagrees(doubt: Doubt, reading: Reading, project: Project) -> Sequence[str]:
    total = reading.participants.total if reading.participants else None
    return (
        "Vilket stämmer?",
        f"Du skrev {sv.plural(total or 0, 'deltagare', 'deltagare')}, men fördelningen som står där blir {doubt.text}.",
    )


def _which_year(doubt: Doubt, reading: Reading, project: Project) -> Sequence[str]:
    if len(doubt.readings) > 1:
        return ("Vilket år menar du?",)
    return ("Stämmer datumet?", f"Du skrev {sv.day(date.fromisoformat(doubt.text))}.")


def outside_period_wording(doubt: Doubt, reading: Reading | None, project: Project) -> Sequence[str]:
    day = date.fromisoformat(doubt.text)
    return (
        "Stämmer datumet?",
        f"{sv.capitalized(sv.day(day))} ligger utanför projektets tid, "
        f"{sv.day(project.start, weekday=False)} – {sv.day(project.end, weekday=False)}.",
    )


def _flat_rate(doubt: Doubt, reading: Reading, project: Project) -> Sequence[str]:
    rate = project.flat_rate
    amount = f" ({sv.kronor(int(reading.amount * 100))})" if reading.amount is not None else ""
    what = reading.description or "Det här"
    base = project.flat_rate.of.casefold()
    return (
        "Ska den här med?",
        f"{what}{amount} täcks redan av schablonen för {rate.category.casefold()}, {rate.percent:g} % av kostnaden för {base}.",
    )


def _no_amount(doubt: Doubt, reading: Reading, project: Project) -> Sequence[str]:
    distance = reading.metrics.distance_km
    if distance and doubt.readings:
        rate = sv.kronor(int(project.mileage_kr_per_km * 100))
        return ("Ska jag räkna milersättning?", f"{sv.decimal(distance)} km à {rate}.")
    return ("Jag hittade inget belopp. Skriv till exempel ”utgift 1 250 kr buss till Nora 3/3”. Inget sparades.",)


def _impossible_date(doubt: Doubt, reading: Reading, project: Project) -> Sequence[str]:
    return (
        f"Datumet ”{doubt.text}” finns inte. Skriv det till exempel som ”13 mars” eller ”2024-03-13”. Inget sparades.",
    )


def _unknown_goal(doubt: Doubt, reading: Reading, project: Project) -> Sequence[str]:
    known = sv.listed([f"{goal.number} {goal.name}" for goal in project.goals])
    return (f"{sv.capitalized(doubt.text)} finns inte. Delmålen är {known}. Inget sparades.",)


def _unknown_municipality(doubt: Doubt, reading: Reading, project: Project) -> Sequence[str]:
    known = sv.listed([municipality.name for municipality in project.municipalities])
    return (f"”{doubt.text}” är ingen av länets kommuner. De är {known}. Inget sparades.",)


def _fixed(*sentences: str) -> Wording:
    return lambda doubt, reading, project: sentences


def _day_in(doubt: Doubt) -> str:
    return sv.capitalized(sv.day(date.fromisoformat(doubt.text)))


def _deadline_after(doubt: Doubt, reading: Reading, project: Project) -> Sequence[str]:
    occasion = f" {sv.day(reading.date)}" if reading.date else ""
    return ("Vilken dag stämmer?", f"Sista anmälningsdagen {_day_in(doubt).lower()} ligger efter tillfället{occasion}.")


def _on_days_off(doubt: Doubt, reading: Reading, project: Project) -> Sequence[str]:
    days = [sv.day(date.fromisoformat(day), weekday=False) for day in doubt.text.split()[:6]]
    return (f"Alla dagarna är helgdagar, klämdagar eller i sommarveckorna: {sv.listed(days)}. Inget sparades.",)


def _no_date(doubt: Doubt, reading: Reading, project: Project) -> Sequence[str]:
    what = reading.title if reading.title and len(reading.title) <= LONGEST_EXAMPLE else "Branschseminarium vård"
    return (
        f"Jag hittade ingen dag att planera för. Skriv till exempel ”/yh-paminn {what} 14 maj kl 13”. Inget sparades.",
    )


LONGEST_EXAMPLE = 40
REFUSALS = {
    "repeat_without_days", "repeat_on_days_off", "repeat_after_project", "repeat_is_over", "repeat_falls_nowhere", "deadline_of_repeat",
    "personal_identity_number", "health", "impossible_date", "no_amount", "negative_count", "no_whole_number", "too_many_heads", "several_names", "zero_amount", "amount_too_large",
    "no_value", "several_values", "no_indicator_name", "unknown_goal", "unknown_municipality", "no_name", "no_date", "too_many", "nothing_said", "nothing_planned", "no_text", "nothing_to_change", "one_at_a_time", "take_back", "impossible_time",
}  # fmt: skip

WORDINGS: dict[str, Wording] = {
    "counts_disagree": _counts_disagree,
    "outside_period": outside_period_wording,
    "covered_by_flat_rate": _flat_rate,
    "no_amount": _no_amount,
    "impossible_date": _impossible_date,
    "unknown_goal": _unknown_goal,
    "unknown_municipality": _unknown_municipality,
    "unknown_kind": _fixed("Vad är det här?", "Jag förstod inte vad du vill logga."),
    "too_many": _fixed("Det blev fler än 20 poster på en gång. Dela upp dem i flera meddelanden. Inget sparades."),
    "nothing_said": _fixed(
        "Jag såg inte vad som hölls. Skriv till exempel ”branschseminarium i Kumla 13 mars, 32 deltagare”. Inget sparades."
    ),
    "nothing_planned": _fixed(
        "Jag såg inte vad som ska hållas. Skriv till exempel ”/yh-paminn branschseminarium vård 14 maj i Kumla”. Inget sparades."
    ),
    "deadline_after": _deadline_after,
    "end_before_start": lambda doubt, reading, project: (
        "Vilken tid menar du?" if doubt.field == "time" else "Vilka dagar menar du?",
        f"Slutet ligger före början i ”{doubt.text}”." if doubt.text else "Slutet ligger före början.",
    ),
    "once_or_each": _fixed("En gång eller varje månad?"),
    "repeat_without_days": _fixed(
        "Jag såg inte vilken dag det återkommer. Skriv till exempel ”första tisdagen varje månad” eller ”varannan tisdag”. Inget sparades."
    ),
    "deadline_of_repeat": _fixed(
        "En sista anmälningsdag hör till ett enda tillfälle. Skriv raden utan den, eller planera det tillfället för sig. Inget sparades."
    ),
    "repeat_on_days_off": _on_days_off,
    "repeat_after_project": lambda doubt, reading, project: (
        f"Projektet slutar {sv.day(project.end, weekday=False)}, och tillfällena ligger efter det. Inget sparades.",
    ),
    "repeat_is_over": _fixed(
        "Den sista av dagarna har redan varit. Skriv till och med vilken dag det ska hålla på. Inget sparades."
    ),
    "repeat_falls_nowhere": _fixed(
        "Ingen sådan dag finns mellan början och slutet. Skriv om raden med andra dagar. Inget sparades."
    ),
    "nothing_to_change": _fixed(
        "Jag såg inte vad som ska ändras. Skriv till exempel ”ändra senaste: 25 deltagare” eller ”flytta Kumla till 21 maj”. Inget ändrades."
    ),
    "split_disagrees": _split_disagrees,
    "which_year": _which_year,
    "not_yet": lambda doubt, reading, project: (
        "Stämmer datumet?",
        f"{sv.capitalized(sv.day(date.fromisoformat(doubt.text)))} har inte varit än.",
    ),
    "impossible_time": lambda doubt, reading, project: (
        f"Klockslaget ”{doubt.text}” finns inte. Skriv det till exempel som ”kl 13” eller ”13.30–15”. Inget sparades.",
    ),
    "one_at_a_time": _fixed(
        "Jag ändrar en post i taget. Skriv dem på var sin rad, till exempel ”ställ in aktivitet 12”. Inget ändrades."
    ),
    "take_back": _fixed(
        "Det som är ångrat tar du tillbaka med knappen Ta tillbaka: skriv ”/yh-logg senaste”. Inget ändrades."
    ),
    "does_not_hold": lambda doubt, reading, project: ("Det går inte ihop", doubt.text),
    "other_currency": lambda doubt, reading, project: (f"Vad blir det i {doubt.text}?", f"Posten är i {doubt.text}."),
    "no_value": _fixed("Jag hittade inget värde. Skriv till exempel ”mått fyllnadsgrad 87 % 2024”. Inget sparades."),
    "several_values": _fixed(
        "Jag hittade flera värden. Skriv en rad för vart och ett, till exempel ”mått fyllnadsgrad 87 % 2024”. Inget sparades."
    ),
    "no_indicator_name": _fixed(
        "Jag såg inte vad indikatorn heter. Skriv till exempel ”indikator fyllnadsgrad: utgångsläge 71 %, mål 90 % "
        "senast 31 december 2025, delmål 2”. Inget sparades."
    ),
    "no_goal": _fixed("Vilket delmål hör indikatorn till?"),
    "which_value": _fixed("Är det målet eller utgångsläget?"),
    "no_category": _fixed("Vilket kostnadsslag?"),
    "no_text": _fixed(
        "Jag såg inte vad du ville anteckna. Skriv till exempel ”beslut: partneravtalet godkändes 4/12”. Inget sparades."
    ),
    "no_name": _fixed(
        "Jag hittade inget namn. Skriv till exempel ”kontakt Karin Öst, hr-chef på Bygg AB, karin@bygg.se”. Inget sparades."
    ),
    "no_date": _no_date,
    "plan_in_the_past": lambda doubt, reading, project: ("Stämmer datumet?", f"{_day_in(doubt)} har redan varit."),
    "negative_count": _fixed("Antalet kan inte vara mindre än noll. Skriv till exempel ”5 deltagare”. Inget sparades."),
    "no_whole_number": _fixed(
        "Antalet är inget helt tal. Skriv till exempel ”5 deltagare” eller ”omkring 5 deltagare”. Inget sparades."
    ),
    "too_many_heads": _fixed(
        f"Det blev för många för att stämma: högst {sv.number(MAX_COUNT)} går att logga. Inget sparades."
    ),
    "broken_email": lambda doubt, reading, project: ("Stämmer e-postadressen?", f"”{doubt.text}” är ingen hel adress."),
    "several_names": lambda doubt, reading, project: (
        f"Jag hittade fler än ett namn: {doubt.text}. Skriv en rad för var och en. Inget sparades.",
    ),
    "zero_amount": _fixed("Beloppet är noll. Skriv till exempel ”utgift 1 250 kr buss till Nora 3/3”. Inget sparades."),
    "amount_too_large": _fixed(
        "Beloppet är för stort för att stämma. Skriv det i kronor, till exempel ”1 250 kr” eller ”45 tkr”. Inget sparades."
    ),
    "personal_identity_number": _fixed(
        "Jag sparar inte personnummer, så inget är loggat. Ta bort ditt meddelande här också och skriv om det utan numret."
    ),
    "health": _fixed(
        "Jag sparar inget om någons hälsa, så inget är loggat. Ta bort ditt meddelande här också och skriv om det utan den uppgiften."
    ),
}

_FIELD_TITLES = {
    "date": "Vilken dag menar du?", "end_date": "Vilka dagar menar du?", "time": "Vilken tid menar du?", "deadline": "Vilken är sista anmälningsdagen?",
    "amount": "Vilket belopp är det?", "currency": "Vad blir det i kronor?", "vat": "Ingår momsen?", "category": "Vilket kostnadsslag?",
    "participants": "Hur många var med?", "municipalities": "Vilken kommun?", "name": "Vad heter personen?", "kind": "Vad är det här?",
    "organisation": "Vem kom pengarna från?",
}  # fmt: skip


def by_field(field: str) -> Wording:
    def wording(doubt: Doubt, reading: Reading, project: Project) -> Sequence[str]:
        title = _FIELD_TITLES.get(field, "Vad menar du?")
        return (title, f"Du skrev ”{doubt.text}”.") if doubt.text else (title,)

    return wording
