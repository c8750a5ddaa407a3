"""Values of elements, as leaves with what they are values of, for comparing two of them."""

import re
from collections.abc import Iterator
from typing import Any

from sayso.spec.model import Component, Container, Element, LayoutNode, PermissionRule, Slot

_UNSAID = frozenset(
    ["id", "source", "assumed", "icon", "color", "description", "path", "indexed", "searchable"]
)
"""Attributes that no words ask for: they follow from others."""


def leaves(element: Element) -> list[tuple[str, Any]]:
    """Values of an element by what they are values of; those of its parts are the parts' own."""
    parts = {"fields", "computed", "indexes", "rules", "states", "transitions", "options", "layout"}
    own = element.to_json()
    if not isinstance(element, PermissionRule | Component):
        own = {name: value for name, value in own.items() if name not in parts}
    default = {
        name: info.get_default(call_default_factory=True)
        for name, info in type(element).model_fields.items()
        if not info.is_required()
    }
    return [
        leaf
        for name, value in own.items()
        if name not in _UNSAID
        and not (value is False or (name in default and value in (default[name], None, [], {})))
        for leaf in _values(name, value)
    ]


def _values(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _values(key if name in {"props", "validation"} else f"{name}.{key}", one)
    elif isinstance(value, list):
        for one in value:
            yield from _values(name, one)
    else:
        yield name, value


def numbers(text: str) -> set[float]:
    """The numbers of an expression; a factor is a share, too, in percent."""
    found = {float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)}
    return (
        found
        | {round(abs(number) * 100, 6) for number in found}
        | {round(abs(number - 1) * 100, 6) for number in found}
    )


def slots(node: LayoutNode | None) -> Iterator[str]:
    """The components of a layout, in order."""
    if isinstance(node, Slot):
        yield node.component
    elif node is not None:
        for child in node.children:
            yield from slots(child)


def ways(node: LayoutNode | None) -> set[str]:
    """The directions in which a layout runs."""
    if not isinstance(node, Container):
        return set()
    return {node.direction.value}.union(*(ways(child) for child in node.children))
