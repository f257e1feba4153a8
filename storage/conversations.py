"""Where the assistant can write in Teams: a reference to each conversation it has met. Docs: 'Send proactive messages'."""

import json
from typing import Any, Literal

from sqlite_utils import Database as Connection

Kind = Literal["personal", "group", "channel"]
Json = dict[str, Any]

# of one message, or of whoever wrote it: not needed to write there, and another each time
_OF_THE_MESSAGE = ("activityId", "locale")
_OF_THE_WRITER = ("name", "role", "properties")


def remember(db: Connection, *, id: str, account: str, kind: Kind, reference: Json, at: str) -> bool:
    """Keeps the reference to a conversation, in this transaction; whether it is new or another than before.

    `account`: the other one's in a personal conversation, else nobody's. Names are left out, and of a channel's id the
    message that it was met under.
    """
    id = id.partition(";")[0]
    owner = account if kind == "personal" else None
    kept = json.dumps(_needed(reference, kind), sort_keys=True, ensure_ascii=False)
    before = db.execute("SELECT account, kind, reference FROM conversations WHERE id = ?", [id]).fetchone()
    if before == (owner, kind, kept):
        return False
    db.execute(
        "INSERT INTO conversations (id, account, kind, reference, updated_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET account = excluded.account, kind = excluded.kind, "
        "reference = excluded.reference, updated_at = excluded.updated_at",
        [id, owner, kind, kept, at],
    )
    return True


def reference(db: Connection, id: str) -> Json | None:
    """The reference to that conversation, if the assistant has met it."""
    return _one(db, "id = ?", id.partition(";")[0])


def personal(db: Connection, account: str) -> Json | None:
    """The reference to the conversation of two with that account, the latest; None where there was none."""
    return _one(db, "account = ? AND kind = 'personal'", account)


def latest(db: Connection) -> Json | None:
    """Any conversation's reference, the latest: it says where the platform is reached."""
    return _one(db, "id <> ?", "")


def _one(db: Connection, where: str, value: str) -> Json | None:
    newest = f"SELECT reference FROM conversations WHERE {where} ORDER BY updated_at DESC, rowid DESC LIMIT 1"  # noqa: S608 - our own words
    row = db.execute(newest, [value]).fetchone()
    found: Json | None = json.loads(row[0]) if row else None
    return found


def _needed(reference: Json, kind: Kind) -> Json:
    kept = {name: value for name, value in reference.items() if name not in _OF_THE_MESSAGE}
    user = kept.pop("user", None)
    if kind == "personal" and isinstance(user, dict):
        kept["user"] = {name: value for name, value in user.items() if name not in _OF_THE_WRITER}
    place = kept.get("conversation")
    if isinstance(place, dict):
        kept["conversation"] = place | {"id": str(place.get("id") or "").partition(";")[0]}
    return kept
