"""Gallring: what would go and why, what stays and how long, and what went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.project import Project
from bot.reply import Button, Form, Input, Reply
from bot.views import swedish_text as sv

SHOWN = 5  # years of vouchers in a line of their own


@dataclass(frozen=True)
class Year:
    """A financial year's expenses and receipts, and the last day they are kept."""

    year: int
    expenses: int
    receipts: int
    until: date


@dataclass(frozen=True)
class DryRun:
    """`counts`: how many of what would go; `held`: undone ones that stay; `digest` names just this; `untouched`:
    contacts that nobody has touched for long; `trail`: lines of the history."""

    counts: Mapping[str, int]
    held: int
    digest: str
    contacts: int
    untouched: int
    years: Sequence[Year]
    trail: int


def dry_run(found: DryRun, project: Project, *, changed: bool = False, button: bool = True) -> Reply:
    """What would go, why, and what stays. `button`: with the way to do it; `changed`: it is not what was seen before."""
    again = ("Något har ändrats sedan du såg listan, så inget är gallrat. Så här ser det ut nu.",) if changed else ()
    going = would_go(found.counts, project)
    purge = Button(
        label="Gallra", action=_action(project), value=found.digest, style="danger",
        confirm="" if _by_authority(project) else "Det som gallras är borta för gott.",
    )  # fmt: skip
    return Reply(
        title="Det här skulle gallras" if going else "Inget behöver gallras nu",
        text=(*again, *(f"• {line}" for line in going)),
        parts=(Reply(title="Det här står kvar", text=tuple(f"• {line}" for line in _stays(found, project))),),
        notes=("Inget är gallrat än.",) if going else (),
        buttons=(*((purge,) if going and button else ()), *_review(found)),
    )


def would_go(counts: Mapping[str, int], project: Project) -> list[str]:
    """A line for each rule: how many, the rule, and where it comes from."""
    rules = project.personal_data
    why = {
        "contact": f"projektet är slut, och kontakter behålls till och med {sv.day(project.contacts_until, weekday=False)}: {sv.plural(rules.contacts_months, 'månad', 'månader')} efter slutrapporten (projektfilen; uppgifter om personer får inte sparas längre än de behövs)",
        "undone": f"ångrade för mer än {rules.undone_days} dagar sedan, med sina kvitton och sina värden i historiken (projektfilen)",
        "member": f"roller som togs tillbaka för mer än {rules.undone_days} dagar sedan (projektfilen)",
        "account": f"de som har dem har inte synts på mer än {rules.sent_days} dagar (projektfilen)",
        "question": f"ingen har svarat inom {rules.questions_days} dagar (projektfilen)",
        "sent": f"påminnelser och meddelanden som jag har skickat, och vilka knappar som har tryckts, för mer än {rules.sent_days} dagar sedan (projektfilen)",
        "link": f"kalenderlänkar som stängdes för mer än {rules.sent_days} dagar sedan (projektfilen)",
    }
    return [f"{_counted(kind, counts[kind])}: {reason}" for kind, reason in why.items() if counts.get(kind)]


def _counted(kind: str, count: int) -> str:
    nouns = {
        "contact": ("kontakt", "kontakter"), "undone": ("post", "poster"), "member": ("person", "personer"),
        "account": ("konto i chatten", "konton i chatten"),
        "question": ("fråga", "frågor"), "sent": ("rad", "rader"), "link": ("länk", "länkar"),
    }  # fmt: skip
    return sv.plural(count, *nouns[kind])


