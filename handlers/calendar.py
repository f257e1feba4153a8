"""'kalender': the project's dates as a file, and a private link that a calendar follows."""

from datetime import date, datetime

from sqlite_utils import Database as Connection

from bot.calendar_file import calendar_file
from bot.errors import NoSuchRecord
from bot.reply import Reply
from bot.views import calendar as views
from handlers import matters
from handlers.desk import Desk, moment
from handlers.requests import Incoming, Press
from handlers.rights import writing
from storage import audit, feeds, plans

PATH = "/kalender"  # below the public address


def calendar(desk: Desk, incoming: Incoming) -> Reply:
    """The file, and where there is a public address the person's link: a new one where there was none."""
    content = file(desk, incoming.now)
    return views.given(content, _link(desk, incoming) if desk.public_url else None)


def file(desk: Desk, now: datetime) -> bytes:
    """The calendar as it is now, the same for everybody."""
    with desk.database.reading() as db:
        dated, name = feeds.dated(db, desk.today(now)), feeds.calendar_id(db)
        milestones, given = matters.all_milestones(db, desk.project), plans.given_at(db)
    entries = (*views.entries(dated, name, desk.project), *views.rhythm(milestones, given, name, desk.project))
    return calendar_file(entries, desk.project.short_name, desk.project.reminders.zone)


def press(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """'Ny länk' and 'Återkalla länken'. Raises NoSuchRecord for a button of no card of ours."""
    if press.value not in ("new", "revoke"):
        raise NoSuchRecord
    if press.value == "new" and not desk.public_url:
        return views.unaddressed()
    with writing(desk, incoming, "read") as db:
        if audit.outcome_of(db, incoming.key) is not None:  # the same press once more
            return _stands(desk, db, incoming)
        audit.mark_handled(db, key=incoming.key, at=moment(incoming.now), outcome={"calendar": press.value})
        if press.value == "new":
            return _issued(desk, db, incoming)
        feeds.revoke(db, incoming.who, at=moment(incoming.now))
        return views.revoked()


def _link(desk: Desk, incoming: Incoming) -> Reply:
    with desk.database.reading() as db:
        if feeds.of(db, incoming.who):
            return _stands(desk, db, incoming)
    with writing(desk, incoming, "read") as db:
        return _stands(desk, db, incoming) if feeds.of(db, incoming.who) else _issued(desk, db, incoming)


def _issued(desk: Desk, db: Connection, incoming: Incoming) -> Reply:
    token = feeds.issue(db, who=incoming.who, team=incoming.team, at=moment(incoming.now))
    return views.issued(f"{desk.public_url}{PATH}/{token}.ics")


def _stands(desk: Desk, db: Connection, incoming: Incoming) -> Reply:
    feed = feeds.of(db, incoming.who)
    if feed is None:
        return views.revoked()
    return views.stands(_day(desk, feed.created_at), _day(desk, feed.last_fetched_at) if feed.last_fetched_at else None)


def _day(desk: Desk, at: str) -> date:
    """The day of a moment as the tables keep it."""
    return desk.today(datetime.fromisoformat(at))
