"""What a correction answers: what is different now, which record was meant, what does not hold together."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from bot.ledger import fell
from bot.project import Project
from bot.reading import Change, Question, Reason
from bot.records import Activity, Contact, Expense, Field, Measurement, Record, choices, fields, values
from bot.reply import Button, Reply
from bot.views import questions
from bot.views import swedish_text as sv
from bot.views.cards import card, named, on_button, participle
from bot.views.log import assumed


def changed(
    before: Record, after: Record, trail: int, project: Project, reasons: Sequence[Reason], among: Sequence[Record]
) -> Reply:
    """The record as it stands now, what it said before and what was assumed, and the way back."""
    reply = card(after, project, title=f"✅ {after.numbered} är {_became(before, after)}", among=among)
    back = Button(
        label="Ändra tillbaka", action="revert", value=f"{after.ref}@{trail} {','.join(r.ref for r in among)}"
    )
    notes = _differences(before, after, project, replaced_only=_became(before, after) == "loggad")
    notes += [*_left_behind(before, after), *_fallen(before, after)]
    notes += [said for reason in reasons if (said := assumed(reason, after))]
    first = [button for button in reply.buttons if button.action in ("edit", "objection")]  # who objects has no form
    return reply.model_copy(update={"notes": tuple(notes), "buttons": (*first, back)})


def _left_behind(before: Record, after: Record) -> list[str]:
    """The last day to sign up, when the occasion was moved without it."""
    if not (isinstance(before, Activity) and isinstance(after, Activity)) or after.status != "planned":
        return []
    if after.deadline is None or after.date == before.date or after.deadline != before.deadline:
        return []
    return [f"Sista anmälningsdagen står kvar: {sv.day(after.deadline)}. Flytta den också om det behövs."]


def _fallen(before: Record, after: Record) -> list[str]:
    """That a change took the attest with it, or answered a return."""
    said = {
        "attested": "Attesten gällde det som stod förut. Utgiften behöver attesteras igen.",
        "returned": "Utgiften var returnerad. Nu väntar den på attest igen.",
    }
    notes = [said[fallen]] if (fallen := fell(before, after)) else []
    if not (isinstance(after, Expense) and isinstance(before, Expense)):
        return notes
    if after.booked_on and before.booked_on and after.amount_ore != before.amount_ore:
        notes.append("Den är bokförd med det gamla beloppet. Stäm av med ekonomin.")
    return notes


def _became(before: Record, after: Record) -> str:
    """A plan that has been is logged now; what is called off is called so."""
    if isinstance(after, Activity) and isinstance(before, Activity) and before.status == "planned" != after.status:
        return "loggad" if after.status == "done" else "inställd"
    return participle(after, "ändrad")


def _differences(before: Record, after: Record, project: Project, *, replaced_only: bool = False) -> list[str]:
    """'Deltagare: 25 (var 32)', one line for each field that a person would see.

    `replaced_only`: of a plan that has been, what is told for the first time stands in the card already.
    """
    old, new = values(before), values(after)
    lines = []
    for field in fields(type(after)):
        if isinstance(after, Measurement) and field.name == "indicator_id":
            continue  # its name stands on the card
        if field.form and old[field.name] != new[field.name]:
            was, now = _shown(field, old[field.name], project), _shown(field, new[field.name], project)
            if replaced_only and (not was or field.name == "status"):
                continue
            lines.append(f"{field.label}: {now or 'tomt'} ({f'var {was}' if was else 'var tomt'})")
    if old.get("approximate") != new.get("approximate"):
        lines.append("Antalet är ungefärligt." if new["approximate"] else "Antalet är exakt.")
    return lines


def _shown(field: Field, value: object, project: Project) -> str:
    """A field's value as people read it; empty when there is none."""
    if value is None and field.options == "cost_categories":
        return "utanför projektets kostnader"
    if value is None or value == () or value is False:
        return ""
    offered = choices(field.options, project) if field.options else {}
    if isinstance(value, Decimal):
        return sv.decimal(value)
    several = value if isinstance(value, tuple) else (value,)
    if offered:
        return sv.listed([offered.get(str(one), str(one)) for one in several])
    if isinstance(value, int):
        return sv.kronor(value) if field.kind == "amount" else sv.number(value)
    return questions.said(field.name, value)


