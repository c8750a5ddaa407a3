"""What the reference shows of steps is what they take."""

import json
import re
from pathlib import Path

import pytest

from sayso.design.agents.prompts import prompt
from sayso.design.steps import SHAPES, Step, assemble
from sayso.design.steps.normalization import read_shape
from sayso.design.steps.schema import published
from sayso.kit.ids import SeededIds
from sayso.spec.checks import check
from sayso.spec.edits import empty_spec
from sayso.spec.model import AppSpec

DOCS = Path(__file__).parents[3] / "docs"
REFERENCE = (DOCS / "reference" / "definition-steps.md").read_text(encoding="utf-8")
GUESTS = {"entities": [{"name": "guest", "fields": [{"name": "name", "required": True}]}]}


def example_of(step: Step) -> str:
    """The example under the heading of a step."""
    found = re.search(rf"^## {step}\n.*?```json\n(.*?)```", REFERENCE, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


def prompted(step: Step) -> str:
    """The example at the end of a prompt."""
    return prompt(f"steps/{step}").text.partition("Example, for")[2].partition(":\n")[2]


@pytest.mark.parametrize("name", sorted(published()))
def test_published_schemas_are_current(name: str) -> None:
    file = DOCS / "schema" / "steps" / name
    assert file.read_text() == published()[name], "Run: make schemas"


def test_the_examples_of_the_reference_make_an_application() -> None:
    spec = assemble(
        {Step.OBJECT_MODEL: SHAPES[Step.OBJECT_MODEL].model_validate(GUESTS)}, empty_spec(), SeededIds(1)
    ).spec
    shapes = {step: SHAPES[step].model_validate_json(example_of(step)) for step in Step}
    made = assemble(shapes, spec, SeededIds(2))
    assert made.diagnostics == ()
    assert [one.message for one in check(made.spec) if one.level == "error"] == []
    assert len(made.spec.reports) == 2


def test_the_examples_of_the_prompts_are_answers_without_a_fault() -> None:
    spec: AppSpec = assemble(
        {Step.OBJECT_MODEL: SHAPES[Step.OBJECT_MODEL].model_validate(GUESTS)}, empty_spec(), SeededIds(1)
    ).spec
    for step in Step:
        read = read_shape(SHAPES[step], json.loads(prompted(step)))
        assert read is not None
        assert read.problems == ()
        done = assemble({step: read.shape}, spec, SeededIds(step))
        assert done.diagnostics == ()
        assert done.edits
        spec = done.spec
