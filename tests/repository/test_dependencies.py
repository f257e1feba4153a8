"""What is installed is what was tested: every package by its exact version, whatever needs it."""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
FOUNDATION = {"pip", "setuptools"}  # come with the environment itself
OURS = {"yh-assistenten"}


def pinned() -> dict[str, str]:
    lines = [
        line for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"
    ]
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
    return {canonicalize_name(name): pin for name, _, pin in (line.partition("==") for line in lines)}


def needed(name: str, extras: frozenset[str] = frozenset()) -> Iterator[tuple[str, frozenset[str]]]:
    """What the package needs here, with which extras."""
    try:
        written = distribution(name).requires or []
    except PackageNotFoundError:  # for another system than this one
        return
    for requirement in map(Requirement, written):
        wanted = [{"extra": extra} for extra in extras or {""}]
        if requirement.marker is None or any(map(requirement.marker.evaluate, wanted)):
            yield canonicalize_name(requirement.name), frozenset(requirement.extras)


def everything() -> set[str]:
    """All that comes with us, however far away."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ours = [Requirement(line) for line in project["dependencies"] + project["optional-dependencies"]["dev"]]
    found = set[tuple[str, frozenset[str]]]()
    waiting = [(canonicalize_name(each.name), frozenset(each.extras)) for each in ours]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += needed(*each)
    return {name for name, _ in found} - FOUNDATION - OURS


def test_everything_that_comes_with_us_is_pinned_to_the_version_that_was_tested() -> None:
    pins, found = pinned(), everything()
    assert len(found) > 50
    assert sorted(found - pins.keys()) == []
    assert {name: version(name) for name in found} == {name: pins[name] for name in found}


def test_nothing_is_pinned_that_nobody_needs() -> None:
    assert sorted(pinned().keys() - everything()) == []
