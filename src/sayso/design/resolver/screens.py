"""Pages and their parts: made, shown, taken away."""

import re
from collections.abc import Sequence

from sayso.design.spec_edits.components import components_for, dated, new_component, usual_props
from sayso.design.spec_edits.layout import without
from sayso.design.spec_edits.placement import ensured, placed
from sayso.kit.words import kebab, pascal, snake
from sayso.spec.edits import Edit, Kind, Remove, SetLayout, add, change
from sayso.spec.model import Component, ComponentType, Container, Entity, Json, Page, Report, Slot

from .elements import charts_of, entity_in_focus, entity_of, member_of, page_of, part_kind
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
    if page is None and _THERE.search(work.sentence(at)):
        page = next((page_of(work, one) for one in there(work, at)), None)
        if page is None:
            return False
    kind = part_kind(work.text(at))
    entity = _entity_for(work, at, page)
    head = work.head(at)
    values = [one for up in (at, head) if up is not None for one in work.under(up, "group", "attr")]
    if kind is ComponentType.FILTERS and values:
        is_done = add_filter(work, at, values, page)
        work.use(*values if is_done else ())
        return is_done
    if kind is None or entity is None or kind in {ComponentType.CHART, ComponentType.STATS}:
        return False
    made = _made(work, at, entity, kind)
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
        work.settle(at)
    work.turn_to(entity, component=component.id)
    return True


_THERE = re.compile(r"\bthere\b(?!['’]s| (?:is|are|was|were|should|must|could|can)\b)", re.IGNORECASE)


def there(work: Work, at: int) -> list[int]:
    """The page that was named last before a span whose sentence says *there*."""
    pages = [one for one in range(at) if work.role(one) == "page"]
    return pages[-1:] if _THERE.search(work.sentence(at)) else []


def _made(work: Work, at: int, entity: Entity, kind: ComponentType) -> tuple[Component, list[Edit]] | None:
    """The part of that kind for a thing, there already or new; a calendar by the days that are named."""
    source = work.sentence(at)
    head = work.head(at)
    beside = work.under(head, "thing") if head is not None and not work.under(at, "thing") else []
    attrs = [one for up in (at, *work.under(at, "thing"), *beside) for one in work.under(up, "attr", "group")]
    found = member_of(work, work.text(attrs[0]), entity) if len(attrs) == 1 else None
    if kind is not ComponentType.CALENDAR or found is None or found.name not in dated(entity):
        return ensured(work.situation, entity, kind, source)
    work.use(*attrs)
    there = components_for(work.spec, ComponentType.CALENDAR, entity.name)
    known = next((one for one in there if one.props.get("start") == found.name), None)
    if known is not None:
        return known, []
    props = {**(usual_props(work.situation, entity, kind) or {}), "start": found.name, "end": None}
    given: dict[str, Json] = {name: value for name, value in props.items() if value is not None}
    component = new_component(work.situation, entity, kind, given, source)
    return component, [add(component)]


def add_page(work: Work, at: int, spans: Sequence[int]) -> bool:
    """A page that is not there yet, with the parts that are named for it, or the lists of things."""
    parts = [one for one in spans if work.role(one) == "part"]
    things = [one for one in spans if work.role(one) == "thing" and work.role(work.head(one) or 0) != "part"]
    wanted = [(_entity_for(work, one, None), part_kind(work.text(one))) for one in parts] or [
        (entity_of(work, one), ComponentType.TABLE) for one in things
    ]
    if not wanted and (entity := entity_in_focus(work)) is not None:
        wanted = [(entity, ComponentType.TABLE)]
    names: list[str] = []
    for number, (entity, kind) in enumerate(wanted):
        made = _made(work, parts[number] if parts else at, entity, kind) if entity and kind else None
        if made is None or kind is ComponentType.CHART or (made[1] and not work.take(made[1], at)):
            return False
        names.append(made[0].name)
    title = work.text(at)
    name = snake(title)[:48]
    if not names or not name or not name[0].isalpha():
        return False
    page = Page(
        id=work.ids.new("pag"), source=work.sentence(at), name=name, title=title[:1].upper() + title[1:],
        path=f"/{kebab(name)}", components=tuple(names),
        layout=Container(children=tuple(Slot(component=one) for one in names)),
    )  # fmt: skip
    if not work.take([add(page)], at):
        return False
    work.use(
        at, *work.under(at, "kind"), *parts, *things, *(t for one in parts for t in work.under(one, "thing"))
    )
    return True


def _entity_for(work: Work, at: int, page: Page | None) -> Entity | None:
    """The thing that a part shows: one beside it, that of the page, or what was spoken of last."""
    things = [found for one in work.under(at, "thing") if (found := entity_of(work, one)) is not None]
    head = work.head(at)
    if not things and head is not None:
        things = [found for one in work.under(head, "thing") if (found := entity_of(work, one)) is not None]
        if work.role(head) == "thing" and (above := entity_of(work, head)) is not None:
            things = [above]
    entity: Entity | None = things[0] if len(things) == 1 else None
    if entity is None and page is not None:
        entity = _entity_of_page(work, page)
    return entity or (entity_in_focus(work) if not things else None)


def add_filter(
    work: Work, at: int, names: Sequence[int], page: Page | None, about: Entity | None = None
) -> bool:
    """Values by which rows are filtered: of a thing, or the page's, or the only one with such values."""
    about_ = about or (_entity_of_page(work, page) if page is not None else None)
    owners = [about_] if about_ is not None else [
        one for one in work.spec.entities if all(member_of(work, work.text(name), one) for name in names)
    ]  # fmt: skip
    found = [member_of(work, work.text(name), owners[0]) for name in names] if len(owners) == 1 else []
    fields = [one.name for one in found if one is not None]
    if not fields or len(fields) < len(names):
        return False
    there = [
        one
        for one in work.spec.components
        if one.type is ComponentType.FILTERS and one.entity == owners[0].name
    ]
    known = [str(name) for name in there[0].props.get("fields") or ()] if there else []  # type: ignore[union-attr]
    if set(fields) <= set(known):
        work.settle(at)
        return True
    props: dict[str, Json] = {"fields": [*known, *(one for one in fields if one not in known)]}
    made = ensured(work.situation, owners[0], ComponentType.FILTERS, work.sentence(at), props)
    if made is None or not work.take(made[1], at):
        return False
    work.take(placed(work.situation, made[0], page), at)
    work.turn_to(owners[0], component=made[0].id)
    return True


def drop_filter(work: Work, at: int, component: Component, names: Sequence[int]) -> bool:
    """Values by which rows are no longer filtered; with the last of them the filter itself goes."""
    owner = next((one for one in work.spec.entities if one.name == component.entity), None)
    found = [member_of(work, work.text(one), owner) for one in names] if owner is not None else []
    gone = {one.name for one in found if one is not None}
    known = component.props.get("fields")
    kept = [name for name in known if name not in gone] if isinstance(known, list) else []
    if not gone or not kept:
        return False
    return work.take([change(Kind.COMPONENT, component.id, props={**component.props, "fields": kept})], at)


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
