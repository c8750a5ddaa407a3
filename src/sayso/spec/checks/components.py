"""Components show what exists, in ways that their type can."""

from collections.abc import Iterator
from typing import cast

from pydantic import ValidationError

from sayso.spec.diagnostics import Diagnostic
from sayso.spec.expressions import Kind, did_you_mean, many, many_names
from sayso.spec.index import SpecIndex
from sayso.spec.model import PROPS_OF, VARIANTS_OF, Component, ComponentType, MeasureOp, Model
from sayso.spec.model.component_props import (
    CalendarProps,
    CardsProps,
    ChartProps,
    DashboardProps,
    DetailProps,
    FiltersProps,
    FormProps,
    KanbanProps,
    StatsProps,
    TableProps,
)

from .allowed_names import type_of_name, unknown_name
from .cycles import cycles
from .findings import error, suggestion, warning
from .queries import DATES, filter_problems, grouping_problems, measure_problems, order_problems

_WITHOUT_ENTITY = frozenset(
    {ComponentType.CHART, ComponentType.DASHBOARD, ComponentType.WIDGET, ComponentType.CUSTOM}
)
_KANBAN_KINDS = frozenset({Kind.CHOICE, Kind.REFERENCE})


def check(index: SpecIndex) -> Iterator[Diagnostic]:
    """Every component with its variant and props."""
    for component in index.spec.components:
        path = f"components.{component.name}"
        yield from _entity(index, component, path)
        variants = VARIANTS_OF.get(component.type, ("simple", "advanced"))
        if component.variant is not None and component.variant not in variants:
            yield error(
                "unknown-variant",
                f"{path}.variant",
                f"A {component.type.value} has no variant “{component.variant}”.",
                did_you_mean(component.variant, variants),
            )
        props = read_props(component)
        if isinstance(props, ValidationError):
            yield from _malformed(component, props, path)
        else:
            yield from _props(index, component, props, f"{path}.props")
    yield from _circles(index)
    yield from _unused(index)


def read_props(component: Component) -> Model | ValidationError:
    """The props of a component in their own type, or what is wrong with their shape."""
    try:
        return PROPS_OF[component.type].model_validate(component.props)
    except ValidationError as problem:
        return problem


def _entity(index: SpecIndex, component: Component, path: str) -> Iterator[Diagnostic]:
    if component.entity is None:
        if component.type not in _WITHOUT_ENTITY:
            yield error(
                "entity-missing",
                path,
                f"“{component.name}” is a {component.type.value}, but does not say of what.",
                did_you_mean("", index.entities),
            )
    elif component.entity not in index.entities:
        yield error(
            "unknown-entity",
            f"{path}.entity",
            f"“{component.name}” shows “{component.entity}”, which does not exist.",
            did_you_mean(component.entity, index.entities),
        )


def _malformed(component: Component, problem: ValidationError, path: str) -> Iterator[Diagnostic]:
    known = PROPS_OF[component.type].model_fields
    for detail in problem.errors(include_url=False, include_context=False):
        place = ".".join(str(part) for part in detail["loc"])
        hint = f"A {component.type.value} takes: {', '.join(known)}."
        if detail["type"] == "extra_forbidden":
            message = f"A {component.type.value} has no property “{place}”."
            hint = did_you_mean(str(detail["loc"][-1]), known) if len(detail["loc"]) == 1 else hint
        elif detail["type"] == "missing":
            message = f"“{component.name}” needs “{place}”."
        else:
            message = f"“{place}” of “{component.name}” is not as it should be: {detail['msg']}."
        yield error("invalid-props", f"{path}.props.{place}", message, hint)


