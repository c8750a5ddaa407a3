"""The exported Python service in a process of its own; each site is a row of its table of sites."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from itertools import count
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import httpx
import jwt

from sayso.compiler.build import compile_app
from sayso.compiler.identifiers import ModuleNames
from sayso.runtime.drafts import write_drafts
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec
from tests.contract.server import Member, Server, Site

SECRET = "a secret of the contract suite, long enough"
_numbers = count(1)


class FastapiServer:
    """A running service, the folder it runs in and the database it runs on."""

    def __init__(
        self, spec: AppSpec, project: "Project", connection: asyncpg.Connection, browsers: AsyncExitStack
    ) -> None:
        self.names = ModuleNames.of(SpecIndex(spec))
        self.project = project
        self.connection = connection
        self.browsers = browsers

    async def open_site(self) -> Site:
        """A site of its own."""
        site_id = uuid4()
        await self.connection.execute("insert into public.sites (id, name) values ($1, 'Main')", site_id)
        return FastapiSite(self, site_id)


class FastapiSite:
    """One site of the service."""

    def __init__(self, server: FastapiServer, site_id: UUID) -> None:
        self._server = server
        self._id = site_id

    async def member(self, role: str) -> Member:
        """Somebody with this role, signed in by a link like those that ``app.members`` prints."""
        name = f"{role.title()} {next(_numbers)}"
        email = f"{name.replace(' ', '').lower()}@example.com"
        member_id: UUID = await self._server.connection.fetchval(
            "insert into public.members (site_id, email, name, role) values ($1, $2, $3, $4) returning id",
            self._id,
            email,
            name,
            role,
        )
        browser = await self.stranger()
        claims = {
            "aud": f"{self._server.names.index.spec.slug}:signin",
            "sub": str(member_id),
            "exp": int(time.time()) + 60,
        }
        token = jwt.encode(claims, SECRET, algorithm="HS256")
        answer = await browser.get("/__signin", params={"token": token})
        assert answer.status_code == 303, answer.text
        return Member(member_id, email, name, browser)

    async def stranger(self) -> httpx.AsyncClient:
        """A browser at the address of the service."""
        address = self._server.project.address
        return await self._server.browsers.enter_async_context(
            httpx.AsyncClient(base_url=address, timeout=60)
        )

    async def link(self, entity: str, row_id: str, member: Member) -> None:
        """Set the row's member."""
        names = self._server.names
        await self._server.connection.execute(
            f"update {names.qualified(names.table(entity))} set member_id = $1 where id = $2",
            member.id,
            UUID(row_id),
        )


class Project:
    """The files of a service, and the environment in which they run."""

    def __init__(self, folder: Path, dsn: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self._folder = folder
        self._environment = os.environ | {
            "DATABASE_URL": dsn,
            "SESSION_SECRET": SECRET,
            "PUBLIC_URL": self.address,
        }

    def run(self, module: str, *arguments: str) -> str:
        """Run one of the project's commands to its end; gives what it printed."""
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(
            command, cwd=self._folder, env=self._environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def serving(self) -> Iterator[None]:
        """The service, from when it answers until it is told to stop."""
        command = [sys.executable, "-m", "uvicorn", "app.main:app", f"--port={self.port}", "--no-access-log"]
        log = self._folder / "server.log"
        with log.open("w") as out:
            process = subprocess.Popen(
                command, cwd=self._folder, env=self._environment, stdout=out, stderr=subprocess.STDOUT
            )
        try:
            self._wait_for(process, log)
            yield
        finally:
            process.terminate()
            process.wait(20)

    def _wait_for(self, process: "subprocess.Popen[bytes]", log: Path) -> None:
        for _ in range(200):
            assert process.poll() is None, log.read_text()
            try:
                httpx.get(f"{self.address}/api/session")
            except httpx.ConnectError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError(log.read_text())


@asynccontextmanager
async def start_fastapi(spec: AppSpec, dsn: str, folder: Path) -> AsyncIterator[Server]:
    """The exported service on this database, migrated by its own runner."""
    write_drafts(compile_app(spec, "fastapi"), folder)
    project = Project(folder, dsn)
    project.run("app.migrate")
    connection = await asyncpg.connect(dsn)
    try:
        with project.serving():
            async with AsyncExitStack() as browsers:
                yield FastapiServer(spec, project, connection, browsers)
    finally:
        await connection.close()
