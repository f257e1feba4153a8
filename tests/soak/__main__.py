"""`make soak`: every part, and `docs/driftprov.md` written. `python -m tests.soak [SEED] [PART …]` prints those parts."""

import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context

from tests.bench.machine import swedish
from tests.soak.page import page
from tests.soak.parts import ALONE, PARTS, ROOT, result

PAGE = ROOT / "docs" / "driftprov.md"


def main(given: Sequence[str]) -> int:
    wanted = [word for word in given if word in PARTS] or list(PARTS)
    seed = next((word for word in given if word not in PARTS), str(time.time_ns() % 1_000_000))
    alone = {name: result(name, seed) for name in wanted if name in ALONE}
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:  # what takes long, two at a time
        beside = {name: pool.submit(result, name, seed) for name in wanted if name not in ALONE}
    found = alone | {name: each.result() for name, each in beside.items()}
    results = {PARTS[name][0]: found[name] for name in wanted}
    if wanted == list(PARTS):
        PAGE.write_text(
            page(results, machine=swedish(ROOT, date.today()), commit=_commit(), seed=seed), encoding="utf-8"
        )
        print(f"skrev {PAGE.relative_to(ROOT)}")
    return 0 if all(result.held for result in results.values()) else 1


def _commit() -> str:
    said = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True)
    return said.stdout.strip() or "okänd"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
