"""The whole trail as a list, for whoever asks afterwards who changed what: one row for each field that was changed."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from bot.history import Line
from bot.project import Project
from bot.records import RECORDS, record_kind
from bot.views.history import done, how
from bot.views.history_values import Named, before_and_after

Row = tuple[str | int | None, ...]

# none of a record's own columns: a list of these is not read in as one
HEADINGS = ("Rad", "Tidpunkt", "Vem", "Genom", "Post", "Händelse", "Uppgift", "Före", "Efter")
_NOUNS = {kind: record.noun for kind, record in RECORDS.items()} | {"claim": "Rekvisition", "member": "Roll"}
_AT = {"event": "dagen", "deadline": "sista anmälningsdagen"}


def trail_rows(
    lines: Iterable[Line], of: Mapping[tuple[str, int], str], project: Project, called: Callable[[str], str],
    indicators: Mapping[int, str],
) -> Iterator[Row]:  # fmt: skip
    """`of`: which record a step or a receipt belongs to ('expense:7'); `called`: what a person is called, by id.

    What was logged is one row with all its fields in the last cell: each of them in a row would be a list too long
    for a sheet.
    """
    named = Named(called, lambda number: indicators.get(number, f"indikator {number}"), _step, why=True)
    return (row for line in lines for row in _rows(line, of, project, named))


def _rows(line: Line, of: Mapping[tuple[str, int], str], project: Project, named: Named) -> Iterator[Row]:
    at = line.at.astimezone(project.reminders.zone)
    begins: Row = (
        line.id, f"{at:%Y-%m-%d %H:%M:%S}", named.person(line.who), how(line), _record(line, of), done(line, named),
    )  # fmt: skip
    values = before_and_after(line, project, named)
    if (
        line.record == "contact"
    ):  # which of a person's details, never what they say: some have been undone, or objected to
        yield (*begins, ", ".join(label for label, _, _ in values) or None, None, None)
        return
    if line.what == "logged" or not values:
        yield (*begins, None, None, " · ".join(f"{label}: {now}" for label, _, now in values) or None)
        return
    for label, was, now in values:
        yield (*begins, label, was, now)


def _record(line: Line, of: Mapping[tuple[str, int], str]) -> str:
    """'Utgift 7'; of a milestone its key."""
    kind, _, number = of.get((line.record, line.record_id), f"{line.record}:{line.record_id}").partition(":")
    if kind == "milestone":
        return f"{line.record}".removesuffix(":0")
    known = record_kind(kind)
    return f"{RECORDS[known].noun if known else _NOUNS.get(kind, kind)} {number}"


def _step(line: Line) -> str:
    """What a step says, or where in the plan it lies: the project file's words may be others by now."""
    before, _, days = line.name.partition(":")
    return f"{days} dagar före {_AT[before]}" if before in _AT else line.name
