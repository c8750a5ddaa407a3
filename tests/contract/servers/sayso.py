"""Sayso itself in a process of its own; each site is an installation at an agency of its own."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import count
from pathlib import Path
from uuid import UUID

import asyncpg
import httpx

from sayso.compiler.identifiers import ModuleNames
from sayso.db.database import Database
from sayso.identity.authentication.links import signin_link
from sayso.identity.people import repository as people
from sayso.identity.types import Home
from sayso.runtime.types import Module
from sayso.settings import Settings
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec
from tests.contract.server import Member, Server, Site
from tests.support.processes import Machine, open_folder
from tests.support.running import installed, open_link

_numbers = count(1)


class SaysoServer:
    """A running Sayso and the spec that is tried out on it."""

    def __init__(
        self, spec: AppSpec, settings: Settings, database: Database, browsers: AsyncExitStack
    ) -> None:
        self.spec = spec
        self.settings = settings
        self.database = database
        self.browsers = browsers

    async def open_site(self) -> Site:
        """Install the module for an agency of its own."""
        number = next(_numbers)
        async with self.database.system() as session:
            slug, email = f"agency-{number}", f"admin{number}@example.com"
            home = await people.ensure_home(
                session, (slug, slug.capitalize()), ("main", "Main"), (email, "Admin")
            )
        module = await installed(self.database, self.spec, home)
        return SaysoSite(self, module, home)


class SaysoSite:
    """One installation of the module."""

    def __init__(self, server: SaysoServer, module: Module, home: Home) -> None:
        self._server = server
        self._module = module
        self._home = home

    async def member(self, role: str) -> Member:
        """A user with this role, signed in by a link."""
        name = f"{role.title()} {next(_numbers)}"
        email = f"{name.replace(' ', '').lower()}@example.com"
        site = self._home.site
        async with self._server.database.system() as session:
            user_id = await people.ensure_user(session, email, name)
            member_id: UUID = await people.ensure_member(session, site, user_id)
            await people.grant_role(session, site.agency_id, member_id, self._module.id, role)
        browser = await self.stranger()
        link = await signin_link(
            self._server.database, self._server.settings, self._module.slug, user_id, self._module.id
        )
        await open_link(browser, link)
        return Member(member_id, email, name, browser)

    async def stranger(self) -> httpx.AsyncClient:
        """A browser at the module's address; its name is not left to the resolver."""
        port = self._server.settings.port
        host = f"{self._module.slug}.localhost:{port}"
        return await self._server.browsers.enter_async_context(
            httpx.AsyncClient(
                base_url=f"http://127.0.0.1:{port}",
                headers={"host": host, "origin": f"http://{host}"},
                timeout=60,
            )
        )

    async def link(self, entity: str, row_id: str, member: Member) -> None:
        """Set the row's member."""
        names = ModuleNames(SpecIndex(self._server.spec), self._module.prefix)
        connection = await asyncpg.connect(self._server.database.dsn)
        try:
            await connection.execute(
                f"update {names.qualified(names.table(entity))} set member_id = $1 where id = $2",
                member.id,
                UUID(row_id),
            )
        finally:
            await connection.close()


@asynccontextmanager
async def start_sayso(spec: AppSpec, dsn: str, folder: Path) -> AsyncIterator[Server]:
    """``sayso serve`` on this database."""
    del folder
    with open_folder() as home:
        machine = Machine(home, DATABASE_URL=dsn, SAYSO_DEMO_SIGN_IN="false")
        with machine.serving():
            settings = Settings(home=home, port=machine.port)
            database = await Database.open(dsn, gate_size=1)
            try:
                async with AsyncExitStack() as browsers:
                    yield SaysoServer(spec, settings, database, browsers)
            finally:
                await database.close()
