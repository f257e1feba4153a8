"""Which activity a cost belongs to: said by its number or in words, or accepted where one is offered."""

from collections.abc import Sequence
from dataclasses import replace

from sqlite_utils import Database as Connection

from bot.belonging import seems_of
from bot.changes import fitting
from bot.errors import Locked, NotDone
from bot.reading import Change, Draft, Reason
from bot.records import Activity, Expense, Record, values
from bot.reply import Reply
from bot.swedish import read
from bot.swedish.binding import Binding, Bound, Unread
from bot.views import binding as views
from handlers import cards
from handlers.desk import Desk, as_number, moment
from handlers.requests import Incoming, Press
from storage import audit, records

MOST_OFFERED = 5
MOST = 50  # expenses bound at once
HOW = "Skriv numren: ”koppla 7 till aktivitet 12”."

Pair = tuple[Sequence[int], int | None]  # expenses, and the activity that they are to belong to


def answer(desk: Desk, incoming: Incoming, asked: Sequence[Binding] | Unread) -> Reply:
    """Binds the expenses, or asks which activity is meant. Raises NotDone with what stands in the way."""
    if isinstance(asked, Unread):
        raise NotDone(f"Jag förstod inte ”{asked.written}”. {HOW}")
    pairs: list[Pair] = []
    with desk.database.reading() as db:
        for one in asked:
            expenses = _expenses(db, one.expenses or _last(db, incoming))
            described = one.described if isinstance(one, Bound) else ""
            found = _described(desk, db, incoming, described, expenses[0]) if described else []
            if described and not found:
                raise NotDone(f"Jag hittar ingen aktivitet som passar ”{described}”. {HOW}")
            if len(found) > 1 and len(asked) > 1:
                raise NotDone(f"Flera aktiviteter passar ”{described}”. {HOW}")
            if len(found) > 1:
                return views.which(described, expenses, found[:MOST_OFFERED], desk.project)
            number = found[0].id if found else one.activity if isinstance(one, Bound) else None
            pairs.append(([expense.id or 0 for expense in expenses], number))
    return _bind(desk, incoming, pairs)


def _last(db: Connection, incoming: Incoming) -> list[int]:
    """The expense that the person logged last. Raises NotDone where there is none."""
    last = records.candidates(db, ("expense",), who=incoming.who, limit=1)
    if not last:
        raise NotDone(f"Jag hittar ingen utgift som du har loggat. {HOW}")
    return [last[0].id or 0]


def press(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """An activity that was offered: the button carries '7,9 12'; nothing after the numbers: none."""
    listed, _, activity = press.value.partition(" ")
    expenses = [as_number(each) for each in listed.split(",")]
    return _bind(desk, incoming, [(expenses, as_number(activity) if activity else None)])


def _described(desk: Desk, db: Connection, incoming: Incoming, text: str, expense: Expense) -> list[Activity]:
    """Those that the words fit, the one nearest to the expense's day first."""
    reading = read(f"ta bort {text}", desk.project, desk.today(incoming.now))
    found = fitting(Change(0, reading), records.candidates(db, ("activity",)))
    standing = [one for one in found if isinstance(one, Activity) and one.status != "cancelled"]
    return sorted(standing, key=lambda one: abs((one.date - expense.date).days))


def _expenses(db: Connection, numbers: Sequence[int]) -> list[Expense]:
    """The expenses of these numbers. Raises NotDone with a sentence for each that is not there, or is locked."""
    found, problems = list[Expense](), list[str]()
    for number in list(numbers)[:MOST]:
        expense = records.get(db, "expense", number)
        if not isinstance(expense, Expense):
            problems.append(f"Utgift {number} finns inte.")
        elif expense.deleted_at:
            problems.append(f"{expense.numbered} är ångrad.")
        elif expense.claim_id:
            problems.append(str(Locked(expense.numbered, expense.claim_id)).removesuffix(" Inget ändrades."))
        else:
            found.append(expense)
    if problems:
        raise NotDone(*problems)
    return found


def standing(db: Connection, number: int) -> Activity | None:
    """The activity of that number, if it stands."""
    found = records.get(db, "activity", number)
    return found if isinstance(found, Activity) and not found.deleted_at else None


def _bind(desk: Desk, incoming: Incoming, pairs: Sequence[Pair]) -> Reply:
    at = moment(incoming.now)

    def work(db: Connection) -> Reply:
        told: list[views.Told] = []
        kept: list[Expense] = []
        for numbers, activity_id in pairs:
            expenses = _expenses(db, numbers)
            activity = standing(db, activity_id) if activity_id is not None else None
            if activity_id is not None and activity is None:
                raise NotDone(f"Aktivitet {activity_id} finns inte.")
            after = [expense.model_copy(update={"activity_id": activity_id}) for expense in expenses]
            changed = [(old, new) for old, new in zip(expenses, after, strict=True) if values(old) != values(new)]
            new = [records.change(db, old, new, who=incoming.who, at=at) for old, new in changed]
            told.append(views.Told(new or expenses, activity, bool(new)))
            kept += new
        refs = [expense.ref for each in told for expense in each.expenses]
        audit.mark_handled(db, key=incoming.key, at=at, outcome={"refs": refs})
        back = (
            f"book {','.join(f'{one.ref}@{audit.latest(db, one.kind, one.id or 0)}' for one in kept)}" if kept else ""
        )
        return views.bound(told, desk.project, back=back)

    return cards.once(desk, incoming, work, "book")


def offered(db: Connection, expense: Expense) -> Activity | None:
    """The one activity of the expense's day that shares a word with it, or a place; None for none or several."""
    if expense.activity_id or expense.category is None:
        return None
    return seems_of(expense, records.of_day(db, expense.date))


def checked(db: Connection, draft: Draft) -> Draft:
    """The draft of an expense without an activity that does not exist, and with the reason for that."""
    record = draft.record
    if not isinstance(record, Expense) or record.activity_id is None or standing(db, record.activity_id):
        return draft
    reason = Reason(field="activity_id", code="no_such_activity", text=str(record.activity_id))
    alone = record.model_copy(update={"activity_id": None})
    return replace(draft, record=alone, reasons=(*draft.reasons, reason))


def with_offer(db: Connection, card: Reply, record: Record, among: Sequence[Record]) -> Reply:
    """The card of what was just logged, with the activity that it seems to belong to: one told of in the same breath."""
    if not isinstance(record, Expense) or record.activity_id or record.deleted_at:
        return card
    told = [one for one in among if isinstance(one, Activity) and not one.deleted_at]
    found = told[0] if len(told) == 1 else offered(db, record)
    if found is None:
        return card
    return card.model_copy(update={"buttons": (*card.buttons, views.offer(record, found))})
