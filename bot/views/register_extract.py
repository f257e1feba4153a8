"""A register extract in words: what is held, and what the law wants told (GDPR, article 15)."""

from collections import Counter
from datetime import datetime, tzinfo

from bot.project import Project
from bot.records import RECORDS, Contact, Record, fields
from bot.register_extract import Account, Event, Extract, Work
from bot.reply import Attachment, Button, Column, Reply, Table
from bot.report import Block, Bullets, Report, Section
from bot.views import swedish_text as sv
from bot.views.cards import named

_DID = {
    "logged": "Loggad", "changed": "Ändrad", "undone": "Ångrad", "restored": "Återtagen", "erased": "Raderad",
}  # fmt: skip
_NAMES = {"deleted_at": "Ångrad"} | {field.name: field.label for field in fields(Contact)}


def report(found: Extract, project: Project, told: tuple[Section, ...]) -> Report:
    """The whole extract; `told` is what the project says of its processing."""
    zone = project.reminders.zone
    sections = [Section("Så läser du utdraget", (_GUIDE,))]
    for contact, events in found.contacts:
        sections.append(
            Section(
                contact.numbered, (_fields(contact, project, events[0].who if events else ""), *_trail(events, zone))
            )
        )
    if found.mentions:
        rows = tuple((one.where, sv.day(one.day) if one.day else "–", one.words) for one in found.mentions)
        sections.append(Section("Där namnet står i annan text", (_table(("Var", "Dag", "Text"), rows),)))
    if rest := _rest(found):
        sections.append(Section("Annat", (Bullets(rest),)))
    if found.accounts:
        sections.append(Section("Konton i chatten", (_accounts(found.accounts, zone),)))
    if found.work:
        sections.append(Section("Arbetet i projektet", tuple(_work(found.work, project))))
    return Report(
        title="Registerutdrag", about=(found.asked, f"{project.name} · {sv.day(found.today)}"),
        sections=(*sections, *told), project=project.short_name, author=project.owner,
    )  # fmt: skip


_GUIDE = (
    "Utdraget visar det som assistentens databas har om personen. I texterna kan andra människor vara nämnda: läs igenom "
    "och stryk deras uppgifter innan utdraget lämnas ut. Det som har skrivits i chatten, mejl och papper ingår inte."
)


