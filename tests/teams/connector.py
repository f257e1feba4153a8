"""A stand-in for the Bot Connector on loopback: what Teams is to the assistant, keys and faults and all.

Docs: 'Bot Connector API reference', 'Send proactive messages', 'Get Teams specific context for your bot'. It knows
Teams and nothing of the assistant, which reaches it as it reaches Teams. What people do is in `driver.py`.
"""

import json
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

from tests.teams import keys
from tests.teams.cards import Card, card_of
from tests.teams.people import PEOPLE, TENANT, Person

Json = dict[str, Any]
T = TypeVar("T")

LARGEST = 28 * 1024  # bytes of a message, as the docs say
CHANNEL, GROUP_CHAT, TEAM = "19:yh-samverkan@thread.tacv2", "19:gruppchatt@thread.v2", "19:teamet@thread.tacv2"
BOT: Json = {"id": f"28:{keys.CLIENT_ID}", "name": "YH-assistenten"}


@dataclass
class Message:
    """A message in a conversation: the assistant's, or somebody's. `thread`: the message it stands under."""

    id: str
    conversation: str
    activity: Json
    thread: str = ""
    sender: Person | None = None  # None: the assistant
    edited: int = 0
    views: dict[str, Card] = field(default_factory=dict)  # what a press made of it for one person, until it is edited

    @property
    def card(self) -> Card | None:
        return card_of(self.activity)

    @property
    def shown(self) -> str:
        """Its words as everybody sees them."""
        return self.card.shown if self.card else str(self.activity.get("text") or "")

    def card_for(self, who: Person) -> Card:
        card = self.views.get(who.id) or self.card
        assert card is not None, "no card"
        return card


@dataclass
class Conversation:
    id: str
    kind: str  # personal, groupChat, channel
    members: list[Person]
    messages: list[Message] = field(default_factory=list)


@dataclass
class Fault:
    """What goes wrong the next `times` times somebody calls `what` (send, update, open, member, members, keys).

    `done`: it is carried out all the same. `drop`: the line breaks. `until`: no answer before that is set.
    """

    what: str
    status: int = 500
    retry_after: str = ""
    code: str = ""
    times: int = 1
    done: bool = False
    drop: bool = False
    until: threading.Event | None = None


