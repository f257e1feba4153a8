"""A second machine takes over, step by step as docs/drift.md says: two folders are the machines."""

import asyncio
import shutil
from pathlib import Path

from tests.soak.host import Host, Slack
from tests.soak.lost import kept
from tests.soak.people import People, shown


def _says(host: Host, *lines: str) -> list[str]:
    async def all_of_them() -> list[str]:
        people = People(host, 3)
        return [shown(await people.command(people.who[0], "/yh-logg", line)) for line in lines]

    return asyncio.run(all_of_them())


def test_a_second_machine_takes_over_with_the_newest_copy_and_without_whom_was_erased(tmp_path: Path) -> None:
    first, second, copies = tmp_path / "first", tmp_path / "second", tmp_path / "copies"
    for folder in (first, second, copies):
        folder.mkdir()
    with Slack(3) as slack:
        with Host(slack, first / "yh.db") as old:
            old.start()
            _says(old, "kontakt Eva Lubaba, Lubaba Bygg AB, eva.lubaba@example.se", "utgift 312 kr buss till Kumla 12 mars 2025")  # fmt: skip
            old.run("backup", str(copies))
            copy = next(copies.glob("yh-*.db"))
            old.run("radera", "Eva", "Lubaba", "--spara")
            erased = old.path.with_name("yh-raderingar.jsonl")
            _says(old, "utgift 99 kr parkering 12 mars 2025")  # after the copy: this is what may be lost
            old.kill()
        shutil.copy(erased, copies)
        shutil.rmtree(first)

        with Host(slack, second / "yh.db") as new:
            assert "raderat igen" in new.run("restore", str(copy), "--ja")
            assert new.run("status")
            new.start()
            assert "Utgift 1" in _says(new, "senaste")[0]
            assert "är loggad" in _says(new, "utgift 100 kr parkering 13 mars 2025")[0]
            new.stop()
            there = kept(new.path)
    assert there["expense 31200"] == there["expense 10000"] == 1
    assert there["expense 9900"] == 0
    assert not [key for key in there if "lubaba" in key]


def test_what_was_confirmed_is_all_there_when_the_first_machines_disk_can_be_read(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    with Slack(3) as slack:
        with Host(slack, first / "yh.db") as old:
            old.start()
            _says(old, "utgift 312 kr buss till Kumla 12 mars 2025")
            old.kill()
            old.run("backup", str(second))
        with Host(slack, second / "yh.db") as new:
            new.run("restore", str(next(second.glob("yh-*.db"))), "--ja")
            assert kept(new.path)["expense 31200"] == 1
