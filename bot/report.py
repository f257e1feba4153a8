"""A report before anyone draws it: a title, headings, and under each what is told, as data.

`bot.documents` draws it as Word, as plain text and, its charts, as pictures. What goes into a workbook of its own
is `bot.book`.
"""

from dataclasses import dataclass

from bot.reply import Chart, Table


@dataclass(frozen=True)
class Bullets:
    lines: tuple[str, ...]


@dataclass(frozen=True)
class ToWrite:
    """What only people can tell: the question that they answer there."""

    question: str


@dataclass(frozen=True)
class Part:
    """A subheading with what is under it."""

    heading: str
    blocks: tuple["Block", ...]


Block = str | Bullets | ToWrite | Table | Chart | Part  # a str is a paragraph


@dataclass(frozen=True)
class Section:
    """A heading with what is under it. `apart`: an appendix, that begins on a page of its own."""

    heading: str
    blocks: tuple[Block, ...]
    apart: bool = False


@dataclass(frozen=True)
class Report:
    """`about` are lines below the title (project, period, day); `funded_by` names the funders on every page."""

    title: str
    about: tuple[str, ...]
    sections: tuple[Section, ...]
    project: str
    author: str
    funded_by: str = ""
