"""Whatever people then want otherwise becomes a migration: there, and back to where it was."""

from functools import cache
from typing import Any

import pytest

from sayso.compiler.migrations import migrate, transforms_of
from sayso.design.refinement import refine
from sayso.evolution import read_archive
from sayso.kit.ids import SeededIds
from sayso.proofs.catalogue import catalogue
from sayso.spec.edits import Edit
from sayso.spec.model import AppSpec
from tests.briefs.collection import Case, cases, designed
from tests.support.postgres import TestDatabase

PREFIX = "walked"


@cache
def changes(case: Case) -> tuple[tuple[AppSpec, AppSpec, tuple[Edit, ...]], ...]:
    """Each wish that changed something: the spec before and after it, and its edits."""
    ids, spec = SeededIds(case.name), designed(case)
    found: list[tuple[AppSpec, AppSpec, tuple[Edit, ...]]] = []
    for wish in case.wishes:
        refinement = refine(spec, wish, tuple(b for b, _, _ in found), ids)
        if refinement.spec != spec:
            found.append((spec, refinement.spec, refinement.edits))
            spec = refinement.spec
    return tuple(found)


async def move(
    connection: Any, before: AppSpec, after: AppSpec, edits: tuple[Edit, ...], *, back: bool
) -> None:
    transforms = transforms_of(edits, after if back else before, backward=back)
    archive = await read_archive(connection, PREFIX, before)
    migration = migrate(before, after, prefix=PREFIX, transforms=transforms, archive=archive)
    if migration.script:
        async with connection.transaction():
            await connection.execute(migration.script)


@pytest.mark.rotating(20)
@pytest.mark.parametrize("case", [case for case in cases() if case.wishes], ids=lambda case: case.name)
async def test_wishes_migrate_there_and_back(case: Case, each_database: TestDatabase) -> None:
    steps = changes(case)
    if not steps:
        pytest.skip("no wish of these changed anything")
    await each_database.install(steps[0][0], PREFIX)
    admin = await each_database.admin()
    seen = [await catalogue(admin, PREFIX)]
    for before, after, edits in steps:
        await move(admin, before, after, edits, back=False)
        seen.append(await catalogue(admin, PREFIX))
    for before, after, edits in reversed(steps):
        await move(admin, after, before, edits, back=True)
        seen.pop()
        assert await catalogue(admin, PREFIX) == seen[-1]
