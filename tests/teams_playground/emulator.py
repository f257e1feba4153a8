"""Microsoft's Agents Playground as a process of its own: Teams as one person sees it, and the Connector behind it."""

import os
import subprocess
import time
import urllib.request
from pathlib import Path

import yaml

from tests.ports import free_port
from tests.teams import keys
from tests.teams.people import PEOPLE, TENANT, Person
from tests.teams_playground.proxy import Proxy

HERE = Path(__file__).parent
COMMAND = HERE / "node_modules" / "@microsoft" / "m365agentsplayground" / "cli.js"

CHANNEL = "19:samverkan@thread.tacv2"
OTHERS = (Person("aaaaaaaa-0000-4000-8000-00000000fff6", "Per Öst", "per@example.se"),)  # it wants six of them


def _person(person: Person) -> dict[str, str]:
    given, _, family = person.name.partition(" ")
    known = {"id": person.id, "aadObjectId": person.aad, "name": person.name, "givenName": given, "surname": family}
    return known | {"email": person.email, "userPrincipleName": person.email}


def _settings() -> dict[str, object]:
    """Who there is and where they meet; Maja sits at the screen."""
    maja, *others = [_person(person) for person in (*PEOPLE, *OTHERS)]
    channels = [{"id": CHANNEL, "name": "yh-samverkan"}]
    return {
        "version": "0.1.1",
        "tenantId": TENANT,
        "bot": {"id": f"28:{keys.CLIENT_ID}", "name": "YH-assistenten"},
        "currentUser": maja,
        "users": others,
        "personalChat": {"id": "a:maja"},
        "groupChat": {"id": "19:arbetsgruppen@thread.v2", "name": "Arbetsgruppen"},
        "team": {"id": "19:yh@thread.tacv2", "name": "YH", "aadGroupId": TENANT, "channels": channels},
    }


class Emulator:
    """The page is at `address`. What is written there goes to the assistant by way of the proxy."""

    def __init__(self, proxy: Proxy, folder: Path) -> None:
        """Starts it; `folder` is where its settings and its log are written."""
        assert COMMAND.exists(), "`make teams` installs it first"
        settings = yaml.safe_dump(_settings(), allow_unicode=True)
        (folder / ".m365agentsplayground.yml").write_text(settings, encoding="utf-8")
        port = free_port()
        self._log = folder / "devTools" / "m365agentsplayground.log"
        self._process = subprocess.Popen(
            ["node", COMMAND, "start", "-e", f"{proxy.address}/api/messages", "-c", "msteams", "-p", str(port),
             "--service-url", proxy.connector, "--disable-telemetry"],
            cwd=folder,
            env={"PATH": os.environ["PATH"], "TEAMSAPPTESTER_BROWSER": "none"},
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        self.address = proxy.playground = f"http://127.0.0.1:{port}"

    def ready(self) -> None:
        """Waits until its page can be opened."""
        deadline = time.monotonic() + 20
        while self._process.poll() is None and time.monotonic() < deadline:
            try:
                urllib.request.urlopen(self.address, timeout=1).close()
                return
            except OSError:
                time.sleep(0.02)
        raise TimeoutError(f"the Playground did not start: {self._log.read_text(encoding='utf-8')}")

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(10)
