"""The files on people's messages and in their forms, fetched with the assistant's own token.

Docs: 'files.info', 'Working with files' (url_private_download opens with a bearer token, and is a page to sign
in at without one). Scope: files:read.
"""

import http.client
import time
import urllib.request
from collections.abc import Iterable, Mapping
from email.message import Message
from typing import IO, Any
from urllib.error import HTTPError
from urllib.parse import urlsplit

from slack_sdk import WebClient

from bot.receipts import MOST_BYTES
from bot.signs import clean
from handlers.calls import Failure
from handlers.requests import Fetched, File, NotFetched
from handlers.slack.client import attempt, once

_TIMEOUT = 10  # seconds of silence
_AT_MOST = 20  # seconds for a whole file
_MENDABLE = 900.0  # seconds until a refusal that an administrator can mend is asked about again
_SOON = 60.0
_GONE = ("file_not_found", "file_deleted")


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """The token goes nowhere but where Slack's own address says."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        return None


class Files:
    """Implements `handlers.requests.Fetch`."""

    def __init__(self, client: WebClient) -> None:
        self._client = once(client, _TIMEOUT)
        proxies = {"http": client.proxy, "https": client.proxy} if client.proxy else {}
        self._open = urllib.request.build_opener(
            _NoRedirects, urllib.request.ProxyHandler(proxies), urllib.request.HTTPSHandler(context=client.ssl)
        ).open

    def __call__(self, file_id: str) -> Fetched | NotFetched:
        """The file of that id, at most MOST_BYTES long."""
        answer = attempt(lambda: self._client.files_info(file=file_id))
        if isinstance(answer, Failure):
            final = answer.reason in _GONE
            return NotFetched(answer.reason, 0 if final else max(answer.retry_after, _wait(answer)))
        file = answer.get("file") or {}
        address = str(file.get("url_private_download") or "")
        if file.get("mode") == "tombstone" or not address:
            return NotFetched("file_deleted")
        if int(file.get("size") or 0) > MOST_BYTES:
            return NotFetched("too_large")
        if not self._is_slacks(address):
            return NotFetched("external")
        return self._download(address, str(file.get("mimetype") or ""))

    def _is_slacks(self, address: str) -> bool:
        """Whether the token may be shown there: Slack itself, or where its API is."""
        there, ours = urlsplit(address), urlsplit(self._client.base_url)
        slack = there.scheme == "https" and (there.hostname or "").endswith(".slack.com")
        return slack or (there.scheme, there.netloc) == (ours.scheme, ours.netloc)

    def _download(self, address: str, mimetype: str) -> Fetched | NotFetched:
        request = urllib.request.Request(address, headers={"Authorization": f"Bearer {self._client.token}"})  # noqa: S310 - its address was looked at
        try:
            with self._open(request, timeout=_TIMEOUT) as answer:
                content = _read(answer)
                page = answer.headers.get_content_type() == "text/html" and mimetype != "text/html"
        except HTTPError as error:
            return NotFetched("file_deleted") if error.code in (404, 410) else NotFetched(f"http_{error.code}", _SOON)
        except (OSError, ValueError, http.client.HTTPException) as error:
            return NotFetched(type(error).__name__, _SOON)
        if page:
            return NotFetched("sign_in", _MENDABLE)
        return Fetched(content) if len(content) <= MOST_BYTES else NotFetched("too_large")


def own_files(listed: Iterable[Mapping[str, Any]]) -> tuple[File, ...]:
    """Of the files of a message or a form those that are Slack's own to give (docs: 'File object')."""
    kept = [file for file in listed if file.get("id") and file.get("mode") != "tombstone"]
    return tuple(File(str(file["id"]), clean(str(file.get("name") or "filen"))) for file in kept)


def _read(answer: Any) -> bytes:
    """All of it, or a byte more than is allowed. Raises OSError when it takes too long: others wait."""
    content, until = bytearray(), time.monotonic() + _AT_MOST
    while len(content) <= MOST_BYTES and (chunk := answer.read1(1 << 16)):
        content += chunk
        if time.monotonic() > until:
            raise TimeoutError
    if answer.length and len(content) <= MOST_BYTES:  # what was promised and did not come
        raise http.client.IncompleteRead(bytes(content))
    return bytes(content)


def _wait(failure: Failure) -> float:
    return _MENDABLE if failure.kind == "refused" else _SOON
