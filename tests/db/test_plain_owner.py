"""A database of somebody else's server is served by its owner, who is nobody special there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from sayso.db.roles import ROLES
from sayso.spec.model import AppSpec
from tests.support.running import running_sayso
from tests.support.servers import TestServer
from tests.support.studio import open_studio

OWNER = "shop_owner"
IS_PLAIN = "select not (rolsuper or rolbypassrls or rolcreatedb) from pg_roles where rolname = current_user"


@asynccontextmanager
async def shop(server: TestServer, rights: str) -> AsyncIterator[str]:
    """The address of an empty database, as the reference says how to make one."""
    admin = await asyncpg.connect(server.dsn_of("postgres"))
    try:
        if rights == "member":
            await admin.execute(f"create role {OWNER} login")
            await admin.execute(f"grant {', '.join(ROLES)} to {OWNER} with admin option")
        else:
            await admin.execute(f"create role {OWNER} login createrole")
            # the roles of a server are there once, here made by another database of the tests
            await admin.execute(f"grant {', '.join(ROLES)} to {OWNER}")
        await admin.execute(f"create database shop owner {OWNER}")
        yield server.dsn_of("shop", OWNER)
    finally:
        await admin.execute("drop database if exists shop with (force)")
        await admin.execute(f"drop owned by {OWNER} cascade; drop role {OWNER}")
        await admin.close()


@pytest.mark.rotating(6, of="what takes longest")
@pytest.mark.parametrize(
    ("server", "rights"),
    [
        ("postgres", "member"),
        pytest.param("postgres", "createrole", marks=pytest.mark.deep),
        pytest.param("postgres_15", "member", marks=pytest.mark.deep),
        pytest.param("postgres_15", "createrole", marks=pytest.mark.deep),
    ],
)
async def test_an_application_is_installed_served_changed_and_undone_by_a_plain_owner(
    server: str, rights: str, request: pytest.FixtureRequest, tmp_path: Path, salon: AppSpec
) -> None:
    async with shop(request.getfixturevalue(server), rights) as dsn:
        owner = await asyncpg.connect(dsn)
        assert await owner.fetchval(IS_PLAIN)
        async with running_sayso(dsn, tmp_path, as_server=True) as sayso:
            studio = await open_studio(sayso)
            slug = await studio.install(salon)
            keyboard = await studio.keyboard(slug)
            made = await keyboard.post("/api/clients", json={"name": "Ada", "mobile": "+44 20 7946 0018"})
            assert made.status_code == 201, made.text
            mobile = next(one for entity in salon.entities for one in entity.fields if one.name == "mobile")
            await studio.do(slug, {"op": "remove", "kind": "field", "target": mobile.id}, confirmed=True)
            assert "mobile" not in (await keyboard.get("/api/clients")).json()["items"][0]
            await studio.undo(slug)
            assert (await keyboard.get("/api/clients")).json()["items"][0]["mobile"] == "+44 20 7946 0018"
            await studio.call("GET", f"/modules/{slug}/proof")
        await owner.close()
