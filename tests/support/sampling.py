"""Families of like cases of which each day tests some: `@pytest.mark.rotating(n, of="name")`.

With ``--sampled=2026-11-24``, which `make test` gives with the date, n tests of each family run, and on the
next day the n after them, so that in a few days all of them have run. Without it, as with `make check-deep`,
every test runs.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar

import pytest

from tests.support.families import FAMILIES

OPTION = "--sampled"
Case = TypeVar("Case")
_FILES = {file: (name, count) for name, (count, files) in FAMILIES.items() for file in files}


def sampled(families: Mapping[str, tuple[int, Sequence[Case]]], day: date) -> list[Case]:
    """Of each family, by name, as many cases as it says, beginning where the day before ended."""
    return [case for count, cases in families.values() for case in _of_day(count, cases, day)]


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


def _of_day(count: int, cases: Sequence[Case], day: date) -> list[Case]:
    begin = day.toordinal() * count
    return [cases[(begin + number) % len(cases)] for number in range(min(count, len(cases)))]
