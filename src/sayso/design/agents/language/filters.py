"""Filters and orders as models write them: as objects, or short as ``status = paid`` and ``date desc``."""

import re
from typing import Any

from sayso.kit.words import snake
from sayso.spec.model import Operator
from sayso.spec.query import SYMBOLS

from . import coercion
from .edit_context import Making, Unreadable

_OPS = {
    **SYMBOLS, "==": "eq", "equals": "eq", "is": "eq", "equal": "eq", "<>": "ne", "not": "ne", "neq": "ne",
    "not_equals": "ne", "is_not": "ne", "begins_with": "starts_with",
    "like": "contains", "includes": "contains", "empty": "is_null", "is_empty": "is_null", "null": "is_null",
    "one_of": "in", "any_of": "in", "future": "upcoming", "before_today": "past", "after_today": "upcoming",
}  # fmt: skip
_SHORT = re.compile(r"^\s*([\w.]+)\s*(<=|>=|!=|<>|==|=|<|>|\s\w+)\s*(.*)$", re.DOTALL)


def filters_of(value: Any, making: Making, entity: str | None) -> list[dict[str, Any]]:
    """Filters under the keys of the spec.

    Raises:
        Unreadable: where one has no field or an unknown comparison.
    """
    return [_filter(item, making, entity) for item in coercion.items(value, key="field", other="value")]


def _filter(item: Any, making: Making, entity: str | None) -> dict[str, Any]:
    given = coercion.record(item)
    if isinstance(item, str) and (match := _SHORT.match(item)):
        values: Any = [part.strip() for part in match[3].strip("[]()").split(",")]
        given = {"field": match[1], "op": match[2].strip(), "value": values if len(values) > 1 else values[0]}
    name = coercion.text(given.get("field"), 160)
    said = str(given.get("op") or "eq").strip()
    op = _OPS.get(said) or _OPS.get(snake(said)) or snake(said)
    if name is None or op not in set(Operator):
        raise Unreadable(
            "bad-filter",
            f"“{str(item)[:80]}” is no filter.",
            f"Filters are {{field, op, value}}; op is one of {', '.join(sorted(Operator))}.",
        )
    if isinstance(given.get("value"), list) and op == "eq":
        op = "in"
    found: dict[str, Any] = {"field": making.member(entity, name), "op": op}
    if given.get("value") is not None:
        found["value"] = given["value"]
    return found


def sorts_of(value: Any, making: Making, entity: str | None) -> list[dict[str, Any]]:
    """Orders under the keys of the spec: of objects, ``date desc`` or ``-date``."""
    found: list[dict[str, Any]] = []
    for item in coercion.items(value, key="field", other="descending"):
        given = coercion.record(item)
        if isinstance(item, str):
            name, _, way = item.strip().partition(" ")
            given = {"field": name.lstrip("-"), "descending": name.startswith("-") or way.startswith("desc")}
        name = coercion.text(given.get("field"), 160) or ""
        falls = given.get(
            "descending", str(given.get("direction", given.get("order", ""))).startswith("desc")
        )
        if name:
            found.append({"field": making.member(entity, name), "descending": coercion.flag(falls) or False})
    return found
