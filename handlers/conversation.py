"""One message's way, the same for every surface: who asks, what for, and what is answered.

`answer` is the only door: access is asked here, in one place, and whatever goes wrong on the way becomes
a Swedish sentence here.
"""

import logging
import secrets
from collections.abc import Callable

from bot.errors import MAX_TEXT, NoSuchRecord, Refused, TooLong
from bot.reply import Reply
from bot.swedish.addressed import is_question, without_courtesies
from bot.swedish.binding import read_binding
from bot.swedish.bookkeeping import read_bookkeeping
from bot.swedish.claims import AllClaims, read_claim
from bot.swedish.history import read_history
from bot.swedish.importing import asks_to_import
from bot.swedish.ledger_file import asks_to_match
from bot.swedish.numbered import Numbered, asked_by_number
from bot.swedish.personal import read_personal
from bot.swedish.roles import asks_for_roles, read_role
from bot.swedish.search import search_text
from bot.swedish.waiting import read_waiting
from bot.views import help as helping
from bot.views.history import with_button
from bot.views.receipts import not_taken
from handlers import (
    afterwards,
    binding,
    calendar,
    cards,
    claims,
    erasing,
    filing,
    followup,
    forms,
    history,
    home,
    informing,
    ledger,
    ledger_forms,
    log,
    notes,
    objection,
    outcome,
    personal,
    picked,
    plans,
    record,
    register,
    remind,
    retention,
    rhythm,
    rights,
    roles,
    said,
    search,
    sent_ledger,
    sent_lists,
    status,
    steps,
    underlying,
)  # fmt: skip
from handlers.desk import Desk, as_number
from handlers.requests import Command, CommandName, File, Home, Incoming, Picked, Press, Said, Submit, Taken
from storage.database import StorageUnavailable

logger = logging.getLogger(__name__)

# whose button it is, by its action; every other stands on a record's card or under a question
PRESSED: dict[str, Callable[[Desk, Incoming, Press], Reply]] = {
    "picked": picked.press, "calendar": calendar.press,
    "done": plans.press, "not_done": plans.press, "plan": plans.press,
    "later": plans.press, "put_off": plans.press, "put_off_form": plans.press,
    "add_step": steps.press, "edit_step": steps.press,
    "import_list": sent_lists.press, "book_rows": sent_ledger.press, "book_row": sent_ledger.press, "show_receipt": filing.show, "without_receipt": filing.more_without,
    "held": outcome.press, "cancelled": outcome.press, "another_day": outcome.press,
    "milestone_day": rhythm.press, "unset_day": rhythm.press,
    "waiting": ledger_forms.press, "book": ledger_forms.press, "attest": ledger_forms.press,
    "bind": binding.press,
    "extract": personal.press, "erase": erasing.press, "erase_look": erasing.press, "erase_decision": erasing.press,
    "claim": claims.press, "unclaim": claims.press, "return_form": ledger_forms.press, "unstep": ledger_forms.press,
    "tick": notes.press, "untick": notes.press, "notes": notes.press,
    "later_note": notes.press, "put_off_note": notes.press, "put_off_note_form": notes.press,
    "underlying": underlying.press, "history": history.press, "role_back": roles.press,
    "informed": informing.press, "inform_list": informing.press, "inform_words": informing.press,
    "objection": objection.press, "objection_refused": objection.press, "objection_undo": objection.press,
    "purge": retention.press, "purge_form": retention.press, "review": retention.press,
    "retention": retention.press,
}  # fmt: skip
# whose form it is; every other is a record's
SUBMITTED: dict[str, Callable[[Desk, Incoming, Submit], Reply]] = {
    "kind": picked.chosen, "put_off": plans.submit, "step": steps.submit, "milestone_day": rhythm.submit,
    "book": ledger_forms.submit, "return": ledger_forms.submit, "put_off_note": notes.submit,
    "erase": erasing.submit, "purge": retention.submit,
}  # fmt: skip


def answer(desk: Desk, incoming: Incoming) -> Reply:
    """The answer to one request. What it confirms is on disk when it returns."""
    try:
        admitted = rights.admitted(desk, incoming)
        return afterwards.checked(desk, admitted, _route(desk, admitted))
    except rights.Outside as outside:
        unsure = outside.access == "unreadable"
        return _kept(incoming, helping.unreadable()) if unsure else helping.outsider(desk.project.short_name)
    except Refused as refusal:
        return helping.refused(str(refusal))
    except StorageUnavailable as problem:
        code = secrets.token_hex(2).upper()
        logger.error("nothing saved (%s): %s", code, problem)
        return _kept(incoming, helping.trouble(code))


def _kept(incoming: Incoming, sorry: Reply) -> Reply:
    """What may go better in a while is said in the open form, so that what was filled in is not lost."""
    return Reply(problems={"": sorry.plain()}) if isinstance(incoming.request, Submit) else sorry


