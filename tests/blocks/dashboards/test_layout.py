"""Where blocks stand: every block once, within the columns, none over another."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from sayso.blocks.dashboards.layout import Placed, compact, layouts
from sayso.blocks.dashboards.types import COLUMNS, Layout, Size, Tile
from sayso.blocks.types import CardKind

KINDS = some.sampled_from([None, *CardKind])
SIZES = some.sampled_from(list(Size))
PLACES = some.tuples(some.integers(0, 11), some.integers(0, 40), some.integers(1, 12), some.integers(1, 30))


def tile(number: int, x: int, y: int, w: int, h: int) -> Tile:
    """A tile of the block with this number."""
    return Tile(UUID(int=number), x, y, w, h)


def places(layout: Layout) -> dict[int, tuple[int, int, int, int]]:
    """Where each block is, by its number."""
    return {one.block.int: (one.x, one.y, one.w, one.h) for one in layout}


def assert_stands(layout: Layout, columns: int) -> None:
    """Every tile is within the grid, and no two share a cell."""
    cells = [
        (x, y) for one in layout for x in range(one.x, one.x + one.w) for y in range(one.y, one.y + one.h)
    ]
    assert len(cells) == len(set(cells))
    assert all(0 <= x < columns and y >= 0 for x, y in cells)


@given(some.lists(PLACES, max_size=12), SIZES)
def test_whatever_is_wished_no_two_blocks_overlap_and_doing_it_again_changes_nothing(
    wished: list[tuple[int, int, int, int]], size: Size
) -> None:
    fitting = compact((tile(n, *place) for n, place in enumerate(wished)), COLUMNS[size])
    assert_stands(fitting, COLUMNS[size])
    assert len(fitting) == len(wished)
    assert compact(fitting, COLUMNS[size]) == fitting


@given(
    some.dictionaries(SIZES, some.lists(some.tuples(some.integers(0, 15), PLACES), max_size=8)),
    some.dictionaries(some.integers(0, 11), KINDS, max_size=12),
)
def test_every_size_shows_every_block_and_no_other(
    wished: dict[Size, list[tuple[int, tuple[int, int, int, int]]]], blocks: dict[int, CardKind | None]
) -> None:
    arranged = {
        size: compact((tile(n, *place) for n, place in dict(tiles).items()), COLUMNS[size])
        for size, tiles in wished.items()
    }
    found = layouts(arranged, [Placed(UUID(int=number), kind) for number, kind in blocks.items()])
    for size in Size:
        assert_stands(found[size], COLUMNS[size])
        assert set(places(found[size])) == set(blocks)


def test_blocks_rise_until_something_is_in_their_way() -> None:
    found = places(compact([tile(1, 0, 0, 4, 2), tile(2, 2, 9, 4, 2), tile(3, 8, 5, 4, 1)], 12))
    assert found == {1: (0, 0, 4, 2), 2: (2, 2, 4, 2), 3: (8, 0, 4, 1)}


def test_what_is_too_wide_or_too_far_right_is_fitted() -> None:
    assert places(compact([tile(1, 11, 0, 4, 2)], 12)) == {1: (8, 0, 4, 2)}
    assert places(compact([tile(1, 3, 0, 9, 2)], 6)) == {1: (0, 0, 6, 2)}


def test_blocks_that_nobody_placed_fill_the_page_from_the_top_by_the_kind_of_their_card() -> None:
    kinds = (CardKind.NUMBER, CardKind.NUMBER, CardKind.LINE, CardKind.TABLE)
    blocks = [Placed(UUID(int=n), kind) for n, kind in enumerate(kinds, 1)]
    found = layouts({}, blocks)
    desktop = places(found[Size.DESKTOP])
    assert desktop == {1: (0, 0, 3, 2), 2: (3, 0, 3, 2), 3: (6, 0, 6, 4), 4: (0, 2, 6, 5)}
    assert [one.block.int for one in found[Size.PHONE]] == [1, 2, 3, 4]
    assert {one.w for one in found[Size.PHONE]} == {1}


def test_a_new_block_takes_a_free_place_and_moves_nobody() -> None:
    arranged = {Size.DESKTOP: (tile(1, 0, 0, 4, 4), tile(2, 8, 0, 4, 4))}
    blocks = [Placed(UUID(int=n), CardKind.LIST) for n in (1, 2, 3)]
    found = places(layouts(arranged, blocks)[Size.DESKTOP])
    assert found == {1: (0, 0, 4, 4), 2: (8, 0, 4, 4), 3: (4, 0, 4, 4)}


def test_sizes_that_nobody_arranged_follow_in_the_order_in_which_one_reads() -> None:
    arranged = {Size.DESKTOP: (tile(2, 0, 0, 6, 3), tile(1, 6, 0, 6, 3), tile(3, 0, 3, 12, 4))}
    blocks = [Placed(UUID(int=n), CardKind.LINE) for n in (1, 2, 3)]
    found = layouts(arranged, blocks)
    assert places(found[Size.TABLET]) == {2: (0, 0, 3, 3), 1: (3, 0, 3, 3), 3: (0, 3, 6, 4)}
    assert places(found[Size.PHONE]) == {2: (0, 0, 1, 3), 1: (0, 3, 1, 3), 3: (0, 6, 1, 4)}


def test_a_size_that_was_arranged_stays_when_another_one_is() -> None:
    tablet = (tile(1, 3, 0, 3, 4), tile(2, 0, 0, 3, 2))
    blocks = [Placed(UUID(int=n), None) for n in (1, 2)]
    for desktop in ((), (tile(2, 0, 0, 12, 2), tile(1, 0, 2, 12, 2))):
        found = layouts({Size.TABLET: tablet, Size.DESKTOP: desktop}, blocks)
        assert places(found[Size.TABLET]) == {2: (0, 0, 3, 2), 1: (3, 0, 3, 4)}
    wide = layouts({Size.TABLET: tablet}, blocks)[Size.DESKTOP]
    assert places(wide) == {2: (0, 0, 6, 2), 1: (6, 0, 6, 4)}
