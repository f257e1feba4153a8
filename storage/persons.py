"""Who is meant by a name, an address or a number: the contacts there are, and what each is known by."""

from collections.abc import Iterable, Iterator, Sequence

from sqlite_utils import Database as Connection

from bot.traces import Person, folded, plain, significant, words
from storage.rows import marks

_KNOWN_BY = ("name", "email", "phone")


def called(db: Connection, written: str) -> list[int]:
    """The numbers of the contacts, undone ones too, that `written` is the name, the address or the number of."""
    rows = db.execute("SELECT id, name, email, phone FROM contacts WHERE erased_at IS NULL ORDER BY id")
    if "@" in written:
        return [number for number, _, email, _ in rows if plain(email or "") == plain(written.strip())]
    if significant(written):
        return [number for number, _, _, phone in rows if phone and significant(phone) == significant(written)]
    wanted = _same_name(written)
    return [number for number, name, _, _ in rows if _same_name(name) & wanted]


def alike(db: Connection, written: str) -> list[int]:
    """Where a single name is written: the numbers of the contacts that have it among their names."""
    wanted = words(written)
    if len(wanted) != 1 or not wanted[0].isalpha():
        return []
    rows = db.execute("SELECT id, name FROM contacts WHERE erased_at IS NULL ORDER BY id")
    return [number for number, name in rows if wanted[0] in words(name)]


def spelt_alike(db: Connection, written: str) -> list[int]:
    """The numbers of the contacts of that name but for dots and rings: 'Asa Oberg' may be Åsa Öberg."""
    wanted = words(folded(written))
    rows = db.execute("SELECT id, name FROM contacts WHERE erased_at IS NULL ORDER BY id")
    return [number for number, name in rows if wanted and words(folded(name)) == wanted]


def _same_name(name: str) -> set[tuple[str, ...]]:
    """As it is written, and turned: 'Holm, Eva' is Eva Holm."""
    own = words(name)
    return {own, (*own[1:], *own[:1])} if "," in name else {own}


def person(
    db: Connection, numbers: Sequence[int], written: str = "", *, others: Iterable[str] = (), places: Iterable[str] = ()
) -> Person:
    """All that the contacts are known by now and were before; without any, what was `written`.

    What another contact has too (a namesake, a shared address) is no way to know them by. A first name is, where it
    stands alone as the one responsible, unless another contact or one of `others` has it, or it
    is one of the `places`: 'Nora'.
    """
    if not numbers:
        return _written(written)
    held = {field: list(dict.fromkeys(_values(db, numbers, field))) for field in _KNOWN_BY}
    theirs = {field: {_compared(field, value) for value in _of_others(db, numbers, field)} for field in _KNOWN_BY}
    own = {field: [value for value in held[field] if _compared(field, value) not in theirs[field]] for field in held}
    first = {_first(name) for name in held["name"]}
    taken = {_first(name) for name in (*_of_others(db, numbers, "name"), *others, *places)}
    return Person(
        names=tuple(own["name"]), emails=tuple(own["email"]), phones=tuple(own["phone"]), contacts=tuple(sorted(numbers)),
        first=tuple(sorted(first - taken - {""})),
    )  # fmt: skip


def _written(text: str) -> Person:
    if "@" in text:
        return Person(emails=(text.strip(),))
    if significant(text):
        return Person(phones=(text,))
    last, comma, first = text.partition(",")
    return Person(names=(f"{first.strip()} {last.strip()}" if comma else text,))


def _values(db: Connection, numbers: Sequence[int], field: str) -> Iterator[str]:
    now = f"SELECT {field} FROM contacts WHERE id IN ({marks(numbers)}) AND {field} IS NOT NULL"  # noqa: S608 - our own names
    for (value,) in db.execute(now, list(numbers)).fetchall():
        yield value
    trail = f"SELECT id FROM audit WHERE record = 'contact' AND record_id IN ({marks(numbers)})"  # noqa: S608 - marks
    was = f"SELECT before, after FROM audit_values WHERE field = ? AND audit_id IN ({trail})"  # noqa: S608 - our own names
    for pair in db.execute(was, [field, *numbers]).fetchall():
        yield from (value for value in pair if value)


def _of_others(db: Connection, numbers: Sequence[int], field: str) -> list[str]:
    found = (
        f"SELECT {field} FROM contacts WHERE id NOT IN ({marks(numbers)}) AND {field} IS NOT NULL AND erased_at IS NULL"  # noqa: S608 - our own names
    )
    return [value for (value,) in db.execute(found, list(numbers))]


def _compared(field: str, value: str) -> str:
    return significant(value) if field == "phone" else " ".join(words(value)) if field == "name" else folded(value)


def _first(name: str) -> str:
    return next(iter(words(name)), "")
