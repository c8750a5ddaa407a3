"""Fields hold what their type allows: options, defaults, limits; indexes name what is stored."""

from collections.abc import Iterator

from sayso.spec.diagnostics import Diagnostic
from sayso.spec.expressions import did_you_mean
from sayso.spec.index import SpecIndex
from sayso.spec.model import NUMBER_TYPES, Entity, Field, FieldType

from .defaults import fits_default
from .findings import error, warning
from .patterns import pattern_problem

_CHOICES = frozenset({FieldType.ENUM, FieldType.MULTI_ENUM})
_TEXTS = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.EMAIL, FieldType.URL, FieldType.PHONE})


def check(index: SpecIndex) -> Iterator[Diagnostic]:
    """The fields and indexes of every entity."""
    for entity in index.spec.entities:
        for field in entity.fields:
            path = f"entities.{entity.name}.fields.{field.name}"
            yield from _options(field, path)
            yield from _default(field, path)
            yield from _validation(field, path)
        yield from _indexes(index, entity)


def _options(field: Field, path: str) -> Iterator[Diagnostic]:
    if field.type in _CHOICES and not field.options:
        yield error(
            "enum-without-options",
            path,
            f"“{field.label}” is a choice, but there is nothing to choose from.",
            "Add options, or make it a text.",
        )
    if field.type not in _CHOICES and field.options:
        yield warning(
            "options-ignored",
            path,
            f"“{field.label}” has options, but is {field.type.value}.",
            "Make it an enum or multi_enum, or remove the options.",
        )


def _default(field: Field, path: str) -> Iterator[Diagnostic]:
    if field.default is None:
        return
    names = [option.name for option in field.options]
    given = field.default if isinstance(field.default, list) else [field.default]
    if field.type in _CHOICES:
        for value in given:
            if isinstance(value, str) and value not in names:
                yield error(
                    "unknown-option",
                    f"{path}.default",
                    f"“{field.label}” has no option “{value}” to begin with.",
                    did_you_mean(value, names),
                )
    if not fits_default(field):
        yield error(
            "default-mismatch",
            f"{path}.default",
            f"“{field.label}” is {field.type.value}; it cannot begin as {field.default!r}.",
            "Give a default of that type within its limits, or none.",
        )


def _validation(field: Field, path: str) -> Iterator[Diagnostic]:
    limits = field.validation
    if limits is None:
        return
    at = f"{path}.validation"
    has_range = limits.min is not None or limits.max is not None
    has_length = limits.min_length is not None or limits.max_length is not None
    if has_range and field.type not in NUMBER_TYPES:
        yield error(
            "validation-mismatch",
            at,
            f"“{field.label}” is {field.type.value} and has no smallest or largest value.",
            "Use min_length and max_length for texts; compare dates in a rule.",
        )
    if (has_length or limits.pattern is not None) and field.type not in _TEXTS:
        yield error(
            "validation-mismatch",
            at,
            f"“{field.label}” is {field.type.value} and has no length or pattern.",
            "Use min and max for numbers.",
        )
    for low, high in ((limits.min, limits.max), (limits.min_length, limits.max_length)):
        if low is not None and high is not None and low > high:
            yield error(
                "empty-range",
                at,
                f"“{field.label}” must be at least {low:g} and at most {high:g}, which nothing is.",
                "Exchange the two.",
            )
    problem = pattern_problem(limits.pattern) if limits.pattern is not None else None
    if problem is not None:
        yield error(
            "invalid-pattern", at, f"The pattern of “{field.label}” cannot be used: {problem[0]}.", problem[1]
        )


def _indexes(index: SpecIndex, entity: Entity) -> Iterator[Diagnostic]:
    flow = index.flows.get(entity.name)
    stored = [
        *index.fields(entity.name),
        *index.parents(entity.name),
        *([flow.field] if flow else []),
        "created_at",
    ]
    for number, wanted in enumerate(entity.indexes):
        path = f"entities.{entity.name}.indexes.{number}"
        for name in wanted.fields:
            if name in index.computed(entity.name) and name not in stored:
                yield error(
                    "computed-in-index",
                    path,
                    f"The index names “{name}”, which is computed and not stored.",
                    "Index the fields it is derived from.",
                )
            elif name not in stored:
                yield error(
                    "unknown-name",
                    path,
                    f"The index names “{name}”, which {entity.name} does not have.",
                    did_you_mean(name, stored),
                )
