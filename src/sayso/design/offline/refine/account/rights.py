"""Rights that a clause speaks of, held against those that a change gave and took."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sayso.design.offline.refine.mentions import Mentions
from sayso.spec.edits import Kind
from sayso.spec.edits.tree import walk
from sayso.spec.index import SpecIndex
from sayso.spec.model import Action, AppSpec, Scope

from .vocabulary import phrases

_REACH = {Scope.NONE: 0, Scope.OWN: 1, Scope.ALL: 2}
_Place = tuple[str, str, Action]
"""A role, an entity and what may be done with it."""
_ALONE = re.compile(r"\b(?:only|just)\s+(?:be able to\s+)?$", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:,\s*)?(?:or|and|nor|and/or|/)?\s*", re.IGNORECASE)
_ADDED_TO = re.compile(r"\bnot (?:just|only)\b|n't (?:just|only)\b", re.IGNORECASE)
_READ_ONLY = re.compile(r"\b(read|view)[ -]only\b", re.IGNORECASE)
_REFUSED = re.compile(
    r"\b(?:no|not|nothing about|without|except|never)\s+(?:the |any |our |their )?$", re.IGNORECASE
)
_EVERYTHING = re.compile(r"\b(?:everything|anything)\b(?! else)", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:own|others?|(?:someone|somebody|anybody|anyone) else)\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:their|his|her|my|your) own\b|\bown (?!page|list)", re.IGNORECASE)
_SOLE = re.compile(
    r"\b(?:only(?!\s+(?:their|his|her|own|those|the ones))|solely|exclusively|"
    r"(?:nobody|no one) (?:but|except)|none but)\b",
    re.IGNORECASE,
)
_MAY = re.compile(
    r"\b(?:who|can|may|able to|allowed to|can't|cannot|must not|mustn't)\s+"
    r"(?:also |only |just |not |still )*(?P<deed>\w+)",
    re.IGNORECASE,
)
_NEAR = 6
"""Characters between *only* and whom it singles out, such as ``the`` and ``our``."""
_KEPT = frozenset([Kind.ENTITY, Kind.FIELD, Kind.OPTION])


@dataclass(frozen=True, slots=True)
class _Deed:
    """A word for what may be done, up to the next one; ``is_alone`` in *only read*."""

    word: str
    start: int
    end: int
    action: Action
    is_against: bool
    is_alone: bool


def refuted_rights(clause: str, before: AppSpec, after: AppSpec) -> Iterator[str]:
    """Words of a clause on who may do what which the result does not bear out."""
    plain = _READ_ONLY.sub(r"only \1", _ADDED_TO.sub(lambda match: " " * len(match[0]), clause))
    rights = _Rights(plain, before, after)
    if not rights.changed:
        yield from rights.forgotten()
        return
    yield from rights.taken()
    yield from rights.given()
    yield from rights.spoken()
    yield from rights.exclusive()


class _Rights:
    """What a clause says of rights, and what became of them."""

    def __init__(self, clause: str, before: AppSpec, after: AppSpec) -> None:
        self._clause, self._before, self._after = clause, before, after
        self._old, self._new = _reaches(before), _reaches(after)
        both = [{role.name for role in spec.permissions.roles} for spec in (before, after)]
        self._roles = both[0] & both[1]
        self._entities = {e.name for e in before.entities} & {e.name for e in after.entities}
        self._mentions = Mentions(SpecIndex(after))

    @cached_property
    def changed(self) -> set[_Place]:
        """Where another reach than before holds, among roles and things that were there before."""
        return {
            place
            for place in self._old.keys() | self._new.keys()
            if self._reach(place) != self._old.get(place, 0)
            and place[0] in self._roles
            and place[1] in self._entities
        }

    @cached_property
    def _deeds(self) -> list[_Deed]:
        return _deeds(self._clause)

    @cached_property
    def _refused(self) -> set[str]:
        """Things after a *no*: ``orders but no customers``."""
        found = self._mentions.entities_in(self._clause)
        return {one.entity.name for one in found if _REFUSED.search(self._clause[: one.start])}

    @cached_property
    def _spoken(self) -> set[str]:
        named = {one.entity.name for one in self._mentions.entities_in(self._clause)}
        return named or {entity for _, entity, _ in self.changed}

    @cached_property
    def _people(self) -> set[str]:
        named = {role.name for role, *_ in self._mentions.roles_in(self._clause)}
        return named or {role for role, *_ in self.changed}

    def _reach(self, place: _Place) -> int:
        return self._new.get(place, 0)

    def _of(self, action: Action) -> list[_Deed]:
        return [deed for deed in self._deeds if deed.action is action]

    def forgotten(self) -> Iterator[str]:
        """Words for rights where none changed, since a thing or a value was made of them."""
        known = {spot.element.id for spot in walk(self._before)}
        if not any(spot.element.id not in known and spot.kind in _KEPT for spot in walk(self._after)):
            return
        if Mentions(SpecIndex(self._before)).roles_in(self._clause):
            yield from (deed.word for deed in self._deeds if deed.is_against)
        for match in _MAY.finditer(self._clause):
            if phrases("doing", "any").fullmatch(match["deed"]):
                yield match["deed"]

    def taken(self) -> Iterator[str]:
        """Rights that were taken without a word against them."""
        for place in self.changed:
            reach, mine = self._reach(place), self._of(place[2])
            if reach > self._old.get(place, 0) or place[1] in self._refused:
                continue
            if reach:
                is_told = bool(phrases("against", "own").search(self._clause))
            elif place[1] in self._spoken and mine:
                is_told = any(deed.is_against for deed in mine)
            else:
                is_told = bool(phrases("against", "words").search(self._clause))
            if not is_told:
                yield mine[0].word if mine else self._clause

    def given(self) -> Iterator[str]:
        """Rights that were given although they are refused, or not spoken of among those that are."""
        for place in self.changed:
            mine = self._of(place[2])
            if self._reach(place) <= self._old.get(place, 0):
                continue
            if mine and all(deed.is_against for deed in mine):
                yield mine[0].word
            is_unsaid = bool(self._deeds) and not mine and place[2] is not Action.READ
            if is_unsaid and not phrases("doing", "all").search(self._clause):
                yield self._deeds[0].word

    def spoken(self) -> Iterator[str]:
        """Rights that are given or refused in words, but not in the result."""
        is_clear = len(self._people) == 1 or len({deed.is_against for deed in self._deeds}) == 1
        for deed in self._deeds if is_clear else ():
            near = self._near(deed)
            pairs = [
                (role, entity)
                for role in self._people
                for entity in sorted(near or self._spoken - self._refused or self._spoken)
                if entity != role
            ]
            if self._is_refuted(deed, pairs, is_near=bool(near)):
                yield deed.word

    def _near(self, deed: _Deed) -> set[str]:
        """The things between this deed and the next one."""
        if _EVERYTHING.search(self._clause, deed.start, deed.end):
            return self._entities
        found = self._mentions.entities_in(self._clause)
        return {one.entity.name for one in found if deed.start <= one.start < deed.end} - self._refused

    def _is_refuted(self, deed: _Deed, pairs: list[tuple[str, str]], *, is_near: bool) -> bool:
        reaches = [self._reach((*pair, deed.action)) for pair in pairs]
        if deed.is_against:
            whole = [reach for pair, reach in zip(pairs, reaches, strict=True) if pair not in self._partly]
            allowed = 1 if _OTHERS.search(self._clause) else 0
            return any(reach > allowed for reach in whole) and not self._is_sole
        if not (all(reaches) if is_near else any(reaches) or not reaches):
            return True
        moved = [pair for pair in pairs if any(place[:2] == pair for place in self.changed)]
        is_own = bool(_OWN.search(self._clause)) and deed.action is not Action.CREATE
        return is_own and any(self._reach((*pair, deed.action)) > 1 for pair in moved)

    @cached_property
    def _partly(self) -> set[tuple[str, str]]:
        """Where a role reaches some of the fields only."""
        rules = self._after.permissions.rules
        return {(rule.role, rule.entity) for rule in rules if rule.fields is not None}

    @cached_property
    def _is_sole(self) -> bool:
        """Whether people are singled out: ``only managers may``."""
        return bool(_SOLE.search(self._clause)) and not any(deed.is_alone for deed in self._deeds)

    @cached_property
    def _chosen(self) -> set[str]:
        """The people who are singled out: those right behind the word, else all that are named."""
        found = self._mentions.roles_in(self._clause)
        ends = [match.end() for match in _SOLE.finditer(self._clause)]
        near = {role.name for role, start, _ in found if any(0 <= start - end <= _NEAR for end in ends)}
        return near or self._people

    def exclusive(self) -> Iterator[str]:
        """Rights that others have beside those who alone should, or that go beyond what alone is given."""
        said = {deed.action for deed in self._deeds}
        widest = SpecIndex(self._after).widest_role
        beside = [
            role
            for (role, entity, action), reach in self._new.items()
            if reach and entity in self._spoken and action in said and role not in {*self._chosen, widest}
        ]
        if self._is_sole and beside:
            yield self._deeds[0].word
        alone = [deed for deed in self._deeds if deed.is_alone]
        if not alone or phrases("against", "own").search(self._clause):
            return
        touched = {place[:2] for place in self.changed if place[0] in self._people}
        if any(self._reach((*pair, action)) for pair in touched for action in set(Action) - said):
            yield alone[0].word


def _reaches(spec: AppSpec) -> dict[_Place, int]:
    found: dict[_Place, int] = {}
    for rule in spec.permissions.rules:
        for action in rule.actions:
            place = (rule.role, rule.entity, action)
            found[place] = max(found.get(place, 0), _REACH[rule.scope])
    return {place: reach for place, reach in found.items() if reach}


def _deeds(clause: str) -> list[_Deed]:
    """The words for what may be done; a *not* before the first of a list stands before all of it."""
    said = sorted(
        (match.start(), match.end(), action)
        for action in Action
        for match in phrases("doing", action.value).finditer(clause)
    )
    deeds: list[_Deed] = []
    for n, (start, end, action) in enumerate(said):
        begin = said[n - 1][1] if n else 0
        stop = said[n + 1][0] if n + 1 < len(said) else len(clause)
        between = clause[begin:start]
        alone = _ALONE.search(between)
        is_against, is_alone = False, alone is not None
        if deeds and _JOINED.fullmatch(between):
            is_against, is_alone = deeds[-1].is_against, deeds[-1].is_alone
        else:
            marks = [*phrases("against", "words").finditer(clause, begin, start)]
            marks += phrases("against", "later").finditer(clause, end, stop) if n + 1 == len(said) else ()
            is_against = any(alone is None or mark.start() != begin + alone.start() for mark in marks)
        deeds.append(_Deed(clause[start:end], start, stop, action, is_against, is_alone))
    return deeds
