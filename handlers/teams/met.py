"""Where the assistant can write, remembered as it is met."""

import logging
from collections.abc import Callable
from datetime import datetime

from handlers.desk import moment
from handlers.teams.activity import Activity
from storage import conversations
from storage.database import Database, StorageUnavailable

logger = logging.getLogger(__name__)


class Met:
    """Remembers where the assistant can write; a conversation that is known already costs nothing."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._known: dict[str, tuple[str, str]] = {}

    def __call__(self, asked: Activity) -> None:
        reference = asked.reference()
        kept = (str(reference["serviceUrl"]), asked.who if asked.alone else "")
        if self._known.get(asked.place) == kept and self._stands(asked.place):
            return
        at = moment(self._now())
        try:
            with self._database.transaction() as db:
                conversations.remember(
                    db, id=asked.place, account=asked.who, kind=asked.kind, reference=reference, at=at
                )
        except StorageUnavailable as problem:  # nor can what is written be saved, and that is said
            logger.error("conversation: %s", problem)
            return
        self._known[asked.place] = kept

    def _stands(self, place: str) -> bool:
        """Whether it is still there: it goes when the person is erased."""
        try:
            with self._database.reading() as db:
                return conversations.reference(db, place) is not None
        except StorageUnavailable:
            return True
