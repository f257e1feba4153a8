"""Slack over HTTP: one address for commands, buttons, forms and events.

Docs: 'Verifying requests from Slack'. Bolt does that too, but takes the body apart first, and fails at a signature
that is no ASCII. Its own adapter would run the synchronous dispatch on the event loop and let one slow answer hold up
all the others.
"""

from anyio import CapacityLimiter, to_thread
from slack_bolt import App
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from slack_sdk.signature import SignatureVerifier
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from handlers.web import read_body

PATH = "/slack/events"
AT_ONCE = (
    2  # threads: more of them compete for the interpreter, and the last of fifty asked at once waits half as long again
)


def routes(bolt_app: App, signing_secret: str) -> list[Route]:
    """POST /slack/events. 413 for a body over 1 MiB, 401 for a bad signature, 400 for what Slack never sends."""

    verifier = SignatureVerifier(signing_secret)
    limiter = CapacityLimiter(AT_ONCE)

    async def events(request: Request) -> Response:
        body = await read_body(request)
        if body is None:
            return PlainTextResponse("too large", 413)
        if not _is_from_slack(verifier, body, request):
            return PlainTextResponse("not from Slack", 401)
        try:
            bolt_request = to_bolt_request(request, body)
        except Exception:  # no UTF-8, no JSON, no object, too deep
            return PlainTextResponse("unreadable", 400)
        return to_starlette_response(await to_thread.run_sync(bolt_app.dispatch, bolt_request, limiter=limiter))

    return [Route(PATH, events, methods=["POST"])]


def _is_from_slack(verifier: SignatureVerifier, body: bytes, request: Request) -> bool:
    """Whether it is signed, and within the last five minutes."""
    at, signature = (request.headers.get(f"x-slack-{name}", "") for name in ("request-timestamp", "signature"))
    try:
        return at.isascii() and signature.isascii() and verifier.is_valid(body, at, signature)
    except (ValueError, OverflowError):  # the time is none
        return False
