"""Modules of the agency: list them, install new ones, serve, archive and restore them.

For tools on this machine, which hold its token.
"""

import json
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from sayso.compiler.targets.manifest.lower import PATH as MANIFEST
from sayso.identity.signin import demo_home, signin_link
from sayso.publishing.installed import problems_of
from sayso.publishing.trace import trace_of
from sayso.runtime import files, repository, revisions, service
from sayso.runtime.sample.service import fill
from sayso.runtime.service import Kind
from sayso.spec.model import AppSpec
from sayso.web.v1.access import Known, LocalOnly, Target
from sayso.web.v1.views import ModuleView, view_of

router = APIRouter()


class NewModule(BaseModel):
    """A spec to install, and whether to fill it with sample rows; a draft has no tables yet."""

    spec: AppSpec
    sample: bool = False
    seed: int = Field(default=1, ge=0)
    draft: bool = False


class SigninLink(BaseModel):
    """A link that signs the person at the machine in."""

    url: str


class Installed(BaseModel):
    """An installed module, and a link that signs its builder in."""

    module: ModuleView
    signin_url: str


class TraceView(BaseModel):
    """An element: the words it came from or why it was assumed, and the files that come from it."""

    element: str
    kind: str
    name: str
    source: str | None
    assumed: str | None
    files: list[str]


@router.get("/health")
async def health(services: Known) -> dict[str, str]:
    """Whether the server and its database answer."""
    async with services.database.unit() as session:
        await session.connection()
    return {"status": "ok"}


@router.get("/modules", dependencies=[LocalOnly])
async def list_modules(services: Known) -> list[ModuleView]:
    """The agency's modules."""
    async with services.database.unit() as session:
        home = await demo_home(session)
        found = await repository.modules_of(session, home.site.agency_id)
        problems = await problems_of(session, home.site.agency_id)
    return [
        view_of(services, module).model_copy(update={"problem": problems.get(module.id)}) for module in found
    ]


@router.post("/modules", status_code=201, dependencies=[LocalOnly])
async def install_module(services: Known, body: NewModule) -> Installed:
    """Install a spec, as a draft if asked."""
    async with services.database.unit() as session:
        home = await demo_home(session)
    module = await services.publisher.publish(body.spec, home, kind=Kind(is_draft=body.draft))
    if body.sample and module.has_tables:
        await fill(services.database, module, body.spec, seed=body.seed, uploads=services.uploads)
    link = signin_link(services.settings, module.slug, home.user_id, module.id)
    return Installed(module=view_of(services, module), signin_url=link)


@router.get("/modules/{slug}", dependencies=[LocalOnly])
async def show_module(services: Known, target: Target) -> ModuleView:
    """One module."""
    return view_of(services, target.module)


@router.get("/modules/{slug}/spec", dependencies=[LocalOnly])
async def show_spec(services: Known, target: Target) -> dict[str, Any]:
    """The spec of the present revision."""
    async with services.database.unit() as session:
        return await revisions.spec_of(session, target.module)


@router.get("/modules/{slug}/manifest", dependencies=[LocalOnly])
async def show_manifest(services: Known, target: Target) -> dict[str, Any]:
    """The manifest of the present revision."""
    module = target.module
    async with services.database.unit() as session:
        drafts = await files.drafts_of(session, module.site.agency_id, module.id)
    manifest: dict[str, Any] = json.loads(next(one.text for one in drafts if one.path == MANIFEST))
    return manifest


@router.get("/modules/{slug}/trace", dependencies=[LocalOnly])
async def show_trace(services: Known, target: Target) -> list[TraceView]:
    """Why each element is there, and which files come from it."""
    module = target.module
    async with services.database.unit() as session:
        spec = AppSpec.model_validate(await revisions.spec_of(session, module))
        drafts = await files.drafts_of(session, module.site.agency_id, module.id)
    return [TraceView.model_validate(one, from_attributes=True) for one in trace_of(spec, drafts)]


@router.post("/modules/{slug}/signin-links", status_code=201, dependencies=[LocalOnly])
async def make_signin_link(services: Known, target: Target) -> SigninLink:
    """Make a link that signs the demo user in to a module, for instance in another browser."""
    module = target.module
    return SigninLink(url=signin_link(services.settings, module.slug, target.home.user_id, module.id))


@router.post("/modules/{slug}/publish", dependencies=[LocalOnly])
async def publish_draft(services: Known, target: Target) -> ModuleView:
    """Give a draft its tables and serve it."""
    return view_of(services, await services.publisher.serve_draft(target.module))


@router.post("/modules/{slug}/archive", dependencies=[LocalOnly])
async def archive_module(services: Known, target: Target) -> ModuleView:
    """Stop serving a module; its rows stay."""
    module = target.module
    await service.archive(services.database, module.site.agency_id, module.id)
    services.registry.forget(module.slug)
    return await _present(services, target)


@router.post("/modules/{slug}/restore", dependencies=[LocalOnly])
async def restore_module(services: Known, target: Target) -> ModuleView:
    """Serve an archived module again."""
    module = target.module
    await service.restore(services.database, module.site.agency_id, module.id)
    services.registry.forget(module.slug)
    return await _present(services, target)


async def _present(services: Known, target: Target) -> ModuleView:
    async with services.database.unit() as session:
        found = await repository.module_of(session, target.module.site.agency_id, target.module.id)
    return view_of(services, found or target.module)
