"""Names of fields that data has, and which of them may be meant by one that it has not."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import islice
from typing import Any

from sayso.llm.json_extraction import read_json

_DEEPEST = 6
_MOST = 80
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_CLOSE = 0.6


def keys_of(data: Any) -> tuple[str, ...]:
    """Names of fields in data, the outer ones first; of text, those of its JSON, or of its first line."""
    if isinstance(data, str):
        head = data.lstrip("\ufeff \r\n\t")
        if head[:1] in {"{", "["}:
            return keys_of(read_json(head[:20_000]))
        return _columns(head)
    return tuple(islice(dict.fromkeys(_keys(data, 0)), _MOST))


def near(wanted: str, keys: Sequence[str], most: int = 3) -> tuple[str, ...]:
    """The keys that may be meant, the likeliest first: written alike, or with a part in common."""
    scored = [(_likeness(wanted, key), key) for key in keys if key != wanted]
    close = sorted((one for one in scored if one[0] >= _CLOSE), key=lambda one: -one[0])
    return tuple(key for _, key in close[:most])


def _likeness(one: str, other: str) -> float:
    parts, others = _parts(one), _parts(other)
    shared = len(parts & others) / max(1, min(len(parts), len(others)))
    return max(SequenceMatcher(None, one.lower(), other.lower()).ratio(), 0.9 * shared)


def _parts(name: str) -> set[str]:
    return {part.lower() for part in _PARTS.findall(name)}


def _keys(data: Any, depth: int) -> Iterator[str]:
    """Level by level, as what is meant is rarely deep; of a list the first items tell of all."""
    level = [data]
    while level and depth < _DEEPEST:
        inner: list[Any] = []
        for one in level:
            if isinstance(one, Mapping):
                yield from (str(key) for key in one)
                inner.extend(one.values())
            elif isinstance(one, list | tuple):
                inner.extend(one[:3])
        level, depth = inner[:200], depth + 1


def _columns(text: str) -> tuple[str, ...]:
    line = text[:4_000].partition("\n")[0].strip()
    delimiter = max(",;\t|", key=line.count)
    if not line.count(delimiter) or line.startswith("<"):
        return ()
    return tuple(cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), []) if cell.strip())[
        :_MOST
    ]
