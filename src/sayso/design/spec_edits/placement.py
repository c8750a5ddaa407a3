"""Edits that put components on pages; shared by the intents that show or arrange things."""

from sayso.design.name_lookup.situation import Situation
from sayso.design.spec_edits.components import (
    components_for,
    new_component,
    page_of,
    pages_with,
    usual_props,
)
from sayso.design.spec_edits.layout import added, on_top, shown
from sayso.spec.edits import Edit, Kind, SetLayout, add, change
from sayso.spec.model import AppSpec, Component, ComponentType, Container, Entity, Json, Page

_ABOVE = frozenset({ComponentType.STATS, ComponentType.CHART})
_TABBED = frozenset({ComponentType.KANBAN, ComponentType.CALENDAR, ComponentType.CARDS})


def layout_of(page: Page) -> Container:
    """The layout of a page; one below the other where it has none."""
    from sayso.spec.model import Slot

    return page.layout or Container(children=tuple(Slot(component=name) for name in page.components))


def ensured(  # noqa: PLR0917 - what a component consists of
    situation: Situation, entity: Entity, kind: ComponentType, source: str,
    props: dict[str, Json] | None = None, variant: str | None = None,
) -> tuple[Component, list[Edit]] | None:  # fmt: skip
    """The component of a kind for an entity, made or changed where needed; None where it cannot be made."""
    there = components_for(situation.spec, kind, entity.name)
    if there and kind is not ComponentType.CHART:
        component = there[0]
        edits: list[Edit] = []
        if variant is not None and component.variant != variant:
            edits.append(change(Kind.COMPONENT, component.id, variant=variant))
        if props and any(component.props.get(name) != value for name, value in props.items()):
            edits.append(change(Kind.COMPONENT, component.id, props={**component.props, **props}))
        return component, edits
    usual = usual_props(situation, entity, kind)
    if usual is None and not props:
        return None
    component = new_component(situation, entity, kind, {**(usual or {}), **(props or {})}, source, variant)
    return component, [add(component)]


def is_shown(spec: AppSpec, component: str) -> bool:
    """Whether a page shows a component in its layout."""
    return any(component in set(shown(layout_of(page))) for page in pages_with(spec, component))


def placed(situation: Situation, component: Component, page: Page | None = None) -> list[Edit]:
    """Edits that show a component on a page, where such components usually are; none if it is shown there."""
    spec = situation.spec
    if page is None:
        if is_shown(spec, component.name):
            return []
        page = page_of(spec, component.entity or "") or next(iter(spec.pages), None)
    if page is None or component.name in set(shown(layout_of(page))):
        return []
    layout = layout_of(page)
    tables = [
        c for c in components_for(spec, ComponentType.TABLE, component.entity) if c.name in set(shown(layout))
    ]
    views = tables or [
        c for c in spec.components if c.name in set(shown(layout)) and c.entity == component.entity
    ]
    if component.type in _ABOVE:
        layout = on_top(layout, component.name)
    elif views:
        label = (
            component.type.value.capitalize().replace("Kanban", "Board")
            if component.type in _TABBED
            else None
        )
        layout = added(layout, component.name, before=views[0].name, label=label)
    else:
        layout = added(layout, component.name)
    return [SetLayout(target=page.id, layout=layout)]
