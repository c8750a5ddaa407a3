"""Key figures: a number on top of a page that counts rows or adds up a value of them."""

import re
from collections.abc import Sequence

from sayso.design.spec_edits.components import components_for, new_component
from sayso.design.spec_edits.placement import placed
from sayso.kit.words import plural, sentence
from sayso.spec.edits import Kind, add, change
from sayso.spec.model import Component, ComponentType, Entity, Json, Measure, MeasureOp, Page

from .elements import entity_of, page_of, part_kind
from .reports import measure_of, rows_of
from .work import Work

_ROLES = frozenset(("thing", "measure", "attr", "state", "cond", "part", "page", "kind", "where", "talk"))
_TOP = re.compile(r"\b(?:top|above|over|start|beginning|first)\b")
_OPS = {
    MeasureOp.COUNT: "",
    MeasureOp.SUM: "Total",
    MeasureOp.AVG: "Average",
    MeasureOp.MAX: "Highest",
    MeasureOp.MIN: "Lowest",
}


def add_tile(work: Work, at: int, spans: Sequence[int]) -> bool:
    """A key figure of what the spans measure; false where they say too little, or more than that."""
    entity = _entity(work, spans)
    parts = [one for one in spans if work.role(one) == "part" and not _is_place(work, one)]
    wheres = [one for one in spans if work.role(one) == "where"]
    if entity is None or any(part_kind(work.text(one)) is not ComponentType.STATS for one in parts):
        return False
    if any(work.role(one) not in _ROLES for one in spans) or any(
        not _TOP.search(work.text(one).lower()) for one in wheres
    ):
        return False
    told = [one for one in spans if not _is_place(work, one)]
    found = measure_of(work, told, entity)
    if found is None:
        return False
    rows = rows_of(work, told, entity)
    stat = _stat(entity, found[0], rows.told)
    if rows.filters:
        stat["filters"] = [one.to_json() for one in rows.filters]
    pages = [page for one in spans if (page := page_of(work, one)) and work.role(one) in {"page", "kind"}]
    component = _component(work, at, entity, stat)
    if component is None or not _is_put(work, at, component, pages):
        return False
    things = [one for one in spans if work.role(one) == "thing" and entity_of(work, one) == entity]
    work.use(at, *found[1], *rows.spans, *things, *parts, *wheres)
    work.use(*(one for one in spans if work.role(one) in {"page", "kind"} or _is_place(work, one)))
    work.turn_to(entity, component=component.id)
    return True


def _is_place(work: Work, at: int) -> bool:
    return any(work.role(one) == "where" for one in work.above(at))


def _entity(work: Work, spans: Sequence[int]) -> Entity | None:
    named = {
        entity.id: entity for one in spans
        if work.role(one) == "thing" and not _is_place(work, one)
        and (entity := entity_of(work, one)) is not None
    }  # fmt: skip
    return next(iter(named.values())) if len(named) == 1 else None


def _stat(entity: Entity, measure: Measure, told: str) -> dict[str, Json]:
    """A figure in the words of a component's props."""
    rows = plural(entity.display_name.lower())
    if measure.op is MeasureOp.COUNT or measure.field is None:
        return {"label": sentence(f"{told} {rows}") if told else f"All {rows}", "op": "count"}
    label = f"{_OPS[measure.op]} {measure.field.replace('_', ' ')}"
    return {
        "label": f"{label} of {told} {rows}" if told else label,
        "op": measure.op.value,
        "field": measure.field,
    }


def _component(work: Work, at: int, entity: Entity, stat: dict[str, Json]) -> Component | None:
    """The key figures of a thing with one more among them."""
    there = components_for(work.spec, ComponentType.STATS, entity.name)
    if not there:
        made = new_component(
            work.situation, entity, ComponentType.STATS, {"stats": [stat]}, work.sentence(at)
        )
        return made if work.take([add(made)], at) else None
    known = there[0].props.get("stats")
    stats: list[Json] = [*known] if isinstance(known, list) else []
    if any(isinstance(one, dict) and one.get("label") == stat["label"] for one in stats):
        work.settle(at)
        return there[0]
    props: dict[str, Json] = {**there[0].props, "stats": [*stats, stat]}
    return there[0] if work.take([change(Kind.COMPONENT, there[0].id, props=props)], at) else None


def _is_put(work: Work, at: int, component: Component, pages: Sequence[Page]) -> bool:
    edits = placed(work.situation, component, pages[0] if len(pages) == 1 else None)
    return not edits or work.take(edits, at)
