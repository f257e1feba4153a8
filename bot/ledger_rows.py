"""The rows of a ledger export: a day, an amount, and what else it says. Pure: sheets in, rows out."""

import re
from collections.abc import Sequence
from datetime import date

from bot.errors import Refused
from bot.matching import Booked
from bot.sheet import Line, Sheet, amount_ore, under_headings
from bot.sheet import day as day_of

HEADINGS: dict[str, tuple[str, ...]] = {
    "date": ("Bokföringsdatum", "Bokf.datum", "Bokföringsdag", "Bokfört", "Verifikationsdatum", "Verdatum", "Datum", "Transaktionsdatum", "Fakturadatum"),
    "series": ("Serie", "Verserie", "Ser"),
    "voucher": ("Ver", "Vernr", "Ver.nr", "Ver nr", "Verifikat", "Verifikation", "Verifikationsnr", "Verifikationsnummer", "Verifikatnr", "Verifikatnummer", "Ver/Löpnr", "Löpnr", "Nr"),
    "text": ("Text", "Verifikationstext", "Vertext", "Transaktionstext", "Beskrivning", "Benämning", "Rubrik", "Transaktionsinfo", "Kommentar"),
    "supplier": ("Leverantör", "Leverantörsnamn", "Motpart", "Namn", "Företag"),
    "amount": ("Belopp", "Summa", "Belopp i SEK", "Nettobelopp", "Kostnad", "Fakturabelopp"),
    "debit": ("Debet", "Debit"),
    "credit": ("Kredit", "Credit"),
    "account": ("Konto", "Kontonr", "Kontonummer"),
    "paid": ("Betaldatum", "Betalningsdatum", "Betald", "Betalt", "Betaldag", "Betalningsdag"),
}  # fmt: skip


class NoLedger(Refused):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"Jag ser ingen bokföring i {name}. Den behöver rubrikerna Datum och Belopp (eller Debet och Kredit), "
            "och gärna Verifikation, Text och Betaldatum. Inget ändrades."
        )


def rows(sheets: Sequence[Sheet], name: str, today: date) -> tuple[list[Booked], int]:
    """The file's rows with a day and an amount, and how many have an amount but no day. Raises NoLedger."""
    found, unread = list[Booked](), 0
    for sheet in sheets:
        table = under_headings(sheet, HEADINGS)
        if table is None or "date" not in table.headings or not {"amount", "debit"} & set(table.headings):
            continue
        source = f"{name}, {sheet.name}" if sheet.name and len(sheets) > 1 else name
        for line in table.lines:
            ore = _ore(line)
            if not ore or _is_sum(line) or not _is_cost(line):
                continue
            row = _row(line, ore, today, source)
            found += [row] if row else []
            unread += row is None
    if not found:
        raise NoLedger(name)
    return found, unread


def _ore(line: Line) -> int:
    """What was spent: debit less credit, or the amount."""
    if "debit" in line.cells or "credit" in line.cells:
        return (amount_ore(line.cells.get("debit", "0")) or 0) - (amount_ore(line.cells.get("credit", "0")) or 0)
    return amount_ore(line.cells.get("amount", "")) or 0


def _is_cost(line: Line) -> bool:
    """Not a row of what is owned, owed or earned, in the chart of accounts that Swedish ledgers follow (BAS)."""
    return not re.match(r"[1-3]\d{3}", line.cells.get("account", ""))


def _is_sum(line: Line) -> bool:
    """'Summa', 'Utgående balans': no row of its own."""
    said = " ".join(line.cells.values()).casefold()
    return re.search(r"(?<!\w)(?:summa|omslutning|(?:in|ut)gående (?:balans|saldo)|saldo)(?!\w)", said) is not None


def _row(line: Line, ore: int, today: date, source: str) -> Booked | None:
    when = day_of(line.cells.get("date", ""), today)
    if when is None:
        return None
    voucher = re.sub(r"\s", "", line.cells.get("series", "") + line.cells.get("voucher", "")).upper()
    said = " ".join(dict.fromkeys(line.cells[name] for name in ("supplier", "text") if name in line.cells))
    paid = day_of(line.cells.get("paid", ""), today)
    paid = paid if paid and paid <= today else None
    return Booked(line.number, when, ore, voucher[:40], said[:120], paid, source)
