"""Erasing a person: what it would take, what stays, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.project import Project
from bot.records import NOTE_TYPES, Contact, Note, Record
from bot.reply import Button, Form, Input, Reply
from bot.traces import GONE
from bot.views import swedish_text as sv

MOST_NAMED = 6  # numbers of records in a line
MOST_AROUND = 10  # texts whose words are shown
_RECORDS = {
    "activity": ("aktivitet", "aktiviteter"), "expense": ("utgift", "utgifter"), "payment": ("inbetalning", "inbetalningar"),
    "note": ("anteckning eller beslut", "anteckningar och beslut"), "measurement": ("mätning", "mätningar"),
    "indicator": ("indikator", "indikatorer"), "of contact": ("annan kontakt", "andra kontakter"),
}  # fmt: skip
_KINDS = {
    "question": ("fråga som inte är besvarad", "frågor som inte är besvarade"),
    "history": ("värde i historiken", "värden i historiken"), "step": ("steg i en plan", "steg i planer"),
    "reminder": ("påminnelses text", "påminnelsers text"), "receipt": ("kvittos filnamn", "kvittons filnamn"),
    "member": ("rad bland rollerna", "rader bland rollerna"),
    "account": ("konto: namn, adress och vägen dit", "konton: namn, adress och vägen dit"),
}  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """What is to be erased, as the leader is shown it.

    `who` is how the person was asked for; `value` comes back with the button; `counts` how many of what, `refs` which
    records; `around` each text's own, and the words around what goes; `alone`: records where a single first name, `first`, stands and is left; `namesakes`: other contacts;
    `listed`: in the project file; `works`: in the group; `backups`: how many nights' copies are kept.
    """

    who: str
    value: str
    counts: Mapping[str, int]
    refs: Sequence[str]
    first: str = ""
    alone: Sequence[str] = ()
    around: Sequence[tuple[str, str]] = ()
    namesakes: Sequence[int] = ()
    listed: bool = False
    works: bool = False
    backups: int = 0
    decision: bool = False


def planned(plan: Plan, project: Project, *, changed: bool = False) -> Reply:
    """The dry run."""
    lines = [f"• {line}" for line in counted(plan.counts, plan.refs)]
    stays = Reply(title="Det här står kvar", text=tuple(f"• {line}" for line in _stays(plan, project)))
    again = (
        ("Något har ändrats sedan jag visade listan, så inget är raderat än. Så här ser den ut nu.",) if changed else ()
    )
    confirm = "Uppgifterna raderas för gott och går inte att få tillbaka."
    buttons = [
        Button(
            label="Radera för gott", action="erase_decision" if plan.decision else "erase", value=plan.value,
            style="danger", confirm="" if plan.decision else confirm,
        ),
        Button(label="Registerutdrag först", action="extract", value=plan.value.partition("|")[0]),
    ]  # fmt: skip
    if plan.alone:
        also = f"Ta med ”{plan.first}”"
        buttons.append(Button(label=also, action="erase_look", value=f"{plan.value.partition('|')[0]}|first"))
    texts = (Reply(title="Så står det i texterna", text=shown),) if (shown := tuple(quoted(plan.around))) else ()
    return Reply(
        title=f"Det här raderas om {plan.who}", text=(*again, *lines), parts=(*texts, stays), buttons=tuple(buttons),
        notes=("Inget är raderat än. Det går inte att ångra efteråt.",), personal=True,
    )  # fmt: skip


def counted(counts: Mapping[str, int], refs: Sequence[str] = ()) -> list[str]:
    """A line a kind: 'Texten i 2 aktiviteter och 1 utgift (…), där det står ”[borttaget]” i stället'."""
    lines = [sv.plural(counts["contact"], "kontakt", "kontakter")] if counts.get("contact") else []
    texts = [sv.plural(counts[kind], *_RECORDS[kind]) for kind in _RECORDS if counts.get(kind)]
    if texts:
        which = f" ({_listed(refs)})" if refs else ""
        lines.append(f"namnet i texten på {sv.listed(texts)}{which}: där står sedan ”{GONE}”")
    return [*lines, *(sv.plural(counts[kind], *_KINDS[kind]) for kind in _KINDS if counts.get(kind)), "sökregistret"]


def quoted(around: Sequence[tuple[str, str]]) -> list[str]:
    """A line a text, so that it is seen that nobody else is meant; how many more there are last."""
    lines = [f"• {_whose(ref)}: ”{' '.join(words.split())}”" for ref, words in around[:MOST_AROUND]]
    rest = len(around) - MOST_AROUND
    return [*lines, f"• … och {sv.plural(rest, 'text', 'texter')} till"] if rest > 0 else lines


def _whose(ref: str) -> str:
    """'Aktivitet 4' of 'activity:4'; a text that is no record's own by what it is: 'Värde i historiken'."""
    kind = ref.partition(":")[0]
    said = _KINDS[kind][0] if kind in _KINDS else named(ref)
    return said[:1].upper() + said[1:]