def meanwhile(base: Record, now: Record, after: Record, who: str, question_id: str, project: Project) -> Reply:
    """Somebody (`who`; empty: the same person) changed the record while the form was open: whose words stand?"""
    theirs = _differences(base, now, project)
    undone = now.deleted_at and not base.deleted_at
    by = f"{who} " if who else "Du "
    did = "ångrade" if undone else "tog tillbaka" if base.deleted_at and not now.deleted_at else "ändrade"
    meant = _differences(now, after, project)
    save = "Ta tillbaka och spara min ändring" if undone else "Spara min ändring"
    return Reply(
        title=f"{by}{did} {_in_text(now)} medan du skrev",
        text=(*theirs, "Din ändring:", *meant),
        buttons=(
            Button(label=save, action="answer", value=f"{question_id}:0::meanwhile:0"),
            Button(label="Låt det stå", action="drop", value=question_id),
        ),
        notes=("Din ändring är inte sparad än.",),
        personal=True,  # it speaks to one person, wherever the card stands
    )


def happened(record: Record, what: str, who: str, when: datetime) -> str:
    """'Karin Berg ångrade utgift 7 tors 14 mars kl 10.02': what a card did not know yet."""
    said = {
        "undone": "ångrade",
        "restored": "tog tillbaka",
        "logged": "loggade",
        "erased": "tog bort personuppgifter ur",
    }
    did = said.get(what, "ändrade")
    return f"{who} {did} {_in_text(record)} {sv.day(when.date())} kl {when:%H.%M}"


def _in_text(record: Record) -> str:
    return record.numbered[:1].lower() + record.numbered[1:]


def removed(record: Record, project: Project, among: Sequence[Record]) -> Reply:
    return card(record, project, title=f"↩️ {record.numbered} är {participle(record, 'ångrad')}", among=among)


def known(change: Change, plans: Sequence[Record], others: Record | None, question_id: str, project: Project) -> Reply:
    """Told like something new, but one of these may be meant, or somebody else's plan."""
    new = f"{question_id}:{change.index}:kind:new_record:0"
    as_new = "logga som ny" if "status" in change.reading.changed else "planera som ny"
    none = not plans and not others
    return Reply(
        title="Jag hittar ingen sådan plan" if none else "Gäller det något som redan är planerat?",
        text=(
            f"Du skrev ”{change.reading.text}”.",
            *(
                [f"{named(others, project)} planerades av någon annan. Be den personen eller projektledaren att ändra."]
                if others
                else []
            ),
        ),
        buttons=(
            *_choices(change, plans, question_id, project),
            Button(label=as_new.capitalize() if none else f"Nej, {as_new}", action="answer", value=new),
            Button(label="Spara inte", action="drop", value=question_id),
        ),
        notes=(questions.NOTHING_SAVED,),
    )


def _choices(change: Change, found: Sequence[Record], question_id: str, project: Project) -> list[Button]:
    return [
        Button(
            label=on_button(record, project),
            action="answer",
            value=f"{question_id}:{change.index}:{record.kind}:which_record:{record.id}",
        )
        for record in found
    ]


def which(change: Change, found: Sequence[Record], more: int, question_id: str, project: Project) -> Reply:
    """Several records fit: which one? `more`: how many there are besides."""
    what = "ångra" if change.removes else "ändra"
    return Reply(
        title=f"Vilken vill du {what}?",
        text=(f"Du skrev ”{change.reading.text}”.",),
        buttons=(
            *_choices(change, found, question_id, project),
            Button(label="Ingen av dem", action="drop", value=question_id),
        ),
        notes=(
            *([f"Det finns {more} till. Skriv numret, till exempel ”{what} utgift 12”."] if more > 0 else []),
            questions.NOTHING_CHANGED,
        ),
        personal=any(isinstance(record, Contact) for record in found),
    )


def doubtful(asked: Question, record: Record, question_id: str, project: Project) -> Reply:
    """The change does not hold together with what the record says already."""
    return questions.question(asked, question_id, project, about=record.numbered)
