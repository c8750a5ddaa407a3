"""The part of a spec that has a bearing on some entities, so that a small change is tried on a small stage.

The entities that are meant stay whole. What they belong to, are linked with and mention stays as far as they
see it: its fields, its policies, the computed values that are mentioned. Everything else is left out.
"""

from collections.abc import Iterable, Iterator

from sayso.compiler.targets.sql import lower_sql
from sayso.proofs.digests import is_about
from sayso.spec.expressions import parse, uses
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, Entity, Flow, PermissionRule, Report

_PREFIX = "digest"


class Neighbourhood:
    """Which entities are kept around those that are meant, and which computed values of theirs."""

    def __init__(self, spec: AppSpec, meant: Iterable[str], also: Iterable[str] = ()) -> None:
        self._index = SpecIndex(spec)
        self._spec = spec
        self.meant = frozenset(meant)
        self.kept: set[str] = set()
        self._computed: set[tuple[str, str]] = set()
        for entity in sorted({*self.meant, *also}):
            self._keep(entity)

    def spec(self) -> AppSpec:
        """The spec without what is left out; as it was where that would change what is meant."""
        if self.kept == self._index.entities.keys():
            return self._spec
        spec = self._spec
        permissions = spec.permissions
        kept = {
            "entities": tuple(self._shown(e) for e in spec.entities if e.name in self.kept),
            "relationships": tuple(
                r for r in spec.relationships if {r.from_entity, r.to_entity} <= self.kept
            ),
            "flows": tuple(self._flow(flow) for flow in spec.flows if flow.entity in self.kept),
            "permissions": permissions.model_copy(
                update={"rules": tuple(self._rule(r) for r in permissions.rules if r.entity in self.kept)}
            ),
            "pages": (),
            "components": tuple(c for c in spec.components if is_about(spec, c, self.meant)),
            "endpoints": tuple(e for e in spec.endpoints if e.entity in self.meant),
            "reports": tuple(r for r in spec.reports if r.entity in self.meant),
            "assumptions": (),
        }
        small = spec.model_copy(update=kept)
        return small if self._is_same(small) else spec

    def _keep(self, entity: str) -> None:
        """Keep an entity, and what its rows show and ask of others."""
        if entity in self.kept:
            return
        self.kept.add(entity)
        index = self._index
        for rule in index.spec.permissions.rules:
            if rule.entity == entity and rule.owner not in {"created_by", "self"}:
                self._follow(entity, rule.owner.split("."))
        title = index.title_field(entity)
        if title is None and index.title_relation(entity) is not None:
            self._follow(entity, [index.title_relation(entity) or ""])
        if title in index.computed(entity):
            self._value(entity, title)
        if entity in self.meant:
            self._keep_around(entity)

    def _keep_around(self, entity: str) -> None:
        """Keep what an entity that is meant belongs to, mentions and is counted by."""
        for other in self._near(entity):
            self._keep(other)
        for expression in self._asked(entity):
            self._expression(entity, expression)
        for report in self._spec.reports:
            if report.entity == entity:
                self._report(report)

    def _near(self, entity: str) -> Iterator[str]:
        yield from (link.parent for link in self._index.parents(entity).values())
        for junction in self._index.junctions:
            if entity in {junction.left, junction.right}:
                yield from (junction.left, junction.right)

    def _asked(self, entity: str) -> Iterator[str]:
        found = self._index.entities[entity]
        yield from (value.expression for value in found.computed)
        yield from (rule.expression for rule in found.rules)
        flow = self._index.flows.get(entity)
        yield from (t.guard for t in (flow.transitions if flow else ()) if t.guard)

    def _expression(self, entity: str, text: str) -> None:
        for where, name in uses(parse(text), self._index, entity):
            self._keep(where)
            if name in self._index.computed(where):
                self._value(where, name)
            elif name in self._index.parents(where):
                self._keep(self._index.parents(where)[name].parent)
            elif name in self._index.children(where):
                self._keep(self._index.children(where)[name].child)
            else:
                for junction in self._index.junctions:
                    if name in {junction.name, junction.inverse} and where in {junction.left, junction.right}:
                        self._keep(junction.left)
                        self._keep(junction.right)

    def _report(self, report: Report) -> None:
        """Keep what a report goes through and shows."""
        paths = [*report.group_by, *(f.field for f in report.filters), *(m.field for m in report.measures)]
        for path in filter(None, paths):
            *relations, name = path.split(".")
            entity = report.entity
            for relation in relations:
                entity = self._index.parents(entity)[relation].parent
                self._keep(entity)
            if name in self._index.computed(entity):
                self._value(entity, name)
            elif name in self._index.parents(entity):
                self._keep(self._index.parents(entity)[name].parent)

    def _value(self, entity: str, name: str | None) -> None:
        if name is None or (entity, name) in self._computed:
            return
        self._computed.add((entity, name))
        self._expression(entity, self._index.computed(entity)[name].expression)

    def _follow(self, entity: str, relations: list[str]) -> None:
        for relation in relations:
            entity = self._index.parents(entity)[relation].parent
            self._keep(entity)

    def _shown(self, entity: Entity) -> Entity:
        if entity.name in self.meant:
            return entity
        computed = tuple(value for value in entity.computed if (entity.name, value.name) in self._computed)
        return entity.model_copy(update={"computed": computed, "rules": (), "indexes": ()})

    def _flow(self, flow: Flow) -> Flow:
        if flow.entity in self.meant:
            return flow
        free = tuple(t.model_copy(update={"guard": None}) for t in flow.transitions)
        return flow.model_copy(update={"transitions": free})

    def _rule(self, rule: PermissionRule) -> PermissionRule:
        """Lists of those around name what is left of them."""
        if rule.fields is None or rule.entity in self.meant:
            return rule
        entity = self._index.entities[rule.entity]
        gone = {v.name for v in entity.computed if (entity.name, v.name) not in self._computed}
        gone |= {
            link.name for link in self._index.parents(rule.entity).values() if link.parent not in self.kept
        }
        return rule.model_copy(update={"fields": tuple(name for name in rule.fields if name not in gone)})

    def _is_same(self, small: AppSpec) -> bool:
        """Whether the database is told the same about what is meant, and about who may see what is around."""
        whole, part = (lower_sql(spec, _PREFIX) for spec in (self._spec, small))
        told = {table.entity: table for table in whole.tables}
        functions = {function.name: function for function in whole.own}
        return all(
            told[table.entity] == table
            if table.entity in self.meant
            else told[table.entity].policies == table.policies
            for table in part.tables
        ) and all(functions.get(function.name) == function for function in part.own)


def neighbourhood(spec: AppSpec, meant: Iterable[str]) -> AppSpec:
    """The part of a spec that has a bearing on these entities."""
    return Neighbourhood(spec, meant).spec()


def neighbourhoods(before: AppSpec, after: AppSpec, changed: frozenset[str]) -> tuple[AppSpec, AppSpec]:
    """The part of two revisions that has a bearing on entities, by their ids, that differ between the two."""
    found = []
    for spec in (before, after):
        meant = [entity.name for entity in spec.entities if entity.id in changed]
        found.append(Neighbourhood(spec, meant))
    ids = {
        entity.id
        for spec, part in zip((before, after), found, strict=True)
        for entity in spec.entities
        if entity.name in part.kept
    }
    parts = []
    for spec, part in zip((before, after), found, strict=True):
        also = [entity.name for entity in spec.entities if entity.id in ids]
        parts.append(Neighbourhood(spec, part.meant, also).spec())
    if any(part is spec for part, spec in zip(parts, (before, after), strict=True)):
        return before, after
    return parts[0], parts[1]
