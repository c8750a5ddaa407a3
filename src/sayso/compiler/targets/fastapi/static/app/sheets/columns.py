"""Which column of a sheet is which value, and how its cells become what JSON would say."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from uuid import UUID

from app.description import Column, Entity, Kind
from app.entities import ENTITIES
from app.notation import (
    NumberKind,
    UnreadableTextError,
    read_date,
    read_moment,
    read_number,
    read_time,
)
from app.problems import Malformed
from app.sheets.sheet import unguarded
from app.values.read import Unreadable, read_uuid
from app.values.written import read_written_json, written_reader

Titles = Mapping[str, Sequence[UUID]]
"""The ids of rows by their title in small letters."""
Read = Callable[[str, Titles], object]


@dataclass(frozen=True)
class SheetColumn:
    """A column that is imported; `other` is the entity whose rows its cells name."""

    position: int
    field: str
    label: str
    read: Callable[[str, Titles], object]
    other: str | None = None
    several: bool = False


@dataclass(frozen=True)
class Writing:
    """How the people of an application write: its language and currency, and its clocks."""

    zone: tzinfo
    language: str
    currency: str


def matched(
    entity: Entity,
    header: Sequence[str],
    writing: Writing,
    wanted: Sequence[str | None] | None = None,
) -> list[SheetColumn]:
    """The columns that are imported: those that are called alike, or those that a person chose.

    `wanted` names the field of each column by its position, null for one that is left out.
    """
    known = _known(entity)
    called = [known.get(_squeezed(heading)) for heading in header] if wanted is None else wanted
    columns, used = list[SheetColumn](), set[str]()
    for position, field in enumerate(called):
        if field is None or (wanted is None and field in used):
            continue
        if field not in known.values() or position >= len(header):
            raise Malformed(f'There is no column "{field[:60]}".')
        column = _column(entity, field, position, writing)
        if field in used:
            detail = f"{column.label} is chosen for two columns."
            raise Malformed(detail, hint="Leave one of them out.")
        used.add(field)
        columns.append(column)
    return columns


def fillable(entity: Entity) -> list[dict[str, object]]:
    """What a column of a file can go to."""
    names = [name for name, column in entity.written.items() if column.parent is None]
    names += [*(f"{name}_id" for name in entity.parents), *(f"{name}_ids" for name in entity.sets)]
    found = []
    for name in names:
        column = entity.columns.get(name)
        label = column.label if column else name.removesuffix("_ids").replace("_", " ").capitalize()
        is_needed = column is not None and column.required and not column.filled
        found.append({"field": name, "label": label, "required": is_needed})
    return found


def parts(text: str) -> list[str]:
    """Titles in one cell."""
    separator = next((mark for mark in ";|" if mark in text), ",")
    return [part.strip() for part in text.split(separator) if part.strip()]


def _known(entity: Entity) -> dict[str, str]:
    """The field that each heading means, by squeezed heading."""
    found: dict[str, str] = {}
    for name in entity.sets:
        for heading in (name, f"{name}_ids", f"{name}_titles"):
            found[_squeezed(heading)] = f"{name}_ids"
    for name in entity.parents:
        label = entity.columns[f"{name}_id"].label
        for heading in (name, f"{name}_id", f"{name}_title", f"{name}_name", label):
            found[_squeezed(heading)] = f"{name}_id"
    for name, column in entity.written.items():
        if column.parent is None:
            found[_squeezed(column.label)] = found[_squeezed(name)] = name
    return found


def _column(entity: Entity, field: str, position: int, writing: Writing) -> SheetColumn:
    column = entity.columns.get(field)
    if column is None:
        name = field.removesuffix("_ids")
        other = ENTITIES[entity.sets[name].entity]

        def read_several(text: str, titles: Titles) -> object:
            return [_linked(part, titles, other.label) for part in parts(text)]

        label = name.replace("_", " ").capitalize()
        return SheetColumn(position, field, label, read_several, other.name, several=True)
    if column.parent is not None:
        parent = ENTITIES[column.parent]

        def read_one(text: str, titles: Titles) -> object:
            return _linked(text, titles, parent.label)

        return SheetColumn(position, field, column.label, read_one, parent.name)
    return SheetColumn(position, field, column.label, _cell(column, writing))


def _cell(column: Column, writing: Writing) -> Read:
    reader = _reader(column.kind, writing)
    choices = {name.lower(): name for name in column.options}
    choices = {label.lower(): name for name, label in column.options.items()} | choices

    def read(text: str, _: Titles) -> object:
        bare = unguarded(text)
        if column.kind is Kind.JSON:
            return json.loads(read_written_json(bare))
        try:
            value = reader(bare)
        except UnreadableTextError as error:
            raise Unreadable(str(error)) from error
        if isinstance(value, date | datetime | time):
            return value.isoformat()
        if isinstance(value, list):
            return [choices.get(item.lower(), item) for item in value]
        if choices and isinstance(value, str):
            return choices.get(value.lower(), value)
        return value

    return read


def _reader(kind: Kind, writing: Writing) -> Callable[[str], object]:
    """The reader of cells: numbers, days and times in the notation of the language."""
    zone, language, currency = writing.zone, writing.language, writing.currency
    match kind:
        case Kind.INTEGER:
            return lambda text: int(
                read_number(text, language, NumberKind.INTEGER, currency=currency)
            )
        case Kind.DECIMAL:
            return lambda text: read_number(text, language, currency=currency)
        case Kind.MONEY:
            return lambda text: read_number(
                text, language, NumberKind.MONEY, currency=currency, places=2
            )
        case Kind.DATE:
            return lambda text: read_date(text, language)
        case Kind.TIME:
            return read_time
        case Kind.DATETIME:
            return lambda text: read_moment(text, language, zone)
    return written_reader(kind, zone)


def _linked(text: str, titles: Titles, label: str) -> UUID:
    title = unguarded(text.strip())
    try:
        return read_uuid(title)
    except Unreadable:
        found = titles.get(title.lower(), ())
    if not found:
        raise Unreadable(f"“{title[:60]}” is not the name of a {label.lower()}.")
    if len(found) > 1:
        raise Unreadable(f"“{title[:60]}” names {len(found)} records; give the id instead.")
    return found[0]


def _squeezed(heading: str) -> str:
    """`E-mail`, `e_mail` and `email` are the same heading."""
    return re.sub(r"[\W_]+", "", heading.lower())
