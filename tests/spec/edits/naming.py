"""Elements of the salon, found by what they are called."""

from typing import Any

from sayso.spec.edits.kinds import Kind, name_of
from sayso.spec.edits.tree import walk
from sayso.spec.model import AppSpec, Element


def the(spec: AppSpec, kind: Kind, name: str, within: str | None = None) -> Any:
    """The element of this kind and name; ``within`` is the name of what it is part of."""
    found: list[Element] = [
        spot.element
        for spot in walk(spec)
        if spot.kind is kind
        and name_of(spot.element) == name
        and (within is None or (spot.parent is not None and name_of(spot.parent.element) == within))
    ]
    assert len(found) == 1, f"{len(found)} elements are the {kind} {name}"
    return found[0]


def names(spec: AppSpec, kind: Kind) -> list[str | None]:
    """What the elements of a kind are called, in order."""
    return [name_of(spot.element) for spot in walk(spec) if spot.kind is kind]
