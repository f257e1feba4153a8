"""Which accounts are the same person's: in a group that is in more than one place, Slack and Teams.

Records name a person by the first account there was, the canonical id; an account without a row is nobody else's.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlite_utils import Database as Connection

from storage.rows import marks


@dataclass(frozen=True)
class Account:
    """An account as it was last seen. `person`: the canonical id; `email`: in lower case, empty for none."""

    account: str
    person: str
    email: str
    name: str
    seen_at: str


_COLUMNS = "account, person, coalesce(email, ''), coalesce(name, ''), coalesce(seen_at, '')"


def person(db: Connection, account: str) -> str | None:
    """The canonical id of whose account it is; None for an account that nothing is known of."""
    row = db.execute(
        "SELECT person FROM accounts WHERE account = ? UNION ALL SELECT person FROM accounts WHERE person = ? LIMIT 1",
        [account, account],
    ).fetchone()
    return str(row[0]) if row else None


def of(db: Connection, person: str) -> tuple[str, ...]:
    """All accounts of a person, the canonical one first."""
    rows = db.execute("SELECT account FROM accounts WHERE person = ? ORDER BY rowid", [person])
    return tuple(dict.fromkeys((person, *(account for (account,) in rows))))


def last_first(db: Connection, person: str) -> tuple[str, ...]:
    """All accounts of a person, the one that was heard last first."""
    rows = db.execute("SELECT account FROM accounts WHERE person = ? ORDER BY seen_at DESC, rowid", [person])
    return tuple(dict.fromkeys((*(account for (account,) in rows), person)))


def heard(db: Connection, account: str, *, at: str) -> None:
    """Keeps that the account was heard now, in this transaction."""
    db.execute("UPDATE accounts SET seen_at = ? WHERE account = ?", [at, account])


def by_email(db: Connection, email: str) -> tuple[str, ...]:
    """The accounts that had the address when they were last seen."""
    rows = db.execute("SELECT account FROM accounts WHERE email = ? ORDER BY rowid", [email.strip().casefold()])
    return tuple(account for (account,) in rows)


def held(db: Connection, numbers: Collection[int], person: str) -> list[Account]:
    """What is kept of a person's accounts, and of those in these rows."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM accounts WHERE person = ? OR rowid IN ({marks(numbers)}) ORDER BY rowid",  # noqa: S608 - marks
        [person, *sorted(numbers)],
    )
    return [Account(*row) for row in rows]


def unseen(db: Connection, since: str) -> tuple[str, ...]:
    """The accounts that have not been seen since then, and those of nobody known that wrote before it: UTC, ISO text."""
    rows = db.execute(
        "SELECT account FROM accounts WHERE coalesce(seen_at, '') < :since UNION SELECT account FROM conversations "
        "WHERE account NOT IN (SELECT account FROM accounts) AND updated_at < :since ORDER BY 1",
        {"since": since},
    )
    return tuple(account for (account,) in rows)


def forget(db: Connection, account: str) -> None:
    """Takes away the account, and the way to it."""
    db.execute("DELETE FROM accounts WHERE account = ?", [account])
    db.execute("DELETE FROM conversations WHERE account = ?", [account])


def erase(db: Connection, number: int) -> None:
    """Takes away the name, the address and the way to the account of that row; its id stays, as records have it too."""
    db.execute("DELETE FROM conversations WHERE account = (SELECT account FROM accounts WHERE rowid = ?)", [number])
    db.execute("UPDATE accounts SET name = NULL, email = NULL, seen_at = NULL WHERE rowid = ?", [number])


def link(db: Connection, account: str, same: Sequence[str] = (), *, email: str, name: str, at: str) -> str:
    """Keeps whose account it is, in this transaction; the canonical id, the same however many do it at once.

    `same`: accounts known to be the same person's, the one to be canonical first; `account` alone for none. What was
    kept before stands: an address that becomes another's later parts and joins nobody.
    """
    known = (person(db, each) for each in (account, *same))
    whose = next((each for each in known if each), None) or next(iter(same), account)
    db.execute(
        "INSERT INTO accounts (account, person, email, name, seen_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (account) DO UPDATE SET email = excluded.email, name = excluded.name, seen_at = excluded.seen_at",
        [account, whose, email.strip().casefold() or None, name or None, at],
    )
    return whose
