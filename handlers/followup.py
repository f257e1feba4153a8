"""What is said under an answer of ours: a question there is answered, the record there is corrected."""

import re
from datetime import date
from typing import Any

from bot import drafts
from bot.changes import lacking
from bot.reading import Answer, Change, Question
from bot.records import Activity, Expense, Record
from bot.reply import Reply
from bot.swedish import read
from bot.swedish.addressed import without_courtesies
from bot.swedish.history import History, read_history
from bot.views import questions as question_views
from handlers import cards, history, log
from handlers.desk import Desk
from handlers.requests import Incoming, Press
from storage import audit, questions

# 'nej, det var 19', 'fel: 19 deltagare', 'ska vara 340 kr', 'men det blev bara 28'
_LEAD = re.compile(
    r"(?i)(?:(?:nej|fel|rättelse|förlåt|oj|men|sorry|egentligen|tack)[\s,:.!]+)*"
    r"(?:(?:ändra(?: till)?|rätt (?:antal|belopp|datum|dag)(?: är| var)?"
    r"|(?:det|den) (?:var|blev)|(?:(?:det|den) )?(?:ska|skulle)(?: det)? vara)(?=[\s,:.!]|$))?"
    r"(?:[\s,:.!]+(?:bara|visst|faktiskt|alltså|nog)(?=[\s,:.!]|$))*[\s,:.!]*"
)
# what may stand beside the number that is chosen: '32 stämmer', 'det var 32 deltagare'
_AGREES = {"det", "de", "är", "var", "blev", "ska", "vara", "stämmer", "rätt", "ja", "nej", "kr", "st", "som"}
_REMOVES = re.compile(r"(?i)(?:ångra|ta bort|radera|stryk)(?: (?:den|det|den här|det här))?\W*")


def followup(desk: Desk, incoming: Incoming, text: str, thread: str) -> Reply | None:
    """The answer where the words belong to what stands in the thread; None where they are something of their own.

    `thread` names the message that began it.
    """
    text = without_courtesies(text)
    with desk.database.reading() as db:
        asked = questions.about(db, incoming.who, thread)
        refs = audit.logged_from(db, audit.picked(thread))
        logged = [cards.find(db, ref) for ref in refs]
        record = logged[0] if len(logged) == 1 else None
    if asked and (value := _choice(desk, *asked, text)):
        return log.press(desk, incoming, Press("answer", value))
    if logged and read_history(text) == History():
        one = record and history.shown(desk, incoming, record.kind, record.id or 0)
        return one or history.which(desk, incoming, logged)
    if not record:
        return None
    if _REMOVES.fullmatch(text):
        return log.log(desk, incoming, f"ta bort {record.numbered.casefold()}")
    if correction := _correction(desk, incoming, record, text):
        return log.log(desk, incoming, correction)
    return None


def _choice(desk: Desk, question_id: str, asking: dict[str, Any], text: str) -> str | None:
    """The value of the one button that the words name: all of its label, or its first number."""
    if not asking.get("text"):
        return None
    answers = [Answer(**given) for given in asking["answers"]]
    today = date.fromisoformat(asking["today"])
    understood = drafts.understand(asking["text"], answers, desk.project, today, asking["direction"])
    if not isinstance(understood, Question):
        return None
    offered = question_views.offered(understood, question_id, desk.project)
    found = [value for label, value in offered.items() if _same(label, text)]
    return found[0] if len(found) == 1 else None


def _same(label: str, text: str) -> bool:
    label, text = (" ".join(re.sub(r"[\s.,:!]+(?!\d)", " ", one.casefold()).split()) for one in (label, text))
    number = re.match(r"\d[\d ]*", label)
    if not number or not text:
        return bool(text) and text == label
    own, said = set(label.split()), set(text.split())
    return number[0].strip() in text and said <= own | _AGREES


def _correction(desk: Desk, incoming: Incoming, record: Record, text: str) -> str | None:
    """The words as a correction of the record, if they are one and nothing else."""
    lead = _LEAD.match(text)
    rest = text[lead.end() :] if lead else ""
    if not rest or rest == text:
        return None
    if re.fullmatch(r"\d[\d ]*", rest):
        rest += " deltagare" if isinstance(record, Activity) else " kr" if isinstance(record, Expense) else ""
    meant = f"ändra {record.numbered.casefold()}: {rest}"
    reading = read(meant, desk.project, desk.today(incoming.now))
    if reading.kind != "correction" or not reading.changed or reading.records or "title" in reading.changed:
        return None
    return None if lacking(Change(0, reading, ()), record) else meant
