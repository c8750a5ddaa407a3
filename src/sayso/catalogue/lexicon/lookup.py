"""A noun of a text looked up: the well-known thing it means, or what sort of thing it is."""

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from sayso.catalogue.senses import Sense, sense_of, senses_of, sort_of
from sayso.kit.words import singular, snake

from .entries import Thing, entries


@dataclass(frozen=True, slots=True)
class Profile:
    """What is usually kept of what a noun means: of the thing itself where it is known, else of its sort.

    ``core`` and ``usual`` are fields in short form; ``flow`` has the steps of its life, if it has one.
    """

    name: str
    sense: Sense
    icon: str
    core: tuple[str, ...]
    usual: tuple[str, ...]
    flow: tuple[str, ...]
    title: tuple[str, ...]
    parents: tuple[str, ...]
    values: tuple[str, ...]
    thing: Thing | None


def things() -> dict[str, Thing]:
    """All well-known things by name."""
    return entries()


@cache
def _names() -> dict[str, str]:
    """The thing that a name or synonym means; a name of its own comes before a synonym of another."""
    found = {snake(word): name for name, thing in entries().items() for word in thing.also}
    return found | {name: name for name in entries()}


@lru_cache(maxsize=4096)
def thing_named(noun: str) -> Thing | None:
    """The well-known thing of exactly this name or synonym, in the singular or plural."""
    name = snake(noun)
    found = _names().get(name) or _names().get(singular(name))
    return entries()[found] if found else None


@lru_cache(maxsize=4096)
def thing_of(noun: str) -> Thing | None:
    """The well-known thing that a noun means, or that its last words mean (``delivery van`` is a ``van``)."""
    parts = snake(noun).split("_")
    tails = ("_".join(parts[start:]) for start in range(len(parts)))
    return next(filter(None, map(thing_named, tails)), None)


@lru_cache(maxsize=4096)
def profile_of(noun: str) -> Profile:
    """What is usually kept of what a noun means.

    Where the whole noun is listed in another sense than the thing that its last words mean, the list counts:
    a *clothes horse* is no animal.
    """
    name = singular(snake(noun))
    thing = thing_of(name)
    listed = senses_of(name)
    if thing is None or (thing is not thing_named(name) and listed and thing.sense not in listed):
        sense = sense_of(name)
        sort = sort_of(sense)
        return Profile(name, sense, sort.icon, sort.core, sort.usual, sort.flow, sort.title, (), (), None)
    return Profile(
        name,
        thing.sense,
        thing.icon,
        thing.core,
        thing.usual,
        thing.flow,
        (),
        thing.parents,
        thing.values,
        thing,
    )


@cache
def practices() -> dict[str, str]:
    """What people do, and the thing that they keep records of: *beekeeping* and a hive."""
    return dict(tomllib.loads((Path(__file__).parent / "practices.toml").read_text(encoding="utf-8")))
