"""Who may do what with the project's money: asked here, and nowhere else."""

from typing import Literal

from bot.project import Project
from bot.records import Expense

Act = Literal["book", "attest", "claim"]


def leads(project: Project, who: str) -> bool:
    """Whether the person is the project leader."""
    return _has_role(project, who, "projektledare")


def why_not(project: Project, who: str, act: Act, expense: Expense | None = None) -> str:
    """Why the person may not do that, in a sentence; empty for whoever may.

    Booking and paying are facts of the ledger, and anybody in the group may write them down: who did is kept. The
    leader attests, never what is the leader's own: that the owner's signatory does, and nothing else.
    """
    if act == "book":
        return ""
    if act == "claim":
        return "" if leads(project, who) else "Bara projektledaren gör och ångrar rekvisitioner."
    if expense and _is_leaders_own(project, expense):
        return _by_signatory(project, who, expense)
    return "" if leads(project, who) else "Bara projektledaren attesterar och returnerar utgifter."


def reads_why(project: Project, who: str, expense: Expense) -> bool:
    """Whether the person reads why it was returned: who logged it, and those who attest."""
    return who == expense.created_by or leads(project, who) or _has_role(project, who, "firmatecknare")


def _has_role(project: Project, who: str, role: str) -> bool:
    return any(member.slack == who and member.role == role for member in project.members)


def _is_leaders_own(project: Project, expense: Expense) -> bool:
    """Whether the leader has logged it, or it names the leader as the one who bought."""
    leaders = [member for member in project.members if member.role == "projektledare"]
    said = f"{expense.description} {expense.supplier or ''}".casefold()
    return any(expense.created_by == one.slack or one.name.casefold() in said for one in leaders)


def _by_signatory(project: Project, who: str, expense: Expense) -> str:
    signatories = [member for member in project.members if member.role == "firmatecknare"]
    if _has_role(project, who, "firmatecknare") and expense.created_by != who and not leads(project, who):
        return ""
    named = signatories[0].name if signatories else "men ingen firmatecknare står i projektfilen"
    return f"{expense.numbered} är projektledarens egen och attesteras av firmatecknaren, {named}."
