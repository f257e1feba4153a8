"""What `/yh-logg` answers: saved, undone, the last ten."""

from collections.abc import Sequence

from bot.project import Project
from bot.reading import Draft, Reason
from bot.records import NOTE_TYPES, RECORDS, Activity, Contact, Expense, Measurement, Note, Payment, Record
from bot.reply import Button, Reply
from bot.views import swedish_text as sv
from bot.views.cards import card, headline, participle
from bot.views.indicators import period

PAGE = 10  # cards in one answer: with their buttons they fit within Slack's 50 blocks


def saved(record: Record, draft: Draft, project: Project, *, among: Sequence[Record]) -> Reply:
    """One record confirmed, with what was assumed about it."""
    title = f"✅ {record.numbered} är {_done(record)}"
    return card(record, project, title=title, notes=notes(record, draft, project), among=among)


def together(records: Sequence[Record], cards: Sequence[Reply], *, logged: bool, extra: Sequence[str] = ()) -> Reply:
    """All that one message led to; `logged`: all of it is new. `extra`: lines below the whole."""
    title = (
        f"✅ {sv.plural(len(cards), 'post är sparad', 'poster är sparade')}"
        if logged
        else f"✅ {len(cards)} poster är klara"
    )
    return gathered(records, cards, title, extra)


def gathered(records: Sequence[Record], cards: Sequence[Reply], title: str, notes: Sequence[str]) -> Reply:
    """One card with its notes, or a page of them and a way to the rest."""
    if len(cards) == 1:
        said = {"title": title} if title and cards[0].title == headline(records[0]) else {}
        return cards[0].model_copy(update={**said, "notes": (*cards[0].notes, *notes)})
    left = ",".join(record.ref for record in records[PAGE:])
    more = (Button(label="Visa fler", action="more", value=left),) if left else ()
    return Reply(title=title, notes=tuple(notes), parts=tuple(cards[:PAGE]), buttons=more)


def reminded(told: Sequence[tuple[Record, Sequence[str]]]) -> list[str]:
    """When each will be reminded of (its first line) and what else is said of it; of several each by its name."""
    found = [(record, lines) for record, lines in told if lines]
    if len(found) < 2:
        return [line for _, lines in found for line in lines]
    return [
        said for record, (first, *more) in found
        for said in (f"{record.title if isinstance(record, Activity) else headline(record)}: {first[:1].lower()}{first[1:]}", *more)
    ]  # fmt: skip


def _done(record: Record) -> str:
    if isinstance(record, Activity):
        return {"planned": "planerad", "cancelled": "loggad som inställd"}.get(record.status, "loggad")
    if isinstance(record, Note) and record.type == "decision" and record.is_open:
        return "sparat som öppet"
    return participle(record, "loggad" if isinstance(record, Expense) else "sparad")


def shown(
    records: Sequence[Record], project: Project, *, title: str = "", notes: Sequence[str] = (), why: Sequence[str] = ()
) -> Reply:
    """The records as they stand now, each with its buttons; those of `why` (refs) with the reason of their return."""
    cards = [card(record, project, among=records, why=record.ref in why) for record in records]
    return gathered(records, cards, title, notes)


def latest(records: Sequence[Record], project: Project) -> Reply:
    """`/yh-logg senaste`."""
    if not records:
        return Reply(
            title="Du har inte loggat något än",
            text=("Skriv till exempel ”/yh-logg branschseminarium i Kumla 13 mars, 32 deltagare”.",),
        )
    own = [record.ref for record in records]
    return shown(records, project, title="Dina senaste" if len(records) > 1 else "", why=own)


def offer() -> Reply:
    """`/yh-logg` without text: the forms."""
    return Reply(
        title="Vad vill du logga?",
        text=("Skriv en rad efter ”/yh-logg”, som till en kollega, eller välj ett formulär.",),
        buttons=form_buttons(),
        notes=("Till exempel: branschseminarium i Kumla 13 mars, 32 deltagare varav 14 kvinnor",),
    )


def offer_decision() -> Reply:
    """The same to whoever may log decisions and nothing else."""
    return Reply(
        title="Vad beslutade ni?",
        text=("Skriv beslutet efter ”/yh-logg”, eller välj formuläret.",),
        buttons=(Button(label=NOTE_TYPES["decision"], action="new", value="note"),),
        notes=("Till exempel: beslut: budgeten godkändes 4/3",),
    )


