"""Values that look real, from the design that is most like an application."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from .index import catalogue
from .recast import as_made
from .types import Blueprint

_FEWEST = 2
"""Things in common, below which a design says nothing about an application."""


def samples_of(entities: Iterable[str]) -> Mapping[str, tuple[Any, ...]]:
    """Values by ``entity.field`` for an application with these entities; none where no design is like it."""
    return _samples(frozenset(entities))


@lru_cache(maxsize=64)
def _samples(names: frozenset[str]) -> Mapping[str, tuple[Any, ...]]:
    best, most = "", 0.0
    for card in catalogue().cards:
        shared = len(names.intersection(card.entities)) + 0.5 * len(names.intersection(card.optional))
        likeness = shared + shared / (len(card.entities) + 1)
        if shared >= min(_FEWEST, len(names)) and likeness > most:
            best, most = card.slug, likeness
    return _renamed(as_made(catalogue(), best, names), names) if best else {}


def _renamed(blueprint: Blueprint, names: frozenset[str]) -> Mapping[str, tuple[Any, ...]]:
    """The samples of a design, of its things under the names that the application has for them."""
    known = blueprint.entities
    others = {
        kept.name: other
        for kept in known.values()
        if kept.name not in names
        for other in sorted(names.difference(known))
        if other.replace("_", " ") in kept.also or _is_short(other, kept.name)
    }
    found = {}
    for key, values in blueprint.samples.items():
        entity, _, field = key.partition(".")
        found[f"{others.get(entity, entity)}.{field}"] = values
    return found


def _is_short(name: str, of: str) -> bool:
    """Whether a name is the last word of another one: an order is a sales order."""
    return of.endswith(f"_{name}")
