"""What `app.py teams-paket` writes is what Teams takes, and the same for the same app; Microsoft's schema is in `tests/teams_playground`."""

import io
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import matplotlib.image
import pytest
from click.testing import CliRunner

import app
from bot.swedish import addressed
from handlers.teams import package

ROOT = Path(__file__).parents[2]
CLIENT = "1b2c3d4e-0000-4000-8000-1234567890ab"
OURS = package.App(
    CLIENT,
    "0.1.0",
    "https://example.se/om",
    "https://yh.example.se/orebro",
    "Handelskammaren Mälardalen Service AB",
    "YH-samverkan Örebro län",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An administrator's folder, with the one setting that the package is made of."""
    monkeypatch.chdir(tmp_path)
    for name in ("YH_PUBLIC_URL", "YH_PROJECT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TEAMS_CLIENT_ID", CLIENT)
    return tmp_path


def ran(*arguments: str) -> tuple[int, str]:
    """How `app.py teams-paket` ends, and all that it says."""
    ended = CliRunner().invoke(app.main, ["teams-paket", *arguments])
    assert ended.exception is None or isinstance(ended.exception, SystemExit), ended.exception
    return ended.exit_code, ended.output


def taken_apart(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def manifest_of(content: bytes) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(taken_apart(content)["manifest.json"])
    return made


def test_the_command_writes_the_package_of_the_app_that_the_settings_name(folder: Path) -> None:
    code, said = ran("--sida", "https://example.se/om")
    assert code == 0
    assert "yh-assistenten-teams.zip" in said and CLIENT in said
    made = manifest_of((folder / "yh-assistenten-teams.zip").read_bytes())
    assert made["bots"][0]["botId"] == CLIENT
    assert made["version"] == tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert made["developer"]["privacyUrl"] == "https://example.se/om"


def test_where_the_assistant_is_reached_is_the_page_where_no_other_is_given(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YH_PUBLIC_URL", "https://yh.example.se/orebro")
    assert ran("--ut", "app.zip")[0] == 0
    made = manifest_of((folder / "app.zip").read_bytes())
    assert made["developer"]["websiteUrl"] == "https://yh.example.se/orebro"
    assert made["validDomains"] == ["yh.example.se"]


@pytest.mark.parametrize(
    ("settings", "arguments", "says"),
    [
        ({"TEAMS_CLIENT_ID": ""}, ["--sida", "https://example.se"], "TEAMS_CLIENT_ID saknas"),
        ({"TEAMS_CLIENT_ID": "yh"}, ["--sida", "https://example.se"], "TEAMS_CLIENT_ID stämmer inte"),
        ({}, [], "skriv --sida https://…, eller sätt YH_PUBLIC_URL"),
        ({}, ["--sida", "https://"], "--sida ska vara en adress som börjar med https://"),
        ({}, ["--sida", "https://exa mple.se/åäö"], "--sida ska vara en adress som börjar med https://"),
        ({"YH_PUBLIC_URL": "http://127.0.0.1:3000"}, [], "skriv --sida https://…, eller sätt YH_PUBLIC_URL"),
        ({}, ["--sida", "example.se"], "--sida ska vara en adress som börjar med https://"),
        ({}, ["--sida", "https://example.se", "--ut", "saknas/app.zip"], "saknas/app.zip går inte att skriva"),
        ({"YH_PROJECT": "saknas.toml"}, ["--sida", "https://example.se"], "Projektfilen saknas.toml"),
    ],
)
def test_what_is_missing_is_said_in_one_sentence_and_nothing_is_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], arguments: list[str], says: str
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    code, said = ran(*arguments)
    assert code != 0
    assert says in said
    assert len(said.strip().splitlines()) == 1
    assert list(folder.iterdir()) == []


def test_it_is_made_without_what_teams_needs_installed(folder: Path) -> None:
    blocked = "import sys\nfor name in ('microsoft_teams', 'httpx'): sys.modules[name] = None\nimport app; app.main()"
    arguments = [sys.executable, "-c", blocked, "teams-paket", "--sida", "https://example.se"]
    subprocess.run(
        arguments, cwd=folder, env={"PYTHONPATH": str(ROOT), "TEAMS_CLIENT_ID": CLIENT}, check=True, timeout=60
    )
    assert (folder / "yh-assistenten-teams.zip").exists()


def test_the_same_app_has_the_same_bytes_and_another_another_id() -> None:
    assert package.package(OURS) == package.package(OURS)
    other = package.App(CLIENT.replace("1", "2"), "0.1.0", OURS.page, "", OURS.owner, OURS.project)
    assert package.manifest(other)["id"] != package.manifest(OURS)["id"]


def test_all_that_the_manifest_points_to_lies_beside_it_and_nothing_else() -> None:
    files = taken_apart(package.package(OURS))
    assert files.keys() == {"manifest.json", *package.manifest(OURS)["icons"].values()}


def test_the_icons_are_as_teams_wants_them() -> None:
    files = taken_apart(package.package(OURS))
    color = matplotlib.image.imread(io.BytesIO(files["color.png"]))
    assert color.shape == (192, 192, 4)
    assert color[..., 3].min() == 1, "its ground covers all of it"
    drawn = (color != color[0, 0]).any(axis=2)
    drawn[48:144, 48:144] = False
    assert not drawn.any(), "Teams cuts round the middle"
    outline = matplotlib.image.imread(io.BytesIO(files["outline.png"]))
    assert outline.shape == (32, 32, 4)
    assert (outline[outline[..., 3] > 0][:, :3] == 1).all(), "white"
    assert (outline[..., 3] == 0).any() and (outline[..., 3] == 1).any(), "on nothing"


def test_what_the_menu_offers_is_understood_alone_and_as_it_is_shown() -> None:
    (bot,) = package.manifest(OURS)["bots"]
    assert bot["scopes"] == [scope for menu in bot["commandLists"] for scope in menu["scopes"]]
    understood = {"logg": "logg", "status": "status", "påminn": "paminn", "hjälp": "help"}
    for menu in bot["commandLists"]:
        assert [command["title"] for command in menu["commands"]] == list(understood)
        for command in menu["commands"]:
            assert addressed.read_said(command["title"]) == (understood[command["title"]], "")
            examples = re.findall(rf"(?<=[:,] ){command['title']} \S[^,]*", command["description"])
            for example in examples:
                assert addressed.read_said(example)[0] == understood[command["title"]], example


def test_names_are_kept_within_what_teams_allows_at_whole_words() -> None:
    made = package.manifest(OURS)
    assert made["developer"]["name"] == "Handelskammaren Mälardalen"
    assert made["name"]["full"] == "YH-assistenten för YH-samverkan Örebro län"
    assert package.shortened("Yrkeshögskolesamverkansorganisationen", 32) == "Yrkeshögskolesamverkansorganisat"
    assert all(len(text) <= 80 for text in (made["description"]["short"], made["name"]["full"]))
