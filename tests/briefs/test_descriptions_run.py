"""Whatever is described compiles, type-checks strictly and becomes tables on both database versions."""

import pytest

from sayso.compiler.build import compile_app
from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.verifier.typecheck import typecheck
from tests.briefs.collection import Case, cases, designed
from tests.support.postgres import TestDatabase


@pytest.fixture(params=cases(), ids=lambda case: case.name)
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


def test_its_files_type_check_strictly(case: Case) -> None:
    spec = designed(case)
    assert not has_errors(check(spec))
    assert list(typecheck(compile_app(spec))) == []


async def test_its_tables_are_made(case: Case, each_database: TestDatabase) -> None:
    await each_database.install(designed(case))
