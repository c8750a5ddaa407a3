"""Which designs a description is about: the nearest one, a second where two are meant, or a pattern."""

import re
from dataclasses import dataclass
from functools import cache

from sayso.catalogue.described import Chosen
from sayso.catalogue.index import catalogue
from sayso.catalogue.search import Hit, Search
from sayso.catalogue.types import Blueprint, Rank
from sayso.catalogue.words import weighed

from .said import Said

_SURE, _LIKELY, _LEAST = 9.0, 5.0, 4.0
_SHARE = 0.6
_SECOND = 7.0
_SHORT = 30
_JOINT = re.compile(r"\b(?:with|and|plus|also|including)\b|[,+&]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A design that fits a description, and which of its parts come; ``is_sure`` says that it was named."""

    blueprint: Blueprint
    chosen: Chosen
    is_sure: bool


@cache
def search() -> Search:
    """The search over all designs."""
    return Search(catalogue())


def found_in(said: Said) -> tuple[Found, ...]:
    """The designs of a description, the leading one first; none where nothing known is named."""
    wanted = search().wanted(said.text, said.unwanted)
    hits = search().find_words(wanted)
    if not hits or not _fits(hits[0], said):
        return ()
    first = hits[0]
    found = [_found(first, said)]
    rest = {word: count for word, count in wanted.items() if first.card.weights.get(word, 0.0) < 1.0}
    if rest and len(said.words) <= _SHORT and _JOINT.search(said.text):
        hits = search().find_words(wanted, 30)[1:]
        second = next((hit for hit in hits if hit.wording & set(rest) and _is_second(hit)), None)
        if second is not None:
            found.append(_found(second, said))
            found.sort(key=lambda one: _place(one.blueprint, said))
    return tuple(found)


def _place(blueprint: Blueprint, said: Said) -> int:
    """Where a text first names a design as a whole."""
    named = {word for one in (blueprint.name, *blueprint.also) for word in weighed(one)}
    ends = [word.end for word in said.words if word.stem in named]
    return sum(sorted(ends)[:2])


def nearest(said: Said, most: int = 3) -> list[Hit]:
    """The nearest designs, however near they are."""
    hits = search().find(said.text, most, said.unwanted)
    return [hit for hit in hits if hit.score >= _LEAST]


def _fits(hit: Hit, said: Said) -> bool:
    """Whether a design was meant: it was named, or a few words are mostly about it."""
    if hit.share >= _SHARE:
        return hit.score >= _LIKELY
    return hit.score >= _SURE and len(said.words) <= _SHORT


def _is_second(hit: Hit) -> bool:
    return hit.share >= _SHARE and hit.score >= _SECOND


def _found(hit: Hit, said: Said) -> Found:
    blueprint = catalogue().blueprint(hit.card.slug)
    return Found(blueprint, chosen_of(blueprint, said), hit.share >= _SHARE)


def chosen_of(blueprint: Blueprint, said: Said) -> Chosen:
    """The parts that words point to, and those that are not wanted."""
    entities = {
        name
        for name, kept in blueprint.entities.items()
        if kept.when and any(map(said.says, (name, *kept.when))) and not said.refuses(name)
    }
    extras = {
        (name, entry.name)
        for name, kept in blueprint.entities.items()
        for entry in kept.entries
        if entry.rank is Rank.EXTRA and any(map(said.says, (entry.name, *entry.words)))
    }
    without = {name for name in blueprint.by_default if said.refuses(name)}
    without |= {
        f"{name}.{entry.name}"
        for name, kept in blueprint.entities.items()
        for entry in kept.entries
        if entry.rank is not Rank.CORE and said.refuses(entry.name)
    }
    if len(without & set(blueprint.by_default)) == len(blueprint.by_default):
        without = set()
    return Chosen(frozenset(entities), frozenset(extras), frozenset(without))
