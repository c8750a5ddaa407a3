"""A bounded part of JSON: enough to see what it looks like."""

import math
from collections.abc import Mapping
from itertools import islice
from typing import Any

import orjson

_DEEPEST = 8
_LARGEST = 2**63
_WIDTHS = ((5, 40, 200), (3, 30, 100), (2, 20, 60), (1, 10, 30))
"""Items of a list, keys of an object, characters of a text; narrower ones until it is short enough."""


def sampled(value: Any, most: int) -> Any:
    """The value with long lists, objects and texts shortened to at most ``most`` characters of JSON.

    What is left out is said where it was; what is too long even then becomes the beginning of its JSON.
    """
    for items, keys, characters in _WIDTHS:
        found = _part(value, items, keys, characters, _DEEPEST)
        if len(as_json(found)) <= most:
            return found
    return as_json(found)[:most]


def as_json(value: Any) -> str:
    """One line of JSON, of whatever it is."""
    try:
        return orjson.dumps(value, default=str, option=orjson.OPT_NON_STR_KEYS).decode()
    except (TypeError, orjson.JSONEncodeError):
        return orjson.dumps(storable(str(value))).decode()


def storable(text: str) -> str:
    """The text without what the database has no character for."""
    return text.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _part(value: Any, items: int, keys: int, characters: int, depth: int) -> Any:
    if isinstance(value, str):
        kept = storable(value[: characters + 1])
        return kept if len(value) <= characters else f"{kept[:characters]}… ({len(value)} characters)"
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, int) and abs(value) < _LARGEST:
        return value
    if value is None:
        return value
    if not isinstance(value, Mapping | list | tuple):
        return _part(str(value), items, keys, characters, depth)
    if depth == 0:
        return "…"
    if isinstance(value, Mapping):
        found = {
            storable(str(key)[:80]): _part(one, items, keys, characters, depth - 1)
            for key, one in islice(value.items(), keys)
        }
        return found | ({"…": f"{len(value) - keys} more"} if len(value) > keys else {})
    kept_items = [_part(one, items, keys, characters, depth - 1) for one in value[:items]]
    return [*kept_items, *([f"… {len(value) - items} more"] if len(value) > items else [])]