def _stays(plan: Plan, project: Project) -> list[str]:
    kept = project.end.year + project.reporting.voucher_years
    lines = [
        "Antalet deltagare: det är siffror utan namn.",
        f"Verifikat och kvitton: bokföringslagen vill ha dem till och med {kept}. Bilden ändras inte, bara filens namn.",
        "Era egna meddelanden i chatten: ta bort dem där också. Kort och påminnelser i kanalen ritas om.",
        f"Säkerhetskopior: uppgifterna finns kvar i dem {_aging(plan.backups)}. Läses en in igen raderas de på nytt.",
    ]
    if plan.namesakes:
        others = sv.listed([f"kontakt {number}" for number in plan.namesakes])
        lines.append(
            f"Namnet i andra texter: {others} heter likadant, så jag vet inte vem som menas. Rätta dem var för sig."
        )
    if plan.alone:
        lines.append(f"”{plan.first}” som står ensamt i {_listed(plan.alone)}: det kan vara någon annan.")
    lines.append("Initialer (E. Holm), smeknamn ensamma och felstavningar: dem hittar jag inte. Sök och rätta dem.")
    if plan.works:
        lines.append(
            "Vem som har loggat vad: spåret har personens id i chatten, för att kunna visas för den som granskar."
        )
    if plan.listed:
        lines.append("Raden i projektfilen: den ändrar den som sköter assistenten.")
    return lines


RECORDS_NAMED = frozenset({"activity", "expense", "contact", "payment", "note", "measurement", "indicator"})


def by_type(ref: str, note: Record | None) -> str:
    """A note's reference by its type: 'decision:4'."""
    return f"{note.type}:{note.id}" if isinstance(note, Note) else ref


def _aging(backups: int) -> str:
    return f"i {backups} dagar, tills den sista har ersatts" if backups else "tills de ersätts av nyare"


def _listed(refs: Sequence[str]) -> str:
    shown = [named(ref) for ref in refs[:MOST_NAMED]]
    more = [f"{len(refs) - MOST_NAMED} till"] if len(refs) > MOST_NAMED else []
    return sv.listed([*shown, *more])


def named(ref: str) -> str:
    """'aktivitet 4' of 'activity:4'."""
    nouns = {
        "activity": "aktivitet", "expense": "utgift", "contact": "kontakt", "payment": "inbetalning",
        "note": "anteckning", "measurement": "mätning", "indicator": "indikator",
        **{kind: noun.casefold() for kind, noun in NOTE_TYPES.items()},
    }  # fmt: skip
    kind, _, number = ref.partition(":")
    return f"{nouns[kind]} {number}"


def which(found: Sequence[Contact], action: str, values: Sequence[str]) -> Reply:
    """Several are called so: each by what tells them apart."""
    lines = [
        f"• Kontakt {one.id}: " + " · ".join(filter(None, (one.name, one.role, one.organisation, one.email)))
        for one in found
    ]
    each = [
        Button(label=f"Kontakt {one.id}", action=action, value=value) for one, value in zip(found, values, strict=False)
    ]
    alike = len({one.name.casefold() for one in found}) == 1
    together = [Button(label="Det är samma person", action=action, value=values[-1])] if alike else []
    return Reply(
        title=f"{len(found)} kontakter passar. Vem gäller det?", text=tuple(lines), buttons=(*each, *together),
        notes=("Inget är ändrat.",), personal=True,
    )  # fmt: skip


def nobody(who: str) -> Reply:
    """Nothing is held about anybody called so."""
    if not who:
        return Reply(
            text=("Skriv vem det gäller: namn, e-post eller telefon. Till exempel ”registerutdrag Eva Holm”.",)
        )
    return Reply(
        text=(f"Jag hittar inget om ”{who}”. Pröva hela namnet, e-postadressen eller telefonnumret.",), personal=True
    )


def decision_form(value: str) -> Reply:
    """Where an authority hosts, it decides on gallring first."""
    field = Input(
        name="decision", label="Beslut om gallring (diarienummer)", kind="text", required=True, max_length=60,
        hint="Uppgifterna finns hos en myndighet. Utan ett beslut om gallring får de inte raderas.",
    )  # fmt: skip
    return Reply(
        form=Form(
            action="erase", title="Radera för gott", inputs=(field,), submit="Radera", context=value,
            intro="Uppgifterna raderas och går inte att få tillbaka.",
        )
    )  # fmt: skip


def erased(counts: Mapping[str, int], contacts: Sequence[int], *, swept: bool) -> Reply:
    """It is done; nobody is named."""
    numbers = sv.listed([str(number) for number in contacts])
    title = (
        f"Kontakt {numbers} är {'raderad' if len(contacts) == 1 else 'raderade'}"
        if contacts
        else "Uppgifterna är raderade"
    )
    rest = (
        "Databasens fil är rensad, så att inget ligger kvar i den."
        if swept
        else "Det är raderat, men inte rensat ur databasens fil än. Det gör jag så snart det går."
    )
    return Reply(
        title=f"🗑️ {title}", text=tuple(f"• {line}" for line in counted(counts)),
        notes=(rest, "Ta bort ditt meddelande med namnet här också."), personal=True,
    )  # fmt: skip


def already() -> Reply:
    return Reply(text=("Det är redan raderat.",))
