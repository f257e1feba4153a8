"""Erasing a person: found in every record's text, the history, questions and reminders, and taken out of them.

A contact becomes an emptied row; a text keeps what else it says. `find` changes nothing, so that what is to be erased
can be shown first; `erase` and `apply_again` take out what is found. What lies in the file's bytes after that is swept
by `storage.sweep`.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database as Connection

from bot.records import RECORDS, fields, record_kind
from bot.traces import GONE, Fits, Person, clean, folded, forms, significant, words
from storage import accounts, audit, deliveries, erasures, records, search
from storage.database import Database
from storage.erasures import Erasure, Why
from storage.rows import marks
from storage.sweep import sweep

_TEXTS = frozenset({"text", "long_text", "email", "phone"})
# codes, ids and what bookkeeping law keeps as it is
_KEPT_AS_IS = frozenset({"currency", "voucher", "attested_by", "attested_at", "done_at"})
_OTHERS = {"steps": ("text",), "reminders": ("text", "shows"), "receipts": ("name",), "members": ("name", "email")}
_NOUNS = {"steps": "step", "reminders": "reminder", "receipts": "receipt", "members": "member"}
_ADDRESSES = ("email", "phone")
_RESPONSIBLE = "responsible"
# whatever holds other signs than these may have a name in letters of another shape, or with unseen signs in it
_UNCOMMON = "*[^\t-~\u00a0-\u00a9\u00c0-\u00ff\u2013\u2014\u2018-\u201e\u2022\u2026]*"
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")


@dataclass(frozen=True)
class Hit:
    """A text that holds the person. `kind`: what it is part of ('activity', 'receipt' …), `number` its row."""

    kind: str
    table: str
    number: int
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Found:
    """All that is to be erased: `contacts` whole, by number and when logged; `questions` whole; `hits` in part."""

    contacts: tuple[tuple[int, str], ...] = ()
    hits: tuple[Hit, ...] = ()
    questions: tuple[str, ...] = ()
    history: tuple[int, ...] = ()  # the rows of the contacts' own values in the trail

    @property
    def counts(self) -> Counter[str]:
        """How many of what: 'contact', 'activity', 'history' …"""
        counted = Counter(kind for kind, _ in {(_kind(hit), hit.number) for hit in self.hits})
        counted.update({"contact": len(self.contacts), "question": len(self.questions)})
        counted["history"] += len(self.history)
        return +counted

    @property
    def digest(self) -> str:
        """Another one when anything of it is another."""
        said = json.dumps([self.contacts, [vars(hit) for hit in self.hits], self.questions, self.history])
        return hashlib.sha256(said.encode()).hexdigest()[:16]


def _kind(hit: Hit) -> str:
    """A text of another contact's is no contact that goes."""
    return "of contact" if hit.kind == "contact" else hit.kind


def find(db: Connection, person: Person) -> Found:
    """What holds the person now."""
    numbers = set(person.contacts)
    return _find(db, forms(person).__contains__, numbers, patterns=_patterns(person), before="9")


def erase(
    db: Connection, person: Person, *, who: str, at: str, why: Why = "asked", decision: str = ""
) -> tuple[Erasure, Found]:
    """Erases the person in this transaction. `at`: UTC, ISO text. Afterwards, outside of it: `write_out` and `sweep`."""
    found = find(db, person)
    done = erasures.new(
        forms(person), at=at, who=who, why=why, decision=decision, contacts=found.contacts, counts=found.counts
    )
    _remove(db, found, who=who, at=at)
    erasures.keep(db, done)
    return done, found


def apply_again(database: Database, again: Iterable[Erasure]) -> Counter[str]:
    """Erases in an older copy, opened and migrated, what was erased after it was made; how many of what.

    Only what was logged before the erasure is taken out, and a copy that knows of an erasure is left as it is. The
    copy's bytes are swept when it returns. Raises StorageUnavailable.
    """
    counted: Counter[str] = Counter()
    with database.transaction(through="restore") as db:
        known = {each.uid for each in erasures.kept(db)}
        for erasure in sorted({each.uid: each for each in again}.values(), key=lambda each: each.at):
            if erasure.uid in known:
                continue
            fits = erasure.fits()
            own = set(_still_there(db, erasure)) | set(_called(db, fits, erasure.at))
            found = _find(db, fits, own, patterns=(), before=erasure.at)
            _remove(db, found, who=erasure.who, at=erasure.at)
            erasures.keep(db, erasure)
            counted += found.counts
    erasures.write_out(database)
    sweep(database)
    return counted


