"""Layouts as models write them: ``{"column": ["A", {"row": [{"show": "B", "width": "40%"}, "C"]}]}``."""

from typing import Any

from pydantic import ValidationError

from sayso.kit.words import snake
from sayso.spec.edits import Kind
from sayso.spec.model import Container, Direction, LayoutNode, Placement, Responsive, Sizing, Slot

from . import coercion
from .edit_context import Making, Unreadable

_DEEPEST = 6
_DIRECTIONS = {direction.value: direction for direction in Direction}
_WIDTHS = {"phone": "mobile", "mobile": "mobile", "tablet": "tablet", "desktop": "desktop"}


def layout_of(said: Any, making: Making) -> tuple[Container | None, list[str]]:
    """The layout and the components it shows, in order; none where there is nothing in it.

    Raises:
        Unreadable: for a component that does not exist.
    """
    shown: list[str] = []
    node = _node(said, making, shown, _DEEPEST)
    if node is None:
        return None, []
    return (node if isinstance(node, Container) else Container(children=(node,))), shown


def _node(said: Any, making: Making, shown: list[str], deepest: int) -> LayoutNode | None:
    if isinstance(said, str):
        return Slot(component=_component(said, making, shown))
    if deepest <= 0:
        raise Unreadable("deep-layout", "The layout is too deep.", "Use fewer boxes inside each other.")
    if isinstance(said, list):
        return _box(Direction.COLUMN, said, {}, making, shown, deepest)
    data = coercion.record(said)
    name = data.get("show") or data.get("component")
    if isinstance(name, str):
        return _slot(name, data, making, shown)
    for key, value in data.items():
        if snake(key) in _DIRECTIONS:
            return _box(_DIRECTIONS[snake(key)], value, data, making, shown, deepest)
    if "children" in data:
        way = _DIRECTIONS.get(snake(str(data.get("direction") or "column")), Direction.COLUMN)
        return _box(way, data["children"], data, making, shown, deepest)
    return None


def _box(  # noqa: PLR0917 - private to the walk
    way: Direction, said: Any, data: dict[str, Any], making: Making, shown: list[str], deepest: int
) -> Container | None:
    children: list[LayoutNode] = []
    if isinstance(said, dict) and way is Direction.TABS:
        said = [
            {"label": label, "children": coercion.items(inner, key="show")} for label, inner in said.items()
        ]
    for item in coercion.items(said, key="show"):
        node = _node(item, making, shown, deepest - 1)
        if way is Direction.TABS and isinstance(node, Slot):
            node = Container(label=_tab(node.component, making), children=(node,))
        if node is not None:
            children.append(node)
    if not children:
        return None
    columns = coercion.number(data.get("columns"))
    responsive = _responsive(data, int(columns) if columns and 1 <= columns <= 12 else None)
    label = coercion.text(data.get("label"), 160)
    return Container(
        direction=way, label=label, sizing=_sizing(data), responsive=responsive, children=tuple(children)
    )


def _tab(name: str, making: Making) -> str:
    component = making.index.components.get(name)
    return component.type.value.capitalize() if component else name


def _slot(name: str, data: dict[str, Any], making: Making, shown: list[str]) -> Slot:
    return Slot(
        component=_component(name, making, shown),
        sizing=_sizing(data),
        responsive=_responsive(data, None),
        sticky=coercion.flag(data.get("sticky")) or False,
    )


def _component(said: str, making: Making, shown: list[str]) -> str:
    spot = making.addresses.find(said, Kind.COMPONENT)
    if spot is None:
        raise Unreadable(
            "unknown-component",
            f"There is no component “{said[:60]}”.",
            making.addresses.near(said, Kind.COMPONENT),
        )
    name = str(getattr(spot.element, "name", said))
    shown.append(name)
    return name


def _sizing(data: dict[str, Any]) -> Sizing | None:
    given = coercion.record(data.get("sizing"))
    basis = coercion.text(data.get("width") or given.get("basis"), 20)
    grow = coercion.number(data.get("grow", given.get("grow")))
    shrink = coercion.number(data.get("shrink", given.get("shrink")))
    if basis is None and grow is None and shrink is None:
        return None
    return Sizing(basis=basis, grow=grow, shrink=shrink)


def _responsive(data: dict[str, Any], columns: int | None) -> Responsive | None:
    given = {**coercion.record(data.get("responsive")), **{k: v for k, v in data.items() if k in _WIDTHS}}
    found: dict[str, Any] = {"desktop": {"columns": columns}} if columns else {}
    for key, value in given.items():
        placed = coercion.record({"direction": value} if isinstance(value, str) else value)
        if value == "hidden":
            placed = {"hidden": True}
        if key in _WIDTHS and placed:
            found[_WIDTHS[key]] = {**found.get(_WIDTHS[key], {}), **placed}
    fitting = {key: placement for key, value in found.items() if (placement := _placement(value))}
    return Responsive(**fitting) if fitting else None


def _placement(value: dict[str, Any]) -> Placement | None:
    known = {key: value[key] for key in Placement.model_fields if value.get(key) is not None}
    try:
        return Placement.model_validate(known) if known else None
    except ValidationError:
        return None
