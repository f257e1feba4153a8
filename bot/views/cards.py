"""A record as a card: what it says, and what one can do with it."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.informing import inform_by
from bot.project import Project
from bot.records import VAT, Activity, Contact, Expense, Indicator, Measurement, Note, Payment, Record
from bot.reply import Button, Reply
from bot.views import indicators
from bot.views import swedish_text as sv

LONGEST = 75  # characters on a button: Slack's limit

# what is said of a note that waits and of one that does not, and on the buttons that make it so
WAITS = {"decision": "Att besluta", "deviation": "Öppen"}
_BY = {"decision": "Ska beslutas senast", "deviation": "Ska vara åtgärdad senast", "todo": "Klart senast"}
SETTLED = {"decision": "Beslutat", "deviation": "Åtgärdad", "todo": "Klar"}
TICKS = {"decision": "Beslutat", "deviation": "Åtgärdad", "todo": "Klart"}
UNTICKS = {"decision": "Inte beslutat", "deviation": "Inte åtgärdad", "todo": "Inte klart"}


def participle(record: Record, word: str) -> str:
    """'ångrad' as it is said of the record: a decision is 'ångrat'."""
    return f"{word[:-1]}t" if isinstance(record, Note) and record.type == "decision" else word


def card(
    record: Record,
    project: Project,
    *,
    title: str = "",
    notes: Sequence[str] = (),
    among: Sequence[Record] = (),
    buttons: bool = True,
    named: bool = True,
    why: bool = False,
) -> Reply:
    """The record in two or three lines. `among`: the records shown in the same answer, so that a button can
    put the whole answer in place again. `named`: its receipts by their names; `why`: the reason of a return, which
    only some may read. Either may tell of a person, and is for who asked alone."""
    beside = [*(_receipts(record) if buttons and named else ()), reason(record) if why else ""]
    return Reply(
        title=title or headline(record),
        text=tuple(line for line in (*lines(record, project), *beside) if line),
        notes=tuple(notes),
        buttons=_buttons(record, among or [record]) if buttons else (),
        personal=isinstance(record, Contact) or any(beside),
    )


def reason(record: Record) -> str:
    """Why an expense was returned; empty where it was not."""
    returned = isinstance(record, Expense) and record.status == "returned" and record.returned_reason
    return f"Skäl: {returned}" if returned else ""


def _receipts(record: Record) -> list[str]:
    """What the expense's own people see and a channel does not: the names of its files, and that one is elsewhere too."""
    if not isinstance(record, Expense) or not record.receipts:
        return []
    named = f"{'Kvitto' if len(record.receipts) == 1 else 'Kvitton'}: {sv.listed(record.receipts)}"
    copies = sv.listed([str(number) for number in record.copies])
    return [named, f"Samma fil är också kvitto på utgift {copies}" if copies else ""]


def headline(record: Record) -> str:
    """'Utgift 7', or 'Utgift 7 (ångrad)'."""
    return f"{record.numbered} ({participle(record, 'ångrad')})" if record.deleted_at else record.numbered


def _buttons(record: Record, among: Sequence[Record]) -> tuple[Button, ...]:
    value = f"{record.ref} {','.join(other.ref for other in among)}"
    if isinstance(record, Contact) and record.objected_on:
        return (Button(label="Visa invändningen", action="objection", value=record.ref),)
    if record.deleted_at:
        return (Button(label="Ta tillbaka", action="restore", value=value),)
    buttons = [Button(label="Ändra", action="edit", value=value), Button(label="Ångra", action="undo", value=value)]
    if isinstance(record, Note) and record.is_open:
        buttons.insert(0, tick(record, f"card {','.join(other.ref for other in among)}"))
    elif isinstance(record, Note) and record.type in ("todo", "deviation"):
        buttons.append(untick(record, f"card {','.join(other.ref for other in among)}"))
    if isinstance(record, Activity) and record.status == "planned":
        buttons.append(Button(label="Visa planen", action="plan", value=record.ref))
    if isinstance(record, Expense) and record.receipts:
        label = "Visa kvittot" if len(record.receipts) == 1 else "Visa kvittona"
        buttons.append(Button(label=label, action="show_receipt", value=record.ref))
    if isinstance(record, Contact) and record.informed_at is None:
        buttons.append(Button(label="Informerad", action="informed", value=record.ref))
    if not isinstance(record, Contact):  # personal data stays private
        buttons.append(Button(label="Dela i kanalen", action="share", value=value))
    return tuple(buttons)


