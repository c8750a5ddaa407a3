"""What the trained reader costs: its file, loading, memory, a message of 200 words, a whole refinement.

Each is measured in a process of its own on one core, without what others have loaded before; times are those
of the processor. Ratios are to what is wanted of the reader.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial

import psutil

from sayso.reader import Mode, inference, read

MOST_MIB, MOST_LOAD_S, MOST_READ_MS, MOST_MEMORY_MIB, MOST_REFINE_MS = 25, 1.0, 100, 200, 200
ROUNDS = 15
SENTENCE = (
    "Members can borrow tools for up to two weeks, and whoever runs the workshop sees at a glance which of "
    "them are late, who has them, and what the deposit was. "
)
MESSAGES = (
    "Add a phone number to members",
    "Rename tools to equipment",
    "Only managers may delete loans",
    "Show the number of loans per month as a bar chart",
    "The deposit must be between 5 and 200 euros, and every loan needs a due date",
)
LIBRARY = (
    "A tool library. Members have a name and an e-mail. Tools have a name and a deposit. "
    "A loan has a member, a tool and a date, and goes from out to returned."
)


def main() -> None:
    """Prints each figure beside what is wanted."""
    print(f"load of this machine: {os.getloadavg()[0]:.1f} over {os.cpu_count()} processors")
    _say("file", inference.MODEL.stat().st_size / 2**20, MOST_MIB, "MiB")
    for name in _APART:
        subprocess.run([sys.executable, "-m", "benchmarks.reader", name], check=True, env=_one_core())


def _one_core() -> dict[str, str]:
    return os.environ | {"OPENBLAS_NUM_THREADS": "1"}


def _loading() -> None:
    import numpy as np  # noqa: F401 - counts for whoever else multiplies

    process = psutil.Process()
    before, start = process.memory_info().rss, time.process_time()
    inference.warm()
    _say("loading", time.process_time() - start, MOST_LOAD_S, "s")
    _long()
    _say("memory, loaded and used", (process.memory_info().rss - before) / 2**20, MOST_MEMORY_MIB, "MiB")


def _reading() -> None:
    inference.warm()
    times = [_timed(_long) for _ in range(ROUNDS)]
    _say("a message of 200 words", statistics.median(times), MOST_READ_MS, "ms")


def _long() -> None:
    words = (SENTENCE * 10).split()[:200]
    read(" ".join(words), Mode.DESCRIPTION)


def _refining() -> None:
    from sayso.design.offline.designer_adapter import read_wish
    from sayso.design.refinement import refine
    from sayso.design.types import Wish
    from sayso.kit.ids import SeededIds
    from sayso.spec.edits import empty_spec

    ids = SeededIds(0)
    spec = read_wish(Wish(LIBRARY, empty_spec(), ids)).spec
    times = []
    for said in MESSAGES:
        work = partial(refine, spec, said, (), ids)
        work()
        times += [_timed(work) for _ in range(ROUNDS // 3)]
    _say("a refinement, read and carried out", statistics.median(times), MOST_REFINE_MS, "ms")


def _timed(work: Callable[[], object]) -> float:
    """Milliseconds of the processor."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def _say(name: str, found: float, most: float, unit: str) -> None:
    verdict = "as wanted" if found <= most else "missed"
    print(f"{name:<36} {found:7.2f} {unit:<3} of {most:6.1f} wanted: {found / most:.2f} ({verdict})")


_APART = {"loading": _loading, "reading": _reading, "refining": _refining}

if __name__ == "__main__":
    _APART.get(sys.argv[-1], main)()