def form_buttons() -> tuple[Button, ...]:
    """A button for each kind of record, that opens its form."""
    return tuple(Button(label=record.noun, action="new", value=kind) for kind, record in RECORDS.items())


# --- what was assumed, and why ---------------------------------------------------------------------------


def notes(record: Record, draft: Draft, project: Project) -> list[str]:
    told = {"category", *draft.assumed}  # a type that was written needs no telling, a category is the money's place
    notes = [assumed(reason, record) for reason in draft.reasons if reason.field in told or reason.code in _OWN]
    if "consultant_travel" in draft.flags:
        notes.append("En konsults resa räknas till Externa tjänster.")
    if isinstance(record, Activity) and record.place and not record.municipalities:
        notes.append(f"{record.place} räknas inte till någon kommun. Välj Ändra om det ligger i en.")
    if isinstance(record, Expense) and record.currency != "SEK":
        notes.append("Räknas inte i budgeten förrän beloppet är i kronor.")
    return list(dict.fromkeys(note for note in notes if note))


_OWN = {
    "own_steps",
    "today",
    "earlier_year",
    "later_year",
    "no_type",
    "vat_rate",
    "no_payer",
    "just_passed",
    "no_such_activity",
}  # assumed here, not by the reading


_PLAIN = {
    "no_type": "Jag hittade ingen typ, så den står som Annat. Välj Ändra om den hör till ett delmål.",
    "own_steps": "Påminnelserna följer typens steg. Du ändrar dem under Visa planen.",
    "vat_rate": "Jag antog 25 % moms.",
    "no_payer": "Jag hittade inte vem pengarna kom från. Välj Ändra och fyll i det.",
    "no_such_activity": "Aktivitet {text} finns inte, så utgiften hör inte till någon aktivitet än.",
}


Dated = Activity | Expense | Payment | Note | Measurement


def assumed(reason: Reason, record: Record) -> str:
    """One sentence: what was assumed and what it was read from."""
    because = f" eftersom du skrev ”{reason.text}”" if reason.text else ""
    if isinstance(record, Note) and record.due and reason.field in ("date", "due"):  # the only day that was written
        why = ": i år har den dagen redan varit" if reason.code == "just_passed" else because
        return f"Jag antog sista dag {sv.day(record.due)}{why}."
    if reason.code == "today":
        return f"Jag antog i dag, {sv.day(record.date)}." if isinstance(record, Dated) else ""
    if reason.code == "earlier_year" and isinstance(record, Dated):
        return f"Jag antog {sv.day(record.date)}: den dagen har inte varit än i år."
    if reason.code == "later_year" and isinstance(record, Dated):
        return f"Jag antog {sv.day(record.date)}: i år har den dagen redan varit."
    if plain := _PLAIN.get(reason.code):
        return plain.format(text=reason.text)
    if reason.code == "one_responsible" and isinstance(record, Activity | Note):
        return f"Bara {record.responsible} står som ansvarig, inte {reason.text}: det är en i taget."
    if reason.field == "date" and isinstance(record, Dated):
        return f"Jag antog {_days(record)}{because}."
    if reason.field == "category" and isinstance(record, Expense) and record.category:
        return f"Jag antog kostnadsslaget {record.category}{because}."
    value = _value(reason.field, record)
    return f"Jag antog {value}{because}." if value else ""


def _days(record: Dated) -> str:
    if isinstance(record, Measurement):
        return period(record.start, record.date)
    return sv.span(record.date, record.end_date if isinstance(record, Activity) else None)


def _value(field: str, record: Record) -> str:
    """A field as it would be said in a sentence; empty where there is nothing to say."""
    if isinstance(record, Activity):
        said = {
            "municipalities": sv.listed(record.municipalities),
            "activity_type": f"typen {record.type}",
            "time": sv.clock(record.time, record.end_time),
            "end_time": sv.clock(record.time, record.end_time),
            "participants": sv.participants(record.participants, record.women, record.men, record.others),
            "deadline": f"sista anmälningsdag {sv.day(record.deadline)}" if record.deadline else "",
            "end_date": sv.day(record.end_date) if record.end_date else "",
        }
        return said.get(field, "")
    if isinstance(record, Measurement) and field == "indicator":
        return f"indikatorn {record.indicator}"
    if isinstance(record, Contact) and field == "organisation":
        return f"organisationen {record.organisation}"
    if isinstance(record, Expense) and field == "amount":
        return sv.kronor(record.amount_ore)
    return ""
