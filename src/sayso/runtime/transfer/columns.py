"""Which column of a sheet is which field, and how its cells are read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sayso.kit.notation import decimal_of, order_of
from sayso.kit.words import snake
from sayso.runtime.errors import MalformedError
from sayso.runtime.plan import CollectionPlan, Column, ModulePlan, SetRelation
from sayso.runtime.values.body import did_you_mean
from sayso.runtime.values.limits import limits_of
from sayso.runtime.values.readers import UnreadableError, read_uuid
from sayso.runtime.values.text import Writing, address_reader_of, text_reader_of
from sayso.sheets.cells import Typed, unguarded
from sayso.sheets.types import Sheet
from sayso.spec.index import Link
from sayso.spec.model import DAY_TYPES, FieldType

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
    note: str = ""
    """What the column as a whole tells of its notation."""


def matched(
    module: ModulePlan, plan: CollectionPlan, sheet: Sheet, wanted: Sequence[str | None] | None = None
) -> list[SheetColumn]:
    """The columns that are imported: those that are called alike, or those that a person chose.

    ``wanted`` names the field of each column by its position, null for one that is left out.

    Raises:
        MalformedError: where a field is chosen twice, or there is none of that name.
    """
    if wanted is not None:
        return _chosen(module, plan, sheet, wanted)
    named: dict[str, Column | Link | SetRelation] = {}
    for relation in plan.sets.values():
        named |= dict.fromkeys((relation.name, f"{relation.name}_ids", f"{relation.name}_titles"), relation)
    for name, link in plan.parents.items():
        named |= dict.fromkeys((name, f"{name}_id", f"{name}_title", f"{name}_name"), link)
    for column in plan.written.values():
        if column.link is None:
            named |= {snake(column.label): column, column.name: column}
    known = {_squeezed(name): found for name, found in named.items()}
    columns, used = list[SheetColumn](), set[str]()
    for position, heading in enumerate(sheet.header):
        found = known.get(_squeezed(snake(heading)))
        if found is not None and found.name not in used:
            used.add(found.name)
            columns.append(_column(module, plan, position, found, _cells(sheet, position)))
    return columns


def fillable(module: ModulePlan, plan: CollectionPlan) -> list[SheetColumn]:
    """Everything that a column can be imported into, in the order of the fields."""
    own = [name for name, column in plan.written.items() if column.link is None]
    names = [*own, *plan.parents, *plan.sets]
    return [one for name in names if (one := column_of(module, plan, 0, name)) is not None]


def _chosen(
    module: ModulePlan, plan: CollectionPlan, sheet: Sheet, wanted: Sequence[str | None]
) -> list[SheetColumn]:
    known = {one.field: one.field for one in fillable(module, plan)}
    columns = list[SheetColumn]()
    for position, name in enumerate(wanted):
        if name is None:
            continue
        found = column_of(module, plan, position, name, _cells(sheet, position))
        if found is None or position >= len(sheet.header):
            raise MalformedError(f'There is no column "{name[:60]}".{did_you_mean(name, list(known))}')
        if any(one.field == found.field for one in columns):
            raise MalformedError(f"{found.label} is chosen for two columns.", hint="Leave one of them out.")
        columns.append(found)
    return columns


def _cells(sheet: Sheet, position: int) -> list[str]:
    return [line[position] for _, line in sheet.rows if position < len(line) and line[position].strip()]


def column_of(
    module: ModulePlan,
    plan: CollectionPlan,
    position: int,
    name: str,
    cells: Sequence[str] = (),
    *,
    is_exact: bool = False,
) -> SheetColumn | None:
    """The column that fills the field or relation of this name; none where rows have no such thing.

    ``cells`` tell the notation of the whole column. ``is_exact`` says that numbers are written as
    programs write them, in no language's notation.
    """
    plain = name.removesuffix("_ids") if name.removesuffix("_ids") in plan.sets else name
    name = plain.removesuffix("_id") if plain.removesuffix("_id") in plan.parents else plain
    written = plan.written.get(name)
    found = plan.sets.get(name) or plan.parents.get(name) or (None if written and written.link else written)
    return None if found is None else _column(module, plan, position, found, cells, is_exact=is_exact)


def _column(
    module: ModulePlan,
    plan: CollectionPlan,
    position: int,
    found: Column | Link | SetRelation,
    cells: Sequence[str],
    *,
    is_exact: bool = False,
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
    writing, note = told(found.type, cells, module.writing)
    read, exact = text_reader_of(found.type, writing), address_reader_of(found.type, writing)
    limits = limits_of(found.type, found.field.validation if found.field else None, found.options)
    choices = {label: name for name, label in found.options} | {name: name for name, _ in found.options}

    def choice(text: str) -> str:
        bare = text.strip()
        alike = {name for said, name in choices.items() if said.lower() == bare.lower()}
        return choices.get(bare) or (alike.pop() if len(alike) == 1 else text)

    def cell(text: str, _: Titles) -> object:
        value = exact(text) if is_exact or isinstance(text, Typed) else read(unguarded(text))
        if choices and isinstance(value, str):
            value = choice(value)
        if choices and isinstance(value, list):
            value = [choice(str(item)) for item in value]
        for check in limits:
            check(value)
        return value

    needed = found.required and (found.field is None or found.field.default is None)
    return SheetColumn(position, found.name, found.label, needed, cell, note=note)


def told(kind: FieldType, cells: Sequence[str], writing: Writing) -> tuple[Writing, str]:
    """How a column is written as far as it tells by itself, and that in words."""
    texts = [unguarded(cell) for cell in cells if not isinstance(cell, Typed)]
    if kind in {FieldType.DECIMAL, FieldType.MONEY, FieldType.INTEGER} and (found := decimal_of(texts)):
        sign = "Points" if found.value == "." else "Commas"
        said = f"{sign} set off decimals here, as in “{found.shown[:40]}”."
        return replace(writing, decimal=found.value), said
    if kind in DAY_TYPES and (found := order_of(texts)):
        order = "day, month, year" if found.value == "dmy" else "month, day, year"
        return replace(
            writing, order=found.value
        ), f"Days are written as {order}, as in “{found.shown[:40]}”."
    return writing, ""


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
