"""What is said of copies of the file: made, looked at, put in its place."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot.lists import SHEETS
from bot.records import RECORDS, Kind
from bot.views import swedish_text as sv

UNTOUCHED = "Inget är ändrat."


def made(copy: Path, there: int) -> str:
    """`there`: how many copies the folder has with it."""
    noun = "säkerhetskopia finns" if there == 1 else "säkerhetskopior finns"
    return f"{copy.name} är gjord och kontrollerad. {sv.number(there)} {noun} i {copy.parent}."


def holds(name: str, latest: datetime | None, records: Counter[Kind]) -> str:
    """A line about what a file holds; `latest` on the project's clock, None when nothing was ever logged in it."""
    when = f"senast ändrad {moment(latest)}" if latest else "ingenting är loggat"
    return f"{name}: {when}. {_counted(records)}."


def _counted(records: Counter[Kind]) -> str:
    parts = [
        sv.plural(count, RECORDS[kind].noun.casefold(), SHEETS[kind].casefold())
        for kind, count in records.items()
        if count
    ]
    return sv.listed(parts) or "Inga poster"


def unreadable(name: str) -> str:
    return f"{name}: går inte att läsa. Den sparas som den är."


def restored(name: str, replaced: Path | None, lacking: int, *, erased: bool) -> Sequence[str]:
    """The lines after a restore. `lacking`: receipts that could not be found; `erased`: whether it was erased again."""
    lines = [f"{name} är på plats."]
    if erased:
        lines.append("Det som har raderats sedan den gjordes är raderat igen.")
    if replaced:
        lines.append(
            f"Det som fanns är kvar i {replaced}. Ta bort filen när du har sett att allt stämmer: den innehåller personuppgifter."
        )
    if lacking:
        noun = "kvitto" if lacking == 1 else "kvitton"
        lines.append(f"{sv.number(lacking)} {noun} finns varken här eller bland säkerhetskopiorna.")
    return lines


def moment(value: datetime) -> str:
    """'tis 24 november 2026 kl 2.00'."""
    return f"{sv.day(value.date())} {sv.clock(value.time())}"
