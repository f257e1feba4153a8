"""Who attests which expense: the leader the group's, the owner's signatory the leader's own.

Booking and paying are facts of the ledger, and anybody in the working group may write them down: who did is kept.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from sqlite_utils import Database as Connection

from bot.records import Expense
from handlers import rights
from handlers.desk import Desk
from handlers.requests import Incoming
from handlers.rights import LEADER, SIGNATORY
from storage import audit, people

IMPORTER = "import"  # who logged what a list on the command line holds
_WORDS = ("description", "supplier")


@dataclass(frozen=True)
class Attesting:
    """What the person who asks may attest; `leads`: whether somebody, by id, is the project leader."""

    incoming: Incoming
    leaders: tuple[str, ...]  # by name
    signatories: tuple[str, ...]
    leads: Callable[[str], bool]

    def why_not(self, db: Connection, expense: Expense) -> str:
        """Why the person may not attest or return it, in a sentence; empty for whoever may.

        The leader attests, never what is the leader's own: that the owner's signatory does, and nothing else.
        """
        if self._is_leaders_own(db, expense):
            return self._by_signatory(expense)
        may = rights.may(self.incoming, "attest the group's")
        return "" if may else "Bara projektledaren attesterar och returnerar utgifter."

    def reads_why(self, expense: Expense) -> bool:
        """Whether the person reads why it was returned: who logged it, and those who attest."""
        return self.incoming.who == expense.created_by or rights.may(self.incoming, "attest")

    def _is_leaders_own(self, db: Connection, expense: Expense) -> bool:
        """Whether the leader has logged it, or it names the leader as the one who bought.

        So it does where the leader has taken the name out: that somebody else may, who sees that it was wrong. What a
        list on the command line names no author of counts as the leader's: nobody else answers for it.
        """
        if expense.created_by == IMPORTER or self.leads(expense.created_by):
            return True
        if _names(self.leaders, expense.description, expense.supplier):
            return True
        for line in audit.lines(db, "expense", expense.id or 0):
            if line.what == "changed" and set(_WORDS) & set(line.fields) and self.leads(line.who):
                before = audit.values_before(db, line.id)
                # what is erased is not there to be judged
                if not before or _names(self.leaders, *map(before.get, _WORDS)):
                    return True
        return False

    def _by_signatory(self, expense: Expense) -> str:
        signs = rights.may(self.incoming, "attest the leader's own") and not self.leads(self.incoming.who)
        if signs and expense.created_by != self.incoming.who:
            return ""
        named = next(iter(self.signatories), "men ingen firmatecknare står i projektfilen")
        return f"{expense.numbered} är projektledarens egen och attesteras av firmatecknaren, {named}."


def attesting(desk: Desk, db: Connection, incoming: Incoming) -> Attesting:
    """What holds for one request; who leads is looked up once for each who logged something."""
    given = people.given(db)
    named = {
        role: (
            *(member.name for member in desk.project.members if member.role == role),
            *(each.name for each in given if role in each.roles),
        )
        for role in (LEADER, SIGNATORY)
    }
    in_chat = {each.who for each in given if LEADER in each.roles}

    @cache
    def leads(who: str) -> bool:
        return who in in_chat or LEADER in rights.listed_roles(desk, who)

    return Attesting(incoming, named[LEADER], named[SIGNATORY], leads)


def _names(names: tuple[str, ...], *said: str | None) -> bool:
    """Whether a text names one of them, by the whole name: 'Anna Ek' and 'Anna Eks', not 'Anna Ekström'."""
    words = " ".join(" ".join(text or "" for text in said).casefold().split())
    return any(re.search(rf"(?<!\w){re.escape(name.casefold())}s?(?!\w)", words) for name in names)
