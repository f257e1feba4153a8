"""A copy is made while people write: whole, checked, dated; what fails says so and leaves the older ones."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

import app
from storage import backup
from storage.backup import BackupFailed
from tests.backup.conftest import NIGHT, Office, files, killed_at, logged

ROOT = Path(__file__).parents[2]


def test_a_copy_is_a_file_of_its_own_with_the_date_in_its_name(office: Office) -> None:
    office.log("Buss till Nora")
    copy = office.back_up()
    assert files(office.copies) == ["yh-2026-11-24T0200.db", "yh-2026-11-24T0200.db.sha256"]
    assert logged(copy.path) == ["Buss till Nora"]
    assert [stat.S_IMODE(path.stat().st_mode) for path in sorted(office.copies.iterdir())] == [0o600] * 3


def test_what_is_confirmed_before_a_copy_is_in_it_while_others_go_on_writing(office: Office) -> None:
    stop, confirmed = threading.Event(), []

    def write() -> None:
        while not stop.is_set():
            confirmed.append(f"Buss {office.log(f'Buss {len(confirmed) + 1}')}")

    for _ in range(50):
        office.log("Före")
    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            before = len(confirmed)
            while len(confirmed) < before + 3:
                assert writer.is_alive()
            before = len(confirmed)
            in_it = logged(office.back_up(NIGHT + timedelta(days=number)).path)[50:]
            assert in_it == [f"Buss {each + 1}" for each in range(len(in_it))], "no hole in what was written in order"
            assert len(in_it) >= before
    finally:
        stop.set()
        writer.join()


def test_two_copies_of_the_same_minute_are_both_kept(office: Office) -> None:
    office.log("Ett")
    first = office.back_up()
    office.log("Två")
    second = office.back_up()
    assert (logged(first.path), logged(second.path)) == (["Ett"], ["Ett", "Två"])
    assert [copy.path for copy in backup.copies(office.path, office.copies)] == [second.path, first.path]


def test_the_newest_are_kept_and_nothing_that_others_made_is_touched(office: Office) -> None:
    foreign = ["yh-semester.db", "annan-2026-11-01T0200.db", "anteckningar.txt", "yh-2026-11-01.db"]
    for name in foreign:
        (office.copies / name).write_text("inte vår")
    for number in range(5):
        office.back_up(NIGHT + timedelta(days=number), keep=2)
    left = ["yh-2026-11-27T0200.db", "yh-2026-11-28T0200.db"]
    assert files(office.copies) == sorted([*foreign, *left, *(f"{name}.sha256" for name in left)])


def test_a_copy_outlives_one_from_a_clock_that_ran_ahead(office: Office) -> None:
    office.back_up(datetime(2031, 1, 1, 2, 0), keep=1)
    made = office.back_up(keep=1)
    assert made.path.exists()
    assert backup.latest(office.path, office.copies, NIGHT) == NIGHT


def test_receipts_come_along_once_and_go_with_the_last_copy_that_needs_them(office: Office) -> None:
    number = office.log("Buss", receipt=b"%PDF-1.7 ett")
    office.log("Tag", receipt=b"%PDF-1.7 ett")
    office.back_up()
    (kept,) = (office.copies / "yh-kvitton").iterdir()
    assert kept.read_bytes() == b"%PDF-1.7 ett"
    office.log("Taxi", receipt=b"%PDF-1.7 taxi")
    with office.database.transaction() as db:
        db.execute("DELETE FROM receipts WHERE sha256 = (SELECT sha256 FROM receipts WHERE expense_id = ?)", [number])
    office.back_up(NIGHT + timedelta(days=1), keep=2)
    assert len(list((office.copies / "yh-kvitton").iterdir())) == 2, "the older copy needs the first"
    office.back_up(NIGHT + timedelta(days=2), keep=2)
    (kept,) = (office.copies / "yh-kvitton").iterdir()
    assert kept.read_bytes() == b"%PDF-1.7 taxi"
    assert len(list((office.folder / "yh-kvitton").iterdir())) == 2, "those of the file itself stay"


def test_receipts_on_another_disk_are_copied_for_their_owner_only(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def another_disk(*names: object, **how: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr("os.link", another_disk)
    office.log("Buss", receipt=b"%PDF-1.7 ett")
    office.back_up()
    (kept,) = (office.copies / "yh-kvitton").iterdir()
    assert (kept.read_bytes(), stat.S_IMODE(kept.stat().st_mode)) == (b"%PDF-1.7 ett", 0o600)


def test_what_has_been_erased_comes_along_with_what_was_known_before(office: Office) -> None:
    (office.folder / "yh-raderingar.jsonl").write_text('{"uid": "b"}\n{"uid": "c"}\n')
    (office.copies / "yh-raderingar.jsonl").write_text('{"uid": "a"}\n{"uid": "b"}\n')
    office.back_up()
    there = office.copies / "yh-raderingar.jsonl"
    assert there.read_text() == '{"uid": "a"}\n{"uid": "b"}\n{"uid": "c"}\n'
    assert stat.S_IMODE(there.stat().st_mode) == 0o600


def test_a_file_of_an_older_version_is_copied_as_it_is(office: Office) -> None:
    with office.database.transaction() as db:
        db.execute("DELETE FROM _sqlite_migrations WHERE name = (SELECT max(name) FROM _sqlite_migrations)")
    copy = office.back_up()
    with closing(sqlite3.connect(copy.path)) as there, closing(sqlite3.connect(office.path)) as here:
        applied = [each.execute("SELECT count(*) FROM _sqlite_migrations").fetchone() for each in (there, here)]
    assert applied[0] == applied[1]


# what fails


def test_a_folder_that_cannot_be_used_is_one_sentence(office: Office) -> None:
    for folder, why in (
        (office.folder / "saknas", "finns inte"),
        (office.path, "finns inte"),
        (office.folder, "är databasens egen mapp"),
    ):
        with pytest.raises(BackupFailed, match=why):
            backup.make(office.path, folder, NIGHT, 14)
    with pytest.raises(BackupFailed, match=r"databasen .* finns inte"):
        backup.make(office.folder / "annan.db", office.copies, NIGHT, 14)
    assert files(office.copies) == []


def test_a_damaged_file_is_not_copied_over_the_good_ones(office: Office) -> None:
    for number in range(300):
        office.log(f"Buss {number}")
    good = office.back_up()
    office.close()
    content = bytearray(office.path.read_bytes())
    content[4096 * 5 : 4096 * 7] = os.urandom(8192)
    office.path.write_bytes(content)
    with pytest.raises(BackupFailed, match="skadad"):
        office.back_up(NIGHT + timedelta(days=1), keep=1)
    assert files(office.copies) == [good.path.name, f"{good.path.name}.sha256"]


def test_two_at_once_do_not_disturb_each_other(office: Office) -> None:
    with backup._alone(office.copies, "yh"), pytest.raises(BackupFailed, match="en annan görs just nu"):
        office.back_up()
    assert office.back_up().path.exists()


SMALL_DISK = """
import resource, sys
from datetime import datetime
from pathlib import Path
from storage import backup
size = int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
try:
    backup.make(Path(sys.argv[1]), Path(sys.argv[2]), datetime(2026, 11, 25, 2), 14)
