"""Which names of an entity a component, report or permission may mention."""

from collections.abc import Iterator

from sayso.spec.diagnostics import Diagnostic
from sayso.spec.expressions import Kind, ValueType, did_you_mean, many, many_names, member, members
from sayso.spec.index import SpecIndex
from sayso.spec.model import FilterBy

from .findings import error

NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY})
DATES = frozenset({Kind.DATE, Kind.DATETIME})
SUMMABLE = frozenset({"sum", "avg"})
_OF_TIME = frozenset({"today", "this_week", "this_month", "upcoming", "past"})
_ORDERED = NUMBERS | DATES | {Kind.TIME}


def type_of_name(index: SpecIndex, entity: str, name: str) -> ValueType | None:
    """The type of a single-valued name of an entity."""
    found = member(index, entity, name)
    return None if found is None else found.type


def unknown_name(
    index: SpecIndex, entity: str, name: str, path: str, *, lists: bool = False
) -> Diagnostic | None:
    """The problem with a name that ``entity`` does not have; with ``lists`` its lists count too."""
    if entity not in index.entities or member(index, entity, name) is not None:
        return None
    if lists and many(index, entity, name) is not None:
        return None
    if many(index, entity, name) is not None:
        return error(
            "unknown-name", path, f"“{name}” of {entity} is a list and cannot stand here.", "Use a field."
        )
    known = [*members(index, entity), *(many_names(index, entity) if lists else ())]
    return error("unknown-name", path, f"{entity} has no “{name}”.", did_you_mean(name, known))


def filter_problems(
    index: SpecIndex, entity: str, filters: tuple[FilterBy, ...], path: str
) -> Iterator[Diagnostic]:
    """Filters on names, options and states that do not exist, or on spans of time of what is no date."""
    for condition in filters:
        problem = unknown_name(index, entity, condition.field, path, lists=True)
        if problem is not None:
            yield problem
            continue
        found = type_of_name(index, entity, condition.field)
        if found is None:
            continue
        if condition.op in _OF_TIME and found.kind not in DATES:
            yield error(
                "type-mismatch",
                path,
                f"“{condition.field}” is {found.kind.value}; it is never “{condition.op}”.",
                "Filter by a date.",
            )
        values = condition.value if isinstance(condition.value, list) else [condition.value]
        if not found.options or condition.op not in {"eq", "ne", "in"}:
            continue
        for value in values:
            if isinstance(value, str) and value not in found.options:
                what = "state" if found.is_state else "option"
                yield error(
                    f"unknown-{what}",
                    path,
                    f"“{condition.field}” has no {what} “{value}”.",
                    did_you_mean(value, found.options),
                )


def grouping_problems(index: SpecIndex, entity: str, name: str, path: str) -> Iterator[Diagnostic]:
    """Groups of what no two records share."""
    found = type_of_name(index, entity, name)
    if found is not None and found.kind is Kind.OPAQUE:
        yield not_shared(name, path)


def not_shared(name: str, path: str) -> Diagnostic:
    """Why rows do not form groups by a value of which each has its own."""
    return error(
        "type-mismatch",
        path,
        f"“{name}” cannot be grouped by: no two records share it.",
        "Group by another field.",
    )


def measure_problems(
    index: SpecIndex, entity: str, op: str, field: str | None, path: str
) -> Iterator[Diagnostic]:
    """Aggregates of nothing, of unknown names, and of what cannot be added up or ordered."""
    if entity not in index.entities:
        return
    if field is None:
        if op != "count":
            yield error(
                "measure-field-missing",
                path,
                f"{op} of what? No field is named.",
                "Name a field, or use count.",
            )
        return
    problem = unknown_name(index, entity, field, path)
    if problem is not None:
        yield problem
        return
    found = type_of_name(index, entity, field)
    allowed = NUMBERS if op in SUMMABLE else _ORDERED
    if op != "count" and found is not None and found.kind not in allowed:
        yield error(
            "type-mismatch",
            path,
            f"“{field}” is {found.kind.value}; {op} needs numbers{'' if op in SUMMABLE else ' or dates'}.",
            "Choose another field, or use count.",
        )
