"""What a part of the soak hands back, and the page that all of them become."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Run:
    """What a part is given: a folder of its own on the checkout's disk, the seed, and where to say how far it is."""

    folder: Path
    seed: str
    say: Callable[[str], None] = print


@dataclass(frozen=True)
class Row:
    """A line of the table, in Swedish. `held` is None for what is only measured."""

    promise: str
    figure: str
    held: bool | None = None


@dataclass(frozen=True)
class Result:
    """`rows` for the table; `paragraph`, in Swedish, how they were measured."""

    rows: Sequence[Row]
    paragraph: str

    @property
    def held(self) -> bool:
        return all(row.held is not False for row in self.rows)


Part = Callable[[Run], Result]

_HELD = {True: "höll", False: "**höll inte**", None: ""}

_PAGE = """# Driftprov

Det här har assistenten lovat om drift, och så gick det när löftena provades. Sidan är skriven av provet självt: `make soak`.

{machine}. Version {commit}, frö {seed}. `make soak SEED={seed}` slumpar samma sak en gång till.

{table}

## Så mättes det

{paragraphs}

Vad siffrorna betyder för den som väljer maskin står i [Drift](drift.md).
"""


def table(results: Sequence[Result]) -> str:
    """Promise, figure, held or not."""
    lines = [f"| {row.promise} | {row.figure} | {_HELD[row.held]} |" for result in results for row in result.rows]
    return "\n".join(["| Löfte | Uppmätt | |", "| --- | --- | --- |", *lines])


def page(results: Mapping[str, Result], *, machine: str, commit: str, seed: str) -> str:
    """The whole page; `results` by the Swedish headings of their parts."""
    paragraphs = "\n\n".join(f"**{heading}.** {result.paragraph}" for heading, result in results.items())
    return _PAGE.format(
        machine=machine, commit=commit, seed=seed, table=table(list(results.values())), paragraphs=paragraphs
    )


def number(value: float, decimals: int = 0) -> str:
    """As Swedes write it: 20 000 and 1,5."""
    return f"{value:,.{decimals}f}".replace(",", "\u00a0").replace(".", ",")