def _table(labels: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Table:
    return Table(columns=tuple(Column(label=label) for label in labels), rows=rows)


def _fields(contact: Contact, project: Project, by: str) -> Block:
    rows = [
        (field.label, sv.day(value) if field.kind == "day" else str(value))
        for field in fields(Contact)
        if (value := getattr(contact, field.name)) is not None
    ]
    missing = [field.label.casefold() for field in fields(Contact) if getattr(contact, field.name) is None]
    rows += [("Loggad", f"{_when(contact.created_at, project.reminders.zone)}{f' av {by}' if by else ''}")]
    rows += [("Inte angivet", sv.listed(missing))] if missing else []
    rows += [("Läge", "ångrad: visas inte, men finns kvar tills den gallras")] if contact.deleted_at else []
    return _table(("Uppgift", "Det som står"), tuple(rows))


def _trail(events: tuple[Event, ...], zone: tzinfo) -> tuple[Block, ...]:
    rows = tuple(
        (_when(event.at, zone), event.who, _DID.get(event.what, "Ändrad"), _changes(event)) for event in events
    )
    return (_table(("När", "Vem", "Vad", "Uppgifter"), rows),)


def _changes(event: Event) -> str:
    said = [f"{_NAMES.get(name, name)}: {before or '–'} → {after or '–'}" for name, before, after in event.changes]
    return "; ".join(said) or "värdet är raderat"


def _when(at: str, zone: tzinfo) -> str:
    moment = datetime.fromisoformat(at).astimezone(zone)
    return f"{sv.day(moment.date())} kl {moment:%H.%M}"


def _rest(found: Extract) -> tuple[str, ...]:
    said = [f"Kvitto med filnamnet ”{name}”" for name in found.receipts]
    if found.questions:
        asked = sv.plural(found.questions, "fråga som inte är besvarad", "frågor som inte är besvarade")
        said.append(f"{asked} nämner personen")
    if found.history:
        earlier = sv.plural(found.history, "uppgift som senare har ändrats", "uppgifter som senare har ändrats")
        said.append(f"{earlier} nämner personen: de står kvar i historiken")
    return tuple(said)


def _accounts(accounts: tuple[Account, ...], zone: tzinfo) -> Table:
    rows = tuple(
        (
            f"{_place(one.id)}, {one.id}", one.name or "–", one.email or "–", _when(one.seen_at, zone) if one.seen_at else "–",
            "ja" if one.reached else "nej",
        )
        for one in accounts
    )  # fmt: skip
    return _table(("Konto", "Namn", "E-post", "Senast sett", "Vägen dit sparad"), rows)


def _place(account: str) -> str:
    return "Teams" if ":" in account else "Slack"


def _work(work: Work, project: Project) -> list[Block]:
    zone = project.reminders.zone
    counted = Counter(record.kind for record in work.logged)
    said = [
        f"Namn och id i {_place(work.slack)}: {work.name}, {work.slack}",
        f"Roll: {sv.listed(work.roles) or 'arbetsgruppen'}",
    ]
    said += [f"Loggat, {RECORDS[kind].noun.casefold()}: {number}" for kind, number in counted.items()]
    said += [
        f"Länk till kalendern, skapad {_when(made, zone)}{f', stängd {_when(closed, zone)}' if closed else ''}"
        for made, closed in work.feeds
    ]
    said.append(f"Påminnelser och andra meddelanden som har skickats privat: {work.deliveries}")
    rows = tuple((one.numbered, _when(one.created_at, zone), _called(one, project)) for one in work.logged)
    return [Bullets(tuple(said)), *([_table(("Post", "Loggad", "Vad"), rows)] if rows else [])]


def _called(record: Record, project: Project) -> str:
    """What it was; a contact is somebody else's."""
    return "" if isinstance(record, Contact) else named(record, project).removeprefix(f"{record.numbered} · ")


def told(project: Project) -> tuple[Section, ...]:
    """What the law wants told beside what is held, as the project file says it."""
    rules, vouchers = project.personal_data, project.end.year + project.reporting.voucher_years
    answerable = [f"{one.name} ({one.ground})" for one in rules.controllers] or [project.owner]
    about = (
        f"Personuppgiftsansvariga och rättslig grund: {sv.listed(answerable)}.",
        f"Ändamål: att driva och redovisa {project.name}, att samverka med dem som projektet vänder sig till och kunna "
        "visa vad pengarna har använts till.",
        "Kategorier: namn, organisation, roll, e-post och telefon i arbetet, källa, och den dag personen informerades.",
        "Mottagare: arbetsgruppen. Finansiärer och utvärderare får antal och summor, inte kontakter.",
        *(f"Personuppgiftsbiträde: {one.name}, {one.does} ({one.where})." for one in rules.processors),
        f"Hur länge: kontakter till och med {sv.day(project.contacts_until)}, räkenskapsmaterial till och med {vouchers}.",
        "Källa: den som står som källa ovan, annars den som loggade.",
        "Inga beslut fattas automatiskt, och ingen profilering görs.",
    )
    rights = (
        "Få fel rättade, och uppgifter raderade när de inte längre behövs.",
        "Invända mot behandlingen, eller be att den begränsas.",
        "Klaga hos Integritetsskyddsmyndigheten, imy.se.",
    )
    return Section("Om behandlingen", (Bullets(about),)), Section("Rättigheter", (Bullets(rights),))


def coming(found: Extract, files: tuple[Attachment, ...], erase: str) -> Reply:
    """What is on its way, without the details: those stand in the files."""
    said = [f"Kontakt {contact.id}" for contact, _ in found.contacts]
    said += (
        [sv.plural(len(found.mentions), "text som nämner namnet", "texter som nämner namnet")] if found.mentions else []
    )
    said += (
        [f"{sv.plural(len(found.work.logged), 'loggad post', 'loggade poster')}"]
        if found.work and found.work.logged
        else []
    )
    said += [sv.plural(len(found.accounts), "konto", "konton")] if found.accounts else []
    said += list(_rest(found))
    return Reply(
        title=f"📄 Registerutdrag: {found.asked}",
        text=("Word-filen och textfilen kommer till dig i ditt samtal med mig om några sekunder.", *(f"• {one}" for one in said)),
        notes=("Svara den som frågar inom en månad. Stryk andras uppgifter i texterna innan du lämnar ut det.",),
        buttons=(Button(label="Radera …", action="erase_look", value=erase),), files=files, personal=True,
    )  # fmt: skip
