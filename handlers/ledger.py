"""Booking, paying, attesting and returning: an expense's way through the ledger, by words, buttons and forms.

All that one message asks for is done, or nothing of it, with a sentence for each expense that stands in the way.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlite_utils import Database as Connection

from bot import ledger
from bot.errors import ChangedSince, Locked, NoSuchRecord, NotDone, NotSoFar
from bot.forms import plain_text
from bot.project import Project
from bot.records import Expense, values
from bot.reply import Reply
from bot.swedish.bookkeeping import AllOf, Bookkeeping, Entry, Unread
from bot.swedish.bookkeeping import Request as Asked
from bot.views import ledger as views
from bot.views import swedish_text as sv
from handlers import cards, rights
from handlers.attesting import Attesting, attesting
from handlers.desk import Desk, as_number, moment
from handlers.requests import Incoming
from storage import audit, deliveries, questions, records
from storage.expenses import waiting as waiting_expenses

PAGE = 8  # expenses with their buttons in one list: within Slack's 50 blocks
_ATTESTS = ("attest", "unattest", "return")
_EXAMPLES = {"book": "bokför 7 ver A123 31/3", "attest": "attestera 7", "return": "returnera 7: fel kostnadsslag"}


@dataclass(frozen=True)
class Step:
    """One expense before and after; `assumed`: the day that was not written."""

    before: Expense
    after: Expense
    assumed: date | None = None


def answer(desk: Desk, incoming: Incoming, asked: Asked) -> Reply:
    """The answer to what is said of expenses by their numbers."""
    if isinstance(asked, Unread):
        raise NotSoFar(asked.word, _EXAMPLES.get(asked.what, _EXAMPLES["book"]))
    if isinstance(asked, AllOf):
        with desk.database.reading() as db:
            return waiting(db, desk.project, asked.waiting, attesting(desk, db, incoming))
    if asked.what == "return" and not asked.reason:
        return _why(desk, incoming, asked)
    return carry_out(desk, incoming, asked)


def waiting(db: Connection, project: Project, name: str, asks: Attesting | None = None, offset: int = 0) -> Reply:
    """The list of that name, from `offset` on, as whoever asks may see it and act on it; None: nobody in particular."""
    found = waiting_expenses(db, name, limit=PAGE, offset=offset)
    shown = [_waits(db, name, each, asks) for each in found.expenses]
    return views.waiting(name, shown, found.total, found.cost_ore, offset, project)


def _waits(db: Connection, name: str, expense: Expense, asks: Attesting | None) -> views.Waits:
    trail = audit.latest(db, "expense", expense.id or 0)
    if asks is None:
        return views.Waits(expense, trail, name != "att attestera")
    why_not = asks.why_not(db, expense) if name == "att attestera" else ""
    # to others it would be said of every one
    note = why_not if rights.may(asks.incoming, "attest the group's") else ""
    return views.Waits(expense, trail, not why_not, note, asks.reads_why(expense))


def _why(desk: Desk, incoming: Incoming, asked: Bookkeeping) -> Reply:
    """'returnera 7' says no reason: it is asked for."""
    if len(asked.entries) > 1:
        raise NotDone("Skriv varför de returneras, till exempel ”returnera 7 och 9: kvitto saknas”.")
    with desk.database.reading() as db:
        expense = _found(desk, db, incoming, "return", asked.entries[0].number)
        return views.ask_reason(expense, f"{expense.ref}@{audit.latest(db, 'expense', expense.id or 0)}")


def carry_out(
    desk: Desk,
    incoming: Incoming,
    asked: Bookkeeping,
    seen: dict[int, int] | None = None,
    then: str = "",
    question: str = "",
) -> Reply:
    """Does it. `seen`: the last change of each expense that the person saw, where it was shown with a button;
    `then`: the list that the button stood in, which follows; `question`: what it answers.

    Raises NotDone, with a sentence for each expense that stands in the way.
    """
    needs = _needed(desk, incoming, asked)
    reason = _reason(desk, incoming, asked.reason) if asked.what == "return" else ""
    told = _reachable(desk, asked) if asked.what == "return" else set()
    at, today = moment(incoming.now), desk.today(incoming.now)

    def work(db: Connection) -> Reply:
        steps, problems = list[Step](), list[str]()
        for entry in asked.entries:
            try:
                expense = _found(desk, db, incoming, asked.what, entry.number, (seen or {}).get(entry.number))
                steps.append(stepped(asked.what, entry, expense, reason, incoming.who, at, today))
            except NotDone as problem:
                problems += problem.args[:1]
        if problems:
            raise NotDone(*problems)
        changed = [step for step in steps if values(step.before) != values(step.after)]
        kept = [records.change(db, step.before, step.after, who=incoming.who, at=at) for step in changed]
        notes = [*_assumed(changed), *_doubts(asked.what, kept)]
        if asked.what == "return":
            notes += _tell(db, incoming, kept, told, at)
        if question:
            cards.asked(db, incoming, question)
            questions.close(db, question)
        audit.mark_handled(db, key=incoming.key, at=at, outcome={"refs": [step.before.ref for step in steps]})
        trails = [f"{each.id}@{audit.latest(db, 'expense', each.id or 0)}" for each in kept]
        back = f"{asked.what} {','.join(trails)}" if kept and asked.what != "return" else ""
        so_already = [step.before for step in steps if step not in changed]
        said = views.done(asked.what, kept, so_already, desk.project, back=back, notes=notes)
        return Reply(parts=(said, waiting(db, desk.project, then, attesting(desk, db, incoming)))) if then else said

    reply = cards.once(desk, incoming, work, needs)
    if asked.what == "return":
        desk.wake()  # only now is there something on disk to tell
    return reply


def _needed(desk: Desk, incoming: Incoming, asked: Bookkeeping) -> rights.Right:
    """The right that it takes. Raises NotDone for who attests nothing, with whom each expense is for."""
    if asked.what not in _ATTESTS:
        return "book"
    if not rights.may(incoming, "attest"):
        with desk.database.reading() as db:
            for entry in asked.entries:
                _found(desk, db, incoming, asked.what, entry.number)
    return "attest"


def _found(desk: Desk, db: Connection, incoming: Incoming, what: str, number: int, seen: int | None = None) -> Expense:
    """The expense of that number. Raises NotDone where there is none, or the person may not."""
    expense = records.get(db, "expense", number)
    if not isinstance(expense, Expense):
        raise _Problem(f"Utgift {number} finns inte.")
    if expense.deleted_at:
        raise _Problem(f"{expense.numbered} är ångrad.")
    if expense.claim_id:
        raise _Problem(str(Locked(expense.numbered, expense.claim_id)).removesuffix(" Inget ändrades."))
    if what in _ATTESTS and (why := attesting(desk, db, incoming).why_not(db, expense)):
        raise _Problem(why)
    if seen is not None and audit.latest(db, "expense", number) != seen:
        was, matters = (
            records.as_of(db, expense, seen),
            (*ledger.ATTESTED, *(() if what in _ATTESTS else ledger.BOOKED)),
        )
        if was is None or any(getattr(was, name) != getattr(expense, name) for name in matters):
            raise _Problem(f"{expense.numbered} ändrades efter att du såg den. Se efter igen.")
    if what == "attest" and (expense.approximate or expense.cost_ore is None):
        what_lacks = "ungefärligt" if expense.approximate else f"i {expense.currency}"
        raise _Problem(f"Beloppet för {expense.numbered.casefold()} är {what_lacks}. Rätta det först.")
    return expense


class _Problem(NotDone):
    """One expense's: `args` holds its sentence alone."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.args = (why,)


