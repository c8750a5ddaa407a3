"""Values written as SQL and as TypeScript, escaped."""

import json
from decimal import Decimal


def sql_text(value: str) -> str:
    """A PostgreSQL text literal; relies on ``standard_conforming_strings``, the default since 9.1."""
    return "'" + value.replace("'", "''") + "'"


def sql_value(value: str | float | bool | None) -> str:
    """A PostgreSQL literal."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return sql_text(value)
    return _number(value)


def typescript_value(value: str | float | bool | None) -> str:
    """A TypeScript literal; safe inside a script element too."""
    if isinstance(value, str):
        escaped = json.dumps(value, ensure_ascii=False)
        return escaped.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    return _number(value)


def _number(value: float) -> str:
    return str(value) if isinstance(value, int) else format(Decimal(repr(value)), "f")
