"""What is exported stays closed to people who are not signed in, and says so."""

import pytest

from sayso.compiler.build import Target
from sayso.compiler.export import export
from sayso.spec.model import AppSpec
from tests.support.visitors import SEES_SERVICES, salon_with_visitors


def readme(spec: AppSpec, target: Target) -> str:
    """The page that explains an exported project."""
    return next(draft.text for draft in export(spec, target).drafts if draft.path == "README.md")


@pytest.mark.parametrize("target", [Target.FASTAPI, Target.NEXTJS])
def test_an_export_says_that_everybody_signs_in(salon: AppSpec, target: Target) -> None:
    assert "nothing answers without a session" in readme(salon_with_visitors(SEES_SERVICES), target)
    assert "nothing answers without a session" not in readme(salon, target)
