"""What was just added has to be seen: forms, tables and records that list their fields take it in."""

from collections.abc import Iterator

from sayso.spec.edits import Edit, Kind, change
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, Component, ComponentType, FieldType

LISTED_BY = {
    ComponentType.FORM: "fields",
    ComponentType.DETAIL: "fields",
    ComponentType.TABLE: "columns",
}
"""Components whose props may name their fields; an empty list means all, and needs nothing."""
MOST_COLUMNS = 7
_LONG = {FieldType.LONG_TEXT, FieldType.JSON, FieldType.FILE, FieldType.IMAGE}


def edits_that_show(before: AppSpec, after: AppSpec) -> tuple[Edit, ...]:
    """Edits of components, so that what ``after`` has more than ``before`` can be entered and seen."""
    index = SpecIndex(after)
    known = {component.id for component in before.components}
    return (*_related(before, after), *_listed(before, after, index, known))


def _related(before: AppSpec, after: AppSpec) -> Iterator[Edit]:
    """Records that list what belongs to them list what is new, too."""
    old = {link.id for link in before.relationships}
    known = {component.id: component for component in before.components}
    for component in after.components:
        listed = component.props.get("related")
        if (
            component.type is not ComponentType.DETAIL
            or component.id not in known
            or not isinstance(listed, list)
        ):
            continue
        fresh = [
            link.inverse
            for link in after.relationships
            if link.id not in old and link.to_entity == component.entity and link.inverse not in listed
        ]
        if fresh:
            yield change(
                Kind.COMPONENT, component.id, props={**component.props, "related": [*listed, *fresh]}
            )


def _listed(before: AppSpec, after: AppSpec, index: SpecIndex, known: set[str]) -> tuple[Edit, ...]:
    return tuple(
        change(Kind.COMPONENT, component.id, props={**component.props, key: names})
        for component in after.components
        if component.id in known
        for key, names in _grown(component, before, index)
    )


def _grown(component: Component, before: AppSpec, index: SpecIndex) -> Iterator[tuple[str, list[str]]]:
    key = LISTED_BY.get(component.type)
    listed = component.props.get(key) if key else None
    if not key or not isinstance(listed, list) or not listed or component.entity not in index.entities:
        return
    names = [str(name) for name in listed]
    for name, kind in _added(component, before, index):
        if name in names or (key == "columns" and (kind in _LONG or len(names) >= MOST_COLUMNS)):
            continue
        names.insert(_place(names, kind, component, index), name)
    if names != listed:
        yield key, names


def _added(component: Component, before: AppSpec, index: SpecIndex) -> Iterator[tuple[str, FieldType | None]]:
    """Names of the entity's new fields, computed values and parents, with their types where they have one."""
    entity = index.entities[component.entity or ""]
    old = next((known for known in before.entities if known.id == entity.id), None)
    if old is None:
        return
    ids = {value.id for value in (*old.fields, *old.computed)} | {link.id for link in before.relationships}
    yield from ((field.name, field.type) for field in entity.fields if field.id not in ids)
    if component.type is not ComponentType.FORM:
        yield from ((value.name, value.type) for value in entity.computed if value.id not in ids)
    yield from ((link.name, None) for link in index.parents(entity.name).values() if link.element not in ids)


def _place(names: list[str], kind: FieldType | None, component: Component, index: SpecIndex) -> int:
    """At the end, but before a long text that closes a form."""
    fields = index.fields(component.entity or "")
    last = fields.get(names[-1])
    closes = last is not None and last.type in _LONG and kind not in _LONG
    return len(names) - 1 if closes else len(names)
