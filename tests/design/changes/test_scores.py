"""What becomes of all messages. The figures are held: whoever raises them raises the floor with them."""

import sys

from .messages import messages
from .scoring import figures, halves, judged, shares

DONE_AT_LEAST = {"odd": 0.24, "even": 0.22}
WRONG_AT_MOST = {"odd": 0.04, "even": 0.05}


def test_as_many_messages_are_done_as_before_and_no_more_are_wrong() -> None:
    rows = judged(messages())
    told = figures(rows)
    sys.stdout.write(told + "\n")
    for half, of_half in halves(rows).items():
        found = shares(of_half)
        assert found.done >= DONE_AT_LEAST[half], told
        assert found.wrong <= WRONG_AT_MOST[half], told
