"""The Dockerfile and the systemd unit hold what docs/drift/kora.md promises of them."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

from handlers.settings import Settings
from handlers.stopping import WITHIN
from tests.operations.conftest import ROOT, Start

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
STEPS = [line.partition(" ") for line in DOCKERFILE.splitlines() if line.strip() and not line.startswith("#")]
UNIT = ROOT / "docs" / "drift" / "yh-assistenten@.service"
SETTINGS = dict(line.split("=", 1) for line in UNIT.read_text(encoding="utf-8").splitlines() if re.match(r"\w+=", line))
PACKAGES = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]


def steps(name: str, *, last: bool = False) -> list[str]:
    """What stands after each instruction of that name; `last`: in the image that is run."""
    begun = max(number for number, step in enumerate(STEPS) if step[0] == "FROM") if last else 0
    return [rest.strip() for instruction, _, rest in STEPS[begun:] if instruction == name]


def copied() -> list[str]:
    """What is taken from the repository."""
    return [path for step in steps("COPY") if not step.startswith("--from") for path in step.split()[:-1]]


def ignored(path: str) -> bool:
    """Whether .dockerignore leaves it out: the last line that fits decides."""
    out = False
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        pattern = line.lstrip("!").rstrip("/")
        parents = [path, *(str(parent) for parent in Path(path).parents)][:-1] or [path]
        if (
            line
            and not line.startswith("#")
            and any(
                fnmatch(each, pattern) or (pattern.startswith("**/") and fnmatch(each, pattern[3:])) for each in parents
            )
        ):
            out = not line.startswith("!")
    return out


# the image


def test_it_is_run_by_another_than_root_under_a_fixed_number() -> None:
    [user] = steps("USER", last=True)
    assert user == "10001:10001"
    assert "--uid 10001" in DOCKERFILE and "--gid 10001" in DOCKERFILE
    later = STEPS[[step[0] for step in STEPS].index("USER") :]
    assert not [step for step in later if step[0] in ("RUN", "COPY")]


def test_its_bases_are_named_with_their_version() -> None:
    assert all(re.match(r"python:3\.\d+-slim( AS \w+)?$", base) for base in steps("FROM"))


def test_everything_that_is_copied_is_there_and_not_left_out() -> None:
    assert copied()
    for path in copied():
        assert (ROOT / path).exists(), path
        assert not ignored(path.rstrip("/")), path


def test_every_package_comes_along() -> None:
    for package in PACKAGES:
        assert f"{package.split('.')[0]}/" in copied(), package
        assert not ignored(f"{package.replace('.', '/')}/__init__.py"), package
    assert not ignored("bot/projects/yh-orebro.toml") and not ignored("handlers/playground/page/index.html")


@pytest.mark.parametrize(
    "path",
    [
        ".env", "bot/.env", "yh.db", "yh.db-wal", "handlers/yh.db", "yh-kvitton/ab.pdf", "bot/yh-kvitton/ab.pdf",
        ".git/config", ".venv/bin/python", "tests/conftest.py", "bot/__pycache__/a.pyc", "yh-raderingar.jsonl",
    ],
)  # fmt: skip
def test_no_keys_and_nobodys_records_come_along(path: str) -> None:
    assert ignored(path)


def test_nothing_is_fetched_but_the_pinned_packages() -> None:
    assert not steps("ADD")
    assert not re.findall(r"https?://(?!127\.0\.0\.1)|\bcurl\b|\bwget\b|apt-get", DOCKERFILE)
    assert "--constraint constraints.txt" in DOCKERFILE


def test_no_key_lies_in_a_layer() -> None:
    assert not re.findall(r"SLACK_\w*(?:TOKEN|SECRET)|xox|xapp", DOCKERFILE)
    assert steps("ARG") == ['EXTRAS=""'], "which libraries, and nothing else is said while it is built"


def test_a_stop_reaches_it() -> None:
    [command] = steps("CMD", last=True)
    assert json.loads(command) == ["python", "/app/app.py"]
    assert not steps("ENTRYPOINT")
    assert WITHIN < 10, "docker stop kills after ten seconds"


def test_what_it_sets_are_settings() -> None:
    [line] = steps("ENV", last=True)
    names = {each.partition("=")[0] for each in line.split()}
    assert {name for name in names if name.startswith("YH_")} <= {name.upper() for name in Settings.model_fields}
    assert {"MPLCONFIGDIR", "YH_DATABASE"} <= names


def test_its_health_check_tells_well_from_not(start: Start) -> None:
    [check] = steps("HEALTHCHECK", last=True)
    python, *arguments = json.loads(check.partition("CMD")[2])
    assert python == "python"

    def code() -> int:
        asked = [sys.executable, *arguments]
        port = {"YH_PORT": running.environment["YH_PORT"]}
        return subprocess.run(asked, env=os.environ | port, capture_output=True).returncode

    running = start()
    assert code() == 0
    running.database.unlink()
    assert code() != 0


# the unit


@pytest.mark.parametrize(
    "setting",
    [
        "EnvironmentFile=/etc/yh-assistenten/%i.env", "StateDirectory=yh-assistenten/%i", "StateDirectoryMode=0700",
        "User=yh-%i", "UMask=0077", "ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes", "PrivateDevices=yes",
        "NoNewPrivileges=yes", "CapabilityBoundingSet=", "MemoryDenyWriteExecute=yes", "ProtectKernelModules=yes",
        "ProtectKernelTunables=yes", "ProtectKernelLogs=yes", "ProtectControlGroups=yes", "RestrictNamespaces=yes",
        "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX", "Restart=on-failure", "LockPersonality=yes",
    ],
)  # fmt: skip
def test_the_unit_is_as_narrow_as_is_promised(setting: str) -> None:
    assert setting in UNIT.read_text(encoding="utf-8").splitlines()


def test_the_unit_waits_for_the_stop_and_limits_the_memory() -> None:
    assert int(SETTINGS["TimeoutStopSec"]) > WITHIN
    assert int(SETTINGS["MemoryMax"].removesuffix("M")) >= 256, "a report takes 200 MiB"
    assert "SystemCallFilter=@system-service" in UNIT.read_text(encoding="utf-8")


def test_no_key_lies_in_the_unit_and_what_it_sets_are_settings() -> None:
    text = UNIT.read_text(encoding="utf-8")
    assert "SLACK_" not in text
    assert set(re.findall(r"\b(YH_\w+)=", text)) <= {name.upper() for name in Settings.model_fields}


def test_systemd_takes_the_unit_and_finds_it_narrow(tmp_path: Path) -> None:
    """By systemd itself where it is; elsewhere each line at least belongs to a section and is set once."""
    lines = [line for line in UNIT.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if line.startswith("[")] == ["[Unit]", "[Service]", "[Install]"]
    assert all(re.match(r"\[\w+\]$|[A-Z]\w+=", line) for line in lines)
    tool = shutil.which("systemd-analyze")
    if tool:
        unit = tmp_path / "yh-assistenten@prov.service"
        there = UNIT.read_text(encoding="utf-8").replace("/opt/yh-assistenten/.venv/bin/python", sys.executable)
        unit.write_text(there.replace("file:///opt", "https://example.org/opt"), encoding="utf-8")
        verified = subprocess.run([tool, "verify", unit], capture_output=True, text=True)
        assert "yh-assistenten" not in verified.stderr, verified.stderr
        rated = subprocess.run(
            [tool, "security", "--offline=true", "--no-pager", "--threshold=20", unit], capture_output=True, text=True
        )
        assert rated.returncode == 0, rated.stdout


def test_it_draws_with_memory_that_is_never_both_written_and_run() -> None:
    """As MemoryDenyWriteExecute has it: the same of Linux's own from 6.3 on."""
    code = (
        "import ctypes; ctypes.CDLL(None).prctl(65, 1, 0, 0, 0)\n"
        "import app, numpy, lxml.etree, slack_bolt, uvicorn, xlsxwriter\n"
        "import io, matplotlib; matplotlib.use('agg')\n"
        "import matplotlib.pyplot as plot; plot.plot([1, 2]); out = io.BytesIO(); plot.savefig(out)\n"
        "print(len(out.getvalue()) > 1000, float((numpy.ones((9, 9)) @ numpy.ones((9, 9)))[0, 0]))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == "True 9.0\n", done.stderr
