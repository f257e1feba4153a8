"""The first page of each report over the playground's example data, as a picture: LibreOffice prints it."""

import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

from bot.project_file import load_project
from bot.swedish.report import read_report
from handlers import examples, report
from storage.database import Database
from tests.reports.conftest import converted

DPI = 80
#: picture -> (how it is asked for, how many pages are shown)
PAPERS = {
    "lagesrapport": ("rapport lägesrapport kvartal 1 2024", 1),
    "ekonomi": ("rapport ekonomi 2024", 1),
    "styrgrupp": ("rapport styrgrupp kvartal 1 2024", 1),
    "slutrapport": ("rapport slutrapport", 1),
}


def papers(images: Path, wanted: list[str]) -> Iterator[Path]:
    """Takes the pictures that are wanted (all without any), and says which."""
    with tempfile.TemporaryDirectory() as folder:
        example = examples.read_examples()
        project = examples.with_people(load_project(), example)
        database = Database(Path(folder) / "yh.db")
        examples.fill(database, project, example, datetime.combine(example.today, time(8), UTC))
        for name, (asked, page) in PAPERS.items():
            if wanted and name not in wanted:
                continue
            request = read_report(asked, project, example.today)
            assert request and request.kind
            with database.reading() as db:
                span = report.span_of(request, db, project, example.today)
            made = report.Made(request.kind, span, project, database, example.today)
            file = report.files(made, report.reader(made), with_receipts=False)[0]
            pdf = converted(Path(folder), file.name, file.make(), "pdf")
            subprocess.run(
                ["pdftoppm", "-png", "-r", str(DPI), "-f", str(page), "-l", str(page), "-singlefile", str(pdf), str(images / name)],
                check=True,
            )  # fmt: skip
            yield images / f"{name}.png"
        database.close()
