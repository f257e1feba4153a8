"""A ledger export that is sent to the assistant: matched with what is logged, and booked when the person says so."""

from collections.abc import Sequence
from datetime import date

from sqlite_utils import Database as Connection

from bot.errors import NoSuchRecord
from bot.ledger_rows import rows
from bot.matching import AT_ONCE, Booked, Match, proposal
from bot.records import Expense
from bot.reply import Reply
from bot.sheet import read_sheets
from bot.swedish.bookkeeping import Bookkeeping, Entry
from bot.views import matching as views
from handlers import cards, ledger, rights
from handlers.desk import Desk, as_day, as_number
from handlers.requests import File, Incoming, Press
from handlers.sent_lists import fetched, spoken
from storage import audit, bulk


def looked_at(desk: Desk, incoming: Incoming, files: Sequence[File]) -> Reply:
    """'bokföring' with files: what is certain and what is asked about comes later."""
    rights.require(desk, incoming, "book")
    return views.reading([file.name for file in files], later=spoken(lambda: _look(desk, incoming, files)))


def press(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """All that is certain is booked, or the one row that was chosen."""
    if press.action == "book_row":
        about, booked, paid, voucher = (*press.value.split(" ", 3), "", "", "")[:4]
        expense, trail = _named(about)
        entry = _entry(expense, as_day(booked), None if paid == "-" else as_day(paid), voucher)
        return ledger.carry_out(desk, incoming, Bookkeeping("book", (entry,)), {expense: trail}).model_copy(
            update={"beside": True}  # the other questions stay
        )
    with desk.database.reading() as db:
        again = audit.outcome_of(db, incoming.key) is not None
        asking = [] if again else cards.asked(db, incoming, press.value)["ledger"]
    entries = [
        _entry(number, date.fromisoformat(day), date.fromisoformat(paid) if paid else None, voucher)
        for number, _, day, paid, voucher in asking
    ]
    seen = {number: trail for number, trail, *_ in asking}
    done = ledger.carry_out(desk, incoming, Bookkeeping("book", tuple(entries)), seen, question=press.value)
    return done.model_copy(update={"beside": True})


def _named(about: str) -> tuple[int, int]:
    """'expense:7@34'. Raises NoSuchRecord for anything else."""
    ref, _, trail = about.partition("@")
    kind, _, expense = ref.partition(":")
    if kind != "expense":
        raise NoSuchRecord
    return as_number(expense), as_number(trail)


def _entry(number: int, day: date, paid: date | None, voucher: str) -> Entry:
    return Entry(number, voucher or None, booked=(day,), paid=(paid,) if paid else (), pays=paid is not None)


def read(sheets: Sequence[tuple[str, bytes]], today: date) -> tuple[list[Booked], int]:
    """The files' (name, content) rows, and how many have no day. May take seconds. Raises NoLedger, SheetRefused."""
    each = [rows(read_sheets(content), name, today) for name, content in sheets]
    return [row for found, _ in each for row in found], sum(unread for _, unread in each)


def open_expenses(db: Connection) -> list[Expense]:
    """The expenses that stand and are in no claim."""
    return [one for one in bulk.standing(db, "expense") if isinstance(one, Expense) and not one.claim_id]


def _look(desk: Desk, incoming: Incoming, files: Sequence[File]) -> Reply:
    today = desk.today(incoming.now)
    booked, unread = read([fetched(desk, file) for file in files], today)
    with desk.database.snapshot() as db:
        expenses = open_expenses(db)
        # before they are compared, which takes its time: what is changed meanwhile is not what was seen
        seen = {one.id or 0: audit.latest(db, "expense", one.id or 0) for one in expenses}
    found = proposal(booked, expenses, today, unread)
    if not (found.certain or found.doubtful):
        return views.proposed(found, "", seen)

    def asking(db: Connection) -> Reply:
        packed = [_packed(each, seen) for each in found.certain[:AT_ONCE]]
        return views.proposed(found, cards.keep_question(db, incoming, {"list": [], "ledger": packed}), seen)

    return cards.once(desk, incoming, asking, "book")


def entry_of(match: Match) -> Entry:
    """What a certain match says of its expense; what is booked already keeps its day."""
    (row,) = match.rows
    return _entry(match.expense.id or 0, match.expense.booked_on or row.day, row.paid, row.voucher)


def _packed(match: Match, seen: dict[int, int]) -> list[object]:
    """As the question remembers it: the expense, its last change, and what the row says of it."""
    entry = entry_of(match)
    paid = entry.paid[0].isoformat() if entry.paid else ""
    return [entry.number, seen[entry.number], entry.booked[0].isoformat(), paid, entry.voucher or ""]
