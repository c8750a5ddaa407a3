"""A person says something about an application, and the right thing happens to it."""

import pytest

from sayso.design.offline.refine import refine
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

CASES = [
    *FIRST,
    *MORE_CASES,
    *SPOKEN_CASES,
    *EVERYDAY_CASES,
    *HOMELY_CASES,
    *ROUNDABOUT_CASES,
    *PRACTICAL_CASES,
    *CAREFUL_CASES,
]


@pytest.mark.parametrize(("spec", "say", "outcomes"), CASES, ids=[case[1] for case in CASES])
def test_what_is_said_comes_true(spec: AppSpec, say: str, outcomes: tuple[Outcome, ...]) -> None:
    """All outcomes hold, the spec stays sound, and the edits are what led to it."""
    refinement = refine(spec, say, (), SeededIds(say))
    assert [n for n, outcome in enumerate(outcomes) if not outcome(refinement, spec)] == [], refinement.reply
    assert not has_errors(check(refinement.spec))
    assert apply(spec, refinement.edits).spec == refinement.spec
    assert refinement.reply
