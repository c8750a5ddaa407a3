"""What a report counts or sums, by what it is grouped, and the report with its chart as edits."""

from dataclasses import dataclass

from sayso.design.name_lookup.situation import Situation
from sayso.kit.words import pascal, plural, sentence, snake
from sayso.spec.edits import Edit, add
from sayso.spec.model import (
    ChartKind,
    Component,
    ComponentType,
    Entity,
    FieldType,
    FilterBy,
    Measure,
    Relationship,
    Report,
)

RECORDED = "created_at"
"""When a row was entered: what periods go by where rows have no date of their own."""
_FURTHEST = 2
NUMBERS = frozenset({FieldType.MONEY, FieldType.DECIMAL, FieldType.INTEGER})


@dataclass(frozen=True, slots=True)
class Plan:
    """A report as it was read."""

    entity: Entity
    measure: Measure
    group: str | None
    date_field: str | None
    filters: tuple[FilterBy, ...]
    chart: ChartKind
    further: tuple[str, ...] = ()
    told: str = ""


def group_path(phrase: str, entity: Entity, situation: Situation) -> str | None:
    """The path from the entity to what rows are grouped by: a thing above it, or a value of either."""
    parents = situation.index.parents
    target = situation.mentions.entity(phrase)
    row: list[tuple[tuple[str, ...], str]] = [((), entity.name)] if target is not None else []
    seen = {entity.name}
    for path, name in row:
        for relation, link in parents(name).items():
            if target is not None and link.parent == target.name:
                return ".".join([*path, relation])
            if link.parent not in seen and len(path) < _FURTHEST:
                seen.add(link.parent)
                row.append(((*path, relation), link.parent))
    member = situation.mentions.member(phrase, entity, 0.75)
    if member is not None and not isinstance(member.element, Relationship):
        return member.name
    for relation, link in parents(entity.name).items():
        other = situation.mentions.member(phrase, situation.index.entities[link.parent], 0.85)
        if other is not None and not isinstance(other.element, Relationship):
            return f"{relation}.{other.name}"
    return None


def drawn(plan: Plan, situation: Situation, source: str) -> tuple[Report, Component, list[Edit]]:
    """The report and its chart; a report that is there already is drawn again, not made twice."""
    subject = plan.measure.field or plural(plan.entity.name)
    words = {"avg": "average ", "sum": "total ", "min": "lowest ", "max": "highest ", "count": ""}[
        plan.measure.op.value
    ]
    subject = subject.removeprefix(words.strip() + "_")
    title = sentence(
        f"{words}{subject} per {(plan.group or 'all').split('.')[-1]}".replace("total total", "total")
    )
    by = [name.split(".")[-1].replace("_", " ") for name in plan.further]
    title = " and ".join([title, *by])
    if plan.filters:
        told = plan.told or str(plan.filters[0].value).replace("_", " ")
        title = f"{title} ({told})"
    name = snake(title)[:48].strip("_")
    taken = {other.name for other in situation.spec.reports}
    same = next(
        (
            r
            for r in situation.spec.reports
            if (r.entity, r.group_by, r.measures[:1], r.filters)
            == (plan.entity.name, (plan.group, *plan.further), (plan.measure,), plan.filters)
        ),
        None,
    )
    name = next(n for n in (name, *(f"{name[:44]}_{k}" for k in range(2, 99))) if n not in taken)
    made = same or Report(
        id=situation.ids.new("rep"), source=source, name=name, title=title, entity=plan.entity.name,
        group_by=(plan.group, *plan.further) if plan.group else (), measures=(plan.measure,),
        filters=plan.filters,
        chart=plan.chart,
        date_field=plan.date_field,
    )  # fmt: skip
    names = {component.name for component in situation.spec.components}
    wanted = f"{pascal(made.name)}Chart"[:60]
    free = next(n for n in (wanted, *(f"{wanted}{k}" for k in range(2, 99))) if n not in names)
    chart = Component(
        id=situation.ids.new("com"), source=source, name=free, type=ComponentType.CHART,
        entity=plan.entity.name,
        variant=plan.chart.value, props={"report": made.name},
    )  # fmt: skip
    return made, chart, [*([] if same else [add(made)]), add(chart)]
