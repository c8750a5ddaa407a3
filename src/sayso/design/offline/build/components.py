"""Components: per entity a table, board, calendar or cards with filters, a form and a detail view."""

from typing import Any

from sayso.kit.words import pascal, plural, sentence
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, Component, ComponentType, FieldType

from .parts import DATES, Parts

_COLUMNS = 6
_LONG = frozenset((FieldType.LONG_TEXT, FieldType.JSON, FieldType.FILE, FieldType.UUID))
_VERBS = {
    "appointment": "Book",
    "booking": "Book",
    "reservation": "Reserve",
    "order": "Place",
    "payment": "Record",
    "invoice": "Create",
    "loan": "Record",
    "claim": "Submit",
    "request": "Submit",
    "application": "Submit",
    "incident": "Report",
    "problem": "Report",
    "issue": "Report",
    "defect": "Report",
    "visit": "Record",
    "shift": "Plan",
    "reading": "Record",
    "inspection": "Record",
}


def add(  # noqa: PLR0917 - private; called at one or two places
    parts: Parts,
    kind: ComponentType,
    name: str,
    entity: str | None,
    props: dict[str, Any],
    variant: str | None = None,
) -> str:
    """Add a component under a name that is still free, and give the name."""
    taken = {component.name for component in parts.components}
    free = next(n for n in (name, *(f"{name}{i}" for i in range(2, 99))) if n not in taken)
    parts.components.append(
        Component(
            id=parts.ids.new("com"),
            name=free,
            type=kind,
            entity=entity,
            variant=variant,
            props=props,
            assumed="A usual way to work with it.",
        )
    )
    return free


def title_of(parts: Parts, entity: str) -> str | None:
    """The field or relation that names a row best."""
    index = SpecIndex(AppSpec(name="x", slug="x", entities=(parts.entities[entity],)))
    title = index.title_field(entity)
    if title is not None and any(
        f.name == title and f.type is not FieldType.LONG_TEXT for f in parts.entities[entity].fields
    ):
        return title
    parents = parts.parents(entity)
    return parents[0].name if parents else title


def columns_of(parts: Parts, entity: str, without: frozenset[str] = frozenset()) -> list[str]:
    """The most telling columns, title first."""
    title = title_of(parts, entity)
    stored = [
        f.name for f in parts.entities[entity].fields if f.type not in _LONG and f.type is not FieldType.IMAGE
    ]
    links = [link.name for link in parts.parents(entity)]
    status = [parts.flows[entity].field] if entity in parts.flows else []
    computed = [c.name for c in parts.entities[entity].computed]
    own = [name for name in stored if name != title]
    order = [*([title] if title else []), *links[:2], *own[:3], *status, *computed[:1], *links[2:], *own[3:]]
    return [name for name in dict.fromkeys(order) if name not in without][:_COLUMNS]


def form(parts: Parts, entity: str) -> str:
    """A form with all fields: the record's owner first."""
    links = [link.name for link in parts.relationships if link.from_entity == entity]
    fields = [f.name for f in parts.entities[entity].fields]
    order = (
        [*links, *fields] if parts.thing(entity).kind in {"event", "document", "line"} else [*fields, *links]
    )
    verb = _VERBS.get(entity.rsplit("_", maxsplit=1)[-1], "Add")
    label = f"{verb} {sentence(entity).lower()}"
    variant = "advanced" if len(order) > 8 else "simple"
    return add(
        parts,
        ComponentType.FORM,
        f"{pascal(entity)}Form",
        entity,
        {"fields": list(order), "submit_label": label},
        variant,
    )


def detail(parts: Parts, entity: str) -> str:
    """A record with its related lists."""
    related = [link.inverse for link in parts.children(entity)]
    for link in parts.relationships:
        if link.kind.value == "many_to_many":
            if link.from_entity == entity:
                related.append(link.name)
            elif link.to_entity == entity:
                related.append(link.inverse)
    props: dict[str, Any] = {"related": related} if related else {}
    return add(parts, ComponentType.DETAIL, f"{pascal(entity)}Detail", entity, props)


def table(parts: Parts, entity: str) -> str:
    """A table, the latest first where rows have a date."""
    props: dict[str, Any] = {"columns": columns_of(parts, entity)}
    date = parts.date_of(entity)
    if date is not None:
        props["sort"] = [{"field": date, "descending": True}]
    return add(parts, ComponentType.TABLE, f"{pascal(entity)}Table", entity, props, "advanced")


