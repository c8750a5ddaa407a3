"""Renaming an element wherever it is mentioned, together with what was named after it."""

import re
from collections.abc import Iterator

from sayso.kit.words import sentence
from sayso.spec.model import AppSpec, Element, Endpoint, Entity, Page, Relationship, Report, Role

from .kinds import SHAPES, label_of, name_of
from .language import Rename
from .names import (
    Name,
    component_name,
    member_name,
    names_borne,
    names_in,
    parents_of,
    report_name,
    role_name,
)
from .noun_replacement import Rewording
from .props import reword_labels
from .references import rewrite
from .tree import Spot, changed, find, with_element


def rename(spec: AppSpec, spot: Spot, edit: Rename) -> AppSpec:
    """The spec with the element called ``edit.name``, its label following."""
    old = spot.element
    new = renamed(old, edit)
    changes: dict[Name, str | None] = {}
    parents = parents_of(spot)
    for before, after in zip(names_borne(old, parents), names_borne(new, parents), strict=True):
        if before != after:
            changes[before] = after[-1]
    if isinstance(old, Entity) and isinstance(new, Entity):
        words = Rewording(old.name, new.name, old.display_name, new.display_name)
        changes |= _named_after(spec, old, words)
        spec = _relabel(spec, old, words)
    spec = rewrite(spec, changes)
    place = find(spec, old.id)
    if place is None:
        return spec
    shape = SHAPES[spot.kind]
    own = {name: getattr(new, name) for name in (shape.name, shape.label) if name}
    return with_element(spec, place, changed(place.element, **own))


def renamed(element: Element, edit: Rename) -> Element:
    """The element itself under its new name; its label follows where it said the same as the name."""
    shape = SHAPES[edit.kind]
    values: dict[str, str | None] = {}
    if shape.name:
        values[shape.name] = edit.name
    if edit.inverse and isinstance(element, Relationship):
        values["inverse"] = edit.inverse
    name, label = name_of(element), label_of(element)
    if shape.label and edit.label:
        values[shape.label] = edit.label
    elif shape.label and name and label and _plain(label) == _plain(name):
        values[shape.label] = sentence(edit.name) if label == sentence(name) else _title(edit.name)
    return changed(element, **values)


def _named_after(spec: AppSpec, old: Entity, words: Rewording) -> dict[Name, str | None]:
    """What relations, computed values, components, reports and the role of an entity become with it.

    What would then be called like something else keeps its name.
    """
    taken = {name for name, _ in names_in(spec)}
    changes: dict[Name, str | None] = {}
    for name, new in _wanted_names(spec, old, words):
        after = (*name[:-1], new)
        if after not in taken:
            changes[name] = new
            taken.add(after)
    return changes


def _wanted_names(spec: AppSpec, old: Entity, words: Rewording) -> Iterator[tuple[Name, str]]:
    for link in spec.relationships:
        if link.to_entity == old.name:
            yield member_name(link.from_entity, link.name), words.name(link.name)
        if link.from_entity == old.name:
            yield member_name(link.to_entity, link.inverse), words.name(link.inverse)
    for entity in spec.entities:
        for value in entity.computed:
            yield member_name(entity.name, value.name), words.name(value.name)
    for component in spec.components:
        yield component_name(component.name), words.component(component.name)
    for report in spec.reports:
        yield report_name(report.name), words.name(report.name)
    if old.person_role == old.name:
        yield role_name(old.name), words.name(old.name)


def _relabel(spec: AppSpec, old: Entity, words: Rewording) -> AppSpec:
    """Pages, endpoints, titles, labels and messages that speak of an entity by its name."""
    page_names, paths = {page.name for page in spec.pages}, {page.path for page in spec.pages}
    calls = {(endpoint.method, endpoint.path) for endpoint in spec.endpoints}

    def page(page: Page) -> Page:
        name, path = words.name(page.name), words.path(page.path)
        return changed(
            page,
            name=page.name if name in page_names else name,
            path=page.path if path in paths else path,
            title=words.text(page.title),
        )

    def endpoint(endpoint: Endpoint) -> Endpoint:
        path = words.path(endpoint.path)
        return endpoint if (endpoint.method, path) in calls else changed(endpoint, path=path)

    def entity(entity: Entity) -> Entity:
        computed = tuple(changed(value, label=words.text(value.label)) for value in entity.computed)
        rules = tuple(changed(rule, message=words.text(rule.message)) for rule in entity.rules)
        return changed(entity, computed=computed, rules=rules)

    def report(report: Report) -> Report:
        measures = (changed(m, label=words.text(m.label)) if m.label else m for m in report.measures)
        return changed(report, title=words.text(report.title), measures=tuple(measures))

    def role(role: Role) -> Role:
        return (
            changed(role, label=words.text(role.label)) if role.name == old.person_role == old.name else role
        )

    return changed(
        spec,
        entities=tuple(map(entity, spec.entities)),
        pages=tuple(map(page, spec.pages)),
        endpoints=tuple(map(endpoint, spec.endpoints)),
        components=tuple(changed(c, props=reword_labels(c.props, words.text)) for c in spec.components),
        permissions=changed(spec.permissions, roles=tuple(map(role, spec.permissions.roles))),
        reports=tuple(map(report, spec.reports)),
    )


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.lower())


def _title(name: str) -> str:
    return " ".join(part.capitalize() for part in name.split("_"))
