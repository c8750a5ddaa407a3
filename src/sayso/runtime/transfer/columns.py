"""Which column of a sheet is which field, and how its cells are read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sayso.kit.words import snake
from sayso.runtime.plan import CollectionPlan, Column, ModulePlan, SetRelation
from sayso.runtime.values.limits import limits_of
from sayso.runtime.values.readers import UnreadableError, read_uuid
from sayso.runtime.values.text import text_reader_of
from sayso.sheets.cells import unguarded
from sayso.spec.index import Link
from sayso.spec.model import FieldType

Titles = dict[str, list[UUID]]


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column that is imported; ``parent`` names the entity whose titles its cells hold."""

    position: int
    field: str
    label: str
    required: bool
    read: Callable[[str, Titles], object]
    parent: str | None = None
    relation: str | None = None


def matched(
    module: ModulePlan, plan: CollectionPlan, header: Sequence[str]
) -> tuple[list[SheetColumn], list[str]]:
    """The columns that are imported, and the headings of those that are not."""
    named: dict[str, Column | Link | SetRelation] = {}
    for relation in plan.sets.values():
        named |= dict.fromkeys((relation.name, f"{relation.name}_ids", f"{relation.name}_titles"), relation)
    for name, link in plan.parents.items():
        named |= dict.fromkeys((name, f"{name}_id", f"{name}_title", f"{name}_name"), link)
    for column in plan.written.values():
        if column.link is None:
            named |= {snake(column.label): column, column.name: column}
    known = {_squeezed(name): found for name, found in named.items()}
    columns, ignored, used = list[SheetColumn](), list[str](), set[str]()
    for position, heading in enumerate(header):
        found = known.get(_squeezed(snake(heading)))
        if found is None or found.name in used:
            if heading:
                ignored.append(heading)
            continue
        used.add(found.name)
        columns.append(_column(module, plan, position, found))
    return columns, ignored


def column_of(module: ModulePlan, plan: CollectionPlan, position: int, name: str) -> SheetColumn | None:
    """The column that fills the field or relation of this name; none where rows have no such thing."""
    written = plan.written.get(name)
    found = plan.sets.get(name) or plan.parents.get(name) or (None if written and written.link else written)
    return None if found is None else _column(module, plan, position, found)


def _column(
    module: ModulePlan, plan: CollectionPlan, position: int, found: Column | Link | SetRelation
) -> SheetColumn:
    if isinstance(found, Link):
        field = f"{found.name}_id"
        label = plan.columns[field].label
        parent = module.by_entity[found.parent].label.lower()
        return SheetColumn(
            position,
            field,
            label,
            found.required,
            lambda text, titles: _linked(text, titles, parent),
            found.parent,
        )
    if isinstance(found, SetRelation):
        other = module.by_entity[found.entity].label.lower()
        return SheetColumn(
            position,
            f"{found.name}_ids",
            found.name.replace("_", " ").capitalize(),
            False,
            lambda text, titles: [_linked(part, titles, other) for part in parts(text)],
            found.entity,
            found.name,
        )
    read = text_reader_of(found.type, module.time_zone)
    limits = limits_of(found.type, found.field.validation if found.field else None, found.options)
    choices = {label.lower(): name for name, label in found.options} | {
        name.lower(): name for name, _ in found.options
    }

    def cell(text: str, _: Titles) -> object:
        value = read(unguarded(text))
        if choices and isinstance(value, str):
            value = choices.get(value.strip().lower(), value)
        if choices and isinstance(value, list):
            value = [choices.get(str(item).strip().lower(), item) for item in value]
        for check in limits:
            check(value)
        return value

    needed = found.required and (found.field is None or found.field.default is None)
    return SheetColumn(position, found.name, found.label, needed, cell)


def _squeezed(name: str) -> str:
    """``E-mail``, ``e_mail`` and ``email`` are the same heading."""
    return name.replace("_", "")


def parts(text: str) -> list[str]:
    """Titles in one cell."""
    separator = ";" if ";" in text else "|" if "|" in text else ","
    return [part.strip() for part in text.split(separator) if part.strip()]


def _linked(text: str, titles: Titles, label: str) -> UUID:
    title = unguarded(text.strip())
    try:
        return read_uuid(title)
    except UnreadableError:
        found = titles.get(title.lower(), [])
    if not found:
        raise UnreadableError(f"“{title[:60]}” is not the name of a {label}.")
    if len(found) > 1:
        raise UnreadableError(f"“{title[:60]}” is the name of {len(found)} records; give the id instead.")
    return found[0]


def text_type(kind: FieldType) -> bool:
    """Whether cells of this type hold what people typed."""
    return kind in {FieldType.TEXT, FieldType.LONG_TEXT, FieldType.EMAIL, FieldType.URL, FieldType.PHONE}
