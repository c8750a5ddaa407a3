"""An exported Next.js project by itself: its scripts, its types and its own tests."""

import os
import shutil
from collections.abc import Iterator

import asyncpg
import pytest

from sayso.compiler.build import Target, compile_app
from sayso.compiler.targets.nextjs.lower import Data
from sayso.runtime.drafts import carry_kit, write_drafts
from sayso.spec.model import AppSpec
from tests.contract.servers.nextjs import INSTALLED, Project
from tests.support.postgres import TestDatabase

pytestmark = [pytest.mark.peers, pytest.mark.timeout(900)]
LATER = "migrations/0002_later.sql"


@pytest.fixture(scope="module", params=Data)
def installed(request: pytest.FixtureRequest, salon: AppSpec) -> Iterator[Project]:
    """The salon's project with its packages."""
    place = INSTALLED / "projects" / f"own-{request.param}-{os.getpid()}"
    write_drafts(compile_app(salon, Target.NEXTJS, data=request.param), place)
    carry_kit(place)
    project = Project(place)
    project.install()
    yield project
    shutil.rmtree(place)


@pytest.fixture
def project(installed: Project, each_database: TestDatabase) -> Iterator[Project]:
    """The project on a database of either version."""
    yield Project(installed.folder, DATABASE_URL=each_database.dsn)
    (installed.folder / LATER).unlink(missing_ok=True)


async def test_migrations_are_run_in_order_once_each_also_later_ones(
    project: Project, each_database: TestDatabase
) -> None:
    project.run("node", "scripts/migrate.mjs")
    (project.folder / LATER).write_text("create table public.later (n int);")
    project.run("node", "scripts/migrate.mjs")
    project.run("node", "scripts/migrate.mjs")
    admin = await each_database.admin()
    applied = await admin.fetch("select name from public.applied_migrations order by at, name")
    written = sorted(path.name for path in (project.folder / "migrations").glob("*.sql"))
    assert [row["name"] for row in applied] == written
    assert written[-2:] == ["0001_create.sql", "0002_later.sql"]


async def test_a_migration_that_fails_leaves_nothing_and_is_tried_again(
    project: Project, each_database: TestDatabase
) -> None:
    later = project.folder / LATER
    later.write_text("create table public.later (n int); select no_such_function();")
    with pytest.raises(AssertionError, match=r"0002_later\.sql failed, and nothing of it was kept"):
        project.run("node", "scripts/migrate.mjs")
    admin = await each_database.admin()
    assert await admin.fetchval("select to_regclass('public.later')") is None
    later.write_text("create table public.later (n int);")
    project.run("node", "scripts/migrate.mjs")
    assert await admin.fetchval("select to_regclass('public.later')") is not None


async def test_members_are_added_to_sites_that_are_made_when_needed(
    project: Project, each_database: TestDatabase
) -> None:
    project.run("node", "scripts/migrate.mjs")
    project.run("node", "scripts/add-member.mjs", "Ada@example.org", "Ada", "owner", "a long password")
    project.run("node", "scripts/add-member.mjs", "sue@example.org", "Sue", "stylist", "secret", "Harbour")
    project.run("node", "scripts/add-member.mjs", "sue@example.org", "Susan", "owner", "secret", "Harbour")
    admin = await each_database.admin()
    rows = await admin.fetch(
        "select m.email, m.name, m.role, s.name as site from public.members m "
        "join public.sites s on s.id = m.site_id order by m.email"
    )
    assert [tuple(row) for row in rows] == [
        ("ada@example.org", "Ada", "owner", "Main"),
        ("sue@example.org", "Susan", "owner", "Harbour"),
    ]


async def test_requests_need_no_more_than_the_role_of_requests(
    project: Project, each_database: TestDatabase
) -> None:
    project.run("node", "scripts/migrate.mjs")
    connection = await asyncpg.connect(each_database.dsn)
    try:
        await connection.execute("set role sayso_app")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.fetch("select password_hash from public.members")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.fetch("select * from public.applied_migrations")
    finally:
        await connection.close()


def test_the_types_and_its_own_tests_hold(installed: Project) -> None:
    installed.run("npm", "run", "-s", "types")
    installed.run("npm", "test", "-s")
