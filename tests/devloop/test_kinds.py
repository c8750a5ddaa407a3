"""Without a model, the built-in kinds that come closest are named."""

import pytest

from sayso.devloop.kinds import closest_kinds, refusal

WISHES = {
    "a seating plan I can click": "cards",
    "Gantt chart of the tasks": "calendar",
    "a mortgage calculator": "stats",
    "a photo gallery with big tiles": "cards",
    "a swim lane thing to drag deals between stages": "kanban",
    "some kind of timeline": "calendar",
    "": "cards",
    "наш план зала": "cards",
    "x" * 50_000: "cards",
}


@pytest.mark.parametrize("wish", sorted(WISHES), ids=range(len(WISHES)))
def test_a_wish_has_a_built_in_kind_that_comes_closest(wish: str) -> None:
    assert closest_kinds(wish)[0].type.value == WISHES[wish]


def test_the_refusal_says_what_could_be_had_and_what_is_missing() -> None:
    said = refusal("a seating plan I can click")
    assert "cards, one for each row" in said
    assert "set up a model" in said
