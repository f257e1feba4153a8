"""What is said of reports in chat: which there are, which one comes and what to see to before it is sent on."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.project import Project
from bot.reply import Attachment, Button, Reply
from bot.views import swedish_text as sv

MOST_NOTES = 6


@dataclass(frozen=True)
class Kind:
    """A report as it is offered: its name, its word after 'rapport', what one gets."""

    name: str
    word: str
    gives: str


KINDS = (
    Kind("Lägesrapport", "lägesrapport", "Word, och samma rubriker som text att klistra in i en portal"),
    Kind("Ekonomi", "ekonomi", "Excel med varje kostnad, och kvittona i samma ordning"),
    Kind("Styrgruppsunderlag", "styrgrupp", "Word, två sidor"),
    Kind("Slutrapport", "slutrapport", "Word och text, för hela projekttiden"),
    Kind("Underlag till utvärdering", "utvärdering", "Excel utan personuppgifter"),
)


def offered(project: Project, word: str = "", period: str = "") -> Reply:
    """Which reports there are, and how to ask for one; `word` was not understood, `period` was written."""
    year = project.years[min(1, len(project.years) - 1)]
    example = f"Skriv perioden efter: ”/yh-status rapport lägesrapport kvartal 1 {year}”, ”rapport ekonomi {year}”, ”rapport styrgrupp”."
    text = [f"”{word}” förstod jag inte."] if word else []
    text += [f"• {kind.name}: {kind.gives}" for kind in KINDS]
    return Reply(
        title=f"Vilken rapport vill du ha{f' för {period}' if period else ''}?",
        text=(*text, *([] if period else [example])),
        buttons=tuple(_button(kind.name, f"{kind.word} {period}".strip()) for kind in KINDS),
    )


def by_command() -> Reply:
    """Where there is nobody to send a file to."""
    words = sv.listed([kind.word for kind in KINDS], "eller")
    return Reply(text=(f"En rapport blir till filer: ”app.py rapport SLAG [PERIOD] --ut MAPP”, där SLAG är {words}.",))


def coming(
    title: str,
    files: Sequence[Attachment],
    *,
    empty: bool,
    questions: int,
    see_to: Sequence[str],
    other: Sequence[tuple[str, str]],
) -> Reply:
    """The report is on its way; `see_to` is what to look at first, `other` further reports as (label, request)."""
    text = [f"{_named(files)} kommer till dig i ditt samtal med mig om några sekunder."]
    if empty:
        text.append("Inget är loggat för perioden, och det säger rapporten.")
    if questions:
        rows = sv.plural(questions, "ställe", "ställen")
        text.append(f"På {rows} står en fråga som bara ni kan svara på.")
    notes = list(see_to[:MOST_NOTES])
    if left := len(see_to) - len(notes):
        notes.append(f"och {left} till: se ”/yh-status pengar”")
    parts = (Reply(title="Att se över innan du skickar den", text=tuple(notes)),) if notes else ()
    return Reply(
        title=f"📄 {title}", text=tuple(text), parts=parts, files=tuple(files),
        buttons=tuple(_button(label, request) for label, request in other),
    )  # fmt: skip


def _named(files: Sequence[Attachment]) -> str:
    """'Word-filen och textfilen', by what their names end with."""
    kinds = {"docx": "Word-filen", "txt": "textfilen", "xlsx": "Excel-filen", "zip": "arkivet med kvitton"}
    return sv.capitalized(sv.listed([kinds.get(file.name.rsplit(".", 1)[-1], file.name) for file in files]))


def no_form(kind: str) -> Reply:
    """A project file that does not say what is in it."""
    return Reply(
        text=(f"Projektfilen har inga rubriker för {kind}. Be projektledaren lägga till dem under [[reports]].",)
    )


def too_large(megabytes: int) -> str:
    """Receipts that are more than a chat should carry."""
    return f"Kvittona är tillsammans {sv.number(megabytes)}{sv.NBSP}MB, för mycket för chatten: ”app.py rapport ekonomi” lägger dem i en mapp."


def _button(label: str, request: str) -> Button:
    return Button(label=label, action="status", value=f"rapport {request}")
