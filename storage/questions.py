"""Questions not yet answered: what would be saved, kept until a button is pressed."""

import json
import secrets
from typing import Any

from sqlite_utils import Database as Connection


def ask(db: Connection, *, who: str, at: str, question: dict[str, Any]) -> str:
    """Keeps the question and returns its id."""
    question_id = secrets.token_hex(8)
    row = {"id": question_id, "who": who, "created_at": at, "question": json.dumps(question, ensure_ascii=False)}
    db.table("pending").insert(row)
    return question_id


def find(db: Connection, question_id: str, who: str) -> dict[str, Any] | None:
    """The question put to `who`, None when it is answered already (or was somebody else's)."""
    row = db.execute("SELECT question FROM pending WHERE id = ? AND who = ?", [question_id, who]).fetchone()
    return json.loads(row[0]) if row else None


def close(db: Connection, question_id: str) -> None:
    """The question is answered."""
    db.execute("DELETE FROM pending WHERE id = ?", [question_id])
