"""A file that comes with no words of its own: which expense is it the receipt of?"""

from collections.abc import Sequence

from sqlite_utils import Database as Connection

from bot.errors import AlreadyUndone
from bot.project import Project
from bot.reply import Attachment, Reply
from bot.views import receipts as views
from handlers import cards, receipts
from handlers.desk import Desk, as_number, moment
from handlers.requests import File, Incoming, Press
from storage import audit, questions, records
from storage import receipts as kept_receipts

LOOKED_AT = 10  # of the person's last expenses
OFFERED = 3


def alone(desk: Desk, db: Connection, incoming: Incoming, question_id: str) -> Reply:
    """The question, with the person's last expenses that have no receipt."""
    logged = records.candidates(db, ("expense",), who=incoming.who, limit=LOOKED_AT)
    without = [expense for expense in logged if not kept_receipts.of(db, expense.id or 0)]
    return views.alone(question_id, without[:OFFERED], desk.project)


def to_number(desk: Desk, incoming: Incoming, number: int, files: Sequence[File]) -> Reply:
    """'kvitto till utgift 7' with a file. Raises NoSuchRecord, and what stands in a change's way."""
    reply = cards.once(desk, incoming, lambda db: _bind(desk, db, incoming, number, files))
    desk.wake()
    return reply


def press(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """The expense that was chosen: the button carries the question and the number."""
    question_id, _, number = press.value.partition(":")

    def chosen(db: Connection) -> Reply:
        files = receipts.unpacked(cards.asked(db, incoming, question_id)["files"])
        questions.close(db, question_id)
        return _bind(desk, db, incoming, as_number(number), files)

    reply = cards.once(desk, incoming, chosen)
    desk.wake()
    return reply


def show(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """'Visa kvittot': the files of the expense, to the person alone."""
    with desk.database.reading() as db:
        expense = cards.find(db, press.value)
        found = kept_receipts.files(db, desk.database.path, [expense.id or 0])
    return views.files(expense, [Attachment(name=each.name, make=each.path.read_bytes) for each in found])


def without(db: Connection, project: Project, offset: int = 0) -> Reply:
    """`/yh-status utan kvitto`, from `offset` on."""
    page = kept_receipts.without(db, limit=views.PAGE, offset=offset)
    found = records.several(db, [("expense", number) for number in page.numbers])
    return views.without(found, page.total, page.cost_ore, offset, project)


def more_without(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """'Visa fler' under it."""
    with desk.database.reading() as db:
        return without(db, desk.project, as_number(press.value))


def _bind(desk: Desk, db: Connection, incoming: Incoming, number: int, files: Sequence[File]) -> Reply:
    expense = cards.find(db, f"expense:{number}")
    cards.may_change(desk, incoming, expense)
    if expense.deleted_at:
        raise AlreadyUndone(expense.numbered)
    said = receipts.attach(db, incoming, [expense], files)
    audit.mark_handled(db, key=incoming.key, at=moment(incoming.now), outcome={"refs": [expense.ref]})
    return cards.shown(desk, db, [expense.ref], notes=said)
