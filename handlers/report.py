"""`/yh-status rapport …`: which report of which days; its files are made after the person is answered."""

import io
import re
import threading
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import IO

from sqlite_utils import Database as Connection

from bot.documents import excel, text, word
from bot.material import Material
from bot.project import Project
from bot.project_reports import WrittenKind
from bot.reply import Attachment, Reply
from bot.span import Span, whole, within
from bot.swedish import almanac
from bot.swedish.report import ReportKind, ReportRequest
from bot.swedish.spans import named, since_meeting, written
from bot.views import economy, economy_costs, evaluation, report_money, report_words, reports, status_help
from bot.views import swedish_text as sv
from storage import figures, happened, report_data
from storage.database import Database

STEERING = "styrgruppsmöte"
LATE = 31  # days into a new period in which the report of the one before is still the one that is meant
LONG_NAME = 40  # characters
MOST_BYTES = 100 * 1024 * 1024  # of receipts, in chat
WRITTEN: dict[ReportKind, WrittenKind] = {
    "lägesrapport": "lägesrapport", "styrgrupp": "styrgruppsunderlag", "slutrapport": "slutrapport",
}  # fmt: skip


@dataclass(frozen=True)
class Made:
    """A report that is asked for, with the days it is of; `database` is read anew when its files are made."""

    kind: ReportKind
    span: Span
    project: Project
    database: Database
    today: date


