"""Props of components as models write them, in the names of the entity."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from sayso.kit.words import pascal, snake
from sayso.spec.edits import Kind
from sayso.spec.expressions import did_you_mean
from sayso.spec.model import PROPS_OF, ComponentType

from . import coercion
from .edit_context import Making, Unreadable
from .filters import filters_of, sorts_of

_MEMBERS = frozenset({"fields", "columns", "related"})
_MEMBER = frozenset({"title", "subtitle", "image", "group_by", "sum", "start", "end", "color_by"})
_PLAIN = {ComponentType.LIST: frozenset({"title"})}
"""Props that name a member elsewhere and are a text of this type: the heading of a list."""
_ALIASES = {
    "sort_by": "sort",
    "order_by": "sort",
    "filter": "filters",
    "where": "filters",
    "group": "group_by",
}


def props_of(
    kind: ComponentType, said: Mapping[str, Any], making: Making, entity: str | None
) -> dict[str, Any]:
    """Props that fit this type; others are left out and noted.

    Raises:
        Unreadable: when what the component cannot be without is missing.
    """
    model = PROPS_OF[kind]
    found: dict[str, Any] = {}
    for key, value in said.items():
        name = snake(key) if snake(key) in model.model_fields else _ALIASES.get(snake(key), snake(key))
        if name not in model.model_fields:
            hint = did_you_mean(name, model.model_fields)
            making.note(Unreadable("unknown-prop", f"A {kind} has no “{key[:40]}”.", hint), f"props.{key}")
        elif value is not None:
            try:
                found[name] = _value(name, value, making, entity, _MEMBER - _PLAIN.get(kind, frozenset()))
            except Unreadable as problem:
                making.note(problem, f"props.{key}")
    for _ in range(len(found) + 1):
        try:
            model.model_validate(found)
        except ValidationError as error:
            fault = error.errors()[0]
            key = str(fault["loc"][0]) if fault["loc"] else ""
            misfit = Unreadable("bad-props", f"The {key} of this {kind} cannot be read.", f"{fault['msg']}.")
            if key not in found or model.model_fields[key].is_required():
                raise misfit from None
            making.note(misfit, f"props.{key}")
            found.pop(key)
        else:
            break
    return found


def _value(
    name: str, value: Any, making: Making, entity: str | None, member: frozenset[str] = _MEMBER
) -> Any:
    if name in _MEMBERS:
        return list(dict.fromkeys(making.member(entity, said) for said in coercion.words(value)))
    if name in member:
        said = coercion.text(value, 160)
        return making.member(entity, said) if said else None
    match name:
        case "sort":
            return sorts_of(value, making, entity)
        case "filters":
            return filters_of(value, making, entity)
        case "stats":
            return [_stat(item, making, entity) for item in coercion.items(value, key="label", other="op")]
        case "report":
            spot = making.addresses.find(str(value), Kind.REPORT)
            return str(getattr(spot.element, "name", value)) if spot else snake(str(value))
        case "components":
            return [said if said[:1].isupper() else pascal(said) for said in coercion.words(value)]
        case "page_size":
            size = coercion.number(value)
            return int(min(max(size, 5), 200)) if size is not None else value
        case "wish" | "submit_label" | "title":
            return coercion.text(value, 2_000 if name == "wish" else 160)
        case _:
            return value


def _stat(item: Any, making: Making, entity: str | None) -> dict[str, Any]:
    given = coercion.record(item if isinstance(item, dict) else {"label": item})
    found: dict[str, Any] = {"label": coercion.text(given.get("label"), 160) or "Records"}
    op = snake(str(given.get("op") or "count"))
    found["op"] = {"average": "avg", "total": "sum", "mean": "avg"}.get(op, op)
    for key in ("field", "group_by"):
        said = coercion.text(given.get(key), 160)
        if said:
            found[key] = making.member(entity, said)
    if given.get("filters"):
        found["filters"] = filters_of(given["filters"], making, entity)
    return found
