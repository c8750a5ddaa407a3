"""Which words name what: runs of words held against names, labels, plurals and synonyms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sayso.design.name_lookup.likeness import key, likeness

from .said import Word

SURE = 0.78
LONGEST = 4
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """What was named, how well it fits, and by which words (first, and behind the last)."""

    target: T
    score: float
    first: int
    after: int

    @property
    def size(self) -> int:
        """How many words name it."""
        return self.after - self.first


def fit(said: str, *names: str) -> float:
    """How well words fit the best of several names."""
    spoken = key(said)
    return max((likeness(spoken, key(name)) for name in names if name), default=0.0)


def find(
    words: Sequence[Word],
    targets: Iterable[tuple[T, tuple[str, ...]]],
    free: Sequence[bool] | None = None,
    least: float = SURE,
) -> list[Match[T]]:
    """All mentions of targets, the best first: the surest, then the longest, then the earliest."""
    runs = [
        (first, after, key(" ".join(word.lower for word in words[first:after])))
        for first in range(len(words))
        for after in range(first + 1, min(first + LONGEST, len(words)) + 1)
        if free is None or all(free[first:after])
    ]
    found = []
    for target, names in targets:
        keys = {key(name) for name in names if name}
        for first, after, spoken in runs:
            score = max((likeness(spoken, one) for one in keys), default=0.0)
            if score >= least:
                found.append(Match(target, score, first, after))
    return sorted(found, key=lambda one: (-round(one.score, 2), -one.size, one.first))
