"""One assistant on each file: whoever comes second is told, and has touched nothing by then."""

import gzip
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import app
from storage import erasures, receipts
from storage.lock import Lock

ROOT = Path(__file__).parents[2]
SETTINGS = {
    "PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8", "SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s",
    "YH_CHANNEL": "C1",
}  # fmt: skip


def started(path: Path, *arguments: str) -> str:
    """What `python app.py …` says with that file, as it refuses to start: one sentence."""
    settings = {**SETTINGS, "YH_DATABASE": str(path), "YH_PLAYGROUND_DATABASE": str(path)}
    ended = subprocess.run(
        [sys.executable, ROOT / "app.py", *arguments],
        cwd=path.parents[1],
        env=settings,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert ended.returncode == 1 and "Traceback" not in ended.stderr, ended.stderr
    return ended.stderr


@pytest.fixture
def used(tmp_path: Path) -> Iterator[Path]:
    """A file of an earlier version, its receipts and its erasures, that an assistant runs with."""
    path = tmp_path / "gruppen" / "yh.db"
    path.parent.mkdir()
    path.write_bytes(gzip.decompress((ROOT / "tests" / "fixtures" / "schema-0012.db.gz").read_bytes()))
    erasures.beside(path).write_text("{}\n", encoding="utf-8")
    receipts.write(path, b"%PDF-1.7", "application/pdf", "pdf")
    lock = Lock(path, "reserved")
    yield path
    lock.release()


def seen(path: Path) -> dict[str, bytes]:
    """All that lies beside the file, and in it; but for what only says who uses it."""
    there = (each for each in path.parent.rglob("*") if each.is_file() and not each.name.endswith("-lock"))
    return {str(each): each.read_bytes() for each in there}


def test_a_newer_assistant_leaves_the_file_of_the_one_that_runs_as_it_is(used: Path) -> None:
    before = seen(used)
    assert f"En assistent körs redan med {used}" in started(used)
    assert seen(used) == before


def test_a_playground_begun_anew_leaves_that_of_the_one_that_runs(used: Path) -> None:
    before, file = seen(used), used.stat().st_ino
    assert f"använder {used}. Stoppa den först" in started(used, "playground", "--new")
    assert f"En assistent körs redan med {used}" in started(used, "playground")
    assert (seen(used), used.stat().st_ino) == (before, file)


def test_a_playground_begun_anew_has_nothing_of_the_one_before(tmp_path: Path) -> None:
    path, other = tmp_path / "yh.db", tmp_path / "annan.db"
    for each in (path, other, path.with_name("yh.db-wal"), path.with_name("yh.db-shm"), erasures.beside(path)):
        each.touch()
    receipts.write(path, b"%PDF-1.7", "application/pdf", "pdf")
    app._begin_anew(path)
    assert list(seen(path)) == [str(other)]
    assert not receipts.folder(path).exists()


def test_where_no_file_can_lie_is_told_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "fil").touch()
    assert "saknas/yh.db går inte att öppna" in started(tmp_path / "saknas" / "yh.db")
    assert "fil/yh.db går inte att öppna" in started(tmp_path / "fil" / "yh.db")
    assert "fil/yh.db går inte att ta bort" in started(tmp_path / "fil" / "yh.db", "playground", "--new")


def test_an_assistant_started_during_a_restore_is_told_of_that(used: Path, tmp_path: Path) -> None:
    other = tmp_path / "gruppen" / "annan.db"
    lock = Lock(other, "exclusive")
    assert "återställs just nu" in started(other)
    lock.release()
    assert not other.exists()
