"""The word lists, read once."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sayso.kit.words import singular

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from ``low`` to ``high`` in steps."""

    low: float
    high: float
    step: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What sample values are made of."""

    first: tuple[str, ...]
    last: tuple[str, ...]
    people: frozenset[str]
    names: dict[str, tuple[str, ...]]
    same: dict[str, str]
    topics: dict[str, tuple[str, ...]]
    texts: tuple[tuple[frozenset[str], tuple[str, ...]], ...]
    numbers: tuple[tuple[frozenset[str], Range], ...]
    tellings: dict[str, tuple[str, ...]]
    late: frozenset[str]
    due: frozenset[str]
    planned: frozenset[str]
    past: frozenset[str]
    begun: frozenset[str]
    told: frozenset[str]
    signed: frozenset[str]
    plain: frozenset[str]
    spoken: frozenset[str]

    def is_person(self, entity: str) -> bool:
        """Whether rows of this entity are people."""
        return singular(entity).rpartition("_")[2] in self.people or entity in self.people

    def titles(self, entity: str, about: str) -> tuple[str, ...]:
        """What rows of this entity are called in an application about this."""
        words = [entity, *reversed(entity.split("_"))]
        for word in words:
            key = self.same.get(word, word)
            for topic, hints in self.topics.items():
                special = self.names.get(f"{key}.{topic}")
                if special and any(hint in about for hint in hints):
                    return special
            if key in self.names:
                return self.names[key]
        return ()

    def tells_of_past(self, entity: str) -> bool:
        """Whether rows of this entity say what was."""
        return entity in self.told or entity.rpartition("_")[2] in self.told

    def sentences(self, name: str, entity: str = "") -> tuple[str, ...]:
        """Texts for a field of this name, in an entity of that name."""
        words = frozenset(name.split("_"))
        if words <= self.plain:
            words = self.spoken.intersection(entity.split("_")) or words
        return next((values for group, values in self.texts if group & words), ())

    def range(self, name: str) -> Range | None:
        """Numbers for a field of this name."""
        return next((span for words, span in self.numbers if words & set(name.split("_"))), None)


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of the data files."""
    people, titles, texts, days = (
        _load(name) for name in ("people.toml", "titles.toml", "texts.toml", "days.toml")
    )
    return Vocabulary(
        first=tuple(people["first"]),
        last=tuple(people["last"]),
        people=frozenset(people["entities"]),
        names={key: tuple(values) for key, values in titles["names"].items()},
        same=dict(titles["same"]),
        topics={key: tuple(values) for key, values in titles["topics"].items()},
        texts=tuple((frozenset(group["words"]), tuple(group["values"])) for group in texts["texts"]),
        numbers=tuple(
            (frozenset(group["words"]), Range(group["range"][0], group["range"][1], group["step"]))
            for group in texts["numbers"]
        ),
        tellings={state: tuple(words) for state, words in days["tellings"].items()},
        late=frozenset(days["late"]),
        due=frozenset(days["due"]),
        planned=frozenset(days["planned"]),
        past=frozenset(days["past"]),
        begun=frozenset(days["begun"]),
        told=frozenset(days["told"]),
        signed=frozenset(days["signed"]),
        plain=frozenset(texts["plain"]),
        spoken=frozenset(texts["spoken"]),
    )


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / name).read_text(encoding="utf-8"))
