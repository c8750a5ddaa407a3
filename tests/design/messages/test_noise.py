"""What cannot be a wish changes nothing, and takes no time."""

import time

import pytest

from sayso.design.refinement import refine
from sayso.kit.ids import SeededIds
from tests.design.changes.specs import SKI_HIRE

NOISE = {
    "one long sentence": "put the form on the left and " * 500,
    "one long word": "a" * 200_000,
    "filler text": "lorem ipsum dolor sit amet " * 300,
    "signs": '"((( ]]] ' * 200,
    "another language": "Wetter morgen bitte sonnig",
    "a word without a wish": "make",
}


@pytest.mark.parametrize("text", NOISE.values(), ids=NOISE.keys())
def test_noise_gets_an_answer_and_changes_nothing(text: str) -> None:
    """The spec is the same one, and the reply says what can be said."""
    started = time.process_time()
    refinement = refine(SKI_HIRE, text, (), SeededIds(1))
    assert refinement.spec == SKI_HIRE
    assert refinement.edits == ()
    assert refinement.reply
    assert time.process_time() - started < 2
