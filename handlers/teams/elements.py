"""Texts and buttons as elements of an Adaptive Card (docs: 'Adaptive Cards schema explorer', 'Text features').

What a person wrote must come out as text, whatever it contains. A TextBlock reads its text as markdown; a TextRun does
not, so it carries everything but what cannot be markdown. Both take '{{DATE(…)}}' for a function: a run ends within it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from microsoft_teams.cards.core import (
    Action,
    ActionSet,
    AdaptiveCard,
    ExecuteAction,
    RichTextBlock,
    ShowCardAction,
    TextBlock,
    TextRun,
)

from bot.reply import Button
from bot.signs import clean
from handlers.cutting import cut
from handlers.teams.limits import ACTIONS, LABEL, LETTER, PHONE, QUESTION, TEXT

Json = dict[str, Any]
Text = TextBlock | RichTextBlock
Spacing = Literal["None", "Small", "Medium"]
Color = Literal["Accent", "Good", "Warning", "Attention"]

PREFIX = VERB = "yh"
NOTHING = "–"

_ENOUGH = 20_000  # characters of one text that are looked at: past every limit, whatever is cleaned away
_AROUND_LABEL = 34  # pixels of a button beside what it says, and to the next
_STYLES: dict[str, Literal["positive", "destructive"]] = {"primary": "positive", "danger": "destructive"}
_COMMAND = re.compile(r"(?<![\w/.])/yh-(logg|status|paminn)\b")
_SAID = {"paminn": "påminn"}
_BREAKS = re.compile(r"[ \n\t]+")
_FUNCTION = re.compile(r"(?<=\{)(?=\{(?:DATE|TIME)\()", re.IGNORECASE)
# letters, digits and signs of which no reader of markdown makes anything; what begins as a list does is not
_EMOJI = "\u2190-\u2bff\ufe0f\U0001f300-\U0001faff"
_PLAIN = re.compile(
    rf"(?!\d+[.)])(?:[^\W_]|[–−…”’€§{_EMOJI}])(?:[^\W_]|[ \u00a0,;:.%()·–−…”’?€§{_EMOJI}]|(?<=\w)[-/](?=\w))*"
)
_DRESSED = re.compile(r"\.[^\W\d]|\.\.|\((?:c|r|p|tm)\)", re.IGNORECASE)


def spoken(text: str) -> str:
    """As it is said in Teams, which has no commands: '/yh-paminn' is said 'påminn'."""
    return _COMMAND.sub(lambda found: _SAID.get(found[1], found[1]), text)


def lines(text: str) -> list[str]:
    """A text's lines as they can be shown, without empty ones; what is too long is cut at a word."""
    shown = cut(clean(spoken(text[:_ENOUGH])), TEXT).splitlines()
    return [line.strip() for line in shown if line.strip()]


def label(text: str, limit: int = LABEL) -> str:
    """What a button, a field or a choice is called: one line that says something."""
    return cut(_BREAKS.sub(" ", clean(spoken(text[:_ENOUGH]))).strip(), limit) or NOTHING


def text(
    *runs: tuple[str, bool], subtle: bool = False, small: bool = False, color: Color | None = None,
    spacing: Spacing | None = None, heading: bool = False,
) -> Text:  # fmt: skip
    """One line: what it says, and whether that is bold. `heading`: that screen readers may go to."""
    size: Literal["Small", "Medium"] | None = "Small" if small else "Medium" if heading else None
    [said, bold], several = runs[0], len(runs) > 1
    if not several and _is_plain(said):
        return TextBlock(
            text=said, wrap=True, weight="Bolder" if bold else None, is_subtle=subtle or None, size=size, color=color,
            spacing=spacing, style="heading" if heading else None,
        )  # fmt: skip
    inlines = [
        TextRun(text=piece, weight="Bolder" if bold else None, is_subtle=subtle or None, size=size, color=color)
        for said, bold in runs
        for piece in _FUNCTION.split(said)
    ]
    return RichTextBlock(inlines=list(inlines), spacing=spacing)


def paragraph(
    said: str, *, bold: bool = False, subtle: bool = False, small: bool = False, color: Color | None = None,
    heading: bool = False, spacing: Spacing | None = None,
) -> Iterator[Text]:  # fmt: skip
    """A text, a block for each of its lines."""
    for index, line in enumerate(lines(said)):
        before: Spacing | None = "None" if index else spacing or ("Small" if subtle else None)
        yield text((line, bold), subtle=subtle, small=small, color=color, spacing=before, heading=heading and not index)


def note(said: str) -> Text:
    """A line of ours about what stands there."""
    return text((said, False), subtle=True, small=True)


def actions(buttons: Sequence[Button]) -> Iterator[ActionSet]:
    """The buttons, in rows that a telephone has room for: what is too wide is not wrapped but cut."""
    row: list[Action] = []
    room = PHONE
    spacing: Spacing | None = None
    for button in buttons:
        drawn = _action(button)
        wide = _AROUND_LABEL + LETTER * len(str(drawn.title))
        if row and (wide > room or len(row) == ACTIONS):
            yield ActionSet(actions=row, spacing=spacing)
            row, room, spacing = [], PHONE, "Small"
        row, room = [*row, drawn], room - wide
    if row:
        yield ActionSet(actions=row, spacing=spacing)


def execute(title: str, data: Json, style: str = "") -> ExecuteAction:
    """A button that asks us for something (docs: 'Universal Actions for Adaptive Cards')."""
    return ExecuteAction(title=label(title), verb=VERB, data=data, style=_STYLES.get(style))


def _action(button: Button) -> ExecuteAction | ShowCardAction:
    """The button; one that is asked about first unfolds the question, and the button itself under it."""
    data = {"action": f"{PREFIX}.{clean(button.action)}", "value": clean(button.value)}
    pressed = execute(button.label, data, button.style)
    question = list(paragraph(cut(button.confirm, QUESTION)))
    if not question:
        return pressed
    asked = AdaptiveCard(body=list(question), actions=[pressed])
    return ShowCardAction(title=label(button.label, LABEL - 2) + " …", card=asked, style=pressed.style)


def _is_plain(said: str) -> bool:
    return _PLAIN.fullmatch(said) is not None and not _DRESSED.search(said)
