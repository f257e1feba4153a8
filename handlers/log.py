"""`/yh-logg`: text, buttons and forms become records."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from rapidfuzz import fuzz, process
from sqlite_utils import Database as Connection

from bot import drafts
from bot.errors import InOneMessage, NothingToLog
from bot.reading import Answer, Change, Direction, Draft, Question, Series
from bot.receipts import is_only_receipt, receipt_of
from bot.records import Activity, Record
from bot.reply import Reply
from bot.swedish.addressed import speaks_of_step
from bot.views import help as helping
from bot.views import log as views
from bot.views import questions as asked
from bot.views.series import beside as with_series
from handlers import (
    binding,
    buttons,
    cards,
    change,
    filing,
    forms,
    indicators,
    known,
    notes,
    receipts,
    responsible,
    rights,
    series,
)
from handlers.desk import Desk, moment
from handlers.requests import File, Incoming, Press, Said
from storage import audit, questions, records
from storage.database import savepoint

TWIN_MINUTES = 10  # the identical line again within so many minutes is asked about
LATEST = 10
WORDS = {"senaste": "senaste", "sista": "senaste", "hjälp": "hjälp", "hjalp": "hjälp", "help": "hjälp", "?": "hjälp"}
OTHER_COMMANDS = {
    "indikatorer": "/yh-status indikatorer",
    "mätningar": "/yh-status indikatorer",
    "status": "/yh-status",
    "läget": "/yh-status",
    "pengar": "/yh-status pengar",
    "påminn": "/yh-paminn",
}


def log(desk: Desk, incoming: Incoming, text: str, files: Sequence[File] = ()) -> Reply:
    """The answer to `/yh-logg text`; `files` came with it and become the receipts of what it cost."""
    text = text.strip()
    if files and (number := receipt_of(text)) is not None:
        return filing.to_number(desk, incoming, number, files)
    word = WORDS.get(text.casefold().rstrip(" !.0123456789"))  # 'hjälp!', 'senaste 5'
    if files and (is_only_receipt(text) or _says_little(desk, incoming, text)):
        asking = _asking(desk, incoming, "", "past", files)
        return cards.once(
            desk, incoming,
            lambda db: filing.alone(desk, db, incoming, cards.keep_question(db, incoming, asking)),
        )  # fmt: skip
    if not text:
        rights.require(desk, incoming, "decide")
        return views.offer() if rights.may(incoming, "log") else views.offer_decision()
    if word == "hjälp":
        return helping.log_help(picks=incoming.picks)
    if word == "senaste":
        return cards.latest(desk, incoming, LATEST)
    if not re.search(r"\w", text):
        raise NothingToLog
    if speaks_of_step(text):
        return helping.steps_by_plan()
    if not files and (ticked := notes.by_words(desk, incoming, text)):
        return ticked
    return keep(desk, incoming, text, "past", files)


def _says_little(desk: Desk, incoming: Incoming, text: str) -> bool:
    """Whether the words with a file are no record, and have no figure of one: 'glömde den här'."""
    return not re.search(r"\d", text) and drafts.kind_told(text, desk.project, desk.today(incoming.now)) is None


def keep(desk: Desk, incoming: Incoming, text: str, direction: Direction, files: Sequence[File] = ()) -> Reply:
    """Saves what the text says, or asks the one question that stands in the way."""
    asking = _asking(desk, incoming, text, direction, files)
    reply = cards.once(desk, incoming, lambda db: _resolve(desk, db, incoming, asking, None), "decide")
    if files:
        desk.wake()  # only now is there something on disk to fetch the file for
    return reply


def _asking(desk: Desk, incoming: Incoming, text: str, direction: Direction, files: Sequence[File]) -> dict[str, Any]:
    """What a question has to remember to be taken up again."""
    today = desk.today(incoming.now).isoformat()
    source = incoming.request.source if isinstance(incoming.request, Said) else ""
    return {
        "text": text, "direction": direction, "today": today, "answers": [], "files": receipts.packed(files),
        "source": source, "names": responsible.names(desk, incoming, text),
    }  # fmt: skip


def ask_whether(desk: Desk, incoming: Incoming, text: str) -> Reply:
    """Something to log that is put as a question: it is logged when that is what was meant."""
    asking = _asking(desk, incoming, text, "past", ())
    return cards.once(desk, incoming, lambda db: asked.whether(text, cards.keep_question(db, incoming, asking)))


def _resolve(
    desk: Desk, db: Connection, incoming: Incoming, asking: dict[str, Any], question_id: str | None
) -> cards.Said:
    """With the answers so far: saved, or the next question."""
    answers = [Answer(**given) for given in asking["answers"]]
    today = date.fromisoformat(asking["today"])
    understood = drafts.understand(
        asking["text"], answers, desk.project, today, asking["direction"], asking.get("names", {})
    )
    if question_id and isinstance(understood, Question) and _lacks_only(understood, answers):
        return _form(desk, db, incoming, asking, question_id)  # what lacks is filled in; the question stands
    if question_id:
        questions.close(db, question_id)
    if isinstance(understood, Question):
        return _ask(desk, db, incoming, asking, understood)
    _may_log(desk, incoming, understood)
    understood = indicators.settled(db, understood, answers)
    if which := indicators.asks(desk, db, understood, answers):
        return which(cards.keep_question(db, incoming, asking))
    twin = _twin(db, incoming, [one for one in understood if isinstance(one, Draft)])
    if twin and not any(given.reason == "twin" for given in answers):
        new_id = cards.keep_question(db, incoming, asking)
        return asked.twin(twin, new_id, desk.project)
    if not twin and (ask := known.asks(desk, db, incoming, understood, answers)):
        return ask(cards.keep_question(db, incoming, asking))
    try:
        with savepoint(db):
            return _carry_out(desk, db, incoming, understood, today, asking)
    except change.Asks as asks:
        return asks.question(cards.keep_question(db, incoming, asking))


def _may_log(desk: Desk, incoming: Incoming, understood: Sequence[Draft | Change | Series]) -> None:
    """Raises NotAllowed for what is not the person's to log. Whether a change is, the record that it is of decides."""
    for one in understood:
        if not isinstance(one, Change):
            rights.require(desk, incoming, rights.of(one.record) if isinstance(one, Draft) else "log")


