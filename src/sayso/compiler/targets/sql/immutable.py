"""Which expressions PostgreSQL may store in a generated column."""

from sayso.spec.expressions import Aggregate, Node, NoOverlap, Path, member, parse, walk
from sayso.spec.expressions.nodes import Call, Literal
from sayso.spec.index import SpecIndex
from sayso.spec.model import FieldType

_CALENDAR = {
    "now", "today", "date", "year", "month", "day", "weekday", "days", "weeks", "months", "years",
    "days_between", "years_between", "concat",
}  # fmt: skip
"""Functions that ask the clock or the site's calendar, or write values as text by the session's settings."""


def needs_only_the_row(index: SpecIndex, entity: str, node: Node) -> bool:
    """Whether ``node`` gives the same for the same row for ever, seen through computed values it uses."""
    for inner in walk(node):
        if isinstance(inner, (Aggregate, NoOverlap)):
            return False
        if isinstance(inner, Call) and inner.function in _CALENDAR:
            return False
        if isinstance(inner, Literal) and isinstance(inner.value, str) and _looks_like_a_date(inner.value):
            return False
        if isinstance(inner, Path) and not _is_plain(index, entity, inner):
            return False
    return True


def _is_plain(index: SpecIndex, entity: str, path: Path) -> bool:
    if len(path.names) > 1:
        return False
    name = path.names[0]
    found = member(index, entity, name)
    if found is None or found.kind == "system":
        return False
    if found.kind == "computed":
        return needs_only_the_row(index, entity, parse(index.computed(entity)[name].expression))
    return not (found.kind == "field" and index.fields(entity)[name].type is FieldType.DATETIME)


def _looks_like_a_date(text: str) -> bool:
    return len(text) >= 8 and text[:4].isdigit() and text[4] == "-"
