"""What is asked about somebody's personal data: the register extract here, erasing in its own."""

from functools import cache, partial

from bot.documents import text, word
from bot.project import Project
from bot.register_extract import Extract
from bot.reply import Attachment, Reply
from bot.swedish.personal import PersonalData
from bot.views import erasing as erasing_views
from bot.views import personal as guides
from bot.views import register_extract as views
from handlers import erasing
from handlers.desk import Desk
from handlers.erasing import RIGHT, read_subject, subject_of
from handlers.requests import Incoming, Press
from handlers.rights import require
from storage import extract, people, persons


def answer(desk: Desk, incoming: Incoming, request: PersonalData) -> Reply | None:
    """The extract, or the dry run of an erasing; None where the words mean something else."""
    if request.what == "erase":
        return erasing.asked(desk, incoming, request)
    require(desk, incoming, RIGHT)
    if request.what == "guide":
        return guides.guide()
    if not request.who:
        return erasing_views.nobody("")
    with desk.database.reading() as db:
        called = persons.called(db, request.who)
        member = not called and desk.members.person(request.who) is not None
        numbers = called if called or member else erasing.numbers_of(desk, db, request)
        if not numbers and request.number is not None:
            return erasing_views.nobody(request.who)
        if len(numbers) > 1:
            return erasing.which(db, numbers, "extract")
    return _extract(desk, incoming, subject_of(numbers, request.who))


def press(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """The extract of one of several, or before an erasing."""
    require(desk, incoming, RIGHT)
    return _extract(desk, incoming, press.value).model_copy(update={"beside": True})


def _extract(desk: Desk, incoming: Incoming, subject: str) -> Reply:
    found = gathered(desk, subject, incoming)
    if found.empty:
        return erasing_views.nobody(found.asked)
    name = f"registerutdrag-{'-'.join(map(str, read_subject(subject)[0])) or found.today.isoformat()}"
    return views.coming(found, files(found, desk.project, name), subject)


def files(found: Extract, project: Project, name: str) -> tuple[Attachment, ...]:
    """The Word document and the text, of what was found when it was asked for; `name` tells of nobody."""
    report = cache(partial(views.report, found, project, views.told(project)))
    return (
        Attachment(name=f"{name}.docx", make=lambda: word.word(report())),
        Attachment(name=f"{name}.txt", make=lambda: text.text(report()).encode("utf-8-sig")),
    )


def gathered(desk: Desk, subject: str, incoming: Incoming) -> Extract:
    """What is held about whom a button names; the contact's name is asked for in the group, too."""
    numbers, written = read_subject(subject)
    who = desk.members.person(written) if written else None
    name = desk.members.full_name(who) if who else written
    with desk.database.reading() as db:
        person = persons.person(db, numbers, name)
    asked = name or next(iter(person.names), f"kontakt {', '.join(map(str, numbers))}")
    who, name = who or desk.members.person(asked), asked
    accounts = desk.members.accounts(who) if who else ()
    with desk.database.snapshot() as db:
        listed = tuple(one.role for one in desk.project.members if one.slack and one.slack in accounts)
        roles = tuple(sorted({*listed, *people.roles(db, who)})) if who else ()
        work = extract.work(db, who, name, roles) if who else None
        return extract.extract(db, person, asked, desk.today(incoming.now), work, desk.members.full_name)