def _still_there(db: Connection, erasure: Erasure) -> Iterator[int]:
    for number, at in erasure.contacts:
        if db.execute("SELECT 1 FROM contacts WHERE id = ? AND created_at = ?", [number, at]).fetchone():
            yield number


def _called(db: Connection, fits: Fits, before: str) -> Iterator[int]:
    for number, name in db.execute("SELECT id, name FROM contacts WHERE created_at <= ?", [before]).fetchall():
        if clean(name, fits) == GONE:
            yield number


def _find(db: Connection, fits: Fits, numbers: set[int], *, patterns: Sequence[str], before: str) -> Found:
    own = sorted(numbers)
    contacts = db.execute(
        f"SELECT id, created_at FROM contacts WHERE id IN ({marks(own)}) AND erased_at IS NULL ORDER BY id",  # noqa: S608 - marks
        own,
    ).fetchall()
    their_own = "SELECT id FROM audit WHERE record = 'contact' AND record_id"
    history = db.execute(
        f"SELECT rowid FROM audit_values WHERE audit_id IN ({their_own} IN ({marks(own)})) ORDER BY rowid",  # noqa: S608 - marks
        own,
    )
    return Found(
        contacts=tuple((number, at) for number, at in contacts),
        hits=(
            *_in_records(db, fits, numbers, patterns, before),
            *_in_history(db, fits, numbers, patterns, before),
            *_in_accounts(db, fits, before),
        ),
        questions=tuple(_questions(db, fits, numbers, before)),
        history=tuple(row for (row,) in history),
    )


def _in_records(db: Connection, fits: Fits, numbers: set[int], patterns: Sequence[str], before: str) -> Iterator[Hit]:
    for kind, record in RECORDS.items():
        columns = [each.name for each in fields(record) if each.kind in _TEXTS and each.name not in _KEPT_AS_IS]
        for hit in _in_table(db, fits, kind, record.table, columns, patterns, before):
            # a name is its contact's own: another of the same name is another, who is asked about
            if kind != "contact" or not (hit.number in numbers or hit.column == "name"):
                yield hit
    for table, others in _OTHERS.items():
        yield from _in_table(db, fits, _NOUNS[table], table, others, patterns, "")


def _in_table(
    db: Connection, fits: Fits, kind: str, table: str, columns: Sequence[str], patterns: Sequence[str], before: str
) -> Iterator[Hit]:
    for column in columns:
        where, arguments = _like(column, patterns)
        if before:
            where, arguments = f"({where}) AND created_at <= ?", [*arguments, before]
        rows = db.execute(f"SELECT id, {column} FROM {table} WHERE {where} ORDER BY id", arguments)  # noqa: S608 - our own names
        for number, text in rows.fetchall():
            after = clean(text, fits, file_name=table == "receipts", responsible=column == _RESPONSIBLE)
            if after != text:
                yield Hit(kind, table, number, column, text, after)


def _in_history(db: Connection, fits: Fits, numbers: set[int], patterns: Sequence[str], before: str) -> Iterator[Hit]:
    named = sorted(
        {each.name for record in RECORDS.values() for each in fields(record) if each.kind in _TEXTS} - _KEPT_AS_IS
    )
    for column in ("before", "after"):
        where, arguments = _like(f"v.{column}", patterns)
        rows = db.execute(
            f"SELECT v.rowid, v.{column}, a.record, a.record_id, v.field FROM audit_values v JOIN audit a ON a.id = v.audit_id"  # noqa: S608 - our own names
            f" WHERE ({where}) AND v.field IN ({marks(named)}) AND a.at <= ? ORDER BY v.rowid",
            [*arguments, *named, before],
        )
        for number, text, record, record_id, field in rows.fetchall():
            after = clean(text, fits, responsible=field == _RESPONSIBLE)
            if after != text and not (record == "contact" and record_id in numbers):
                yield Hit("history", "audit_values", number, column, text, after)


def _in_accounts(db: Connection, fits: Fits, before: str) -> Iterator[Hit]:
    rows = db.execute(
        "SELECT rowid, name, email FROM accounts WHERE coalesce(seen_at, '') <= ? ORDER BY rowid", [before]
    )
    for number, name, email in rows.fetchall():
        for column, text in (("name", name or ""), ("email", email or "")):
            if (after := clean(text, fits)) != text:
                yield Hit("account", "accounts", number, column, text, after)


