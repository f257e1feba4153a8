"""The night's copy of the file: made by itself, beside what the clock does, and told where it could not be made."""

import logging
import threading
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from handlers.duty import place
from storage.backup import BackupFailed, latest, make

AT = time(2, 0)  # when the group sleeps, by the project's clock
AGAIN_AFTER = timedelta(minutes=10)  # what could not be made is tried again

log = logging.getLogger(__name__)


@dataclass
class Nightly:
    """Has `database` copied to `folder` once a night; `keep` copies stay. `zone`: the project's clock."""

    database: Path
    folder: Path
    keep: int
    zone: ZoneInfo
    _failed: str = ""
    _settled: datetime | None = None  # the latest night that has its copy
    _not_before: datetime | None = None
    _work: threading.Thread | None = field(default=None, repr=False)

    def look(self, now: datetime) -> None:
        """Begins what the latest night lacks, and does not wait for it. `now` has a time zone."""
        local = now.astimezone(self.zone)
        if self._settled == _latest_night(local) or (self._not_before and now < self._not_before):
            return
        if self._work is None or not self._work.is_alive():
            self._not_before = now + AGAIN_AFTER
            self._work = threading.Thread(target=self._make, args=(local,), name="backup", daemon=True)
            self._work.start()

    def check(self) -> str | None:
        """None when it is well, else the reason (for /healthz)."""
        return self._failed or None

    def finish(self, within: float | None = None) -> None:
        """Waits so many seconds for the copy that is being made; a half one is cleared away by the next."""
        if self._work:
            self._work.join(within)

    def _make(self, local: datetime) -> None:
        """All that reads the folder is done here: it may be a slow one, far away."""
        try:
            if latest(self.database, self.folder, local) < _latest_night(local):
                made = make(self.database, self.folder, local, self.keep)
                log.info("backup: %s", made.path.name)
            self._settled, self._failed = _latest_night(local), ""
        except BackupFailed as problem:
            self._failed = problem.why
            log.error("backup: %s", problem.why)
        except Exception as problem:
            self._failed = type(problem).__name__
            log.error("backup: %s", place(problem))


def _latest_night(local: datetime) -> datetime:
    """The last moment at which the night's copy was to be made, by the project's clock, without zone."""
    tonight = datetime.combine(local.date(), AT)
    return tonight if local.replace(tzinfo=None) >= tonight else tonight - timedelta(days=1)
