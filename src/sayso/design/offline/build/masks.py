"""Values that a role may not see or not change, as the lists of fields that are left to it."""

import re
from dataclasses import dataclass

from sayso.design.offline.extraction.evidence import HiddenClue
from sayso.design.offline.model.names import Names
from sayso.spec.model import Action, PermissionRule

from .parts import Parts


@dataclass(frozen=True, slots=True)
class _Cut:
    """Fields of an entity that a role may not read, or not write."""

    names: frozenset[str]
    actions: frozenset[Action]


def mask(parts: Parts, rules: list[PermissionRule], names: Names) -> list[PermissionRule]:
    """Rules with the fields that are left to a role, cut in two where it may read more than it may change."""
    result: list[PermissionRule] = []
    for rule in rules:
        pieces = [rule]
        for clue in parts.business.hidden:
            cut = _cut(parts, clue, rule, names)
            if cut is not None:
                pieces = [part for piece in pieces for part in _without(parts, piece, cut)]
        result += pieces
    return result


def _cut(parts: Parts, clue: HiddenClue, rule: PermissionRule, names: Names) -> _Cut | None:
    if clue.alone == (rule.role == clue.role) or (clue.alone and rule.role == "admin"):
        return None
    if clue.alone and set(rule.actions) == set(Action):
        return None
    things = {names.resolve(thing) for thing in clue.things} - {None} or _having(parts, clue, names)
    if things and rule.entity not in things:
        return None
    found = _meant(parts, clue, rule.entity)
    hides = {Action.READ, Action.UPDATE, Action.CREATE} if "read" in clue.actions else {Action.UPDATE}
    return _Cut(found, frozenset(hides)) if found else None


def _having(parts: Parts, clue: HiddenClue, names: Names) -> set[str | None]:
    """What the sentence names besides and has such a value; where nothing does, the value of all is meant."""
    beside = {names.resolve(thing) for thing in clue.beside}
    return {thing for thing in beside if thing in parts.entities and _meant(parts, clue, thing)}


def _meant(parts: Parts, clue: HiddenClue, entity: str) -> frozenset[str]:
    fields = parts.entities[entity].fields
    return frozenset(
        field.name for field in fields if any(_means(value, field.name, entity) for value in clue.values)
    )


def _means(value: str, field: str, entity: str) -> bool:
    """Whether *client phone* and *price* mean the fields phone and daily price."""
    own = value.removeprefix(f"{entity}_")
    return field in {value, own} or field.endswith(f"_{own}") or value.endswith(f"_{field}")


def _without(parts: Parts, rule: PermissionRule, cut: _Cut) -> list[PermissionRule]:
    limited = set(rule.actions) & cut.actions
    entity = parts.entities[rule.entity]
    if any(field.name in cut.names and field.required for field in entity.fields):
        limited -= {Action.CREATE}
    if not limited - {Action.CREATE}:
        return [rule]
    left = tuple(
        name for name in rule.fields or _readable(parts, rule.entity) if not _shows(parts, rule, name, cut)
    )
    if not left:
        return [rule]
    free = tuple(action for action in rule.actions if action not in limited)
    kept = rule.model_copy(update={"actions": tuple(a for a in rule.actions if a in limited), "fields": left})
    if not free:
        return [kept]
    return [rule.model_copy(update={"id": parts.ids.new("prm"), "actions": free}), kept]


def _readable(parts: Parts, entity: str) -> list[str]:
    of = parts.entities[entity]
    names = [field.name for field in of.fields] + [value.name for value in of.computed]
    names += [parts.flows[entity].field] if entity in parts.flows else []
    names += [link.name for link in parts.relationships if link.from_entity == entity]
    both = [link for link in parts.relationships if link.kind.value == "many_to_many"]
    return list(dict.fromkeys([*names, *(link.inverse for link in both if link.to_entity == entity)]))


def _shows(parts: Parts, rule: PermissionRule, name: str, cut: _Cut) -> bool:
    """Whether a name is hidden or is worked out from what is."""
    told = next((c.expression for c in parts.entities[rule.entity].computed if c.name == name), "")
    return name in cut.names or any(re.search(rf"\b{hidden}\b", told) for hidden in cut.names)
