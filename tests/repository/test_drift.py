"""What is given to whoever runs it on a host fits the assistant as it is."""

import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml

import app
from handlers.settings import Settings

DRIFT = Path(__file__).parents[2] / "docs" / "drift"
RUNNING = (DRIFT / "kora.md").read_text(encoding="utf-8")
UNIT = (DRIFT / "yh-assistenten@.service").read_text(encoding="utf-8")
PAGE = (DRIFT / "sakerhetskopior.md").read_text(encoding="utf-8")


def test_litestream_follows_our_file_as_long_as_our_copies_are_kept() -> None:
    configuration = yaml.safe_load((DRIFT / "litestream.yml").read_text(encoding="utf-8"))
    (database,) = configuration["dbs"]
    assert Path(database["path"]).name == Settings.model_fields["yh_database"].default.name
    assert database["path"] in PAGE
    assert re.match(r"(sftp|s3|abs|gs)://", database["replica"]["url"]), "another machine"
    nights = int(configuration["snapshot"]["retention"].removesuffix("h")) / 24
    assert nights == Settings.model_fields["yh_backups_kept"].default
    assert nights == 14 and "fjorton nätter" in PAGE


def test_the_page_names_commands_and_settings_that_there_are() -> None:
    assert set(re.findall(r"app\.py (\w+)", PAGE)) <= set(app.main.list_commands(None)), PAGE  # type: ignore[arg-type]
    assert {name.lower() for name in re.findall(r"YH_[A-Z_]+", PAGE)} <= set(Settings.model_fields)
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", PAGE):
        assert (DRIFT / target).exists(), target


def blocks(page: str) -> str:
    """What there is to type."""
    return "\n".join(re.findall(r"```\n(.*?)```", page, re.DOTALL))


@pytest.fixture
def typed(tmp_path: Path) -> list[str]:
    """What systemd gets where somebody types `yh orebro restore …` as the page has it."""
    (function,) = re.findall(r"^yh\(\) \{\n.*?^\}\n", RUNNING, re.DOTALL | re.MULTILINE)
    (line,) = re.findall(r"^yh orebro restore .*T.*$", PAGE, re.MULTILINE)
    stand_in = tmp_path / "systemd-run"
    stand_in.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    stand_in.chmod(0o700)
    done = subprocess.run(
        ["bash", "-euc", function + line],
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def test_a_restore_as_the_page_has_it_is_of_the_file_that_the_unit_names(typed: list[str]) -> None:
    unit = UNIT.replace("%i", "orebro").splitlines()
    (file,) = re.findall(r"YH_DATABASE=\S+", " ".join(line for line in unit if line.startswith("Environment=")))
    assert f"--setenv={file}" in typed
    for setting, option in (("User", "--uid"), ("WorkingDirectory", "--working-directory")):
        (value,) = [line.partition("=")[2] for line in unit if line.startswith(f"{setting}=")]
        assert f"{option}={value}" in typed
    for setting in ("EnvironmentFile", "UMask"):
        (line,) = [line for line in unit if line.startswith(f"{setting}=")]
        assert f"--property={line}" in typed
    (run,) = [line.partition("=")[2] for line in unit if line.startswith("ExecStart=")]
    assert typed[-4:] == [*run.split(), "restore", "/mnt/kopior/orebro/yh-2026-11-24T0200.db"]


def test_no_command_is_typed_without_the_settings() -> None:
    ours = re.findall(
        r"^.*\bapp\.py .*$", blocks(RUNNING).replace("\\\n", "") + blocks(PAGE).replace("\\\n", ""), re.MULTILINE
    )
    bare = [line for line in ours if not re.search(r"YH_DATABASE=|--env-file ", line)]
    trial = PAGE.partition("export YH_DATABASE=/root/prov/yh.db\n")[2].partition("unset YH_DATABASE")[0]
    assert ours and all(line in trial for line in bare), bare
    assert "/tmp" not in blocks(PAGE), "everybody's folder"


def test_both_pages_and_the_unit_have_the_copies_in_the_same_folder() -> None:
    folder = re.findall(r"^#   ReadWritePaths=(\S+)$", UNIT, re.MULTILINE)
    assert folder == ["/mnt/kopior/%i"] == re.findall(r"ReadWritePaths=(\S+?)\\n", RUNNING.replace("%%", "%"))
    assert "YH_BACKUP=/mnt/kopior/orebro" in RUNNING and "/mnt/kopior/orebro:/kopior" in RUNNING
    assert set(re.findall(r"/mnt/kopior/\S*?(?=[/:`\s])", blocks(PAGE))) == {"/mnt/kopior/orebro"}


def test_what_the_unit_sets_is_not_in_the_file_that_would_win_over_it() -> None:
    (block,) = re.findall(r"```\n(# /etc/yh-assistenten/orebro\.env.*?)```", RUNNING, re.DOTALL)
    set_by_us = set(re.findall(r"(\w+)=", " ".join(re.findall(r"^Environment=(.*)$", UNIT, re.MULTILINE))))
    assert {"YH_DATABASE", "YH_LOG"} <= set_by_us
    assert not set_by_us & set(re.findall(r"^(\w+)=", block, re.MULTILINE))


def test_drawing_takes_one_thread_however_many_cores_there_are() -> None:
    assert "Environment=OPENBLAS_NUM_THREADS=1" in UNIT.splitlines()
    assert "OPENBLAS_NUM_THREADS=1 " in (DRIFT.parents[1] / "Dockerfile").read_text(encoding="utf-8")
