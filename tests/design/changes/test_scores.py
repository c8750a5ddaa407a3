"""What becomes of all messages. The figures are held: whoever raises them raises the floor with them."""

import sys

import pytest

from .messages import messages
from .scoring import judged, shares

DONE_AT_LEAST = {"odd": 0.25, "even": 0.25}
WRONG_AT_MOST = {"odd": 0.04, "even": 0.04}


@pytest.mark.rotating(2)
@pytest.mark.parametrize("half", DONE_AT_LEAST)
def test_as_many_messages_are_done_as_before_and_no_more_are_wrong(half: str) -> None:
    found = shares(judged(one for one in messages() if one.number % 2 == (half == "odd")))
    sys.stdout.write(f"{found}\n")
    assert found.done >= DONE_AT_LEAST[half], found
    assert found.wrong <= WRONG_AT_MOST[half], found
