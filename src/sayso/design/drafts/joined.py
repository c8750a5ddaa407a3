"""Two drafts made one, sharing what is the same thing in both."""

from collections.abc import Iterable
from dataclasses import replace

from sayso.kit.ids import IdSource
from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.spec.edits import Kind, Rename, apply
from sayso.spec.edits.tree import changed
from sayso.spec.index import SpecIndex
from sayso.spec.model import (
    AppSpec,
    Component,
    Container,
    Entity,
    Flow,
    Page,
    PermissionRule,
    Permissions,
    Slot,
)

from .alike import same_in
from .draft import Draft

_PEOPLE = ("customer", "borrower", "member", "patient", "student")
"""Slots of patterns for whom one works: they are the same people in both designs."""


def joined(first: Draft, second: Draft, ids: IdSource) -> Draft:
    """The first draft with what the second has beyond it; the first alone where they do not go together."""
    other = _renamed(second, first)
    spec = _with(first.spec, other, ids)
    if has_errors(check(changed(spec, pages=(), components=()))):
        return first
    return replace(first, spec=spec)


def _renamed(second: Draft, first: Draft) -> AppSpec:
    """The second draft with its things called as the first one calls them."""
    spec, names = second.spec, [entity.name for entity in first.spec.entities]
    people = {slot: first.blueprint.slots[slot] for slot in _PEOPLE if slot in first.blueprint.slots}
    mine = next(iter(people.values()), None)
    theirs = next((second.blueprint.slots[slot] for slot in _PEOPLE if slot in second.blueprint.slots), None)
    edits = []
    for entity in spec.entities:
        same = mine if entity.name == theirs and mine in names else same_in(entity.name, names)
        if same and same != entity.name and all(one.name != same for one in spec.entities):
            edits.append(Rename(kind=Kind.ENTITY, target=entity.id, name=same))
    result = apply(spec, edits, checked=False)
    return result.spec if result.ok else spec


def _with(spec: AppSpec, other: AppSpec, ids: IdSource) -> AppSpec:
    known = {entity.name for entity in spec.entities}
    fresh = [entity for entity in other.entities if entity.name not in known]
    names = {entity.name for entity in fresh}
    spec = changed(
        spec,
        entities=(*(_grown(one, other, spec) for one in spec.entities), *fresh),
        relationships=(
            *spec.relationships,
            *(
                link for link in other.relationships
                if {link.from_entity, link.to_entity} & names
            ),
        ),
        flows=(*spec.flows, *(_for_roles(flow, other, spec) for flow in other.flows if flow.entity in names)),
        reports=_titled(spec, other, names),
    )  # fmt: skip
    return _started(with_rights(spec, other.permissions, names, ids), other, names)


def _for_roles(flow: Flow, other: AppSpec, spec: AppSpec) -> Flow:
    """A flow of the other draft, whose first role, which may do everything, is the first one here."""
    first, mine = other.permissions.roles[:1], spec.permissions.roles[:1]
    if not first or not mine:
        return flow
    renamed = {first[0].name: mine[0].name}
    steps = tuple(
        changed(step, roles=tuple(dict.fromkeys(renamed.get(role, role) for role in step.roles)))
        for step in flow.transitions
    )
    return changed(flow, transitions=steps)


def _grown(entity: Entity, other: AppSpec, spec: AppSpec) -> Entity:
    """A thing of both with the values that only the other draft keeps."""
    same = next((one for one in other.entities if one.name == entity.name), None)
    if same is None:
        return entity
    taken = set(SpecIndex(spec).fields(entity.name)) | {one.name for one in entity.computed}
    taken |= {link.name for link in spec.relationships if link.from_entity == entity.name}
    taken |= {link.inverse for link in spec.relationships if link.to_entity == entity.name}
    more = tuple(changed(field, required=False) for field in same.fields if field.name not in taken)
    worked_out = tuple(one for one in same.computed if one.name not in taken)
    return changed(entity, fields=(*entity.fields, *more), computed=(*entity.computed, *worked_out))


def _titled(spec: AppSpec, other: AppSpec, names: set[str]) -> tuple:  # type: ignore[type-arg]
    taken = {report.name for report in spec.reports}
    more = [one for one in other.reports if one.entity in names and one.name not in taken]
    return (*spec.reports, *more)


def with_rights(spec: AppSpec, other: Permissions, names: Iterable[str], ids: IdSource) -> AppSpec:
    """The spec whose first role may do everything with these things, and others what was said of them."""
    names = set(names)
    given = spec.permissions
    roles = [role.name for role in given.roles]
    more_roles = [role for role in other.roles[1:] if role.name not in roles]
    known = {*roles, *(role.name for role in more_roles)}
    rules = [rule for rule in other.rules if rule.entity in names and rule.role in known - set(roles[:1])]
    if roles:
        wide = next((rule for rule in given.rules if rule.role == roles[0]), None)
        rules += [
            PermissionRule(
                id=ids.new("prm"), role=roles[0], entity=name, actions=wide.actions,
                assumed="This role may do everything.",
            )
            for name in sorted(names)
            if wide
        ]  # fmt: skip
    permissions = changed(given, roles=(*given.roles, *more_roles), rules=(*given.rules, *rules))
    return changed(spec, permissions=permissions)


def _started(spec: AppSpec, other: AppSpec, names: set[str]) -> AppSpec:
    """The start page with the figures that the other draft has of its own things."""
    mine = next((page for page in spec.pages if page.path == "/"), None)
    taken = {component.name for component in spec.components}
    more: list[Component] = [
        component
        for component in other.components
        if component.entity in names and component.name not in taken
    ]
    if mine is None or mine.layout is None or not more:
        return spec
    rows = (*mine.layout.children, *(Slot(component=one.name) for one in more))
    layout: Container = changed(mine.layout, children=rows)
    page: Page = changed(mine, layout=layout, components=(*mine.components, *(one.name for one in more)))
    pages = tuple(page if one is mine else one for one in spec.pages)
    return changed(spec, pages=pages, components=(*spec.components, *more))
