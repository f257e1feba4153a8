"""Who may do what with the project's money: asked here, and nowhere else."""

import re
from contextlib import AbstractContextManager

from sqlite_utils import Database as Connection

from bot.project import Project
from bot.records import Expense
from handlers.desk import Desk
from handlers.requests import Command, Home, Incoming, Picked, Press, Request, Said, Submit
from storage import audit

IMPORTER = "import"  # who logged what a list on the command line holds
# through what a record was written, as its trail names it
THROUGH: dict[type[Request], str] = {
    Command: "command", Said: "message", Press: "button", Submit: "form", Picked: "shortcut", Home: "page",
}  # fmt: skip


def writing(desk: Desk, incoming: Incoming) -> AbstractContextManager[Connection]:
    """The transaction of somebody's request: the only way for what people ask to the file. Raises StorageUnavailable."""
    return desk.database.transaction(through=THROUGH[type(incoming.request)])


def leads(project: Project, who: str) -> bool:
    """Whether the person is the project leader."""
    return _has_role(project, who, "projektledare")


def why_not_claim(project: Project, who: str) -> str:
    """Why the person may not make or undo a claim, in a sentence; empty for whoever may."""
    return "" if leads(project, who) else "Bara projektledaren gör och ångrar rekvisitioner."


def why_not_attest(db: Connection, project: Project, who: str, expense: Expense) -> str:
    """Why the person may not attest or return the expense, in a sentence; empty for whoever may.

    The leader attests, never what is the leader's own: that the owner's signatory does, and nothing else. Booking and
    paying are facts of the ledger, and anybody in the group may write them down: who did is kept.
    """
    if _is_leaders_own(db, project, expense):
        return _by_signatory(project, who, expense)
    return "" if leads(project, who) else "Bara projektledaren attesterar och returnerar utgifter."


def reads_why(project: Project, who: str, expense: Expense) -> bool:
    """Whether the person reads why it was returned: who logged it, and those who attest."""
    return who == expense.created_by or leads(project, who) or _has_role(project, who, "firmatecknare")


def _has_role(project: Project, who: str, role: str) -> bool:
    return any(member.slack == who and member.role == role for member in project.members)


_WORDS = ("description", "supplier")


def _is_leaders_own(db: Connection, project: Project, expense: Expense) -> bool:
    """Whether the leader has logged it, or it names the leader as the one who bought.

    So it does where the leader has taken the name out: that somebody else may, who sees that it was wrong. What a list
    on the command line names no author of counts as the leader's: nobody else answers for it.
    """
    if expense.created_by == IMPORTER:
        return True
    leaders = [member for member in project.members if member.role == "projektledare"]
    names = [one.name for one in leaders]
    if any(expense.created_by == one.slack for one in leaders) or _names(names, expense.description, expense.supplier):
        return True
    for line in audit.lines(db, "expense", expense.id or 0):
        if leads(project, line.who) and line.what == "changed" and set(_WORDS) & set(line.fields):
            before = audit.values_before(db, line.id)
            if not before or _names(names, *map(before.get, _WORDS)):  # what is erased is not there to be judged
                return True
    return False


def _names(names: list[str], *said: str | None) -> bool:
    """Whether a text names one of them, by the whole name: 'Anna Ek' and 'Anna Eks', not 'Anna Ekström'."""
    words = " ".join(" ".join(text or "" for text in said).casefold().split())
    return any(re.search(rf"(?<!\w){re.escape(name.casefold())}s?(?!\w)", words) for name in names)


def _by_signatory(project: Project, who: str, expense: Expense) -> str:
    signatories = [member for member in project.members if member.role == "firmatecknare"]
    if _has_role(project, who, "firmatecknare") and expense.created_by != who and not leads(project, who):
        return ""
    named = signatories[0].name if signatories else "men ingen firmatecknare står i projektfilen"
    return f"{expense.numbered} är projektledarens egen och attesteras av firmatecknaren, {named}."
