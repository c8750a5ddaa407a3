"""Finds the JSON in what a model wrote, whatever it wrote around it."""

import json
import re
from collections.abc import Mapping
from typing import Any

import orjson

from sayso.llm.leniency import DEEPEST, Found, number, read_leniently

_OPENING = re.compile(r"[{\[]")
_FENCE = re.compile(r"```[^\n`]*\n")
_PATIENCE = 4
"""How often each part of a text may be read, on average; one that is made to take longer is given up."""
_TRUST = 20
"""How often a text may turn out not to be plain JSON before it is no longer read as such."""

_strictly = json.JSONDecoder(
    strict=False, parse_int=number, parse_float=number, parse_constant=lambda _: None
)


def read_json(text: str, shape: Mapping[str, Any] | None = None) -> Any:
    """The JSON value in a text, None where there is none; never raises, in time that grows as the text does.

    Of several values the one wins that looks most like ``shape`` (a JSON Schema), then the longest. Text
    that cannot be stored (lone surrogates, NUL) is taken out of strings.
    """
    text = text.strip("\ufeff\u200b \t\r\n")
    value = _exact(text)
    if value is None or not _fits(value, shape):
        fenced = _FENCE.search(text)
        if fenced is not None and text.rfind("```") > fenced.end() - 1:
            inner = _exact(text[fenced.end() : text.rfind("```")])
            value = inner if inner is not None and _fits(inner, shape) else value
    if value is None or not _fits(value, shape):
        best = max(_candidates(text), key=lambda found: _likeness(found, shape), default=None)
        value = value if best is None else best.value
    value = _unwrapped(value, shape)
    if not _is_kind(value, shape) or _depth(value) > DEEPEST:
        return None
    return _storable(value) if "\\u" in text or "\0" in text else value


def _exact(text: str) -> Any:
    try:
        return orjson.loads(text)
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        return None


def _candidates(text: str) -> list[Found]:
    """Every object and list that is not inside of another one that could be read to its end."""
    found: list[Found] = []
    at, patience, trust = 0, _PATIENCE * len(text) + 1_000, _TRUST
    while patience > 0 and (opening := _OPENING.search(text, at)):
        start = opening.start()
        one = _strict(text, start) if trust else None
        if one is None:
            trust = max(0, trust - 1)
            one = read_leniently(text, start)
        at = one.reach if one.is_complete or one.is_too_deep else start + 1
        patience -= one.reach - start
        if one.value or one.is_complete:
            found.append(one)
        if start == 0 and one.is_cut and isinstance(one.value, dict):
            break  # the whole text is one object that was cut off: brackets within it are of its strings
    return found


def _strict(text: str, start: int) -> Found | None:
    try:
        value, end = _strictly.raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    return Found(value, start, end, end, is_complete=True)


def _fits(value: Any, shape: Mapping[str, Any] | None) -> bool:
    is_told = isinstance(value, dict) and bool((shape or {}).get("properties"))
    return _is_kind(value, shape) and (not is_told or _shared(value, shape) > 0)


def _is_kind(value: Any, shape: Mapping[str, Any] | None) -> bool:
    kind = (shape or {}).get("type")
    if kind == "object":
        return isinstance(value, dict)
    return kind != "array" or isinstance(value, list)


def _shared(value: Any, shape: Mapping[str, Any] | None) -> int:
    """How many keys of an object the shape knows."""
    known = (shape or {}).get("properties")
    if not isinstance(value, dict) or not isinstance(known, Mapping):
        return 0
    return sum(key in known for key in value)


def _likeness(found: Found, shape: Mapping[str, Any] | None) -> tuple[bool, bool, int, int]:
    return (
        _is_kind(found.value, shape),
        _shared(found.value, shape) > 0,
        found.end - found.start,
        found.start,
    )


def _unwrapped(value: Any, shape: Mapping[str, Any] | None) -> Any:
    """The value itself where it came as text, or alone in a list."""
    if _is_kind(value, shape):
        return value
    if isinstance(value, str):
        return _exact(value)
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _depth(value: Any) -> int:
    depth, level = 0, [value]
    while level:
        depth += 1
        inner = [one for one in level if isinstance(one, dict | list)]
        level = [part for one in inner for part in (one.values() if isinstance(one, dict) else one)]
        if depth > DEEPEST:
            break
    return depth


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_storable(part) for part in value]
    if isinstance(value, dict):
        return {_storable(key): _storable(part) for key, part in value.items()}
    return value
