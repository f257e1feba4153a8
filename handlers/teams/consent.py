"""Files that answers bring, put in the person's OneDrive once the person has said yes.

Docs: 'Send and receive files using bot' (a file consent card, the invoke `fileConsent/invoke`, a file info card: in the
personal chat alone), 'Upload bytes to the upload session' (one PUT takes less than 60 MiB; never with a token).
"""

import logging
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import httpx

from bot.reply import Attachment, Reply
from handlers.asking import ask
from handlers.calls import Failure
from handlers.failure import unexpected, unmade, unsent
from handlers.requests import Incoming, Taken
from handlers.surfaces import Answer
from handlers.teams.api import Api, Json
from handlers.teams.places import is_microsofts

logger = logging.getLogger(__name__)

INVOKE = "fileConsent/invoke"
CARD = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"
MOST_BYTES = 50 * 1024 * 1024  # of all that waits: it is in memory
LIVES = timedelta(hours=1)
_SILENCE = httpx.Timeout(30, connect=5)  # seconds
_PATIENCE = 30.0  # seconds that a file waits for at most when OneDrive asks for it
_MEANT = "Säg ja, så lägger jag filen i din OneDrive. Den väntar på dig i en timme."
_NOT_HERE = "Filen finns inte kvar här. Be om den igen."


@dataclass
class _Waiting:
    """A file that `who` was asked about, in the conversation `where`. Without content once that is answered: the same
    answer may come twice."""

    who: str
    where: str
    name: str
    content: bytes
    until: datetime