def _lacks_only(question: Question, answers: Sequence[Answer]) -> bool:
    """Whether a kind was chosen by button for a text that says too little for it."""
    chosen = any(given.reason == "unknown_kind" for given in answers)
    return chosen and question.alone and bool(question.doubt.field) and asked.is_refusal(question)


def _ask(desk: Desk, db: Connection, incoming: Incoming, asking: dict[str, Any], question: Question) -> Reply:
    if suggestion := _suggestion(asking["text"], question):
        return suggestion
    decision = question.reading.kind == "note" and question.reading.note_type == "decision"
    if not decision and question.reading.kind not in ("correction", "removal"):  # of those the record decides
        rights.require(desk, incoming, "log")
    if asked.is_refusal(question):
        return asked.question(question, "", desk.project)
    asking = asking | {"reason": question.doubt.reason}
    return asked.question(question, cards.keep_question(db, incoming, asking), desk.project)


def _suggestion(text: str, question: Question) -> Reply | None:
    """Help that fits, for a single word that is no record but looks like a command's."""
    word = text.casefold()
    if question.doubt.reason != "unknown_kind" or " " in word:
        return None
    if other := _nearest(word, OTHER_COMMANDS, 80):
        return helping.elsewhere(other)
    if own := _nearest(word, WORDS, 70):
        return helping.meant(text, f"/yh-logg {own}")
    return None


def _nearest(word: str, known: dict[str, str], cutoff: int) -> str | None:
    """What the known word that `word` is most like stands for; `cutoff` is likeness in percent."""
    close = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=cutoff)
    return known[close[0]] if close else None


def _twin(db: Connection, incoming: Incoming, understood: Sequence[Draft]) -> Record | None:
    """What was just logged with every field the same, or stands twice in this very message."""
    since = moment(incoming.now - timedelta(minutes=TWIN_MINUTES))
    drafted = [draft.record for draft in understood]
    within = (record for index, record in enumerate(drafted) if record in drafted[:index])
    before = (records.twin(db, record, who=incoming.who, since=since) for record in drafted)
    return next((twin for twin in (*within, *before) if twin), None)


