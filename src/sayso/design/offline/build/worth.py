"""What things are worth: lines by quantity and price, documents by their lines, bookings by prices."""

from sayso.kit.words import sentence
from sayso.spec.model import Computed, FieldType, Relationship

from .parts import Parts

_COUNTS = frozenset((FieldType.INTEGER, FieldType.DECIMAL))
_PRICES = ("price", "fee", "rate", "cost", "charge", "tariff", "fare")
_PER_DAY = ("per_night", "per_day", "nightly", "daily")
_PER_HOUR = ("per_hour", "hourly")


def build_worth(parts: Parts) -> None:
    """Add totals of lines first, then prices that bookings take over from what is booked."""
    for name in list(parts.entities):
        if parts.thing(name).kind == "line":
            _line(parts, name)
    for name in list(parts.entities):
        if parts.thing(name).kind in {"event", "document"} and not _has_price(parts, name):
            _borrowed(parts, name)


def _has_price(parts: Parts, name: str) -> bool:
    return any("deposit" not in money for money in parts.money_of(name))


def _line(parts: Parts, name: str) -> None:
    amount = _amount(parts, name)
    if amount is None or parts.names_of(name) & {"total", "line_total"}:
        return
    why = "It follows from quantity and price."
    parts.add_computed(name, _money(parts, "line_total", "Total", amount, why))
    for link in parts.parents(name):
        whole = link.to_entity
        if parts.thing(whole).kind in {"document", "event"} and "total" not in parts.names_of(whole):
            total = f"sum({link.inverse}.line_total)"
            parts.add_computed(whole, _money(parts, "total", "Total", total, "It is the sum of its lines."))
            return


def _amount(parts: Parts, line: str) -> str | None:
    fields = {f.name: f.type for f in parts.entities[line].fields}
    counted = [n for n in fields if n.startswith(("quantity", "qty")) and fields[n] in _COUNTS]
    if not counted:
        return None
    price = next((n for n, kind in fields.items() if kind is FieldType.MONEY), None)
    if price is not None:
        return f"{counted[0]} * {price}"
    for link in parts.parents(line):
        for field in parts.entities[link.to_entity].fields:
            if field.type is FieldType.MONEY and "price" in field.name:
                return f"{counted[0]} * {link.name}.{field.name}"
    return None


def _borrowed(parts: Parts, name: str) -> None:
    """An appointment costs what its service costs; a stay costs its nights times the room's price."""
    if "price" in parts.names_of(name) or not (parts.date_of(name) or name in parts.flows):
        return
    priced = [(link, field) for link in parts.parents(name) if (field := _price(parts, link)) is not None]
    priced.sort(key=lambda found: parts.thing(found[0].to_entity).kind != "catalogue")
    if not priced or (len(priced) > 1 and parts.thing(priced[0][0].to_entity).kind != "catalogue"):
        return
    link, field = priced[0]
    path = f"{link.name}.{field}"
    span = parts.span_of(name)
    said = sentence(link.to_entity).lower()
    source = next(f.source or "" for f in parts.entities[link.to_entity].fields if f.name == field)
    unit = f"{field} {source.lower().replace(' ', '_')}"
    if not any(word in unit for word in (*_PER_DAY, *_PER_HOUR)):
        value = _money(parts, "price", "Price", path, f"It is the price of its {said}.")
    elif span is not None and not _is_hour(parts, name, span[0]) and any(word in unit for word in _PER_DAY):
        start, end = (f"date({n})" if _is_moment(parts, name, n) else n for n in span)
        whole = f"{path} * greatest(1, days_between({start}, {end}))"
        value = _money(parts, "price", "Price", whole, f"Its days times the price of its {said}.")
    elif span is not None and _is_moment(parts, name, span[0]):
        whole = f"round({path} * hours_between({span[0]}, {span[1]}), 2)"
        value = _money(parts, "price", "Price", whole, f"Its hours times the price of its {said}.")
    else:
        return
    parts.add_computed(name, value)


def _price(parts: Parts, link: Relationship) -> str | None:
    if parts.thing(link.to_entity).kind in {"customer", "event"}:
        return None
    money = [f.name for f in parts.entities[link.to_entity].fields if f.type is FieldType.MONEY]
    return next((n for n in money if any(word in n.split("_") for word in _PRICES)), None)


def _is_hour(parts: Parts, entity: str, name: str) -> bool:
    return name in parts.fields_of(entity, FieldType.TIME)


def _is_moment(parts: Parts, entity: str, name: str) -> bool:
    return name in parts.fields_of(entity, FieldType.DATETIME)


def _money(parts: Parts, name: str, label: str, expression: str, why: str) -> Computed:
    return Computed(
        id=parts.ids.new("cmp"),
        name=name,
        label=label,
        type=FieldType.MONEY,
        expression=expression,
        assumed=why,
    )
