"""Pages and their parts: made, shown, taken away."""

from sayso.design.offline.refine.arranging import without
from sayso.design.offline.refine.intents.showing import ensured, placed
from sayso.kit.words import pascal
from sayso.spec.edits import Edit, Kind, Remove, SetLayout, add
from sayso.spec.model import Component, ComponentType, Entity, Page, Report

from .elements import charts_of, entity_in_focus, entity_of, page_of, part_kind
from .work import Work


def remove_parts(work: Work, at: int, found: list[Component]) -> None:
    """Parts go from pages; what they showed is kept."""
    edits: list[Edit] = []
    for component in found:
        edits += [
            SetLayout(target=page.id, layout=without(page.layout, component.name))
            for page in work.spec.pages
            if component.name in page.components and page.layout is not None
        ]
        edits.append(Remove(kind=Kind.COMPONENT, target=component.id))
    work.take(edits, at)


def which_part(work: Work, at: int, found: list[Component], verb: str) -> None:
    """Several parts are called so, or none is."""
    if not found:
        work.fail(at, f"There is no “{work.text(at)}” on a page.")
        return
    titles = {report.name: report.title for report in work.spec.reports}
    names = {entity.name: entity.display_name.lower() for entity in work.spec.entities}
    kind = work.text(at).split()[-1].lower()
    called = [
        f"the chart {titles[str(one.props.get('report'))]}"
        if str(one.props.get("report")) in titles
        else f"the {names.get(one.entity or '', '')} {kind}"
        for one in found
    ]
    work.fail(
        at, f"There is more than one “{work.text(at)}”. Which one?", (f"{verb} {one}" for one in called)
    )


def add_part(work: Work, at: int, page: Page | None = None) -> bool:
    """A part of a kind for a thing: made where it is not there, and shown."""
    kind = part_kind(work.text(at))
    things = [found for one in work.under(at, "thing") if (found := entity_of(work, one)) is not None]
    head = work.head(at)
    if not things and head is not None:
        things = [found for one in work.under(head, "thing") if (found := entity_of(work, one)) is not None]
        if work.role(head) == "thing" and (above := entity_of(work, head)) is not None:
            things = [above]
    entity: Entity | None = things[0] if len(things) == 1 else None
    if entity is None and page is not None:
        entity = _entity_of_page(work, page)
    entity = entity or (entity_in_focus(work) if not things else None)
    if kind is None or entity is None or kind in {ComponentType.CHART, ComponentType.STATS}:
        return False
    made = ensured(work.situation, entity, kind, work.reading.text[:400])
    if made is None:
        work.fail(at, f"{entity.display_name} has nothing to make this of.")
        return False
    component, edits = made
    if edits and not work.take(edits, at):
        return False
    more = placed(work.situation, component, page)
    if more and not work.take(more, at):
        return False
    if not edits and not more:
        work.fail(at, "That is there already.")
        return False
    work.turn_to(entity, component=component.id)
    return True


def _entity_of_page(work: Work, page: Page) -> Entity | None:
    counts: dict[str, int] = {}
    by_name = {one.name: one.entity for one in work.spec.components}
    for name in page.components:
        entity = by_name.get(name)
        if entity:
            counts[entity] = counts.get(entity, 0) + 1
    best = max(counts, key=lambda name: counts[name], default=None)
    return next((one for one in work.spec.entities if one.name == best), None)


def new_chart(work: Work, at: int, report: Report) -> Component | None:
    """A chart of a report that none draws yet."""
    component = Component(
        id=work.ids.new("com"), source=work.sentence(at), name=f"{pascal(report.name)}Chart"[:60],
        type=ComponentType.CHART, entity=report.entity, variant=report.chart.value,
        props={"report": report.name},
    )  # fmt: skip
    return component if work.take([add(component)], at) else None


def put_chart(work: Work, at: int, report: Report, where: int) -> bool:
    """The chart of a report on a page: one that is there, or a new one."""
    page = page_of(work, where)
    if page is None:
        work.fail(where, f"There is no page “{work.text(where)}”.")
        return False
    charts = charts_of(work, report)
    component = charts[0] if charts else new_chart(work, at, report)
    if component is None:
        return False
    edits = placed(work.situation, component, page)
    return bool(edits) and work.take(edits, at)
