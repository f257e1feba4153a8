"""Who may do what with the project's money: asked here, and nowhere else."""

from typing import Literal

from bot.records import Expense
from handlers.desk import Desk
from handlers.importing import IMPORTER

Act = Literal["book", "attest", "claim"]


def why_not(desk: Desk, who: str, act: Act, expense: Expense | None = None) -> str:
    """Why the person may not do that, in a sentence; empty for whoever may.

    Booking and paying are facts of the ledger, and anybody in the group may write them down: who did is kept. The
    leader attests, never what is the leader's own: that the owner's signatory does, and nothing else.
    """
    if act == "book":
        return ""
    if act == "claim":
        return "" if desk.leads(who) else "Bara projektledaren gör och ångrar rekvisitioner."
    if expense and _is_leaders_own(desk, expense):
        return _by_signatory(desk, who, expense)
    return "" if desk.leads(who) else "Bara projektledaren attesterar och returnerar utgifter."


def _is_leaders_own(desk: Desk, expense: Expense) -> bool:
    """Whether the leader has logged it, or it names the leader as the one who bought.

    What a list on the command line names no author of counts as the leader's: nobody else answers for it.
    """
    if expense.created_by == IMPORTER:
        return True
    leaders = [member for member in desk.project.members if member.role == "projektledare"]
    said = f"{expense.description} {expense.supplier or ''}".casefold()
    return any(expense.created_by == one.slack or one.name.casefold() in said for one in leaders)


def _by_signatory(desk: Desk, who: str, expense: Expense) -> str:
    signatories = [member for member in desk.project.members if member.role == "firmatecknare"]
    if any(member.slack == who for member in signatories) and expense.created_by != who and not desk.leads(who):
        return ""
    named = signatories[0].name if signatories else "men ingen firmatecknare står i projektfilen"
    return f"{expense.numbered} är projektledarens egen och attesteras av firmatecknaren, {named}."
