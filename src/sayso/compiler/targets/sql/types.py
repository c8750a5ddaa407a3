"""Column types, defaults and the checks of a single value."""

import json
import re

from sayso.compiler.identifiers import quote
from sayso.spec.expressions import sql_text, sql_value
from sayso.spec.model import Computed, Field, FieldType, Json

_TYPES = {
    FieldType.INTEGER: "bigint",
    FieldType.DECIMAL: "numeric",
    FieldType.MONEY: "numeric(14,2)",
    FieldType.BOOLEAN: "boolean",
    FieldType.DATE: "date",
    FieldType.DATETIME: "timestamptz",
    FieldType.TIME: "time",
    FieldType.MULTI_ENUM: "text[]",
    FieldType.IMAGE: "uuid",
    FieldType.FILE: "uuid",
    FieldType.UUID: "uuid",
    FieldType.JSON: "jsonb",
}
_NOW = {FieldType.DATE: "current_date", FieldType.DATETIME: "now()", FieldType.TIME: "localtime"}
_NUMBERS = {FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY}
_FOREIGN_SYNTAX = re.compile(r"\(\?(?:P|<[a-zA-Z]|[a-z]*-?[a-z]*:(?<!\?:))|\\[pPkK]|\\[uU]\{|\[[^]]*&&|\(\?>")
"""What JavaScript or Python understand in a pattern and PostgreSQL does not, or reads as something else."""


def column_type(type_: FieldType) -> str:
    """The PostgreSQL type of a field or computed value."""
    return _TYPES.get(type_, "text")


def default_of(field: Field) -> str | None:
    """The default as SQL; none where there is none."""
    value = field.default
    if value is None:
        return None
    if field.type in _NOW and value in {"now", "today", "now()", "today()"}:
        return _NOW[field.type]
    if field.type is FieldType.JSON:
        return f"{sql_text(json.dumps(value, ensure_ascii=False, sort_keys=True))}::jsonb"
    if field.type is FieldType.MULTI_ENUM:
        return _array(value if isinstance(value, list) else [value])
    literal = _number(value) if field.type in _NUMBERS else None
    if literal is not None:
        return literal
    if field.type is FieldType.BOOLEAN and isinstance(value, bool):
        return "true" if value else "false"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    kind = column_type(field.type)
    return sql_text(text) if kind == "text" else f"{sql_text(text)}::{kind}"


def check_of(field: Field) -> str | None:
    """The condition a value of the field has to meet by itself; none where any will do."""
    column = quote(field.name)
    parts: list[str] = []
    if field.type is FieldType.ENUM and field.options:
        parts.append(f"{column} in ({', '.join(sql_text(option.name) for option in field.options)})")
    if field.type is FieldType.MULTI_ENUM and field.options:
        parts.append(f"{column} <@ {_array([option.name for option in field.options])}")
    limits = field.validation
    if limits and field.type in _NUMBERS:
        if limits.min is not None:
            parts.append(f"{column} >= {_number(limits.min)}")
        if limits.max is not None:
            parts.append(f"{column} <= {_number(limits.max)}")
    if limits and column_type(field.type) == "text":
        if limits.min_length:
            parts.append(f"char_length({column}) >= {limits.min_length}")
        if limits.max_length is not None:
            parts.append(f"char_length({column}) <= {limits.max_length}")
        if limits.pattern and not _FOREIGN_SYNTAX.search(limits.pattern):
            parts.append(f"{column} ~ {sql_text(limits.pattern)}")
    return " and ".join(parts) or None


def is_text(element: Field | Computed) -> bool:
    """Whether values are stored as text."""
    return column_type(element.type) == "text"


def _number(value: Json) -> str | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return sql_value(int(value) if float(value).is_integer() else value)


def _array(values: list[Json]) -> str:
    return f"array[{', '.join(sql_text(str(value)) for value in values)}]::text[]"
