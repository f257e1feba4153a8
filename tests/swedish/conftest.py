"""The corpus beside the rules."""

import json
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parent.parent / "corpus"


def phrases(name: str) -> list[dict[str, Any]]:
    """The lines of a corpus file: 'dates', 'examples/money' …"""
    return [json.loads(line) for line in (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
