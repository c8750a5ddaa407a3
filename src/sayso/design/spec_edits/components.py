"""The components of a spec as people speak of them, and new ones with sensible props."""

from collections.abc import Iterable

from sayso.design.messages.patterns import pattern, section, words
from sayso.design.name_lookup.situation import Situation
from sayso.design.spec_edits.entities import free_component_name
from sayso.spec.index import SpecIndex
from sayso.spec.model import (
    DAY_TYPES,
    AppSpec,
    Component,
    ComponentType,
    Computed,
    Entity,
    Field,
    FieldType,
    Json,
    Page,
)

_TABLES = frozenset({ComponentType.TABLE, ComponentType.LIST})
_STARTS = ("start", "starts_at", "start_time", "date", "due_date", "deadline", "due", "scheduled_at")


def component_kinds(text: str) -> list[ComponentType]:
    """The kinds of component that a text names, in order of place."""
    found: dict[int, tuple[int, ComponentType]] = {}
    for name in section("components"):
        for match in pattern(rf"(?<![\w-]){{{name}}}(?![\w-])").finditer(text):
            known = found.get(match.start())
            if known is None or known[0] < match.end():
                found[match.start()] = (match.end(), ComponentType(name))
    kept: list[ComponentType] = []
    reach = -1
    for start, (end, kind) in sorted(found.items()):
        if start >= reach:
            kept.append(kind)
            reach = end
    return kept


def kind_words(kind: ComponentType) -> tuple[str, ...]:
    """What people call components of a kind."""
    return words("components", kind.value if kind is not ComponentType.LIST else "table")


def components_for(spec: AppSpec, kind: ComponentType, entity: str | None = None) -> list[Component]:
    """The components of a kind, those on pages first; a list counts as a table."""
    kinds = _TABLES if kind in _TABLES else {kind}
    index = SpecIndex(spec)
    reports = {report.name: report.entity for report in spec.reports}
    shown = {name for page in spec.pages for name in page.components}
    fitting = [
        c
        for c in spec.components
        if c.type in kinds
        and (entity is None or (c.entity or reports.get(str(c.props.get("report")))) == entity)
    ]
    del index
    return sorted(fitting, key=lambda c: (c.name not in shown, c.type is ComponentType.LIST))


def pages_with(spec: AppSpec, component: str) -> list[Page]:
    """The pages that show or open a component; those whose layout shows it first."""
    return [page for page in spec.pages if component in page.components]


def page_of(spec: AppSpec, entity: str) -> Page | None:
    """The page that is most about an entity."""
    entities = {c.name: c.entity for c in spec.components}

    def share(page: Page) -> tuple[bool, float]:
        about = [entities.get(name) for name in page.components]
        own = page.name.startswith(entity) or entity in page.name
        return own, sum(one == entity for one in about) / max(len(about), 1)

    fitting = [page for page in spec.pages if entity in {entities.get(name) for name in page.components}]
    return max(fitting, key=share, default=None)


def dated(entity: Entity) -> list[str]:
    """The names of dates and times of an entity, the one that says when it is first."""
    typed: Iterable[tuple[str, FieldType]] = [
        *((field.name, field.type) for field in entity.fields),
        *((value.name, value.type) for value in entity.computed),
    ]
    names = [name for name, kind in typed if kind in DAY_TYPES]

    def rank(name: str) -> tuple[int, int]:
        usual = next((n for n, start in enumerate(_STARTS) if start in name), len(_STARTS))
        return usual, names.index(name)

    return sorted(names, key=rank)


def grouping(situation: Situation, entity: Entity) -> str | None:
    """What a board of an entity has columns for: its flow, else an enum, else what it belongs to."""
    flow = situation.index.flows.get(entity.name)
    if flow is not None:
        return flow.field
    enums = [field.name for field in entity.fields if field.type is FieldType.ENUM]
    enums.sort(key=lambda name: not name.endswith(("status", "stage", "state", "priority")))
    return next(iter([*enums, *situation.index.parents(entity.name)]), None)


def filterable(situation: Situation, entity: Entity) -> list[str]:
    """What lists of an entity are usually filtered by."""
    names: list[str] = []
    flow = situation.index.flows.get(entity.name)
    if flow is not None:
        names.append(flow.field)
    names += [field.name for field in entity.fields if field.type in {FieldType.ENUM, FieldType.BOOLEAN}]
    names += list(situation.index.parents(entity.name))
    names += [field.name for field in entity.fields if field.type in DAY_TYPES]
    return names[:4] or [field.name for field in entity.fields[:1]]


def usual_props(situation: Situation, entity: Entity, kind: ComponentType) -> dict[str, Json] | None:
    """Props of a new component; None where the entity has nothing to make it of."""
    title = situation.index.title_field(entity.name) or next(iter(situation.index.parents(entity.name)), None)
    match kind:
        case ComponentType.CALENDAR:
            starts = dated(entity)
            if not starts:
                return None
            end = next((name for name in starts[1:] if "end" in name or "until" in name), None)
            return _given(start=starts[0], end=end, title=title)
        case ComponentType.KANBAN:
            group = grouping(situation, entity)
            return _given(group_by=group, title=title) if group else None
        case ComponentType.STATS:
            return {"stats": [{"label": f"All {entity.display_name.lower()} records", "op": "count"}]}
        case ComponentType.FILTERS:
            names: list[Json] = list(filterable(situation, entity))
            return {"fields": names} if names else None
        case ComponentType.CARDS:
            images = [field.name for field in entity.fields if field.type is FieldType.IMAGE]
            return _given(title=title, image=next(iter(images), None))
        case _:
            return {}


def _given(**props: str | None) -> dict[str, Json]:
    """The props that have a value."""
    return {name: value for name, value in props.items() if value is not None}


def new_component(  # noqa: PLR0917 - what a component consists of
    situation: Situation,
    entity: Entity,
    kind: ComponentType,
    props: dict[str, Json],
    source: str,
    variant: str | None = None,
) -> Component:
    """A component under a name that is free."""
    names = {component.name for component in situation.spec.components}
    name = free_component_name(names, entity.name, kind)
    return Component(
        id=situation.ids.new("com"),
        source=source,
        name=name,
        type=kind,
        entity=entity.name,
        variant=variant,
        props=props,
    )


def main_entity(situation: Situation) -> Entity | None:
    """The entity that most of the application turns around."""
    index = situation.index

    def weight(entity: Entity) -> float:
        own = [page for page in situation.spec.pages if page.name.startswith(entity.name)]
        return (
            2.0 * (entity.name in index.flows)
            + len(index.parents(entity.name))
            + 0.5 * len(index.children(entity.name))
            + 0.1 * len(entity.fields)
            + 0.5 * bool(own)
        )

    return max(situation.spec.entities, key=weight, default=None)


def measurable(entity: Entity) -> list[Field | Computed]:
    """Stored and calculated values of an entity."""
    return [*entity.fields, *entity.computed]
