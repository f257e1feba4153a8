"""A copy takes the file's place: looked through first, in one step, and what was there is kept."""

import gzip
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import app
from bot.traces import Person
from storage import erasure, erasures
from storage.database import Database, DatabaseRefused
from storage.lock import Lock
from storage.restore import RestoreRefused, ready
from storage.sweep import sweep
from tests.backup.conftest import NIGHT, Office, files, killed_at, logged
from tests.fixtures.make import HERE

Restore = Callable[..., Result]


@pytest.fixture
def restore(office: Office, monkeypatch: pytest.MonkeyPatch) -> Restore:
    monkeypatch.setenv("YH_DATABASE", str(office.path))
    monkeypatch.chdir(office.folder)

    def run(file: Path, *options: str, said: str = "") -> Result:
        return CliRunner().invoke(app.main, ["restore", str(file), *options], input=said)

    return run


def refused(result: Result) -> str:
    assert result.exit_code == 1, result.output
    assert "Traceback" not in result.output
    return result.output


def test_a_copy_takes_the_place_of_the_file_which_is_kept(office: Office, restore: Restore) -> None:
    office.log("Buss")
    copy = office.back_up()
    office.log("Taxi")
    office.close()
    said = restore(copy.path, "--ja")
    lines = said.output.replace("\u00a0", " ").splitlines()
    assert lines[0] == "yh-2026-11-24T0200.db: senast ändrad mån 23 november 2026 kl 11.00. 1 utgift."
    assert lines[1] == "yh.db nu: senast ändrad mån 23 november 2026 kl 11.00. 2 utgifter."
    assert lines[2] == "yh-2026-11-24T0200.db är på plats."
    assert logged(office.path) == ["Buss"]
    (kept,) = office.folder.glob("yh-ersatt-*.db")
    assert lines[3].startswith(f"Det som fanns är kvar i {kept}. ")
    assert logged(kept) == ["Buss", "Taxi"]
    assert [path.stat().st_mode & 0o777 for path in (office.path, kept)] == [0o600] * 2
    assert logged(copy.path) == ["Buss"], "the copy is as it was"
    Database(office.path).close()


def test_what_only_the_log_beside_the_file_holds_is_kept_too(office: Office, restore: Restore) -> None:
    office.log("Buss")
    copy = office.back_up()
    office.log("Taxi")
    wal = office.path.with_name("yh.db-wal").read_bytes()
    whole = office.path.read_bytes()
    office.close()
    office.path.write_bytes(whole)  # as a process that was killed leaves it
    office.path.with_name("yh.db-wal").write_bytes(wal)
    assert restore(copy.path, "--ja").exit_code == 0
    (kept,) = office.folder.glob("yh-ersatt-*.db")
    assert logged(kept) == ["Buss", "Taxi"]
    assert logged(office.path) == ["Buss"]


def test_it_asks_first_and_no_answer_is_no(office: Office, restore: Restore) -> None:
    office.log("Buss")
    copy = office.back_up()
    office.log("Taxi")
    office.close()
    before = files(office.folder)
    for answer in ("", "n\n", "\n", "kanske\n"):
        assert refused(restore(copy.path, said=answer)).endswith("Inget är ändrat.\n")
    assert logged(office.path) == ["Buss", "Taxi"]
    assert files(office.folder) == before
    assert restore(copy.path, said="ja\n").exit_code == 0
    assert logged(office.path) == ["Buss"]


def test_under_an_assistant_that_runs_nothing_is_replaced(office: Office, restore: Restore) -> None:
    copy = office.back_up()
    office.log("Buss")
    assert "Stoppa den först. Inget är ändrat." in refused(restore(copy.path, "--ja"))
    office.log("Taxi")
    assert logged(office.path) == ["Buss", "Taxi"]


def test_a_program_of_somebody_elses_that_has_it_open_is_told(office: Office, restore: Restore) -> None:
    office.log("Buss")
    copy = office.back_up()
    office.log("Taxi")
    office.close()
    with closing(sqlite3.connect(office.path)) as other:
        other.execute("SELECT count(*) FROM expenses").fetchone()
        assert "Ett annat program har" in refused(restore(copy.path, "--ja"))
        assert other.execute("SELECT count(*) FROM expenses").fetchone() == (2,)
    assert logged(office.path) == ["Buss", "Taxi"]


