"""A plan that comes back: how many, from when to when, which days were passed over, and the way back."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from bot.project import Project
from bot.reading import Series
from bot.records import Activity, Record
from bot.reply import Button, Reply
from bot.views import swedish_text as sv
from bot.views.cards import lines

FIRST, SKIPPED = 4, 10  # days that are shown before 'och … till'


def planned(kept: Sequence[Activity], series: Series, project: Project, today: date, coming: Sequence[str]) -> Reply:
    """What was saved. `coming` says when the first one is reminded of."""
    first, last = kept[0], kept[-1]
    days = [_day(one.date, today) for one in kept]
    what = " · ".join(
        part for part in (
            first.title, sv.clock(first.time, first.end_time),
            first.place if first.place not in first.municipalities else "", sv.listed(first.municipalities),
        ) if part
    )  # fmt: skip
    numbers = f"{first.id}–{last.id}" if len(kept) > 1 else f"{first.id}"
    period = f"Från {sv.day(first.date)} till {sv.day(last.date)}. " if len(kept) > 1 else ""
    beside = lines(first, project)[1:3]
    reminded = (
        [f"{line.removesuffix('.')}, och likadant före de andra." for line in coming[:1]] if len(kept) > 1 else coming
    )
    return Reply(
        title=f"✅ {sv.plural(len(kept), 'tillfälle är planerat', 'tillfällen är planerade')}",
        text=(what, f"{period}Aktivitet {numbers}: {_some(days, FIRST)}.", *(line for line in beside if line)),
        notes=(*_notes(kept, series, project, today), *reminded),
        buttons=(Button(label="Ångra alla", action="undo_all", value=packed(kept)),),
    )


def _notes(kept: Sequence[Activity], series: Series, project: Project, today: date) -> Iterator[str]:
    falls = series.falls
    if falls.skipped:
        yield f"Hoppade över {_some([_day(day, today, weekday=False) for day in falls.skipped], SKIPPED)}."
    if falls.ended == "project":
        yield f"Det slutar med projektet, {sv.day(project.end, weekday=False)}."
    elif falls.ended == "most":
        yield f"Jag planerar högst {len(falls.days)} åt gången. Skriv raden igen när det närmar sig slutet."
    weekend = [day for day in falls.days if day.weekday() >= 5]
    if weekend and any(day.weekday() < 5 for day in falls.days):
        yield f"Det blir helg {_some([_day(day, today) for day in weekend], FIRST)}."
    if "one_responsible" in {reason.code for reason in series.draft.reasons}:
        yield "Bara den första av de ansvariga står med: det är en i taget."


def all_known() -> Reply:
    """Meanwhile all of them have come to stand."""
    return Reply(text=("De finns redan allihop. Inget sparades.",))


def undone(gone: Sequence[Record], left: Sequence[Record]) -> Reply:
    """What 'Ångra alla' did; `left` stand, since something has happened to them."""
    if not gone:
        return Reply(text=(f"{_stand(left)}" if left else "De är redan ångrade.",), beside=True)
    return Reply(
        title=f"↩️ {sv.plural(len(gone), 'tillfälle är ångrat', 'tillfällen är ångrade')}",
        text=(_stand(left),) if left else (),
        buttons=(Button(label="Ta tillbaka alla", action="restore_all", value=packed(gone)),),
    )


def _stand(left: Sequence[Record]) -> str:
    numbers = _some([str(record.id) for record in left], SKIPPED)
    return f"Aktivitet {numbers} står kvar, eftersom något har ändrats där."


def restored(back: Sequence[Record]) -> Reply:
    if not back:
        return Reply(text=("De står redan kvar.",), beside=True)
    return Reply(
        title=f"✅ {sv.plural(len(back), 'tillfälle är tillbaka', 'tillfällen är tillbaka')}",
        buttons=(Button(label="Ångra alla", action="undo_all", value=packed(back)),),
    )


def beside(series: Sequence[Reply], rest: Reply) -> Reply:
    """The plans that come back before what else one message led to."""
    if not series:
        return rest
    if len(series) == 1 and not (rest.title or rest.parts):
        return series[0]
    others = rest.parts or ((rest,) if rest.title else ())
    return rest.model_copy(
        update={"title": "✅ Det är sparat", "text": (), "parts": (*series, *others)}
        | ({} if rest.parts else {"buttons": (), "notes": (), "facts": ()})
    )


# --- many numbers in a button, whose value has little room -------------------------------------------------


def packed(kept: Sequence[Record]) -> str:
    """Numbers of activities as a button carries them: '12-20,25'."""
    found = sorted(record.id or 0 for record in kept)
    starts = [found[0], *(b for a, b in pairwise(found) if b != a + 1)]
    ends = [*(a for a, b in pairwise(found) if b != a + 1), found[-1]]
    return ",".join(f"{a}-{b}" if a != b else f"{a}" for a, b in zip(starts, ends, strict=True))


MOST_NUMBERS = 1000  # in a row: what anybody logs at once is far below


def numbers(value: str) -> list[int]:
    """The numbers that `packed` put in a button. Raises ValueError for what it did not."""
    found: list[int] = []
    for part in value.split(","):
        first, _, last = part.partition("-")
        between = range(int(first), int(last or first) + 1)
        if len(between) > MOST_NUMBERS:
            raise ValueError(value)
        found += between
    return found


def _day(day: date, today: date, *, weekday: bool = True) -> str:
    return sv.day(day, weekday=weekday, year=day.year != today.year)


def _some(words: Sequence[str], most: int) -> str:
    if len(words) <= most + 1:
        return sv.listed(words)
    return f"{', '.join(words[:most])} och {len(words) - most} till"
