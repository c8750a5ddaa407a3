"""A design told of another thing of the same sort: the bike rental as a rental of scooters.

A design says with its other wordings what else it fits. Where one of these ends like its name and begins with
another noun of the same sense (*scooter rental* beside *bike rental*), that noun takes the place of the one
in the name wherever it stands: entities, links, expressions, reports, texts.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sayso.kit.words import plural, singular

from .index import Card, Catalogue
from .lexicon import profile_of
from .patterns import put_nouns
from .senses import Sense
from .types import Blueprint

_SWAPPED = frozenset(
    {
        Sense.ANIMAL, Sense.PLANT, Sense.ARTIFACT, Sense.VEHICLE, Sense.PLACE, Sense.FOOD, Sense.WORK,
        Sense.OBJECT, Sense.SUBSTANCE,
    }
)  # fmt: skip
"""Sorts of things of which one is rented, collected or repaired much like another."""


@dataclass(frozen=True, slots=True)
class Swap:
    """A wording of a design, its entity that the wording has another noun for, and that noun as a name."""

    wording: str
    old: str
    new: str

    @property
    def title(self) -> str:
        """What an application of this wording is called."""
        return self.wording[:1].upper() + self.wording[1:]


def swaps(card: Card) -> Iterator[Swap]:
    """The other nouns that a design is told of, by its wordings."""
    name = _words(card.name)
    old = "_".join(name[:-1])
    if old not in card.entities:
        return
    for wording in card.also:
        said = _words(wording)
        new = "_".join(said[:-1])
        if said[-1] == name[-1] and new.isidentifier() and said[-2:-1] != name[-2:-1] and _is_alike(old, new):
            yield Swap(wording, old, new)


def swapped_in(card: Card, names: Iterable[str]) -> Swap | None:
    """The swap that an application was made with, by the names of its entities."""
    known = set(names)
    return next((one for one in swaps(card) if one.new in known and one.old not in known), None)


def recast(catalogue: Catalogue, slug: str, swap: Swap) -> Blueprint | None:
    """The design of a swap; none where it makes no sound one, as where the other thing is in it already.

    Questions about the thing that was there before, and texts that rows of it had, are left out.
    """
    document = catalogue.document(slug)
    if swap.new in document["entities"]:
        return None
    asked = [one for one in document["questions"] if not _noun(swap.old).search(one["ask"])]
    kept = {
        key: values
        for key, values in document["samples"].items()
        if key.partition(".")[0] != swap.old or not any(isinstance(one, str) for one in values)
    }
    told = document | {"name": swap.title, "questions": asked, "samples": kept}
    return catalogue.sound(put_nouns(_marked(told, swap.old), {swap.old: swap.new}), slug)


def as_made(catalogue: Catalogue, slug: str, names: Iterable[str]) -> Blueprint:
    """The design in the words of an application that was made of it, by the names of its entities."""
    card = catalogue.card(slug)
    swap = swapped_in(card, names) if card else None
    return (swap and recast(catalogue, slug, swap)) or catalogue.blueprint(slug)


def _words(text: str) -> list[str]:
    return [singular(word) for word in text.lower().split()]


def _is_alike(old: str, new: str) -> bool:
    sense = profile_of(new).sense
    return sense in _SWAPPED and sense is profile_of(old).sense


def _noun(name: str) -> re.Pattern[str]:
    """A name or its words, one or several, within names and texts."""
    forms = sorted({name, plural(name)}, key=len, reverse=True)
    said = "|".join(re.escape(form).replace("_", "[ _]") for form in forms)
    return re.compile(rf"(?<![A-Za-z])(?:{said})(?![A-Za-z])", re.IGNORECASE)


def _marked(value: Any, name: str) -> Any:
    """The document of a pattern: with the noun as a slot."""
    if isinstance(value, Mapping):
        return {_marked(key, name): _marked(inner, name) for key, inner in value.items()}
    if isinstance(value, list):
        return [_marked(one, name) for one in value]
    if not isinstance(value, str):
        return value
    several = plural(name)

    def slot(match: re.Match[str]) -> str:
        return f"<{several if match.group().lower().replace(' ', '_') == several else name}>"

    return _noun(name).sub(slot, value)
