"""A person says something about an application, and the right thing happens to it."""

import pytest

from sayso.design.refinement import refine
from sayso.kit.ids import SeededIds
from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.spec.edits import apply
from sayso.spec.model import AppSpec

from .careful_cases import CAREFUL_CASES
from .cases import CASES as FIRST
from .everyday_cases import EVERYDAY_CASES
from .homely_cases import HOMELY_CASES
from .more_cases import MORE_CASES
from .outcomes import Outcome
from .practical_cases import PRACTICAL_CASES
from .roundabout_cases import ROUNDABOUT_CASES
from .spoken_cases import SPOKEN_CASES

CASES = {
    "first": FIRST,
    "more": MORE_CASES,
    "spoken": SPOKEN_CASES,
    "everyday": EVERYDAY_CASES,
    "homely": HOMELY_CASES,
    "roundabout": ROUNDABOUT_CASES,
    "practical": PRACTICAL_CASES,
    "careful": CAREFUL_CASES,
}


@pytest.mark.parametrize("kind", CASES)
def test_what_is_said_comes_true(kind: str) -> None:
    """All outcomes hold, the spec stays sound, and the edits are what led to it."""
    assert {say: wrong for spec, say, outcomes in CASES[kind] if (wrong := missed(spec, say, outcomes))} == {}


def missed(spec: AppSpec, say: str, outcomes: tuple[Outcome, ...]) -> list[str]:
    """What does not hold after these words were said about an application."""
    refinement = refine(spec, say, (), SeededIds(say))
    holds = {
        **{f"outcome {number}": outcome(refinement, spec) for number, outcome in enumerate(outcomes)},
        "no errors": not has_errors(check(refinement.spec)),
        "led to by its edits": apply(spec, refinement.edits).spec == refinement.spec,
        "a reply": bool(refinement.reply),
    }
    wrong = [name for name, is_so in holds.items() if not is_so]
    return [*wrong, refinement.reply] if wrong else []
