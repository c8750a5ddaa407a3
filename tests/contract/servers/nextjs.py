"""An exported Next.js project: installed, built and started as its README says; sites are rows of its own."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from itertools import count
from pathlib import Path
from uuid import UUID

import asyncpg
import httpx

from sayso.compiler.build import Target, compile_app
from sayso.compiler.identifiers import ModuleNames
from sayso.compiler.targets.nextjs.lower import Data
from sayso.runtime.drafts import carry_kit, write_drafts
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec
from tests.contract.server import Member, Server, Site
from tests.contract.servers import supabase
from tests.support.processes import free_port

INSTALLED = Path(__file__).parents[3] / ".setup" / "nextjs"
"""Where the packages of exported projects are kept between runs, by what they are."""
START_SECONDS = 60.0
PASSWORD = "correct horse battery staple"
_HASH = (
    "00112233445566778899aabbccddeeff:"
    + hashlib.scrypt(
        PASSWORD.encode(), salt=bytes.fromhex("00112233445566778899aabbccddeeff"), n=16384, r=8, p=1
    ).hex()
)
_numbers = count(1)


class Project:
    """The folder of an exported project and the environment in which its scripts run."""

    def __init__(self, folder: Path, **variables: str) -> None:
        self.folder = folder
        self.port = free_port()
        self._environment = os.environ | {
            "NEXT_TELEMETRY_DISABLED": "1",
            "SESSION_SECRET": "a secret that is only known to this test",
            "INSECURE_COOKIES": "1",
            "FILES_DIR": str(folder / "files"),
            **variables,
        }

    def run(self, *command: str) -> None:
        """Run a command to its end."""
        done = subprocess.run(
            command, cwd=self.folder, env=self._environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{' '.join(command)}:\n{done.stdout}\n{done.stderr}"

    def install(self) -> None:
        """The packages, from the registry when these were never installed here."""
        digest = hashlib.sha256(_pinned(self.folder)).hexdigest()[:16]
        kept = INSTALLED / digest
        if not (kept / "node_modules").is_dir():
            fresh = INSTALLED / f"{digest}.{os.getpid()}"
            shutil.copytree(self.folder / "app-kit", fresh / "app-kit")
            shutil.copyfile(self.folder / "package.json", fresh / "package.json")
            Project(fresh).run("npm", "install", "--no-audit", "--no-fund", "--loglevel=error")
            _keep(fresh, kept)
        self.run("cp", "-al", str(kept / "node_modules"), "node_modules")

    @contextmanager
    def serving(self) -> Iterator[str]:
        """``npm start``; its address."""
        address = f"http://127.0.0.1:{self.port}"
        command = ["node_modules/.bin/next", "start", "--port", str(self.port), "--hostname", "127.0.0.1"]
        with (self.folder / "server.log").open("w") as log:
            process = subprocess.Popen(
                command,
                cwd=self.folder,
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            try:
                self._wait(process, address)
                yield address
            finally:
                os.killpg(process.pid, signal.SIGTERM)
                process.wait(timeout=30)

    def _wait(self, process: "subprocess.Popen[bytes]", address: str) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and process.poll() is None:
            try:
                httpx.get(f"{address}/api/session")
            except httpx.TransportError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError((self.folder / "server.log").read_text())


class ProjectServer:
    """A started project."""

    def __init__(self, spec: AppSpec, address: str, database: asyncpg.Pool, browsers: AsyncExitStack) -> None:
        self.names = ModuleNames.of(SpecIndex(spec))
        self.address = address
        self.database = database
        self.browsers = browsers

    async def open_site(self) -> Site:
        """A row in the table of sites."""
        site_id = await self.database.fetchval(
            "insert into public.sites (name) values ($1) returning id", f"Site {next(_numbers)}"
        )
        return ProjectSite(self, site_id)


class ProjectSite:
    """One site of a started project."""

    def __init__(self, server: ProjectServer, site_id: UUID) -> None:
        self._server = server
        self._id = site_id

    async def member(self, role: str) -> Member:
        """Somebody with a password, who signs in with it."""
        name = f"{role.title()} {next(_numbers)}"
        email = f"{name.replace(' ', '').lower()}@example.com"
        member_id = await self._server.database.fetchval(
            "insert into public.members (site_id, email, name, role, password_hash) "
            "values ($1, $2, $3, $4, $5) returning id",
            self._id, email, name, role, _HASH,
        )  # fmt: skip
        browser = await self.stranger()
        answer = await browser.post("/api/session", json={"email": email, "password": PASSWORD})
        assert answer.status_code == 204, answer.text
        return Member(member_id, email, name, browser)

    async def stranger(self) -> httpx.AsyncClient:
        """A browser at the address of the project."""
        return await self._server.browsers.enter_async_context(
            httpx.AsyncClient(base_url=self._server.address, timeout=60)
        )

    async def link(self, entity: str, row_id: str, member: Member) -> None:
        """Set the row's member."""
        names = self._server.names
        await self._server.database.execute(
            f"update {names.qualified(names.table(entity))} set member_id = $1 where id = $2",
            member.id,
            UUID(row_id),
        )


@asynccontextmanager
async def start_nextjs(spec: AppSpec, dsn: str, folder: Path) -> AsyncIterator[Server]:
    """The project with a connection of its own to the database."""
    del folder
    async with _started(spec, dsn, Data.POSTGRES) as server:
        yield server


@asynccontextmanager
async def start_supabase(spec: AppSpec, dsn: str, folder: Path) -> AsyncIterator[Server]:
    """The project that reaches the database through the client of Supabase."""
    del folder
    await supabase.prepare(dsn)
    variables = {
        "SUPABASE_ANON_KEY": supabase.key("anon"),
        "SUPABASE_SERVICE_ROLE_KEY": supabase.key("service_role"),
        "SUPABASE_JWT_SECRET": supabase.SECRET,
    }
    async with supabase.speaking(dsn) as address:
        variables["SUPABASE_URL"] = address
        async with _started(spec, dsn, Data.SUPABASE, **variables) as server:
            yield server


@asynccontextmanager
async def _started(spec: AppSpec, dsn: str, data: Data, **variables: str) -> AsyncIterator[Server]:
    place = INSTALLED / "projects" / f"{data.value}-{spec.slug}-{os.getpid()}"
    write_drafts(compile_app(spec, Target.NEXTJS, data=data), place)
    carry_kit(place)
    project = Project(place, DATABASE_URL=dsn, **variables)
    try:
        project.install()
        project.run("node", "scripts/migrate.mjs")
        project.run("npm", "run", "-s", "build")
        async with AsyncExitStack() as browsers:
            database = await browsers.enter_async_context(asyncpg.create_pool(dsn, min_size=1, max_size=2))
            with project.serving() as address:
                yield ProjectServer(spec, address, database, browsers)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _keep(fresh: Path, kept: Path) -> None:
    """Put a folder in its place, unless somebody else was quicker."""
    try:
        fresh.replace(kept)
    except OSError:
        shutil.rmtree(fresh)


def _pinned(folder: Path) -> bytes:
    """What the installed packages depend on, in the form of text."""
    package = json.loads((folder / "package.json").read_text())
    kit = json.loads((folder / "app-kit" / "package.json").read_text())
    wanted = [package["dependencies"], package["devDependencies"], kit]
    return json.dumps(wanted, sort_keys=True).encode()
