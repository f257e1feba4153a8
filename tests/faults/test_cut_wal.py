"""A write-ahead log that ends too early, after a process that was really killed while it wrote.

What was committed and is whole comes back, nothing comes back in part, and the file can be used at once.
"""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.records import Expense
from storage import records
from storage.database import Database
from tests.conversations.conftest import Group, text
from tests.faults.conftest import well

ROOT = Path(__file__).parents[2]
FRAME = 24 + 4096  # SQLite's file format: a frame is a header and a page, behind a header for all


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[int]]:
    """The file as the killed process left it, and how long its log was when each expense had been confirmed."""
    path = tmp_path_factory.mktemp("killed") / "yh.db"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("writer.py")), str(path)],
        env=environment, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    return path, [int(line) for line in ended.stdout.split()]


def wal(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def cut(left: Path, folder: Path, length: int) -> Path:
    """A copy whose log ends after `length` bytes."""
    path = folder / f"{length}.db"
    shutil.copy(left, path)
    wal(path).write_bytes(wal(left).read_bytes()[:length])
    return path


def saved(path: Path) -> list[int]:
    """The amounts in the file, in whole kronor; every record has its line in the audit, and the file is sound."""
    database = Database(path)
    with database.reading() as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.table("audit").count == db.table("expenses").count
        assert db.execute("SELECT count(*) FROM search").fetchone()[0] == db.table("expenses").count
        found = [amount // 100 for (amount,) in db.execute("SELECT amount_ore FROM expenses ORDER BY id")]
    with database.transaction() as db:
        records.add(
            db, Expense(date="2024-03-12", amount_ore=1, description="Efteråt"), who="U1", at="2024-03-12T11:00:00Z"
        )  # type: ignore[arg-type]
    database.close()
    return found


def test_killed_while_it_saved_everything_confirmed_is_there_and_nothing_else(
    left: tuple[Path, list[int]], tmp_path: Path
) -> None:
    path, _ = left
    whole = wal(path).stat().st_size
    assert saved(cut(path, tmp_path, whole)) == [1, 2, 3, 4, 5]


def test_cut_anywhere_each_save_is_there_whole_or_not_at_all(left: tuple[Path, list[int]], tmp_path: Path) -> None:
    path, lengths = left
    borders = range(32, wal(path).stat().st_size + 1, FRAME)
    within = {border + (0, 1, 23, 24, 25, 2000, 4119)[number % 7] for number, border in enumerate(borders)}
    for length in sorted({*within, *lengths, *(end - 1 for end in lengths)}):
        expected = [number for number, end in enumerate(lengths, 1) if end <= length]
        assert saved(cut(path, tmp_path, length)) == expected, length


def test_a_log_torn_in_its_header_or_gone_leaves_what_was_in_the_file(
    left: tuple[Path, list[int]], tmp_path: Path
) -> None:
    path, _ = left
    for length in (0, 1, 31, 32, 33, 32 + FRAME - 1):
        assert saved(cut(path, tmp_path, length)) == []


def test_the_log_says_that_an_end_was_torn_off_and_only_then(
    left: tuple[Path, list[int]], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path, lengths = left
    saved(cut(path, tmp_path, lengths[3]))
    saved(path := cut(path, tmp_path, lengths[3] - 1))
    saved(path)
    assert [record.getMessage() for record in caplog.records] == [
        f"{path.name}-wal ends in the middle of a write: what was being saved then is not there"
    ]


def test_after_a_cut_the_group_goes_on_from_what_there_is(group: Group, tmp_path: Path) -> None:
    ends = []
    for number in range(1, 4):
        assert f"Utgift {number} är loggad" in text(group.log(f"utgift {90 + number} kr parkering 12 mars"))
        ends.append(wal(group.path).stat().st_size)
    path = cut(group.path, tmp_path, ends[-1] - 1)  # as a killed process would have left it, its end torn off
    group.stop()
    group.path = path
    group.start()
    assert well(group)
    latest = text(group.log("senaste"))
    assert "Utgift 2" in latest
    assert "Utgift 3" not in latest
    assert "Utgift 3 är loggad" in text(group.log("utgift 93 kr parkering 12 mars"))
