"""What a whole column tells of its notation: cells that can be read one way only decide about the others."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .dates import _SHORT
from .languages import plain_space

_STRONG = (
    (".", re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}")),
    (",", re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}")),
)
_WEAK = re.compile(r"(?:0|\d{4,})(?P<late>[.,])\d+|\d+(?P<sign>[.,])(?!\d{3}$)\d+")
_ENOUGH = 2
"""Cells such as ``4,5`` that decide together; one alone may be a slip."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a column tells, and the cell that shows it."""

    value: str
    shown: str


def decimal_of(cells: Iterable[str]) -> Told | None:
    """The sign for decimals of a column of numbers; none where its cells do not tell, or do not agree."""
    found: dict[str, list[str]] = {".": [], ",": []}
    is_strong = False
    for cell in cells:
        bare = re.sub(r"[^\d.,]", "", plain_space(cell))
        for sign, form in _STRONG:
            if form.fullmatch(bare):
                is_strong = True
                found[sign].append(cell)
        if match := _WEAK.fullmatch(bare):
            found[match["late"] or match["sign"]].append(cell)
    return _agreed(found, 1 if is_strong else _ENOUGH)


def order_of(cells: Iterable[str]) -> Told | None:
    """The order of day and month in a column of days; none where its cells do not tell, or do not agree."""
    found: dict[str, list[str]] = {"dmy": [], "mdy": []}
    for cell in cells:
        match = _SHORT.match(cell.strip())
        if match is None or match["sign"] == ".":
            continue
        first, second = int(match[1]), int(match[3])
        if first > 12 >= second:
            found["dmy"].append(cell)
        elif second > 12 >= first:
            found["mdy"].append(cell)
    return _agreed(found, 1)


def _agreed(found: dict[str, list[str]], enough: int) -> Told | None:
    told = [Told(value, cells[0]) for value, cells in found.items() if len(set(cells)) >= enough]
    return told[0] if len(told) == 1 and sum(map(bool, found.values())) == 1 else None