def _questions(db: Connection, fits: Fits, numbers: set[int], before: str) -> Iterator[str]:
    """Those that hold the person anywhere, or are about a contact that goes."""
    refs = {f"contact:{number}" for number in numbers}
    for question, asked in db.execute("SELECT id, question FROM pending WHERE created_at <= ? ORDER BY id", [before]):
        texts = list(_strings(json.loads(asked)))
        if any(text in refs or clean(text, fits, responsible=name == _RESPONSIBLE) != text for name, text in texts):
            yield question


def _strings(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text in what a question keeps, those of a form within it too, and the name it stands under."""
    if isinstance(value, str):
        yield name, value
        if value.startswith(("{", "[")):
            try:
                yield from _strings(json.loads(value))
            except ValueError:
                return
    elif isinstance(value, dict):
        for key, each in value.items():
            yield "", key
            yield from _strings(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each, name)


def _like(column: str, patterns: Sequence[str]) -> tuple[str, list[Any]]:
    """What narrows the rows down for those who know what they look for: LIKE tells no capitals apart."""
    if not patterns:
        return f"{column} IS NOT NULL", []
    return " OR ".join([*(f"{column} LIKE ?" for _ in patterns), f"{column} GLOB ?"]), [*patterns, _UNCOMMON]


def _patterns(person: Person) -> tuple[str, ...]:
    """Letters beyond a–z are any signs, as LIKE knows their capitals no more than their dots, beside them or not."""
    texts = [words(name)[-1] for name in person.names if words(name)]
    texts += [word for name in (*person.first, *person.alone) for word in words(name)[:1]]
    texts += [email.partition("@")[0] for email in person.emails]
    texts += [significant(phone)[-1:] for phone in person.phones]
    found = {f"%{_BEYOND_ASCII.sub('%', text)}%" for text in texts if text}
    return tuple(sorted(found | {f"%{folded(text)}%" for text in texts if text})) or ("",)


def _remove(db: Connection, found: Found, *, who: str, at: str) -> None:
    db.execute("PRAGMA secure_delete=ON")
    changed: dict[tuple[str, int], list[str]] = {}
    for hit in found.hits:
        if hit.table == "accounts":
            accounts.erase(db, hit.number)
            continue
        after = None if hit.table == "contacts" and hit.column in _ADDRESSES else hit.after
        key = "rowid" if hit.table == "audit_values" else "id"
        db.execute(f"UPDATE {hit.table} SET {hit.column} = ? WHERE {key} = ?", [after, hit.number])  # noqa: S608 - our own names
        if record_kind(hit.kind):
            changed.setdefault((hit.kind, hit.number), []).append(hit.column)
    for (kind, number), columns in changed.items():
        audit.erased(db, at=at, who=who, record=kind, record_id=number, fields=columns)
        _follow(db, kind, number, at)
    db.execute(f"DELETE FROM audit_values WHERE rowid IN ({marks(found.history)})", found.history)  # noqa: S608 - marks
    db.execute(f"DELETE FROM pending WHERE id IN ({marks(found.questions)})", found.questions)  # noqa: S608 - marks
    for number, _ in found.contacts:
        _empty(db, number, who=who, at=at)


def _follow(db: Connection, kind: str, number: int, at: str) -> None:
    """The index and the reminders that were posted say what the record says now."""
    known = record_kind(kind)
    if known and (record := records.get(db, known, number)):
        search.index(db, record)
        deliveries.redraw(db, record.ref, at=at)
        deliveries.redraw_shared(db, record.ref)


def _empty(db: Connection, number: int, *, who: str, at: str) -> None:
    """The contact's row keeps its number, who logged it and when."""
    columns = [each.name for each in fields(RECORDS["contact"]) if each.name != "name"]
    db.execute("DELETE FROM search WHERE rowid = ?", [audit.first(db, "contact", number)])
    emptied = ", ".join(f"{column} = NULL" for column in columns)
    db.execute(
        f"UPDATE contacts SET name = '', {emptied}, deleted_at = ?, erased_at = ?, updated_at = ? WHERE id = ?",  # noqa: S608 - our own names
        [at, at, at, number],
    )
    audit.erased(db, at=at, who=who, record="contact", record_id=number, fields=["name", *columns])
