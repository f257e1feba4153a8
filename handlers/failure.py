"""What is said and logged when something goes wrong with us: never what a person wrote."""

import logging
import secrets

from bot.reply import Reply
from handlers.calls import Failure
from handlers.logs import where

logger = logging.getLogger(__name__)

_NOT_SAVED = "Det gick inte att spara just nu, så inget är loggat."
_NOT_SHOWN = "Det gick inte att ta fram det just nu."
_AGAIN = "Försök igen om en stund. Händer det igen: kontakta administratören och uppge koden {code}."


def unexpected(error: BaseException, *, reading: bool = False) -> Reply:
    """Logs the exception's type and place under a code, and is the answer that gives the code.

    `reading`: nothing was to be saved.
    """
    code = secrets.token_hex(2).upper()
    logger.error("%s: %s at %s", code, type(error).__name__, where(error))
    return Reply(text=(f"{_NOT_SHOWN if reading else _NOT_SAVED} {_AGAIN.format(code=code)}",), beside=True)


def unread(error: BaseException) -> Reply:
    """When what was sent is no form of ours, or one of another time."""
    logger.warning("form: %s at %s", type(error).__name__, where(error))
    return Reply(text=("Jag kan inte läsa formuläret, så inget är sparat. Stäng det och öppna det igen.",), beside=True)


def unopened(reason: str) -> Reply:
    """When a form could not be opened; `reason` is the platform's name of the error."""
    code = secrets.token_hex(2).upper()
    logger.error("%s: views.open: %s", code, reason)
    return Reply(text=(f"Det gick inte att öppna formuläret just nu. {_AGAIN.format(code=code)}",), beside=True)


def unsent(name: str, failure: Failure) -> Reply:
    """When a file could not be sent with the answer that told of it."""
    if failure.reason == "too_large":
        said = f"{name} är för stor för att skickas här."
    elif failure.kind == "in_doubt":
        said = f"Jag vet inte om {name} kom fram. Saknas den, så be om den igen om en stund."
    elif failure.reason == "missing_scope":
        said = (
            f"Jag får inte skicka {name}. Be administratören lägga till files:write i Slack-appen under OAuth & "
            "Permissions, installera om den, och fråga sedan igen."
        )
    else:
        code = secrets.token_hex(2).upper()
        logger.error("%s: files: %s", code, failure.reason)
        said = f"Det gick inte att skicka {name} just nu. {_AGAIN.format(code=code)}"
    return Reply(text=(said,), beside=True)


def unmade(name: str, error: BaseException) -> Reply:
    """When a file that was promised could not be made."""
    code = secrets.token_hex(2).upper()
    logger.error("%s: files: %s at %s", code, type(error).__name__, where(error))
    return Reply(text=(f"Det gick inte att göra i ordning {name} just nu. {_AGAIN.format(code=code)}",), beside=True)


def undrawn(error: BaseException) -> None:
    """Logs that an answer could not be drawn: what it tells of is done all the same."""
    logger.error("draw: %s at %s", type(error).__name__, where(error))
