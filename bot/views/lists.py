"""What is said of lists: how each row is read, what would come of them, what did."""

from collections import Counter
from collections.abc import Callable, Sequence

from bot.lists import IMPORTED, SHEETS, Lists, Read
from bot.project import Project
from bot.records import RECORDS, Kind
from bot.reply import Button, Reply
from bot.views import swedish_text as sv
from bot.views.cards import lines

NOTHING_SAVED = "Inget är sparat."


def row(read: Read, project: Project, stands: str = "", like: str = "") -> str:
    """'utgifter.csv rad 2: Utgift · 312 kr · …', or what is wrong with it.

    `stands`: the record that it is already ('expense:7'), `like`: one that may be the same.
    """
    if read.record is None:
        return f"✗ {read.place}: {' '.join(read.problems)}"
    noun = read.record.noun.casefold()
    notes = [f"finns redan som {noun} {stands.partition(':')[2]}"] if stands else []
    notes += [f"kan vara samma som {noun} {like.partition(':')[2]}"] if like else []
    notes += read.notes
    said = " · ".join(line.replace("\n", " ") for line in lines(read.record, project) if line)
    return f"{read.place}: {read.record.noun} · {said}" + (f" ({', '.join(notes)})" if notes else "")


def to_mend(count: int) -> str:
    return f"{sv.plural(count, 'rad', 'rader')} att rätta (✗). {NOTHING_SAVED} Rätta i filen och läs in den igen."


def would(new: Counter[Kind], known: int) -> str:
    """What a look says that saving would do."""
    return f"{counted(new)} att spara{_known(known)}. {NOTHING_SAVED}"


def may_be_known(count: int) -> str:
    return f"{sv.plural(count, 'rad', 'rader')} kan redan vara {'loggad' if count == 1 else 'loggade'} med andra ord. Se efter först."


def imported(added: Counter[Kind], known: int) -> str:
    return f"{counted(added)} {'är sparade' if added.total() != 1 else 'är sparad'}{_known(known)}."


def _known(known: int) -> str:
    return f", {sv.plural(known, 'rad', 'rader')} fanns redan" if known else ""


def counted(found: Counter[Kind]) -> str:
    """'3 aktiviteter, 1 utgift'."""
    parts = [
        sv.plural(found[kind], RECORDS[kind].noun.casefold(), SHEETS[kind].casefold())
        for kind in IMPORTED
        if found[kind]
    ]
    return sv.listed(parts) or "Inga nya poster"


def exported(count: int, target: str) -> str:
    """`target`: the file or folder."""
    return f"{sv.plural(count, 'post', 'poster')} är {'skriven' if count == 1 else 'skrivna'} till {target}."


SHOWN = 15  # rows in one answer; what has to be mended first

# what is said of a list in the chat


def reading(names: Sequence[str], *, later: Callable[[], Reply]) -> Reply:
    """At once, before anything is looked at."""
    return Reply(
        text=(f"Jag läser {sv.listed(names)}. Strax kommer hur jag förstår varje rad.",), notes=(NOTHING_SAVED,),
        later=later,
    )  # fmt: skip


def look(
    lists: Lists, wrong: Sequence[Read], settled: Sequence[tuple[Read, str, str]], new: Counter[Kind], question_id: str,
    project: Project,
) -> Reply:  # fmt: skip
    """How the rows are read; with a question's id there is something to keep and nothing in the way."""
    known = len(settled) - new.total()
    title = to_mend(len(wrong)) if wrong else would(new, known)
    first = sorted((one for one in settled if not one[1]), key=lambda one: not one[2])  # what may be there already
    rows = [row(each, project) for each in wrong] or [row(read, project, like=like) for read, _, like in first]
    alike = sum(bool(like) for _, _, like in settled)
    notes = (*([may_be_known(alike)] if alike and not wrong else []), *lists.notes)
    more = (f"… och {sv.plural(len(rows) - SHOWN, 'rad', 'rader')} till.",) if len(rows) > SHOWN else ()
    buttons = (
        Button(label=f"Spara {counted(new)}", action="import_list", value=question_id, style="primary"),
        Button(label="Spara inte", action="drop", value=question_id),
    )
    return Reply(
        title=title,
        text=(*rows[:SHOWN], *more),
        notes=notes,
        buttons=buttons if question_id else (),
        personal=True,
    )


def keeping(*, later: Callable[[], Reply]) -> Reply:
    """At once, before anything is kept."""
    again = "Hör du inget mer, så skicka filen igen: inget sparas två gånger."
    return Reply(text=(f"Jag läser in listan. Strax kommer hur det gick. {again}",), later=later)


def kept(added: Counter[Kind], known: int) -> Reply:
    return Reply(
        title=f"✅ {imported(added, known)}",
        notes=("Du hittar dem med ”/yh-status sök” och kan ändra eller ångra dem en och en.",),
    )