def test_nobody_opens_it_while_it_is_replaced(office: Office) -> None:
    copy = office.back_up()
    office.close()
    with ready(copy.path, office.path), pytest.raises(DatabaseRefused, match="återställs just nu"):
        Database(office.path)
    Database(office.path).close()


def test_two_assistants_on_one_file_are_refused(office: Office) -> None:
    with app._alone(office.path):
        with pytest.raises(app.StartRefused, match="En assistent körs redan med"), app._alone(office.path):
            pass
        Database(office.path).close()  # a command beside it is not
    with app._alone(office.path):
        pass


# what is refused


def spoilt(copy: Path, at: int, length: int) -> None:
    content = bytearray(copy.read_bytes())
    content[at : at + length] = bytes(byte ^ 0xFF for byte in content[at : at + length])
    copy.write_bytes(content)


def truncated(copy: Path) -> None:
    copy.write_bytes(copy.read_bytes()[:-4096])


def of_another_program(copy: Path) -> None:
    copy.unlink()
    with closing(sqlite3.connect(copy)) as other:
        other.execute("CREATE TABLE recept (id INTEGER)")
        other.commit()


def newer(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as other:
        other.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('yh', '9999_framtid', 'x')"
        )
        other.commit()


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (truncated, "skadad"),
        (lambda copy: spoilt(copy, 4096 * 3, 4096), "skadad"),
        (lambda copy: spoilt(copy, 0, 100), "skadad eller ingen databas"),
        (lambda copy: copy.write_bytes(b""), "är inte assistentens databas"),
        (lambda copy: copy.write_text("inköpslista"), "ingen databas"),
        (of_another_program, "är inte assistentens databas"),
        (newer, "kommer från en nyare version av assistenten. Uppdatera assistenten först"),
        (lambda copy: copy.unlink(), "finns inte"),
    ],
)
def test_what_cannot_be_relied_on_is_refused_and_the_file_untouched(
    office: Office, restore: Restore, harm: Callable[[Path], object], says: str
) -> None:
    for number in range(200):
        office.log(f"Buss {number}")
    copy = office.back_up()
    copy.path.with_name(f"{copy.path.name}.sha256").unlink()  # as a file that came another way
    office.log("Taxi")
    office.close()
    harm(copy.path)
    content = office.path.read_bytes()
    said = refused(restore(copy.path, "--ja"))
    assert says in said
    assert said.endswith("Inget är ändrat.\n")
    assert office.path.read_bytes() == content
    assert not [name for name in files(office.folder) if "ersatt" in name or name.startswith("yh-ny")]


@pytest.mark.parametrize("share", [0.1, 0.35, 0.6, 0.95])
def test_a_single_bit_that_has_turned_is_seen(office: Office, restore: Restore, share: float) -> None:
    for number in range(50):
        office.log(f"Buss {number}")
    copy = office.back_up()
    office.close()
    content = bytearray(copy.path.read_bytes())
    content[int(len(content) * share)] ^= 1
    copy.path.write_bytes(content)
    assert "är skadad: den är inte som när den gjordes." in refused(restore(copy.path, "--ja"))


def test_the_database_itself_is_no_copy(office: Office, restore: Restore) -> None:
    office.close()
    assert "är databasen själv" in refused(restore(office.path, "--ja"))


# what comes back


def test_a_damaged_file_is_replaced_and_kept_as_it_was(office: Office, restore: Restore) -> None:
    office.log("Buss")
    copy = office.back_up()
    office.close()
    office.path.write_bytes(b"inte en databas " * 1000)
    office.path.with_name("yh.db-wal").write_bytes(b"rester")
    said = restore(copy.path, "--ja").output
    assert "yh.db nu: går inte att läsa. Den sparas som den är." in said
    assert logged(office.path) == ["Buss"]
    (kept,) = office.folder.glob("yh-ersatt-*.db")
    assert kept.read_bytes().startswith(b"inte en databas ")
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == b"rester"
    assert not office.path.with_name("yh.db-wal").exists() or logged(office.path) == ["Buss"]


