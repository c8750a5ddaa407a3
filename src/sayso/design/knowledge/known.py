"""Look-ups over the well-known things of ``entities.toml`` and the word lists of ``talk.toml``."""

from dataclasses import dataclass
from functools import cache

from .load import load, word_set

_AGENTS = (
    *("ist", "ian", "eer", "ant", "man", "fighter", "maker", "keeper", "worker"),
    *("master", "holder", "leader", "player", "driver", "seller", "grower"),
)


@dataclass(frozen=True, slots=True)
class KnownThing:
    """A well-known thing: what sort it is, its icon, usual fields and usual owners."""

    name: str
    kind: str
    icon: str
    fields: tuple[str, ...]
    parents: tuple[str, ...]


@cache
def known_things() -> dict[str, KnownThing]:
    """All well-known things by name."""
    things: dict[str, KnownThing] = {}
    for kind, entries in load("entities").items():
        for name, row in entries.items():
            parents = tuple(row[2].split()) if len(row) > 2 else ()
            things.setdefault(name, KnownThing(name, kind, row[0], tuple(row[1].split()), parents))
    return things


@cache
def known_thing(name: str) -> KnownThing | None:
    """The well-known thing of this name, or the one its last word names (``dog_walk`` is a ``walk``)."""
    things = known_things()
    if name in things:
        return things[name]
    parts = name.split("_")
    for start in range(1, len(parts)):
        tail = "_".join(parts[start:])
        if tail in things:
            return things[tail]
    return None


@cache
def is_lasting(name: str) -> bool:
    """Whether a name means something that is there before and after what is done with it."""
    thing = known_thing(name)
    return thing is not None and thing.kind in {"thing", "catalogue", "place"}


@cache
def is_talk(word: str) -> bool:
    """Whether a noun is part of talking rather than a thing to keep."""
    return word in word_set("talk", "never", "words")


@cache
def is_business(word: str) -> bool:
    """Whether a noun names the business or the software as a whole."""
    return word in word_set("talk", "business", "words")


@cache
def is_person_word(name: str) -> bool:
    """Whether a name means people."""
    thing = known_thing(name)
    if thing is not None and thing.kind in {"customer", "staff"} and thing.name not in {"account", "company"}:
        return True
    last = name.rsplit("_", maxsplit=1)[-1]
    return (
        last in word_set("talk", "roles", "words")
        or name.replace("_", " ") in word_set("talk", "roles", "words")
        or (thing is None and last.endswith(_AGENTS) and len(last) > 5)
    )
