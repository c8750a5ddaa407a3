"""Whether a default is a value that the field can hold."""

import re
from datetime import date, datetime, time

from sayso.spec.model import Field, FieldType

_TEXTS = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.EMAIL, FieldType.URL, FieldType.PHONE})
_MOMENTS = ("today", "now", "today()", "now()")


def fits_default(field: Field) -> bool:  # noqa: C901 - one answer for each type
    """Whether the default has the field's type; ``today`` and ``now`` stand for the moment of creation."""
    value = field.default
    match field.type:
        case FieldType.BOOLEAN:
            return isinstance(value, bool)
        case FieldType.INTEGER:
            return type(value) is int and _within(field, value)
        case FieldType.DECIMAL | FieldType.MONEY:
            return isinstance(value, (int, float)) and not isinstance(value, bool) and _within(field, value)
        case FieldType.DATE:
            return value in _MOMENTS or _reads(date.fromisoformat, value)
        case FieldType.DATETIME:
            return value in _MOMENTS or _reads(datetime.fromisoformat, value)
        case FieldType.TIME:
            return _reads(time.fromisoformat, value)
        case FieldType.ENUM:
            return isinstance(value, str)
        case FieldType.MULTI_ENUM:
            return isinstance(value, list) and all(isinstance(part, str) for part in value)
        case FieldType.JSON:
            return True
        case FieldType.UUID:
            return (
                isinstance(value, str)
                and re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", value) is not None
            )
        case FieldType.IMAGE | FieldType.FILE:
            return False
    return isinstance(value, str)


def _within(field: Field, value: float) -> bool:
    limits = field.validation
    if limits is None:
        return True
    return (limits.min is None or value >= limits.min) and (limits.max is None or value <= limits.max)


def _reads(reader: object, value: object) -> bool:
    if not (callable(reader) and isinstance(value, str)):
        return False
    try:
        reader(value)
    except ValueError:
        return False
    return True
