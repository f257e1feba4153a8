"""Projects made of our own file with something changed, as a group would change it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.project import Project
from bot.project_file import DEFAULT_PROJECT, load_project

Rewrite = Callable[..., Project]


@pytest.fixture
def rewritten(tmp_path: Path) -> Rewrite:
    """The project file with each (old, new) replaced once; what is loaded is checked like any file."""

    def write(*changes: tuple[str, str]) -> Project:
        text = DEFAULT_PROJECT.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / "project.toml"
        path.write_text(text, encoding="utf-8")
        return load_project(path)

    return write


def member(name: str, role: str, days: str = "") -> tuple[str, str]:
    """A change that adds a member, with working days such as '"mån", "tis"'."""
    working = f"working_days = [{days}]\n" if days else ""
    return ("# --- Reminders", f'[[members]]\nname = "{name}"\nrole = "{role}"\n{working}\n# --- Reminders')
