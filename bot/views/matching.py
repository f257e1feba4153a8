"""A ledger export beside what is logged: what is certain, what is asked about, what nobody has logged."""

from collections.abc import Callable, Sequence

from bot.matching import AT_ONCE, Booked, Match, Proposal
from bot.records import Expense
from bot.reply import Button, Reply
from bot.views import swedish_text as sv
from bot.views.cards import LONGEST, amount

SHOWN, ASKED, ROWS = 20, 8, 4  # lines of what is certain, doubtful expenses, and rows offered for each
NOTHING_BOOKED = "Inget är bokfört än."


def reading(names: Sequence[str], *, later: Callable[[], Reply]) -> Reply:
    """At once, before anything is looked at."""
    return Reply(
        text=(f"Jag jämför {sv.listed(names)} med det som är loggat. Strax kommer vad som stämmer.",),
        notes=(NOTHING_BOOKED,), later=later,
    )  # fmt: skip


def proposed(proposal: Proposal, question_id: str, seen: dict[int, int]) -> Reply:
    """What the ledger says of what is logged. `seen`: each expense's last change; without `question_id` no buttons."""
    title = " · ".join(
        part for part in (
            _counted(proposal.certain, "stämmer", "stämmer"),
            _counted(proposal.doubtful, "är osäker", "är osäkra"),
            sv.plural(len(proposal.not_logged), "rad är inte loggad", "rader är inte loggade") if proposal.not_logged else "",
        ) if part
    )  # fmt: skip
    notes = [NOTHING_BOOKED] if proposal.certain or proposal.doubtful else []
    if proposal.known:
        notes.append(f"{sv.plural(proposal.known, 'rad är', 'rader är')} bokförda sedan förut." if proposal.known > 1
                     else "1 rad är bokförd sedan förut.")  # fmt: skip
    if proposal.unread:
        notes.append(
            f"{sv.plural(proposal.unread, 'rad', 'rader')} har inget datum som jag förstår, eller ett som inte varit än."
        )
    if len(proposal.doubtful) > ASKED:
        notes.append(f"Jag frågar om de första {ASKED} osäkra. Skicka filen igen när du har svarat, så kommer resten.")
    parts = [
        *_certain(proposal.certain, question_id),
        *(_asked(match, seen, bool(question_id)) for match in proposal.doubtful[:ASKED]),
        *_not_logged(proposal.not_logged),
    ]
    return Reply(
        title=title or "Inget i filen stämmer med det som är loggat",
        parts=tuple(parts),
        notes=tuple(notes),
        personal=True,
    )


def _counted(matches: Sequence[Match], one: str, several: str) -> str:
    return f"{sv.plural(len(matches), 'utgift', 'utgifter')} {one if len(matches) == 1 else several}" if matches else ""


def _certain(matches: Sequence[Match], question_id: str) -> list[Reply]:
    if not matches:
        return []
    lines = [f"{_expense(each.expense)} → {_row(each.rows[0])}" for each in matches[:SHOWN]]
    more = [f"och {len(matches) - SHOWN} till"] if len(matches) > SHOWN else []
    first = "de första" if len(matches) > AT_ONCE else "de här"
    label = f"Bokför {first} {min(len(matches), AT_ONCE)}" if len(matches) > 1 else "Bokför den"
    button = Button(label=label, action="book_rows", value=question_id, style="primary")
    return [Reply(title="Det här stämmer", text=(*lines, *more), buttons=(button,) if question_id else ())]


def _asked(match: Match, seen: dict[int, int], buttons: bool) -> Reply:
    expense = match.expense
    about = f"{expense.ref}@{seen.get(expense.id or 0, 0)}"
    rows = sorted(match.rows, key=lambda row: abs(row.day - expense.date))
    return Reply(
        title=f"Är det här {expense.numbered.casefold()}?",
        text=(_expense(expense), *([] if buttons else map(_row, rows[:ROWS]))),
        buttons=tuple(
            Button(
                label=sv.shortened(_row(row), LONGEST), action="book_row",
                value=f"{about} {row.day.isoformat()} {row.paid.isoformat() if row.paid else '-'} {row.voucher}".strip(),
            )
            for row in rows[:ROWS] if buttons
        ),
        notes=(f"Det finns {sv.plural(len(rows) - ROWS, 'rad', 'rader')} till som kan vara den.",) if len(rows) > ROWS else (),
    )  # fmt: skip


def _not_logged(rows: Sequence[Booked]) -> list[Reply]:
    if not rows:
        return []
    one_source = len({row.source for row in rows}) == 1
    lines = [f"{'Rad' if one_source else f'{row.source} rad'} {row.place}: {_row(row)}" for row in rows[:SHOWN]]
    more = [f"och {len(rows) - SHOWN} till"] if len(rows) > SHOWN else []
    return [Reply(title="Bokfört men inte loggat", text=(*lines, *more), notes=("Logga det som hör till projektet.",))]


def _expense(expense: Expense) -> str:
    return " · ".join(
        (f"{expense.numbered}: {amount(expense)}", expense.description, sv.day(expense.date, weekday=False))
    )


def _row(row: Booked) -> str:
    """'A101 · 31 mars 2024 · 312 kr · SJ · betald 2 april 2024'."""
    paid = f"betald {sv.day(row.paid, weekday=False)}" if row.paid else ""
    return " · ".join(filter(None, (row.voucher, sv.day(row.day, weekday=False), sv.kronor(row.ore), row.said, paid)))


def booked(certain: int, doubtful: int, not_logged: int) -> str:
    """What became of a ledger on the command line."""
    said = [f"{sv.plural(certain, 'utgift är bokförd', 'utgifter är bokförda')}." if certain else "Inget bokfördes."]
    said += [f"{sv.plural(doubtful, 'är osäker', 'är osäkra')} och väntar på ett svar."] if doubtful else []
    said += [f"{sv.plural(not_logged, 'rad är inte loggad', 'rader är inte loggade')}."] if not_logged else []
    return " ".join(said)