def _carry_out(
    desk: Desk,
    db: Connection,
    incoming: Incoming,
    understood: Sequence[Draft | Change | Series],
    today: date,
    asking: dict[str, Any],
) -> cards.Said:
    """Everything that one message asks for, in its order, or nothing of it; one card for each."""
    steps: list[tuple[Record, int, Draft | change.Settled]] = []
    coming_back: list[tuple[list[Activity], Reply]] = []
    answers = [Answer(**given) for given in asking["answers"]]
    for index, each in enumerate(understood):
        one = binding.checked(db, each) if isinstance(each, Draft) else each
        answer = known.answered(answers, index)
        if isinstance(one, Series):
            coming_back.append(series.save(desk, db, incoming, one, answer))
            continue
        if isinstance(one, Draft) and answer == known.INSTEAD and (held := known.fill_in(desk, db, incoming, one)):
            steps.append((held, 0, one))
            continue
        try:
            steps.append(_step(desk, db, incoming, one, today, alone=len(understood) == 1))
        except change.Asks as asks:
            if {record.ref for record in asks.among} & {record.ref for record, _, _ in steps}:
                raise InOneMessage from asks  # the record would not be there when the question is answered
            raise
    at = moment(incoming.now)
    kept = [record for record, _, _ in steps]
    coming = views.reminded([(record, cards.replan(desk, db, record, incoming.now)) for record in kept])
    coming += receipts.attach(
        db, incoming, [record for record in kept if not record.deleted_at], receipts.unpacked(asking["files"])
    )
    coming += indicators.notes(db, kept)
    coming += [said for record in kept for said in cards.left_without(db, record)]
    planned = [record for several, _ in coming_back for record in several]
    refs = [record.ref for record in (*kept, *planned)]
    audit.mark_handled(db, key=incoming.key, at=at, outcome={"refs": refs})
    if asking["source"]:  # so that 'Logga i YH' on the same message knows it
        audit.remember(db, key=audit.picked(asking["source"]), at=at, refs=refs)
    said = [
        binding.with_offer(db, views.saved(record, step, desk.project, among=kept), record, kept) if isinstance(step, Draft)
        else change.card(desk, step, record, trail, kept)
        for record, trail, step in steps
    ]  # fmt: skip
    logged = all(isinstance(step, Draft) for _, _, step in steps)
    reply = views.together(kept, said, logged=logged, extra=coming) if kept else Reply()
    reply = with_series([card for _, card in coming_back], reply)
    named = [record for record, _, step in steps if isinstance(step, Draft) or responsible.is_new(step.before, record)]
    return responsible.told(desk, reply, (*named, *planned[:1]))


def _step(
    desk: Desk, db: Connection, incoming: Incoming, one: Draft | Change, today: date, *, alone: bool
) -> tuple[Record, int, Draft | change.Settled]:
    """One thing done: the record as it stands, the change's number in the trail, and what was asked for."""
    meant: Change | None
    if isinstance(one, Draft):
        meant = change.of_a_plan(desk, db, incoming, one)
        if meant is None:
            at = moment(incoming.now)
            indicators.take_unit(db, one.record, who=incoming.who, at=at)
            return records.add(db, one.record, who=incoming.who, at=at), 0, one
    else:
        meant = one
    settled = change.settle(desk, db, incoming, meant, today, alone=alone)
    return *change.carry_out(db, incoming, settled), settled


def press(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """A button on one of our cards."""
    if press.action in ("answer", "answer_form", "again", "drop"):
        return _answer(desk, incoming, press)
    if press.action == "receipt":
        return filing.press(desk, incoming, press)
    if press.action in ("undo_all", "restore_all"):
        return series.press(desk, incoming, press)
    if press.action == "revert":
        return change.revert(desk, incoming, press)
    return buttons.press(desk, incoming, press)


def _answer(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    reply = cards.once(desk, incoming, lambda db: _answered(desk, db, incoming, press), "decide")
    desk.wake()  # an expense may have come with its receipt
    return reply


def _answered(desk: Desk, db: Connection, incoming: Incoming, press: Press) -> cards.Said:
    question_id, *rest = press.value.split(":")
    asking = cards.asked(db, incoming, question_id)
    if press.action == "drop":
        questions.close(db, question_id)
        return asked.dropped()
    if press.action == "answer_form":
        return _form(desk, db, incoming, asking, question_id)
    if press.action == "again":
        return _again(desk, db, incoming, asking, question_id)
    if "form" in asking:
        questions.close(db, question_id)
        return forms.accept(desk, db, incoming, asking)
    index, field, reason, choice = rest
    given = {"index": int(index), "field": field, "reason": reason, "choice": int(choice)}
    asking["answers"].append(given)
    return _resolve(desk, db, incoming, asking, question_id)


def _again(desk: Desk, db: Connection, incoming: Incoming, asking: dict[str, Any], question_id: str) -> cards.Said:
    """A question that was left is put once more, as things are now."""
    if asking.get("text") == "":
        return filing.alone(desk, db, incoming, question_id)
    if "form" in asking:
        questions.close(db, question_id)
        return forms.accept(desk, db, incoming, asking | {"meant": {}})
    return _resolve(desk, db, incoming, asking, question_id)


def _form(desk: Desk, db: Connection, incoming: Incoming, asking: dict[str, Any], question_id: str) -> Reply:
    """The form filled in as far as the text was understood."""
    if not asking["text"]:  # nothing but a receipt
        filled = {"date": date.fromisoformat(asking["today"])}
        return forms.form(desk, "expense", filled, question=question_id, files=receipts.unpacked(asking["files"]))
    answers = [Answer(**given) for given in asking["answers"]]
    today = date.fromisoformat(asking["today"])
    names = asking.get("names", {})
    if meant := drafts.referring(asking["text"], answers, desk.project, today, asking["direction"], names):
        return change.form(desk, db, incoming, meant, today, question_id)
    kind, filled = drafts.fill(asking["text"], answers, desk.project, today, asking["direction"], names)
    return forms.form(desk, kind, filled, question=question_id, files=receipts.unpacked(asking.get("files")))
