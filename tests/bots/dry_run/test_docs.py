"""What the reference says of bots works: each of its examples is tried by the case under it."""

import re
from pathlib import Path

import pytest

import sayso
from sayso.bots.details import Case
from tests.bots.dry_run.conftest import Trial, details

PAGE = Path(sayso.__file__).parents[2] / "docs/reference/bots-ctx.md"
EXAMPLES = re.findall(r"```python\n(.*?)```\n```json\n(.*?)```", PAGE.read_text(), re.DOTALL)


@pytest.mark.parametrize(("code", "case"), EXAMPLES, ids=range(len(EXAMPLES)))
async def test_an_example_does_what_the_case_under_it_says(trial: Trial, code: str, case: str) -> None:
    read = Case.model_validate_json(case)
    like = details(reaches={"secrets": ("SHOP_KEY",)})
    result = await trial(code, read.given.model_dump(), read.expect.model_dump(), runs=read.runs, like=like)
    assert result.wrong == ()


def test_every_example_has_a_case() -> None:
    assert len(EXAMPLES) == PAGE.read_text().count("```python") >= 5
