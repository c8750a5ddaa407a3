"""Queries ask for what exists, in ways that its type can."""

from collections.abc import Iterator

from sayso.spec.diagnostics import Diagnostic
from sayso.spec.expressions import Kind, did_you_mean
from sayso.spec.expressions.values import of_field
from sayso.spec.index import SpecIndex
from sayso.spec.model import FieldType, FilterBy, MeasureOp, Operator, SortBy
from sayso.spec.query import MEASURED, OF_SETS, TYPES_OF, UNORDERED, written

from .allowed_names import type_of_name, unknown_name
from .findings import error

DATES = frozenset({Kind.DATE, Kind.DATETIME})
_CHOSEN = frozenset({Operator.EQ, Operator.NE, Operator.IN, Operator.HAS, Operator.HAS_ANY})


def _kinds(types: frozenset[FieldType]) -> frozenset[Kind]:
    """The kinds of values of these types; a relation is an id."""
    return frozenset(map(of_field, types)) | ({Kind.REFERENCE} if FieldType.UUID in types else set())


_ASKED = {op: _kinds(types) for op, types in TYPES_OF.items()}
_MEASURED = {op: _kinds(types) for op, types in MEASURED.items()}


def filter_problems(
    index: SpecIndex, entity: str, filters: tuple[FilterBy, ...], path: str
) -> Iterator[Diagnostic]:
    """Filters on names, options and states that do not exist, or by what cannot be asked of their type."""
    for condition in filters:
        problem = unknown_name(index, entity, condition.field, path, lists=True)
        if problem is not None:
            yield problem
            continue
        found = type_of_name(index, entity, condition.field)
        fitting = [op for op in Operator if found.kind in _ASKED[op]] if found else sorted(OF_SETS)
        if condition.op not in fitting:
            yield error(
                "type-mismatch",
                path,
                f"“{condition.field}” is {found.kind.value if found else 'a list'}; "
                f"it cannot be filtered by “{condition.op}”.",
                f"Filter it by one of: {', '.join(fitting)}.",
            )
        if condition.op is Operator.BETWEEN and len(written(condition.value).split(",")) != 2:
            yield error(
                "type-mismatch",
                path,
                f"“{condition.field}” is between two values.",
                "Give a list of two values.",
            )
        if found is None or not found.options or condition.op not in _CHOSEN:
            continue
        values = condition.value if isinstance(condition.value, list) else [condition.value]
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
    index: SpecIndex, entity: str, op: MeasureOp, field: str | None, path: str
) -> Iterator[Diagnostic]:
    """Aggregates of nothing, of unknown names, and of what cannot be added up or ordered."""
    if entity not in index.entities:
        return
    if field is None:
        if op is not MeasureOp.COUNT:
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
    if found is not None and found.kind not in _MEASURED[op]:
        dates = " or dates" if Kind.DATE in _MEASURED[op] else ""
        yield error(
            "type-mismatch",
            path,
            f"“{field}” is {found.kind.value}; {op} needs numbers{dates}.",
            "Choose another field, or use count.",
        )


def order_problems(
    index: SpecIndex, entity: str, order: tuple[SortBy, ...], path: str
) -> Iterator[Diagnostic]:
    """Orders by what has no single value."""
    fields = index.fields(entity)
    for key in order:
        field = fields.get(key.field)
        if field is not None and field.type in UNORDERED:
            yield error(
                "type-mismatch",
                path,
                f"Nothing can be put in the order of “{field.label}”: it has no single value.",
                "Sort by another field.",
            )
