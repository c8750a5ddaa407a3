"""Modules of the agency: list them, install new ones, serve, archive, remove and restore them.

For tools on this machine, which hold its token.
"""

import json
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field

from sayso.compiler.targets.manifest.lower import PATH as MANIFEST
from sayso.db.database import Database
from sayso.db.keyset import part_of_list
from sayso.publishing.module_list import module_lines
from sayso.publishing.trace import trace_of
from sayso.runtime import files, repository, revisions, service
from sayso.runtime.sample.service import fill
from sayso.runtime.service import Kind
from sayso.spec.model import AppSpec
from sayso.web.body_limits import SPEC, takes
from sayso.web.guard import api_routes
from sayso.web.ports import KnownDatabase, KnownSettings
from sayso.web.services import Services
from sayso.web.v1.access import Addressed, Known, Me, Target
from sayso.web.v1.bodies import Body
from sayso.web.v1.pagination import LongPaging, Page
from sayso.web.v1.sign_in_link import sign_in_link, way_in
from sayso.web.v1.views import ModuleView, view_of, view_of_line
from sayso.web.v1.words import SlugText

router = api_routes()


class NewModule(Body):
    """A spec to install, and whether to fill it with sample rows; a draft has no tables yet.

    Without a ``site`` it is made on the agency's oldest one.
    """

    spec: AppSpec
    sample: bool = False
    seed: int = Field(default=1, ge=0, le=2**31 - 1)
    draft: bool = False
    site: SlugText | None = None


class SigninLink(BaseModel):
    """A link that signs the sender in, once."""

    url: str


class Installed(BaseModel):
    """An installed module, and a link that signs its builder in."""

    module: ModuleView
    signin_url: str


class RowsOf(BaseModel):
    """How many rows of one kind there are."""

    label: str
    count: int


class Contents(BaseModel):
    """What a module keeps."""

    rows: list[RowsOf]


class TraceView(BaseModel):
    """An element: the words it came from or why it was assumed, and the files that come from it."""

    element: str
    kind: str
    name: str
    source: str | None
    assumed: str | None
    files: list[str]


@router.get("/health")
async def health(database: KnownDatabase) -> dict[str, str]:
    """Whether the server and its database answer."""
    async with database.unit(None) as session:
        await session.connection()
    return {"status": "ok"}


@router.get("/modules")
async def list_modules(services: Known, me: Me, paging: LongPaging) -> Page[ModuleView]:
    """The agency's modules, the newest first."""
    agency_id = me.home_agency.id
    async with services.database.unit(agency_id) as session:
        found = await module_lines(session, agency_id, paging.window)
    return paging.page(found, lambda line: view_of_line(services.settings, line))


@router.post("/modules", status_code=201)
@takes(SPEC)
async def install_module(services: Known, me: Me, body: NewModule) -> Installed:
    """Install a spec, as a draft if asked."""
    home = await services.sites.home(me.home_agency.id, me.user_id, body.site)
    module = await services.publisher.publish(body.spec, home, kind=Kind(is_draft=body.draft))
    if body.sample and module.has_tables:
        await fill(services.database, module, body.spec, seed=body.seed, uploads=services.uploads)
    link = await way_in(services, me, module)
    return Installed(module=view_of(services.settings, module), signin_url=link)


@router.get("/modules/{slug}")
async def show_module(settings: KnownSettings, target: Target) -> ModuleView:
    """One module."""
    return view_of(settings, target.module)


@router.get("/modules/{slug}/spec")
async def show_spec(database: KnownDatabase, target: Target) -> dict[str, Any]:
    """The spec of the present revision."""
    async with database.unit(target.module.site.agency_id) as session:
        return await revisions.spec_of(session, target.module)


@router.get("/modules/{slug}/manifest")
async def show_manifest(database: KnownDatabase, target: Target) -> dict[str, Any]:
    """The manifest of the present revision."""
    module = target.module
    async with database.unit(target.module.site.agency_id) as session:
        drafts = await files.drafts_of(session, module.site.agency_id, module.id)
    manifest: dict[str, Any] = json.loads(next(one.text for one in drafts if one.path == MANIFEST))
    return manifest


@router.get("/modules/{slug}/trace")
async def show_trace(database: KnownDatabase, target: Target, paging: LongPaging) -> Page[TraceView]:
    """Why each element is there, and which files come from it."""
    module = target.module
    async with database.unit(target.module.site.agency_id) as session:
        spec = AppSpec.model_validate(await revisions.spec_of(session, module))
        drafts = await files.drafts_of(session, module.site.agency_id, module.id)
    part = part_of_list(trace_of(spec, drafts), paging.window, lambda one: one.element)
    return paging.page(part, lambda one: TraceView.model_validate(one, from_attributes=True))


@router.post("/modules/{slug}/signin-links", status_code=201)
async def make_signin_link(services: Known, target: Target) -> SigninLink:
    """Make a link that signs the sender in to a module once, for instance in another browser.

    Refused to whoever has no role in it, rather than leading to a closed door.
    """
    module, me = target.module, target.me
    runtime = await services.registry.runtime(module.slug)
    if runtime is not None:
        await services.admissions.admit(module.site, module.id, me.user_id, roles=runtime.plan.module_roles)
    return SigninLink(url=await sign_in_link(services, me, module))


@router.post("/modules/{slug}/publish")
async def publish_draft(services: Known, target: Target) -> ModuleView:
    """Give a draft its tables and serve it."""
    return view_of(services.settings, await services.publisher.serve_draft(target.module))


@router.post("/modules/{slug}/archive")
async def archive_module(services: Known, target: Target) -> ModuleView:
    """Stop serving a module; its rows stay."""
    return await _moved(services, target, service.archive)


@router.get("/modules/{slug}/contents")
async def show_contents(database: KnownDatabase, target: Target) -> Contents:
    """How many rows a module keeps, by what they are: what goes with it."""
    counts = await service.rows_of(database, target.module)
    return Contents(rows=[RowsOf(label=label, count=count) for label, count in counts.items()])


@router.delete("/modules/{slug}")
async def remove_module(services: Known, target: Target) -> ModuleView:
    """Stop serving a module; in thirty days it goes for good with its rows, and can be restored till then."""
    return await _moved(services, target, service.remove)


@router.post("/modules/{slug}/restore")
async def restore_module(services: Known, target: Target) -> ModuleView:
    """Serve an archived or removed module again."""
    return await _moved(services, target, service.restore)


async def _moved(
    services: Services, target: Addressed, move: Callable[[Database, UUID, UUID], Awaitable[None]]
) -> ModuleView:
    """The module after a move to another state, which is served as it is now."""
    module, agency_id = target.module, target.module.site.agency_id
    await move(services.database, agency_id, module.id)
    services.registry.forget(module.slug)
    async with services.database.unit(agency_id) as session:
        found = await repository.module_of(session, agency_id, module.id)
    return view_of(services.settings, found or module)
