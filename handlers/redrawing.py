"""What was posted is drawn anew: it says what has come of it, in each place where it stands."""

import logging

from bot.reply import Reply
from handlers import telling
from handlers.duty import Duty, guarded, place
from handlers.outbound import kept_from, name
from handlers.requests import Outcome
from handlers.telling import Matters
from storage import deliveries
from storage.deliveries import Delivery

log = logging.getLogger(__name__)


def redraw_waiting(duty: Duty) -> None:
    """What was posted says what has come of it: who has done what. A few times; what cannot be had stays as it was."""
    with duty.database.reading() as db:
        found = deliveries.to_redraw(db)
    for each in found:
        if not duty.holds(each.recipient):
            guarded(name(each), _redraw, duty, each)


def _redraw(duty: Duty, delivery: Delivery) -> None:
    outcome = Outcome("sent")
    try:
        with duty.database.reading() as db:
            known = telling.matters(duty, db, delivery.subjects)
        if kept := kept_from(duty, delivery):
            outcome = kept
        elif reply := _becomes(duty, delivery, known):
            told = duty.to_be_read(delivery.recipient, reply)
            outcome = duty.poster.update(delivery.recipient, delivery.message, told, delivery.id)
    except Exception as problem:
        log.error("drawing %s anew failed: %s", name(delivery), place(problem))
        outcome = Outcome("in_doubt", reason=type(problem).__name__)
    if outcome.state == "later":
        duty.limited.add(delivery.recipient)
    with duty.database.transaction() as db:
        deliveries.redrawn(db, delivery, again=outcome.state in ("later", "in_doubt"))


def _becomes(duty: Duty, delivery: Delivery, known: Matters) -> Reply | None:
    if delivery.reminders:
        reply = telling.became(duty, delivery, known)
    else:
        reply = duty.queued(delivery.about) if delivery.is_queued else None
    return reply and telling.perhaps_again(reply, delivery, delivery.lookups)