def _route(desk: Desk, incoming: Incoming) -> Reply:
    request = incoming.request
    if isinstance(request, Command | Said | Picked) and len(request.text) > MAX_TEXT:
        raise TooLong(len(request.text))
    match request:
        case Command(name, text):
            return _command(desk, incoming, name, text)
        case Said():
            return _said(desk, incoming, request)
        case Picked():
            return picked.picked(desk, incoming, request)
        case Submit():
            return SUBMITTED.get(request.action, forms.submit)(desk, incoming, request)
        case Home():
            return home.home(desk, incoming)
        case Taken():
            return Reply()  # whoever is let in so far may have it
        case Press():
            return _press(desk, incoming, request)


def _said(desk: Desk, incoming: Incoming, said_: Said) -> Reply:
    text, files = said_.text, said_.files
    if files:
        if asks_to_import(text):
            return sent_lists.looked_at(desk, incoming, files)
        if asks_to_match(text, [file.name for file in files]):
            return sent_ledger.looked_at(desk, incoming, files)
    else:
        bare = without_courtesies(text)
        followed = followup.followup(desk, incoming, text, said_.thread) if said_.thread else None
        if answer := followed or _of_the_ledger(desk, incoming, bare, bare=False) or _personal(desk, incoming, bare):
            return answer
    meant = said.meant(desk, incoming, text, files)
    return meant if isinstance(meant, Reply) else _command(desk, incoming, *meant, files)


def _personal(desk: Desk, incoming: Incoming, text: str) -> Reply | None:
    """'registerutdrag Eva Holm', 'radera Eva Holm'."""
    about = read_personal(text)
    asked = personal.answer(desk, incoming, about) if about else None
    return asked or register.answer(desk, incoming, text)


def _command(desk: Desk, incoming: Incoming, name: CommandName, text: str, files: tuple[File, ...] = ()) -> Reply:
    if not files and (answer := _personal(desk, incoming, text)):
        return answer
    if name == "logg" and search_text(text) is None:
        return _logged(desk, incoming, text, files)
    reply = _looked_up(desk, incoming, name, text)
    return reply.model_copy(update={"notes": (*reply.notes, not_taken())}) if files else reply


def _of_the_ledger(desk: Desk, incoming: Incoming, text: str, *, bare: bool = True) -> Reply | None:
    """'bokför 7', 'attestera 7', 'att bokföra': what is said of expenses that are logged already."""
    today = desk.today(incoming.now)
    if (trail := read_history(text)) and (told := history.answer(desk, incoming, trail)):
        return told
    if read_waiting(text):
        return status.answer(desk, incoming, text)
    if asks_for_roles(text):
        return roles.overview(desk, incoming)
    if role := read_role(text):
        return roles.answer(desk, incoming, role)
    if about := roles.asked(desk, incoming, text):
        return about
    if claim := read_claim(text, today, bare=bare):
        return claims.answer(desk, incoming, claim)
    if bound := read_binding(text):
        return binding.answer(desk, incoming, bound)
    if (numbered := asked_by_number(text)) and (shown := _by_number(desk, incoming, numbered)):
        return shown
    asked = read_bookkeeping(text, today)
    return ledger.answer(desk, incoming, asked) if asked else None


def _by_number(desk: Desk, incoming: Incoming, asked: Numbered) -> Reply | None:
    """The record of that number; None where there is none: 'utgift 500' is an amount that says too little."""
    try:
        with desk.database.reading() as db:
            if asked.kind == "activity":  # with what it cost
                return record.answer(asked, db, desk.project)
            shown = cards.shown(desk, db, [f"{asked.kind}:{asked.number}"], incoming=incoming)
            return with_button(shown, cards.find(db, f"{asked.kind}:{asked.number}"))
    except NoSuchRecord:
        return None


def _logged(desk: Desk, incoming: Incoming, text: str, files: tuple[File, ...]) -> Reply:
    if not files and (answer := _of_the_ledger(desk, incoming, text)):
        return answer
    if is_question(text) and text.rstrip().endswith("?"):
        return said.question(desk, incoming, text)
    return log.log(desk, incoming, text, files)


def _looked_up(desk: Desk, incoming: Incoming, name: CommandName, text: str) -> Reply:
    if (wanted := search_text(text)) is not None:
        return search.search(desk, incoming, wanted)
    if (trail := read_history(text)) and (told := history.answer(desk, incoming, trail)):
        return told
    if name == "status" and isinstance(claim := read_claim(text, desk.today(incoming.now)), AllClaims):
        return claims.answer(desk, incoming, claim)
    if name == "status" and asks_for_roles(text):
        return roles.overview(desk, incoming)
    if name == "paminn":
        return remind.remind(desk, incoming, text)
    return status.answer(desk, incoming, text)


def _press(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    if press.action == "find":
        offset, _, wanted = press.value.partition(" ")
        return search.search(desk, incoming, wanted, as_number(offset))
    if press.action == "status":
        return status.answer(desk, incoming, press.value)
    return PRESSED.get(press.action, log.press)(desk, incoming, press)