def lines(record: Record, project: Project) -> list[str]:
    """What the record says, most telling first."""
    if isinstance(record, Activity):
        return _activity(record, project)
    if isinstance(record, Expense):
        return _expense(record)
    if isinstance(record, Contact):
        return _contact(record, project)
    if isinstance(record, Payment):
        return _payment(record)
    if isinstance(record, Note):
        return _note(record, project)
    if isinstance(record, Measurement):
        return indicators.measured(record, project)
    if isinstance(record, Indicator):
        return indicators.set_up(record, project)
    raise TypeError(type(record))


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _activity(record: Activity, project: Project) -> list[str]:
    kind = project.activity_type(record.type)
    shown = kind.shown if kind else record.type
    titled = record.title.casefold().startswith(shown.casefold())
    where = sv.listed(record.municipalities)
    place = _joined(record.place) if record.place and record.place not in record.municipalities else ""
    counted = sv.participants(record.participants, record.women, record.men, record.others, about=record.approximate)
    goals = sv.goals(record.goals, project)
    said = _joined(
        "Inställt" if record.status == "cancelled" else "",
        counted,
        f"{sv.number(record.registered)} anmälda" if record.registered is not None else "",
        f"{sv.number(record.visitors)} besökare" if record.visitors is not None else "",
        f"räknas till {goals}" if goals else "räknas inte till något delmål",
    )
    return [
        _joined(
            record.title, "" if titled else shown, sv.span(record.date, record.end_date),
            sv.clock(record.time, record.end_time), place, where,
        ),
        sv.capitalized(said),
        _joined(
            f"Sista anmälningsdag {sv.day(record.deadline)}" if record.deadline else "",
            f"Ansvarig: {record.responsible}" if record.responsible else "",
            sv.listed(record.perspectives),
        ),
        record.note or "",
    ]  # fmt: skip


def _expense(record: Expense) -> list[str]:
    vat = VAT[record.vat].lower() if record.vat else ""
    cost = ""
    if record.cost_ore is not None and record.cost_ore != record.amount_ore:
        cost = f"räknas som {sv.kronor(record.cost_ore)}"
    return [
        _joined(
            amount(record),
            record.category or "utanför projektets kostnader",
            record.description,
            record.supplier,
            sv.day(record.date),
        ),
        _joined(vat, cost),
        sv.capitalized(_joined(*stages(record))),
    ]


def amount(expense: Expense) -> str:
    """'312 kr', 'omkring 300 kr', '−150,50 EUR'."""
    return f"{'omkring ' if expense.approximate else ''}{sv.amount(expense.amount_ore, expense.currency)}"


def stages(expense: Expense) -> list[str]:
    """How far it has come: booked, paid, attested or returned, claimed; and what it belongs to."""
    voucher = f", ver {expense.voucher}" if expense.voucher else ""
    status = {
        "attested": "attesterad" if not expense.claim_id else "",
        "returned": "returnerad",  # why is not for everybody: see `reason`
        "claimed": f"med i rekvisition {expense.claim_id}",
    }
    return [
        f"bokförd {sv.day(expense.booked_on, weekday=False)}{voucher}" if expense.booked_on else "",
        f"betald {sv.day(expense.paid_on, weekday=False)}" if expense.paid_on else "",
        status.get(expense.status, ""),
        f"hör till aktivitet {expense.activity_id}" if expense.activity_id else "",
    ]


def _contact(record: Contact, project: Project) -> list[str]:
    objects = record.objected_on
    return [
        *([f"Har invänt {sv.day(objects, weekday=False)}: används inte"] if objects else []),
        _joined(record.name, record.role, record.organisation, record.municipality),
        _joined(record.email, record.phone, record.target_group),
        _joined(f"Källa: {record.source}" if record.source else "", "" if objects else _informed(record, project)),
    ]


def _informed(record: Contact, project: Project) -> str:
    """'Informerad 12 mars 2024', or by when the person is to be."""
    if record.informed_at:
        return f"informerad {sv.day(record.informed_at, weekday=False)}"
    if not record.created_at or record.deleted_at:
        return ""
    return f"ska informeras senast {sv.day(inform_by(record, project), weekday=False)}"


def _payment(record: Payment) -> list[str]:
    return [
        _joined(sv.kronor(record.amount_ore), f"från {record.payer}" if record.payer else "", sv.day(record.date)),
        record.description or "",
    ]


def _note(record: Note, project: Project) -> list[str]:
    decided = record.type == "decision"
    return [
        record.text,
        _joined(
            WAITS.get(record.type, "") if record.is_open and not record.due else "",
            sv.day(record.date) if record.type != "todo" and not (decided and record.is_open) else "",
            f"{SETTLED[record.type]} {sv.day(settled_on(record, project))}" if record.done_at and not decided else "",
            f"{by(record)} {sv.day(record.due)}" if record.due and not record.done_at else "",
            f"Ansvarig: {record.responsible}" if record.responsible else "",
        ),
    ]


def by(note: Note) -> str:
    """'Klart senast', as its kind has it."""
    return _BY.get(note.type, "Senast")


def settled_on(note: Note, project: Project) -> date:
    """The day there on which it was done, put right or decided; of what is still open its own day."""
    if note.done_at is None or len(note.done_at) == len("2024-03-14"):
        return note.date
    return project.reminders.day(datetime.fromisoformat(note.done_at))


def tick(note: Note, where: str) -> Button:
    """The button that settles it; `where` says what its answer takes the place of."""
    return Button(label=TICKS[note.type], action="tick", value=f"{note.ref} {where}".strip())


def untick(note: Note, where: str) -> Button:
    """The button that opens it again."""
    return Button(label=UNTICKS[note.type], action="untick", value=f"{note.ref} {where}".strip())


def named(record: Record, project: Project) -> str:
    """'Aktivitet 12 · 14 maj 2024 · Branschseminarium vård': what tells it apart comes first."""
    first = lines(record, project)[0].split(" · ")
    day = getattr(record, "date", None)
    shown = [sv.day(day, weekday=False), *(part for part in first if part != sv.day(day))] if day else first
    return " · ".join([record.numbered, *shown])


def on_button(record: Record, project: Project) -> str:
    """As much of its name as a button has room for."""
    return sv.shortened(named(record, project), LONGEST)
