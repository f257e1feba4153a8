"""The question which indicator was measured, and what is said beside a measurement."""

from collections.abc import Sequence
from decimal import Decimal

from bot.project import Project
from bot.records import Indicator, Measurement
from bot.reply import Button, Reply
from bot.views import swedish_text as sv
from bot.views.indicators import period, value
from bot.views.questions import NOTHING_SAVED

HOW_TO_SET = "indikator fyllnadsgrad: utgångsläge 71 %, mål 90 % senast 31 december 2025, delmål 2"
OFFERED = 5


def which(written: str, offered: Sequence[Indicator], index: int, question_id: str, project: Project) -> Reply:
    """What was measured is called like none of the indicators, or like several."""
    said = f"Ingen indikator heter ”{written}”." if written else "Jag såg inte vilken indikator det gäller."
    return Reply(
        title="Vilken indikator är det?",
        text=(said if len(offered) != 1 or not written else f"{said} Menar du den här?",),
        buttons=(
            *(
                Button(
                    label=sv.shortened(f"{one.name} (delmål {one.goal})", 75), action="answer",
                    value=f"{question_id}:{index}:indicator:which_indicator:{one.id}",
                )
                for one in offered[:OFFERED]
            ),
            Button(label="Ingen av dem, logga inte", action="drop", value=question_id),
        ),
        notes=(f"En ny indikator skapar du så här: ”{HOW_TO_SET}”.", NOTHING_SAVED),
    )  # fmt: skip


def which_share(shares: Sequence[Decimal], of: Indicator, index: int, question_id: str) -> Reply:
    """A value in per cent that is hardly what was meant: '0,81', or more than all."""
    written = value(shares[-1], of.unit)
    why = f"{of.name} mäts i %, och {written} är "
    return Reply(
        title=f"Menar du {value(shares[0], of.unit)}?",
        text=(f"{why}{'mindre än en hundradel' if len(shares) > 1 else 'mer än allt'}.",),
        buttons=(
            *(
                Button(
                    label=f"{value(share, of.unit)}", action="answer",
                    value=f"{question_id}:{index}:value:which_share:{choice}",
                )
                for choice, share in enumerate(shares)
            ),
            Button(label="Ändra själv", action="answer_form", value=question_id),
            Button(label="Logga inte", action="drop", value=question_id),
        ),
        notes=(NOTHING_SAVED,),
    )  # fmt: skip


def also(other: Measurement) -> str:
    """That there is another value for the same days."""
    days = period(other.start, other.date)
    return f"För {days} fanns redan {value(other.value, other.unit)} ({other.numbered}). Den senast loggade gäller."