def _props(index: SpecIndex, component: Component, props: Model, path: str) -> Iterator[Diagnostic]:  # noqa: C901, PLR0912
    """One branch for each shape of props."""
    entity = component.entity or ""
    if isinstance(props, ChartProps):
        reports = [report.name for report in index.spec.reports]
        if props.report not in reports:
            yield error(
                "unknown-report",
                f"{path}.report",
                f"“{component.name}” draws the report “{props.report}”, which does not exist.",
                did_you_mean(props.report, reports),
            )
    if isinstance(props, DashboardProps):
        for name in props.components:
            if name not in index.components:
                yield error(
                    "unknown-component",
                    f"{path}.components",
                    f"“{component.name}” holds “{name}”, which does not exist.",
                    did_you_mean(name, index.components),
                )
    if entity not in index.entities:
        return
    for key, name in _names(props):
        problem = unknown_name(index, entity, name, f"{path}.{key}", lists=key in {"fields", "columns"})
        if problem is not None:
            yield problem
    match props:
        case FormProps():
            yield from _form(index, entity, props, path)
        case TableProps():
            yield from filter_problems(index, entity, props.filters, f"{path}.filters")
            yield from order_problems(index, entity, props.sort, f"{path}.sort")
        case CardsProps():
            yield from filter_problems(index, entity, props.filters, f"{path}.filters")
        case DetailProps():
            for name in props.related:
                if many(index, entity, name) is None:
                    yield error(
                        "unknown-name",
                        f"{path}.related",
                        f"No list called “{name}” belongs to {entity}.",
                        did_you_mean(name, many_names(index, entity)),
                    )
        case KanbanProps():
            yield from _kanban(index, entity, props, path)
        case CalendarProps():
            yield from _calendar(index, entity, props, path)
        case StatsProps():
            for number, stat in enumerate(props.stats):
                yield from measure_problems(index, entity, stat.op, stat.field, f"{path}.stats.{number}")
                yield from filter_problems(index, entity, stat.filters, f"{path}.stats.{number}.filters")
                if stat.group_by is not None:
                    yield from grouping_problems(index, entity, stat.group_by, f"{path}.stats.{number}")


def _names(props: Model) -> Iterator[tuple[str, str]]:
    """The single names and lists of names that props mention, each with its key."""
    match props:
        case FormProps() | DetailProps() | FiltersProps():
            yield from (("fields", name) for name in props.fields)
        case TableProps():
            yield from (("columns", name) for name in props.columns)
            yield from (("sort", key.field) for key in props.sort)
        case CardsProps() | KanbanProps() | CalendarProps():
            for key in ("group_by", "start", "end", "title", "subtitle", "image", "color_by", "sum"):
                name = getattr(props, key, None)
                if name is not None:
                    yield key, cast("str", name)
            yield from (("fields", name) for name in getattr(props, "fields", ()))
        case StatsProps():
            yield from (("stats", stat.group_by) for stat in props.stats if stat.group_by is not None)


def _form(index: SpecIndex, entity: str, props: FormProps, path: str) -> Iterator[Diagnostic]:
    for name in props.fields:
        if name in index.computed(entity) or name in {"created_at", "updated_at"}:
            yield warning(
                "not-editable",
                f"{path}.fields",
                f"“{name}” is worked out by the application; a form cannot ask for it.",
                "Remove it from the form.",
            )


def _kanban(index: SpecIndex, entity: str, props: KanbanProps, path: str) -> Iterator[Diagnostic]:
    found = type_of_name(index, entity, props.group_by)
    if (found is not None and found.kind not in _KANBAN_KINDS) or props.group_by in index.computed(entity):
        yield error(
            "type-mismatch",
            f"{path}.group_by",
            f"A board needs columns; “{props.group_by}” has no fixed values to make them of.",
            "Group by a state, an enum field or a belongs_to relation.",
        )
    if props.sum is not None:
        yield from measure_problems(index, entity, MeasureOp.SUM, props.sum, f"{path}.sum")


def _calendar(index: SpecIndex, entity: str, props: CalendarProps, path: str) -> Iterator[Diagnostic]:
    for key, name in (("start", props.start), ("end", props.end)):
        found = type_of_name(index, entity, name) if name is not None else None
        if found is not None and found.kind not in DATES:
            yield error(
                "type-mismatch",
                f"{path}.{key}",
                f"A calendar needs dates; “{name}” is {found.kind.value}.",
                "Choose a date or datetime.",
            )


def contents(component: Component) -> tuple[str, ...]:
    """Names of the components that a composed one holds."""
    props = read_props(component)
    return props.components if isinstance(props, DashboardProps) else ()


def _circles(index: SpecIndex) -> Iterator[Diagnostic]:
    for cycle in cycles({name: contents(component) for name, component in index.components.items()}):
        yield error(
            "circular-components",
            f"components.{cycle[0]}.props.components",
            f"“{cycle[0]}” contains itself: {' → '.join([*cycle, cycle[0]])}.",
            "Remove one of them from the other.",
        )


def _unused(index: SpecIndex) -> Iterator[Diagnostic]:
    used = {name for page in index.spec.pages for name in page.components}
    used |= {name for component in index.spec.components for name in contents(component)}
    for name in index.components:
        if name not in used:
            yield suggestion(
                "component-unused", f"components.{name}", f"“{name}” is shown nowhere.", "Put it on a page."
            )
