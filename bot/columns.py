"""What the columns of a list are called: the labels of the records' fields, and what people write instead."""

from collections.abc import Mapping

from bot.lists import ATTEST, IMPORTED, SHEETS
from bot.records import RECORDS, Kind, fields
from bot.sheet import Sheet, Table, plain, under_headings

NUMBER, AUTHOR, LOGGED = "Nummer", "Loggad av", "Loggad"
CLAIMS, RECEIPTS, TRAIL = "Rekvisitioner", "Kvitton", "Historik"

_OTHER: dict[Kind, dict[str, tuple[str, ...]]] = {
    "activity": {
        "type": ("Aktivitetstyp", "Slag"),
        "title": ("Titel", "Namn", "Benämning", "Aktivitet", "Vad"),
        "date": ("Startdatum", "Dag", "När", "Från och med"),
        "end_date": ("Slutdatum", "T.o.m.", "Till"),
        "time": ("Tid", "Starttid", "Klockslag", "Kl"),
        "end_time": ("Sluttid",),
        "status": ("Status",),
        "municipalities": ("Kommun",),
        "place": ("Lokal", "Var"),
        "participants": ("Antal deltagare", "Antal"),
        "women": ("Antal kvinnor", "Varav kvinnor"),
        "men": ("Antal män", "Varav män"),
        "others": ("Annat", "Icke-binära", "Varav annat kön"),
        "registered": ("Antal anmälda",),
        "visitors": ("Antal besökare",),
        "goals": ("Delmål", "Mål"),
        "deadline": ("Anmälan senast", "Sista dag för anmälan", "O.S.A."),
        "note": ("Anteckningar", "Kommentar", "Kommentarer", "Beskrivning"),
    },
    "expense": {
        "date": ("Dag", "Fakturadatum", "Köpdatum", "Inköpsdatum", "Kvittodatum"),
        "amount_ore": ("Summa", "Kronor", "Pris", "Totalt"),
        "category": ("Kategori", "Budgetpost", "Budgetrad"),
        "description": ("Beskrivning", "Text", "Avser", "Benämning", "Ändamål"),
        "supplier": ("Företag", "Butik", "Inköpsställe"),
        "voucher": ("Ver", "Vernr", "Verifikat", "Verifikationsnummer"),
        "booked_on": ("Bokfört", "Bokföringsdatum", "Bokföringsdag"),
        "paid_on": ("Betalt", "Betaldatum", "Betalningsdag", "Betaldag"),
        "activity_id": ("Aktivitetsnummer", "Till aktivitet"),
    },
    "contact": {
        "name": ("Kontaktperson", "Person", "För- och efternamn"),
        "first": ("Förnamn",),
        "last": ("Efternamn",),
        "organisation": ("Företag", "Arbetsgivare", "Skola", "Bolag", "Arbetsplats"),
        "role": ("Titel", "Befattning"),
        "email": ("Epost", "E-postadress", "Mejl", "Mejladress", "Mail", "Email"),
        "phone": ("Tel", "Mobil", "Telefonnummer", "Mobilnummer", "Mobiltelefon"),
        "municipality": ("Ort",),
        "informed_at": ("Informerad den",),
    },
    "payment": {
        "date": ("Dag", "Betaldatum"),
        "amount_ore": ("Summa", "Kronor"),
        "payer": ("Betalare", "Avsändare", "Finansiär"),
        "description": ("Beskrivning", "Text", "Avser"),
    },
}
# what a row of each kind has at the least: one of each
_TELLING: dict[Kind, tuple[tuple[str, ...], ...]] = {
    "activity": (("date",), ("type", "title")),
    "expense": (("date",), ("amount_ore",), ("description", "category", "supplier")),
    "contact": (("name", "first"),),
    "payment": (("date",), ("amount_ore",), ("payer",)),
}


def headings(kind: Kind) -> dict[str, tuple[str, ...]]:
    """Field name -> what its column may be called, the label first; what comes with every record too."""
    unread = ATTEST if kind == "expense" else ()
    own = {field.name: (field.label,) for field in fields(RECORDS[kind]) if field.name not in unread}
    other = _OTHER.get(kind, {})
    named = {name: (*own.get(name, ()), *other.get(name, ())) for name in {**own, **other}}
    return named | {"id": (NUMBER, "Nr"), "created_by": (AUTHOR,), "created_at": (LOGGED,)}


def table(sheet: Sheet, kind: Kind) -> Table | None:
    """The sheet's rows as that kind of record. An expense whose list has only one sum may call it 'Kostnad'."""
    names: Mapping[str, tuple[str, ...]] = headings(kind)
    found = under_headings(sheet, names)
    if found and kind == "expense" and "cost_ore" in found.headings and "amount_ore" not in found.headings:
        moved = {**names, "amount_ore": (*names["amount_ore"], *names["cost_ore"]), "cost_ore": ()}
        found = under_headings(sheet, moved)
    return found


def kind_of(sheet: Sheet, file: str) -> Kind | None:
    """The kind of record that a sheet lists: by the name of the sheet or the file, else by its columns."""
    for name in _names(sheet, file):
        for kind, called in SHEETS.items():
            if plain(name) in (plain(called), plain(RECORDS[kind].noun)):
                return kind
    fit = {kind: found.headings for kind in IMPORTED if (found := table(sheet, kind)) and tells(found, kind)}
    most = max(map(len, fit.values()), default=0)
    best = [kind for kind, found in fit.items() if len(found) == most]
    return best[0] if len(best) == 1 else None


def is_written_out(sheet: Sheet, file: str) -> bool:
    """Whether it is one of those that we write out and do not read in."""
    ours = {plain(called) for kind, called in SHEETS.items() if kind not in IMPORTED} | {
        plain(CLAIMS),
        plain(RECEIPTS),
        plain(TRAIL),
    }
    return not ours.isdisjoint(map(plain, _names(sheet, file)))


def _names(sheet: Sheet, file: str) -> tuple[str, str]:
    return sheet.name, file.rpartition("/")[2].rpartition(".")[0]


def tells(found: Table, kind: Kind) -> bool:
    """Whether the columns are there without which no row is that kind of record."""
    return all(any(name in found.headings for name in several) for several in _TELLING[kind])
