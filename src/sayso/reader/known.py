"""Names of the application at hand, found among the words of a message."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sayso.kit.words import singular

from .tokens import Word, words_of

SORTS = ("entity", "field", "option", "state", "role", "page", "part", "report")
"""Kinds of names that a message can speak of."""
SIGNS = tuple(f"{place}-{sort}" for sort in SORTS for place in ("B", "I"))
"""What a word can be as part of a name: its beginning or its inside."""
_LONGEST = 6


@dataclass(frozen=True)
class Known:
    """Names by sort, as people write them."""

    names: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def signs(self, words: Sequence[Word]) -> list[frozenset[int]]:
        """For each word the numbers of what it is as part of a known name."""
        table = self._table()
        keys = [_key(word.text) for word in words]
        found: list[set[int]] = [set() for _ in words]
        for at in range(len(words)):
            for length in range(min(_LONGEST, len(words) - at), 0, -1):
                for sort in table.get(tuple(keys[at : at + length]), ()):
                    first = SORTS.index(sort) * 2
                    found[at].add(first)
                    for inside in range(at + 1, at + length):
                        found[inside].add(first + 1)
        return [frozenset(signs) for signs in found]

    def _table(self) -> dict[tuple[str, ...], set[str]]:
        table: dict[tuple[str, ...], set[str]] = {}
        for sort, names in self.names.items():
            for name in names:
                table.setdefault(_keys(name), set()).add(sort)
        table.pop((), None)
        return table


def _keys(name: str) -> tuple[str, ...]:
    return tuple(_key(word.text) for word in words_of(name.replace("_", " ")))


def _key(word: str) -> str:
    return singular(word.lower())


def known(pairs: Iterable[tuple[str, str]]) -> Known:
    """Names from pairs of a sort and a name."""
    names: dict[str, list[str]] = {}
    for sort, name in pairs:
        names.setdefault(sort, []).append(name)
    return Known(names)
