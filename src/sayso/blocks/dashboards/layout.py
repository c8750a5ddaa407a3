"""Where blocks stand on a grid: what was arranged fits, overlaps nowhere, and rises as far as it can.

Pure: the same tiles give the same layout. A size of screen that nobody arranged follows one that somebody
did; blocks that nobody placed stand where there is room first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from uuid import UUID

from sayso.blocks.dashboards.types import COLUMNS, Layout, Size, Tile
from sayso.blocks.types import CardKind

_USUAL = (4, 4)
_WANTED: Mapping[CardKind | None, tuple[int, int]] = MappingProxyType(
    {
        CardKind.NUMBER: (3, 2),
        CardKind.LINE: (6, 4),
        CardKind.BAR: (6, 4),
        CardKind.AREA: (6, 4),
        CardKind.TABLE: (6, 5),
        CardKind.CUSTOM: (6, 4),
    }
)
"""Columns of 12 and rows of a card that nobody placed."""
_FOLLOWED = (Size.DESKTOP, Size.TABLET, Size.PHONE)
"""Which arranged size the others follow, the first there is."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A block that stands on a dashboard; the kind of its card is none before there is one."""

    block: UUID
    kind: CardKind | None


def layouts(arranged: Mapping[Size, Layout], blocks: Sequence[Placed]) -> dict[Size, Layout]:
    """The layout of every size, with each of these blocks and no other."""
    known = {one.block for one in blocks}
    followed = next((size for size in _FOLLOWED if arranged.get(size)), None)
    found = {}
    for size in Size:
        tiles: Iterable[Tile] = ()
        if arranged.get(size):
            tiles = arranged[size]
        elif followed is not None:
            kinds = {one.block: one.kind for one in blocks}
            tiles = _following(arranged[followed], followed, size, kinds)
        stand = compact((one for one in tiles if one.block in known), COLUMNS[size])
        found[size] = _with_all(stand, blocks, size)
    return found


def compact(tiles: Iterable[Tile], columns: int) -> Layout:
    """The same tiles within the columns, none over another, each as high as those before it allow."""
    placed: list[Tile] = []
    for tile in sorted((_within(one, columns) for one in tiles), key=_order):
        placed.append(_risen(tile, placed))
    return tuple(sorted(placed, key=_order))


def _following(
    tiles: Layout, source: Size, size: Size, kinds: Mapping[UUID, CardKind | None]
) -> Iterable[Tile]:
    """Tiles of another size in the order in which they are read there, each where there is room first."""
    placed: list[Tile] = []
    for tile in sorted(tiles, key=_order):
        wide, _ = wanted(kinds.get(tile.block), size)
        if COLUMNS[source] > COLUMNS[size]:
            wide = _narrower(tile.w, source, size)
        elif source is not Size.PHONE:
            wide = tile.w * COLUMNS[size] // COLUMNS[source]
        placed.append(_first_free(replace(tile, x=0, y=0, w=wide), placed, COLUMNS[size]))
    return placed


def wanted(kind: CardKind | None, size: Size) -> tuple[int, int]:
    """Columns and rows for a card that nobody placed."""
    wide, high = _WANTED.get(kind, _USUAL)
    return _narrower(wide, Size.DESKTOP, size), high


def _narrower(wide: int, source: Size, size: Size) -> int:
    """As many columns of a smaller screen as still read well: thirds and halves of a tablet, or all of it."""
    if source is size:
        return wide
    if size is Size.PHONE:
        return 1
    return 2 if wide <= 3 else 3 if wide <= 6 else 6


def _with_all(tiles: Layout, blocks: Sequence[Placed], size: Size) -> Layout:
    placed = list(tiles)
    there = {one.block for one in tiles}
    for block in blocks:
        if block.block not in there:
            wide, high = wanted(block.kind, size)
            placed.append(_first_free(Tile(block.block, 0, 0, wide, high), placed, COLUMNS[size]))
    return compact(placed, COLUMNS[size])


def _first_free(tile: Tile, placed: Sequence[Tile], columns: int) -> Tile:
    """Where there is room first, from the top and from the left."""
    lines = sorted({0, *(one.y for one in placed), *(one.y + one.h for one in placed)})
    for y in lines:
        for x in range(columns - tile.w + 1):
            moved = replace(tile, x=x, y=y)
            if not any(_overlap(moved, one) for one in placed):
                return moved
    return replace(tile, x=0, y=lines[-1])


def _risen(tile: Tile, placed: Sequence[Tile]) -> Tile:
    """As high as it can stand below what it would pass on its way up."""
    across = [one for one in placed if one.x < tile.x + tile.w and tile.x < one.x + one.w]
    return replace(tile, y=max((one.y + one.h for one in across), default=0))


def _within(tile: Tile, columns: int) -> Tile:
    wide = min(max(tile.w, 1), columns)
    return replace(tile, x=min(max(tile.x, 0), columns - wide), y=max(tile.y, 0), w=wide, h=max(tile.h, 1))


def _overlap(one: Tile, other: Tile) -> bool:
    return (
        one.x < other.x + other.w
        and other.x < one.x + one.w
        and one.y < other.y + other.h
        and other.y < one.y + one.h
    )


def _order(tile: Tile) -> tuple[int, int, str]:
    return tile.y, tile.x, str(tile.block)
