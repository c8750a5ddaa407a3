"""Values that look real, from the design that is most like an application."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from .index import catalogue

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
    return catalogue().blueprint(best).samples if best else {}
