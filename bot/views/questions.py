"""The one question that has to be answered before anything is saved, its readings as buttons."""

from datetime import date, time
from typing import Any

from bot.project import Project
from bot.reading import Doubt, Question, Reading
from bot.records import LOGGED_DAILY, RECORDS, Activity, Contact, Record
from bot.reply import Button, Reply
from bot.views import swedish_text as sv
from bot.views.cards import lines
from bot.views.wordings import REFUSALS, WORDINGS, by_field, outside_period_wording

NOTHING_SAVED = "Inget är sparat än."
NOTHING_CHANGED = "Inget är ändrat än."


def question(asked: Question, question_id: str, project: Project, *, about: str = "") -> Reply:
    """The question with its buttons; without a possible reading, the sentence that says how to write it.

    `about` is the record that a correction would change.
    """
    doubt, reading = asked.doubt, asked.reading
    corrects = reading.kind in ("correction", "removal")
    wording = WORDINGS.get(doubt.reason) or by_field(doubt.field)
    title, *text = wording(doubt, reading, project)
    if (
        (asked.index or reading.records)
        and not about
        and reading.text
        and doubt.reason != "too_many"
        and doubt.reason not in ("personal_identity_number", "health")
    ):
        text.append(f"Det gäller ”{reading.text}”.")
    if about:
        text.append(f"Det gäller {about}.")
    if corrects:
        title, *text = [line.replace("Inget sparades.", "Inget ändrades.") for line in (title, *text)]
    if is_refusal(asked):
        return Reply(text=(title, *text), beside=True, personal=_is_personal(reading))
    buttons = [
        Button(label=label, action="answer", value=value)
        for label, value in offered(asked, question_id, project).items()
    ]
    buttons = buttons[:8]
    if doubt.reason != "unknown_kind" and asked.alone:
        buttons.append(Button(label="Ändra själv", action="answer_form", value=question_id))
    return Reply(
        title=title,
        text=tuple(text),
        buttons=(*buttons, Button(label=_no(asked), action="drop", value=question_id)),
        notes=(NOTHING_CHANGED if corrects else NOTHING_SAVED,),
        personal=_is_personal(reading),
    )


def _no(asked: Question) -> str:
    """What it means to leave the question: of several things none is kept."""
    if not asked.alone:
        return "Inget av det"
    if asked.reading.kind in ("correction", "removal"):
        return "Ändra inte"
    return "Spara inte" if asked.reading.status == "planned" else "Logga inte"


def _is_personal(reading: Reading) -> bool:
    told = reading.target.kind if reading.target else None
    return "contact" in (reading.kind, told) or bool(reading.email or reading.phone)


def offered(asked: Question, question_id: str, project: Project) -> dict[str, str]:
    """What its buttons say -> what they carry."""
    doubt = asked.doubt
    return {
        label: f"{question_id}:{asked.index}:{doubt.field}:{doubt.reason}:{choice}"
        for choice, label in enumerate(_labels(doubt, project))
    }


def is_refusal(asked: Question) -> bool:
    """Whether no button can answer: the person has to write it anew."""
    return asked.doubt.reason in REFUSALS and not asked.doubt.readings


def twin(record: Record, question_id: str, project: Project) -> Reply:
    """The identical line again, within ten minutes, or twice in one message (then it has no number)."""
    planned = isinstance(record, Activity) and record.status == "planned"
    same = f"{record.numbered} är likadan och sparades nyss:" if record.id else "Du skrev samma sak två gånger:"
    return Reply(
        title="Ska den sparas en gång till?",
        text=(same, *[line for line in lines(record, project)[:1] if line]),
        buttons=(
            Button(label="Spara en till", action="answer", value=f"{question_id}:0::twin:-1"),
            Button(label="Spara inte" if planned else "Logga inte", action="drop", value=question_id),
        ),
        notes=(NOTHING_SAVED,),
        personal=isinstance(record, Contact),
    )


