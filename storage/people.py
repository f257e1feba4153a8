"""Who the project leader has given which role in chat. A person has one row; its role may be several, 'a, b'."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database as Connection

from storage import audit


@dataclass(frozen=True)
class Given:
    """The roles that somebody has been given; none: taken back."""

    id: int
    who: str
    name: str
    roles: frozenset[str]


def roles(db: Connection, who: str) -> frozenset[str]:
    """The roles that the person was given; empty for none."""
    row = db.execute("SELECT role FROM members WHERE slack = ? AND deleted_at IS NULL", [who]).fetchone()
    return _split(row[0]) if row else frozenset()


def given(db: Connection) -> list[Given]:
    """Everybody who has been given a role, by name."""
    rows = db.execute("SELECT id, slack, name, role FROM members WHERE deleted_at IS NULL ORDER BY name, id")
    return [Given(number, slack or "", name, _split(role)) for number, slack, name, role in rows]


def give(db: Connection, who: str, name: str, roles: Sequence[str], *, by: str, at: str) -> int:
    """Has the person have these roles and no others, none to take them back; the number of the line in the trail."""
    row = db.execute("SELECT id, role, deleted_at FROM members WHERE slack = ?", [who]).fetchone()
    before = row[1] if row and row[2] is None else None
    after = ", ".join(roles) or None
    gone = None if roles else at
    if row is None:
        number = db.execute(
            "INSERT INTO members (name, role, slack, created_by, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)",
            [name, after or "", who, by, at, at],
        ).lastrowid
    else:
        number = row[0]
        db.execute(
            "UPDATE members SET name = ?, role = ?, updated_at = ?, deleted_at = ? WHERE id = ?",
            [name, after or row[1], at, gone, number],
        )
    what = "logged" if before is None else "changed" if after else "undone"
    audit.write(db, at=at, who=by, what=what, record="member", record_id=number or 0, changes={"role": (before, after)})
    return audit.latest(db, "member", number or 0)


def before(db: Connection, line: int) -> tuple[str, str, frozenset[str]] | None:
    """Of a line in the trail: whose role it changed, what the person is called, and the roles before it.

    None where the role has been changed again since, or there is no such line.
    """
    row = db.execute(
        "SELECT members.slack, members.name, audit_values.before FROM audit "
        "JOIN audit_values ON audit_values.audit_id = audit.id AND audit_values.field = 'role' "
        "JOIN members ON members.id = audit.record_id WHERE audit.id = ? AND audit.record = 'member' "
        "AND NOT EXISTS (SELECT 1 FROM audit AS later WHERE later.record = 'member' "
        "AND later.record_id = audit.record_id AND later.id > audit.id)",
        [line],
    ).fetchone()
    return (row[0], row[1], _split(row[2] or "")) if row else None


def _split(written: str) -> frozenset[str]:
    return frozenset(each.strip() for each in written.split(",") if each.strip())
