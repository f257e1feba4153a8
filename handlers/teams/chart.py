"""A Chart as bars in a card: a row for each of its labels, a bar for each series, and every figure in words beside it.

Teams' own charts (docs: 'Charts in Adaptive Cards') are no part of the schema of Adaptive Cards 1.5, and are read out
by nobody. These are drawn with signs in the colours of whoever looks, light or dark, and shown by every client.
"""

from collections.abc import Iterator
from decimal import Decimal

from microsoft_teams.cards.core import CardElement, Column, ColumnSet, RichTextBlock, TextRun

from bot.reply import Chart, figure
from bot.signs import clean
from handlers.teams.elements import Color, label, note, paragraph, text
from handlers.teams.limits import fitting, weight

_TITLE = 150
_LABELS, _SERIES = 14, 4  # of more there is nothing to be seen
_WIDE, _NARROW = 12, 8  # signs of the longest bar, where it stands alone and where its name stands beside it
_PARTS = "▏▎▍▌▋▊▉█"  # of a sign, an eighth more each
_COLORS: tuple[Color | None, ...] = ("Accent", "Good", None, "Warning")  # none: the letters' own


def chart(drawn: Chart, room: int) -> Iterator[CardElement]:
    """The chart under its title; in words alone where there is nothing to see, too much of it, or no room."""
    title = list(paragraph(label(drawn.title, _TITLE), bold=True))
    most = _scale(drawn)
    if most and len(drawn.labels) <= _LABELS and len(drawn.series) <= _SERIES:
        bars = [_bars(drawn, name, index, most) for index, name in enumerate(drawn.labels)]
        if weight([*title, *bars]) <= room:
            yield from (*title, *bars)
            return
    words = [line for each in drawn.lines() for line in paragraph(each)]
    kept = fitting(words, room - weight(title))
    yield from (*title, *kept)
    if len(kept) < len(words):
        yield note(f"… och {len(words) - len(kept)} till.")


def _bars(drawn: Chart, name: str, index: int, most: Decimal) -> ColumnSet:
    bars = [_bar(drawn, number, index, most) for number in range(len(drawn.series))]
    named = Column(width="1", items=[text((label(name), False), small=True)])
    return ColumnSet(spacing="Small", columns=[named, Column(width="2", items=list(bars))])


def _scale(drawn: Chart) -> Decimal:
    """What the longest bar there can be stands for: of a pie the whole of it."""
    sizes = [abs(Decimal(str(value))) for each in drawn.series for value in each.values]
    return sum(sizes, Decimal(0)) if drawn.kind == "pie" else max(sizes, default=Decimal(0))


def _bar(drawn: Chart, number: int, index: int, most: Decimal) -> RichTextBlock:
    series, several = drawn.series[number], len(drawn.series) > 1
    value = Decimal(str(series.values[index]))
    bar = _signs(abs(value) / most, _NARROW if several else _WIDE)
    said = f"{label(series.name)} {figure(value, drawn.unit)}" if several else figure(value, drawn.unit)
    runs = [TextRun(text=bar, size="Small", color="Attention" if value < 0 else _COLORS[number])] if bar else []
    return RichTextBlock(
        inlines=[*runs, TextRun(text=clean(f" {said}" if bar else said), size="Small")],
        spacing="None" if number else None,
    )


def _signs(part: Decimal, width: int) -> str:
    """A bar of so great a part of `width` signs; what is not nothing is seen."""
    eighths = max(round(part * width * 8), 1) if part else 0
    whole, rest = divmod(eighths, 8)
    return "█" * whole + (_PARTS[rest - 1] if rest else "")
