"""Golden cases of migrations: what people read, and that it runs there and back on both databases."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from sayso.proofs.catalogue import catalogue
from tests.golden.migration_cases import (
    PREFIX,
    expected_migration,
    migration_names,
    migration_now,
    migrations_of,
    specs_of,
)

REFUSED = [name for name in migration_names() if name.startswith("refused")]
CARRIED_OUT = [name for name in migration_names() if name not in REFUSED]


@pytest.mark.parametrize("name", migration_names())
def test_a_case_gives_exactly_the_expected_files(name: str) -> None:
    folder = expected_migration(name)
    expected = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert {draft.path: draft.text for draft in migration_now(name)} == expected


@pytest.mark.parametrize("name", CARRIED_OUT)
async def test_the_files_of_a_case_lead_there_and_back(
    databases: Callable[[], Awaitable[Any]], name: str
) -> None:
    before, after = specs_of(name)
    forward, backward = migrations_of(name)
    lab, other = await databases(), await databases()
    await lab.install(before, PREFIX)
    await other.install(after, PREFIX)
    admin = await lab.admin()
    was = await catalogue(admin, PREFIX)
    for script, wanted in (
        (forward.script, await catalogue(await other.admin(), PREFIX)),
        (backward.script, was),
    ):
        async with admin.transaction():
            await admin.execute(script)
        assert await catalogue(admin, PREFIX) == wanted
