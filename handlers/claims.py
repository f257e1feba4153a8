"""Claims: shown first, made by a button, and the last one undone. What is in a claim is locked."""

from datetime import date

from sqlite_utils import Database as Connection

from bot.claims import Proposal, proposal
from bot.errors import NotDone
from bot.project import Project
from bot.reply import Reply
from bot.swedish.claims import AllClaims, ClaimUndone, ClaimUntil
from bot.views import claims as views
from handlers import cards, rights
from handlers.desk import Desk, as_day, as_number, moment
from handlers.requests import Incoming, Press
from storage import audit, claims


def answer(desk: Desk, incoming: Incoming, asked: ClaimUntil | ClaimUndone | AllClaims) -> Reply:
    """The answer to what is said of claims."""
    if isinstance(asked, ClaimUntil):
        with desk.database.reading() as db:
            return _shown(desk, db, incoming, asked.day, assumed=asked.assumed)
    if isinstance(asked, ClaimUndone):
        return _undo(desk, incoming, asked.number)
    with desk.database.reading() as db:
        return views.all_of_them(claims.made(db), leader=rights.may(incoming, "claim"))


def press(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """'Gör rekvisitionen', as it was shown; 'Ångra rekvisitionen'."""
    if press.action == "unclaim":
        return _undo(desk, incoming, as_number(press.value))
    until = as_day(press.value.partition(" ")[0])
    rights.require(desk, incoming, "claim")

    def work(db: Connection) -> Reply:
        proposed = _proposal(db, desk.project, until)
        seen = _seen(db, desk.project, proposed)
        if seen != press.value or not proposed.can_be_made or until > desk.today(incoming.now):
            return _shown(desk, db, incoming, until, changed=True)
        claim = claims.add(db, desk.project, proposed, who=incoming.who, at=moment(incoming.now))
        audit.mark_handled(db, key=incoming.key, at=moment(incoming.now), outcome={"claim": claim.id})
        return views.made(claim, proposed.records)

    return cards.once(desk, incoming, work, "claim")


def _proposal(db: Connection, project: Project, until: date) -> Proposal:
    return proposal(project, until, claims.unclaimed(db, project, until), claims.claimed(db), claims.made(db))


def _seen(db: Connection, project: Project, proposed: Proposal) -> str:
    """What the button carries: the claim as it was shown, every expense of it as it stood."""
    until = proposed.until.isoformat()
    return f"{until} {proposed.records} {proposed.costs_ore} {proposed.grant_ore} {claims.mark(db, project, proposed.until)}"


def _shown(
    desk: Desk, db: Connection, incoming: Incoming, until: date, *, assumed: bool = False, changed: bool = False
) -> Reply:
    proposed = _proposal(db, desk.project, until)
    return views.proposed(
        proposed, desk.project, _seen(db, desk.project, proposed), leader=rights.may(incoming, "claim"),
        over=until <= desk.today(incoming.now), assumed=assumed,
        paid_late=claims.paid_late(db, desk.project, until), changed=changed,
    )  # fmt: skip


def _undo(desk: Desk, incoming: Incoming, number: int | None) -> Reply:
    """The last claim, by its number or as 'rekvisitionen'. Raises NotDone for any other."""
    rights.require(desk, incoming, "claim")

    def work(db: Connection) -> Reply:
        made = claims.made(db)
        if not made:
            raise NotDone("Ingen rekvisition är gjord.")
        last = made[-1]
        if number is not None and number not in [claim.id for claim in made]:
            raise NotDone(f"Rekvisition {number} finns inte.")
        if number not in (None, last.id):
            raise NotDone(f"Bara den senaste rekvisitionen går att ångra, och det är {last.id}.")
        freed = claims.remove(db, last, who=incoming.who, at=moment(incoming.now))
        audit.mark_handled(db, key=incoming.key, at=moment(incoming.now), outcome={"claim": last.id})
        return views.undone(last, freed)

    return cards.once(desk, incoming, work, "claim")
