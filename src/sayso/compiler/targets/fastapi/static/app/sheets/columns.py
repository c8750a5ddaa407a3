"""Which column of a sheet is which value, and how its cells become what JSON would say."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from functools import partial
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


def matched(
    entity: Entity, header: Sequence[str], zone: tzinfo, language: str, currency: str
) -> tuple[list[SheetColumn], list[str]]:
    """The columns that are imported, and the headings of those that are not."""
    known = _known(entity)
    cell = partial(_cell, zone=zone, language=language, currency=currency)
    columns, ignored, used = [], list[str](), set[str]()
    for position, heading in enumerate(header):
        field = known.get(_squeezed(heading))
        if field is None or field in used:
            ignored += [heading] if heading else []
            continue
        used.add(field)
        columns.append(_column(entity, field, position, cell))
    return columns, ignored


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


def _column(
    entity: Entity, field: str, position: int, cell: Callable[[Column], Read]
) -> SheetColumn:
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
    return SheetColumn(position, field, column.label, cell(column))


def _cell(column: Column, *, zone: tzinfo, language: str, currency: str) -> Read:
    reader = _reader(column.kind, zone, language, currency)
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


def _reader(kind: Kind, zone: tzinfo, language: str, currency: str) -> Callable[[str], object]:
    """The reader of cells: numbers, days and times in the notation of the language."""
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