class Consent:
    """What waits for a yes, each file for one person. After a restart nothing waits, and that is said."""

    def __init__(
        self,
        api: Api,
        answer: Answer,
        now: Callable[[], datetime],
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        """`answer`: asked once more whether the person may have the file, a good while after it was made.

        `now` is with time zone; `wait` waits so many seconds.
        """
        self._api = api
        self._answer = answer
        self._now = now
        self._wait = wait
        self._waiting: dict[str, _Waiting] = {}
        self._alone = threading.Lock()

    def attach(self, who: str, reference: Json, reply: Reply, say: Callable[[Reply], None]) -> None:
        """What comes after an answer: its files, asked about one by one in `who`'s own chat, and what was to be said later.

        `reference`: of that chat. `say` answers there. It may take seconds.
        """
        for file in reply.files:
            if sorry := self.offer(who, reference, file):
                say(sorry)
        if reply.later:
            more = _made(reply.later)
            say(more)
            self.attach(who, reference, more, say)

    def offer(self, who: str, reference: Json, file: Attachment) -> Reply | None:
        """Asks whether the file may be put in `who`'s OneDrive; what to say where it cannot be asked."""
        try:
            content = file.make()
        except Exception as error:  # whatever it was, the person waits for it
            return unmade(file.name, error)
        if not 0 < len(content) <= MOST_BYTES:
            return unsent(file.name, Failure("refused", "too_large" if content else "empty"))
        key = self._keep(_Waiting(who, _id(reference), file.name, content, self._now() + LIVES))
        card = {
            "description": _MEANT,
            "sizeInBytes": len(content),
            "acceptContext": {"file": key},
            "declineContext": {"file": key},
        }
        asked = {"contentType": CARD, "name": file.name, "content": card}
        message: Json = {"type": "message", "summary": f"{file.name}: {_MEANT}", "attachments": [asked]}
        answer = self._patient(lambda: self._api.send(reference, message))
        if not isinstance(answer, Failure):
            return None
        logger.warning("files: %s (%s)", answer.reason, answer.kind)
        if answer.kind != "in_doubt":  # the question may be there all the same
            self._forget(key)
        return unsent(file.name, answer)

    def invoked(self, who: str, team: str, reference: Json, value: object) -> Reply | None:
        """The person's answer, an invoke's `value`: what stands in the question's place; None: as it stands.

        Call it after the invoke was answered: a file takes seconds.
        """
        said = value if isinstance(value, dict) else {}
        waiting, again = self._taken(who, _id(reference), said.get("context"))
        if again:
            return None
        if waiting is None:
            return Reply(text=(_NOT_HERE,))
        if said.get("action") != "accept":
            return Reply(text=("Filen skickades inte.",))
        sorry = ask(self._answer, Incoming(who, team, "", self._now(), Taken()))
        if sorry.plain():
            return sorry
        place = said.get("uploadInfo")
        return self._put(reference, waiting, place if isinstance(place, dict) else {})

    def _put(self, reference: Json, waiting: _Waiting, place: Json) -> Reply:
        address = str(place.get("uploadUrl") or "")
        if not is_microsofts(address, str(reference["serviceUrl"])):
            return unsent(waiting.name, Failure("refused", "outside_teams"))
        answer = self._patient(lambda: _upload(address, waiting.content))
        if isinstance(answer, Failure):
            return unsent(waiting.name, answer)
        name = str(place.get("name") or waiting.name)
        info = {"uniqueId": place.get("uniqueId"), "fileType": place.get("fileType")}
        there = {"contentType": INFO, "contentUrl": place.get("contentUrl"), "name": name, "content": info}
        shown = self._patient(
            lambda: self._api.send(reference, {"type": "message", "summary": name, "attachments": [there]})
        )
        if isinstance(shown, Failure):  # it is there, and this says so
            logger.warning("files: %s (%s)", shown.reason, shown.kind)
        return Reply(text=(f"📎 {name} ligger i din OneDrive.",))

    def _keep(self, waiting: _Waiting) -> str:
        """Remembers it; what is past its time goes, and the oldest where there is no room."""
        key = secrets.token_hex(16)
        with self._alone:
            room = MOST_BYTES - len(waiting.content)
            for old, each in reversed(list(self._waiting.items())):
                room -= len(each.content)
                if room < 0 or each.until <= self._now():
                    del self._waiting[old]
            self._waiting[key] = waiting
        return key

    def _taken(self, who: str, where: str, context: object) -> tuple[_Waiting | None, bool]:
        """What waits for this person's answer, once; and whether it was answered before."""
        key = str(context.get("file") or "") if isinstance(context, dict) else ""
        with self._alone:
            found = self._waiting.get(key)
            if found is None or (found.who, found.where) != (who, where) or found.until <= self._now():
                return None, False
            self._waiting[key] = replace(found, content=b"")
        return found, not found.content

    def _forget(self, key: str) -> None:
        with self._alone:
            self._waiting.pop(key, None)

    def _patient(self, call: Callable[[], Json | Failure]) -> Json | Failure:
        """The call, and once more where a little patience was asked for: nothing was done then."""
        answer = call()
        if isinstance(answer, Failure) and answer.kind == "later" and answer.retry_after <= _PATIENCE:
            self._wait(answer.retry_after)
            answer = call()
        return answer


def _id(reference: Json) -> str:
    return str(reference["conversation"]["id"])


def _upload(address: str, content: bytes) -> Json | Failure:
    """The whole file by one call, with nothing of ours but the bytes: whoever has the address may write there."""
    size = len(content)
    headers = {"Content-Range": f"bytes 0-{size - 1}/{size}", "Content-Type": "application/octet-stream"}
    try:
        with httpx.Client(timeout=_SILENCE, follow_redirects=False) as client:
            answer = client.put(address, content=content, headers=headers)
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        return Failure("later", type(error).__name__, _PATIENCE / 3)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return Failure("in_doubt", type(error).__name__)
    if answer.status_code in (200, 201):
        return {}
    reason = f"http_{answer.status_code}"
    if answer.status_code in (429, 503):
        asked = answer.headers.get("retry-after", "")
        return Failure("later", reason, float(asked) if asked.isdecimal() and len(asked) < 6 else _PATIENCE / 3)
    return Failure("in_doubt" if answer.status_code >= 500 else "refused", reason)


def _made(later: Callable[[], Reply]) -> Reply:
    try:
        return later()
    except Exception as error:  # whatever it was, the person waits for it
        return unexpected(error)
