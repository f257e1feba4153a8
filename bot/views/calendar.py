"""The project's dates as entries in people's calendars, and what is said of the file and the link.

Nothing in an entry names a person: a calendar is shared, printed and shown on screens.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time

from bot.calendar_file import Entry
from bot.milestones import Milestone
from bot.project import Project
from bot.records import Activity
from bot.reply import Attachment, Button, Fact, Reply
from bot.views import swedish_text as sv

FILE_NAME = "yh-kalender.ics"


def entries(dated: Iterable[tuple[Activity, int]], calendar: str, project: Project) -> Iterator[Entry]:
    """Each activity with how often it was changed; its last day to sign up is an entry of its own.

    `calendar` makes the ids of this file's activities differ from another's.
    """
    for activity, changes in dated:
        uid, gone = f"activity-{activity.id}@{calendar}", activity.deleted_at is not None
        changed = datetime.fromisoformat(activity.updated_at)
        off = gone or activity.status == "cancelled"
        yield Entry(
            uid, _title(activity, activity.title), activity.date, changed, changes,
            time=activity.time, end_date=activity.end_date, end_time=activity.end_time,
            place="" if gone else _place(activity),
            description="" if gone else "\n".join(_description(activity, project)), cancelled=off,
            tentative=activity.unconfirmed,
        )  # fmt: skip
        if activity.deadline:
            title = _title(activity, f"Sista anmälningsdag: {activity.title}")
            yield Entry(f"deadline-{uid}", title, activity.deadline, changed, changes, cancelled=off)


def rhythm(
    found: Iterable[Milestone], given: Mapping[str, datetime], calendar: str, project: Project
) -> Iterator[Entry]:
    """The project's own dates; `given`: when people last gave one its day, by its key."""
    made = datetime.combine(project.start, time(), UTC)
    for each in found:
        changed = given.get(each.key, made)
        minutes = int((changed - made).total_seconds() // 60)  # grows with each change, and is 0 before the first
        yield Entry(f"{each.key}@{calendar}".replace(":", "-"), each.name, each.date, changed, max(minutes, 0))


def _title(activity: Activity, title: str) -> str:
    """What was undone says nothing of what it was: it may have been undone for what stood there."""
    if activity.deleted_at:
        return "Borttaget"
    return f"Inställt: {title}" if activity.status == "cancelled" else title


def _place(activity: Activity) -> str:
    where = [name for name in activity.municipalities if name.casefold() not in (activity.place or "").casefold()]
    return ", ".join([activity.place, *where] if activity.place else where)


def _description(activity: Activity, project: Project) -> Iterator[str]:
    kind = project.activity_type(activity.type)
    shown = kind.shown if kind else activity.type
    if shown.casefold() not in activity.title.casefold():
        yield shown
    if activity.deadline:
        yield f"Sista anmälningsdag {sv.day(activity.deadline)}."
    if activity.time and not activity.end_time:
        several = activity.end_date and activity.end_date > activity.date
        yield f"Börjar {sv.clock(activity.time)}." if several else "Sluttiden är inte satt. Här står en timme."
    yield f"{activity.numbered} i {project.short_name}"


def given(content: bytes, link: Reply | None) -> Reply:
    """The file comes; `link` is what is to be said of the person's link, None where there can be none."""
    return Reply(
        title="📅 Kalenderfilen kommer till dig",
        text=("Öppna den, så läggs projektets datum i din kalender, som de är nu.",),
        parts=(link,) if link else (),
        files=(Attachment(name=FILE_NAME, make=lambda: content),),
    )


def issued(address: str) -> Reply:
    """A new link: the only time that it is shown."""
    return Reply(
        title="Din kalenderlänk",
        text=(
            "Lägg till den som prenumeration i Outlook, Google eller Apple, så följer kalendern projektet av sig själv.",
        ),
        facts=(Fact(label="Länk", value=address),),
        notes=("Spara den nu, den visas inte igen. Den är som en nyckel: den som har den kan läsa kalendern.",),
        buttons=(_new(), _revoke()),
        personal=True,
    )


def stands(since: date, last_fetched: date | None) -> Reply:
    """There is a link already; what it was nobody knows any more but who has it."""
    used = f"senast hämtad {sv.day(last_fetched)}" if last_fetched else "inte hämtad än"
    return Reply(
        title="Du har en kalenderlänk",
        text=(
            f"Den finns sedan {sv.day(since)}, {used}.",
            "Den går inte att visa igen. Behöver du den på nytt, så välj Ny länk: då slutar den gamla att gälla.",
        ),
        buttons=(_new(), _revoke()),
        personal=True,
    )


def revoked() -> Reply:
    return Reply(
        title="Länken är återkallad",
        text=("Den ger inget mer. Ta bort prenumerationen i din kalender, så försvinner datumen där.",),
        buttons=(_new(),),
        personal=True,
    )


def unaddressed() -> Reply:
    """A button from when there was a public address."""
    return Reply(text=("Jag har ingen adress att ge en länk till. Skriv ”kalender”, så kommer filen.",), personal=True)


def _new() -> Button:
    confirm = "Du får en ny länk, och den gamla slutar att gälla."
    return Button(label="Ny länk", action="calendar", value="new", confirm=confirm)


def _revoke() -> Button:
    return Button(
        label="Återkalla länken", action="calendar", value="revoke", style="danger",
        confirm="Kalendrar som följer länken får inget mer.",
    )  # fmt: skip
