"""A blueprint in the terse language that models answer with, so that there is one reader of both."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sayso.kit.words import snake

from .types import Blueprint, Choice, Entry, EntryKind, Figure, Kept, Rank


@dataclass(frozen=True, slots=True)
class Chosen:
    """What comes besides the parts that come by default.

    ``entities`` are names of those with `when`, ``extras`` pairs of entity and entry; ``without`` are names
    of usual parts that do not come: an entity, or ``entity.entry``.
    """

    entities: frozenset[str] = frozenset()
    extras: frozenset[tuple[str, str]] = frozenset()
    without: frozenset[str] = frozenset()


def everything(blueprint: Blueprint) -> Chosen:
    """Every part that there is."""
    return Chosen(
        frozenset(name for name, kept in blueprint.entities.items() if kept.when),
        frozenset(
            (name, entry.name)
            for name, kept in blueprint.entities.items()
            for entry in kept.entries
            if entry.rank is Rank.EXTRA
        ),
    )


def entities_of(blueprint: Blueprint, chosen: Chosen) -> list[Kept]:
    """The entities that come, each with the entries that come."""
    present = {
        name
        for name, kept in blueprint.entities.items()
        if (not kept.when or name in chosen.entities) and name not in chosen.without
    }

    def comes(name: str, entry: Entry) -> bool:
        if entry.kind is EntryKind.LINK and entry.to not in present:
            return False
        if f"{name}.{entry.name}" in chosen.without:
            return False
        brought = entry.kind is EntryKind.LINK and entry.to in chosen.entities
        return entry.rank is not Rank.EXTRA or brought or (name, entry.name) in chosen.extras

    return [
        replace(kept, entries=tuple(entry for entry in kept.entries if comes(name, entry)))
        for name, kept in blueprint.entities.items()
        if name in present
    ]


def described(blueprint: Blueprint, chosen: Chosen = Chosen()) -> dict[str, Any]:
    """The description of the application, as a model would give it."""
    entities = entities_of(blueprint, chosen)
    names = {kept.name for kept in entities}
    grants: list[dict[str, Any]] = []
    for grant in blueprint.grants:
        if grant.entity == "*" or grant.entity in names:
            scope = {"scope": "own"} if grant.own else {}
            grants.append(
                {"role": grant.role, "entities": [grant.entity], "actions": list(grant.actions)} | scope
            )
    return {
        "name": blueprint.name,
        "entities": [_entity(kept) for kept in entities],
        "roles": list(blueprint.roles),
        "permissions": grants,
        "reports": [report(one, blueprint) for one in blueprint.reports if one.entity in names],
    }


def _entity(kept: Kept) -> dict[str, Any]:
    found: dict[str, Any] = {"name": kept.name, "fields": _texts(kept.entries, EntryKind.FIELD)}
    for key, kind in (("links", EntryKind.LINK), ("computed", EntryKind.COMPUTED)):
        if texts := _texts(kept.entries, kind):
            found[key] = texts
    if kept.flow:
        states: dict[str, None] = {}
        for step in kept.flow:
            start, _, end = step.partition(">")
            states |= dict.fromkeys((start.strip(), end.split(" by ")[0].split(" if ")[0].strip()))
        found |= {"flow": list(filter(None, states)), "steps": [s for s in kept.flow if ">" in s]}
    if kept.rules:
        found["rules"] = list(kept.rules)
    if kept.role:
        found["person_role"] = kept.role
    if kept.icon:
        found["icon"] = kept.icon
    return found


def _texts(entries: Iterable[Entry], kind: EntryKind) -> list[str]:
    return [entry.text for entry in entries if entry.kind is kind]


def report(one: Figure, blueprint: Blueprint) -> dict[str, Any]:
    """A report as a model would give it."""
    found: dict[str, Any] = {
        "title": one.title,
        "entity": one.entity,
        "measures": [f"{one.op} {one.of}".strip()],
        "group_by": list(one.groups),
        "filters": filters(one, blueprint),
        "chart": one.chart,
    }
    return found | ({"date_field": one.date} if one.date else {})


def filters(one: Any, blueprint: Blueprint) -> list[dict[str, Any]]:
    """The conditions of a figure or list; options by the names under which they are stored."""
    kept = blueprint.entities.get(one.entity)
    found: list[dict[str, Any]] = []
    for condition in one.conditions:
        entry = kept.entry(condition.field) if kept else None
        is_choice = (entry is not None and bool(entry.options)) or (
            entry is None and condition.field == "status"
        )
        value = condition.value
        if is_choice and isinstance(value, list):
            value = [snake(str(v)) for v in value]
        elif is_choice and isinstance(value, str):
            value = snake(value)
        given = {"field": condition.field, "op": condition.op.value}
        found.append(given | ({"value": value} if value is not None else {}))
    return found


def changes(choice: Choice, blueprint: Blueprint) -> dict[str, Any]:
    """What a yes to a question adds, in the terse language; parts of entities that are there grow them."""
    entities = [_entity(Kept(name, entries)) for name, entries in choice.adds.items()]
    entities += [_entity(kept) for kept in choice.new.values()]
    for name in choice.brings:
        if name in blueprint.entities:
            entities.append(_entity(blueprint.entities[name]))
            continue
        owner, _, part = name.rpartition(".")
        for of, kept in blueprint.entities.items():
            extras = tuple(e for e in kept.entries if e.name == part and e.rank is Rank.EXTRA)
            if extras and owner in {"", of}:
                entities.append(_entity(Kept(of, extras)))
    return {"entities": entities}
