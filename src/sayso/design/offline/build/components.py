"""Components of one entity: form and detail of a record, and the views that list records."""

from typing import Any

from sayso.design.knowledge.load import load
from sayso.kit.words import pascal, sentence
from sayso.spec.model import Component, ComponentType, FieldType

from .columns import columns_of, form_order, title_of
from .parts import DATES, Parts

_LONG_FORM = 8


def add(  # noqa: PLR0917 - private to the building of pages
    parts: Parts,
    kind: ComponentType,
    name: str,
    entity: str | None,
    props: dict[str, Any],
    variant: str | None = None,
    source: str | None = None,
) -> str:
    """Add a component under a name that is still free, and give the name."""
    taken = {component.name for component in parts.components}
    free = next(n for n in (name[:60], *(f"{name[:60]}{i}" for i in range(2, 99))) if n not in taken)
    parts.components.append(
        Component(
            id=parts.ids.new("com"),
            name=free,
            type=kind,
            entity=entity,
            variant=variant,
            props=props,
            source=source,
            assumed=None if source else "A usual way to work with it.",
        )
    )
    return free


def form(parts: Parts, entity: str) -> str:
    """A form with all fields, in the order in which one fills them in."""
    order = form_order(parts, entity)
    verb = load("verbs")["forms"].get(entity.rsplit("_", maxsplit=1)[-1], "Add")
    what = sentence(entity).lower()
    said = "Add" if what.split()[-1].startswith(verb.lower()) else verb
    props = {"fields": order, "submit_label": f"{said} {what}"}
    variant = "advanced" if len(order) > _LONG_FORM else "simple"
    return add(parts, ComponentType.FORM, f"{pascal(entity)}Form", entity, props, variant)


def detail(parts: Parts, entity: str) -> str:
    """A record with its related lists: its own lines first, then what happens with it."""
    depth = {"line": 0, "event": 1, "document": 2}
    children = sorted(
        parts.children(entity), key=lambda link: depth.get(parts.thing(link.from_entity).kind, 3)
    )
    related = [link.inverse for link in children]
    for link in parts.relationships:
        if link.kind.value == "many_to_many":
            if link.from_entity == entity:
                related.append(link.name)
            elif link.to_entity == entity:
                related.append(link.inverse)
    props: dict[str, Any] = {"related": related} if related else {}
    return add(parts, ComponentType.DETAIL, f"{pascal(entity)}Detail", entity, props)


def table(parts: Parts, entity: str) -> str:
    """A table: the latest first where rows happen at a time, else by name; ticked off in place."""
    columns = columns_of(parts, entity)
    ticks = [n for n in parts.fields_of(entity, FieldType.BOOLEAN) if set(n.split("_")) & word_list("ticked")]
    if ticks and ticks[0] not in columns:
        columns = [*columns[:5], ticks[0]]
    props: dict[str, Any] = {"columns": columns}
    date = parts.date_of(entity)
    names = {f.name for f in parts.entities[entity].fields}
    if date is not None and parts.thing(entity).kind in {"event", "document", "line", "thing"}:
        props["sort"] = [{"field": date, "descending": True}]
    elif columns and columns[0] in names:
        props["sort"] = [{"field": columns[0], "descending": False}]
    variant = "inline-edit" if ticks else "advanced"
    return add(parts, ComponentType.TABLE, f"{pascal(entity)}Table", entity, props, variant)


def board(parts: Parts, entity: str) -> str:
    """A board by state, with the money of each column."""
    status = parts.flows[entity].field
    title = title_of(parts, entity)
    props: dict[str, Any] = {
        "group_by": status,
        "fields": [c for c in columns_of(parts, entity) if c not in {title, status}][:3],
    }
    if title:
        props["title"] = title
    money = parts.money_of(entity)
    if money:
        props["sum"] = money[0]
    return add(parts, ComponentType.KANBAN, f"{pascal(entity)}Board", entity, props)


def calendar(parts: Parts, entity: str, start: str) -> str:
    """A calendar; weeks where times matter, months where only days do."""
    types = {f.name: f.type for f in parts.entities[entity].fields}
    span = parts.span_of(entity)
    worked_out = [
        c.name
        for c in parts.entities[entity].computed
        if c.type is types[start] and c.type is FieldType.DATETIME and c.expression.startswith(start)
    ]
    end = span[1] if span and span[0] == start else next(iter(worked_out), None)
    props: dict[str, Any] = {"start": start}
    title = title_of(parts, entity)
    if end:
        props["end"] = end
    if title:
        props["title"] = title
    color = _color(parts, entity)
    if color:
        props["color_by"] = color
    variant = "week" if types[start] is FieldType.DATETIME else "month"
    return add(parts, ComponentType.CALENDAR, f"{pascal(entity)}Calendar", entity, props, variant)


def _color(parts: Parts, entity: str) -> str | None:
    if entity in parts.flows:
        return parts.flows[entity].field
    return next(iter(parts.fields_of(entity, FieldType.ENUM)), None)


def filters(parts: Parts, entity: str) -> str | None:
    """Filters by state, choices and owners; none where there is nothing to choose."""
    fields = [parts.flows[entity].field] if entity in parts.flows else []
    fields += [link.name for link in reversed(parts.parents(entity))][:2]
    fields += parts.fields_of(entity, FieldType.ENUM)[:2]
    fields += parts.fields_of(entity, FieldType.BOOLEAN)[:1]
    date = parts.date_of(entity)
    if date and fields and parts.thing(entity).kind in {"event", "document", "thing"}:
        fields.append(date)
    chosen = list(dict.fromkeys(fields))[:5]
    if not chosen:
        return None
    return add(parts, ComponentType.FILTERS, f"{pascal(entity)}Filters", entity, {"fields": chosen})


def cards(parts: Parts, entity: str) -> str:
    """Cards with a picture."""
    title = title_of(parts, entity)
    fields = [c for c in columns_of(parts, entity) if c != title][:3]
    props: dict[str, Any] = {"fields": fields, "image": parts.fields_of(entity, FieldType.IMAGE)[0]}
    if title:
        props["title"] = title
    return add(parts, ComponentType.CARDS, f"{pascal(entity)}Cards", entity, props)


def is_scheduled(parts: Parts, entity: str) -> bool:
    """Whether a date of the entity is a time at which something takes place."""
    date = parts.date_of(entity)
    if date is None or date not in parts.fields_of(entity, *DATES):
        return False
    if entity.rsplit("_", maxsplit=1)[-1] in word_list("written_down"):
        return False
    span = parts.span_of(entity)
    if parts.thing(entity).kind == "event":
        moment = date in parts.fields_of(entity, FieldType.DATETIME)
        return moment or entity in parts.flows or "start" in date or span is not None
    return span is not None and span[0] == date


def word_list(key: str) -> frozenset[str]:
    """A list of words in ``verbs.toml``."""
    return frozenset(str(load("verbs")["kinds"][key]).split())
