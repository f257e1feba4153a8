"""Telling people that they are in the register: who is still to be told, that somebody is, and the words for it."""

from collections.abc import Sequence
from datetime import date

from bot.informing import due, from_them, inform_by
from bot.project import Project
from bot.records import Contact
from bot.reply import Button, Reply
from bot.views import swedish_text as sv
from bot.views.cards import card

PAGE = 10


def listed(
    waiting: Sequence[Contact], project: Project, today: date, *, own: bool, offset: int = 0, title: str = ""
) -> Reply:
    """Those who are still to be told, the oldest first; `own`: only whom the person has logged."""
    whose = " som du har loggat" if own else ""
    if not waiting:
        return Reply(title=title, text=(f"Alla kontakter{whose} är informerade.",))
    shown = waiting[offset : offset + PAGE]
    lines = [f"• {_named(one)}: {_left(inform_by(one, project), today)}" for one in shown]
    buttons = [Button(label=f"Informerad: {one.id}", action="informed", value=f"{one.ref} list") for one in shown]
    more = Button(label="Visa fler", action="inform_list", value=str(offset + PAGE))
    count = sv.plural(len(waiting), "kontakt", "kontakter")
    return Reply(
        title=title or f"{count}{whose} ska få veta att uppgifterna finns här",
        text=tuple(lines),
        notes=(
            f"Den vars uppgifter kom från någon annan ska få veta det inom {project.personal_data.inform_days} dagar, den som lämnade dem själv genast.",
            "Knappen sätter dagens datum. Skriv annars till exempel ”kontakt 3 och 4 är informerade 12 mars”.",
        ),
        buttons=(*buttons, *((more,) if offset + PAGE < len(waiting) else ()), words_button(shown[0])),
        personal=True,
    )  # fmt: skip


def to_inform(waiting: Sequence[Contact], project: Project) -> list[Reply]:
    """How many, and by when the first of them: on the own page."""
    if not waiting:
        return []
    first = min(inform_by(one, project) for one in waiting)
    return [
        Reply(
            title=f"{sv.plural(len(waiting), 'kontakt', 'kontakter')} ska informeras",
            text=(f"Den första senast {sv.day(first)}.",),
            buttons=(Button(label="Visa vilka", action="inform_list", value="0"),),
        )
    ]


def objects(contact: Contact, project: Project) -> Reply:
    """An objection to decide on, on the project leader's own page."""
    return objection_reminder(contact.id or 0, due(contact, project).date)


def words_button(contact: Contact) -> Button:
    return Button(label="Så här kan du skriva", action="inform_words", value=contact.ref)


def _named(contact: Contact) -> str:
    return " · ".join(filter(None, (f"Kontakt {contact.id}", contact.name, contact.organisation)))


def _left(last: date, today: date) -> str:
    """'12 dagar kvar', 'i dag är sista dagen', '3 dagar för sent'."""
    days = (last - today).days
    if days > 0:
        return f"{sv.plural(days, 'dag', 'dagar')} kvar"
    return f"{sv.plural(-days, 'dag', 'dagar')} för sent" if days else "i dag är sista dagen"


def done(kept: Sequence[Contact], day: date | None, project: Project) -> Reply:
    """They are told, or not after all (`day` is None)."""
    if not kept:
        return Reply(text=("Det stod redan så, så inget ändrades.",))
    said = f"informerad{'' if len(kept) == 1 else 'e'}" + (f" {sv.day(day)}" if day else "")
    lead = "✅" if day else "↩️"
    numbers = sv.listed([str(one.id) for one in kept])
    word = "är" if day else "är inte"
    title = f"{lead} Kontakt {numbers} {word} {said}"
    if len(kept) == 1:
        return card(kept[0], project, title=title)
    return Reply(title=title, text=tuple(f"• {_named(one)}" for one in kept), personal=True)


