"""Answers that come after the acknowledgement: through response_url, else by the Web API.

Docs: 'Handling user interaction' (a response_url takes five messages within half an hour),
'chat.postEphemeral' (in a thread only while it is under way), 'chat.update', 'conversations.open',
'views.publish'; a file goes by 'files.getUploadURLExternal' and 'files.completeUploadExternal', which takes no
person's id for a conversation's. Scopes: chat:write, im:write, files:write.
"""

import http.client
import logging
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookClient

from bot.reply import Attachment, Reply
from bot.views.help import elsewhere_personal, elsewhere_private
from handlers.calls import Failure
from handlers.failure import unexpected, unmade, unsent
from handlers.slack.client import attempt, once, sdk_logger
from handlers.slack.draw import home
from handlers.slack.modal import Origin
from handlers.slack.ways import BLOCK_ERRORS, ways

Json = dict[str, Any]
Wait = Callable[[float], None]

logger = logging.getLogger(__name__)

_TIMEOUT = 5  # seconds; the person has seen the acknowledgement already
_PATIENCE = 30  # seconds that an answer waits for at most when Slack asks for it
_URL_LIVES = 29 * 60  # seconds, a minute short of Slack's thirty


class Delivery:
    """Takes an answer to the person by the first way that is open."""

    def __init__(
        self, client: WebClient, now: Callable[[], float], page: Callable[[str], Reply], wait: Wait = time.sleep
    ) -> None:
        """`now`: seconds since 1970. `page` makes a person's own page anew; `wait` waits so many seconds."""
        self._client = once(client, _TIMEOUT)
        self._now = now
        self._page = page
        self._wait = wait

    def deliver(self, who: str, reply: Reply, origin: Origin, *, unmoved: bool = False) -> None:
        """The reply takes the place of the card it came from, or stands beside it.

        Only `who` sees it, but in the place of a message that others saw already. `unmoved`: the person's own page
        shows it where the card stands, so that nothing moves under the pointer.
        """
        if not reply.plain().strip() and not reply.buttons:
            return
        if not (
            (origin.home and self._on_page(who, reply, unmoved))
            or (origin.card and origin.channel and self._in_place(reply, origin))
            or (origin.alone and self._post(reply, origin.channel, origin.thread or origin.card))
            or (not origin.thread and self._by_response_url(reply, origin))
            or (origin.channel and self._ephemeral(who, reply, origin))
            or self._direct(who, reply)
        ):
            logger.error("ett svar kunde inte lämnas: ingen väg öppen")
        self.attach(who, reply, origin)

    def in_thread(self, who: str, reply: Reply, origin: Origin, *, open_to_all: bool) -> None:
        """The answer to something that was said, under it.

        Not `open_to_all`, or with personal data in it: there stands only where the answer is, and it comes privately.
        """
        self._said(who, reply, origin, open_to_all)
        self.attach(who, reply, origin)

    def _said(self, who: str, reply: Reply, origin: Origin, open_to_all: bool) -> None:
        there = origin.alone or (open_to_all and not reply.is_private)
        if there and self._post(reply if origin.alone else reply.discreet(), origin.channel, origin.thread):
            return
        if not self._direct(who, reply):
            logger.error("ett svar kunde inte lämnas: ingen väg öppen")
        elif not there:
            pointer = elsewhere_personal() if open_to_all else elsewhere_private()
            self._post(pointer, origin.channel, origin.thread)

    def attach(self, who: str, reply: Reply, origin: Origin) -> None:
        """The answer's files, one by one: to `who` alone, and told of where the answer is when one cannot come.

        Then what was to be said later, in the same way.
        """
        beside = replace(origin, replace=False, card="", home=False)
        for file in reply.files:
            if (sorry := self._sent(who, file, origin)) is not None:
                self.deliver(who, sorry, beside)
        if reply.later:
            self.deliver(who, _made(reply.later), beside)

    def _sent(self, who: str, file: Attachment, origin: Origin) -> Reply | None:
        """What to say of a file that could not be made or sent."""
        try:
            content = file.make()
        except Exception as error:  # whatever it was, the person waits for it
            return unmade(file.name, error)
        answer = self._upload(who, file.name, content, origin)
        if not isinstance(answer, Failure):
            return None
        logger.warning("files: %s (%s)", answer.reason, answer.kind)
        return unsent(file.name, answer)

    def _upload(self, who: str, name: str, content: bytes, origin: Origin) -> SlackResponse | Failure:
        """Into the person's own conversation with the assistant: under what was said there, else by itself."""
        under = origin.thread if origin.alone else ""  # a command may be written in others' private conversations
        channel = origin.channel if under else ""
        if not channel:
            opened = self._patient(lambda: self._client.conversations_open(users=[who]))
            if isinstance(opened, Failure):
                return opened
            channel = str((opened.get("channel") or {}).get("id") or "")
        return self._patient(
            lambda: self._client.files_upload_v2(
                channel=channel, thread_ts=under or None, filename=name, title=name, file=content
            )
        )

    def publish(self, who: str, page: Reply) -> bool:
        """The person's own page. Docs: 'views.publish'."""
        answer = self._patient(lambda: self._client.views_publish(user_id=who, view=home(page)))
        if isinstance(answer, Failure):
            logger.warning("views.publish: %s", answer.reason)
        return not isinstance(answer, Failure)

    def _on_page(self, who: str, reply: Reply, unmoved: bool) -> bool:
        """The page as it is now, with the answer on top unless it shows the same card, and nothing shall move."""
        page = self._page(who)
        there = {button.value for part in page.parts for button in part.buttons}
        if unmoved and all(button.value in there for button in reply.buttons):
            return self.publish(who, page)
        return self.publish(who, Reply(parts=(reply, *page.parts)))

    def _in_place(self, reply: Reply, origin: Origin) -> bool:
        """In the place of our own message; what is personal never takes that of one that others see."""
        if reply.beside or (reply.is_private and not origin.alone):
            return False
        empty: Json = {"blocks": []}  # takes the card's old blocks away where the new message has none of its own
        return self._called(
            "chat.update", reply if origin.alone else reply.discreet(),
            lambda body: self._client.chat_update(channel=origin.channel, ts=origin.card, **(empty | body)),
        )  # fmt: skip

    def _by_response_url(self, reply: Reply, origin: Origin) -> bool:
        if not origin.response_url or (origin.issued and self._now() - origin.issued > _URL_LIVES):
            return False
        way: Json = {"replace_original": origin.replace and not reply.beside, "response_type": "ephemeral"}
        error = ""
        for body in ways(reply):
            error = self._hook(origin.response_url, {"blocks": []} | body | way)
            if error not in BLOCK_ERRORS:
                break
            logger.error("response_url: %s, skickas enklare", error)
        if error:
            logger.warning("response_url: %s", error)
        return not error

    def _hook(self, url: str, body: Json) -> str:
        """The name of what went wrong; empty when Slack took it."""
        hook = WebhookClient(
            url,
            timeout=_TIMEOUT,
            ssl=self._client.ssl,
            proxy=self._client.proxy,
            logger=sdk_logger,
            retry_handlers=[],
        )
        try:
            answer = hook.send_dict(body)
        except (OSError, ValueError, http.client.HTTPException, SlackClientError) as error:
            return type(error).__name__
        known = next((name for name in BLOCK_ERRORS if name in (answer.body or "")), "")
        if answer.status_code == 200 and not known and '"ok":false' not in (answer.body or "").replace(" ", ""):
            return ""
        return known or f"http_{answer.status_code}"

    def _ephemeral(self, who: str, reply: Reply, origin: Origin) -> bool:
        """Scope: chat:write. Not possible in a conversation that the app is not part of."""
        under: Json = {"thread_ts": origin.thread} if origin.thread else {}
        return self._called(
            "chat.postEphemeral", reply,
            lambda body: self._client.chat_postEphemeral(channel=origin.channel, user=who, **under, **body),
        )  # fmt: skip

    def _direct(self, who: str, reply: Reply) -> bool:
        opened = self._patient(lambda: self._client.conversations_open(users=[who]))
        if isinstance(opened, Failure):
            logger.warning("conversations.open: %s", opened.reason)
            return False
        return self._post(reply, str((opened.get("channel") or {}).get("id") or ""), "")

    def _post(self, reply: Reply, channel: str, thread: str) -> bool:
        """One message; in doubt: an answer twice is better than none."""
        under: Json = {"thread_ts": thread} if thread else {}
        return self._called(
            "chat.postMessage", reply,
            lambda body: self._client.chat_postMessage(
                channel=channel, unfurl_links=False, unfurl_media=False, **under, **body
            ),
        )  # fmt: skip

    def _called(self, method: str, reply: Reply, call: Callable[[Json], SlackResponse]) -> bool:
        """Whether Slack took the answer: as it should be, else in the next of its ways."""
        answer: SlackResponse | Failure = Failure("refused", "invalid_blocks")
        for body in ways(reply):
            answer = self._patient(partial(call, body))
            if not (isinstance(answer, Failure) and answer.reason in BLOCK_ERRORS):
                break
            logger.error("%s: %s, skickas enklare", method, answer.reason)
        if isinstance(answer, Failure):
            logger.warning("%s: %s", method, answer.reason)
        return not isinstance(answer, Failure)

    def _patient(self, call: Callable[[], SlackResponse]) -> SlackResponse | Failure:
        """The call, and once more where Slack asked for a little patience: nothing was done then."""
        answer = attempt(call)
        if isinstance(answer, Failure) and answer.kind == "later" and answer.retry_after <= _PATIENCE:
            self._wait(answer.retry_after)
            answer = attempt(call)
        return answer


def _made(later: Callable[[], Reply]) -> Reply:
    try:
        return later()
    except Exception as error:  # whatever it was, the person waits for it
        return unexpected(error)
