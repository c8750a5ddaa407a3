"""What data of a card looks like: whether it fits, and how it is exported."""

import csv
import io
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

import orjson

from sayso.blocks.shapes import changed_shape, kind_of, shape_of, worded
from sayso.blocks.types import Card, CardKind
from sayso.phrases.formats import Format

__all__ = ["MOST_BYTES", "MOST_ROWS", "as_csv", "changed_shape", "is_empty", "misfit", "shape_of"]

MOST_BYTES = 1_048_576
"""Largest data of a block, as JSON."""
MOST_ROWS = 5_000
_CHARTS = {CardKind.LINE, CardKind.BAR, CardKind.AREA, CardKind.PIE}
_WORDED = {Format.TEXT, Format.DATE, Format.DATETIME, Format.LINK}
_SCALARS = (str, int, float, bool, type(None))
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def misfit(card: Card, value: Any) -> str | None:
    """What is wrong with data for a card, in plain words; none where it can be shown."""
    try:
        size = len(orjson.dumps(value))
    except TypeError:
        return "The result holds something that cannot be written as JSON."
    if size > MOST_BYTES:
        return f"The result is {size:,} bytes large; a card shows at most {MOST_BYTES:,}."
    match card.kind:
        case CardKind.NUMBER:
            return _number_misfit(card, value)
        case CardKind.LIST:
            return _list_misfit(card, value)
        case CardKind.TEXT:
            return None if isinstance(_part(value, "text"), str) else 'The result has to be {"text": "…"}.'
        case CardKind.CUSTOM:
            return None
        case _:
            return _rows_misfit(card, value)


def is_empty(card: Card, value: Any) -> bool:
    """Whether there is nothing to show: no rows, no items, no value."""
    if card.kind is CardKind.NUMBER:
        return _part(value, "value") is None
    if card.kind is CardKind.TEXT:
        return not (_part(value, "text") or "").strip()
    if card.kind is CardKind.LIST:
        return not _part(value, "items")
    return value in (None, {}, []) if card.kind is CardKind.CUSTOM else not _part(value, "rows")


def _number_misfit(card: Card, value: Any) -> str | None:
    if not isinstance(value, Mapping) or "value" not in value:
        return 'The result has to be {"value": a number}.'
    if card.format in _WORDED and isinstance(value["value"], str):
        return None
    for name in ("value", "previous"):
        if not _is_number_or_none(value.get(name)):
            return f"“{name}” has to be a number, and is {_told(value[name])}."
    series = value.get("series") or []
    if not isinstance(series, list):
        return "“series” has to be a list."
    for point in series:
        if not isinstance(point, Mapping) or "x" not in point or not _is_number_or_none(point.get("value")):
            return 'Each point of “series” has to be {"x": …, "value": a number}.'
    return None


def _list_misfit(card: Card, value: Any) -> str | None:
    items = _part(value, "items")
    if not isinstance(items, list):
        return 'The result has to be {"items": a list}.'
    if len(items) > MOST_ROWS:
        return f"There are {len(items):,} items; a card shows at most {MOST_ROWS:,}."
    for item in items:
        if not isinstance(item, Mapping) or not isinstance(item.get("title"), str):
            return "Each item has to have a “title” that is text."
        for name in ("text", "url", "at"):
            if not isinstance(item.get(name), str | None):
                return f"“{name}” of an item has to be text, and is {_told(item[name])}."
        for column in card.columns:
            if not isinstance(item.get(column.key), _SCALARS):
                return (
                    f"“{column.key}” of an item has to be a single value, and is {_told(item[column.key])}."
                )
    return None


def _rows_misfit(card: Card, value: Any) -> str | None:
    rows = _part(value, "rows")
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        return 'The result has to be {"rows": a list of objects}.'
    if len(rows) > MOST_ROWS:
        return f"There are {len(rows):,} rows; a card shows at most {MOST_ROWS:,}."
    is_chart = card.kind in _CHARTS
    if is_chart and not card.columns:
        return "A chart needs at least one column."
    keys = [column.key for column in card.columns]
    for key in [card.x, *keys] if is_chart else keys:
        given = [row[key] for row in rows if key in row]
        if rows and not given:
            return f"No row has “{key}”; they have {_listed(rows[0])}."
        strange = next((one for one in given if not isinstance(one, _SCALARS)), None)
        if strange is not None:
            return f"“{key}” has to be a single value in each row, and is {_told(strange)}."
        if is_chart and key != card.x:
            wrong = next((one for one in given if not _is_number_or_none(one)), None)
            if wrong is not None:
                return f"“{key}” has to be a number in each row, and is {_told(wrong)}."
    return None


def as_csv(card: Card, value: Any) -> str:
    """Data of a card as a sheet; text that a spreadsheet would take for a formula is kept as text."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    heads, rows = _sheet(card, value)
    writer.writerow([_cell(head) for head in heads])
    writer.writerows([_cell(one) for one in row] for row in rows)
    return written.getvalue()


def _sheet(card: Card, value: Any) -> tuple[list[str], list[list[Any]]]:
    if card.kind is CardKind.NUMBER:
        series = _part(value, "series") or []
        if series:
            label = card.x_label or "x"
            return [label, card.title], [[point.get("x"), point.get("value")] for point in series]
        return [card.title, "Before"], [[_part(value, "value"), _part(value, "previous")]]
    if card.kind is CardKind.LIST:
        usual = {"title": "Title", "text": "Text", "url": "Link", "at": "Date"}
        named = usual | {column.key: column.label for column in card.columns}
        return list(named.values()), _cells(_part(value, "items"), list(named))
    if card.kind is CardKind.TEXT:
        return [card.title], [[_part(value, "text")]]
    rows = _part(value, "rows") if isinstance(value, Mapping) else value
    if card.kind is CardKind.CUSTOM and not _is_table(rows):
        return [card.title], [[value]]
    named = {column.key: column.label for column in card.columns}
    if card.kind in _CHARTS:
        named = {card.x: card.x_label or card.x, **named}
    if not named:
        named = {key: key for row in rows or [] for key in row}
    return list(named.values()), _cells(rows, list(named))


def _cells(rows: Any, names: Sequence[str]) -> list[list[Any]]:
    return [[row.get(name) for name in names] for row in rows or []]


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    if isinstance(value, list | Mapping):
        return orjson.dumps(value).decode()
    return value


def _is_table(rows: Any) -> bool:
    return isinstance(rows, list) and bool(rows) and all(isinstance(row, Mapping) for row in rows)


def _part(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, Mapping) else None


def _is_number_or_none(value: Any) -> bool:
    if value is None:
        return True
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _told(value: Any) -> str:
    return f"the text “{value[:40]}”" if isinstance(value, str) else worded({kind_of(value)})


def _listed(row: Mapping[str, Any]) -> str:
    return ", ".join(f"“{str(name)[:40]}”" for name in list(row)[:8]) or "nothing"
