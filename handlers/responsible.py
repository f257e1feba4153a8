"""Whether whoever is said to be responsible is somebody in the group: asked of the platform, after the commit."""

from collections.abc import Sequence

from bot.plans import stands
from bot.records import Activity, Note, Record
from bot.reply import Reply
from bot.swedish.responsible import WRITER, mentioned, names_writer
from bot.views.responsible import not_one
from handlers.cards import Said
from handlers.desk import Desk
from handlers.requests import Incoming

MOST = 5  # people looked up for one message


def names(desk: Desk, incoming: Incoming, text: str) -> dict[str, str]:
    """Full names by what the text calls them: the writer's 'jag', and '@anna'. Not inside a transaction."""
    found = {WRITER: desk.members.full_name(incoming.who)} if names_writer(text) else {}
    for name in mentioned(text)[:MOST]:
        people = desk.members.called(name)
        if people and len(people) == 1:
            found[name.casefold()] = desk.members.full_name(people[0])
    return found


def is_theirs(desk: Desk, written: str | None, who: str) -> bool:
    """Whether whoever is written to be responsible is this person."""
    return bool(written) and desk.members.person(written) == who


def is_new(before: Record | None, after: Record) -> bool:
    """Whether the record names somebody that it did not name before."""
    return getattr(before, "responsible", None) != getattr(after, "responsible", None)


def told(desk: Desk, reply: Reply, kept: Sequence[Record]) -> Said:
    """The reply, and below it who of the newly named is not one person of the group."""
    names = [
        one.responsible for one in kept
        if isinstance(one, Activity | Note) and one.responsible and _stands(one)
    ]  # fmt: skip
    if not names:
        return reply

    def said() -> Reply:
        notes = [note for name in dict.fromkeys(names) if (note := _note(desk, name))]
        return reply.model_copy(update={"notes": (*reply.notes, *notes)}) if notes else reply

    return said


def _stands(record: Activity | Note) -> bool:
    return stands(record) if isinstance(record, Activity) else record.is_open and record.due is not None


def _note(desk: Desk, name: str) -> str:
    found = desk.members.called(name)
    if found is None or len(found) == 1:
        return ""
    led = any(member.role == "projektledare" and member.slack for member in desk.project.members)
    return not_one(name, several=bool(found), to="projektledaren" if led else "kanalen")
