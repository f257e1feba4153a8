"""The evaluator's export: what was held, for whom and at what cost, without anything that could be about a person.

Left out are whole columns, not words: nobody can vouch for what was written in free text.
"""

from collections import Counter

from bot import budget
from bot.book import Book, Cell, Column, Grid, Rows, Sheet, kronor
from bot.material import Material
from bot.records import STATUSES, Activity
from bot.views.formulas import sum_of
from bot.views.report_goals import took_part
from bot.views.report_words import about, funded_by

LEFT_OUT = (
    "Utelämnat: rubriker, platser, ansvariga, anteckningar, vem som loggade vad, kontakternas uppgifter, "
    "utgifternas texter, leverantörer och verifikationer, inbetalarnas namn, beslutens och uppgifternas text.",
    "Fri text kan innehålla namn. Behöver utvärderaren den går ni igenom den först. Kontakter är bara antal.",
)


def evaluation(material: Material) -> Book:
    """The workbook: occasions, people by goal and year, cost by line and year, and how many contacts there are."""
    return Book(
        title=f"Underlag till utvärdering {material.span.name}",
        author=material.project.owner,
        sheets=(
            _first(material), _occasions(material), _by_goal(material), _costs(material), _contacts(material),
        ),
        footer=funded_by(material),
    )  # fmt: skip


def _first(material: Material) -> Sheet:
    lines = (*about(material), *LEFT_OUT)
    noted = Counter(note.type for note in material.notes if material.span.covers(note.date))
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Genomförda tillfällen", len(material.held)),
        ("Inställda tillfällen", len(material.cancelled)),
        ("Planerade tillfällen efter perioden", len(material.ahead)),
        ("Antecknade beslut", noted["decision"]),
        ("Antecknade avvikelser", noted["deviation"]),
    )
    columns = (Column("Vad", "text", 60), Column("Antal", "number", 12))
    return Sheet(
        "Om underlaget", "Underlag till utvärdering", lines, (Grid(Rows(lines).top(len(rows)), columns, rows),)
    )


def _occasions(material: Material) -> Sheet:
    """One row an occasion; what nobody counted is empty, never 0."""
    columns = (
        Column("Nr", "name", 8), Column("Typ", "text", 30), Column("Läge", "text", 12), Column("Datum", "day", 12),
        Column("Till och med", "day", 13), Column("Delmål", "text", 10), Column("Kommuner", "text", 28),
        Column("Deltagare", "number", 11), Column("Kvinnor", "number", 10), Column("Män", "number", 10),
        Column("Annat kön", "number", 11), Column("Ungefärligt", "text", 12), Column("Besökare", "number", 10),
        Column("Perspektiv", "text", 30),
    )  # fmt: skip
    done = sorted((*material.held, *material.cancelled), key=lambda each: (each.date, each.id or 0))
    rows = tuple(_occasion(each) for each in done) or ((None, "Inga tillfällen", *[None] * 12),)
    lines = ("En rad för varje genomfört eller inställt tillfälle. Tomt betyder att ingen har räknat.",)
    return Sheet("Tillfällen", "Tillfällen", lines, (Grid(Rows(lines).top(len(rows)), columns, rows, listed=True),))


def _occasion(activity: Activity) -> tuple[Cell, ...]:
    return (
        activity.id, activity.type, STATUSES[activity.status], activity.date, activity.end_date,
        ", ".join(map(str, sorted(activity.goals))), ", ".join(activity.municipalities), took_part(activity),
        activity.women, activity.men, activity.others, "ja" if activity.approximate else None, activity.visitors,
        ", ".join(activity.perspectives),
    )  # fmt: skip


def _by_goal(material: Material) -> Sheet:
    """By goal, type and year: the sums of the status, so that the two can be compared."""
    columns = (
        Column("Delmål", "name", 9), Column("Typ", "text", 34), Column("År", "name", 8), Column("Tillfällen", "number", 11),
        Column("Deltagare", "number", 11), Column("Kvinnor", "number", 10), Column("Män", "number", 10),
        Column("Annat kön", "number", 11), Column("Besökare", "number", 10),
    )  # fmt: skip
    held = sorted(material.in_span.held, key=lambda part: (part.goal or 99, part.type, part.year))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            part.goal or "utan", part.type, part.year, part.occasions, part.heads.participants, part.heads.women,
            part.heads.men, part.heads.others, part.heads.visitors,
        )
        for part in held
    ) or ((None, "Inga tillfällen", *[None] * 7),)  # fmt: skip
    lines = (
        "Ett tillfälle räknas till varje delmål det hör till, så delmålen ska inte läggas ihop.",
        "Kvinnor, män och annat kön räknas bara av tillfällen där alla är räknade per kön.",
    )
    return Sheet(
        "Per delmål",
        "Tillfällen och deltagare per delmål, typ och år",
        lines,
        (Grid(Rows(lines).top(len(rows)), columns, rows, listed=True),),
    )


def _costs(material: Material) -> Sheet:
    columns = (
        Column("År", "name", 8), Column("Kostnadsslag", "text", 28), Column("Budget", "money", 15),
        Column("Loggat", "money", 15), Column("Bokfört", "money", 15),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (year, line.name, kronor(line.budget_ore), kronor(line.logged_ore), kronor(line.booked_ore))
        for year in material.project.years
        for line in budget.account(material.project, material.spent, year).lines
    ]
    lines = ("Periodens kostnader mot hela årets budget. Schablonen är uträknad.",)
    top = Rows(lines).top(len(rows) + 1)
    rows.append(("Summa", None, *(sum_of(rows, index, top) for index in (2, 3, 4))))
    return Sheet(
        "Kostnader", "Kostnader per kostnadsslag och år", lines, (Grid(top, columns, tuple(rows), total=True),)
    )


def _contacts(material: Material) -> Sheet:
    columns = (Column("Målgrupp", "text", 30), Column("Kommun", "text", 24), Column("Antal", "number", 10))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (part.target_group or "utan målgrupp", part.municipality or "utan kommun", part.count)
        for part in sorted(material.contacts, key=lambda part: (part.target_group or "~", part.municipality or "~"))
    ) or (("Inga kontakter", None, None),)
    lines = ("Antal kontakter som de är nu. Inga namn, adresser eller roller.",)
    return Sheet("Kontakter", "Kontakter", lines, (Grid(Rows(lines).top(len(rows)), columns, rows),))
