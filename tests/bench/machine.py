"""What the figures were measured on, in a line; never its name."""

import os
import platform
import sqlite3
from datetime import date
from pathlib import Path


def machine(checkout: Path, today: date) -> str:
    """CPU, processors, the kind of disk under `checkout`, versions and day; what the system does not tell is left out."""
    parts = [
        _cpu(), f"{os.cpu_count()} processors", _disk(checkout),
        f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}", today.isoformat(),
    ]  # fmt: skip
    return ", ".join(part for part in parts if part)


def swedish(checkout: Path, today: date) -> str:
    """The same, and its memory, as a page for people has it."""
    disks = {
        "a virtual disk": "virtuell disk",
        "a solid-state disk": "SSD",
        "a hard disk": "hårddisk",
        "": "okänd disk",
    }
    gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    return (
        f"Provat {today.isoformat()} på {_cpu()}, {os.cpu_count()} processorer, {gib:.0f} GiB minne, {disks[_disk(checkout)]}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


def _cpu() -> str:
    lines = _text(Path("/proc/cpuinfo")).splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _disk(path: Path) -> str:
    number = path.stat().st_dev
    device = Path(f"/sys/dev/block/{os.major(number)}:{os.minor(number)}").resolve()
    if device.name.startswith(("vd", "xvd")):
        return "a virtual disk"
    rotational = _text(device / "queue/rotational") or _text(device.parent / "queue/rotational")  # a partition's disk
    return {"0": "a solid-state disk", "1": "a hard disk"}.get(rotational.strip(), "")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
