"""Different things whose names become the same once they are columns, tables, addresses or identifiers."""

from collections.abc import Iterator
from typing import NamedTuple

from sayso.kit.words import pascal, plural, singular
from sayso.spec.diagnostics import Diagnostic
from sayso.spec.index import SpecIndex

from .findings import error


class _Bearer(NamedTuple):
    name: str
    what: str
    path: str


def check(index: SpecIndex) -> Iterator[Diagnostic]:
    """Clashes among entities and tables, among the names of each entity, and among components and pages."""
    yield from _entities(index)
    yield from _tables(index)
    for entity in index.entities:
        yield from _members(index, entity)
    yield from _screens(index)


def _clash(path: str, one: str, other: str, why: str, hint: str = "Rename one of them.") -> Diagnostic:
    return error("name-clash", path, f"{one} and {other} {why}.", hint)


def _entities(index: SpecIndex) -> Iterator[Diagnostic]:
    seen: dict[str, str] = {}
    for name in index.entities:
        keys = {f"plural {plural(name)}", f"singular {singular(name)}", f"type {pascal(name).lower()}"}
        other = next((seen[key] for key in sorted(keys) if key in seen), None)
        inputs = f"type {pascal(name)}Input".lower()
        if other is not None:
            yield _clash(
                f"entities.{name}",
                f"The entities “{other}”",
                f"“{name}”",
                "would get the same table, address or type",
            )
        elif inputs in seen:
            yield _clash(
                f"entities.{name}",
                f"The entity “{seen[inputs]}”",
                f"the input type of “{name}”",
                "are the same",
            )
        for key in keys:
            seen.setdefault(key, name)
    for name in index.entities:
        if name.endswith("_input") and name.removesuffix("_input") in index.entities:
            yield _clash(
                f"entities.{name}",
                f"The entity “{name}”",
                f"the input type of “{name.removesuffix('_input')}”",
                "would get the same type name",
            )


def _tables(index: SpecIndex) -> Iterator[Diagnostic]:
    tables = {plural(name): f"the entity “{name}”" for name in index.entities} | {
        "history": "the history of changes"
    }
    for junction in index.junctions:
        table = f"{junction.left}_{junction.name}"
        path = f"relationships.{junction.left}.{junction.name}"
        mine = f"The links “{junction.name}” of {junction.left}"
        if table in tables:
            yield _clash(
                path,
                mine,
                tables[table],
                f"would get the same table {table}",
                "Rename the relationship, or use the entity in its place with two belongs_to.",
            )
        tables.setdefault(table, f"the links “{junction.name}” of {junction.left}")


def bearers(index: SpecIndex, entity: str) -> tuple[_Bearer, ...]:
    """All names of an entity, whoever bears them, in order; repeated ones stay repeated."""
    at = f"entities.{entity}"
    found = [_Bearer(f.name, "field", f"{at}.fields.{f.name}") for f in index.entities[entity].fields]
    found += [
        _Bearer(c.name, "computed value", f"{at}.computed.{c.name}") for c in index.entities[entity].computed
    ]
    found += [
        _Bearer(f.field, "state flow", f"flows.{entity}.field")
        for f in index.spec.flows
        if f.entity == entity
    ][:1]
    seen: set[tuple[str, str, str, str]] = set()
    for link in index.links:
        path = f"relationships.{link.child}.{link.name}"
        key = (link.child, link.parent, link.name, link.inverse)
        if key in seen:
            continue
        seen.add(key)
        if link.child == entity:
            found.append(_Bearer(link.name, "relation", path))
        if link.parent == entity:
            found.append(_Bearer(link.inverse, f"list of {link.child}", path))
    for junction in index.junctions:
        path = f"relationships.{junction.left}.{junction.name}"
        if junction.left == entity:
            found.append(_Bearer(junction.name, "list", path))
        if junction.right == entity:
            found.append(_Bearer(junction.inverse, "list", path))
    return tuple(found)


_ENDINGS: dict[str, tuple[str, ...]] = {"relation": ("_id", "_title"), "list": ("_ids", "_titles")}


def _members(index: SpecIndex, entity: str) -> Iterator[Diagnostic]:
    found = bearers(index, entity)
    by_name: dict[str, _Bearer] = {}
    for bearer in found:
        first = by_name.setdefault(bearer.name, bearer)
        same_kind = first.what == bearer.what and bearer.what in {"field", "computed value"}
        if first is not bearer and not same_kind:
            yield _clash(
                bearer.path,
                f"A {first.what}",
                f"a {bearer.what} of {entity}",
                f"are both called “{bearer.name}”",
            )
    for bearer in found:
        endings = _ENDINGS.get(bearer.what, ())
        if bearer.what == "relation" and bearer.name in {"site", "member"}:
            endings = ("_id", "_ref_id", "_title")
        for ending in endings:
            other = by_name.get(bearer.name + ending)
            if other is not None:
                yield _clash(
                    other.path,
                    f"The {other.what} “{other.name}” of {entity}",
                    f"its relation “{bearer.name}”",
                    f"both need the name “{other.name}” in the data API",
                    f"Rename the {other.what}, or remove it: the relation brings it along.",
                )


def _screens(index: SpecIndex) -> Iterator[Diagnostic]:
    seen: dict[str, str] = {}
    types = {pascal(entity).lower() for entity in index.entities}
    for name in index.components:
        other = seen.setdefault(name.lower(), name)
        if other != name:
            yield _clash(
                f"components.{name}", f"The components “{other}”", f"“{name}”", "differ in case only"
            )
        if name.lower() in types:
            yield _clash(
                f"components.{name}",
                f"The component “{name}”",
                "the type of the entity",
                "would have the same name",
                f"Say what it shows, such as {name}Table.",
            )
    pages: dict[str, str] = {}
    for page in index.spec.pages:
        identifier = f"{pascal(page.name)}Page"
        other = pages.setdefault(identifier.lower(), page.name)
        if other != page.name:
            yield _clash(
                f"pages.{page.name}", f"The pages “{other}”", f"“{page.name}”", "would get the same name"
            )
        if identifier.lower() in seen:
            yield _clash(
                f"components.{seen[identifier.lower()]}",
                f"The component “{seen[identifier.lower()]}”",
                f"the page “{page.name}”",
                "would get the same name",
            )
