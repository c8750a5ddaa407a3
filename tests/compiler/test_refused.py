"""Golden failures: what cannot be compiled is refused, with every reason at once, and nothing is written."""

import subprocess
from pathlib import Path

import pytest

from sayso.compiler.build import Target
from tests.golden.cases import REFUSED, expected_refusal, refusal_now, refused_names
from tests.support.warm import Forked


@pytest.mark.parametrize("name", refused_names())
def test_a_spec_is_refused_for_exactly_the_expected_reasons(name: str) -> None:
    assert refusal_now(name) == expected_refusal(name).read_text(encoding="utf-8")


@pytest.mark.parametrize("target", [Target.NEXTJS, Target.FASTAPI])
@pytest.mark.parametrize("name", refused_names())
def test_the_command_says_the_reasons_and_writes_nothing(name: str, target: Target, tmp_path: Path) -> None:
    out = tmp_path / "out"
    spec = REFUSED / name / "spec.json"

    command = ["sayso", "compile", str(spec), "-o", str(out), "--target", target]
    with Forked[str](command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as done:
        _, complaints = done.communicate()

    assert done.returncode == 1
    assert refusal_now(name) in complaints
    assert not out.exists()
