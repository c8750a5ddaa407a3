"""How much of what an expert would keep is made of a first description, and whether words became rubbish.

A row has ``things``, each with acceptable names, ``fields`` of them, ``flow``, things of which one has steps,
``not``, words that have to become nothing, and of texts on databases ``links`` and ``many``.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import Any

from sayso.design.offline.designer_adapter import read_wish
from sayso.design.types import Wish
from sayso.kit.ids import SeededIds
from sayso.kit.words import singular, snake
from sayso.spec.edits import empty_spec
from sayso.spec.model import AppSpec, Entity

Row = dict[str, Any]
SETS = ("wishes", "asides")


@dataclass(frozen=True)
class Judged:
    """A row with the application that was made of it."""

    number: int
    row: Row
    spec: AppSpec

    @property
    def figures(self) -> dict[str, float]:
        """Shares from 0 to 1; those that the row says nothing of are absent."""
        found = {"things": _things(self), "clean": float(not self.rubbish)}
        if self.row["fields"]:
            found["fields"] = _fields(self)
        if self.row["flow"]:
            found["flow"] = float(
                any(self.has(one, flow.entity) for one in self._flows for flow in self.spec.flows)
            )
        if "links" in self.row:
            found["ties"] = _ties(self)
        return found

    @property
    def _flows(self) -> list[list[str]]:
        return [self.names_of(one) for one in self.row["flow"]]

    @property
    def rubbish(self) -> list[str]:
        """Things and values that are called what has to become nothing."""
        unwanted = {snake(word) for word in self.row["not"]}
        names = [(one.name, one.name) for one in self.spec.entities]
        names += [(f"{one.name}.{f.name}", f.name) for one in self.spec.entities for f in one.fields]
        return [place for place, name in names if {name, singular(name)} & unwanted]

    @property
    def missing(self) -> list[str]:
        """Things that are not there."""
        return [thing[0] for thing in self.row["things"] if not self.entities(thing)]

    def names_of(self, thing: str) -> list[str]:
        """The acceptable names of a thing."""
        return next((one for one in self.row["things"] if thing in one), [thing])

    def entities(self, wanted: list[str]) -> list[Entity]:
        """What was made and is called so."""
        return [one for one in self.spec.entities if self.has(wanted, one.name)]

    @staticmethod
    def has(wanted: list[str], name: str) -> bool:
        """Whether one of several names is this one, alone or as its last words."""
        forms = {name, singular(name)}
        return any(form == one or form.endswith(f"_{one}") for one in map(snake, wanted) for form in forms)


def _things(judged: Judged) -> float:
    return fmean(bool(judged.entities(thing)) for thing in judged.row["things"])


def _fields(judged: Judged) -> float:
    met = []
    for group in judged.row["fields"]:
        there = [
            word
            for one in judged.entities(judged.names_of(group["of"]))
            for word in _words_of(one, judged.spec)
        ]
        met += [any(judged.has(wanted, word) for word in there) for wanted in group["any"]]
    return fmean(met)


def _words_of(entity: Entity, spec: AppSpec) -> list[str]:
    found = [*(field.name for field in entity.fields), *(one.name for one in entity.computed)]
    for link in spec.relationships:
        if entity.name in {link.from_entity, link.to_entity}:
            found += [link.name, link.from_entity, link.to_entity]
    return found + ["status" for flow in spec.flows if flow.entity == entity.name]


def _ties(judged: Judged) -> float:
    near: dict[str, set[str]] = defaultdict(set)
    for link in judged.spec.relationships:
        near[link.from_entity].add(link.to_entity)
        near[link.to_entity].add(link.from_entity)
    several = judged.row.get("many", [])
    met = []
    for pair in [*judged.row["links"], *several]:
        first, second = ([one.name for one in judged.entities(judged.names_of(name))] for name in pair)
        pairs = [(one, other) for one in first for other in second]
        through = pair in several and any(near[one] & near[other] for one, other in pairs)
        met.append(through or any(other in near[one] for one, other in pairs))
    return fmean(met) if met else 1.0


@cache
def rows_of(name: str) -> tuple[Row, ...]:
    """The rows of a set."""
    lines = (Path(__file__).parent / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


@cache
def judged(name: str) -> tuple[Judged, ...]:
    """All rows of a set with what was made of them."""
    return tuple(
        Judged(number, row, read_wish(Wish(row["wish"], empty_spec(), SeededIds(number))).spec)
        for number, row in enumerate(rows_of(name), start=1)
    )


def figures(rows: Iterable[Judged]) -> dict[str, float]:
    """The means over rows."""
    found: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        for key, value in row.figures.items():
            found[key].append(value)
    return {key: round(fmean(values), 3) for key, values in found.items()}
