"""Somebody's message becomes a record: the form, filled in with what was read, when it was written and by whom."""

from datetime import date
from typing import Any

from bot import drafts
from bot.errors import AlreadyAnswered, NothingToLog
from bot.reading import Question
from bot.records import Kind, record_kind
from bot.reply import Reply
from bot.views import picked as views
from bot.views import questions as question_views
from handlers import cards, forms, receipts
from handlers.desk import Desk
from handlers.requests import Incoming, Picked, Submit
from storage import questions


def picked(desk: Desk, incoming: Incoming, message: Picked) -> Reply:
    """The form for what the message says; which kind it is is asked first where the words do not tell."""
    text = message.text.strip()
    if not any(sign.isalnum() for sign in text) and not message.files:
        raise NothingToLog
    day = desk.today(message.written)
    author = desk.members.full_name(message.author) if message.author else ""
    asking: dict[str, Any] = {
        "picked": author,
        "text": text,
        "today": day.isoformat(),
        "files": receipts.packed(message.files),
    }
    understood = drafts.understand(text, [], desk.project, day, "past") if text else []
    if isinstance(understood, Question) and understood.doubt.reason in drafts.REFUSED_FLAGS:
        return question_views.question(understood, "", desk.project)
    kind = "expense" if message.files and not text else drafts.kind_told(text, desk.project, day)
    if kind:
        return _form(desk, kind, asking)
    with desk.database.transaction() as db:
        return views.which_kind(author, text, cards.keep_question(db, incoming, asking))


def chosen(desk: Desk, incoming: Incoming, submit: Submit) -> Reply:
    """The kind that was chosen for a message. Raises AlreadyAnswered."""
    kind = record_kind(str(submit.values.get("kind") or ""))
    with desk.database.transaction() as db:
        asking = questions.find(db, submit.context, incoming.who)
        if asking is None:
            raise AlreadyAnswered
        if kind is None:
            return Reply(problems={"kind": "Välj vad det är."})
        questions.close(db, submit.context)
    return _form(desk, kind, asking)


def _form(desk: Desk, kind: Kind, asking: dict[str, Any]) -> Reply:
    text, written, author = asking["text"], date.fromisoformat(asking["today"]), asking["picked"]
    filled: dict[str, Any] = {"date": written}
    more = 0
    if text:
        filled, more = drafts.fill_from_message(text, kind, desk.project, written)
    if author and kind == "activity" and not filled.get("responsible"):
        filled["responsible"] = author
    if author and kind == "contact" and not filled.get("source"):
        filled["source"] = f"Meddelande från {author}"
    files = receipts.unpacked(asking["files"])
    intro = views.intro(author, written, more, [file.name for file in files] if kind == "expense" else [])
    return forms.form(desk, kind, filled, files=files, intro=intro)
