"""The question whether something that stands already is to be saved once more."""

from collections.abc import Sequence

from bot.project import Project
from bot.records import Activity
from bot.reply import Button, Reply
from bot.views import swedish_text as sv
from bot.views.cards import lines
from bot.views.questions import NOTHING_SAVED

SHOWN = 5


def same(known: Activity, index: int, question_id: str, project: Project, *, becomes: Activity | None = None) -> Reply:
    """One occasion. `becomes`: what is told, where it may be how the plan went or its new day."""
    state = "planerad" if known.status == "planned" else "loggad"
    moves = becomes is not None and becomes.status == "planned"
    label = (
        f"Flytta {known.numbered.casefold()} till {sv.day(becomes.date)}"
        if becomes and moves
        else f"Fyll i {known.numbered}"
    )
    fill_in = (_answer(label, index, 1, question_id),) if becomes else ()
    return Reply(
        title="Är det samma tillfälle?",
        text=(f"{known.numbered} är redan {state} och ser ut att vara samma:", lines(known, project)[0]),
        buttons=(
            *fill_in,
            Button(label="Det är samma, spara inte", action="drop", value=question_id),
            _answer("Spara ändå", index, 0, question_id),
        ),
        notes=(NOTHING_SAVED,),
    )


def objects(number: int, index: int, question_id: str, leader: str) -> Reply:
    """Somebody called so has objected to being in the register."""
    return Reply(
        title=f"Kontakt {number} har invänt",
        text=(f"Är det samma person ska uppgifterna inte sparas igen. Fråga {leader} om du är osäker.",),
        buttons=(
            Button(label="Spara inte", action="drop", value=question_id),
            _answer("Det är en annan, spara", index, 0, question_id),
        ),
        notes=(NOTHING_SAVED,), personal=True,
    )  # fmt: skip


def some(known: Sequence[Activity], new: int, index: int, question_id: str) -> Reply:
    """So many of a plan that comes back; `new`: how many do not stand yet."""
    more = f" och {len(known) - SHOWN} till" if len(known) > SHOWN else ""
    shown = ", ".join(f"{one.numbered.casefold()} {sv.day(one.date, year=False)}" for one in known[:SHOWN])
    only_new = (_answer(f"Spara bara de nya ({new})", index, 1, question_id),) if new else ()
    return Reply(
        title="Är det samma tillfällen?",
        text=(f"{sv.plural(len(known), 'tillfälle', 'tillfällen')} finns redan: {shown}{more}.",),
        buttons=(
            *only_new,
            Button(label="Det är samma, spara inte", action="drop", value=question_id),
            _answer("Spara alla ändå", index, 0, question_id),
        ),
        notes=(NOTHING_SAVED,),
    )


def _answer(label: str, index: int, choice: int, question_id: str) -> Button:
    return Button(label=label, action="answer", value=f"{question_id}:{index}::same:{choice}")
