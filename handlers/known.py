"""What is told of may stand already: the same occasion, planned or held, whoever logged it."""

from collections.abc import Callable, Sequence

from sqlite_utils import Database as Connection

from bot.reading import Answer, Change, Draft, Series
from bot.records import Activity, Contact, Record, values
from bot.reply import Reply
from bot.views import known as views
from handlers import cards, rights
from handlers.desk import Desk, moment
from handlers.requests import Incoming
from storage import informing, persons, records

SAVE, INSTEAD = 0, 1  # what was answered: save anyway; or fill in the plan, or only those that are new


def asks(
    desk: Desk, db: Connection, incoming: Incoming, understood: Sequence[Draft | Change | Series],
    answers: Sequence[Answer],
) -> Callable[[str], Reply] | None:  # fmt: skip
    """The question about the first thing that stands already and was not asked about; it takes the question's id."""
    for index, one in enumerate(understood):
        if answered(answers, index) is not None:
            continue
        if isinstance(one, Series):
            if stands := [known for record in one.records if (known := _known(desk, db, record))]:
                new = len(one.records) - len(stands)
                return lambda question_id, i=index: views.some(stands, new, i, question_id)  # type: ignore[misc]
        elif isinstance(one, Draft) and isinstance(one.record, Contact) and (number := _objector(db, one.record)):
            leader = rights.leader_called(desk)
            return lambda question_id, i=index: views.objects(number, i, question_id, leader)  # type: ignore[misc]
        elif isinstance(one, Draft) and one.instead is None and (known := _known(desk, db, one.record)):
            told = one.record if isinstance(one.record, Activity) else None
            becomes = told if told and fills_in(desk, incoming, told, known) else None
            return lambda question_id, i=index: views.same(known, i, question_id, desk.project, becomes=becomes)  # type: ignore[misc]
    return None


def _objector(db: Connection, record: Contact) -> int | None:
    """The contact of that name or address that has objected, where there is one."""
    same = {*persons.called(db, record.name), *(persons.called(db, record.email) if record.email else ())}
    return next((one.id for one in informing.objections(db) if one.id in same), None)


def answered(answers: Sequence[Answer], index: int) -> int | None:
    """What was answered of the message's thing of that number; None where nothing was."""
    return next((answer.choice for answer in answers if answer.reason == "same" and answer.index == index), None)


def _known(desk: Desk, db: Connection, record: Record) -> Activity | None:
    return records.same_occasion(db, record, yearly=desk.project.yearly) if isinstance(record, Activity) else None


def fills_in(desk: Desk, incoming: Incoming, record: Record, plan: Activity) -> bool:
    """Whether what is told is how the plan went, or its new day, and the plan is theirs to change."""
    if not isinstance(record, Activity) or plan.status != "planned":
        return False
    changes = record.status == "done" or (record.status == "planned" and record.date != plan.date)
    return changes and cards.may(desk, incoming, plan)


def fill_in(desk: Desk, db: Connection, incoming: Incoming, one: Draft) -> Record | None:
    """The plan as it was held: what is told over what was planned; None where no such plan stands any more."""
    plan = _known(desk, db, one.record)
    if plan is None or not fills_in(desk, incoming, one.record, plan):
        return None
    told = {name: value for name, value in values(one.record).items() if value not in (None, ())}
    if told["status"] == "planned":  # another day: it is called what it was called
        told = {name: value for name, value in told.items() if name != "title"}
    after = plan.model_copy(update=told)
    return records.change(db, plan, after, who=incoming.who, at=moment(incoming.now))


def new_ones(desk: Desk, db: Connection, planned: Sequence[Record]) -> list[Record]:
    """Those that do not stand yet."""
    return [record for record in planned if _known(desk, db, record) is None]
