"""What undo, redo and jump mean, worked out by replaying a timeline."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.publishing.timeline import Entry, Kind, Standing, Step, Timeline


def line(*said: str) -> Timeline:
    """A timeline from words such as ``change``, ``undo``, ``jump 2``; numbers follow from the order."""
    entries = []
    for number, words in enumerate(said, 1):
        kind, _, target = words.partition(" ")
        entries.append(Entry(number, Kind(kind), int(target) if target else None))
    return Timeline.replay(entries)


def test_a_module_stands_where_its_last_change_left_it() -> None:
    assert line("change", "change", "change").standing == Standing(3, (1, 2))


def test_an_undo_goes_back_and_a_redo_forth_again() -> None:
    assert line("change", "change", "undo").standing == Standing(1, (), (2,))
    assert line("change", "change", "undo", "redo").standing == Standing(2, (1,))


def test_undo_twice_and_redo_twice_ends_where_it_began() -> None:
    there = line("change", "change", "change").standing
    back = line("change", "change", "change", "undo", "undo", "redo", "redo").standing
    assert back == there


def test_a_change_after_an_undo_ends_what_could_be_redone() -> None:
    timeline = line("change", "change", "undo", "change")
    assert timeline.standing == Standing(4, (1,))
    assert timeline.standing.redone() is None


def test_each_revision_has_the_content_of_a_change() -> None:
    assert line("change", "change", "undo", "redo", "undo").contents == {1: 1, 2: 2, 3: 1, 4: 2, 5: 1}


def test_a_jump_along_the_line_can_be_redone_and_one_off_it_undone() -> None:
    along = line("change", "change", "change", "jump 1")
    assert along.standing == Standing(1, (), (3, 2))
    assert line("change", "change", "change", "jump 1", "jump 3").standing == Standing(3, (1, 2))
    off = line("change", "change", "undo", "change", "jump 2")
    assert off.standing == Standing(2, (1, 4))
    undone = off.standing.undone()
    assert undone is not None
    assert undone.content == 4


def test_a_jump_to_an_undo_goes_to_the_content_it_has() -> None:
    assert line("change", "change", "undo", "redo", "jump 3").standing.content == 1


def test_a_path_takes_back_the_newest_first_and_then_does() -> None:
    timeline = line("change", "change", "change", "undo", "undo", "change", "change")
    assert timeline.path(3, 7) == (Step(3, True), Step(2, True), Step(6, False), Step(7, False))
    assert timeline.path(1, 3) == (Step(2, False), Step(3, False))
    assert timeline.path(3, 3) == ()


def test_a_content_that_was_jumped_to_is_built_upon_where_it_lies() -> None:
    timeline = line("change", "change", "undo", "change", "jump 2", "change")
    assert timeline.parents[6] == 2
    assert timeline.path(6, 4) == (Step(6, True), Step(2, True), Step(4, False))


@pytest.mark.parametrize(
    "said", [(), ("undo",), ("change", "undo"), ("change", "redo"), ("change", "jump 7")]
)
def test_a_timeline_that_goes_where_there_is_nothing_is_refused(said: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"begins with a change|where there is nothing"):
        line(*said)


@given(st.lists(st.sampled_from(["change", "undo", "redo", "jump"]), max_size=30), st.randoms())
def test_what_was_undone_and_redone_again_is_where_it_was(wishes: list[str], random: object) -> None:
    said = ["change"]
    for wish in wishes:
        standing = line(*said).standing
        if wish == "undo" and not standing.past:
            continue
        if wish == "redo" and not standing.future:
            continue
        said.append(f"jump {random.randint(1, len(said))}" if wish == "jump" else wish)  # type: ignore[attr-defined]
    timeline = line(*said)
    back = timeline.standing.undone()
    assert back is None or back.redone() == timeline.standing
    path = timeline.path(1, timeline.standing.content)
    assert timeline.path(timeline.standing.content, 1) == tuple(
        Step(step.number, not step.is_backward) for step in reversed(path)
    )
