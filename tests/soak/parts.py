"""What the soak is made of, each part by its name; a module of its own, so that another process can begin one."""

import tempfile
from pathlib import Path

from tests.soak import bad_input, carries, load, lost, memory
from tests.soak.page import Part, Result, Run, table

ROOT = Path(__file__).parents[2]
PARTS: dict[str, tuple[str, Part]] = {  # by its name: its heading on the page
    "load": (load.HEADING, load.load),
    "carries": (carries.HEADING, carries.carries),
    "memory": (memory.HEADING, memory.memory),
    "lost": (lost.HEADING, lost.lost),
    "input": (bad_input.HEADING, bad_input.bad_input),
}
ALONE = ("load", "carries")  # what is judged or read by its times


def result(name: str, seed: str) -> Result:
    print(f"{name} (frö {seed})", flush=True)
    with tempfile.TemporaryDirectory(dir=ROOT, prefix=".soak-") as folder:  # the disk of the checkout
        held = PARTS[name][1](Run(Path(folder), seed, lambda said: print(f"  {name}: {said}", flush=True)))
    print(table([held]), flush=True)
    return held
