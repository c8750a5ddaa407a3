"""What the proofs of an entity stand on, as one digest: while it stays the same, they need not be run again.

An entity's proofs look at its own table and everything around it, at what that mentions (the tables of
parents, the functions that say who owns what, with what these mention in turn), at what rows it belongs to
show, at its part of the spec, and at the code that serves and tries it.
"""

import hashlib
import json
import re
from collections.abc import Container, Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from sayso.compiler.targets.sql import ir, lower_sql
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, Component, ComponentType

_PREFIX = "digest"
_NAME = re.compile(r'apps\.(?:"(?:[^"]|"")*"|\w+)')
_CODE = ("compiler/identifiers.py", "compiler/targets/sql", "db/gate.py", "proofs", "runtime", "web/origin")


def digests_of(spec: AppSpec, server: str) -> dict[str, str]:
    """The digest of every entity's proofs, by its name; ``server`` says which PostgreSQL they run on."""
    index = SpecIndex(spec)
    parts = _Parts(lower_sql(spec, _PREFIX), index)
    roles = [role.to_json() for role in spec.permissions.roles]
    common = json.dumps([code_digest(), server, roles, spec.permissions.public_role])
    return {
        name: _hashed(common, *parts.of(name), json.dumps(_said(index, name), sort_keys=True))
        for name in index.entities
    }


def use_digests_of(spec: AppSpec, digests: Mapping[str, str]) -> dict[str, str]:
    """The digest of what is called of every entity: its proofs, and the components that show it."""
    return {
        name: _hashed(
            digest,
            *(
                json.dumps(component.to_json(), sort_keys=True)
                for component in spec.components
                if is_about(spec, component, {name})
            ),
            *(json.dumps(one.to_json(), sort_keys=True) for one in spec.endpoints if one.entity == name),
        )
        for name, digest in digests.items()
    }


def is_about(spec: AppSpec, component: Component, entities: Container[str]) -> bool:
    """Whether a component shows rows of one of these entities, or a report of them."""
    if component.type is ComponentType.CHART:
        wanted = component.props.get("report")
        return any(report.name == wanted and report.entity in entities for report in spec.reports)
    return component.entity in entities


def changed_entities(before: AppSpec, after: AppSpec) -> frozenset[str]:
    """The ids of entities that came or went, or whose proofs stand on something that differs."""
    there, here = (_by_id(spec) for spec in (before, after))
    return frozenset(key for key in there.keys() | here.keys() if there.get(key) != here.get(key))


def _by_id(spec: AppSpec) -> dict[str, str]:
    digests = digests_of(spec, "")
    return {entity.id: digests[entity.name] for entity in spec.entities}


def journey_digest(before: AppSpec, after: AppSpec, asked: str, server: str) -> str:
    """The digest of the way between two revisions; ``asked`` is what else decides about it."""
    texts = [repr(lower_sql(spec, _PREFIX)) for spec in (before, after)]
    return _hashed(code_digest(), _code("compiler/migrations"), server, asked, *texts)


def is_same_database(before: AppSpec, after: AppSpec) -> bool:
    """Whether nothing is different for the database."""
    return lower_sql(before, _PREFIX) == lower_sql(after, _PREFIX)


def spec_digest(spec: AppSpec) -> str:
    """What names the report of a spec; where it is served has no part in it."""
    data = {key: value for key, value in spec.to_json().items() if key != "slug"}
    return _hashed(json.dumps(data, sort_keys=True))


@cache
def code_digest() -> str:
    """A digest of the code that makes, serves and tries modules."""
    return _hashed(*(_code(place) for place in _CODE))


class _Parts:
    """The lowered SQL of a module, by what mentions what."""

    def __init__(self, module: ir.Module, index: SpecIndex) -> None:
        self._index = index
        self._module = module
        self._tables = {table.entity: table for table in module.tables}
        self._functions = {function.name: repr(function) for function in module.own}
        self._shells: dict[str, str] = {}
        for table in module.tables:
            shell = repr((table.columns, table.constraints, table.policies, table.readable))
            self._shells |= {table.name: shell, table.everything: repr(table.columns)}
        for link in module.links:
            self._shells |= {link.name: repr(link), link.everything: repr(link)}

    def of(self, entity: str) -> Iterator[str]:
        """Everything that the proofs of an entity look at."""
        known: set[str] = set()
        waiting = [*self._own(entity), *self._shown(entity)]
        while waiting:
            text = waiting.pop()
            yield text
            for name in sorted(set(_NAME.findall(text)) - known):
                known.add(name)
                found = self._functions.get(name) or self._shells.get(name)
                if found is not None:
                    waiting.append(found)

    def _own(self, entity: str) -> Iterator[str]:
        table = self._tables[entity]
        history = self._module.history
        yield repr(table)
        yield from (repr(link) for link in self._module.links if table.name in repr(link))
        for several in (history.recorded, history.entities, history.restorable):
            yield from (repr(part) for part in several if part.element == _text(table.element))

    def _shown(self, entity: str) -> Iterator[str]:
        """What rows of the entity show of others: titles and expanded relations come through their views."""
        others = {link.parent for link in self._index.parents(entity).values()}
        for junction in self._index.junctions:
            if entity in {junction.left, junction.right}:
                others |= {junction.left, junction.right}
        for other in sorted(others - {entity}):
            yield repr(self._tables[other].view_columns)


def _said(index: SpecIndex, entity: str) -> list[object]:
    """What the spec says of an entity and of those that it belongs to."""
    spec = index.spec
    near = {entity, *(link.parent for link in index.parents(entity).values())}
    return [
        index.entities[entity].to_json(),
        [flow.to_json() for flow in spec.flows if flow.entity == entity],
        [link.to_json() for link in spec.relationships if entity in {link.from_entity, link.to_entity}],
        [rule.to_json() for rule in spec.permissions.rules if rule.entity in near],
        [report.to_json() for report in spec.reports if report.entity == entity],
        [setting.to_json() for setting in spec.settings],
    ]


def _text(element: str) -> str:
    return f"'{element}'"


def _code(place: str) -> str:
    root = files("sayso").joinpath(place)
    return _hashed(*(text for _, text in sorted(_texts(root, ""))))


def _texts(place: Traversable, path: str) -> Iterator[tuple[str, str]]:
    if place.is_file():
        if place.name.endswith((".py", ".sql", ".j2", ".toml", ".json")):
            yield path, place.read_text(encoding="utf-8")
        return
    for inner in place.iterdir():
        if inner.name != "__pycache__":
            yield from _texts(inner, f"{path}/{inner.name}")


def _hashed(*texts: str) -> str:
    found = hashlib.sha256()
    for text in texts:
        found.update(hashlib.sha256(text.encode()).digest())
    return found.hexdigest()
