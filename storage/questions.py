"""Questions not yet answered: what would be saved, kept until a button is pressed."""

import json
import secrets
from itertools import islice
from typing import Any

from sqlite_utils import Database as Connection

from storage.rows import insert

LOOKED_AT = 50  # questions that wait, when one of them is looked for


def ask(db: Connection, *, who: str, at: str, question: dict[str, Any]) -> str:
    """Keeps the question and returns its id."""
    question_id = secrets.token_hex(8)
    row = {"id": question_id, "who": who, "created_at": at, "question": json.dumps(question, ensure_ascii=False)}
    insert(db, "pending", row)
    return question_id


def find(db: Connection, question_id: str, who: str) -> dict[str, Any] | None:
    """The question put to `who`, None when it is answered already (or was somebody else's)."""
    row = db.execute("SELECT question FROM pending WHERE id = ? AND who = ?", [question_id, who]).fetchone()
    return json.loads(row[0]) if row else None


def stands(db: Connection, question_id: str) -> bool:
    """Whether it waits for an answer, whosever."""
    return db.execute("SELECT 1 FROM pending WHERE id = ?", [question_id]).fetchone() is not None


def waiting(db: Connection, who: str, limit: int) -> list[tuple[str, dict[str, Any]]]:
    """The questions put to `who` that wait for an answer, the last one first.

    Forms that were left open, and words that said nothing that could be logged, wait for nothing; what more
    there was in a message does.
    """
    rows = db.execute("SELECT id, question FROM pending WHERE who = ? ORDER BY created_at DESC, rowid DESC", [who])
    found = ((question_id, json.loads(question)) for question_id, question in rows)
    return list(islice((one for one in found if _waits(one[1])), limit))


def about(db: Connection, who: str, source: str) -> tuple[str, dict[str, Any]] | None:
    """The last question put to `who` about the message of that name; None when none waits."""
    found = (one for one in waiting(db, who, LOOKED_AT) if one[1].get("source") == source)
    return next(found, None)


def _waits(asking: dict[str, Any]) -> bool:
    if "list" in asking:  # it is sent again when it is wanted
        return False
    if "picked" in asking:
        return bool(asking.get("number"))
    return asking.get("reason") != "unknown_kind"


def close(db: Connection, question_id: str) -> None:
    """The question is answered."""
    db.execute("DELETE FROM pending WHERE id = ?", [question_id])
