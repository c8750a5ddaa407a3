"""Computed values and rules: totals of lines, end after start, no double bookings."""

from sayso.kit.words import sentence
from sayso.spec.model import Computed, Entity, FieldType, Rule

from .parts import Parts

_FREE_STATES = frozenset(("cancelled", "canceled", "no_show", "declined", "rejected", "withdrawn"))
_SPANS = (
    ("starts_at", "ends_at"),
    ("start_date", "end_date"),
    ("start", "end"),
    ("check_in_date", "check_out_date"),
    ("start_time", "end_time"),
)
_BOOKED = (
    "room",
    "hall",
    "stylist",
    "table",
    "vehicle",
    "court",
    "doctor",
    "therapist",
    "vet",
    "dentist",
    "instructor",
    "teacher",
    "berth",
    "venue",
)
_BOOKINGS = frozenset(("appointment", "booking", "reservation", "rental", "stay", "session", "lesson"))


def build_computed(parts: Parts) -> None:
    """A line is worth its quantity times its price; what it belongs to is worth all its lines."""
    for name in list(parts.entities):
        if parts.thing(name).kind != "line":
            continue
        amount = _amount(parts, name)
        if amount is None:
            continue
        taken = parts.names_of(name)
        if "total" in taken or "line_total" in taken:
            continue
        _add_computed(parts, name, "line_total", "Total", amount)
        for link in parts.parents(name):
            if parts.thing(link.to_entity).kind not in {"document", "event"} or "total" in parts.names_of(
                link.to_entity
            ):
                continue
            _add_computed(parts, link.to_entity, "total", "Total", f"sum({link.inverse}.line_total)")
            break


def _amount(parts: Parts, line: str) -> str | None:
    fields = {f.name: f.type for f in parts.entities[line].fields}
    quantity = next(
        (
            n
            for n in fields
            if n.startswith(("quantity", "qty")) and fields[n] in {FieldType.INTEGER, FieldType.DECIMAL}
        ),
        None,
    )
    if quantity is None:
        return None
    price = next((n for n, t in fields.items() if t is FieldType.MONEY), None)
    if price is not None:
        return f"{quantity} * {price}"
    for link in parts.parents(line):
        for field in parts.entities[link.to_entity].fields:
            if field.type is FieldType.MONEY and "price" in field.name:
                return f"{quantity} * {link.name}.{field.name}"
    return None


def _add_computed(parts: Parts, entity: str, name: str, label: str, expression: str) -> None:
    value = Computed(
        id=parts.ids.new("cmp"),
        name=name,
        label=label,
        type=FieldType.MONEY,
        expression=expression,
        assumed="It follows from quantity and price.",
    )
    _replace(parts, entity, computed=(*parts.entities[entity].computed, value))


def _replace(parts: Parts, entity: str, **values: object) -> None:
    parts.entities[entity] = parts.entities[entity].model_copy(update=values)


def build_rules(parts: Parts) -> None:
    """The end is not before the start; nothing is booked twice where the words forbid it."""
    for name in list(parts.entities):
        span = _span(parts, parts.entities[name])
        if span is not None:
            start, end = span
            rule = Rule(
                id=parts.ids.new("rul"),
                name="end_after_start",
                expression=f"{end} is None or {start} is None or {end} >= {start}",
                message="The end lies before the start.",
                assumed="Time runs forwards.",
            )
            _replace(parts, name, rules=(*parts.entities[name].rules, rule))
    if parts.business.no_overlap:
        _no_overlap(parts)


def _span(parts: Parts, entity: Entity) -> tuple[str, str] | None:
    types = {f.name: f.type for f in entity.fields}
    del parts
    return next(((a, b) for a, b in _SPANS if a in types and types.get(b) is types[a]), None)


def _no_overlap(parts: Parts) -> None:
    for name in list(parts.entities):
        if name.split("_")[-1] not in _BOOKINGS:
            continue
        entity = parts.entities[name]
        span = _span(parts, entity)
        by = next(
            (
                link
                for word in _BOOKED
                for link in parts.parents(name)
                if link.to_entity.split("_")[-1] == word
            ),
            None,
        )
        if by is None:
            by = next(
                (
                    link
                    for link in parts.parents(name)
                    if parts.thing(link.to_entity).kind in {"place", "staff", "thing"}
                ),
                None,
            )
        if span is None or by is None or span[0] == "start_time":
            continue
        free = (
            [s.name for s in parts.flows[name].states if s.name in _FREE_STATES]
            if name in parts.flows
            else []
        )
        quoted = ", ".join(f'"{s}"' for s in free)
        when = f", when={parts.flows[name].field} not in [{quoted}]" if free else ""
        rule = Rule(
            id=parts.ids.new("rul"),
            name="no_double_booking",
            expression=f"no_overlap({span[0]}, {span[1]}, {by.name}{when})",
            message=f"This {sentence(by.name).lower()} is taken at that time.",
            source=parts.business.no_overlap[:400],
        )
        _replace(parts, name, rules=(*entity.rules, rule))
        if free:
            parts.assume(
                f"{sentence(' and '.join(free))} ones do not block the time.", (rule.id,), "Count them too"
            )
        return
