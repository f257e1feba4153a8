"""`/yh-logg radera Eva Holm`: what it takes is shown first, and what was shown is what is erased."""

from collections.abc import Sequence
from dataclasses import replace

from sqlite_utils import Database as Connection

from bot.project import Project
from bot.records import Contact
from bot.reply import Reply
from bot.swedish.personal import PersonalData
from bot.traces import Person, around, words
from bot.views import erasing as views
from handlers.desk import Desk, as_number, moment
from handlers.requests import Incoming, Press, Submit
from handlers.rights import Right, require, writing
from storage import audit, erasure, people, persons, records
from storage.sweep import finish

RIGHT: Right = "personal data"


def asked(desk: Desk, incoming: Incoming, request: PersonalData) -> Reply | None:
    """The dry run of what was asked for in words; None where they mean something else: 'radera Kumla'."""
    with desk.database.reading() as db:
        numbers = numbers_of(desk, db, request)
        sure = request.sure or (request.named and not request.known)
        if not (numbers or sure or (request.named and desk.members.person(request.who))):
            return None
        require(desk, incoming, RIGHT)
        if not numbers and request.number is not None:
            return views.nobody(request.who)
        if len(numbers) > 1:
            return which(db, numbers, "erase_look")
        return _look(desk, db, subject_of(numbers, request.who))


def numbers_of(desk: Desk, db: Connection, request: PersonalData) -> list[int]:
    """The contacts that are meant: of the number, of the name, or nearly of it. A town is nobody's first name."""
    if request.number is not None:
        return [request.number] if records.get(db, "contact", request.number) else []
    if found_so := persons.called(db, request.who):
        return found_so
    place = words(request.who) in {words(name) for name in desk.project.place_names}
    if place and not request.sure:
        return []
    return persons.alike(db, request.who) or persons.spelt_alike(db, request.who)


def which(db: Connection, numbers: Sequence[int], action: str) -> Reply:
    """Several contacts of one name: which of them, or are they the same person?"""
    found = [
        one for one in records.several(db, [("contact", number) for number in numbers]) if isinstance(one, Contact)
    ]
    return views.which(found, action, [*(subject_of([number]) for number in numbers), subject_of(numbers)])


def subject_of(numbers: Sequence[int], written: str = "") -> str:
    """How a button names whom it concerns: 'c3,5', or what was written."""
    return f"c{','.join(map(str, numbers))}" if numbers else f"w{written.replace('|', ' ')}"


def read_subject(subject: str) -> tuple[list[int], str]:
    """The contacts' numbers, or what was written. Raises NoSuchRecord for what is no button of ours."""
    if subject.startswith("w"):
        return [], subject[1:]
    return [as_number(number) for number in subject.removeprefix("c").split(",")], ""


def press(desk: Desk, incoming: Incoming, press: Press) -> Reply:
    """'Radera för gott', or the dry run anew, with more in it or of one of several."""
    require(desk, incoming, RIGHT)
    subject, _, rest = press.value.partition("|")
    if press.action == "erase_look":
        with desk.database.reading() as db:
            return _look(desk, db, subject, first=rest == "first")
    if press.action == "erase_decision":
        return views.decision_form(press.value)
    return _erase(desk, incoming, press.value, "")


def submit(desk: Desk, incoming: Incoming, submit: Submit) -> Reply:
    """The decision on gallring, and with it the erasing."""
    decision = str(submit.values.get("decision") or "").strip()
    if not decision:
        return Reply(problems={"decision": "Skriv beslutets diarienummer."})
    return _erase(desk, incoming, submit.context, decision)


def hosted_by_authority(desk: Desk) -> bool:
    """Whether a decision on gallring is needed first."""
    return desk.project.personal_data.hosted_by == "authority"