def stepped(what: str, entry: Entry, expense: Expense, reason: str, who: str, at: str, today: date) -> Step:
    """What becomes of one expense. Raises NotDone for a day that has not been."""
    try:
        match what:
            case "book" if entry.exact:
                said = {"booked_on": entry.booked[0], "paid_on": next(iter(entry.paid), None), "voucher": entry.voucher}
                return Step(expense, expense.model_copy(update=said))
            case "book":
                booked = ledger.placed(entry.booked, expense.booked_on, expense, today)
                after = expense.model_copy(
                    update={
                        "booked_on": booked.day,
                        "voucher": (entry.voucher or expense.voucher or "")[: views.MAX_VOUCHER] or None,
                    }
                )
                if entry.pays:
                    paid = ledger.placed(entry.paid or (booked.day,), expense.paid_on, expense, today)
                    after = after.model_copy(update={"paid_on": paid.day})
                return Step(expense, after, booked.day if booked.assumed else None)
            case "pay":
                paid = ledger.placed(entry.paid, expense.paid_on, expense, today)
                after = expense.model_copy(update={"paid_on": paid.day})
                return Step(expense, after, paid.day if paid.assumed else None)
            case "unbook":
                return Step(expense, expense.model_copy(update={"booked_on": None, "voucher": None}))
            case "unpay":
                return Step(expense, expense.model_copy(update={"paid_on": None}))
    except ledger.NotYet as ahead:
        raise _Problem(f"{sv.capitalized(sv.day(ahead.day))} har inte varit än.") from ahead
    if what == "attest":
        return Step(expense, expense if expense.status == "attested" else ledger.attested(expense, who, at))
    if what == "unattest":
        return Step(expense, ledger.logged(expense))
    return Step(expense, ledger.returned(expense, reason))


