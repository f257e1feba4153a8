"""An objection: what is said of it, and what the project leader can decide."""

from datetime import date

from bot.informing import due
from bot.project import Project
from bot.records import Contact
from bot.reply import Button, Reply
from bot.views import swedish_text as sv
from bot.views.cards import card

MOST_BUTTONS = 5


def made(contact: Contact, project: Project, *, again: bool = False) -> Reply:
    """The contact has objected: it is not used, and what can be decided by when. `again`: it had already."""
    last = sv.day(due(contact, project).date)
    title = f"Kontakt {contact.id} har invänt" if again else f"✅ Invändningen från kontakt {contact.id} är noterad"
    return Reply(
        title=title,
        text=(
            "Uppgifterna används inte från och med nu: de syns inte i sökningar, listor eller export. Statistiken är densamma.",
            f"Avgör senast {last}, och svara personen: ska uppgifterna raderas, eller väger era skäl tyngre?",
        ),
        notes=("Skriv inga skäl om personen här. Jag sparar bara vad ni bestämmer och när.",),
        buttons=(
            Button(label="Radera", action="erase_look", value=f"c{contact.id}", style="danger"),
            Button(
                label="Invändningen avslås", action="objection_refused", value=contact.ref,
                confirm="Uppgifterna används igen. Personen ska få veta varför, och att det går att klaga hos imy.se.",
            ),
            Button(label="Det var fel person", action="objection_undo", value=contact.ref),
        ),
        personal=True,
    )  # fmt: skip


def refused(contact: Contact, project: Project, day: date) -> Reply:
    said = f"Avslagen {sv.day(day)}. Svara personen med era skäl, och att det går att klaga hos Integritetsskyddsmyndigheten, imy.se."
    title = f"Invändningen från kontakt {contact.id} är avslagen"
    return card(contact, project, title=title, notes=(said,))


def undone(contact: Contact, project: Project) -> Reply:
    return card(contact, project, title=f"↩️ Kontakt {contact.id} har inte invänt")


def which(found: list[Contact]) -> Reply:
    """Several are called so: each by what tells them apart."""
    lines = [
        "• " + " · ".join(filter(None, (f"Kontakt {one.id}", one.name, one.role, one.organisation))) for one in found
    ]
    return Reply(
        title="Vem har invänt?", text=tuple(lines),
        notes=("Skriv numret, till exempel ”invändning kontakt 3”. Inget är ändrat.",), personal=True,
    )  # fmt: skip


def waiting(found: list[Contact], project: Project) -> Reply:
    """Who has objected, and by when it is to be decided; a button to each of the first ones."""
    if not found:
        return Reply(text=("Ingen invändning väntar på beslut.",))
    lines = [f"• Kontakt {one.id} · {one.name}: avgör senast {sv.day(due(one, project).date)}" for one in found]
    return Reply(
        title="Invändningar", text=tuple(lines), personal=True,
        buttons=tuple(
            Button(label=f"Visa kontakt {one.id}", action="objection", value=one.ref) for one in found[:MOST_BUTTONS]
        ),
    )  # fmt: skip


def nobody(who: str) -> Reply:
    return Reply(
        text=(
            f"Jag hittar ingen kontakt som är ”{who}”, så inget är ändrat.",
            "Pröva hela namnet, e-postadressen eller numret. Texter som nämner personen visar ”registerutdrag”.",
        ),
        personal=True,
    )
