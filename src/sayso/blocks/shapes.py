"""The shape of data: what it had before, and what of that is not there any more.

A shape is ``{"kinds": ["object"], "fields": {name: shape}, "optional": [names]}``,
``{"kinds": ["list"], "of": shape, "is_empty": False}`` or ``{"kinds": ["number"]}``; several kinds where
values differ.
"""

from collections.abc import Collection, Mapping
from typing import Any

DEEPEST = 6
MOST_FIELDS = 200
MOST_ITEMS = 500
_KINDS = {
    "text": "text",
    "number": "a number",
    "yes_no": "true or false",
    "list": "a list",
    "object": "an object",
    "nothing": "nothing",
}


def shape_of(value: Any, depth: int = 0) -> dict[str, Any]:
    """Kinds of values, fields of objects, and what items of lists have in common."""
    if isinstance(value, Mapping):
        several = [] if depth > DEEPEST else list(value.items())[:MOST_FIELDS]
        fields = {str(name): shape_of(one, depth + 1) for name, one in several}
        return {"kinds": ["object"], "fields": fields, "optional": []}
    if isinstance(value, list | tuple):
        of: dict[str, Any] | None = None
        for item in [] if depth > DEEPEST else value[:MOST_ITEMS]:
            one = shape_of(item, depth + 1)
            of = one if of is None else _merged(of, one)
        return {"kinds": ["list"], "of": of, "is_empty": not value}
    return {"kinds": [kind_of(value)]}


def changed_shape(before: Mapping[str, Any], value: Any, *, may_be_empty: bool = True) -> str | None:
    """What of a shape that data had is not there any more, in plain words; more than before is fine."""
    return _Losing(may_be_empty).found(before, shape_of(value), "the result")


def kind_of(value: Any) -> str:
    """What a value is."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes_no"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, Mapping):
        return "object"
    return "list" if isinstance(value, list | tuple) else "text"


def worded(kinds: Collection[str]) -> str:
    """Kinds of values for people."""
    return " or ".join(_KINDS[kind] for kind in sorted(kinds))


class _Losing:
    """Looks for what a shape had and another one has not."""

    def __init__(self, may_be_empty: bool) -> None:
        self._may_be_empty = may_be_empty

    def found(self, before: Mapping[str, Any], now: Mapping[str, Any], place: str) -> str | None:
        had = {kind for kind in before.get("kinds", ()) if kind != "nothing"}
        has = {kind for kind in now.get("kinds", ()) if kind != "nothing"}
        if had and has - had:
            return f"{_upper(place)} was {worded(had)} and is now {worded(has)}."
        if not has and had & {"list", "object"}:
            return f"{_upper(place)} was {worded(had)} and is now nothing."
        if "object" in had and "object" in has:
            return self._in_fields(before, now, place)
        if "list" in had and "list" in has:
            return self._in_items(before, now, place)
        return None

    def _in_fields(self, before: Mapping[str, Any], now: Mapping[str, Any], place: str) -> str | None:
        there, spared = now.get("fields", {}), now.get("optional", ())
        for name, shape in before.get("fields", {}).items():
            if name in before.get("optional", ()):
                lost = self.found(shape, there[name], f"“{name}”") if name in there else None
            elif name not in there or name in spared:
                lost = f"{_upper(place)} has no “{name}” any more."
            else:
                lost = self.found(shape, there[name], f"“{name}”")
            if lost is not None:
                return lost
        return None

    def _in_items(self, before: Mapping[str, Any], now: Mapping[str, Any], place: str) -> str | None:
        if before.get("is_empty") is False and now.get("is_empty"):
            return None if self._may_be_empty else f"{_upper(place)} had entries and is now empty."
        if before.get("of") and now.get("of"):
            return self.found(
                before["of"], now["of"], "a row" if place == "“rows”" else f"an entry of {place}"
            )
        return None


def _merged(one: Mapping[str, Any], two: Mapping[str, Any]) -> dict[str, Any]:
    """What fits both shapes; fields that only one has are optional."""
    merged: dict[str, Any] = {"kinds": sorted({*one["kinds"], *two["kinds"]})}
    objects = [side for side in (one, two) if "fields" in side]
    if objects:
        first, last = objects[0]["fields"], objects[-1]["fields"]
        both = first.keys() & last.keys()
        known = {**first, **last}
        merged["fields"] = {
            name: _merged(first[name], last[name]) if name in both else shape for name, shape in known.items()
        }
        optional = {*objects[0]["optional"], *objects[-1]["optional"], *(known.keys() - both)}
        merged["optional"] = sorted(optional)
    lists = [side for side in (one, two) if "of" in side]
    if lists:
        items = [side["of"] for side in lists if side["of"] is not None]
        merged["of"] = _merged(items[0], items[-1]) if items else None
        merged["is_empty"] = all(side["is_empty"] for side in lists)
    return merged


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
