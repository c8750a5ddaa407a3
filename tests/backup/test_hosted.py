"""On a database of somebody else's server, where nobody is superuser, everything is saved or nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from sayso.backup.full_backup import save
from sayso.backup.integrity import look_at
from sayso.compiler.targets.sql import bootstrap_sql
from sayso.db.roles import ROLES
from sayso.errors import DeniedError
from sayso.settings import Settings
from sayso.spec.model import AppSpec
from tests.backup.conftest import Saved, silent, small
from tests.backup.test_restoration import restored
from tests.support.postgres import TestDatabase
from tests.support.servers import TestServer

TENANT = "sayso_test_tenant"
GUEST = "sayso_test_guest"
ADD_CLIENT = "insert into apps.mod_salon_clients (site_id, name) values (gen_random_uuid(), 'Ada')"


@asynccontextmanager
async def hosted(server: TestServer) -> AsyncIterator[list[str]]:
    """Addresses of two databases whose owner, who asks there, is nobody special."""
    admin = await asyncpg.connect(server.dsn_of("postgres"))
    await admin.execute(f"create role {TENANT} login createrole; create role {GUEST} login")
    for role in ROLES:
        if not await admin.fetchval("select exists (select from pg_roles where rolname = $1)", role):
            await admin.execute(f"create role {role} nologin")
        await admin.execute(f"grant {role} to {TENANT} with admin option")
    names = [f"{TENANT}_{number}" for number in (1, 2)]
    for name in names:
        await admin.execute(f"create database {name} owner {TENANT}")
    try:
        yield [server.dsn_of(name).replace("//postgres@", f"//{TENANT}@") for name in names]
    finally:
        for name in names:
            await admin.execute(f"drop database {name} with (force)")
        await admin.execute(f"drop owned by {TENANT} cascade; drop role {TENANT}; drop role {GUEST}")
        await admin.close()


async def installed(dsn: str, folder: Path, salon: AppSpec) -> Saved:
    """A small installation with a client, and its backup."""
    database = TestDatabase(dsn)
    tenant = await database.admin()
    await tenant.execute(bootstrap_sql())
    await database.install(salon, "salon")
    await tenant.execute(f"begin; set local role sayso_mover; {ADD_CLIENT}; commit")
    saved = await small(dsn, folder, spec=salon)
    await database.close()
    return saved


@pytest.mark.parametrize("server", ["postgres", pytest.param("postgres_15", marks=pytest.mark.deep)])
async def test_who_owns_the_database_saves_restores_and_checks_every_row(
    server: str, request: pytest.FixtureRequest, tmp_path: Path, salon: AppSpec
) -> None:
    async with hosted(request.getfixturevalue(server)) as (one, other):
        saved = await installed(one, tmp_path, salon)
        await restored(tmp_path / "new", other, saved.file)
        admin = await asyncpg.connect(other.replace(f"//{TENANT}@", "//postgres@"))
        assert await admin.fetchval("select name from apps.mod_salon_clients") == "Ada"
        assert await admin.fetchval("select count(*) from apps.mod_salon_history") == 1
        await admin.close()
        found = await look_at(Settings(home=tmp_path / "new"), other, silent)
        assert [one.text for one in found if one.level == "problem"] == ["its files are not there."]


async def test_whoever_may_not_see_every_row_is_told_so_and_saves_nothing(
    postgres: TestServer, tmp_path: Path, salon: AppSpec
) -> None:
    async with hosted(postgres) as (dsn, _):
        saved = await installed(dsn, tmp_path, salon)
        tenant = await asyncpg.connect(dsn)
        await tenant.execute(
            f"grant usage on schema apps, apps_archive to {GUEST}; "
            f"grant select on all tables in schema public, apps to {GUEST}"
        )
        await tenant.close()
        as_guest = dsn.replace(f"//{TENANT}@", f"//{GUEST}@")
        with pytest.raises(DeniedError, match="may not see every row of"):
            await save(saved.home, as_guest, tmp_path / "b.backup", silent)
        assert not (tmp_path / "b.backup").exists()
        with pytest.raises(DeniedError, match="may not see every row of"):
            await look_at(Settings(home=saved.home), as_guest, silent)