def _erase(desk: Desk, incoming: Incoming, value: str, decision: str) -> Reply:
    subject, first, seen = [*value.split("|"), "", ""][:3]
    if hosted_by_authority(desk) and not decision:
        return views.decision_form(value)
    at = moment(incoming.now)
    with writing(desk, incoming, RIGHT) as db:
        if audit.outcome_of(db, incoming.key) is not None:
            return views.already()
        person = _person(desk, db, subject, first=first == "first")
        found = erasure.find(db, person)
        if not found.counts:
            return views.already()
        if found.digest != seen:
            return _look(desk, db, subject, first=first == "first", changed=True)
        done, _ = erasure.erase(db, person, who=incoming.who, at=at, decision=decision)
        audit.mark_handled(db, key=incoming.key, at=at, outcome={"erased": done.uid})
    swept = finish(desk.database) == "done"
    desk.wake()  # what was posted is drawn anew
    return views.erased(done.counts, person.contacts, swept=swept)


def _person(desk: Desk, db: Connection, subject: str, *, first: bool) -> Person:
    numbers, written = read_subject(subject)
    found = persons.person(db, numbers, written, others=_members(desk, db, numbers), places=desk.project.place_names)
    return replace(found, alone=tuple(_first_names(found, desk.project))) if first else found


def _members(desk: Desk, db: Connection, numbers: Sequence[int]) -> list[str]:
    """The names of the group's people, those who are the contacts themselves left out."""
    names = [*(member.name for member in desk.project.members), *(each.name for each in people.given(db))]
    return [name for name in names if not set(persons.called(db, name)) & set(numbers)]


def _first_names(person: Person, project: Project) -> list[str]:
    """Those that are no place's: 'Nora' in a text is the town."""
    first = dict.fromkeys(name.split()[0].strip(",") for name in person.names if len(words(name)) > 1)
    places = {words(place) for place in project.place_names}
    return [name for name in first if words(name) not in places]


def _look(desk: Desk, db: Connection, subject: str, *, first: bool = False, changed: bool = False) -> Reply:
    person = _person(desk, db, subject, first=first)
    found = erasure.find(db, person)
    _, written = read_subject(subject)
    if not found.counts:
        return views.nobody(written) if written else views.already()
    kept = records.several(db, [("contact", number) for number in person.contacts])
    who = next((one.name for one in kept if isinstance(one, Contact)), written)
    names = [] if first else _first_names(person, desk.project)
    refs = _refs(db, found)
    wider = replace(person, alone=tuple(names))
    alone = [ref for ref in _refs(db, erasure.find(db, wider)) if ref not in refs] if names else []
    plan = views.Plan(
        who=who, value=f"{subject}|{'first' if first else ''}|{found.digest}", counts=found.counts, refs=refs,
        around=texts_of(db, found),
        first=names[0] if names else "", alone=alone, namesakes=_namesakes(db, person, who),
        listed=any(set(words(who)) <= set(words(member.name)) for member in desk.project.members),
        works=desk.members.person(who) is not None, decision=hosted_by_authority(desk), backups=desk.backups_kept,
    )  # fmt: skip
    return views.planned(plan, desk.project, changed=changed)


def _refs(db: Connection, found: erasure.Found) -> list[str]:
    """The records whose text holds the person, a note by its type."""
    refs = [f"{hit.kind}:{hit.number}" for hit in found.hits]
    known = [ref for ref in dict.fromkeys(refs) if ref.partition(":")[0] in views.RECORDS_NAMED]
    return [_by_type(db, ref) for ref in known]


def texts_of(db: Connection, found: erasure.Found) -> list[tuple[str, str]]:
    """Which record each text is of, and the words around what goes: 'note:3', '… med Eva Holm om lokaler …'."""
    known = {ref: _by_type(db, ref) for ref in dict.fromkeys(f"{hit.kind}:{hit.number}" for hit in found.hits)}
    texts: dict[str, str] = {}  # what the history says the same of is seen once
    for hit in found.hits:
        texts.setdefault(around(hit.before, hit.after, 30), known[f"{hit.kind}:{hit.number}"])
    return [(ref, words) for words, ref in texts.items()]


def _by_type(db: Connection, ref: str) -> str:
    note = records.get(db, "note", int(ref.removeprefix("note:"))) if ref.startswith("note:") else None
    return views.by_type(ref, note)


def _namesakes(db: Connection, person: Person, who: str) -> list[int]:
    """Other contacts of the same name, where the contacts' own cannot be told from theirs in a text."""
    return [number for number in persons.called(db, who) if number not in person.contacts] if person.contacts else []
