"""Wishes for parts that no built-in kind of component draws: a seating plan to click, a map, a calculator."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.design.knowledge.load import load
from sayso.design.messages.clauses import bare, clauses, sentences, tidy
from sayso.design.messages.patterns import pattern
from sayso.design.name_lookup.likeness import key, likeness
from sayso.design.name_lookup.mentions import Mentions
from sayso.design.spec_edits.components import component_kinds
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, Component, ComponentType, Entity

_LONGEST, _MOST_SENTENCES = 6_000, 40
TAKING_AWAY = pattern(r"^(?:{remove}|{undo}|{rename})\b")
_SHOWN_AS = r"(?:as|on|in|onto|with) (?:an? |the |our )?(?:[\w-]+ ){0,2}"
_KEPT = re.compile(r"\b(?:to|for|on|of) (?:each|every|all|the|our|an?)? ?(?P<what>[\w' -]+)$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:an?|some|our)\b", re.IGNORECASE)
_PAGE = re.compile(r"\b(?:page|screen|tab|dashboard|overview)\b", re.IGNORECASE)
_NAMED = re.compile(r"\b(?:called|named)\s+\"?(?P<name>[\w' -]{2,40})\"?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CustomWish:
    """A part that has to be written: ``asked`` as the person said it, ``like`` the built-in kinds next to it.

    ``existing`` is the part that is there already and should change. A wish that is not ``is_sure`` may as
    well be about a field or a thing of that name; one that ``is_drawn`` says that it is to be clicked, drawn
    or moved.
    """

    name: str
    asked: str
    entity: Entity | None
    like: tuple[ComponentType, ...]
    existing: Component | None = None
    is_sure: bool = True
    is_drawn: bool = False


def custom_wishes(message: str, spec: AppSpec) -> list[tuple[str, CustomWish]]:
    """The clauses of a message that ask for such parts, each with its wish."""
    found = []
    for sentence in sentences(tidy(message[:_LONGEST]))[:_MOST_SENTENCES]:
        for clause in clauses(bare(sentence)):
            wish = custom_wish(bare(clause), spec)
            if wish is not None:
                found.append((clause, wish))
    return found


def custom_wish(clause: str, spec: AppSpec) -> CustomWish | None:
    """The part that a clause asks for; None when it asks for something else."""
    if TAKING_AWAY.search(clause) or (clause.rstrip().endswith("?") and not _asks().search(clause)):
        return None
    existing = _existing(clause, spec)
    if existing is not None:
        entity = next((one for one in spec.entities if one.name == existing.entity), None)
        return CustomWish(existing.name, clause, entity, (), existing)
    clue = _clues().search(clause)
    if not _asks().search(clause) and not _ARTICLE.match(clause) and clue is None:
        return None
    part, said = _part(clause)
    if part is None and (clue is None or (component_kinds(clause) and not _unlike_any(clue[0]))):
        return None
    mentions = Mentions(SpecIndex(spec))
    if part is not None and clue is None and _is_kept(said, clause, mentions):
        return None
    name = said or _noun(clause) or ("custom part" if clue and _unlike_any(clue[0]) else None)
    weak = said in _weak() and clue is None
    if name is None or (weak and not re.search(rf"\b{_SHOWN_AS}{re.escape(said)}\b", clause, re.IGNORECASE)):
        return None
    like = tuple(ComponentType(kind) for kind in (part or {}).get("like", ("cards", "table")))
    is_sure = clue is not None or not _is_of_a_record(clause, mentions)
    return CustomWish(
        name, clause, _entity(clause, part, mentions, said), like, is_sure=is_sure, is_drawn=clue is not None
    )


def custom_from(message: str, spec: AppSpec) -> CustomWish:
    """The part that a message asks for which somebody else took for such a wish."""
    found = custom_wishes(message, spec)
    if found:
        return found[0][1]
    text = bare(tidy(message))
    part, said = _part(text)
    mentions = Mentions(SpecIndex(spec))
    return CustomWish(said or _noun(text) or "custom part", text, _entity(text, part, mentions, said), ())


def _existing(clause: str, spec: AppSpec) -> Component | None:
    """A part of the application that was written before and is spoken of again."""
    said = key(clause)
    for component in spec.components:
        name = key(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", component.name))
        if component.type is ComponentType.CUSTOM and any(
            likeness(said[at : at + len(name)], name) > 0.95 for at in range(len(said) - len(name) + 1)
        ):
            return component
    return None


def _part(clause: str) -> tuple[dict[str, Any] | None, str]:
    found = [
        (len(match[0]), part, match[0].lower())
        for part in load("custom")["part"]
        for match in [_any_of(tuple(part["words"])).search(clause)]
        if match is not None
    ]
    if not found:
        return None, ""
    _, part, said = max(found, key=lambda one: one[0])
    return part, re.sub(r"s$", "", said) if said not in part["words"] else said


def _is_kept(said: str, clause: str, mentions: Mentions) -> bool:
    """Whether the words name a thing that records are kept of, or a field: *games* of a chess club."""
    wanted = key(said)
    for entity in mentions.entities_in(clause):
        if set(wanted) <= set(key(entity.entity.name)):
            return True
    member = mentions.member(said, least=0.9)
    return member is not None


def _is_of_a_record(clause: str, mentions: Mentions) -> bool:
    """``add a floor plan to each flat`` wishes for a field rather than for a part of a page."""
    match = _KEPT.search(clause)
    if match is None or _PAGE.search(match["what"]):
        return False
    return bool(
        re.match(r"(?:also |please )*(?:add|attach|upload|store|keep|record)\b", clause, re.IGNORECASE)
    ) and (mentions.entity(match["what"]) is not None)


def _entity(clause: str, part: dict[str, Any] | None, mentions: Mentions, said: str) -> Entity | None:
    """What the part shows: what the clause names besides the part itself, else what is usual."""
    named = mentions.entities_in(clause.lower().replace(said, " ") if said else clause)
    if named:
        return named[0].entity
    usual = str((part or {}).get("of", "")).split()
    return next((found for word in usual if (found := mentions.entity(word)) is not None), None)


def _noun(clause: str) -> str | None:
    """What a part is called that is on no list: the noun with the word before it."""
    named = _NAMED.search(clause)
    if named is not None:
        return named["name"].strip()
    nouns = "|".join(load("custom")["asking"]["nouns"])
    match = re.search(
        rf"(?:(?P<before>[a-z][\w-]{{0,40}}) )?(?P<noun>{nouns})\b", _clues().sub(" ", clause), re.IGNORECASE
    )
    if match is None:
        return None
    before = (match["before"] or "").lower()
    plain = before in {"a", "an", "the", "our", "my", "some", "of", "this", "that", ""}
    return match["noun"].lower() if plain else f"{before} {match['noun'].lower()}"


def _unlike_any(clue: str) -> bool:
    """Whether a clue speaks of what no built-in kind does; boards can be clicked and dragged."""
    return bool(re.search(r"custom|own |special|draw|3d|svg|zoom|animat", clue, re.IGNORECASE))


@cache
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, ordered))})s?(?![\w-])", re.IGNORECASE)


def _clues() -> re.Pattern[str]:
    return _any_of(tuple(load("custom")["asking"]["clues"]))


def _asks() -> re.Pattern[str]:
    return _any_of(tuple(load("custom")["asking"]["verbs"]))


def _weak() -> frozenset[str]:
    return frozenset(load("custom")["asking"]["weak"])