class Connector:
    """Conversations, and who is in them; `sent` is every message of the assistant in the order they came."""

    def __init__(self, people: Sequence[Person] = PEOPLE) -> None:
        self.people = list(people)
        self.sent: list[Message] = []
        self.calls: list[tuple[str, str]] = []  # method and path of each that came
        self.faults: list[Fault] = []
        self.key_set = keys.key_set()
        self.changed = threading.Condition(threading.RLock())
        self.conversations: dict[str, Conversation] = {}
        present = [person for person in self.people if person.in_channel]
        for conversation in (
            *(Conversation(personal_id(person), "personal", [person]) for person in self.people),
            Conversation(CHANNEL, "channel", list(present)),
            Conversation(GROUP_CHAT, "groupChat", list(present)),
        ):
            self.conversations[conversation.id] = conversation
        self._last_id = 1_710_406_800_000

    # starting and stopping

    def start(self) -> None:
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def service_url(self) -> str:
        return f"{self.url}/teams/"

    @property
    def openid_url(self) -> str:
        return f"{self.url}/v1/.well-known/openidconfiguration"

    # what the tests ask and arrange

    def fault(self, what: str, **how: Any) -> None:
        self.faults.append(Fault(what, **how))

    def messages(self, conversation: str | Person) -> list[Message]:
        """All of a conversation, or of somebody's own with the assistant."""
        found = conversation if isinstance(conversation, str) else personal_id(conversation)
        return self.conversations[found].messages

    def answers(self, conversation: str | Person) -> list[Message]:
        """What the assistant has said there."""
        return [message for message in self.messages(conversation) if message.sender is None]

    def wait_for(self, condition: Callable[[], T], timeout: float = 10) -> T:
        """Waits until `condition` holds; asked again each time something has come."""
        found: list[T] = []

        def holds() -> bool:
            found[:] = [condition()]
            return bool(found[0])

        with self.changed:
            assert self.changed.wait_for(holds, timeout), (
                f"did not come; last: {[each.shown for each in self.sent[-3:]]}"
            )
        return found[0]

    def next_id(self) -> str:
        with self.changed:
            self._last_id += 1000
            return str(self._last_id)

    # what the assistant asks for

    def serve(self, method: str, path: str, body: Json) -> tuple[int, Json]:
        """An answer: status and JSON."""
        for pattern, what in _ROUTES:
            if match := re.fullmatch(pattern, f"{method} {path}"):
                parts = [unquote(part) for part in match.groups()]
                return getattr(self, f"_{what}")(*parts, body)  # type: ignore[no-any-return]
        return 404, _error("NotFound")

    def _keys(self, body: Json) -> tuple[int, Json]:
        return 200, self.key_set

    def _open(self, body: Json) -> tuple[int, Json]:
        asked = str(body["members"][0]["id"])
        person = next((each for each in self.people if asked in (each.id, each.aad, each.account)), None)
        if person is None or not body.get("tenantId"):
            return 403, _error("ForbiddenOperationException")
        return 201, {"id": personal_id(person)}

    def _send(self, conversation: str, body: Json) -> tuple[int, Json]:
        place, _, thread = conversation.partition(";messageid=")
        if place not in self.conversations:
            return 404, _error("ConversationNotFound")
        if len(json.dumps(body, ensure_ascii=False).encode()) > LARGEST:
            return 413, _error("MessageSizeTooBig")
        with self.changed:
            message = Message(self.next_id(), place, body, thread)
            self.conversations[place].messages.append(message)
            self.sent.append(message)
            self.changed.notify_all()
        return 201, {"id": message.id}

    def _update(self, conversation: str, message_id: str, body: Json) -> tuple[int, Json]:
        found = self.found(conversation.partition(";")[0], message_id)
        if found is None or found.sender:
            return 404, _error("MessageNotFound")
        with self.changed:
            found.activity, found.edited = body, found.edited + 1
            found.views.clear()
            self.changed.notify_all()
        return 200, {"id": message_id}

    def _member(self, conversation: str, member: str, body: Json) -> tuple[int, Json]:
        place = self.conversations.get(conversation.partition(";")[0])
        person = next((each for each in place.members if member in (each.id, each.aad)), None) if place else None
        return (200, dict(person.member())) if person else (404, _error("MemberNotFoundInConversation"))

    def _members(self, conversation: str, body: Json) -> tuple[int, Json]:
        place = self.conversations.get(conversation.partition(";")[0])
        return (200, {"members": [each.member() for each in place.members]}) if place else (404, _error("NotFound"))

    def found(self, conversation: str, message_id: str) -> Message | None:
        messages = self.conversations[conversation].messages if conversation in self.conversations else []
        return next((message for message in messages if message.id == message_id), None)

    def taken_fault(self, method: str, path: str) -> Fault | None:
        """What is to go wrong with this call."""
        what = next((what for pattern, what in _ROUTES if re.fullmatch(pattern, f"{method} {path}")), "")
        with self.changed:
            self.calls.append((method, path))
            fault = next((each for each in self.faults if each.what == what and each.times > 0), None)
            if fault:
                fault.times -= 1
            self.changed.notify_all()
        return fault


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller who hung up is what some tests are about."""


def personal_id(person: Person) -> str:
    """Somebody's own conversation with the assistant."""
    return f"a:1{person.aad[-12:]}"


_PLACE = r"/teams/v3/conversations/([^/]+)"
_ROUTES = (
    (r"GET /v1/\.well-known/keys", "keys"),
    (r"POST /teams/v3/conversations", "open"),
    (rf"POST {_PLACE}/activities", "send"),
    (rf"PUT {_PLACE}/activities/([^/]+)", "update"),
    (rf"GET {_PLACE}/members/([^/]+)", "member"),
    (rf"GET {_PLACE}/pagedmembers", "members"),
)


def _error(code: str) -> Json:
    return {"error": {"code": code, "message": code}}


def _handler(connector: Connector) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            content = self.rfile.read(int(self.headers.get("content-length") or 0))
            path = urlsplit(self.path).path
            known = path.startswith("/v1/") or len(self.headers.get("authorization", "").split(".")) == 3
            fault = connector.taken_fault(self.command, path)
            status, said = 401, _error("Unauthorized")
            if known and (fault is None or fault.done or fault.until):
                status, said = connector.serve(self.command, path, json.loads(content or b"{}"))
            if fault and fault.until:
                fault.until.wait(20)
            elif fault and fault.drop:
                self.close_connection = True
                return
            elif fault:
                status, said = fault.status, _error(fault.code)
            self._write(status, said, fault.retry_after if fault else "")

        do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815 - http.server's names

        def _write(self, status: int, said: Json, retry_after: str) -> None:
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            if retry_after:
                self.send_header("retry-after", retry_after)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing."""

    return Handler


__all__ = [
    "BOT",
    "CHANNEL",
    "GROUP_CHAT",
    "TEAM",
    "TENANT",
    "Connector",
    "Conversation",
    "Fault",
    "Message",
    "personal_id",
]
