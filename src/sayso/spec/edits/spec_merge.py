"""Two specs that came of one, brought together: what each changed stays, and where both did is asked.

A three-way merge by stable ids. Names are made the same in all three first, so that a rename on one side
carries along what the other side wrote; what one side removed is removed from all of them with its mentions.
What is left is a merge of values.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import orjson

from sayso.spec.model import AppSpec

from .edit_transaction import apply
from .kinds import Kind, label_of, name_of
from .language import Remove
from .names import Name, names_in
from .references import rewrite
from .tree import Spot, walk

Json = Any
Path = tuple[str, ...]

_PROVENANCE = frozenset({"source", "assumed"})
"""Where an element came from belongs to one's own spec, and is no change of it."""

_OWN = frozenset({"slug", "schema_version", "assumptions"})


class Side(StrEnum):
    """Whose is taken where both changed the same."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Clash:
    """A place that both sides changed, each in its own way.

    ``key`` is what an answer is given under. ``attribute`` is none where one side removed the element, whose
    value is none then.
    """

    key: str
    kind: Kind | None
    label: str
    attribute: str | None
    mine: Json
    theirs: Json


@dataclass(frozen=True, slots=True)
class MergedSpec:
    """What came of it; ``left_out`` names what the other side added under names that are taken."""

    spec: AppSpec
    clashes: tuple[Clash, ...]
    left_out: tuple[str, ...]


def merge_specs(
    base: AppSpec, mine: AppSpec, theirs: AppSpec, answers: Mapping[str, Side] | None = None
) -> MergedSpec:
    """Bring to ``mine`` what ``theirs`` changed since ``base``; without an answer a clash leaves mine.

    What comes of it may not hold together: check it.
    """
    return _Merge(mine, answers or {}).merged(base, theirs)


class _Merge:
    def __init__(self, mine: AppSpec, answers: Mapping[str, Side]) -> None:
        self._mine = mine
        self._answers = answers
        self._clashes: dict[str, Clash] = {}
        self._left_out: list[str] = []
        self._spots: dict[str, Spot] = {}

    def merged(self, base: AppSpec, theirs: AppSpec) -> MergedSpec:
        for spec in (base, theirs, self._mine):
            self._spots |= {spot.element.id: spot for spot in walk(spec)}
        base, mine, theirs = self._alike_named(base, self._mine, theirs)
        base, mine, theirs = self._without_removed(base, mine, theirs)
        found = self._dicts("", (), base.to_json(), mine.to_json(), theirs.to_json())
        spec = AppSpec.model_validate(found)
        return MergedSpec(spec, tuple(self._clashes.values()), tuple(self._left_out))

    def _alike_named(self, *specs: AppSpec) -> tuple[AppSpec, AppSpec, AppSpec]:
        """All three under the names that come of it."""
        borne = [_by_bearer(spec) for spec in specs]
        changes: list[dict[Name, str | None]] = [{}, {}, {}]
        for bearer, olds in borne[0].items():
            if bearer not in borne[1] or bearer not in borne[2]:
                continue
            for names in zip(olds, borne[1][bearer], borne[2][bearer], strict=False):
                old, own, other = (one[-1] for one in names)
                final = other if own == old else own
                if old not in (own, other) and own != other and self._takes(bearer, "name", own, other):
                    final = other
                for change, name in zip(changes, names, strict=True):
                    if name[-1] != final:
                        change[name] = final
        first, second, third = (rewrite(spec, change) for spec, change in zip(specs, changes, strict=True))
        return first, second, third

    def _without_removed(
        self, base: AppSpec, mine: AppSpec, theirs: AppSpec
    ) -> tuple[AppSpec, AppSpec, AppSpec]:
        """All three without what one side removed and the other left as it was."""
        olds, owns, others = (_elements(spec) for spec in (base, mine, theirs))
        gone: list[Spot] = []
        for key, spot in olds.items():
            above = spot.parent.element.id if spot.parent else None
            goes_along = above is not None and (above not in owns or above not in others)
            if goes_along or (key in owns and key in others):
                continue
            if key in owns or key in others:
                kept = owns.get(key) or others[key]
                is_mine = key in owns
                changed = _bare(kept.element.to_json()) != _bare(spot.element.to_json())
                if changed and not self._removes(key, is_mine=is_mine):
                    continue
            gone.append(spot)
        edits = [Remove(kind=spot.kind, target=spot.element.id) for spot in gone]
        first, second, third = (_without(spec, edits) for spec in (base, mine, theirs))
        return first, second, third

    def _removes(self, key: str, *, is_mine: bool) -> bool:
        """Whether what one side removed and the other changed goes; ``is_mine``: it is there in mine."""
        spot = self._spots[key]
        there, gone = "changed", None
        clash = Clash(
            key,
            spot.kind,
            _label(spot),
            None,
            there if is_mine else gone,
            gone if is_mine else there,
        )
        self._clashes[key] = clash
        wants_theirs = self._answers.get(key) is Side.THEIRS
        return wants_theirs if is_mine else not wants_theirs

    def _takes(self, owner: str, attribute: str, mine: Json, theirs: Json) -> bool:
        """Whether the other side's value is taken, where both changed it."""
        key = f"{owner}:{attribute}"
        spot = self._spots.get(owner)
        label = _label(spot) if spot else self._mine.name
        self._clashes[key] = Clash(key, spot.kind if spot else None, label, attribute, mine, theirs)
        return self._answers.get(key) is Side.THEIRS

    def _dicts(
        self,
        owner: str,
        path: Path,
        base: Mapping[str, Json],
        mine: Mapping[str, Json],
        theirs: Mapping[str, Json],
    ) -> dict[str, Json]:
        owner, path = (str(mine["id"]), ()) if "id" in mine and "id" in base else (owner, path)
        found: dict[str, Json] = {}
        for name in dict.fromkeys((*mine, *theirs)):
            if name in _PROVENANCE or (not owner and not path and name in _OWN):
                value = mine.get(name)
            else:
                values = base.get(name), mine.get(name), theirs.get(name)
                value = self._values(owner, (*path, name), *values)
            if value is not None:
                found[name] = value
        return found

    def _values(self, owner: str, path: Path, base: Json, mine: Json, theirs: Json) -> Json:
        if _is_elements(base, mine, theirs):
            return self._lists(owner, path, base or [], mine or [], theirs or [])
        if _bare(mine) == _bare(base):
            return theirs
        if _bare(theirs) in (_bare(base), _bare(mine)):
            return mine
        if isinstance(mine, dict) and isinstance(theirs, dict):
            return self._dicts(owner, path, base if isinstance(base, dict) else {}, mine, theirs)
        both = _both_added(base or [], mine, theirs) if isinstance(base or [], list) else None
        if both is not None:
            return both
        return theirs if self._takes(owner, ".".join(path), mine, theirs) else mine

    def _lists(
        self,
        owner: str,
        path: Path,
        base: Sequence[Json],
        mine: Sequence[Json],
        theirs: Sequence[Json],
    ) -> list[Json]:
        """Elements by id: mine in their order, new ones of the other side behind their neighbours there."""
        olds, others = ({one["id"]: one for one in row} for row in (base, theirs))
        found = [
            self._dicts(owner, path, olds.get(one["id"], {}), one, others[one["id"]])
            if one["id"] in others and one["id"] in olds
            else dict(one)
            for one in mine
        ]
        there = {one["id"] for one in mine}
        named = {_named(one) for one in found} - {None}
        for place, one in enumerate(theirs):
            if one["id"] in there:
                continue
            if _named(one) in named:
                self._left_out.append(_label(self._spots[one["id"]]))
                continue
            before = theirs[place - 1]["id"] if place else None
            at = next(
                (n + 1 for n, kept in enumerate(found) if kept["id"] == before),
                0 if place == 0 else len(found),
            )
            found.insert(at, dict(one))
        return found


