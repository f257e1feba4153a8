"""Whether whoever is said to be responsible is somebody in the group: asked of the platform, after the commit."""

from collections.abc import Sequence

from bot.records import Activity, Record
from bot.reply import Reply
from bot.swedish.responsible import names_writer
from bot.views.responsible import not_one
from handlers.cards import Said
from handlers.desk import Desk
from handlers.requests import Incoming


def writer(desk: Desk, incoming: Incoming, text: str) -> str:
    """What the person is called, where the words may say 'ansvarig jag'; else empty. Not inside a transaction."""
    return desk.members.full_name(incoming.who) if names_writer(text) else ""


def is_new(before: Record | None, after: Record) -> bool:
    """Whether the record names somebody that it did not name before."""
    return getattr(before, "responsible", None) != getattr(after, "responsible", None)


def told(desk: Desk, reply: Reply, kept: Sequence[Record]) -> Said:
    """The reply, and below it who of the newly named is not one person of the group."""
    names = [
        one.responsible for one in kept
        if isinstance(one, Activity) and one.responsible and one.status == "planned" and not one.deleted_at
    ]  # fmt: skip
    if not names:
        return reply

    def said() -> Reply:
        notes = [note for name in dict.fromkeys(names) if (note := _note(desk, name))]
        return reply.model_copy(update={"notes": (*reply.notes, *notes)}) if notes else reply

    return said


def _note(desk: Desk, name: str) -> str:
    found = desk.members.called(name)
    if found is None or len(found) == 1:
        return ""
    led = any(member.role == "projektledare" and member.slack for member in desk.project.members)
    return not_one(name, several=bool(found), to="projektledaren" if led else "kanalen")
