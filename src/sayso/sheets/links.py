"""Columns that name rows of another sheet, by a code or by a title."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.kit.words import singular, snake
from sayso.spec.model import FieldType

from .column_keywords import ABOVE, is_id
from .columns import SheetColumn, Table

_FEW = 3
_TEXTS = frozenset({FieldType.TEXT, FieldType.EMAIL, FieldType.ENUM})


@dataclass(frozen=True, slots=True)
class Found:
    """A column whose cells are those of ``key`` in the table ``parent``, perhaps by chance (``doubt``)."""

    parent: int
    key: SheetColumn
    name: str
    doubt: str = ""


def links_of(tables: Sequence[Table]) -> dict[tuple[int, int], Found]:
    """What each column that refers to another row refers to, by table and position."""
    found: dict[tuple[int, int], Found] = {}
    keys = [[one for one in table.columns if _is_key(table, one)] for table in tables]
    for number, table in enumerate(tables):
        for column in table.columns:
            best = min(_candidates(tables, keys, number, column), key=lambda one: one[0], default=None)
            back = {one.parent for (child, _), one in found.items() if best and child == best[1].parent}
            if best is not None and (number not in back or best[1].parent == number):
                found[number, column.position] = best[1]
    return found


def _candidates(
    tables: Sequence[Table], keys: Sequence[Sequence[SheetColumn]], number: int, column: SheetColumn
) -> Iterator[tuple[int, Found]]:
    said = {cell.lower() for cell in column.cells if cell}
    if not said or column.kind.type not in _TEXTS | {FieldType.INTEGER}:
        return
    words = [word for word in snake(column.heading).split("_") if word]
    bare = [word for word in words if not is_id(word)]
    for place, parent in enumerate(tables):
        for key in keys[place]:
            if place == number and (key is column or not set(words) & ABOVE):
                continue
            if not said <= key.lowered:
                continue
            ranked = _ranked(parent, key, column, words, bare, is_own=place == number)
            if ranked is not None:
                rank, doubt = ranked
                name = "_".join(bare) or parent.name
                yield rank, Found(place, key, name, doubt)


def _ranked(
    parent: Table, key: SheetColumn, column: SheetColumn, words: list[str], bare: list[str], *, is_own: bool
) -> tuple[int, str] | None:
    """How much speaks for it, the less the more; none where it may well be chance."""
    where = f"“{column.heading}” names rows of “{parent.sheet.name}” by “{key.heading}”."
    stem = singular("_".join(bare))
    names = {parent.name, singular(snake(parent.sheet.name))}
    if is_own:
        return (0, where) if column.kind.type in _TEXTS or any(map(is_id, words)) else None
    if stem and (
        stem in names or any(stem.endswith(f"_{name}") or name.endswith(f"_{stem}") for name in names)
    ):
        return 0, ""
    same = snake(column.heading) == snake(key.heading)
    is_own_key = len(column.lowered) == len(column.cells)
    if same and any(map(is_id, words)) and len(words) > 1 and not is_own_key:
        return 1, ""
    if column.kind.type in _TEXTS and len(column.lowered) >= _FEW and key is parent.title and not is_own_key:
        return 2, where
    return None


def _is_key(table: Table, column: SheetColumn) -> bool:
    """Whether every row can be told by this column."""
    return (
        column.kind.type in _TEXTS | {FieldType.INTEGER}
        and bool(table.sheet.rows)
        and all(column.cells)
        and len(column.lowered) == len(column.cells)
    )