def _without(spec: AppSpec, edits: Iterable[Remove]) -> AppSpec:
    for edit in edits:
        done = apply(spec, [edit], checked=False)
        spec = done.spec
    return spec


def _both_added(base: Sequence[Json], mine: Json, theirs: Json) -> list[Json] | None:
    """Lists to which both sides added, or whose words one of them took out; none where order matters."""
    if not isinstance(mine, list) or not isinstance(theirs, list):
        return None
    old, own, other = ([orjson.dumps(one) for one in row] for row in (base, mine, theirs))
    plain = not any(isinstance(one, dict | list) for one in (*base, *mine, *theirs))
    if not plain and not (set(old) <= set(own) and set(old) <= set(other)):
        return None
    kept = [one for one in own if one in other or one not in old]
    return [orjson.loads(one) for one in dict.fromkeys((*kept, *(one for one in other if one not in old)))]


def _is_elements(*values: Json) -> bool:
    rows = [one for one in values if one]
    return bool(rows) and all(
        isinstance(row, list) and all(isinstance(one, dict) and "id" in one for one in row) for row in rows
    )


def _bare(value: Json) -> Json:
    """A value without what says where its elements came from."""
    if isinstance(value, dict):
        return {key: _bare(one) for key, one in value.items() if key not in _PROVENANCE or "id" not in value}
    return [_bare(one) for one in value] if isinstance(value, list) else value


def _named(element: Mapping[str, Json]) -> str | None:
    name = element.get("name", element.get("key"))
    if name is None:
        return None
    return f"{element['from']}.{name}" if "from" in element else str(name)


def _label(spot: Spot) -> str:
    return label_of(spot.element) or name_of(spot.element) or spot.kind.value


def _elements(spec: AppSpec) -> dict[str, Spot]:
    return {spot.element.id: spot for spot in walk(spec)}


def _by_bearer(spec: AppSpec) -> dict[str, list[Name]]:
    names: dict[str, list[Name]] = {}
    for name, bearer in names_in(spec):
        names.setdefault(bearer, []).append(name)
    return names
