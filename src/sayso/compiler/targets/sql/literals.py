"""Texts of people inside SQL: literals, comments and function bodies that nothing in them can leave."""

import re

from sayso.spec.expressions import sql_text
from sayso.spec.model import AppSpec


def text(value: str) -> str:
    """A text literal; PostgreSQL knows no null character, so that is left out."""
    return sql_text(value.replace("\x00", ""))


def remark(value: str) -> str:
    """What may follow ``--``: one line, without control characters."""
    return re.sub(r"[\s\x00-\x1f\x7f\u0085\u2028\u2029]+", " ", value).strip()


def body_quote(spec: AppSpec) -> str:
    """A dollar quote that occurs nowhere in the spec: ``$$`` where that will do."""
    said = spec.model_dump_json()
    number = 0
    tag = "$$"
    while tag in said:
        number += 1
        tag = f"$body{number}$"
    return tag