def test_on_a_new_machine_the_copy_and_its_receipts_are_all_that_is_needed(office: Office, restore: Restore) -> None:
    office.log("Buss", receipt=b"%PDF-1.7 ett")
    copy = office.back_up()
    office.close()
    office.path.unlink()
    shutil.rmtree(office.folder / "yh-kvitton")
    said = restore(copy.path, "--ja").output
    assert "är kvar i" not in said
    assert logged(office.path) == ["Buss"]
    (receipt,) = (office.folder / "yh-kvitton").iterdir()
    assert receipt.read_bytes() == b"%PDF-1.7 ett"


def test_what_was_replaced_can_be_put_back(office: Office, restore: Restore) -> None:
    office.log("Buss", receipt=b"%PDF-1.7 ett")
    copy = office.back_up()
    office.log("Taxi")
    office.close()
    restore(copy.path, "--ja")
    (kept,) = office.folder.glob("yh-ersatt-*.db")
    assert restore(kept, "--ja").exit_code == 0
    assert logged(office.path) == ["Buss", "Taxi"]


def test_what_an_administrator_makes_belongs_to_the_assistants_account(
    office: Office, restore: Restore, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: set[str] = set()

    def chown(path: Path, user: int, group: int) -> None:
        assert (user, group) == (path.parent.stat().st_uid, path.parent.stat().st_gid)
        given.add(path.name)

    office.log("Buss", receipt=b"%PDF-1.7 ett")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("os.chown", chown)
    monkeypatch.setattr("os.link", lambda *names: (_ for _ in ()).throw(OSError(18, "another disk")))
    copy = office.back_up()
    assert given >= {"yh.part", "yh-2026-11-24T0200.db.sha256.part", "yh-kvitton", "yh-lock"}
    given.clear()
    shutil.rmtree(office.folder / "yh-kvitton")
    office.close()
    assert restore(copy.path, "--ja").exit_code == 0
    assert given >= {"yh-ny", "yh.db", "replaced", "yh-kvitton"}
    assert any(name.endswith(".part") for name in given), "the receipt"


def test_a_receipt_that_is_gone_or_damaged_is_told(office: Office, restore: Restore) -> None:
    office.log("Buss", receipt=b"%PDF-1.7 ett")
    office.log("Taxi", receipt=b"%PDF-1.7 taxi")
    copy = office.back_up()
    office.close()
    shutil.rmtree(office.folder / "yh-kvitton")
    one, other = (office.copies / "yh-kvitton").iterdir()
    one.unlink()
    other.write_bytes(b"%PDF-1.7 annat")
    assert "2 kvitton finns varken här eller bland säkerhetskopiorna." in restore(copy.path, "--ja").output
    assert logged(office.path) == ["Buss", "Taxi"]


def test_a_file_of_an_older_version_is_brought_up_to_this_one(office: Office, restore: Restore) -> None:
    office.close()
    old = office.folder / "gammal.db"
    old.write_bytes(gzip.decompress((HERE / "schema-0001.db.gz").read_bytes()))
    assert "aktiviteter" in restore(old, "--ja").output
    database = Database(office.path)
    with database.reading() as db:
        assert db.execute("SELECT count(*) FROM search").fetchone()[0] > 20
    database.close()


# what has been erased since


def erase_lena(office: Office) -> None:
    """As the project leader's request does."""
    with office.database.transaction() as db:
        erasure.erase(db, Person(names=("Lena Solberg",)), who="UANNA", at="2026-11-24T10:00:00Z")
    erasures.write_out(office.database)
    assert sweep(office.database)


def named(path: Path) -> bool:
    return any(word in path.read_bytes() for word in (b"Lena", b"Solberg", b"solberg"))


@pytest.mark.parametrize("known_by", ["the file beside", "the copies' folder", "the database"])
def test_what_was_erased_since_is_erased_before_the_copy_is_used(
    office: Office, restore: Restore, known_by: str
) -> None:
    office.log("Kaffe med Lena Solberg")
    copy = office.back_up()
    assert named(copy.path)
    erase_lena(office)
    beside = erasures.beside(office.path)
    if known_by == "the copies' folder":
        office.back_up(NIGHT + timedelta(days=1))
        office.close()
        for path in (office.path, beside):
            path.unlink()
    elif known_by == "the database":
        beside.unlink()
    office.close()
    said = restore(copy.path, "--ja").output
    assert "Det som har raderats sedan den gjordes är raderat igen." in said
    assert not named(office.path), "nor in its bytes"
    assert logged(office.path) == ["Kaffe med [borttaget]"]
    assert len(erasures.recorded(office.path)) == 1, "and it will be once more"
    database = Database(office.path)
    with database.reading() as db:
        assert len(erasures.kept(db)) == 1
    database.close()


def test_a_list_of_erasures_that_cannot_be_read_stops_it(office: Office, restore: Restore) -> None:
    office.log("Buss")
    copy = office.back_up()
    office.log("Taxi")
    office.close()
    erasures.beside(office.path).write_text('{"uid": trasig}\n')
    assert "yh-raderingar.jsonl går inte att läsa" in refused(restore(copy.path, "--ja"))
    assert logged(office.path) == ["Buss", "Taxi"]


# killed on the way


def test_killed_at_any_step_it_is_the_old_file_or_the_new_one_whole(office: Office, tmp_path: Path) -> None:
    office.log("Kaffe med Lena Solberg", receipt=b"%PDF-1.7 ett")
    copy = office.back_up().path
    erase_lena(office)
    office.log("Taxi")
    wal, whole = office.path.with_name("yh.db-wal").read_bytes(), office.path.read_bytes()
    office.close()
    old, new = ["Kaffe med [borttaget]", "Taxi"], ["Kaffe med [borttaget]"]
    seen: list[list[str]] = []

    def restoring() -> None:
        with ready(copy, office.path) as found:
            found.put_in_place(NIGHT)

    step = 1
    while True:
        for name in ("yh.db", "yh.db-wal", "yh.db-shm", "yh-kvitton"):
            path = office.folder / name
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        for path in office.folder.glob("yh-ersatt-*"):
            path.unlink()
        office.path.write_bytes(whole)  # the assistant was killed, too
        office.path.with_name("yh.db-wal").write_bytes(wal)
        if not killed_at(step, restoring):
            break
        database = Database(office.path)  # whoever comes next: the assistant
        database.close()
        seen.append(logged(office.path))
        assert seen[-1] in (old, new), f"step {step}"
        assert not named(office.path), f"step {step}"
        for kept in office.folder.glob("yh-ersatt-*.db"):
            assert logged(kept) == old, f"step {step}"
        if seen[-1] == new:
            assert list(office.folder.glob("yh-ersatt-*.db")), f"step {step}: the old one is gone"
            assert list((office.folder / "yh-kvitton").iterdir()), f"step {step}: without its receipts"
        with ready(copy, office.path) as found:
            found.put_in_place(NIGHT + timedelta(days=1))
        assert logged(office.path) == new
        assert not (office.folder / "yh-ny").exists()
        step += 1
    assert seen.index(new) > 20, seen
    assert seen == sorted(seen, reverse=True), "never back again"


def test_a_lock_ends_with_the_process_that_held_it(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path; from storage.lock import Lock\n"
            "held = Lock(Path(sys.argv[1]), 'shared'); print('held', flush=True); sys.stdin.read()",
            tmp_path / "yh.db",
        ],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HERE.parents[1],
    )  # fmt: skip
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(RestoreRefused), ready(_any(tmp_path), tmp_path / "yh.db"):
            pass
        holder.kill()
    Lock(tmp_path / "yh.db", "exclusive").release()


def _any(folder: Path) -> Path:
    Database(folder / "annan.db").close()
    return folder / "annan.db"
