"""What is held about a person, read for a register extract."""

from collections.abc import Callable, Iterator
from datetime import date

from sqlite_utils import Database as Connection

from bot.records import RECORDS, Contact, Record, record_kind
from bot.register_extract import Account, Event, Extract, Mention, Work
from bot.traces import Person, around
from storage import accounts, audit, conversations, erasure, records

MOST = 5000  # records of each kind that one person has logged: more are counted by whoever asks for a list of them


def extract(
    db: Connection, person: Person, asked: str, today: date, work: Work | None, called: Callable[[str], str]
) -> Extract:
    """All of it. `called`: the name of who did something, by the platform's id."""
    found = erasure.find(db, person)
    contacts = records.several(db, [("contact", number) for number, _ in found.contacts])
    texts = [hit for hit in found.hits if record_kind(hit.kind)]
    return Extract(
        asked=asked, today=today,
        contacts=tuple((one, tuple(_events(db, one, called))) for one in contacts if isinstance(one, Contact)),
        mentions=tuple(_mention(db, hit) for hit in texts),
        questions=len(found.questions), receipts=tuple(hit.before for hit in found.hits if hit.kind == "receipt"),
        history=sum(hit.kind == "history" for hit in found.hits), work=work,
        accounts=tuple(_accounts(db, found, work)),
    )  # fmt: skip


def _events(db: Connection, contact: Contact, called: Callable[[str], str]) -> Iterator[Event]:
    for line in audit.lines(db, "contact", contact.id or 0):
        values = db.execute("SELECT field, before, after FROM audit_values WHERE audit_id = ?", [line.id]).fetchall()
        yield Event(line.at, called(line.who), line.what, tuple((name, a or "", b or "") for name, a, b in values))


def _accounts(db: Connection, found: erasure.Found, work: Work | None) -> Iterator[Account]:
    """The person's accounts by name and address, and by what they are known to work as."""
    numbers = {hit.number for hit in found.hits if hit.kind == "account"}
    for each in accounts.held(db, numbers, work.slack if work else ""):
        reached = conversations.personal(db, each.account) is not None
        yield Account(each.account, each.name, each.email, each.seen_at, reached)


def _mention(db: Connection, hit: erasure.Hit) -> Mention:
    kind = record_kind(hit.kind)
    record = records.get(db, kind, hit.number) if kind else None
    where = record.numbered if record else RECORDS["contact"].noun
    return Mention(where, getattr(record, "date", None), around(hit.before, hit.after))


def work(db: Connection, who: str, name: str, roles: tuple[str, ...]) -> Work | None:
    """What is held of somebody in the group, by the platform's id; None where nothing is."""
    logged: list[Record] = []
    for record in RECORDS.values():
        where = "created_by = ? ORDER BY created_at, id LIMIT ?"
        logged += records.standing(db, record, where, [who, MOST])
    feeds = db.execute("SELECT created_at, coalesce(revoked_at, '') FROM feeds WHERE who = ? ORDER BY id", [who])
    links = tuple((made, closed) for made, closed in feeds)
    sent = int(db.execute("SELECT count(*) FROM deliveries WHERE recipient = ?", [who]).fetchone()[0])
    if not (logged or links or sent or roles or accounts.held(db, (), who)):
        return None
    return Work(name, who, roles, tuple(logged), links, sent)
