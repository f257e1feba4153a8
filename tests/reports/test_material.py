"""What a report is made of: one state of the file, and all of the project that belongs to its days."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.records import Activity
from storage import figures
from tests.reports.conftest import Kept


def test_what_is_logged_while_it_is_read_is_in_all_its_figures_or_in_none(
    kept: Kept, activity: Callable[..., Activity], monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = figures.activities

    def counted_and_logged(*asked: Any) -> Any:
        found = counted(*asked)
        kept.log(activity("branschseminarium", "2024-03-05", participants=9))
        return found

    monkeypatch.setattr(figures, "activities", counted_and_logged)
    material = kept.material()
    assert len(material.held) == 3
    assert {part.type: part.occasions for part in material.in_span.held if part.type == "branschseminarium"} == {}
    monkeypatch.undo()
    assert len(kept.material().held) > 3
