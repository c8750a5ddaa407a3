"""A running Sayso in the test's own process, and people who use its modules over HTTP."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from uuid import UUID

import httpx

from sayso.compiler.build import compile_app
from sayso.compiler.draft import FileDraft
from sayso.compiler.three_way_merge import merge_drafts
from sayso.db.database import Database
from sayso.identity.authentication.links import signin_link
from sayso.identity.people import repository as people
from sayso.identity.types import Home
from sayso.jobs.queue import Jobs
from sayso.main.application import Application, create_app
from sayso.publishing.name_reservation import reserved_names
from sayso.publishing.types import Prover
from sayso.runtime.service import PUBLISHED, Kind, install
from sayso.runtime.types import Module
from sayso.settings import Settings
from sayso.spec.model import AppSpec
from sayso.web.services import Services
from tests.support.unproved import Unproved


class RunningSayso:
    """The application with an open database."""

    def __init__(self, app: Application, services: Services, clients: AsyncExitStack) -> None:
        self.app = app
        self.services = services
        self._clients = clients

    @property
    def settings(self) -> Settings:
        """Its settings."""
        return self.services.settings

    async def home(self, agency: str = "acme", email: str = "ada@example.com") -> Home:
        """An agency with a site and a user."""
        async with self.services.database.system() as session:
            return await people.ensure_home(
                session,
                (agency, agency.replace("-", " ").capitalize()),
                ("main", "Main"),
                (email, email.partition("@")[0].title()),
            )

    async def install(self, spec: AppSpec, home: Home) -> Module:
        """Install a spec as it is compiled for users."""
        return await installed(self.services.database, spec, home)

    async def visitor(self, module: Module, user_id: UUID | None = None) -> httpx.AsyncClient:
        """A browser at the module's origin, signed in when a user is given."""
        client = await self.client(self.settings.module_origin(module.slug))
        if user_id is not None:
            link = await signin_link(self.services.database, self.settings, module.slug, user_id, module.id)
            await open_link(client, link)
        return client

    async def platform(self) -> httpx.AsyncClient:
        """A program at the platform's own address."""
        return await self.client(self.settings.platform_origin)

    async def client(self, origin: str) -> httpx.AsyncClient:
        """Whoever calls this origin."""
        transport = httpx.ASGITransport(app=self.app)
        return await self._clients.enter_async_context(
            httpx.AsyncClient(transport=transport, base_url=origin, headers={"origin": origin}, timeout=60)
        )

    async def member(self, module: Module, email: str, role: str | None) -> UUID:
        """A user who is a member of the module's site, with this role in the module."""
        async with self.services.database.system() as session:
            user_id = await people.ensure_user(session, email, email.partition("@")[0].title())
            member_id = await people.ensure_member(session, module.site, user_id)
            if role is not None:
                await people.grant_role(session, module.site.agency_id, member_id, module.id, role)
        return user_id


async def open_link(browser: httpx.AsyncClient, link: str) -> None:
    """Open a sign-in link as a browser does: its page sends itself."""
    address = httpx.URL(link)
    page = await browser.get(address.raw_path.decode())
    assert page.status_code == 200, page.text
    answer = await browser.post("/__signin", data={"token": address.params["token"], "next": "/"})
    assert answer.status_code == 303, answer.text


async def installed(
    database: Database,
    spec: AppSpec,
    home: Home,
    compiled: Callable[..., Sequence[FileDraft]] = compile_app,
    *,
    kind: Kind = PUBLISHED,
) -> Module:
    """A module of a spec under free names, with what is made of it under these."""
    async with reserved_names(database, spec.slug) as names:
        named = spec.model_copy(update={"slug": names.slug})
        files = merge_drafts((), compiled(named, prefix=names.prefix))
        return await install(database, named, names.prefix, files, home, kind=kind)


@asynccontextmanager
async def running_sayso(
    dsn: str, folder: Path, *, prover: Prover | None = None, as_server: bool = False, **settings: Any
) -> AsyncIterator[RunningSayso]:
    """Sayso over this database, with its home in this folder.

    It answers, and does queued work from the first job on. What a server does besides, at its start and by
    the clock, costs more than most tests: it is done for those that ask for a server or a worker.
    """
    app = create_app(Settings(home=folder, **settings), dsn, prover)
    is_whole = as_server or settings.get("worker") is True
    given = {} if is_whole else {"works": False, "is_second": True}
    async with AsyncExitStack() as clients, app.running(**given) as services, AsyncExitStack() as work:
        if not is_whole and settings.get("worker") is not False:
            _work_when_asked(services.jobs, work)
        yield RunningSayso(app, services, clients)


def _work_when_asked(jobs: Jobs, work: AsyncExitStack) -> None:
    """Take jobs from the first one on that is queued here, until the stack is closed."""
    queued = jobs.enqueue

    async def enqueue(*arguments: Any, **options: Any) -> None:
        if jobs.enqueue is enqueue:
            jobs.enqueue = queued  # type: ignore[method-assign]
            await work.enter_async_context(jobs.working())
        await queued(*arguments, **options)

    jobs.enqueue = enqueue  # type: ignore[method-assign]


class Salon:
    """The salon application with its owner at the keyboard, and short ways to make rows."""

    def __init__(self, sayso: RunningSayso, module: Module, home: Home, owner: httpx.AsyncClient) -> None:
        self.sayso = sayso
        self.module = module
        self.home = home
        self.owner = owner

    async def create(self, collection: str, **values: Any) -> dict[str, Any]:
        """A row, made by the owner."""
        answer = await self.owner.post(f"/api/{collection}", json=values)
        assert answer.status_code == 201, answer.text
        row: dict[str, Any] = answer.json()
        return row

    async def cast(self) -> dict[str, str]:
        """A client, a stylist and a service of half an hour, as the ids an appointment needs."""
        client = await self.create("clients", name="Ada Lovelace", email="ada@lovelace.org")
        stylist = await self.create("stylists", name="Sue")
        service = await self.create("services", name="Cut", price=30, duration=30)
        return {"client_id": client["id"], "stylist_id": stylist["id"], "service_id": service["id"]}


@dataclass(frozen=True)
class KeptSalon:
    """How to find an installed salon again, with its owner signed in."""

    module: Module
    home: Home
    cookies: dict[str, str]

    @classmethod
    async def make(cls, dsn: str, folder: Path, spec: AppSpec) -> Self:
        """Install it, in the agency "acme"."""
        async with running_sayso(dsn, folder, prover=Unproved()) as sayso:
            salon = await open_salon(sayso, spec)
            return cls(salon.module, salon.home, dict(salon.owner.cookies))

    async def opened(self, sayso: RunningSayso) -> Salon:
        """The salon in a Sayso that runs on a copy."""
        owner = await sayso.visitor(self.module)
        owner.cookies.update(self.cookies)
        return Salon(sayso, self.module, self.home, owner)


async def open_salon(sayso: RunningSayso, spec: AppSpec, agency: str = "acme") -> Salon:
    """The salon application of an agency."""
    home = await sayso.home(agency, f"owner@{agency}.example")
    module = await sayso.install(spec, home)
    return Salon(sayso, module, home, await sayso.visitor(module, home.user_id))
