"""The laws of a three-way merge, and that long files do not make it slow."""

from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.compiler.diff3 import Stretch, align, merge_lines
from sayso.compiler.three_way_merge import BETWEEN, NEW_GENERATION, YOUR_EDIT, merge

LINES = st.lists(st.sampled_from(["a", "b", "c", "}", "", "  return x;"]), max_size=25)


def merged(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[Stretch]:
    return list(merge_lines(base, mine, theirs))


def agreed(stretches: list[Stretch]) -> list[str]:
    assert not any(stretch.is_conflict for stretch in stretches)
    return [line for stretch in stretches for line in stretch.mine]


def all_lines(stretches: list[Stretch]) -> set[str]:
    return {line for stretch in stretches for line in [*stretch.mine, *stretch.theirs]}


@given(base=LINES, changed=LINES)
def test_a_side_that_did_not_change_gives_way(base: list[str], changed: list[str]) -> None:
    assert agreed(merged(base, base, changed)) == changed
    assert agreed(merged(base, changed, base)) == changed


@given(base=LINES, changed=LINES)
def test_the_same_change_on_both_sides_is_made_once(base: list[str], changed: list[str]) -> None:
    assert agreed(merged(base, changed, changed)) == changed


@given(base=LINES, mine=LINES, theirs=LINES)
def test_exchanging_the_sides_exchanges_them_in_conflicts_and_does_nothing_else(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    turned = [Stretch(stretch.theirs, stretch.mine) for stretch in merged(base, theirs, mine)]

    assert merged(base, mine, theirs) == turned


@given(base=LINES, mine=LINES, theirs=LINES)
def test_no_line_goes_that_a_side_wrote_or_both_kept(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    once = {line for line, times in Counter(base).items() if times == 1}
    written = (set(mine) | set(theirs)) - set(base)
    kept = once & set(mine) & set(theirs)

    assert written | kept <= all_lines(merged(base, mine, theirs))


@given(base=LINES, mine=LINES, theirs=LINES)
def test_what_a_conflict_leaves_out_stands_in_neither_side_of_it(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    """Reading a merge as one side alone, conflicts decided for it, gives what that side has there."""
    stretches = merged(base, mine, theirs)
    conflicts = [stretch for stretch in stretches if stretch.is_conflict]

    for side, lines in ((mine, [one.mine for one in conflicts]), (theirs, [one.theirs for one in conflicts])):
        rest = "\n".join(side)
        for stretch in lines:
            assert "\n".join(stretch) in rest
    text = merge(_text(base), _text(mine), _text(theirs))
    marks = Counter(text.text.split("\n"))
    assert marks[YOUR_EDIT] == marks[BETWEEN] == marks[NEW_GENERATION] == text.conflicts == len(conflicts)


@given(data=st.data())
def test_changes_apart_from_each_other_are_both_there(data: st.DataObject) -> None:
    """Any number of them, each between lines that tell the places apart."""
    blocks = data.draw(st.lists(LINES, min_size=1, max_size=8))
    base, mine, theirs, both = [list[str](), list[str](), list[str](), list[str]()]
    for number, block in enumerate(blocks):
        edited = data.draw(LINES)
        by_me = data.draw(st.booleans())
        mark = [f"export function part{number}() {{"]
        base += mark + block
        mine += mark + (edited if by_me else block)
        theirs += mark + (block if by_me else edited)
        both += mark + edited

    assert agreed(merged(base, mine, theirs)) == both


@given(base=LINES, side=LINES)
def test_an_alignment_ascends_and_pairs_equal_lines(base: list[str], side: list[str]) -> None:
    pairs = sorted(align(base, side).items())

    assert all(base[one] == side[other] for one, other in pairs)
    assert [other for _, other in pairs] == sorted({other for _, other in pairs})


LONG = 5_000


def _every_other(line: Callable[[int], str]) -> tuple[list[str], list[str]]:
    lines = [line(number) for number in range(LONG)]
    return lines, [f"new {number}" if number % 2 else line for number, line in enumerate(lines)]


class Counted(str):
    """A line that counts how often it is compared or looked up."""

    __slots__ = ()
    asked = 0

    def __eq__(self, other: object) -> bool:
        Counted.asked += 1
        return str.__eq__(self, other)

    def __hash__(self) -> int:
        Counted.asked += 1
        return str.__hash__(self)


@pytest.mark.parametrize(
    ("base", "mine"),
    [
        pytest.param(*_every_other(lambda number: f"line {number}"), id="every other of different lines"),
        pytest.param(*_every_other(lambda number: f"line {number // 2}"), id="every other of pairs"),
        pytest.param(*_every_other(lambda _: "}"), id="every other of brackets"),
        pytest.param(["a", "b"] * LONG, ["b", "a", "a"] * LONG, id="two lines in another order"),
        pytest.param(["}"] * LONG, ["", "}"] * LONG, id="blank lines among brackets"),
        pytest.param(
            [f"line {number}" for number in range(LONG)],
            [f"line {number}" for number in reversed(range(LONG))],
            id="turned round",
        ),
        pytest.param(
            [str(number % 70) for number in range(LONG)],
            [str(number % 69) for number in range(LONG)],
            id="few lines, often",
        ),
    ],
)
def test_a_merge_of_long_files_compares_lines_in_proportion_to_their_number(
    base: list[str], mine: list[str]
) -> None:
    old, new = [Counted(line) for line in base], [Counted(line) for line in mine]
    theirs = [Counted("generated"), *old, Counted("end")]
    Counted.asked = 0

    stretches = merged(old, new, theirs)

    assert set(mine) | {"generated", "end"} <= all_lines(stretches)
    assert Counted.asked < 100 * (len(old) + len(new) + len(theirs))


def _text(lines: Sequence[str]) -> str:
    return "".join(line + "\n" for line in lines)
