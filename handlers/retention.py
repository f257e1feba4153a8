"""Gallring: first what would go, and when that is what somebody wants, for good."""

import logging
from datetime import date

from sqlite_utils import Database as Connection

from bot.project import Project
from bot.records import Contact
from bot.reply import Reply
from bot.swedish.retention import read_retention
from bot.views import retention as views
from bot.views.cards import named
from handlers.desk import Desk, as_number, moment
from handlers.requests import Incoming, Press, Submit
from handlers.rights import Right, require, writing
from storage import audit, records, retention
from storage.database import Database
from storage.sweep import finish

log = logging.getLogger(__name__)
RIGHT: Right = "personal data"
PAGE = 10


def answer(desk: Desk, incoming: Incoming, text: str) -> Reply | None:
    """What would go; None where the words are about something else. Raises NotAllowed."""
    asked = read_retention(text)
    if asked is None:
        return None
    require(desk, incoming, RIGHT)
    if asked == "one":
        return views.one_person()
    with desk.database.reading() as db:
        return dry_run(db, desk.project, desk.today(incoming.now))


def dry_run(db: Connection, project: Project, today: date, *, changed: bool = False, button: bool = True) -> Reply:
    """What would go on that day, and what stays."""
    past, kept = retention.find(db, project, today), retention.kept(db, project, today)
    years = [views.Year(each.year, each.expenses, each.receipts, each.until) for each in kept.vouchers]
    found = views.DryRun(
        past.counts,
        past.held,
        past.digest,
        kept.contacts - len(past.contacts),
        0 if past.contacts else kept.untouched,
        years,
        kept.trail,
    )
    return views.dry_run(found, project, changed=changed, button=button)


def press(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """'Gallra', the form for an authority's decision, or the contacts to go through. Raises NotAllowed."""
    require(desk, incoming, RIGHT)
    if press.action == "review":
        return _review(desk, incoming, as_number(press.value or "0"))
    if press.action == "retention":
        with desk.database.reading() as db:
            return dry_run(db, desk.project, desk.today(incoming.now)).model_copy(update={"beside": True})
    if press.action == "purge_form" or desk.project.personal_data.hosted_by == "authority":
        return views.decision_form(press.value)
    return _purge(desk, incoming, press.value)


def submit(desk: Desk, incoming: Incoming, submit: Submit) -> Reply:
    """The decision on gallring, and with it the purge. Raises NotAllowed."""
    decision = " ".join(str(submit.values.get("decision") or "").split())
    if not decision:
        return Reply(problems={"decision": views.DECISION_MISSING})
    return _purge(desk, incoming, submit.context, decision)


def _purge(desk: Desk, incoming: Incoming, seen: str, decision: str = "") -> Reply:
    today, at = desk.today(incoming.now), moment(incoming.now)
    with writing(desk, incoming, RIGHT) as db:
        if audit.outcome_of(db, incoming.key) is not None:
            return views.already()
        past = retention.find(db, desk.project, today)
        if past.digest != seen:
            return dry_run(db, desk.project, today, changed=True)
        files = retention.purge(
            db, past, today=today, project=desk.project, who=incoming.who, at=at, decision=decision
        )  # fmt: skip
        audit.mark_handled(db, key=incoming.key, at=at, outcome={"refs": []})
    swept = swept_after(desk.database, files)
    desk.wake()  # what could not be swept now is the clock's
    return views.purged(past.counts, desk.project, swept=swept, decision=decision)


def swept_after(database: Database, files: list[str]) -> bool:
    """What a purge leaves to do outside of its transaction; whether nothing lies left in the file."""
    removed = True
    try:
        retention.remove_files(database, files)
    except OSError as problem:
        removed = False
        log.error("receipts' files could not be removed: %s", type(problem).__name__)
    return finish(database) == "done" and removed


def _review(desk: Desk, incoming: Incoming, offset: int) -> Reply:
    with desk.database.reading() as db:
        today = desk.today(incoming.now)
        numbers = retention.untouched(db, desk.project, today, offset + PAGE)
        total = retention.kept(db, desk.project, today).untouched
        found = records.several(db, [("contact", number) for number in numbers[offset:]])
    shown = [named(one, desk.project) for one in found if isinstance(one, Contact)]
    return views.review(shown, total, offset + PAGE, desk.project)
