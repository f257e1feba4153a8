"""The whole process from its start until it is ready, in Slack alone and in Slack and Teams, by turns."""

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from handlers.playground import Playground
from tests.bench.table import Row, Table
from tests.conversations.conftest import PEOPLE
from tests.ports import free_port
from tests.teams.connector import CHANNEL, Connector
from tests.teams.keys import CLIENT_ID
from tests.teams.people import TENANT

ROOT = Path(__file__).parents[2]
RUNS = 10
#: app.py, but that a token is had without asking Microsoft; the library that asks is loaded all the same
CODE = """
import os
if os.environ.get("TEAMS_CLIENT_ID"):
    from handlers.teams import start
    from tests.teams import keys
    library = start.tokens
    class Given:
        def __init__(self, settings):
            library(settings)
        async def get_bot_token(self):
            return keys.signed(keys.claims("http://127.0.0.1"))
    start.tokens = Given
from app import main
main()
"""


def starting(table: Table, folder: Path) -> None:
    """Slack and Teams are stand-ins in this process."""
    slack = Playground(signing_secret="secret", bot_token="xoxb-test", people=PEOPLE)
    teams = Connector()
    slack.start()
    teams.start()
    try:
        alone = {
            "SLACK_BOT_TOKEN": "xoxb-test", "SLACK_SIGNING_SECRET": "secret", "SLACK_API_URL": slack.api_url, "YH_CHANNEL": slack.channel_id,
        }  # fmt: skip
        both = alone | {
            "TEAMS_CLIENT_ID": CLIENT_ID, "TEAMS_CLIENT_SECRET": "secret", "TEAMS_TENANT_ID": TENANT, "TEAMS_CHANNEL": CHANNEL, "TEAMS_OPENID_URL": teams.openid_url,
        }  # fmt: skip
        measured = [(_started(folder, alone), _started(folder, both)) for _ in range(RUNS)]
    finally:
        teams.stop()
        slack.stop()
    for place, (start, memory) in enumerate(
        ((Row.START_SLACK, Row.RUNS_SLACK), (Row.START_BOTH, Row.RUNS_BOTH)),
    ):
        table.add(start, [turn[place][0] for turn in measured])
        table.add(memory, [turn[place][1] for turn in measured], "MiB")
    table.ratio(Row.START_RATIO, Row.START_BOTH, Row.START_SLACK)
    table.ratio(Row.RUNS_RATIO, Row.RUNS_BOTH, Row.RUNS_SLACK)


def _started(folder: Path, settings: dict[str, str]) -> tuple[float, float]:
    """Milliseconds until it is ready, and the MiB it has then."""
    port = free_port()
    more = {
        "YH_PORT": str(port),
        "YH_DATABASE": str(folder / "starting.db"),
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
    }
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", CODE], cwd=folder, env=settings | more, stderr=subprocess.DEVNULL)
    try:
        while not _is_ready(port):
            assert process.poll() is None, "it did not start"
            time.sleep(0.005)
        took = 1000 * (time.perf_counter() - began)
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8").splitlines()
        return took, next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))
    finally:
        process.terminate()
        process.wait(30)


def _is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
