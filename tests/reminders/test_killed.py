"""A real process, really killed, at every step between due and settled."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

VICTIM = Path(__file__).with_name("victim.py")
ROOT = VICTIM.parents[2]
STEPS = ["before commit 1", "after commit 1", "before post", "after post", "before commit 2", "after commit 2"]


def run(group, channel: Path, kill_at: str) -> int:
    done = subprocess.run(
        [sys.executable, str(VICTIM), str(group.database.path), str(channel), group.now().isoformat(), kill_at],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=channel.parent, timeout=30, check=False,
    )  # fmt: skip
    return done.returncode


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_it_comes_once(group, tmp_path, step):
    channel = tmp_path / "channel"
    channel.touch()
    group.at("2025-01-15 12:00").plan()
    group.at("2025-01-16 08:00")
    assert run(group, channel, step) == -signal.SIGKILL
    assert run(group, channel, "never") == 0  # restarted at once
    group.wait(seconds=11)
    assert run(group, channel, "never") == 0
    assert len(channel.read_text().split()) == 1
    assert group.delivery()["state"] == "sent"
