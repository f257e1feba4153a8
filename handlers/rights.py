"""Who may what: asked here, and nowhere else.

A request is admitted once: whether the person belongs to the group, in which roles, and whether these may do what the
request is for. It carries its roles from then on, and the handlers ask `may` and `require` of it. What is in no table
is refused, and a request that was never admitted may nothing.
"""

from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Literal, get_args

from sqlite_utils import Database as Connection

from bot.errors import NotAllowed, NotForThem
from bot.plans import is_called
from bot.records import Note, Record
from bot.views import rights as views
from handlers.desk import Desk
from handlers.requests import Access, Command, Home, Incoming, Picked, Press, Request, Said, Submit, Taken, Unreadable
from storage import people

Right = Literal[
    "read",  # everything but contacts' details
    "contacts",  # and those
    "decide",  # log a decision, tick it off
    "log",  # log and plan everything else; correct what is one's own
    "answer",  # tick, put off and answer what one is responsible for, whatever the role
    "book",  # booking, payment, which activity a cost is of: facts that anybody may write down
    "attest",  # attest or return at all: whose costs, `handlers.attesting` says
    "attest the group's",
    "attest the leader's own",
    "claim",
    "dates",  # the days of what the project owes
    "lists",  # read in a list
    "correct others",
    "personal data",  # registerutdrag, erasure, objection, retention
    "people",  # who has which role
]
LEADER, GROUP, STEERING, SIGNATORY = "projektledare", "arbetsgrupp", "styrgrupp", "firmatecknare"
# another role of the project file reads
ROLES: dict[str, frozenset[Right]] = {
    LEADER: frozenset(get_args(Right)) - {"attest the leader's own"},
    GROUP: frozenset({"read", "contacts", "decide", "log", "answer", "book"}),
    STEERING: frozenset({"read", "decide", "answer"}),
    SIGNATORY: frozenset({"read", "answer", "attest", "attest the leader's own"}),
}
_OTHERS: frozenset[Right] = frozenset({"read"})

# What each button needs. One that needs 'decide' is of a record, of a question or of a note: what that is decides.
# One that needs 'answer' needs more of who is not responsible for it, by `of_theirs`.
PRESSED: dict[str, Right] = {
    "status": "read", "find": "read", "more": "read", "underlying": "read", "waiting": "read", "notes": "read",
    "show_receipt": "read", "without_receipt": "read", "calendar": "read", "plan": "read", "history": "read",
    "new": "decide", "edit": "decide", "undo": "decide", "restore": "decide", "revert": "decide",
    "answer": "decide", "answer_form": "decide", "again": "decide", "drop": "decide",
    "tick": "answer", "untick": "answer",
    "share": "log", "picked": "log", "receipt": "log", "undo_all": "log", "restore_all": "log",
    "done": "answer", "not_done": "answer", "later": "answer", "put_off": "answer", "put_off_form": "answer",
    "held": "answer", "cancelled": "answer", "another_day": "answer",
    "add_step": "log", "edit_step": "log", "milestone_day": "log", "unset_day": "log",
    "later_note": "answer", "put_off_note": "answer", "put_off_note_form": "answer",
    "bind": "book", "book": "book", "book_row": "book", "book_rows": "book",
    "attest": "attest", "return_form": "attest",
    "unstep": "read",  # what it takes back decides: a booking, or an attestation
    "informed": "contacts", "inform_list": "contacts", "inform_words": "contacts",
    "objection": "personal data", "objection_refused": "personal data", "objection_undo": "personal data",
    "purge": "personal data", "purge_form": "personal data", "review": "personal data",
    "retention": "personal data",
    "erase": "personal data", "erase_look": "personal data", "erase_decision": "personal data", "extract": "personal data",
    "claim": "claim", "unclaim": "claim", "import_list": "lists", "role_back": "people",
}  # fmt: skip
# buttons that show something and change nothing: then what others see stays as it is
ONLY_ASK = frozenset({
    "status", "find", "more", "new", "edit", "answer_form", "picked", "later", "put_off_form", "plan",
    "show_receipt", "without_receipt", "add_step", "edit_step", "held", "another_day", "milestone_day",
    "notes", "later_note", "put_off_note_form", "waiting", "book", "return_form", "history",
    "extract", "erase_decision", "inform_words", "inform_list", "objection", "purge_form", "review", "retention",
})  # fmt: skip
SUBMITTED: dict[str, Right] = {
    "save": "answer", "kind": "log", "put_off": "answer", "step": "log", "milestone_day": "log", "put_off_note": "answer",
    "book": "book", "return": "attest", "erase": "personal data",
    "purge": "personal data",
}  # fmt: skip

# through what a record was written, as its trail names it
THROUGH: dict[type[Request], str] = {
    Command: "command", Said: "message", Press: "button", Submit: "form", Picked: "shortcut", Home: "page", Taken: "file",
}  # fmt: skip


class Outside(Exception):
    """Whoever asks is not let in; `access` says whether that is known."""

    def __init__(self, access: Access) -> None:
        super().__init__(access)
        self.access = access


# --- asked once ----------------------------------------------------------------------------------------------


def roles(desk: Desk, who: str, team: str) -> frozenset[str]:
    """The person's roles. Raises Outside for whoever has no access, whatever role was given, and StorageUnavailable.

    What the leader has said in chat stands before the project file, but a leader of the file stays leader: so that
    there is always one. Whoever is let in and named nowhere is in the working group.
    """
    access = desk.members.access(who, team)
    if access != "member":
        raise Outside(access)
    with desk.database.reading() as db:
        given = people.roles(db, who)
    listed = listed_roles(desk, who, team)
    return (given or listed or frozenset({GROUP})) | (listed & {LEADER})


