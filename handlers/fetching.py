"""A file on the message that an expense was logged from is fetched and kept beside the database.

The clock does it, as it does reminders: what cannot be had now is asked for again, and what cannot be had at
all is told to the person who sent it.
"""

import logging
from collections.abc import Mapping
from datetime import timedelta

from bot.receipts import kind_of
from bot.reply import Reply
from bot.views import receipts as views
from handlers import cards, ledger
from handlers.desk import Desk, moment
from handlers.duty import Duty, place
from handlers.requests import Fetch, Fetched, NotFetched
from storage import deliveries, receipts, records, teams_files
from storage.receipts import Receipt, Written

log = logging.getLogger(__name__)

PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
TRIES = 20  # a little more than a day


def routed(by_surface: Mapping[str, Fetch], other: Fetch) -> Fetch:
    """A file is fetched where it was sent: by what its id begins with ('teams:'), else from `other`."""

    def fetch(file_id: str) -> Fetched | NotFetched:
        surface, told, _ = file_id.partition(":")
        return by_surface.get(surface if told else "", other)(file_id)

    return fetch


def fetch_wanted(duty: Duty) -> bool:
    """Fetches what is wanted now; whether somebody has to be told of it.

    The first that must wait ends it, so that no reminder waits for files.
    """
    at = moment(duty.now())
    with duty.database.reading() as db:
        found, past = receipts.wanted(db, at), teams_files.any_past(db, at=at)
    if past:  # also where no other file comes, which would take it away
        with duty.database.transaction(through="clock") as db:
            teams_files.forget(db, at=at)
    tell = False
    for receipt in found:
        if duty.stopping.is_set():
            break
        answer = _on_disk(duty, _fetched(duty, receipt))
        tell |= _note(duty, receipt, answer)
        if isinstance(answer, NotFetched) and answer.retry_after:
            break
    return tell


def _fetched(duty: Duty, receipt: Receipt) -> Fetched | NotFetched:
    """The file; what nobody foresaw is no reason to stop the others."""
    try:
        return duty.fetch(receipt.source)
    except Exception as problem:
        log.error("receipt %s could not be fetched: %s", receipt.id, place(problem))
        return NotFetched(type(problem).__name__, retry_after=60)


def _on_disk(duty: Duty, answer: Fetched | NotFetched) -> Written | NotFetched:
    """The bytes beside the database, if they are a receipt's."""
    if isinstance(answer, NotFetched):
        return answer
    kind = kind_of(answer.content)
    if kind is None:
        return NotFetched("no_receipt")
    try:
        return receipts.write(duty.database.path, answer.content, *kind)
    except OSError as problem:
        return NotFetched(f"disk_{problem.errno}", retry_after=60)


def _note(duty: Duty, receipt: Receipt, answer: Written | NotFetched) -> bool:
    now = duty.now()
    with duty.database.transaction(through="clock") as db:
        if isinstance(answer, NotFetched):
            log.warning("receipt %s: %s", receipt.id, answer.reason)
            if answer.retry_after and receipt.attempts < TRIES:
                pause = max(PAUSES[min(receipt.attempts, len(PAUSES) - 1)], timedelta(seconds=answer.retry_after))
                receipts.postpone(db, receipt, until=moment(now + pause), reason=answer.reason)
                return False
            receipts.refuse(db, receipt, reason=answer.reason, at=moment(now))
            tell = True
        else:
            tell = bool(receipts.same(db, receipts.kept(db, receipt, answer, at=moment(now))))
        if tell:
            deliveries.queue(
                db, recipient=receipt.created_by, about=f"receipt {receipt.id} {moment(now)}", at=moment(now)
            )
    return tell


def queued(desk: Desk, about: str) -> Reply | None:
    """What the clock says of what was queued; None when it is not to be said any more."""
    said = {"share": cards.shared, "returned": ledger.told}.get(about.partition(" ")[0], told)
    return said(desk, about)


def told(desk: Desk, about: str) -> Reply | None:
    """What the clock says privately of 'receipt 5 …': that it could not be had, or is on another expense too."""
    with desk.database.reading() as db:
        receipt = receipts.get(db, int(about.split(" ")[1]))
        if receipt is None:
            return None
        found = records.get(db, "expense", receipt.expense_id)
        others = [records.get(db, "expense", number) for number in receipts.same(db, receipt)]
    if found is None or found.deleted_at:
        return None
    if receipt.state == "refused":
        return views.refused(receipt.name, receipt.reason, found, desk.project)
    standing = [other for other in others if other]
    return views.twice(receipt.name, found, standing, desk.project) if standing else None
