"""Pages: an overview, and one for each main entity with the views that suit it."""

from sayso.kit.words import kebab, pascal, plural, sentence
from sayso.spec.model import (
    ComponentType,
    Container,
    Direction,
    FieldType,
    LayoutNode,
    Page,
    Placement,
    Responsive,
    Sizing,
    Slot,
)

from . import components, overview
from .parts import Parts

_ALONE = 3.0
_IMPORTANCE = {
    "event": 4.0,
    "document": 3.5,
    "thing": 2.0,
    "customer": 2.0,
    "catalogue": 1.5,
    "place": 1.5,
    "staff": 1.0,
    "group": 0.5,
    "line": 0.0,
}


def choose_main(parts: Parts) -> None:
    """Order the entities that get a page: those with a flow or many ties first, lines never."""
    for name in parts.entities:
        if not _is_secondary(parts, name):
            parts.main.append(name)
    place = list(parts.entities)
    parts.main.sort(key=lambda name: (-_importance(parts, name), place.index(name)))


def _importance(parts: Parts, name: str) -> float:
    thing = parts.thing(name)
    score = (
        _IMPORTANCE.get(thing.kind, 1.0) + min(thing.weight, 6) * 0.4 + (3.0 if name in parts.flows else 0.0)
    )
    stated = sum(f.assumed is None for f in thing.fields)
    if len(parts.entities) > 2 and not parts.parents(name) and not parts.children(name):
        score -= _ALONE
    return score + min(stated, 8) * 0.2 + 0.5 * len(parts.parents(name)) + 0.6 * len(parts.children(name))


def _is_secondary(parts: Parts, name: str) -> bool:
    """Whether rows only make sense inside a parent's record."""
    if name in parts.flows or parts.children(name) or not parts.parents(name):
        return False
    thing = parts.thing(name)
    return thing.kind == "line" and len(parts.entities) > 2


def build_pages(parts: Parts) -> None:
    """Add the overview and a page per main entity, with components and layout."""
    if all(page.path != "/" for page in parts.pages):
        _overview(parts)
    for name in parts.main:
        _entity_page(parts, name)
    for name in parts.entities:
        if name not in parts.main:
            _inside_parent(parts, name)


def _overview(parts: Parts) -> None:
    if not parts.main:
        return
    lead = parts.main[0]
    top = overview.stats(parts, lead)
    rows: list[LayoutNode] = [Slot(component=top)] if top else []
    charts = [
        components.add(
            parts,
            ComponentType.CHART,
            f"{pascal(report.name)}Chart",
            None,
            {"report": report.name},
            report.chart.value,
            report.source,
        )
        for report in parts.reports[:6]
    ]
    upcoming = overview.coming(parts, lead)
    if charts:
        beside = [Slot(component=name) for name in charts[:2]]
        left = Container(direction=Direction.COLUMN, sizing=Sizing(basis="60%"), children=tuple(beside))
        rows.append(_row(left, Slot(component=upcoming, sizing=Sizing(basis="40%"))))
        rest = charts[2:]
        rows.extend(
            _row(*(Slot(component=name, sizing=Sizing(grow=1)) for name in rest[i : i + 2]))
            for i in range(0, len(rest), 2)
        )
    else:
        rows.append(Slot(component=upcoming))
    names = [n for n in (top, *charts, upcoming) if n]
    parts.pages.append(
        Page(
            id=parts.ids.new("pag"),
            name="overview",
            title="Overview",
            path="/",
            icon="layout-dashboard",
            components=tuple(names),
            layout=Container(direction=Direction.COLUMN, children=tuple(rows)),
            assumed="A start page with what matters today.",
        )
    )


def _row(*slots: LayoutNode) -> Container:
    narrow = Responsive(mobile=Placement(direction=Direction.COLUMN))
    return Container(direction=Direction.ROW, responsive=narrow, children=slots)


def _entity_page(parts: Parts, name: str) -> None:
    views: list[tuple[str, str]] = []
    date = parts.date_of(name)
    kind = parts.thing(name).kind
    if date is not None and components.is_scheduled(parts, name):
        views.append(("Calendar", components.calendar(parts, name, date)))
    if name in parts.flows:
        views.append(("Board", components.board(parts, name)))
    if parts.fields_of(name, FieldType.IMAGE) and kind not in {"event", "document"}:
        views.append(("Cards", components.cards(parts, name)))
    views.append(("Table", components.table(parts, name)))
    bar = components.filters(parts, name)
    form, detail = components.form(parts, name), components.detail(parts, name)
    body: list[LayoutNode] = [Slot(component=bar, sticky=True)] if bar else []
    if len(views) == 1:
        body.append(Slot(component=views[0][1]))
    else:
        tabs = tuple(Container(label=label, children=(Slot(component=view),)) for label, view in views)
        body.append(Container(direction=Direction.TABS, children=tabs))
    names = [*([bar] if bar else []), *(view for _, view in views), form, detail]
    taken = {page.path for page in parts.pages}
    path = f"/{kebab(plural(name))}"
    parts.pages.append(
        Page(
            id=parts.ids.new("pag"),
            name=plural(name)[:48],
            title=sentence(plural(name)),
            path=path if path not in taken else f"{path}-list",
            icon=parts.entities[name].icon,
            components=tuple(names),
            layout=Container(direction=Direction.COLUMN, children=tuple(body)),
            assumed="Each main kind of record has its page.",
        )
    )


def _inside_parent(parts: Parts, name: str) -> None:
    """Rows of a line are added and seen on the page of their parent."""
    parent = next((link.to_entity for link in parts.parents(name) if link.to_entity in parts.main), None)
    names = (components.form(parts, name), components.detail(parts, name))
    for place, page in enumerate(parts.pages):
        if (parent is not None and page.name == plural(parent)[:48]) or (
            parent is None and place == len(parts.pages) - 1
        ):
            parts.pages[place] = page.model_copy(update={"components": (*page.components, *names)})
            return
