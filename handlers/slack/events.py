"""What is said to the assistant without a command: direct messages, mentions, and a look at its own page.

Docs: 'message.im event', 'app_mention event', 'app_home_opened event', 'The Events API' (an event that is not
acknowledged within three seconds comes again, under the same event_id).
"""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack

from handlers.once import Seen
from handlers.outbox import Outbox
from handlers.requests import Home, Said
from handlers.slack.asking import Asking
from handlers.slack.deliver import Delivery
from handlers.slack.listeners import LEADING, files, mention
from handlers.slack.modal import Origin
from handlers.slack.plain import message as as_written

Json = dict[str, Any]


class Events:
    """One method for each kind of event."""

    def __init__(
        self,
        asking: Asking,
        outbox: Outbox,
        delivery: Delivery,
        bot_user_id: str,
        channel: str,
        name: Callable[[str], str] | None,
    ) -> None:
        """`channel`: the group's, where an answer to a mention may be read by those who are there."""
        self._asking = asking
        self._outbox = outbox
        self._delivery = delivery
        self._channel = channel
        self._name = name
        self._mention = mention(bot_user_id)
        self._seen = Seen()

    def message(self, ack: Ack, body: Json) -> None:
        """A direct message. What is edited, deleted, or said by a bot is nobody's request."""
        event = body["event"]
        if event.get("channel_type") == "im" and event.get("subtype") in (None, "file_share", "thread_broadcast"):
            self._said(body, event)
        ack()

    def mention(self, ack: Ack, body: Json) -> None:
        """A message in a channel that calls the assistant by name."""
        self._said(body, body["event"])
        ack()

    def home(self, ack: Ack, body: Json) -> None:
        """Somebody looks at the assistant's own page: nothing is saved, so that it is made after the acknowledgement."""
        event = body["event"]
        ack()
        if event.get("tab") == "home" and self._is_new(body):
            who = event["user"]
            self._outbox.submit(lambda: self._delivery.publish(who, self._asking(who, body, Home())))

    def _said(self, body: Json, event: Json) -> None:
        if not event.get("user") or event.get("bot_id") or not self._is_new(body):
            return
        who, channel = event["user"], event["channel"]
        text = as_written(self._mention.sub(" ", event.get("text") or ""), self._name)
        under = f"{channel}:{event['thread_ts']}" if event.get("thread_ts") else ""
        said = Said(text.strip(LEADING), files(event), f"{channel}:{event['ts']}", under)
        reply = self._asking(who, body, said)
        origin = Origin(channel, thread=str(event.get("thread_ts") or event["ts"]))
        open_to_all = not origin.alone and channel == self._channel
        self._outbox.submit(lambda: self._delivery.in_thread(who, reply, origin, open_to_all=open_to_all))

    def _is_new(self, body: Json) -> bool:
        """False for an event that came before: it is answered already, or just now."""
        return self._seen.is_new(str(body.get("event_id") or ""))
