"""A workspace in emulate: people with tokens of their own, and the group's private channel."""

import json
import re
import subprocess
import time
import urllib.request
from html import unescape
from pathlib import Path
from typing import Any

import yaml
from slack_sdk import WebClient

from tests.emulate.relay import Call, Relay
from tests.ports import free_port

HERE = Path(__file__).parent
EMULATE = HERE / "node_modules" / ".bin" / "emulate"
MANIFEST = HERE.parents[1] / "manifest.yml"

BOT_TOKEN, BOT, APP, BOT_ID = "xoxb-test", "U0YHBOT", "A0YH", "B0YH"
TEAM = "T000000001"  # emulate's own, which a seed cannot change
MAJA, ANNA, UTE = "maja", "anna", "ute"  # the working group, its leader, and one who is not in the channel
NAMES = {MAJA: "Maja Lind", ANNA: "Anna Ek", UTE: "Ute Stående"}

Json = dict[str, Any]


def seed() -> Json:
    """What emulate starts with. The assistant has the scopes that its manifest asks for, and they are enforced."""
    scopes = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))["oauth_config"]["scopes"]["bot"]
    known = {"app_id": APP, "bot_id": BOT_ID, "bot_user_id": BOT, "scopes": scopes}
    people = [{"name": name, "real_name": full, "email": f"{name}@example.se"} for name, full in NAMES.items()]
    return {
        "strict_scopes": True,
        "users": people,
        "oauth_apps": [
            {"client_id": "1.1", "client_secret": "x", "name": "YH-assistenten", "redirect_uris": [], **known}
        ],
        "tokens": [
            {"token": BOT_TOKEN, "type": "bot", "user": BOT, **known},
            *({"token": f"xoxp-{name}", "type": "user", "user": name} for name in NAMES),
        ],
    }


class Workspace:
    """emulate as a process of its own, and what people see in it."""

    def __init__(self, folder: Path) -> None:
        """Starts it; `folder` is where the seed is written."""
        assert EMULATE.exists(), "`make emulate` installs it first"
        address = f"http://127.0.0.1:{free_port()}"
        written = folder / "seed.json"
        written.write_text(json.dumps({"slack": seed()}), encoding="utf-8")
        start = ["start", "--service", "slack", "--port", address.rpartition(":")[2]]
        self.relay = Relay(address)  # the address that emulate gives out: its files are opened by way of it
        self._process = subprocess.Popen(
            [EMULATE, *start, "--base-url", self.relay.address, "--seed", written], stdout=subprocess.DEVNULL
        )
        self.api_url = f"{self.relay.address}/api/"

    def fill(self) -> None:
        """Waits for emulate; then Anna makes the group's channel, and invites Maja and the assistant to it."""
        self._await(self.relay.emulate)
        people = self.client(ANNA).users_list()["members"]
        self.ids = {person["name"]: person["id"] for person in people}
        # as JSON: emulate does not read the SDK's is_private=1
        made = self.client(ANNA).api_call("conversations.create", json={"name": "yh", "is_private": True})
        self.channel = made["channel"]["id"]
        self.invite(self.ids[MAJA], BOT)

    def _await(self, address: str) -> None:
        deadline = time.monotonic() + 20
        while self._process.poll() is None and time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(address, timeout=1):
                    return
            except OSError:
                time.sleep(0.02)
        raise TimeoutError("emulate did not start")

    def stop(self) -> None:
        self.relay.stop()
        self._process.terminate()
        self._process.wait(10)

    # what people do

    def client(self, name: str) -> WebClient:
        """The Web API as that person, or as the assistant (`BOT`)."""
        return WebClient(token=BOT_TOKEN if name == BOT else f"xoxp-{name}", base_url=self.api_url)

    def invite(self, *ids: str) -> None:
        self.client(ANNA).conversations_invite(channel=self.channel, users=list(ids))

    def remove(self, who: str) -> None:
        self.client(ANNA).conversations_kick(channel=self.channel, user=who)

    def trigger(self, name: str) -> str:
        """What Slack gives out when somebody writes a command or presses a button: opens one form within 3 s."""
        given = self.client(BOT).api_call("views.generateTriggerId", json={"user_id": self.ids[name]})
        return str(given["trigger_id"])

    def say(self, name: str, text: str, channel: str = "", **file: bytes) -> Json:
        """Somebody writes in the group's channel or in another, with a file if any; gives the message as an event does.

        `file`: its bytes, under its name without the ending '.pdf'.
        """
        where, client = channel or self.channel, self.client(name)
        for title, content in file.items():
            client.files_upload_v2(channel=where, filename=f"{title}.pdf", content=content, initial_comment=text)
            message = self.messages(name, where)[-1]
        if not file:
            message = client.chat_postMessage(channel=where, text=text)["message"]
        return message | {"channel": where, "event_ts": message["ts"], "team": TEAM}

    def delete_file(self, name: str, message: Json) -> None:
        self.client(name).files_delete(file=message["files"][0]["id"])

    # what people see

    def messages(self, name: str = ANNA, channel: str = "") -> list[Json]:
        """What that person reads in the group's channel, or in another: the oldest first."""
        where = channel or self.channel
        read = self.client(name).conversations_history(channel=where, limit=1000)
        return [each | {"channel": where} for each in reversed(read["messages"])]

    def private(self, name: str) -> str:
        """The private conversation of a person and the assistant."""
        return str(self.client(name).conversations_open(users=[BOT])["channel"]["id"])

    def direct(self, name: str) -> list[Json]:
        """That conversation, as the person reads it."""
        return self.messages(name, self.private(name))

    def thread(self, message: Json, name: str = "") -> list[Json]:
        """The message and what stands under it, as its author or another reads it."""
        reader = name or next(name for name, id_ in self.ids.items() if id_ == message["user"])
        read = self.client(reader).conversations_replies(channel=message["channel"], ts=message["ts"])
        return [each | {"channel": message["channel"]} for each in read["messages"]]

    def ephemeral(self) -> list[tuple[str, str]]:
        """(who sees it, its text) of what is shown to one person only in the group's channel.

        No method of Slack's gives these: they are read off emulate's own page.
        """
        page = f"{self.relay.emulate}/?tab=messages&channel={self.channel}"
        with urllib.request.urlopen(page, timeout=5) as answer:
            shown = answer.read().decode()
        section = re.search(r"<h2>Ephemeral</h2>(.*?)</section>", shown, re.S)
        assert section, "emulate's page has another shape"
        rows = [re.findall(r"<td>(.*?)</td>", row, re.S) for row in re.findall(r"<tr>(.*?)</tr>", section[1], re.S)]
        return [(row[1].split()[0], unescape(row[2])) for row in rows if row]

    def calls(self, method: str) -> list[Call]:
        """What the assistant asked of that method, and was answered."""
        return [call for call in self.relay.calls if call.method == method and call.token == BOT_TOKEN]
