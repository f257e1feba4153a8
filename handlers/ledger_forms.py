"""The ledger's buttons and forms: a booking filled in, a reason written, a list's next page."""

import json
from datetime import date

from bot.errors import NoSuchRecord, NotDone
from bot.forms import plain_text
from bot.records import Expense
from bot.reply import Reply
from bot.swedish import read_date_field
from bot.swedish.bookkeeping import Bookkeeping, Entry
from bot.views import ledger as views
from handlers import cards, ledger
from handlers.attesting import attesting
from handlers.desk import Desk, as_context, as_number
from handlers.requests import Incoming, Press, Submit
from storage import audit
from storage.expenses import LISTS


def press(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """A button of a list or of what was just done."""
    match press.action:
        case "waiting":
            offset, _, name = press.value.partition(" ")
            if name not in LISTS:
                raise NoSuchRecord
            with desk.database.reading() as db:
                return ledger.waiting(db, desk.project, name, attesting(desk, db, incoming), as_number(offset))
        case "attest":
            asked, seen = ledger.of_buttons(press.value)
            return ledger.carry_out(desk, incoming, asked, seen, press.value.partition(" ")[2])
        case "unstep":
            return ledger.step_back(desk, incoming, press.value)
    about, _, then = press.value.partition(" ")
    ref, _, seen_last = about.partition("@")
    with desk.database.reading() as db:
        expense = cards.find(db, ref)
        last = as_number(seen_last) if seen_last else audit.latest(db, expense.kind, expense.id or 0)
    if not isinstance(expense, Expense):
        raise NoSuchRecord
    context = json.dumps({"number": expense.id, "seen": last, "then": then})
    if press.action == "return_form":
        return Reply(form=views.return_form(expense, context))
    return Reply(form=views.book_form(expense, desk.today(incoming.now), context))


def submit(desk: Desk, incoming: Incoming, submit: Submit) -> Reply:
    """The booking's form, or that of a return."""
    context = as_context(submit.context, "number", "seen", "then")
    number, seen = context["number"], {context["number"]: context["seen"]}
    then = context["then"]
    if submit.action == "return":
        reason, problem = plain_text(
            str(submit.values.get("reason") or ""), desk.project, desk.today(incoming.now), views.MAX_REASON
        )
        if problem:
            return Reply(problems={"reason": problem})
        return ledger.carry_out(desk, incoming, ledger.with_reason(number, reason), seen, then)
    today = desk.today(incoming.now)
    days, problems = dict[str, date | None](), dict[str, str]()
    for name in ("booked_on", "paid_on"):
        days[name] = _day(submit, name, today)
        written = str(submit.values.get(name) or "").strip()
        if written and days[name] is None:
            problems[name] = "Den dagen finns inte. Skriv till exempel 2024-03-31."
        elif (day := days[name]) and day > today:
            problems[name] = "Den dagen har inte varit än."
    if problems:
        return Reply(problems=problems)
    booked, paid = days["booked_on"], days["paid_on"]
    entry = Entry(
        number, str(submit.values.get("voucher") or "").strip() or None,
        booked=(booked or today,), paid=(paid,) if paid else (), pays=paid is not None, exact=True,
    )  # fmt: skip
    try:
        return ledger.carry_out(desk, incoming, Bookkeeping("book", (entry,)), seen, then)
    except NotDone as problem:  # changed meanwhile, or claimed: the form stays, with what was written in it
        return Reply(problems={"booked_on": str(problem)})


def _day(submit: Submit, name: str, today: date) -> date | None:
    written = str(submit.values.get(name) or "").strip()
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        read = read_date_field(written, today)
        return read[0] if read else None