def _assumed(steps: Sequence[Step]) -> list[str]:
    days = {step.assumed for step in steps if step.assumed}
    return [f"Jag antog i dag, {sv.day(day)}." for day in sorted(days)]


def _doubts(what: str, kept: Sequence[Expense]) -> list[str]:
    """What is booked but will not count."""
    about = [each.numbered.casefold() for each in kept if each.approximate] if what == "book" else []
    if not about:
        return []
    names = sv.capitalized(sv.listed(about))
    return [f"{names} har ett ungefärligt belopp och räknas som bokfört först när det är rättat."]


# --- returned, and told --------------------------------------------------------------------------------------


def _reason(desk: Desk, incoming: Incoming, written: str) -> str:
    """Why it is returned, as it may be kept. Raises NotDone where it may not."""
    text, problem = plain_text(written[: views.MAX_REASON], desk.project, desk.today(incoming.now), views.MAX_REASON)
    if problem:
        raise NotDone(problem)
    return text


def _reachable(desk: Desk, asked: Bookkeeping) -> set[str]:
    """Those who logged them and can be told. The platform is asked before anything is written."""
    with desk.database.reading() as db:
        found = [records.get(db, "expense", entry.number) for entry in asked.entries]
    return {each.created_by for each in found if each and desk.members.person(each.created_by)}


def _tell(db: Connection, incoming: Incoming, kept: Sequence[Expense], reachable: set[str], at: str) -> list[str]:
    """Has the clock tell, privately and once, whoever logged them; and what to say of it."""
    told = [each for each in kept if each.created_by in reachable and each.created_by != incoming.who]
    for each in told:
        about = f"returned {each.ref} {audit.latest(db, 'expense', each.id or 0)} {incoming.who}"
        deliveries.queue(db, recipient=each.created_by, about=about, at=at)
    if told:
        return [
            "Den som loggade får veta varför, privat." if len(told) == 1 else "De som loggade får veta varför, privat."
        ]
    return (
        []
        if all(each.created_by == incoming.who for each in kept)
        else ["Den som loggade går inte att nå här, så säg till själv."]
    )


def told(desk: Desk, about: str) -> Reply | None:
    """What the clock says of 'returned expense:7 34 U1'; None when it is no longer returned."""
    _, ref, _, who = about.split(" ")
    with desk.database.reading() as db:
        expense = cards.find(db, ref)
    if not isinstance(expense, Expense) or expense.deleted_at or expense.status != "returned":
        return None
    return views.told_returned(expense, desk.members.full_name(who), desk.project)


# --- the way back --------------------------------------------------------------------------------------------


def step_back(desk: Desk, incoming: Incoming, value: str) -> Reply:
    """'Ändra tillbaka': the button carries what was done, and each expense with the number of that change.

    'book 7@34,9@35': a hundred of them have room in a button, whatever their numbers; 'expense:7@34' is read as well.
    """
    what, _, listed = value.partition(" ")
    pairs = [one.partition("@") for one in listed.split(",")]

    def work(db: Connection) -> Reply:
        kept = []
        for about, _, trail in pairs:
            expense = cards.find(db, f"expense:{about.removeprefix('expense:')}")
            if not isinstance(expense, Expense):
                raise NoSuchRecord
            _found(desk, db, incoming, "unattest" if what == "attest" else what, expense.id or 0)
            back = records.revert(db, expense, as_number(trail), who=incoming.who, at=moment(incoming.now))
            if back is None:
                raise ChangedSince(expense.numbered)
            kept.append(back)
        audit.mark_handled(db, key=incoming.key, at=moment(incoming.now), outcome={"refs": [one.ref for one in kept]})
        names = sv.listed([str(one.id) for one in kept])
        return cards.shown(desk, db, [one.ref for one in kept], title=f"↩️ Utgift {names} står som förut")

    return cards.once(desk, incoming, work, "attest" if what == "attest" else "book")


def of_buttons(value: str) -> tuple[Bookkeeping, dict[int, int]]:
    """'expense:7@34,expense:9@35 att attestera': these to be attested, as they were seen. Raises NoSuchRecord."""
    seen: dict[int, int] = {}
    for one in value.partition(" ")[0].split(","):
        ref, _, trail = one.partition("@")
        kind, _, number = ref.partition(":")
        if kind != "expense" or not number.isdecimal() or not trail.isdecimal():
            raise NoSuchRecord
        seen[int(number)] = int(trail)
    return Bookkeeping("attest", tuple(Entry(number) for number in seen)), seen


def with_reason(number: int, reason: str) -> Bookkeeping:
    return replace(Bookkeeping("return", (Entry(number),)), reason=reason)
