"""Files of receipts that no row names any more: what a purge had no time to take away, as the process was killed."""

import re
import time
from contextlib import suppress
from pathlib import Path

from storage import receipts
from storage.database import Database
from storage.retention import remove_files

AGE = 3600  # seconds: a receipt has its row moments after its bytes
_OURS = re.compile(r"[0-9a-f]{64}\.\w+")


def remove_loose(database: Database) -> None:
    """Takes them away, and what a broken-off write has left. Raises OSError, StorageUnavailable.

    None as long as the file that a restore replaced lies beside: it may be wanted back, with its receipts.
    """
    if _shared(database.path):
        return
    old = [each for each in receipts.folder(database.path).glob("*") if _OURS.fullmatch(each.name) and _old(each)]
    with database.reading() as db:
        known = {digest for (digest,) in db.execute("SELECT sha256 FROM receipts WHERE sha256 IS NOT NULL")}
    if loose := [each.name for each in old if each.stem not in known]:
        remove_files(database, loose)


def _shared(path: Path) -> bool:
    """Whether another file beside it may have its receipts in the same folder: 'yh-ersatt-….db', or a 'yh.sqlite'."""
    own = {f"{path.name}{end}" for end in ("", "-wal", "-shm", "-journal", "-lock")}
    others = [each for each in path.parent.glob(f"{path.stem}.*") if each.name not in own and each.is_file()]
    return any(path.parent.glob(f"{path.stem}-ersatt-*")) or any(map(_is_database, others))


def _is_database(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(15) == b"SQLite format 3"


def _old(file: Path) -> bool:
    with suppress(FileNotFoundError):
        return time.time() - file.stat().st_mtime > AGE
    return False
