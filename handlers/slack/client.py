"""Slack's Web API, called once: what a failed call means, and a client that does not repeat by itself.

slack_sdk's own retries send a message twice when the first was accepted before the connection broke, so
every client here goes without.
"""

import http.client
import logging
import re
import socket
from collections.abc import Callable
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from handlers.calls import Failure

# slack_sdk's and Bolt's own loggers may write payloads at their lower levels, and those hold personal data.
sdk_logger = logging.getLogger("handlers.slack.sdk")
sdk_logger.setLevel(logging.WARNING)
# Bolt reads SLACK_BOT_TOKEN by itself and then warns that it does not need it: nothing an administrator can mend.
sdk_logger.addFilter(lambda record: "`token`" not in record.getMessage())


def _without_contents(record: logging.LogRecord) -> bool:
    """Of what the SDK says only what stands before the first colon: an answer or an exception's text follows."""
    record.msg, record.args = record.getMessage().partition(":")[0], None
    return True


sdk_logger.addFilter(_without_contents)

_ERROR_NAME = re.compile(r"[a-z_]{3,60}")
_SERVER_ERRORS = {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}
_PASSING_ERRORS = {"update_failed", "external_channel_migrating", "team_added_to_org"}
_RATE_ERRORS = {"ratelimited", "rate_limited", "message_limit_exceeded"}


def once(client: WebClient, timeout: int) -> WebClient:
    """A client like `client` that waits at most `timeout` seconds for the network and never repeats a call."""
    return WebClient(
        token=client.token,
        base_url=client.base_url,
        timeout=timeout,
        ssl=client.ssl,
        proxy=client.proxy,
        headers=client.headers,
        logger=sdk_logger,
        retry_handlers=[],
    )


def attempt(call: Callable[[], SlackResponse]) -> SlackResponse | Failure:
    """The answer of a call, or why there is none. Other exceptions than the network's and Slack's pass."""
    try:
        return call()
    except SlackApiError as error:
        return explain(error)
    except SlackClientError as error:  # an answer that is no answer
        return Failure("in_doubt", type(error).__name__)
    except (OSError, http.client.HTTPException) as error:
        return _of_network(error)


def explain(error: SlackApiError) -> Failure:
    """Docs: 'Rate limits'; 'chat.postMessage' says of server errors that part may have succeeded."""
    response: Any = error.response
    status = int(getattr(response, "status_code", 200) or 200)
    name = str(response.get("error") or "") if hasattr(response, "get") else ""
    reason = name if _ERROR_NAME.fullmatch(name) else f"http_{status}"
    if status == 429 or reason in _RATE_ERRORS:
        return Failure("later", "ratelimited", _retry_after(getattr(response, "headers", None) or {}))
    if status >= 500 or reason in _SERVER_ERRORS or (status < 400 and not _ERROR_NAME.fullmatch(name)):
        return Failure("in_doubt", reason)
    if reason in _PASSING_ERRORS:
        return Failure("later", reason, 60)
    return Failure("refused", reason)


def _retry_after(headers: Any) -> float:
    found = next((value for key, value in dict(headers).items() if key.lower() == "retry-after"), "")
    try:
        return max(1.0, float(found[0] if isinstance(found, list) else found))
    except (TypeError, ValueError, IndexError):
        return 30.0


def _of_network(error: Exception) -> Failure:
    """A name that is not found and a door that is shut were never passed; anything else may have been."""
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, ConnectionRefusedError | socket.gaierror):
        return Failure("later", type(cause).__name__, 30.0)
    return Failure("in_doubt", type(cause).__name__ if isinstance(cause, Exception) else "URLError")
