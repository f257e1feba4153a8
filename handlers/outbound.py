"""What goes out by itself: a message on its way, from recorded to settled.

A delivery is recorded before it is posted and settled after, each in a transaction of its own, and none is
open while posting: a process killed anywhere in between leaves a delivery that the channel's history settles. Where
there is no history to ask (Teams), it comes again, a few times at most, and says that it may have come before.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from sqlite_utils import Database as Connection

from bot.reminders import Reminder, newest_first
from bot.reply import Reply
from handlers import telling
from handlers.duty import Duty, guarded, place
from handlers.matters import fate
from handlers.requests import Gone, History, Outcome, Unaskable
from handlers.telling import Matters
from storage import deliveries, reminders
from storage.deliveries import DOUBT_AFTER, LONGEST_WAIT, Delivery
from storage.reminders import Due

TRY_FOR = timedelta(days=1)
TRY_AGAIN = timedelta(minutes=15)
LOOK_AGAIN = (timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=5), timedelta(minutes=10))
# where it cannot be asked whether it came, by how often it may have come before: past a bad hour too. Then it
# is left.
AGAIN_AFTER = (DOUBT_AFTER, timedelta(minutes=2), timedelta(minutes=20), timedelta(minutes=55))
SENT_AGAIN = len(AGAIN_AFTER)
HISTORY_MARGIN = 600.0  # seconds that our clock and the platform's may differ by

# Slack's codes for what an administrator can mend within the day (docs of chat.postMessage, "Errors")
MENDABLE = frozenset((
    "account_inactive", "accesslimited", "access_denied", "channel_not_found", "invalid_auth", "is_archived",
    "missing_scope", "no_permission", "not_authed", "not_in_channel", "org_login_required", "restricted_action",
    "team_access_not_granted", "token_expired", "token_revoked",
    # and Teams' ('Status codes from bot conversational APIs'); 'no_token' is a secret that is wrong or too old
    "BotDisabledByAdmin", "BotNotInConversationRoster", "BotNotRegistered", "ConversationNotFound",
    "ForbiddenOperationException", "Unauthorized", "http_401", "http_403", "no_reference", "no_token",
))  # fmt: skip

log = logging.getLogger(__name__)


def send(duty: Duty, found: Sequence[Due], known: Matters, recipient: str) -> None:
    """One message about reminders that have fallen due, unless a plan has changed since it was read as `known`."""
    told = newest_first(each.reminder for each in found)
    # drawn before it is recorded: what cannot be drawn stays open, and is not taken for sent
    reply = telling.told(duty, told, known, recipient)
    with duty.database.transaction() as db:
        if telling.matters(duty, db, list(known)) != known:
            return  # the next look sees the new plan
        if any(fate(known[each.subject], each, duty.project, duty.now()) for each in told):
            return
        if reply is None:
            for each in found:
                reminders.close(db, each, "passed")
            return
        delivery = deliveries.claim(db, found, recipient, now=duty.now(), copies=duty.copies(recipient))
    if delivery:
        _post(duty, delivery, reply)


def settle_waiting(duty: Duty) -> None:
    """What is on its way already: looked for in the history where in doubt, tried again where refused."""
    with duty.database.reading() as db:
        found = deliveries.waiting(db, duty.now())
    histories = _histories(duty, [each for each in found if each.in_doubt])
    for each in found:
        if each.in_doubt:
            guarded(name(each), _look_up, duty, each, histories[each.recipient])
        else:
            guarded(name(each), _try_again, duty, each, each.lookups)


def _histories(duty: Duty, doubtful: Iterable[Delivery]) -> dict[str, History]:
    """What is known of each recipient's history: one question a recipient."""
    asked: dict[str, list[Delivery]] = {}
    for each in doubtful:
        asked.setdefault(each.recipient, []).append(each)
    known: dict[str, History] = {}
    for recipient, group in asked.items():
        oldest = min(each.recorded_at for each in group).timestamp() - HISTORY_MARGIN
        try:
            known[recipient] = duty.poster.find(recipient, {each.id for each in group}, oldest)
        except Exception as problem:
            log.error("history could not be read: %s", place(problem))
            known[recipient] = None
    return known


