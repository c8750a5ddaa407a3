"""Which values tell a record apart: its title, the columns of a table, the order of a form."""

from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, FieldType

from .parts import DATES, Parts

_MOST = 6
_LONG = frozenset((FieldType.LONG_TEXT, FieldType.JSON, FieldType.FILE, FieldType.UUID))
_REACH = (FieldType.PHONE, FieldType.EMAIL)
_HAPPENS = frozenset(("event", "document", "line"))


def title_of(parts: Parts, entity: str) -> str | None:
    """The field or relation that names a row best."""
    spec = AppSpec(
        name="x",
        slug="x",
        entities=tuple(parts.entities.values()),
        relationships=tuple(parts.relationships),
        flows=tuple(parts.flows.values()),
    )
    index = SpecIndex(spec)
    title = index.title_field(entity)
    plain = {f.name for f in parts.entities[entity].fields if f.type is not FieldType.LONG_TEXT}
    return title if title in plain else index.title_relation(entity) or title


def columns_of(parts: Parts, entity: str, most: int = _MOST) -> list[str]:
    """The most telling columns: what it is, whose, when, how it stands and what it costs."""
    title = title_of(parts, entity)
    fields = [f for f in parts.entities[entity].fields if f.type not in _LONG]
    fields = [f for f in fields if f.type is not FieldType.IMAGE and f.name != title]
    links = [link.name for link in parts.parents(entity)]
    when = [n for n in (parts.date_of(entity),) if n]
    span = parts.span_of(entity)
    status = [parts.flows[entity].field] if entity in parts.flows else []
    money = parts.money_of(entity)[:1]
    own = [f.name for f in fields if f.name not in {*when, *money}]
    computed = [c.name for c in parts.entities[entity].computed if c.type not in DATES]
    first = [title] if title else []
    if parts.thing(entity).kind in _HAPPENS:
        ends = (
            [span[1]]
            if span and span[0] in when and span[1] in parts.fields_of(entity, FieldType.DATE)
            else []
        )
        lead = [*first, *links[: 2 if title and title not in links else 3], *when, *ends, *status, *money]
    else:
        reach = parts.fields_of(entity, *_REACH)
        choices = parts.fields_of(entity, FieldType.ENUM)
        stated = {f.guess.name for f in parts.thing(entity).fields if f.assumed is None}
        told = [name for name in own if name in stated]
        lead = [*first, *status, *links[:2], *reach[:2], *choices[:2], *told[:2], *money]
    order = [*lead, *own, *links, *computed]
    chosen = list(dict.fromkeys(order))[:most]
    return [name for name in _in_reading_order(order, status, money) if name in chosen]


def _in_reading_order(order: list[str], status: list[str], money: list[str]) -> list[str]:
    """States and money stand last, where the eye looks for them."""
    last = [*status, *money]
    names = list(dict.fromkeys(order))
    return [*names[:1], *(n for n in names[1:] if n not in last), *(n for n in last if n not in names[:1])]


def form_order(parts: Parts, entity: str) -> list[str]:
    """Fields as one fills them in: whom and what, then when, then the rest, long texts last."""
    of = {f.name: f.type for f in parts.entities[entity].fields}
    links = [link.name for link in parts.parents(entity)]
    many = [
        link.name
        for link in parts.relationships
        if link.from_entity == entity and link.kind.value == "many_to_many"
    ]
    long = [n for n, kind in of.items() if kind in _LONG or kind is FieldType.IMAGE]
    if parts.thing(entity).kind in _HAPPENS:
        title = [n for n in of if n == title_of(parts, entity)]
        when = _whens(parts, entity, of)
        rest = [n for n in of if n not in {*title, *when, *long}]
        return list(dict.fromkeys([*title, *links, *when, *rest, *many, *long]))
    rest = [n for n in of if n not in long]
    return [*rest[:1], *links, *rest[1:], *many, *long]


def _whens(parts: Parts, entity: str, of: dict[str, FieldType]) -> list[str]:
    span = parts.span_of(entity) or ()
    first = [n for n in (parts.date_of(entity),) if n]
    hours = [n for n, kind in of.items() if kind is FieldType.TIME]
    return list(dict.fromkeys([*first, *span, *hours]))
