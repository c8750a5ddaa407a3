"""What people add to any wish in a few words: with a waiting list, for two branches, and who paid."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sayso.catalogue.words import stem
from sayso.design.agents.execution import Carrier
from sayso.design.agents.first.description_items import described_items
from sayso.kit.ids import IdSource
from sayso.kit.words import singular
from sayso.spec.model import AppSpec

from .description_words import Said
from .joined import with_rights

_ITSELF = "@"
_NUMBER = "#"
_NUMBERS = frozenset("two three four five six several both multiple our".split())  # noqa: SIM905 - a list of words
WHY = "You asked for it in a few words."


@dataclass(frozen=True, slots=True)
class Twist:
    """One of them, as ``twists.toml`` beside this module explains it."""

    words: tuple[tuple[str, ...], ...]
    unless: frozenset[str]
    fields: tuple[str, ...]
    keeps: dict[str, dict[str, Any]]
    joins: bool
    misread: frozenset[str]

    def in_text(self, said: Said) -> str:
        """The last word of the wording that stands in a text; empty where none does."""
        texts = [word.text for word in said.words]
        gone = {id(word) for word in said.negated}
        for wording in self.words:
            for at in range(len(texts) - len(wording) + 1):
                here = said.words[at : at + len(wording)]
                if all(map(_fits, wording, texts[at:])) and not any(id(word) in gone for word in here):
                    return texts[at + len(wording) - 1]
        return ""


def twists_in(said: Said) -> tuple[tuple[Twist, str], ...]:
    """The twists of a text, each with the last word of it."""
    return tuple((one, word) for one in _twists() if (word := one.in_text(said)))


def misread(said: Said) -> frozenset[str]:
    """Names of values that a reader makes of twists, and that are none."""
    return frozenset[str]().union(*(one.misread for one, _ in twists_in(said)))


def twisted(spec: AppSpec, said: Said, ids: IdSource) -> AppSpec:
    """The spec with what the twists of a text ask for and it does not have yet."""
    for twist, word in twists_in(said):
        if not _is_so(twist, spec):
            spec = _with(spec, twist, word, said, ids)
    return spec


def _with(spec: AppSpec, twist: Twist, word: str, said: Said, ids: IdSource) -> AppSpec:
    main, source = _main(spec), said.sentence_of(word)
    entities: list[dict[str, Any]] = []
    if twist.fields:
        entities.append({"name": main, "fields": list(twist.fields)})
    kept = dict(twist.keeps)
    if twist.joins:
        kept = {singular(word): one for one in kept.values()}
        entities.append({"name": main, "links": list(kept)})
    for name, one in kept.items():
        links = [main if link == _ITSELF else link for link in one.get("links", ())]
        states = dict.fromkeys(part.strip() for step in one.get("steps", ()) for part in step.split(">"))
        flow = {"flow": list(states), "steps": list(one["steps"])} if states else {}
        entities.append(
            {"name": name, "fields": list(one["fields"]), "links": links, "icon": one["icon"]} | flow
        )
    carrier = Carrier(spec, ids, lambda *_: None, source=source, why=WHY)
    carrier.take(described_items({"entities": entities}, spec))
    return with_rights(carrier.spec, spec.permissions, kept, ids)


def _main(spec: AppSpec) -> str:
    """What the application is about: a stated thing with steps, else a stated one, else one with steps."""
    flows = {flow.entity for flow in spec.flows}
    linked = {link.from_entity for link in spec.relationships}

    def weight(at: int) -> tuple[bool, bool, bool, int]:
        entity = spec.entities[at]
        return entity.source is not None, entity.name in flows, entity.name in linked, -at

    return spec.entities[max(range(len(spec.entities)), key=weight)].name


def _is_so(twist: Twist, spec: AppSpec) -> bool:
    names = [entity.name for entity in spec.entities]
    states = {state.name.removesuffix("_list") for flow in spec.flows for state in flow.states}
    if twist.fields:
        for entity in spec.entities:
            names += [field.name for field in entity.fields]
            names += [value.name for value in entity.computed]
    known = {stem(part) for name in names for part in name.split("_")} | set(map(stem, states))
    return bool(known & twist.unless)


def _fits(wanted: str, word: str) -> bool:
    return word == wanted or (wanted == _NUMBER and (word in _NUMBERS or word.isdigit()))


@cache
def _twists() -> tuple[Twist, ...]:
    rows = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["twist"]
    return tuple(map(_read, rows))


def _read(row: dict[str, Any]) -> Twist:
    words: Iterable[str] = row["words"]
    return Twist(
        words=tuple(tuple(one.split()) for one in words),
        unless=frozenset(row["unless"]),
        fields=tuple(row.get("fields", ())),
        keeps=row.get("keeps", {}),
        joins=bool(row.get("joins")),
        misread=frozenset(row["misread"]),
    )
