"""The start page of a blueprint: the figures its owner looks at every morning, charts, and lists."""

from dataclasses import dataclass, field
from typing import Any

from sayso.catalogue.described import filters
from sayso.catalogue.types import Blueprint
from sayso.design.agents.language.edit_context import Making, Unreadable
from sayso.design.agents.language.props import props_of
from sayso.design.offline.build.columns import columns_of
from sayso.design.offline.build.parts import Parts
from sayso.kit.words import pascal
from sayso.spec.diagnostics import Diagnostic, Level
from sayso.spec.edits.tree import changed
from sayso.spec.model import (
    AppSpec,
    Component,
    ComponentType,
    Container,
    Direction,
    LayoutNode,
    Page,
    Placement,
    Responsive,
    Slot,
)

_MOST_FIGURES = 4


@dataclass
class _Start:
    making: Making
    why: str
    components: list[Component] = field(default_factory=list)

    def add(self, kind: ComponentType, name: str, entity: str | None, props: dict[str, Any]) -> str:
        """The free name under which a component was added; empty where its props cannot be read."""
        try:
            fitting = props_of(kind, props, self.making, entity)
        except Unreadable as problem:
            self.making.note(problem, level=Level.ERROR)
            return ""
        taken = {component.name for component in self.components}
        wanted = pascal(name)[:60].lstrip("0123456789") or "Start"
        free = next(n for n in (wanted, *(f"{wanted}{i}" for i in range(2, 99))) if n not in taken)
        self.components.append(
            Component(
                id=self.making.ids.new("com"), name=free, type=kind, entity=entity, props=fitting,
                assumed=self.why,
            )
        )  # fmt: skip
        return free


def with_start(
    spec: AppSpec, blueprint: Blueprint, making: Making, parts: Parts, why: str
) -> tuple[AppSpec, list[Diagnostic]]:
    """The spec with the start page that the blueprint has; what of it leads nowhere is said."""
    names = {entity.name for entity in spec.entities}
    start = _Start(making, why)
    tops = _figures(blueprint, names, start)
    charts = _charts(spec, blueprint, start)
    lists = _lists(blueprint, names, parts, start)
    if not (tops or charts or lists):
        return spec, making.problems
    rows: list[LayoutNode] = [_row(tops)] if len(tops) > 1 else [Slot(component=name) for name in tops]
    rows += [_row(charts[at : at + 2]) for at in range(0, len(charts), 2)]
    rows += [_row(lists[at : at + 2]) for at in range(0, len(lists), 2)]
    page = Page(
        id=making.ids.new("pag"),
        name="overview",
        title="Overview",
        path="/",
        icon="layout-dashboard",
        components=(*tops, *charts, *lists),
        layout=Container(direction=Direction.COLUMN, children=tuple(rows)),
        assumed=why,
    )
    whole = changed(spec, components=(*spec.components, *start.components), pages=(page, *spec.pages))
    return whole, making.problems


def _row(names: list[str]) -> LayoutNode:
    if len(names) == 1:
        return Slot(component=names[0])
    narrow = Responsive(mobile=Placement(direction=Direction.COLUMN))
    slots = tuple(Slot(component=name) for name in names)
    return Container(direction=Direction.ROW, responsive=narrow, children=slots)


def _figures(blueprint: Blueprint, names: set[str], start: _Start) -> list[str]:
    """Figures of one entity stand in one component."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in [one for one in blueprint.figures if one.entity in names][:_MOST_FIGURES]:
        start.making.place = f"start.figures “{one.title}”"
        figure = {"label": one.title, "op": one.op, "filters": filters(one, blueprint)}
        found.setdefault(one.entity, []).append(figure | ({"field": one.of} if one.of else {}))
    made = [
        start.add(ComponentType.STATS, f"{pascal(entity)}Figures", entity, {"stats": stats})
        for entity, stats in found.items()
    ]
    return list(filter(None, made))


def _charts(spec: AppSpec, blueprint: Blueprint, start: _Start) -> list[str]:
    titles = {report.title: report for report in spec.reports}
    wanted = blueprint.charts or tuple(titles)[:2]
    made = []
    for title in wanted:
        if report := titles.get(title):
            start.making.place = f"start.charts “{title}”"
            name = start.add(ComponentType.CHART, f"{report.name}Chart", None, {"report": report.name})
            if name:
                variant = report.chart.value
                start.components[-1] = changed(start.components[-1], variant=variant)
            made.append(name)
    return list(filter(None, made))


def _lists(blueprint: Blueprint, names: set[str], parts: Parts, start: _Start) -> list[str]:
    made = []
    for one in blueprint.lists:
        if one.entity not in names:
            continue
        start.making.place = f"start.lists “{one.title}”"
        columns = columns_of(parts, one.entity, 4)
        if one.by and one.by not in columns:
            columns = [*columns[:3], one.by]
        found = filters(one, blueprint)
        props: dict[str, Any] = {"title": one.title, "columns": columns, "page_size": 8, "filters": found}
        if one.by:
            props["sort"] = [{"field": one.by, "descending": one.descending}]
        made.append(start.add(ComponentType.LIST, one.title, one.entity, props))
    return list(filter(None, made))
