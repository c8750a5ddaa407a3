"""Whatever is described compiles, type-checks strictly and becomes tables on both database versions."""

from dataclasses import replace

import pytest

from sayso.compiler.build import compile_app
from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.verifier.typecheck import typecheck
from tests.briefs.collection import Case, cases, designed
from tests.support.postgres import TestDatabase

TOGETHER = 5
"""So many are one program, each in a folder of its own: reading the types of the kit takes longest."""
BATCHES = [cases()[start : start + TOGETHER] for start in range(0, len(cases()), TOGETHER)]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_its_spec_has_no_errors(case: Case) -> None:
    assert not has_errors(check(designed(case)))


@pytest.mark.rotating(2)
@pytest.mark.parametrize("batch", BATCHES, ids=lambda batch: batch[0].name)
def test_their_files_type_check_strictly(batch: list[Case]) -> None:
    made = {case.name: compile_app(designed(case)) for case in batch}
    assert (
        list(typecheck([replace(one, path=f"{name}/{one.path}") for name in made for one in made[name]]))
        == []
    )


@pytest.mark.rotating(20)
@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
async def test_its_tables_are_made(case: Case, each_database: TestDatabase) -> None:
    await each_database.install(designed(case))
