"""What booking, paying, attesting and returning answer; the lists of what waits; their forms."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bot.project import Project
from bot.records import Expense
from bot.reply import Button, Form, Input, Reply
from bot.views import swedish_text as sv
from bot.views.cards import amount, card, lines, reason, stages

MAX_VOUCHER, MAX_REASON = 40, 500

_DONE = {
    "book": ("bokförd", "bokförda"), "unbook": ("inte längre bokförd", "inte längre bokförda"),
    "pay": ("betald", "betalda"), "unpay": ("inte längre betald", "inte längre betalda"),
    "attest": ("attesterad", "attesterade"), "unattest": ("inte längre attesterad", "inte längre attesterade"),
    "return": ("returnerad", "returnerade"),
}  # fmt: skip


def done(
    what: str,
    kept: Sequence[Expense],
    unchanged: Sequence[Expense],
    project: Project,
    *,
    back: str,
    notes: Sequence[str],
) -> Reply:
    """What became of the expenses, and the way back; `unchanged` were so already."""
    sign = "↩️" if what in ("return", "unbook", "unpay", "unattest") else "✅"
    one, several = _DONE[what]
    said = [f"{each.numbered} var redan {one}." for each in unchanged] if kept else []
    if not kept:
        names = sv.listed([str(each.id) for each in unchanged])
        state = one if len(unchanged) == 1 else several
        how = f"är {state.replace(' längre', '')}" if state.startswith("inte ") else f"var redan {state}"
        title = f"Utgift {names} {how}"
        return Reply(title=title, text=tuple(brief(each) for each in unchanged))
    buttons = (Button(label="Ändra tillbaka", action="unstep", value=back),) if back else ()
    if len(kept) == 1:
        reply = card(kept[0], project, title=f"{sign} {kept[0].numbered} är {one}", notes=[*notes, *said], named=False)
        edit = [button for button in reply.buttons if button.action == "edit"]
        return reply.model_copy(update={"buttons": (*next_steps(kept[0]), *edit, *buttons)})
    return Reply(
        title=f"{sign} {len(kept)} utgifter är {several}",
        text=tuple(brief(each) for each in kept),
        notes=(*notes, *said),
        buttons=buttons,
    )


def next_steps(expense: Expense, then: str = "") -> tuple[Button, ...]:
    """What can be filled in about it; `then`: the list that it stands in."""
    if expense.claim_id or (expense.booked_on and expense.paid_on and expense.voucher):
        return ()
    label = "Betald" if expense.booked_on and expense.voucher else "Bokför"
    return (Button(label=label, action="book", value=f"{expense.ref} {then}".strip()),)


def brief(expense: Expense) -> str:
    """'Utgift 7: 312 kr · buss till Nora · bokförd 31 mars 2024, ver A101'."""
    return " · ".join([f"{expense.numbered}: {amount(expense)}", expense.description, *filter(None, stages(expense))])


# --- lists -----------------------------------------------------------------------------------------------

_TITLES = {
    "att bokföra": "Att bokföra", "att betala": "Att betala", "att attestera": "Att attestera",
    "returnerade": "Returnerade",
}  # fmt: skip
_EMPTY = {
    "att bokföra": "Allt som är loggat är bokfört.",
    "att betala": "Allt som är loggat är betalt.",
    "att attestera": "Inget väntar på attest.",
    "returnerade": "Ingen utgift är returnerad.",
}


class Waits(NamedTuple):
    """One expense of a list, as one person sees it: the number of its last change, whether the person attests it,
    what is to be said of that, and whether the person reads why it was returned."""

    expense: Expense
    trail: int
    attests: bool = False
    note: str = ""
    reads_why: bool = False


def waiting(name: str, shown: Sequence[Waits], total: int, cost_ore: int, offset: int, project: Project) -> Reply:
    """A list with the buttons that shorten it."""
    if not total:
        return Reply(title=_TITLES[name], text=(_EMPTY[name],))
    first = f", {offset + 1}–{offset + len(shown)}" if total > len(shown) else ""
    title = f"{_TITLES[name]}: {sv.plural(total, 'utgift', 'utgifter')}, {sv.whole_kronor(cost_ore)}{first}"
    buttons = []
    to_attest = [each for each in shown if each.attests] if name == "att attestera" else []
    if len(to_attest) > 1:
        seen = f"{','.join(f'{each.expense.ref}@{each.trail}' for each in to_attest)} {name}"
        count = len(to_attest)
        label = f"Attestera de här {count}" if count == len(shown) else f"Attestera {count} av dem"
        buttons.append(Button(label=label, action="attest", value=seen, style="primary"))
    if offset + len(shown) < total:
        buttons.append(Button(label="Visa fler", action="waiting", value=f"{offset + len(shown)} {name}"))
    parts = tuple(_waits(name, each, project) for each in shown)
    return Reply(title=title, parts=parts, buttons=tuple(buttons))


def _waits(name: str, waits: Waits, project: Project) -> Reply:
    expense, seen = waits.expense, f"{waits.expense.ref}@{waits.trail} {name}"
    steps: dict[str, tuple[Button, ...]] = {
        "att attestera": (
            Button(label="Attestera", action="attest", value=seen),
            Button(label="Returnera", action="return_form", value=seen),
        )
        if waits.attests
        else (),
        "att bokföra": next_steps(expense, name),
        "att betala": next_steps(expense, name),
    }
    edit = Button(label="Ändra", action="edit", value=f"{expense.ref} {expense.ref}")
    why = reason(expense) if waits.reads_why else ""
    return Reply(
        title=expense.numbered,
        text=tuple(line for line in (*lines(expense, project), why) if line),
        notes=(waits.note,) if waits.note else (),
        buttons=(*steps.get(name, ()), edit),
        personal=bool(why),
    )


# --- forms -----------------------------------------------------------------------------------------------


def book_form(expense: Expense, today: date, context: str) -> Form:
    return Form(
        action="book",
        title=f"Bokför utgift {expense.id}"[:24],
        context=context,
        intro=" · ".join((amount(expense), expense.description, sv.day(expense.date))),
        inputs=(
            Input(name="booked_on", label="Bokförd", kind="day", value=(expense.booked_on or today).isoformat(), required=True),
            Input(name="voucher", label="Verifikation", kind="text", value=expense.voucher or "", max_length=MAX_VOUCHER),
            Input(name="paid_on", label="Betald", kind="day", value=expense.paid_on.isoformat() if expense.paid_on else "",
                  hint="Tomt: inte betald än."),
        ),
    )  # fmt: skip


def return_form(expense: Expense, context: str) -> Form:
    return Form(
        action="return",
        title=f"Returnera utgift {expense.id}"[:24],
        context=context,
        submit="Returnera",
        intro=" · ".join((amount(expense), expense.description, sv.day(expense.date))),
        inputs=(
            Input(
                name="reason", label="Varför", kind="long_text", required=True, max_length=MAX_REASON,
                hint="Bara den som loggade utgiften får veta det här, och den som attesterar.",
            ),
        ),
    )  # fmt: skip


def ask_reason(expense: Expense, seen: str) -> Reply:
    """'returnera 7' says no reason."""
    return Reply(
        title=f"Varför returnerar du {expense.numbered.casefold()}?",
        text=(f"Skriv till exempel ”returnera {expense.id}: fel kostnadsslag”.",),
        buttons=(Button(label="Skriv varför", action="return_form", value=seen),),
        notes=("Inget är ändrat än.",),
    )


def told_returned(expense: Expense, who: str, project: Project) -> Reply:
    """What whoever logged it is told, privately."""
    reply = card(expense, project, title=f"↩️ {expense.numbered} är returnerad")
    edit = tuple(button for button in reply.buttons if button.action == "edit")
    said = f"{who} skriver: ”{expense.returned_reason}”. När du har ändrat den väntar den på attest igen."
    return reply.model_copy(update={"notes": (said,), "buttons": edit, "personal": True})
