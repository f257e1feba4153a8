"""What one can ask the status for, and what to answer when a word, a goal or a year is not there."""

from collections.abc import Sequence

from bot.project import Project
from bot.reply import Button, Reply
from bot.views import swedish_text as sv

_LINES = (
    "Skriv bara ”/yh-status” för hela läget, eller vad du vill se:",
    "• /yh-status delmål – alla delmål i en tabell",
    "• /yh-status pengar – budget, loggat och bokfört, prognos och vad som är att se över",
    "• /yh-status finansiering – vem som bär kostnaderna, och vad som har kommit in",
    "• /yh-status kvartal 1, mars, sedan förra mötet – vad som hände då; ”1 mars till 15 april” går också bra",
    "• /yh-status nora – vad som gjorts där; delmål, kommun och tid går att kombinera: ”delmål 3 kvartal 1”",
    "• /yh-status underlag delmål 3 2024 – posterna bakom en siffra; ”underlag resor mars” också",
    "• /yh-status indikatorer – utgångsläge, utfall och mål för det ni mäter",
    "• /yh-status kontakter – hur många, per målgrupp och kommun",
    "• /yh-status ej informerade – kontakter som ska få veta att uppgifterna finns här",
    "• /yh-status beslut, avvikelser eller uppgifter – det som väntar, att bocka av",
    "• /yh-status att bokföra, att betala, att attestera eller rekvisitioner – utgifternas väg till finansiären",
    "• /yh-status rapport – lägesrapport, ekonomi, styrgruppens underlag, slutrapport eller underlag till utvärdering",
    "• /yh-status utan kvitto – utgifterna som saknar kvitto",
    "• /yh-status sök solel kumla – det som är loggat, på ord ur det",
    "• /yh-status roller – vem som är vad, och vad var och en får",
    "• /yh-status historik utgift 7 – vem som ändrade vad, och när",
    "• /yh-status hjälp – det här",
)


def status_help(project: Project) -> Reply:
    """What one can write, with this project's goals, municipalities and years."""
    goal, year = project.goals[-1], project.years[-1]
    one = f"• /yh-status delmål {goal.number} – ett delmål; dess kortnamn, {goal.name}, går också bra"
    years = f"• /yh-status pengar {year} – ett visst år; ”i år” och ”förra året” går också bra"
    return Reply(
        title="Så ser du läget",
        text=(*_LINES[:2], one, _LINES[2], years, *_LINES[3:]),
        notes=("Du loggar med ”/yh-logg” och planerar med ”/yh-paminn”.",),
        buttons=_buttons("läget", "delmål", "pengar", "kontakter"),
    )


def unknown(project: Project, word: str, nearest: str) -> Reply:
    """A word that was not understood: what was probably meant, else what one can write."""
    sentence = f"”{word}” förstod jag inte."
    if nearest:
        return Reply(
            title=f"Menade du ”{nearest}”?",
            text=(sentence,),
            notes=("Skriv ”/yh-status hjälp” så ser du vad du kan fråga om.",),
            buttons=_buttons(nearest, "hjälp"),
        )
    help_reply = status_help(project)
    return help_reply.model_copy(update={"title": "", "text": (sentence, *help_reply.text)})


def several(options: Sequence[str]) -> Reply:
    """More than one thing was asked for: which first."""
    shown = options[:5]
    named = sv.listed([f"”{option}”" for option in shown], "eller")
    return Reply(title="Vad vill du se först?", text=(f"Jag visar en sak i taget: {named}.",), buttons=_buttons(*shown))


def no_such_goal(project: Project, number: int) -> Reply:
    """A goal that the decision does not have: which there are."""
    named = sv.listed([f"{goal.number} {goal.name}" for goal in project.goals])
    return Reply(
        text=(f"Delmål {number} finns inte. Projektet har delmål {named}.",),
        buttons=_buttons(*(f"delmål {goal.number}" for goal in project.goals)),
    )


def outside(project: Project, days: str, topic: str = "") -> Reply:
    """Days outside the project's period: which years there are. `topic` is what was asked for, as one would write it."""
    start, end = sv.day(project.start, weekday=False), sv.day(project.end, weekday=False)
    return Reply(
        text=(f"{sv.capitalized(days)} ligger utanför projekttiden, som är {start} – {end}.",),
        buttons=_buttons(*(f"{topic} {year}".strip() for year in project.years)),
    )


def no_meeting(types: Sequence[str], topic: str = "") -> Reply:
    """There is no earlier occasion of these types to count from; `topic` as above."""
    example = f"{topic} sedan 1 mars".strip()
    return Reply(
        text=(
            f"Jag hittar inget {sv.listed(types, 'eller')} som är hållet före i dag."
            f" Skriv en dag i stället, till exempel ”{example}”.",
        ),
        buttons=_buttons(f"{topic} hela projekttiden" if topic else "läget"),
    )


def _buttons(*requests: str) -> tuple[Button, ...]:
    return tuple(Button(label=sv.capitalized(each), action="status", value=each) for each in requests)
