"""An administrator's folder and environment in which all is well, and a Slack to ask; a test breaks one thing."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

import app
from bot.project_file import DEFAULT_PROJECT
from handlers.playground import Person, Playground
from handlers.slack.scopes import SCOPES
from storage import backup
from storage.database import Database
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
SECRETS = ("xoxb-hemlig", "xapp-hemlig", "hemlig-signatur")
PEOPLE = (Person("UANNA", "anna", "Anna Ek", email="anna@example.se"), Person("UMAJA", "maja", "Maja Lind"))


def member(name: str, role: str, **given: str) -> str:
    """A person as the project file writes one."""
    keys = {"name": name, "role": role, **given}
    return "\n[[members]]\n" + "".join(f'{key} = "{value}"\n' for key, value in keys.items())


LEADER = member("Anna Ek", "projektledare", slack="UANNA")


@dataclass
class Office:
    """`folder` is where the assistant runs; `said` is what doctor said last, `code` how it ended."""

    folder: Path
    slack: Playground
    patch: pytest.MonkeyPatch
    said: str = ""
    code: int = 0

    @property
    def database(self) -> Path:
        return self.folder / "yh.db"

    @property
    def copies(self) -> Path:
        return self.folder / "kopior"

    @property
    def manifest(self) -> Path:
        return self.folder / "manifest.yml"

    def set(self, **settings: str | None) -> None:
        """Settings in the environment; None takes one away."""
        for name, value in settings.items():
            self.patch.setenv(name, value) if value is not None else self.patch.delenv(name, raising=False)

    def project(self, members: str = LEADER, *, old: str = "", new: str = "") -> None:
        """Writes the project file: the real one, these people, and `old` replaced by `new`."""
        text = DEFAULT_PROJECT.read_text(encoding="utf-8") + members
        assert old in text
        (self.folder / "projekt.toml").write_text(text.replace(old, new, 1), encoding="utf-8")

    def edit_manifest(self, old: str, new: str) -> None:
        text = self.manifest.read_text(encoding="utf-8")
        assert old in text
        self.manifest.write_text(text.replace(old, new), encoding="utf-8")

    def examine(self) -> Office:
        """Runs `python app.py doctor`."""
        result = CliRunner().invoke(app.main, ["doctor", "--today", "2024-03-14"])
        self.said, self.code = result.output.replace("\u00a0", " "), result.exit_code
        assert not result.exception or isinstance(result.exception, SystemExit), result.exception
        assert not any(secret in self.said for secret in SECRETS)
        return self

    def lines(self, level: str) -> list[str]:
        """What was said at a level: 'Databas: yh.db är hel …'."""
        return [
            f"{about}: {says}"
            for about, says in re.findall(rf"^{level:<3}  (\w+(?: \w+)?)  +(.+)$", self.said, re.MULTILINE)
        ]

    def wrong(self) -> str:
        """The one line that is to be mended."""
        found = self.examine().lines("fel")
        assert len(found) == 1, self.said
        assert self.code == 1
        assert self.said.endswith("1 sak att rätta.\n")
        return found[0]

    def noted(self) -> str:
        """The one line that is worth knowing and stops nothing."""
        found = self.examine().lines("obs")
        assert len(found) == 1, self.said
        assert self.code == 0
        return found[0]


@pytest.fixture(scope="module")
def workspace() -> Iterator[Playground]:
    """One Slack for a file of tests; one that changes it starts its own."""
    slack = started()
    yield slack
    slack.stop()


def started(*, without: tuple[str, ...] = ()) -> Playground:
    """A Slack in which the app has all its scopes, or all but these."""
    slack = Playground(
        signing_secret=SECRETS[2], bot_token=SECRETS[0], app_token=SECRETS[1], people=PEOPLE,
        scopes=sorted(SCOPES - {*without}),
    )  # fmt: skip
    slack.start()
    return slack


@pytest.fixture
def office(tmp_path: Path, workspace: Playground, monkeypatch: pytest.MonkeyPatch) -> Office:
    for name in [name for name in os.environ if name.startswith(("SLACK_", "TEAMS_", "YH_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("YH_PORT", str(free_port()))
    monkeypatch.chdir(tmp_path)
    made = Office(tmp_path, workspace, monkeypatch)
    made.manifest.write_bytes((ROOT / "manifest.yml").read_bytes())
    monkeypatch.setattr(app, "MANIFEST", made.manifest)
    made.project()
    Database(made.database).close()
    made.copies.mkdir()
    backup.make(made.database, made.copies, datetime(2024, 3, 13, 2), keep=14)
    made.set(
        SLACK_BOT_TOKEN=SECRETS[0], SLACK_APP_TOKEN=SECRETS[1], SLACK_API_URL=workspace.api_url,
        YH_CHANNEL=workspace.channel_id, YH_PROJECT="projekt.toml", YH_BACKUP="kopior",
    )  # fmt: skip
    return made
