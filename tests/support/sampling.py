"""Families of like cases of which each day tests some: `@pytest.mark.rotating(n, of="name")`.

With ``--sampled=2026-11-24``, which `make test` gives with the date, n tests of each family run within two
days, and then the n after them, so that in some days all of them have run. A family of which one test runs
in two days has its day by its name, so that every day has as many. Without it, as with `make check-deep`,
every test runs.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar
from zlib import crc32

import pytest

from tests.support.families import FAMILIES

OPTION = "--sampled"
Case = TypeVar("Case")
_FILES = {file: (name, count) for name, (count, files) in FAMILIES.items() for file in files}


def sampled(families: Mapping[str, tuple[int, Sequence[Case]]], day: date) -> list[Case]:
    """Of each family, by name, as many cases in two days as it says, beginning where the day before ended."""
    return [case for name, (count, cases) in families.items() for case in _of_day(name, count, cases, day)]


def mark_families(items: Sequence[pytest.Item]) -> None:
    """Mark the tests of files that ``families`` names together, where they have no mark of their own."""
    for item in items:
        found = _FILES.get(item.nodeid.partition("::")[0])
        if found and item.get_closest_marker("rotating") is None:
            name, count = found
            item.add_marker(pytest.mark.rotating(count, of=name))


def left_out(items: Sequence[pytest.Item], day: date) -> list[pytest.Item]:
    """The tests that are not those of this day.

    A family is what the mark stands on: the cases of a test, or the tests of a file or a class; or all
    that are marked with the same name.
    """
    families: dict[str, tuple[int, list[pytest.Item]]] = {}
    for item in items:
        for node, mark in item.iter_markers_with_node("rotating"):
            name = mark.kwargs.get("of") or node.nodeid.partition("[")[0]
            families.setdefault(name, (mark.args[0], []))[1].append(item)
            break
    chosen = set(sampled(families, day))
    return [item for _, cases in families.values() for item in cases if item not in chosen]


def _of_day(name: str, count: int, cases: Sequence[Case], day: date) -> list[Case]:
    count = min(count, len(cases))
    halves = day.toordinal() * count + crc32(name.encode()) % 2
    return [cases[number % len(cases)] for number in range(halves // 2, (halves + count) // 2)]
