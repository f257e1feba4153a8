"""Somebody's message becomes a record: the form, filled in with what was read, when it was written and by whom."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlite_utils import Database as Connection

from bot import drafts
from bot.errors import NothingToLog
from bot.reading import Change, Question, Series
from bot.records import Kind, record_kind
from bot.reply import Reply
from bot.swedish.addressed import without_courtesies
from bot.swedish.responsible import WRITER
from bot.views import log as log_views
from bot.views import picked as views
from bot.views import questions as question_views
from handlers import cards, forms, receipts
from handlers.desk import Desk
from handlers.requests import Incoming, Picked, Press, Submit
from handlers.rights import writing
from storage import audit


def picked(desk: Desk, incoming: Incoming, message: Picked) -> Reply:
    """The form for what the message says; which kind it is is asked first where the words do not tell."""
    text = without_courtesies(message.text)
    if not any(sign.isalnum() for sign in text) and not message.files:
        raise NothingToLog
    day = desk.today(message.written)
    author = desk.members.full_name(message.author) if message.author else ""
    understood = drafts.understand(text, [], desk.project, day, "past") if text else []
    if isinstance(understood, Question) and understood.doubt.reason in drafts.REFUSED_FLAGS:
        by_other = author if message.author not in desk.members.accounts(incoming.who) else ""
        return views.refused(question_views.question(understood, "", desk.project), by_other)
    asking: dict[str, Any] = {
        "picked": author,
        "text": text,
        "today": day.isoformat(),
        "files": receipts.packed(message.files),
        "source": message.source,
    }
    with writing(desk, incoming) as db:
        if audit.outcome_of(db, incoming.key) is not None:
            return Reply()  # the same envelope once more: the form is open
        if logged := audit.logged_from(db, audit.picked(asking["source"])):
            again = cards.keep_question(db, incoming, asking)
            return views.already(cards.there(db, logged), desk.project, again=again)
        return _opened(desk, db, incoming, asking)


def press(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """'Logga en gång till', and the next of several things in one message. Raises AlreadyAnswered."""
    with writing(desk, incoming) as db:
        asking = cards.asked(db, incoming, press.value)
        return _opened(desk, db, incoming, asking, press.value)


def chosen(desk: Desk, incoming: Incoming, submit: Submit) -> Reply:
    """The kind that was chosen for a message. Raises AlreadyAnswered."""
    kind = record_kind(str(submit.values.get("kind") or ""))
    with writing(desk, incoming) as db:
        asking = cards.asked(db, incoming, submit.context)
        if kind is None:
            return Reply(problems={"kind": "Välj vad det är."})
        return _form(desk, db, incoming, asking, kind, submit.context)


def _opened(desk: Desk, db: Connection, incoming: Incoming, asking: dict[str, Any], question_id: str = "") -> Reply:
    """The form of the message's next thing, or the question which kind it is."""
    text = asking["text"]
    kind: Kind | None = "expense" if asking["files"] and not text else None
    if text:
        kind = drafts.kind_told(text, desk.project, date.fromisoformat(asking["today"]), asking.get("number", 0))
    if kind:
        return _form(desk, db, incoming, asking, kind, question_id)
    return views.which_kind(asking["picked"], text, question_id or cards.keep_question(db, incoming, asking))


def _form(
    desk: Desk, db: Connection, incoming: Incoming, asking: dict[str, Any], kind: Kind, question_id: str
) -> Reply:
    text, written, author = asking["text"], date.fromisoformat(asking["today"]), asking["picked"]
    number = asking.get("number", 0)
    filled: dict[str, Any] = {"date": written}
    of = 1
    if text:
        filled, of = drafts.fill_from_message(text, kind, desk.project, written, number, {WRITER: author})
    if author and kind == "activity" and not filled.get("responsible"):
        filled["responsible"] = author
    if author and kind == "contact" and not filled.get("source"):
        filled["source"] = f"Meddelande från {author}"
    if of > 1 and not question_id:  # the rest is offered when this is saved
        question_id = cards.keep_question(db, incoming, asking | {"of": of})
    files = receipts.unpacked(asking["files"]) if kind == "expense" else []
    said = _in_doubt(desk, text, written, number) if text else []
    intro = views.intro(author, written, text, (number, of), said, [file.name for file in files])
    return forms.form(
        desk, kind, filled, files=files, intro=intro, question=question_id,
        source=audit.picked(asking["source"]), known=len(audit.logged_from(db, audit.picked(asking["source"]))),
    )  # fmt: skip


def _in_doubt(desk: Desk, text: str, written: date, number: int) -> list[str]:
    """What the same words would be asked about, or be assumed to mean, if they were logged as they stand."""
    understood = drafts.understand(text, [], desk.project, written, "past")
    if isinstance(understood, Question):
        if understood.doubt.reason == "unknown_kind" or understood.index != number:
            return []
        asked = question_views.question(understood, "", desk.project)
        return [line for line in (asked.title, *asked.text[:1]) if line]
    if number >= len(understood):
        return []
    one = understood[number]
    if isinstance(one, Series):
        return [
            f"Det återkommer: {len(one.falls.days)} tillfällen. Här är det första. Skriv raden till mig för att planera alla."
        ]
    if isinstance(one, Change) or one.instead:
        return ["Är det redan planerat, så ändra planen i stället, med ”/yh-logg ändra …”."]
    told = tuple(reason for reason in one.reasons if reason.code != "no_type")  # the form shows its type first
    return log_views.notes(one.record, replace(one, reasons=told), desk.project)