def which(found: Sequence[Contact]) -> Reply:
    """Several are called so."""
    return Reply(
        title="Vem menar du?", text=tuple(f"• {_named(one)}" for one in found),
        notes=("Skriv numret, till exempel ”kontakt 3 är informerad”. Inget är ändrat.",), personal=True,
    )  # fmt: skip


def none_of(numbers: Sequence[int]) -> Reply:
    return Reply(text=(f"Kontakt {sv.listed([str(number) for number in numbers])} finns inte. Inget är ändrat.",))


def future(day: date) -> Reply:
    return Reply(text=(f"{sv.capitalized(sv.day(day))} har inte varit än, så inget är ändrat.",))


def words(contact: Contact, project: Project) -> Reply:
    """What one may write to the person: who, what, why, how long, the rights, where it came from (art. 13 and 14)."""
    return Reply(
        title=f"Så här kan du skriva till kontakt {contact.id}",
        text=tuple(_letter(contact, project)),
        notes=("Kopiera texten till ett mejl och tryck på Informerad när du har skickat det.",),
        buttons=(Button(label="Informerad", action="informed", value=contact.ref),),
        personal=True, beside=True,
    )  # fmt: skip


def _letter(contact: Contact, project: Project) -> list[str]:
    rules = project.personal_data
    held = [
        label for label, value in (
            ("namn", contact.name), ("organisation", contact.organisation), ("roll", contact.role),
            ("e-post", contact.email), ("telefon", contact.phone), ("kommun", contact.municipality),
            ("målgrupp", contact.target_group),
        ) if value
    ]  # fmt: skip
    grounds = [f"{each.name} ({each.ground})" for each in rules.controllers] or [project.owner]
    came = "dig" if from_them(contact) else contact.source or "[skriv var uppgifterna kommer från]"
    receivers = sv.listed([f"{each.name} ({each.does}, {each.where})" for each in rules.processors])
    return [
        f"Hej {contact.name.split()[0]},",
        f"Vi har dina kontaktuppgifter i projektet {project.name}: {sv.listed(held)}. Uppgifterna kommer från {came}.",
        f"Vi har dem för att kunna samarbeta med dig om yrkeshögskolan i länet. Personuppgiftsansvariga, med rättslig grund, är {sv.listed(grounds)}.",
        *([f"Uppgifterna hanteras åt oss av {receivers}."] if receivers else []),
        f"De sparas till och med {sv.day(project.contacts_until, weekday=False)}, {sv.plural(rules.contacts_months, 'månad', 'månader')} efter projektets slutrapport.",
        "Du kan få veta vad vi har om dig, få det rättat eller raderat, begära att vi begränsar användningen och invända mot att vi använder det. Svara på det här mejlet eller skriv till [projektledarens e-post och dataskyddsombudets]. Du kan också klaga hos Integritetsskyddsmyndigheten, imy.se.",
    ]


def reminder(count: int, last: date, *, late: bool) -> Reply:
    """A reminder to whoever logged them, or when the time is out to the project leader: it names nobody."""
    who = sv.plural(count, "kontakt", "kontakter")
    said = (
        f"Det skulle ha varit gjort senast {sv.day(last)}."
        if late
        else f"Senast {sv.day(last)} ska {'personen' if count == 1 else 'personerna'} få veta att uppgifterna finns här."
    )
    return Reply(
        title=f"📌 {who} ska informeras", text=(said,),
        buttons=(Button(label="Visa vilka", action="inform_list", value="0"),),
    )  # fmt: skip


def objection_reminder(number: int, last: date) -> Reply:
    """A reminder to the project leader of an objection that nobody has decided on."""
    return Reply(
        title=f"📌 Invändningen från kontakt {number} ska avgöras",
        text=(f"Personen ska få svar senast {sv.day(last)}. Uppgifterna används inte så länge.",),
        buttons=(Button(label="Visa invändningen", action="objection", value=f"contact:{number}"),),
    )
