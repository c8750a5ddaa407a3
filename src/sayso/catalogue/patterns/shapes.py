"""The patterns as they are written: blueprints in which ``<resource>`` stands for what fills a slot.

Besides what a blueprint has, a pattern has ``slots`` and ``calls``, the wordings that mean it. A slot has the
noun that fills it by default, the senses of nouns that fit, and, where a thing itself often tells it, fields
whose name fills it (the *author* of a book). ``own: true`` gives an entity what is usually kept of its noun,
``own: known`` only where the noun is a well-known thing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sayso.catalogue.senses import Sense
from sayso.catalogue.text import read_yaml

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a noun: the one by default, the senses that fit, the fields that tell it.

    ``instead`` has other nouns to stand by default, by the sense of what fills the pattern's first slot;
    ``alone`` is the noun of a first slot where only others are filled.
    """

    name: str
    noun: str
    senses: tuple[Sense, ...]
    fields: tuple[str, ...]
    instead: Mapping[Sense, str]
    alone: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A shape: ``document`` is a blueprint with slots, as its file has it."""

    name: str
    slots: Mapping[str, Slot]
    calls: tuple[str, ...]
    document: Mapping[str, Any]

    def slot_for(self, sense: Sense, taken: Mapping[str, str]) -> str | None:
        """The first free slot that nouns of this sense fit."""
        return next(
            (name for name, slot in self.slots.items() if name not in taken and sense in slot.senses), None
        )


@cache
def names() -> frozenset[str]:
    """What the patterns are called, without reading them."""
    return frozenset(path.stem for path in FOLDER.glob("*.yaml"))


@cache
def patterns() -> Mapping[str, Pattern]:
    """All patterns by name."""
    return MappingProxyType({path.stem: _read(path) for path in sorted(FOLDER.glob("*.yaml"))})


def pattern(name: str) -> Pattern:
    """The pattern of this name.

    Raises:
        KeyError: when there is none.
    """
    return patterns()[name]


def _read(path: Path) -> Pattern:
    data = read_yaml(path.read_text(encoding="utf-8"))
    slots = {name: _slot(name, row) for name, row in data.pop("slots").items()}
    return Pattern(path.stem, MappingProxyType(slots), tuple(data.pop("calls")), data)


def _slot(name: str, row: Mapping[str, Any]) -> Slot:
    instead = {Sense(sense): noun for sense, noun in row.get("instead", {}).items()}
    return Slot(
        name=name,
        noun=row["noun"],
        senses=tuple(map(Sense, row["is"])),
        fields=tuple(row.get("field", ())),
        instead=instead,
        alone=row.get("alone", row["noun"]),
    )
