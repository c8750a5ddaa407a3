"""The forms that one value may take on its way through types, and values for choices."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from sayso.spec.model import AppSpec, Field, FieldType, Flow

_DEFAULTS: Mapping[FieldType, Any] = {
    FieldType.INTEGER: 1, FieldType.DECIMAL: 1.5, FieldType.MONEY: 2.5, FieldType.BOOLEAN: True,
    FieldType.DATE: "2026-01-31", FieldType.DATETIME: "2026-01-31T10:00:00+00:00", FieldType.TIME: "10:00",
    FieldType.EMAIL: "nobody@example.com", FieldType.URL: "https://example.com/", FieldType.PHONE: "+44 111",
    FieldType.UUID: "00000000-0000-4000-8000-000000000001", FieldType.JSON: {},
}  # fmt: skip


def default_for(spec: AppSpec, element: str) -> Any:
    """A value that the field or flow with this id accepts."""
    found = _listed(spec).get(element)
    if isinstance(found, Flow):
        return found.initial
    if found is None:
        return "none"
    if found.type is FieldType.ENUM:
        return found.options[0].name
    if found.type is FieldType.MULTI_ENUM:
        return [found.options[0].name]
    text = "none"
    if found.validation is not None and found.validation.max_length is not None:
        text = text[: found.validation.max_length]
    if found.validation is not None and found.validation.min is not None:
        return found.validation.min
    return _DEFAULTS.get(found.type, text)


def replacement_for(before: AppSpec, after: AppSpec, element: str) -> dict[str, str]:
    """For every option or state that went, one that stayed."""
    old, new = _listed(before)[element], _listed(after)[element]
    stayed = {one.id for one in _choices(new)}
    to = next(iter(_choices(new))).name
    return {one.name: to for one in _choices(old) if one.id not in stayed}


def _listed(spec: AppSpec) -> dict[str, Field | Flow]:
    found: dict[str, Field | Flow] = {f.id: f for entity in spec.entities for f in entity.fields}
    return found | {flow.id: flow for flow in spec.flows}


def _choices(element: Field | Flow) -> Iterator[Any]:
    yield from element.states if isinstance(element, Flow) else element.options


def names_of(spec: AppSpec) -> Iterator[tuple[str, str]]:
    """Id and name of every option and state."""
    for element in _listed(spec).values():
        for choice in _choices(element):
            yield choice.id, choice.name


def canonical(value: Any) -> Any:
    """One form for what is the same as text, number, truth value or day."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | Decimal | float):
        return _number(str(value))
    if isinstance(value, list):
        return tuple(canonical(one) for one in value)
    if isinstance(value, dict):
        return tuple(sorted((key, canonical(inner)) for key, inner in value.items()))
    if isinstance(value, str):
        return _day(value.strip()) or _number(value.strip())
    return value


def _number(text: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return f"{number.normalize():f}" if number.is_finite() else text


def _day(text: str) -> str | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if len(text) <= 10:
        return date.fromisoformat(text).isoformat() if len(text) == 10 else None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    is_midnight = moment.hour == moment.minute == moment.second == 0
    return moment.date().isoformat() if is_midnight else moment.astimezone(UTC).isoformat()