def whether(text: str, question_id: str) -> Reply:
    """It ends as a question, but reads as something to log."""
    return Reply(
        title="Ska jag logga det?",
        text=(f"”{text}”",),
        buttons=(
            Button(label="Ja, logga det", action="answer", value=f"{question_id}:0::whether:0"),
            Button(label="Nej", action="drop", value=question_id),
        ),
        notes=(NOTHING_SAVED,),
        personal=True,
    )


def outside_period(day: date, question_id: str, project: Project) -> Reply:
    """A form's date outside the period."""
    title, *text = outside_period_wording(
        Doubt(field="date", reason="outside_period", text=day.isoformat()), None, project
    )
    return Reply(
        title=title,
        text=tuple(text),
        buttons=(
            Button(label="Spara ändå", action="answer", value=f"{question_id}:0:date:outside_period:0"),
            Button(label="Spara inte", action="drop", value=question_id),
        ),
        notes=(NOTHING_SAVED,),
    )


def already_asked() -> Reply:
    """The same request came once more while its question waits."""
    return Reply(text=("Jag har redan frågat om det här. Svara där.",), beside=True)


def dropped() -> Reply:
    return Reply(text=("Då låter jag det vara.",))


def _labels(doubt: Doubt, project: Project) -> list[str]:
    if doubt.reason == "unknown_kind":
        return [record.noun for record in RECORDS.values()][: LOGGED_DAILY + bool(doubt.text)]
    if doubt.reason == "no_goal":
        return [sv.capitalized(sv.goals(reading["goals"], project)) for reading in doubt.readings]
    if doubt.reason == "which_value":
        return ["Det är målet", "Det är utgångsläget"]
    if doubt.reason in ("outside_period", "not_yet") or (doubt.reason == "which_year" and len(doubt.readings) == 1):
        return ["Spara ändå"]
    if doubt.reason == "broken_email":
        return ["Spara utan e-post"]
    if doubt.reason == "plan_in_the_past":
        return ["Det har hållits", f"Det blir {said('date', doubt.readings[1]['date'])}"]
    if doubt.reason == "deadline_after":
        swapped = [f"Tillfället är {said('date', doubt.readings[0]['date'])}"] if len(doubt.readings) > 1 else []
        return [*swapped, "Utan sista anmälningsdag"]
    if doubt.reason == "covered_by_flat_rate":
        return ["Spara utanför projektets kostnader"]
    if doubt.reason == "once_or_each":
        return ["Varje månad", f"Bara {said('date', doubt.readings[1]['date'])}"]
    if doubt.reason == "end_before_start":
        return [_span(reading) for reading in doubt.readings]
    return [_label(reading) for reading in doubt.readings]


def _span(update: dict[str, Any]) -> str:
    """'kl 13.00–15.00', 'sön 12 – tis 14 maj 2024'."""
    if "time" in update:
        return sv.capitalized(sv.clock(update["time"], update["end_time"]))
    first, last = update["date"], update["end_date"]
    return sv.capitalized(sv.span(first, last) if last else f"bara {sv.day(first)}")


def _label(update: dict[str, Any]) -> str:
    """A possible reading in a few words."""
    words = [text for field, value in update.items() if (text := said(field, value))]
    return " · ".join(words)[:75] or "Så här"


def said(field: str, value: Any) -> str:
    """A field's value as it is said on a button or in a line; empty where there is nothing to say."""
    if value is None or value == []:
        return ""
    if isinstance(value, time):
        return sv.clock(value)
    if field in ("date", "end_date", "deadline", "due", "start"):
        return sv.day(value if isinstance(value, date) else date.fromisoformat(str(value)))
    if field == "amount":
        return sv.kronor(int(value * 100))
    if field == "participants":
        heads = value if isinstance(value, dict) else value.model_dump()
        split = heads.get("women") is not None or heads.get("men") is not None
        said = sv.participants(heads.get("total"), heads.get("women"), heads.get("men"), heads.get("others"))
        return said if split else f"{said}, utan fördelning"
    if field in ("vat", "amount_approx", "currency"):
        return {"incl": "inklusive moms", "excl": "exklusive moms", "none": "utan moms"}.get(str(value), "")
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
