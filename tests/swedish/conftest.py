"""The project that texts are read for, and the corpus beside the rules."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.project import Project
from bot.project_file import load_project

CORPUS = Path(__file__).parent.parent / "corpus"


def phrases(name: str) -> list[dict[str, Any]]:
    """The lines of a corpus file: 'dates', 'examples/money' …"""
    return [json.loads(line) for line in (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="session")
def project() -> Project:
    return load_project()
