"""Two who were known as two are one from now on, as the project file says so.

What the person has logged, was asked and may do follows. The trail stays: it says by which account something was done.
"""

from sqlite_utils import Database as Connection

from bot.records import RECORDS
from storage import accounts, records, search


def join(db: Connection, account: str, known: str) -> str:
    """Has the account be the person's whose account `known` is, in this transaction; the person's canonical id."""
    one, into = accounts.person(db, account) or account, accounts.person(db, known) or known
    if one == into:
        return into
    for kind, record in RECORDS.items():
        mine = db.execute(f"SELECT id FROM {record.table} WHERE created_by = ?", [one]).fetchall()  # noqa: S608 - our own names
        db.execute(f"UPDATE {record.table} SET created_by = ? WHERE created_by = ?", [into, one])  # noqa: S608 - our own names
        for (number,) in mine:
            if kept := records.get(db, kind, number):
                search.index(db, kept)
    db.execute("UPDATE claims SET created_by = ? WHERE created_by = ?", [into, one])
    db.execute("UPDATE pending SET who = ? WHERE who = ?", [into, one])
    # roles that both were given in chat: those of the one who stays; a calendar's link is the account's own
    db.execute("UPDATE OR IGNORE members SET slack = ? WHERE slack = ?", [into, one])
    db.execute("UPDATE accounts SET person = ? WHERE person = ?", [into, one])
    return into
