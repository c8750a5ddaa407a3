"""Whether two names mean the same thing: by their words, by synonyms, by what they are a kind of."""

from collections.abc import Iterable
from functools import lru_cache

from sayso.catalogue.lexicon import thing_named
from sayso.catalogue.words import word_list
from sayso.design.offline.model.names import synonyms
from sayso.kit.words import singular


@lru_cache(maxsize=8192)
def is_same(one: str, other: str) -> bool:
    """Whether two entities are the same thing: ``repair_order`` is an order, a client a customer."""
    one, other = singular(one), singular(other)
    if one == other or other in synonyms(one):
        return True
    known = thing_named(one)
    if known is not None and known is thing_named(other):
        return True
    first, last = one.split("_"), other.split("_")
    shorter, longer = sorted((first, last), key=len)
    if longer[-len(shorter) :] == shorter and len(longer) > len(shorter):
        return shorter[-1] not in word_list("broad")
    return False


def same_in(name: str, names: Iterable[str]) -> str | None:
    """The one of several names that means the same: the very same first."""
    known = list(names)
    if name in known:
        return name
    found = [one for one in known if is_same(name, one)]
    return min(found, key=lambda one: (len(one), one)) if found else None
