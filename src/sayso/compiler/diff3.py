"""Three-way merge of lists of lines: where both sides of a base agree, where one changed it, where both did.

After S. Khanna, K. Kunal, B. Pierce, "A Formal Investigation of Diff3" (FSTTCS 2007): lines of the base that
both sides still have are stable; what lies between two of them was changed by one side, by both alike, or by
both in different ways, which is a conflict. Each side is aligned with the base by lines that occur once
(patience diff), what is left between them by ``difflib``, and where that would take long by lines that occur
equally often.
"""

import sys
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

LONGEST_COMPARED = 500
"""Lines of a stretch that ``difflib`` compares; its time grows with the square of them."""
MOST_PAIRS = 20_000
"""Pairs of equal lines in such a stretch: 140 brackets on either side."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of a merge. ``mine`` and ``theirs`` differ in a conflict, and in nothing else."""

    mine: Sequence[str]
    theirs: Sequence[str]

    @property
    def is_conflict(self) -> bool:
        """Whether both sides changed the same lines of the base in different ways."""
        return self.mine != self.theirs


def merge_lines(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Iterator[Stretch]:
    """The merge from top to bottom. Exchanging the sides exchanges them in every conflict, no more."""
    in_mine, in_theirs = align(base, mine), align(base, theirs)
    stable = [number for number in range(len(base)) if number in in_mine and number in in_theirs]
    at_base = at_mine = at_theirs = 0
    for number in [*stable, None]:
        here, left, right = (
            (len(base), len(mine), len(theirs))
            if number is None
            else (number, in_mine[number], in_theirs[number])
        )
        changed = _decided(base[at_base:here], mine[at_mine:left], theirs[at_theirs:right])
        if changed.mine or changed.theirs:
            yield changed
        if number is not None:
            yield Stretch(base[number : number + 1], base[number : number + 1])
        at_base, at_mine, at_theirs = here + 1, left + 1, right + 1


def _decided(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Stretch:
    if mine == base:
        return Stretch(theirs, theirs)
    if theirs == base:
        return Stretch(mine, mine)
    return Stretch(mine, theirs)


def align(base: Sequence[str], side: Sequence[str]) -> dict[int, int]:
    """Lines of ``base`` that ``side`` still has, by number, in ascending order on both sides.

    The same beginning and end come first, so that a single edit is never aligned with like lines elsewhere.
    """
    found: dict[int, int] = {}
    waiting = [(0, len(base), 0, len(side))]
    while waiting:
        low, high, left, right = waiting.pop()
        while low < high and left < right and base[low] == side[left]:
            found[low] = left
            low, left = low + 1, left + 1
        while low < high and left < right and base[high - 1] == side[right - 1]:
            high, right = high - 1, right - 1
            found[high] = right
        old, new = base[low:high], side[left:right]
        anchors = _anchors(old, new, 1)
        if not anchors and _is_quick(old, new):
            blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
            found.update(
                (low + block.a + step, left + block.b + step)
                for block in blocks
                for step in range(block.size)
            )
            continue
        anchors = anchors or _anchors(old, new)
        found.update((low + one, left + other) for one, other in anchors)
        ends = [(-1, -1), *anchors, (len(old), len(new))] if anchors else []
        waiting += [
            (low + one + 1, low + next_one, left + other + 1, left + next_other)
            for (one, other), (next_one, next_other) in pairwise(ends)
            if one + 1 < next_one and other + 1 < next_other
        ]
    return found


def _is_quick(old: Sequence[str], new: Sequence[str]) -> bool:
    if max(len(old), len(new)) > LONGEST_COMPARED:
        return False
    there = Counter(new)
    return sum(count * there[line] for line, count in Counter(old).items()) <= MOST_PAIRS


def _anchors(old: Sequence[str], new: Sequence[str], most: int = sys.maxsize) -> list[tuple[int, int]]:
    """Lines that occur equally often on both sides, ``most`` times, the first with the first and so on.

    As many as ascend on both sides.
    """
    places, others = _places(old), _places(new)
    pairs = [
        pair
        for line, at in places.items()
        if len(at) == len(others[line]) <= most
        for pair in zip(at, others[line], strict=True)
    ]
    return _longest_ascending(sorted(pairs))


def _places(lines: Sequence[str]) -> defaultdict[str, list[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        places[line].append(number)
    return places


def _longest_ascending(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest selection of pairs, sorted by their first, in which the second ascends too."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, other) in enumerate(pairs):
        pile = bisect_left(ends, other)
        before.append(last[pile - 1] if pile else -1)
        ends[pile : pile + 1] = [other]
        last[pile : pile + 1] = [number]
    chain: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]