except backup.BackupFailed as problem:
    print(problem)
"""


@pytest.mark.parametrize("room", [0, 4096, 65_536, 200_000])
def test_a_full_disk_leaves_nothing_half_and_the_older_ones(office: Office, room: int) -> None:
    office.log("Buss", receipt=b"%PDF-1.7 ett")
    good = office.back_up()
    before = files(office.copies)
    size = good.path.stat().st_size
    assert room < size
    said = subprocess.run(
        [sys.executable, "-c", SMALL_DISK, office.path, office.copies, str(room)],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    assert said.stdout.startswith("Säkerhetskopian blev inte av: disken "), said
    assert files(office.copies) == before
    assert logged(good.path) == ["Buss"]


def test_killed_at_any_step_each_copy_there_is_whole_and_the_next_one_clears_up(office: Office, tmp_path: Path) -> None:
    office.log("Buss", receipt=b"%PDF-1.7 ett")
    office.back_up()
    untouched = tmp_path / "ren"
    shutil.copytree(office.copies, untouched)
    step = 1
    while killed_at(step, lambda: office.back_up(NIGHT + timedelta(days=1), keep=1)):
        there = backup.copies(office.path, office.copies)
        assert there, f"step {step}: none is left"
        for copy in there:
            assert logged(copy.path) == ["Buss"], f"step {step}"
        last = office.back_up(NIGHT + timedelta(days=2), keep=1)
        names = ["yh-kvitton", f"yh-kvitton/{next((office.copies / 'yh-kvitton').iterdir()).name}"]
        assert files(office.copies) == sorted([last.path.name, f"{last.path.name}.sha256", *names]), f"step {step}"
        shutil.rmtree(office.copies)
        shutil.copytree(untouched, office.copies)
        step += 1
    assert step > 15


# the command


def test_the_command_says_where_the_copy_is(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YH_DATABASE", str(office.path))
    monkeypatch.chdir(office.folder)
    run = CliRunner().invoke
    said = run(app.main, ["backup", "kopior"])
    (copy,) = backup.copies(office.path, office.copies)
    assert said.output == f"{copy.path.name} är gjord och kontrollerad. 1 säkerhetskopia finns i kopior.\n"
    without = run(app.main, ["backup"])
    assert (without.exit_code, without.output) == (1, "Vilken mapp? Skriv app.py backup MAPP, eller sätt YH_BACKUP.\n")
    monkeypatch.setenv("YH_BACKUP", "kopior")
    monkeypatch.setenv("YH_BACKUPS_KEPT", "1")
    assert "1 säkerhetskopia finns i kopior." in run(app.main, ["backup"]).output
    failed = run(app.main, ["backup", "saknas"])
    assert failed.exit_code == 1
    assert failed.output == "Säkerhetskopian blev inte av: mappen saknas finns inte. De som fanns är kvar.\n"