def board(parts: Parts, entity: str) -> str:
    """A board by state."""
    status = parts.flows[entity].field
    title = title_of(parts, entity)
    fields = [c for c in columns_of(parts, entity) if c not in {title, status}][:3]
    props: dict[str, Any] = {"group_by": status, "fields": fields}
    if title:
        props["title"] = title
    money = parts.fields_of(entity, FieldType.MONEY)
    if money:
        props["sum"] = money[0]
    return add(parts, ComponentType.KANBAN, f"{pascal(entity)}Board", entity, props)


def calendar(parts: Parts, entity: str, start: str) -> str:
    """A calendar; weeks where times matter, months where only days do."""
    types = {f.name: f.type for f in parts.entities[entity].fields}
    end = next(
        (
            n
            for n in ("ends_at", "end", "end_date", "end_time")
            if types.get(n) is types[start] and n != start
        ),
        None,
    )
    props: dict[str, Any] = {"start": start}
    title = title_of(parts, entity)
    if end:
        props["end"] = end
    if title:
        props["title"] = title
    if entity in parts.flows:
        props["color_by"] = parts.flows[entity].field
    variant = "week" if types[start] is FieldType.DATETIME else "month"
    return add(parts, ComponentType.CALENDAR, f"{pascal(entity)}Calendar", entity, props, variant)


def filters(parts: Parts, entity: str) -> str | None:
    """Filters by state, choices and owners; none where there is nothing to choose."""
    fields = [parts.flows[entity].field] if entity in parts.flows else []
    fields += [link.name for link in parts.parents(entity)][:3]
    fields += parts.fields_of(entity, FieldType.ENUM)[:2]
    fields += parts.fields_of(entity, FieldType.BOOLEAN)[:1]
    date = parts.date_of(entity)
    if date and fields:
        fields.append(date)
    chosen = list(dict.fromkeys(fields))[:5]
    return (
        add(parts, ComponentType.FILTERS, f"{pascal(entity)}Filters", entity, {"fields": chosen})
        if chosen
        else None
    )


def cards(parts: Parts, entity: str) -> str:
    """Cards with a picture."""
    title = title_of(parts, entity)
    fields = [c for c in columns_of(parts, entity) if c != title][:3]
    props: dict[str, Any] = {"fields": fields, "image": parts.fields_of(entity, FieldType.IMAGE)[0]}
    if title:
        props["title"] = title
    return add(parts, ComponentType.CARDS, f"{pascal(entity)}Cards", entity, props)


def stats(parts: Parts) -> str | None:
    """Figures of the overview: what is on today, what waits, what it brings."""
    figures: dict[str, list[dict[str, Any]]] = {}
    if not parts.main:
        return None
    lead = parts.main[0]
    figures[lead] = _figures(parts, lead)
    return add(parts, ComponentType.STATS, f"{pascal(lead)}Stats", lead, {"stats": figures[lead][:4]})


def _figures(parts: Parts, entity: str) -> list[dict[str, Any]]:
    many = sentence(plural(entity))
    date = parts.date_of(entity)
    figures: list[dict[str, Any]] = [{"label": f"All {many.lower()}", "op": "count"}]
    if date is not None:
        figures.append({"label": "This week", "op": "count", "filters": [{"field": date, "op": "this_week"}]})
    flow = parts.flows.get(entity)
    if flow is not None:
        first = next(s for s in flow.states if s.name == flow.initial)
        figures.append(
            {
                "label": first.label,
                "op": "count",
                "filters": [{"field": flow.field, "op": "eq", "value": first.name}],
            }
        )
    money = parts.fields_of(entity, FieldType.MONEY)
    if money:
        label = next(f.label for f in parts.entities[entity].fields if f.name == money[0])
        when = [{"field": date, "op": "this_month"}] if date else []
        figures.append(
            {
                "label": f"{label}{' this month' if date else ''}",
                "op": "sum",
                "field": money[0],
                "filters": when,
            }
        )
    for name in parts.fields_of(entity, FieldType.BOOLEAN)[:1]:
        if len(figures) < 3:
            label = next(f.label for f in parts.entities[entity].fields if f.name == name)
            figures.append(
                {"label": label, "op": "count", "filters": [{"field": name, "op": "eq", "value": True}]}
            )
    return figures


def recent(parts: Parts, entity: str) -> str:
    """What comes up next, or the newest."""
    date = parts.date_of(entity)
    name = f"Upcoming{pascal(plural(entity))}" if date else f"Recent{pascal(plural(entity))}"
    props: dict[str, Any] = {"columns": columns_of(parts, entity)[:4], "page_size": 8}
    types = {f.name: f.type for f in parts.entities[entity].fields}
    if date is not None and types[date] in DATES:
        props["sort"] = [{"field": date, "descending": False}]
    return add(parts, ComponentType.LIST, name, entity, props)