def _look_up(duty: Duty, delivery: Delivery, history: History) -> None:
    """A delivery in doubt: there, not there, or nobody can tell."""
    now = duty.now()
    if isinstance(history, Unaskable):
        return _perhaps_again(duty, delivery)
    if isinstance(history, Gone):
        instead = duty.leader()
        with duty.database.transaction() as db:
            if _moved(duty, db, delivery, history.reason, instead, perhaps_there=True):
                return None
        history = None
    if history is not None and delivery.id not in history:
        log.info("delivery %s is not in the history: posted again", name(delivery))
        return _try_again(duty, delivery)
    with duty.database.transaction() as db:
        if history is not None:
            there = replace(delivery, lookups=0)  # however often it was asked for: it is there once
            return deliveries.settle(db, there, "sent", now=now, message=history[delivery.id])
        unwanted = _unwanted(duty, delivery, telling.matters(duty, db, delivery.subjects)) or not delivery.reminders
        if unwanted and now - delivery.recorded_at > TRY_FOR:
            log.warning("delivery %s was never settled: the history cannot be read", name(delivery))
            return deliveries.settle(db, delivery, "in_doubt", now=now, reason="history_unreadable")
        wait = LOOK_AGAIN[min(delivery.lookups, len(LOOK_AGAIN) - 1)]
        log.warning("delivery %s is in doubt: the history cannot be read, asked again in %s", name(delivery), wait)
        return deliveries.postpone(
            db, delivery, "in_doubt", until=now + wait, reason="history_unreadable", lookups=delivery.lookups + 1
        )


def _perhaps_again(duty: Duty, delivery: Delivery) -> None:
    """In doubt where nobody can be asked: it comes again, or is left as it is when it has come again already."""
    if delivery.lookups < SENT_AGAIN:
        return _try_again(duty, delivery, delivery.lookups + 1)
    log.warning("delivery %s was never settled: it cannot be asked whether it came", name(delivery))
    with duty.database.transaction() as db:
        return deliveries.settle(db, delivery, "in_doubt", now=duty.now(), reason="unaskable")


def _try_again(duty: Duty, delivery: Delivery, doubts: int = 0) -> None:
    """Not there, or nobody knows: posted with the same id, unless it is over or nobody plans it any more.

    `doubts`: how many times before it may have come, where that cannot be asked. Then its reminders have been told.
    """
    if duty.holds(delivery.recipient):
        return None
    to = duty.place_of(delivery.recipient) if _is_new(duty, delivery) else delivery.recipient
    with duty.database.reading() as db:
        known = telling.matters(duty, db, delivery.subjects)
    unwanted = _unwanted(duty, delivery, known)
    fates = {each.key: fate(known[each.subject], each, duty.project, duty.now()) for each in delivery.reminders}
    left = [each for each in delivery.reminders if not fates[each.key]]
    reply = None if unwanted else _drawn(duty, delivery, left, known)
    with duty.database.transaction() as db:
        if telling.matters(duty, db, delivery.subjects) != known:
            return None
        if (dropped := [key for key, end in fates.items() if end == "dropped"]) and not doubts:
            deliveries.release(db, delivery, dropped)
        if reply is None:
            log.warning("delivery %s was not sent: %s", name(delivery), unwanted or "withdrawn")
            return deliveries.settle(db, delivery, _not_there(doubts), now=duty.now(), reason=unwanted or "withdrawn")
        taken = deliveries.attempt(db, delivery, now=duty.now(), recipient=to, lookups=doubts)
    return _post(duty, taken, telling.perhaps_again(reply, delivery, doubts)) if taken else None


def _is_new(duty: Duty, delivery: Delivery) -> bool:
    """Whether it was queued to a person and has gone nowhere yet: it goes where the person is told."""
    return not delivery.attempts and delivery.recipient not in duty.channels


def _not_there(doubts: int) -> Literal["in_doubt", "refused"]:
    """How it ends when it is sent no more."""
    return "in_doubt" if doubts else "refused"


