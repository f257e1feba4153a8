"""The files that people send in the personal chat, fetched where Teams has put them.

Docs: 'Send and receive files using bot' (a file lies in the sender's OneDrive, at an address that opens it for whoever
has it, for a while; a pasted picture lies at the Connector and opens with our token; files sent in a channel or a group
chat do not reach a bot).
"""

import logging
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin

import httpx

from bot.receipts import MOST_BYTES
from bot.reply import Reply
from bot.signs import clean
from bot.views.receipts import not_here
from handlers.calls import Failure
from handlers.desk import moment
from handlers.requests import Fetched, File, NotFetched
from handlers.teams.api import Json
from handlers.teams.places import is_microsofts, is_of
from storage import teams_files
from storage.database import Database, StorageUnavailable
from storage.teams_files import Address

logger = logging.getLogger(__name__)

SENT_FILE = "application/vnd.microsoft.teams.file.download.info"
MOST = 20  # files of one message
LIVES = timedelta(days=1)  # of an address; its own time is shorter, but a pasted picture may be asked for a while
AFTERWARDS = timedelta(hours=1)  # once it has been had: time to say that a list was read right
_TIMEOUT = 10  # seconds of silence
_AT_MOST = 20  # seconds for a whole file
_MENDABLE = 900.0  # seconds until what an administrator can mend is asked about again
_SOON = 60.0
_HOPS = 3  # that an address may lead on
_NAMES_OF = {"image/png": "bild.png", "image/jpeg": "bild.jpg", "image/gif": "bild.gif"}


def _now() -> datetime:
    return datetime.now(UTC)


class Files:
    """What came with a message, and its bytes. Implements `handlers.requests.Fetch`."""

    def __init__(
        self, database: Database, token: Callable[[], str | Failure], now: Callable[[], datetime] = _now
    ) -> None:
        """`token`: what the Connector is shown, and nobody else; `now`, with time zone, is Microsoft's: they set how
        long an address lives."""
        self._database = database
        self._token = token
        self._now = now

    def incoming(self, activity: Json) -> tuple[File, ...]:
        """The files of a message; their addresses stay here, each under its id. `activity`: as Teams sent it."""
        connector = str(activity.get("serviceUrl") or "")
        read = [found for each in activity.get("attachments") or () if (found := _read(each, connector))][:MOST]
        if not read:
            return ()
        now = self._now()
        try:
            with self._database.transaction() as db:
                for file, address in read:
                    teams_files.remember(db, file.id, address, at=moment(now), until=moment(now + LIVES))
        except StorageUnavailable as problem:  # nor can what is written be saved, and that is said
            logger.error("files: %s", problem)
        return tuple(file for file, _ in read)

    def __call__(self, file_id: str) -> Fetched | NotFetched:
        """The file of that id, at most MOST_BYTES long."""
        at = self._now()
        with self._database.reading() as db:
            found = teams_files.find(db, file_id, at=moment(at))
        if found is None or not found.address:
            return NotFetched("outside_teams" if found else "link_expired")
        answer = self._had(found)
        if isinstance(answer, Fetched):
            self._had_once(file_id, at)
        return answer

    def _had_once(self, file_id: str, at: datetime) -> None:
        try:
            with self._database.transaction() as db:
                teams_files.fetched(db, file_id, at=moment(at), until=moment(at + AFTERWARDS))
        except StorageUnavailable as problem:  # it goes with its day
            logger.warning("files: %s", problem)

    def _had(self, found: Address) -> Fetched | NotFetched:
        headers = {}
        if found.ours:
            token = self._token()
            if isinstance(token, Failure):
                return NotFetched(token.reason, max(token.retry_after, _MENDABLE))
            headers["Authorization"] = f"Bearer {token}"
        address, until = found.address, time.monotonic() + _AT_MOST
        try:
            with httpx.Client(timeout=_TIMEOUT, follow_redirects=False) as client:  # its cookies serve nobody else
                for _ in range(1 + (0 if found.ours else _HOPS)):  # our token goes to the address and no further
                    with client.stream("GET", address, headers=headers) as answer:
                        if not answer.has_redirect_location:
                            return _content(answer, found, until)
                        address = urljoin(address, answer.headers["location"])
                    if not is_microsofts(address, found.address):
                        break
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, TimeoutError) as error:
            return NotFetched(type(error).__name__, _SOON)
        return NotFetched("outside_teams")


def with_missed(activity: Json, reply: Reply) -> Reply:
    """The answer to a message; in a channel or a group chat with a line on the file that does not reach us there."""
    return reply.model_copy(update={"notes": (*reply.notes, not_here())}) if _lacks_file(activity) else reply


def _lacks_file(activity: Json) -> bool:
    if (activity.get("conversation") or {}).get("conversationType") in ("personal", None):
        return False
    said = [each for each in activity.get("attachments") or () if each.get("contentType") == "text/html"]
    return any("<attachment id=" in str(each.get("content") or "") for each in said)


def _read(attachment: object, connector: str) -> tuple[File, Address] | None:
    """A file of a message and where it lies; None for what is no file."""
    if not isinstance(attachment, Mapping):
        return None
    kind = str(attachment.get("contentType") or "").casefold()
    content = attachment.get("content")
    pasted = kind.startswith("image/")
    if pasted:
        address, other = str(attachment.get("contentUrl") or ""), _NAMES_OF.get(kind, "bild")
    elif kind == SENT_FILE and isinstance(content, Mapping):
        address, other = str(content.get("downloadUrl") or ""), "filen"
    else:
        return None
    ours = pasted and is_of(address, connector)
    found = Address(address if ours or is_microsofts(address, connector) else "", ours)
    return File(teams_files.name_of(address), clean(str(attachment.get("name") or "")) or other), found


def _content(answer: httpx.Response, found: Address, until: float) -> Fetched | NotFetched:
    """What was answered. Raises TimeoutError when it takes too long: others wait."""
    if answer.status_code in (404, 410):
        return NotFetched("file_deleted")
    if answer.status_code in (401, 403):
        return NotFetched("not_ours", _MENDABLE) if found.ours else NotFetched("link_expired")
    if not answer.is_success:
        return NotFetched(f"http_{answer.status_code}", _seconds(answer.headers.get("retry-after", "")))
    if answer.headers.get("content-type", "").startswith("text/html"):
        return NotFetched("link_only")  # a page to sign in at: some apps share a link in the file's place
    content = bytearray()
    for chunk in answer.iter_bytes(1 << 16):
        content += chunk
        if len(content) > MOST_BYTES:
            return NotFetched("too_large")
        if time.monotonic() > until:
            raise TimeoutError
    return Fetched(bytes(content))


def _seconds(written: str) -> float:
    return max(_SOON, float(written)) if written.isdecimal() and len(written) < 6 else _SOON