def _stays(found: DryRun, project: Project) -> list[str]:
    until = sv.day(project.contacts_until, weekday=False)
    lines = [f"{sv.plural(found.contacts, 'kontakt', 'kontakter')}, till och med {until}"] if found.contacts else []
    if found.untouched:
        months = project.personal_data.review_months
        lines.append(
            f"{sv.plural(found.untouched, 'av kontakterna har', 'av kontakterna har')} ingen rört på {months} månader: gå igenom dem"
        )
    lines += [_vouchers(each) for each in found.years[:SHOWN]]
    if more := found.years[SHOWN:]:
        lines.append(f"verifikat och kvitton från {len(more)} år till")
    if found.held:
        lines.append(
            f"{sv.plural(found.held, 'ångrad post', 'ångrade poster')} som är bokförda eller som något annat hör till"
        )
    lines.append("antalet deltagare och annan statistik: siffror utan namn")
    lines.append(f"{sv.plural(found.trail, 'rad', 'rader')} i historiken, som säger vem som gjorde vad och när")
    return lines


def _vouchers(year: Year) -> str:
    receipts = f" och {sv.plural(year.receipts, 'kvitto', 'kvitton')}" if year.receipts else ""
    expenses = sv.plural(year.expenses, "utgift", "utgifter")
    return f"{expenses}{receipts} från {year.year}, till och med {sv.day(year.until, weekday=False)} (bokföringslagen)"


def _review(found: DryRun) -> tuple[Button, ...]:
    return (Button(label="Gå igenom kontakter", action="review", value="0"),) if found.untouched else ()


def _by_authority(project: Project) -> bool:
    return project.personal_data.hosted_by == "authority"


def _action(project: Project) -> str:
    return "purge_form" if _by_authority(project) else "purge"


def decision_form(digest: str) -> Reply:
    """An authority decides on gallring before anything goes."""
    field = Input(
        name="decision", label="Beslut om gallring (diarienummer)", kind="text", required=True, max_length=60,
        hint="Hos en myndighet kan det vara allmänna handlingar. Utan ett beslut om gallring får de inte tas bort.",
    )  # fmt: skip
    form = Form(
        action="purge", title="Gallra", inputs=(field,), submit="Gallra", context=digest,
        intro="Det som gallras är borta för gott.",
    )  # fmt: skip
    return Reply(form=form)


DECISION_MISSING = "Skriv beslutets diarienummer."


def purged(counts: Mapping[str, int], project: Project, *, swept: bool, decision: str = "") -> Reply:
    """It is done."""
    rest = (
        "Databasens fil är rensad, så att inget ligger kvar i den."
        if swept
        else "Det är gallrat, men inte rensat ur databasens fil än. Det gör jag så snart det går."
    )
    backups = "Säkerhetskopior har kvar det tills de blir gamla nog att tas bort."
    return Reply(
        title="🗑️ Gallringen är gjord",
        text=tuple(f"• {line}" for line in would_go(counts, project)),
        notes=(*((f"Beslut: {decision}. Det står i historiken.",) if decision else ()), rest, backups),
    )


def already() -> Reply:
    return Reply(text=("Det är redan gallrat.",))


def one_person() -> Reply:
    """'gallra Eva Holm': gallring is about time, erasing about a person."""
    return Reply(
        text=(
            "Gallring tar bort allt som har passerat sin tid, inte en viss person.",
            "Skriv ”gallra” så visar jag vad det skulle bli, eller ”radera Eva Holm” om en person ska bort.",
        )
    )


def review(shown: Sequence[str], total: int, following: int, project: Project) -> Reply:
    """The contacts that nobody has touched for long: `shown` names each; `following`: where the next page begins."""
    months = project.personal_data.review_months
    if not shown:
        return Reply(text=(f"Ingen kontakt har legat orörd i {months} månader.",))
    more = (Button(label="Visa fler", action="review", value=str(following)),) if following < total else ()
    return Reply(
        title=f"{sv.plural(total, 'kontakt', 'kontakter')} som ingen har rört på {months} månader",
        text=tuple(f"• {line}" for line in shown),
        notes=("Behövs personen inte längre: skriv till exempel ”radera kontakt 3”. Behövs den, låt den stå.",),
        buttons=more, personal=True, beside=True,
    )  # fmt: skip
