"""What becomes of all sentences. The figures are held: whoever raises them raises the floor with them."""

from collections import Counter

import pytest

from .scoring import Verdict
from .sentences import heard, sentences

DONE_AT_LEAST = {"odd": 0.61, "even": 0.67}
WRONG_AT_MOST = {"odd": 0.02, "even": 0.01}


@pytest.mark.rotating(2)
@pytest.mark.parametrize("half", DONE_AT_LEAST)
def test_as_many_sentences_are_done_as_before_and_no_more_are_wrong(half: str) -> None:
    rows = [heard(one) for one in sentences() if one.number % 2 == (half == "odd")]
    count = Counter(one.verdict for one in rows)
    wrong = [(one.sentence.say, one.amiss) for one in rows if one.verdict is Verdict.WRONG]
    assert count[Verdict.DONE] / len(rows) >= DONE_AT_LEAST[half], count
    assert count[Verdict.WRONG] / len(rows) <= WRONG_AT_MOST[half], wrong
    assert [one.sentence.say for one in rows if not (one.is_sound and one.reply)] == []
