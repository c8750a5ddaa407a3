"""Which tests a process of pytest-xdist begins with, so that all of them end together.

``--dist worksteal`` gives each process a piece of the list, and what is left over at the end goes to whoever
has nothing to do. So every piece begins with folders that take long, whose servers are then started by one
process alone, and ends with tests of a moment.
"""

from collections.abc import Sequence
from itertools import islice

import pytest

LONG = {
    "tests/cli/test_endings.py": 60,
    "tests/cli": 90,
    "tests/e2e/studio": 120,
    "tests/e2e": 60,
    "tests/web/v1": 100,
    "tests/web/api": 90,
    "tests/web": 40,
    "tests/devloop": 110,
    "tests/sandbox": 130,
    "tests/db": 100,
    "tests/proofs": 90,
    "tests/backup": 90,
    "tests/bots/run_queue": 80,
    "tests/bots": 80,
    "tests/packaging": 30,
    "tests/evolution": 60,
    "tests/blocks": 60,
    "tests/contract": 60,
    "tests/verifier": 60,
    "tests/compiler": 60,
    "tests/publishing": 40,
    "tests/conversations": 30,
    "tests/jobs": 30,
}
"""About how many seconds each takes."""


def dealt(items: Sequence[pytest.Item], processes: int) -> list[pytest.Item]:
    """The same tests, in pieces of one length for so many processes."""
    units: dict[str, list[pytest.Item]] = {}
    quick = []
    for item in items:
        file = item.nodeid.partition("::")[0]
        named = next((name for name in _upwards(file) if name in LONG), None)
        if named is None:
            quick.append(item)
        else:
            units.setdefault(named, []).append(item)
    pieces: list[list[pytest.Item]] = [[] for _ in range(processes)]
    taken = [0] * processes
    for unit in sorted(units, key=lambda unit: (-_seconds(unit), unit)):
        least = taken.index(min(taken))
        taken[least] += _seconds(unit)
        pieces[least] += units[unit]
    rest = iter(quick)
    for number, piece in enumerate(pieces):
        left = len(items) - sum(map(len, pieces[:number]))
        piece.extend(islice(rest, max(0, left // (processes - number) - len(piece))))
    return [*(item for piece in pieces for item in piece), *rest]


def _upwards(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(len(parts), 0, -1)]


def _seconds(unit: str) -> int:
    return next(LONG[name] for name in _upwards(unit) if name in LONG)
