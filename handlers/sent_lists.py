"""A list that is sent to the assistant: how it reads it, and when that is right, kept. Files take time: said later."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from sqlite_utils import Database as Connection

from bot.errors import NotHad, Refused
from bot.importing import read_lists
from bot.lists import Lists, Read
from bot.records import Kind
from bot.reply import Reply
from bot.sheet import Sheet, read_sheets
from bot.views import help as helping
from bot.views import lists as views
from handlers import cards, importing, receipts, rights
from handlers.desk import Desk, moment
from handlers.requests import File, Incoming, NotFetched, Press
from handlers.rights import writing
from storage import audit, questions

Sent = tuple[str, bytes]  # a file's name and content


def looked_at(desk: Desk, incoming: Incoming, files: Sequence[File]) -> Reply:
    """'importera' with files: how each row is read comes later. Raises NotAllowed."""
    rights.require(desk, incoming, "lists")
    return views.reading([file.name for file in files], later=spoken(lambda: _look(desk, incoming, files)))


def press(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """The list is right: kept later."""

    def meant(db: Connection) -> Reply:
        asking = cards.asked(db, incoming, press.value)
        questions.close(db, press.value)
        audit.mark_handled(db, key=incoming.key, at=moment(incoming.now), outcome={"refs": []})
        return views.keeping(later=spoken(lambda: _keep(desk, incoming, asking), views.NOTHING_SAVED))

    return cards.once(desk, incoming, meant, "lists")


def fetched(desk: Desk, file: File) -> Sent:
    """A file that was sent. It may take seconds. Raises NotHad."""
    answer = desk.fetch(file.id)
    if isinstance(answer, NotFetched):
        raise NotHad(file.name)
    return file.name, answer.content


def spoken(work: Callable[[], Reply], more: str = "") -> Callable[[], Reply]:
    """The work, with what cannot be done as its answer, and `more` after it."""

    def done() -> Reply:
        try:
            return work()
        except Refused as refusal:
            return helping.refused(f"{refusal} {more}".rstrip())

    return done


def _look(desk: Desk, incoming: Incoming, files: Sequence[File]) -> Reply:
    sent = [fetched(desk, file) for file in files]
    lists = _read(desk, incoming, sent)
    with desk.database.reading() as db:
        looked = list(importing.look(db, lists))
    wrong = [each for each in looked if isinstance(each, Read)]
    settled = [(each.read, each.stands, each.like) for each in looked if isinstance(each, importing.Settled)]
    new: Counter[Kind] = Counter(read.kind for read, stands, _ in settled if not stands)
    question_id = ""
    if new and not wrong:
        asking = {"list": receipts.packed(files)}
        with writing(desk, incoming, "lists") as db:
            before = audit.outcome_of(db, incoming.key)  # the same message once more is asked about once
            question_id = before["question"] if before else cards.keep_question(db, incoming, asking)
    return views.look(lists, wrong, settled, new, question_id, desk.project)


def _keep(desk: Desk, incoming: Incoming, asking: dict[str, Any]) -> Reply:
    sent = [fetched(desk, file) for file in receipts.unpacked(asking["list"])]
    lists = _read(desk, incoming, sent)
    added = importing.keep(desk.database, lists, desk.project, incoming.now, who=incoming.who)
    return views.kept(added, len(lists.reads) - added.total())


def _read(desk: Desk, incoming: Incoming, sent: Sequence[Sent]) -> Lists:
    sheets: list[tuple[str, tuple[Sheet, ...]]] = [(name, read_sheets(content)) for name, content in sent]
    return read_lists(sheets, desk.project, desk.today(incoming.now))
