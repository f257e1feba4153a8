"""What people do in Teams, told to the assistant as Teams tells it: signed activities to its own address.

Docs: 'Conversation basics', 'Channel and group conversations', 'Universal Actions for Adaptive Cards', 'Bot activity
handlers'. A driver has a `Connector`, and knows nothing of the assistant but its address.
"""

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from tests.teams import keys
from tests.teams.cards import CARD, Card
from tests.teams.connector import BOT, CHANNEL, TEAM, Connector, Message, personal_id
from tests.teams.people import TENANT, Person

Json = dict[str, Any]

PERSONAL = ""  # the conversation of whoever does it with the assistant


@dataclass(frozen=True)
class Exchange:
    """What the assistant answered Teams: the status, and its JSON (none for a message)."""

    status: int
    body: Json

    @property
    def card(self) -> Card:
        """The card that takes the pressed one's place."""
        assert self.body.get("type") == CARD, self.body
        return Card(self.body["value"])

    @property
    def told(self) -> str:
        """The words that Teams shows beside the card, when it is no card."""
        value = self.body.get("value")
        return str(value.get("message") if isinstance(value, dict) else value or "")


class Driver:
    """The people of a Connector's Teams. Set `assistant_url` to where the assistant listens."""

    def __init__(self, connector: Connector, assistant_url: str = "") -> None:
        self.connector = connector
        self.assistant_url = assistant_url
        self._client = httpx.Client(timeout=20)

    def close(self) -> None:
        self._client.close()

    def await_ready(self, health_url: str) -> None:
        """Waits until the assistant says that it is well."""
        self._await(lambda: self._client.get(health_url).status_code == 200)

    def await_listening(self) -> None:
        """Waits until somebody listens."""
        self._await(lambda: self._client.get(self.assistant_url).status_code == 405)

    def _await(self, holds: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            try:
                if holds():
                    return
            except httpx.ConnectError:
                time.sleep(0.01)
        raise TimeoutError("the assistant did not become ready")

    def say(self, text: str, who: Person, conversation: str = PERSONAL, *, thread: str = "", **more: Any) -> Exchange:
        """A message; in a channel or a group chat one that calls the assistant by name, unless it does already.

        `thread`: the channel's message it stands under. `more` is put into the activity.
        """
        place = conversation or personal_id(who)
        if conversation and "<at>" not in text:
            text = f"<at>{BOT['name']}</at> {text}"
        activity = self.activity(who, place, "message", thread=thread) | {
            "text": text,
            "textFormat": "plain",
            "entities": [
                {"type": "clientInfo", "locale": "sv-SE", "country": "SE", "platform": "Web", "timezone": "Europe/Stockholm"},
                *self._mentions(text),
            ],
            "attachments": [{"contentType": "text/html", "content": f"<p>{text}</p>"}],
        }  # fmt: skip
        activity |= more
        with self.connector.changed:
            message = Message(activity["id"], place, activity, thread, sender=who)
            self.connector.conversations[place].messages.append(message)
        return self.post(activity)

    def press(self, message: Message, label: str, who: Person, values: Json | None = None, **how: Any) -> Exchange:
        """Presses the first button of that name on the message as `who` sees it, with the fields' `values`."""
        card = message.card_for(who)
        action = card.action(label)
        data = dict(action.get("data") or {})
        if action.get("associatedInputs") != "none":
            data |= card.filled(values or {}, **how)
        return self.execute(message, {"type": "Action.Execute", "verb": action.get("verb"), "data": data}, who)

    def fill(self, message: Message, values: Json, who: Person, label: str = "Spara", **how: Any) -> Exchange:
        """Fills in the form on the message and sends it."""
        return self.press(message, label, who, values, **how)

    def execute(self, message: Message, action: Json, who: Person, **more: Any) -> Exchange:
        """A card's action; what the assistant answers takes the card's place for `who`, as Teams has it."""
        activity = self.activity(who, message.conversation, "invoke", thread=message.thread) | {
            "id": f"f:{self.connector.next_id()}",
            "name": "adaptiveCard/action",
            "value": {"action": action, "trigger": "manual"},
            "replyToId": message.id,
        }
        exchange = self.post(activity | more)
        if exchange.body.get("type") == CARD:
            with self.connector.changed:
                message.views[who.id] = exchange.card
        return exchange

    def install(self, who: Person, conversation: str = PERSONAL) -> Exchange:
        """The assistant is put into a conversation: Teams tells of it in two ways."""
        place = conversation or personal_id(who)
        self.post(self.activity(who, place, "installationUpdate") | {"action": "add"})
        added = [{"id": BOT["id"]}] if conversation else [{"id": BOT["id"]}, {"id": who.id, "aadObjectId": who.aad}]
        return self.post(self.activity(who, place, "conversationUpdate") | {"membersAdded": added})

    def activity(self, who: Person, place: str, kind: str, *, thread: str = "") -> Json:
        """What all activities have."""
        conversation = self.connector.conversations[place]
        activity_id = self.connector.next_id()
        said: Json = {"id": place, "conversationType": conversation.kind}
        said["tenantId"] = who.tenant if conversation.kind == "personal" else TENANT
        channel_data: Json = {"tenant": {"id": who.tenant}}
        if conversation.kind == "channel":
            said["id"] = f"{place};messageid={thread or activity_id}"
            channel_data |= {
                "teamsChannelId": CHANNEL,
                "teamsTeamId": TEAM,
                "channel": {"id": CHANNEL},
                "team": {"id": TEAM},
            }
        if conversation.kind != "personal":
            said["isGroup"] = True
        return {
            "type": kind, "id": activity_id, "timestamp": "2024-03-14T08:00:00.000Z",
            "localTimestamp": "2024-03-14T09:00:00.000+01:00", "channelId": "msteams", "serviceUrl": self.connector.service_url,
            "from": {"id": who.id, "name": who.name, "aadObjectId": who.aad}, "recipient": dict(BOT),
            "conversation": said, "channelData": channel_data, "locale": "sv-SE", "localTimezone": "Europe/Stockholm",
        }  # fmt: skip

    def post(self, activity: Json, token: str | None = None, **headers: str) -> Exchange:
        """To the assistant, signed as Teams does; `token` instead of that, or none where it is empty."""
        if token is None:
            token = keys.signed(keys.claims(self.connector.service_url))
        return self.send(
            json.dumps(activity).encode(), {"authorization": f"Bearer {token}"} | headers if token else headers
        )

    def send(self, content: bytes, headers: dict[str, str]) -> Exchange:
        said = {name: value.encode("latin-1") for name, value in headers.items()}
        answer = self._client.post(
            self.assistant_url, content=content, headers={"content-type": b"application/json", **said}
        )
        return Exchange(answer.status_code, answer.json() if answer.content.startswith(b"{") else {})

    def _mentions(self, text: str) -> list[Json]:
        people = {person.name: {"id": person.id, "name": person.name} for person in self.connector.people}
        called = people | {BOT["name"]: dict(BOT)}
        return [
            {"type": "mention", "text": f"<at>{name}</at>", "mentioned": called[name]}
            for name in re.findall(r"<at>(.*?)</at>", text)
            if name in called
        ]