def _drawn(duty: Duty, delivery: Delivery, left: Sequence[Reminder], known: Matters) -> Reply | None:
    """What the delivery says as of now; None when what was queued is not to be said any more."""
    if not delivery.reminders:
        return duty.queued(delivery.about) if delivery.is_queued else None
    reply = telling.told(duty, left, known, delivery.recipient)
    return telling.moved(duty, reply, delivery) if reply and delivery.moved else reply


def _unwanted(duty: Duty, delivery: Delivery, known: Matters) -> str:
    """Why there is no use in sending its reminders any more: 'over' or 'changed'; empty when there is."""
    fates = [fate(known[each.subject], each, duty.project, duty.now()) for each in delivery.reminders]
    if not all(fates) or not fates:
        return ""
    return "over" if "passed" in fates else "changed"


def _post(duty: Duty, delivery: Delivery, reply: Reply) -> None:
    try:
        told = duty.to_be_read(delivery.recipient, reply)
        outcome = kept_from(duty, delivery) or duty.poster.post(delivery.recipient, told, delivery.id)
    except Exception as problem:
        log.error("posting %s failed: %s", name(delivery), place(problem))
        outcome = Outcome("in_doubt", reason=type(problem).__name__)
    if outcome.state == "later":
        duty.limited.add(delivery.recipient)
    instead = duty.leader() if outcome.unreachable else None
    perhaps = delivery.lookups > 0
    with duty.database.transaction() as db:
        if not (outcome.unreachable and _moved(duty, db, delivery, outcome.reason, instead, perhaps_there=perhaps)):
            _note(db, delivery, outcome, duty.now())


def kept_from(duty: Duty, delivery: Delivery) -> Outcome | None:
    """Why a person is not told what the group knows: who has left, and while nobody can say so; None for the others."""
    access = "member" if delivery.recipient in duty.channels else duty.access(delivery.recipient)
    if access == "unreadable":
        return Outcome("later", retry_after=60, reason=access)
    return None if access == "member" else Outcome("refused", reason="has_left", unreachable=True)


def _moved(
    duty: Duty, db: Connection, delivery: Delivery, reason: str, instead: str | None, *, perhaps_there: bool = False
) -> bool:
    """Whether a reminder that cannot reach its channel or person goes to the project leader instead."""
    if not delivery.reminders or delivery.is_copy or delivery.moved or instead in (None, delivery.recipient):
        return False
    log.error("delivery %s cannot be had where it belongs (%s): to the project leader", name(delivery), reason)
    deliveries.move(db, delivery, instead or "", at=duty.now(), reason=reason, perhaps_there=perhaps_there)
    return True


def _note(db: Connection, delivery: Delivery, outcome: Outcome, now: datetime) -> None:
    """What the platform answered, kept. Of one that may have come before, that is kept too."""
    doubts = delivery.lookups
    if outcome.state == "sent":
        return deliveries.settle(db, delivery, "sent", now=now, message=outcome.message)
    if outcome.state == "in_doubt":  # a moment first: what was accepted late must have had time to show
        log.warning("delivery %s is in doubt: %s", name(delivery), outcome.reason)
        until = now + AGAIN_AFTER[min(doubts, len(AGAIN_AFTER) - 1)]
        return deliveries.postpone(db, delivery, "in_doubt", until=until, reason=outcome.reason, lookups=doubts)
    if outcome.state == "later":
        wait = min(timedelta(seconds=max(outcome.retry_after, 1)), LONGEST_WAIT)
        reason = outcome.reason or "ratelimited"
        return deliveries.postpone(db, delivery, "refused", until=now + wait, reason=reason, lookups=doubts)
    if outcome.reason in MENDABLE and now - delivery.recorded_at < TRY_FOR:
        log.error("delivery %s was refused: %s; tried again in %s", name(delivery), outcome.reason, TRY_AGAIN)
        until = now + TRY_AGAIN
        return deliveries.postpone(db, delivery, "refused", until=until, reason=outcome.reason, lookups=doubts)
    log.error("delivery %s was refused for good: %s", name(delivery), outcome.reason)
    return deliveries.settle(db, delivery, _not_there(doubts), now=now, reason=outcome.reason)


def name(delivery: Delivery) -> str:
    """How the log calls it: what was queued may name a person, a reminder's key only numbers and days."""
    return delivery.reminders[0].key if delivery.reminders else delivery.id