def listed_roles(desk: Desk, who: str, team: str = "") -> frozenset[str]:
    """The roles that the project file gives, by Slack id or e-mail; a line each, so that somebody may have several.

    Raises Outside while the platform does not say whose e-mail it is.
    """
    members = desk.project.members
    accounts = desk.members.accounts(who)
    found = {member.role for member in members if member.slack in accounts}
    if any(member.email for member in members):
        try:
            email = desk.members.email(who, team)
        except Unreadable as problem:
            raise Outside("unreadable") from problem
        found |= {member.role for member in members if email and member.email.strip().casefold() == email}
    return frozenset(found)


def admitted(desk: Desk, incoming: Incoming) -> Incoming:
    """The request as of the person who makes it, by whichever account, with the person's roles.

    Raises Outside, and NotAllowed for what these may not.
    """
    try:
        who = desk.members.canonical(incoming.who, incoming.team)
    except Unreadable as problem:
        raise Outside("unreadable") from problem
    known = replace(incoming, who=who, roles=roles(desk, who, incoming.team))
    require(desk, known, needed(incoming.request))
    return known


def reader(desk: Desk, who: str, team: str) -> Access:
    """Whether somebody who does not ask in chat, but by a calendar's link, may read. Raises StorageUnavailable."""
    try:
        held = roles(desk, who, team)
    except Outside as outside:
        return outside.access
    return "member" if any("read" in ROLES.get(role, _OTHERS) for role in held) else "outsider"


def told(desk: Desk, who: str) -> Access:
    """Whether somebody who does not ask just now may be told, privately, what the group knows."""
    return desk.members.belongs(who)


def still(desk: Desk, incoming: Incoming) -> None:
    """Asked again for what comes after the answer: a file, a list that took its time. Raises as `admitted` does."""
    if not incoming.roles <= admitted(desk, incoming).roles:
        raise NotAllowed(views.changed())


def needed(request: Request) -> Right | None:
    """The least right that the request needs; words need more by what they turn out to say. None: nobody may."""
    match request:
        case Press(action, _):
            return PRESSED.get(action)
        case Submit(action, _, _):
            return SUBMITTED.get(action)
        case Picked():
            return "log"
        case Command() | Said() | Home() | Taken():
            return "read"


def only_asks(press: Press) -> bool:
    """Whether the button shows something and changes nothing."""
    return press.action in ONLY_ASK


# --- asked by the handlers -----------------------------------------------------------------------------------


def may(incoming: Incoming, right: Right) -> bool:
    """Whether one of the person's roles has the right: no look into the file, no call."""
    return any(right in ROLES.get(role, _OTHERS) for role in incoming.roles)


def require(desk: Desk, incoming: Incoming, right: Right | None) -> None:
    """Raises NotAllowed, which says what the person may instead and whom to write to."""
    if right is None or not may(incoming, right):
        leader = leader_called(desk)
        raise NotForThem(leader) if right == "contacts" else NotAllowed(views.why_not(right, incoming.roles, leader))


def of(record: Record) -> Right:
    """What it takes to log or change such a record."""
    return "decide" if isinstance(record, Note) and record.type == "decision" else "log"


def of_theirs(desk: Desk, incoming: Incoming, responsible: str | None, otherwise: Right) -> Right:
    """What it takes to tick, put off or answer something: whoever is responsible for it may, others what it takes else.

    `responsible`: the name as it is written.
    """
    if may(incoming, otherwise) or not is_called(desk.members.full_name(incoming.who), responsible or ""):
        return otherwise
    return "answer" if desk.members.person(responsible) == incoming.who else otherwise


def reads(incoming: Incoming, record: Record) -> bool:
    """Whether the person may see the record: contacts are for those who work with them."""
    return record.kind != "contact" or may(incoming, "contacts")


def require_reading(desk: Desk, incoming: Incoming, record: Record) -> None:
    """Raises NotForThem for a contact that is not the person's to see."""
    if record.kind == "contact":
        require(desk, incoming, "contacts")


def writing(desk: Desk, incoming: Incoming, right: Right = "log") -> AbstractContextManager[Connection]:
    """The transaction of somebody's request: the only way for what people ask to the file.

    Raises NotAllowed for whoever has not the right, StorageUnavailable.
    """
    require(desk, incoming, right)
    return desk.database.transaction(through=THROUGH[type(incoming.request)])


def is_led(desk: Desk) -> bool:
    """Whether there is a project leader to do what is the leader's alone."""
    return leader_called(desk, "") != ""


def led_by(desk: Desk) -> str | None:
    """The id of a project leader of the chat, or of the project file by address: who is told where others are not.

    What the platform says is kept a while, so that it is not asked for every message.
    """
    with desk.database.reading() as db:
        given = [each.who for each in people.given(db) if LEADER in each.roles]
    listed = [desk.members.person(member.email) for member in desk.project.members if member.role == LEADER]
    return next((who for who in (*given, *listed) if who and told(desk, who) != "outsider"), None)


def leader_called(desk: Desk, nobody: str = "projektledaren") -> str:
    """What the project leader is called: whom to write to."""
    with desk.database.reading() as db:
        given = [each.name for each in people.given(db) if LEADER in each.roles]
    listed = [member.name for member in desk.project.members if member.role == LEADER]
    return next(iter((*listed, *given)), nobody)