def answer(request: ReportRequest, database: Database, project: Project, today: date) -> Reply:
    """The report comes, or which there are, or why there is none. Raises StorageUnavailable."""
    if request.kind is None:
        return reports.offered(project, request.word, request.period.name if isinstance(request.period, Span) else "")
    with database.snapshot() as db:
        span = span_of(request, db, project, today)
        if isinstance(span, Reply):
            return span
        held = figures.activities(db, span, today).held
        money = report_data.money_of(db, project, span.last, today)
        empty = not held and figures.expenses(db, span).empty
        size = report_data.receipts_size(db, span) if request.kind == "ekonomi" else 0
    made = Made(request.kind, span, project, database, today)
    see_to = [] if request.kind == "utvärdering" else report_money.to_look_at(money, project, today)
    if size > MOST_BYTES:
        see_to.insert(0, reports.too_large(size // 1024**2))
    return reports.coming(
        title(made), files(made, reader(made), with_receipts=0 < size <= MOST_BYTES), empty=empty,
        questions=_questions(made), see_to=see_to, other=_other(made),
    )  # fmt: skip


def _questions(made: Made) -> int:
    """How many places of the report only people can fill in."""
    form = made.project.report(WRITTEN[made.kind]) if made.kind in WRITTEN else None
    return sum(bool(section.write) for section in form.sections) if form else 0


def span_of(request: ReportRequest, db: Connection, project: Project, today: date) -> Span | Reply:
    """The days that are asked for, or those that the report is usually of; or why there is no such report."""
    if request.kind in WRITTEN and project.report(WRITTEN[request.kind]) is None:
        return reports.no_form(WRITTEN[request.kind])
    span: Span | Reply = _asked(request, db, project, today)
    if isinstance(span, Reply):
        return span
    inside = within(project, span)
    topic = f"rapport {request.kind}"
    return inside if inside.first <= inside.last else status_help.outside(project, span.name, topic)


def _asked(request: ReportRequest, db: Connection, project: Project, today: date) -> Span | Reply:
    if isinstance(request.period, Span):
        return request.period
    since = request.period.types if request.period else ()
    if request.kind == "styrgrupp" and not since:
        return _since(db, (STEERING,), project, today) or _so_far(project, today)
    if since:
        return _since(db, since, project, today) or status_help.no_meeting(since, f"rapport {request.kind}")
    if request.kind == "lägesrapport":
        return due(project, today)
    if request.kind == "ekonomi" and project.covers(today):
        return within(project, Span(date(today.year, 1, 1), date(today.year, 12, 31), str(today.year)))
    return whole(project)


def _since(db: Connection, types: Sequence[str], project: Project, today: date) -> Span | None:
    last = happened.last_held(db, types, today)
    if last is None or not project.covers(last[1]):
        return None
    return since_meeting(project, *last, today)


def _so_far(project: Project, today: date) -> Span:
    last = max(project.start, min(today, project.end))
    return Span(project.start, last, f"till och med {written(last)}")


def due(project: Project, today: date) -> Span:
    """The months of the progress report that is being written: these, or for a while those before."""
    months = project.reporting.claim_interval_months
    first = project.start
    while (after := almanac.shift_months(first, months)) <= min(today, project.end):
        if (today - after).days < LATE and today <= project.end:
            break
        first = after
    return _months(project, first)


def _months(project: Project, first: date) -> Span:
    last = min(
        almanac.shift_days(almanac.shift_months(first, project.reporting.claim_interval_months), -1), project.end
    )
    return Span(first, last, named(first, last))


def title(made: Made) -> str:
    """'Lägesrapport kvartal 1 2024'."""
    name = next(kind.name for kind in reports.KINDS if kind.word == made.kind)
    return name if made.span == whole(made.project) else f"{name} {made.span.name}"


def reader(made: Made) -> Callable[[], Material]:
    """What the report is made of, read when it is first asked for and never again: its files then agree."""
    return cache(lambda: report_data.material(made.database, made.project, made.span, made.today))


def files(made: Made, read: Callable[[], Material], *, with_receipts: bool) -> tuple[Attachment, ...]:
    """The report's files, each made of what `read` gives when it is asked for, one at a time."""
    found = _files(made, read, with_receipts=with_receipts)
    return tuple(Attachment(name=file.name, make=partial(_alone, file.make)) for file in found)


_ONE_AT_A_TIME = threading.Lock()  # each takes memory, and what draws the charts is not made for threads


def _alone(make: Callable[[], bytes]) -> bytes:
    with _ONE_AT_A_TIME:
        return make()


def _files(made: Made, read: Callable[[], Material], *, with_receipts: bool) -> tuple[Attachment, ...]:
    name = file_name(made)
    if made.kind in WRITTEN:
        document = cache(lambda: report_words.written(read(), WRITTEN[made.kind]))
        docx = Attachment(name=f"{name}.docx", make=lambda: word.word(document()))
        plain = Attachment(name=f"{name}.txt", make=lambda: text.text(document()).encode("utf-8-sig"))
        return (docx,) if made.kind == "styrgrupp" else (docx, plain)
    if made.kind == "utvärdering":
        return (Attachment(name=f"{name}.xlsx", make=lambda: excel.excel(evaluation.evaluation(read()))),)
    book = Attachment(name=f"{name}.xlsx", make=lambda: excel.excel(economy.economy(read())))
    zipped = Attachment(name=f"{name}-kvitton.zip", make=lambda: _zipped(economy_costs.receipts(read())))
    return (book, zipped) if with_receipts else (book,)


def _zipped(found: Sequence[tuple[str, Path]]) -> bytes:
    content = io.BytesIO()
    write_zip(found, content)
    return content.getvalue()


def write_zip(found: Sequence[tuple[str, Path]], out: IO[bytes]) -> None:
    """The archive, file by file: pictures and PDFs are packed already, and are only put beside each other."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, path in found:
            archive.write(path, name)


def _other(made: Made) -> list[tuple[str, str]]:
    """Buttons to what one may want instead: the period before, and every other report."""
    found = []
    project = made.project
    if made.kind == "lägesrapport" and made.span.first > project.start:
        before = almanac.shift_months(made.span.first, -project.reporting.claim_interval_months)
        span = _months(project, max(before, project.start))
        found.append((sv.capitalized(span.name), f"lägesrapport {span.first.isoformat()} – {span.last.isoformat()}"))
    return [*found, ("Andra rapporter", "")]


def file_name(made: Made) -> str:
    """'lägesrapport-kvartal-1-2024', or with the days where the period has a long name."""
    days = f"{made.span.first.isoformat()} {made.span.last.isoformat()}"
    shown = title(made)
    short = shown if len(shown) <= LONG_NAME else f"{shown.removesuffix(made.span.name)} {days}"
    return "-".join(re.findall(r"\w+", short.casefold()))
