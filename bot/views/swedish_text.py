"""How numbers, days and names are written in what people read (`voice.md`)."""

from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal

from bot.project import Project

NBSP = "\u00a0"
WEEKDAYS = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip


def number(value: int) -> str:
    """12 345, with no-break spaces."""
    return f"{value:,}".replace(",", NBSP).replace("-", "−")


def kronor(ore: int) -> str:
    """An amount to the öre where it has any: '1 250,50 kr', '312 kr'. `ore` is whole öre."""
    whole, rest = divmod(abs(ore), 100)
    sign = "−" if ore < 0 else ""
    return f"{sign}{number(whole)}{f',{rest:02d}' if rest else ''}{NBSP}kr"


def amount(ore: int, currency: str = "SEK") -> str:
    """The same of any currency: '312 kr', '−150,50 EUR'. `ore` is hundredths of it."""
    return kronor(ore) if currency == "SEK" else f"{kronor(ore).removesuffix('kr')}{currency}"


def whole_kronor(ore: int) -> str:
    """An amount in whole kronor, half a krona away from zero, for overviews. `ore` is whole öre."""
    whole = (abs(ore) + 50) // 100
    return f"{'−' if ore < 0 and whole else ''}{number(whole)}{NBSP}kr"


def percent(part: int, whole: int) -> str:
    """'38 %', empty where there is no whole to be a part of."""
    return f"{round(100 * part / whole)}{NBSP}%" if whole else ""


def decimal(value: Decimal) -> str:
    """'94', '9,4'."""
    return f"{value.normalize():f}".replace(".", ",")


def day(value: date, *, weekday: bool = True, year: bool = True) -> str:
    """'ons 13 mars 2024'."""
    parts = [WEEKDAYS[value.weekday()]] if weekday else []
    parts += [str(value.day), MONTHS[value.month - 1]]
    return " ".join([*parts, str(value.year)] if year else parts)


def span(first: date, last: date | None) -> str:
    """'ons 13 mars 2024', or 'mån 2 – sön 8 mars 2024' for several days."""
    if last is None or last == first:
        return day(first)
    if first.year != last.year:
        return f"{day(first)} – {day(last)}"
    if first.month != last.month:
        return f"{day(first, year=False)} – {day(last)}"
    return f"{WEEKDAYS[first.weekday()]} {first.day} – {day(last)}"


def clock(start: time | None, end: time | None = None) -> str:
    """'kl 9.00', 'kl 13.00–15.00', or nothing."""
    if start is None:
        return ""
    last = f"–{end.hour}.{end:%M}" if end else ""
    return f"kl{NBSP}{start.hour}.{start:%M}{last}"


def listed(words: Sequence[str], last: str = "och") -> str:
    """'Kumla', 'Kumla och Nora', 'Kumla, Laxå och Nora'."""
    return f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def plural(count: int, one: str, many: str) -> str:
    """'1 deltagare', '3 kvinnor': the number with the word that fits."""
    return f"{number(count)} {one if count == 1 else many}"


def goals(numbers: Sequence[int], project: Project) -> str:
    """'delmål 3 Arbetsgivare', 'delmål 2 Utbildningar och 3 Arbetsgivare'; empty for none."""
    named = [f"{goal.number} {goal.name}" for n in sorted(numbers) if (goal := project.goal(n))]
    return f"delmål {listed(named)}" if named else ""


def participants(
    total: int | None, women: int | None, men: int | None, others: int | None, *, about: bool = False
) -> str:
    """'32 deltagare: 14 kvinnor, 18 män'; empty when nobody was counted."""
    split = [
        text
        for count, text in (
            (women, plural(women or 0, "kvinna", "kvinnor")),
            (men, plural(men or 0, "man", "män")),
            (others, f"{others} av annat kön"),
        )
        if count is not None
    ]
    whole = f"{'omkring ' if about else ''}{plural(total, 'deltagare', 'deltagare')}" if total is not None else ""
    return ": ".join(part for part in (whole, ", ".join(split)) if part)


def genitive(name: str) -> str:
    """'Anna Eks', 'Lars' (a name that ends in s, x or z takes no further s)."""
    return name if name.casefold().endswith(("s", "x", "z")) else f"{name}s"


def capitalized(text: str) -> str:
    """With its first letter a capital, the others as they are."""
    return f"{text[:1].upper()}{text[1:]}"


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters; '…' says that there was more."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
