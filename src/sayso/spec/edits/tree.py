"""The spec as a tree of elements: find one by id, read and replace siblings. Untouched parts are shared."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from sayso.spec.model import AppSpec, Element, Model

from .kinds import CHILDREN, SHAPES, Kind

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an element sits: its kind, the spot of its parent and its place among its siblings."""

    kind: Kind
    element: Element
    position: int
    parent: "Spot | None" = None


def walk(spec: AppSpec) -> Iterator[Spot]:
    """Every element, parents before what they consist of."""
    for kind in CHILDREN[None]:
        for position, element in enumerate(siblings(spec, kind)):
            yield from walk_element(Spot(kind, element, position))


def walk_element(spot: Spot) -> Iterator[Spot]:
    """The element at ``spot`` and everything it consists of."""
    yield spot
    for kind in CHILDREN[spot.kind]:
        for position, element in enumerate(getattr(spot.element, SHAPES[kind].attribute)):
            yield from walk_element(Spot(kind, element, position, spot))


def find(spec: AppSpec, target: str) -> Spot | None:
    """The spot of the element with this id."""
    return next((spot for spot in walk(spec) if spot.element.id == target), None)


def siblings(spec: AppSpec, kind: Kind, parent: Element | None = None) -> tuple[Element, ...]:
    """The elements of ``kind`` in ``parent``, or in the spec."""
    shape = SHAPES[kind]
    owner: Model = parent or (spec.permissions if shape.in_permissions else spec)
    found: tuple[Element, ...] = getattr(owner, shape.attribute)
    return found


def with_siblings(spec: AppSpec, kind: Kind, parent: Spot | None, elements: tuple[Element, ...]) -> AppSpec:
    """The spec with these elements of ``kind`` in ``parent`` (or in itself)."""
    shape = SHAPES[kind]
    if parent is not None:
        return with_element(spec, parent, changed(parent.element, **{shape.attribute: elements}))
    if shape.in_permissions:
        return changed(spec, permissions=changed(spec.permissions, **{shape.attribute: elements}))
    return changed(spec, **{shape.attribute: elements})


def with_element(spec: AppSpec, spot: Spot, element: Element) -> AppSpec:
    """The spec with ``element`` in the place of the one at ``spot``."""
    row = siblings(spec, spot.kind, spot.parent.element if spot.parent else None)
    row = (*row[: spot.position], element, *row[spot.position + 1 :])
    return with_siblings(spec, spot.kind, spot.parent, row)


def without_element(spec: AppSpec, spot: Spot) -> AppSpec:
    """The spec without the element at ``spot``."""
    row = siblings(spec, spot.kind, spot.parent.element if spot.parent else None)
    return with_siblings(spec, spot.kind, spot.parent, (*row[: spot.position], *row[spot.position + 1 :]))


def changed(model: M, **values: Any) -> M:
    """A copy with other values, or the very same object when nothing differs."""
    new = {name: value for name, value in values.items() if getattr(model, name) != value}
    return model.model_copy(update=new) if new else model
