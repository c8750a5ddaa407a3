"""Components of the spec as elements of the app kit."""

from collections.abc import Mapping

from sayso.compiler.targets.typescript.names import entity_names, unlike
from sayso.compiler.targets.typescript.typescript_printer import Jsx, Raw, Value
from sayso.kit.words import camel, plural, sentence, snake
from sayso.spec.index import SpecIndex
from sayso.spec.model import PROPS_OF, Component, ComponentType, Entity, Json
from sayso.spec.model.component_props import ChartProps, DashboardProps

KIT_TAGS = {
    ComponentType.FORM: "EntityForm",
    ComponentType.TABLE: "EntityTable",
    ComponentType.LIST: "EntityList",
    ComponentType.DETAIL: "EntityDetail",
    ComponentType.CARDS: "EntityCards",
    ComponentType.KANBAN: "KanbanBoard",
    ComponentType.CALENDAR: "EntityCalendar",
    ComponentType.STATS: "StatTiles",
    ComponentType.FILTERS: "FilterBar",
    ComponentType.CHART: "ReportChart",
}
COLLECTIONS = frozenset(
    {
        ComponentType.TABLE,
        ComponentType.LIST,
        ComponentType.CARDS,
        ComponentType.KANBAN,
        ComponentType.CALENDAR,
    }
)
"""Types that show the rows of an entity."""


def component_element(index: SpecIndex, component: Component) -> tuple[Jsx, dict[str, str]]:
    """The element a component draws, and the kit's names it uses with their local names."""
    if component.type in {ComponentType.DASHBOARD, ComponentType.WIDGET}:
        return _composed(component)
    if component.type is ComponentType.CHART:
        return _chart(index, component)
    tag = KIT_TAGS.get(component.type, "EntityList" if component.entity else "EmptyState")
    local = unlike(tag, {component.name})
    if component.entity is None:
        is_custom = component.type is ComponentType.CUSTOM
        about = (not is_custom and component.description) or "This part has not been written yet."
        return Jsx(local, {"title": about}), {tag: local}
    attributes: dict[str, Value] = {"entity": Raw(entity_names(index.entities[component.entity]).variable)}
    if component.variant and component.type is not ComponentType.CUSTOM:
        attributes["variant"] = component.variant
    heading = _heading(index.entities[component.entity], component)
    if heading is not None:
        attributes["title"] = heading
    if component.type is not ComponentType.CUSTOM:
        attributes |= props_of(component)
    return Jsx(local, attributes), {tag: local}


def _heading(entity: Entity, component: Component) -> str | None:
    """What a list is headed where its name says more than its entity: ``UpcomingAppointments``."""
    if (
        component.type is not ComponentType.LIST
        or component.props.get("title")
        or entity.display_name != sentence(entity.name)
    ):
        return None
    name = snake(component.name).removesuffix("_list")
    for ending in (plural(entity.name), entity.name):
        more = name.removesuffix(f"_{ending}")
        if more != name:
            return sentence(f"{more}_{plural(entity.name)}")
    return None


def props_of(component: Component) -> dict[str, Value]:
    """The props that were set, under the kit's camelCased names."""
    props = PROPS_OF[component.type].model_validate(component.props)
    given = props.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
    return {camel(name): _camel_keys(value) for name, value in given.items()}


def _camel_keys(value: Json) -> Value:
    if isinstance(value, Mapping):
        return {camel(k): v if k == "value" else _camel_keys(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_camel_keys(item) for item in value]
    return value


def _chart(index: SpecIndex, component: Component) -> tuple[Jsx, dict[str, str]]:
    wanted = ChartProps.model_validate(component.props).report
    report = next((report for report in index.spec.reports if report.name == wanted), None)
    kind = component.variant or (report.chart.value if report else None)
    local = unlike("ReportChart", {component.name})
    attributes: dict[str, Value] = {"report": wanted}
    if kind is not None:
        attributes["kind"] = kind
    return Jsx(local, attributes), {"ReportChart": local}


def composed_names(component: Component) -> tuple[str, ...]:
    """The components that a dashboard or widget is made of."""
    if component.type not in {ComponentType.DASHBOARD, ComponentType.WIDGET}:
        return ()
    names = DashboardProps.model_validate(component.props).components
    return tuple(name for name in names if name != component.name)


def _composed(component: Component) -> tuple[Jsx, dict[str, str]]:
    names = composed_names(component)
    taken = {component.name, *names}
    grid, slot = unlike("Grid", taken), unlike("Slot", taken)
    if not names:
        empty = unlike("EmptyState", taken)
        return Jsx(empty, {"title": component.description or component.name}), {"EmptyState": empty}
    return Jsx(grid, {}, tuple(Jsx(slot, {}, (Jsx(name),)) for name in names)), {"Grid": grid, "Slot": slot}
