"""Taking an element out, and with it what cannot be without it."""

from sayso.spec.model import AppSpec

from .names import Name, names_in
from .references import rewrite
from .tree import Spot, changed, walk, without_element


def remove(spec: AppSpec, spot: Spot) -> AppSpec:
    """The spec without the element, and without whatever mentions it and cannot do otherwise."""
    return without_dangling(spec, without_element(spec, spot))


def without_dangling(before: AppSpec, after: AppSpec) -> AppSpec:
    """``after`` without mentions of what only ``before`` has.

    What goes with them may itself be mentioned, so this repeats until nothing more goes.
    """
    first = before
    while gone := _names(before) - _names(after):
        before, after = after, rewrite(after, dict.fromkeys(gone))
    return _without_stale_assumptions(first, after)


def _names(spec: AppSpec) -> set[Name]:
    return {name for name, _ in names_in(spec)}


def _without_stale_assumptions(before: AppSpec, after: AppSpec) -> AppSpec:
    """Assumptions speak of elements by id; one about nothing that is left goes."""
    gone = {spot.element.id for spot in walk(before)} - {spot.element.id for spot in walk(after)}
    kept = []
    for assumption in after.assumptions:
        elements = tuple(element for element in assumption.elements if element not in gone)
        if elements or not assumption.elements:
            kept.append(changed(assumption, elements=elements))
    return changed(after, assumptions=tuple(kept))
