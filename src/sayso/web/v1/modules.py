"""Modules of the agency: list them and install new ones. For tools on this machine, which hold its token."""

import secrets
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Request
from pydantic import BaseModel, Field

from sayso.errors import NotFoundError
from sayso.identity.signin import demo_home, signin_link
from sayso.identity.tokens import secret_at
from sayso.publishing.service import publish
from sayso.runtime import repository
from sayso.runtime.errors import SignInNeededError
from sayso.runtime.sample.service import fill
from sayso.runtime.types import Module
from sayso.spec.model import AppSpec
from sayso.web.local import LOCAL_TOKEN
from sayso.web.services import Services

router = APIRouter()

NAMED_SLUGS = 10
"""How many applications an error names at most."""


class ModuleView(BaseModel):
    """A module as the API shows it."""

    id: UUID
    slug: str
    name: str
    version: str
    status: str
    url: str


class NewModule(BaseModel):
    """A spec to install, and whether to fill it with sample rows."""

    spec: AppSpec
    sample: bool = False
    seed: int = Field(default=1, ge=0)


class SigninLink(BaseModel):
    """A link that signs the person at the machine in."""

    url: str


class Installed(BaseModel):
    """An installed module, and a link that signs its builder in."""

    module: ModuleView
    signin_url: str


def services_of(request: Request) -> Services:
    """The services of the running application."""
    services: Services = request.app.state.services
    return services


Known = Annotated[Services, Depends(services_of)]


def demand_local_token(services: Known, authorization: Annotated[str, Header()] = "") -> None:
    """Let in only who can read the token in the home folder."""
    expected = f"Bearer {secret_at(services.settings.home_path / LOCAL_TOKEN)}"
    if not secrets.compare_digest(authorization.encode(), expected.encode()):
        raise SignInNeededError(
            "This call needs the token of this machine.",
            hint=f"It is in {LOCAL_TOKEN} in the home folder of Sayso.",
        )


@router.get("/health")
async def health(services: Known) -> dict[str, str]:
    """Whether the server and its database answer."""
    async with services.database.unit() as session:
        await session.connection()
    return {"status": "ok"}


@router.get("/modules", dependencies=[Depends(demand_local_token)])
async def list_modules(services: Known) -> list[ModuleView]:
    """The agency's modules."""
    async with services.database.unit() as session:
        home = await demo_home(session)
        found = await repository.modules_of(session, home.site.agency_id)
    return [view_of(services, module) for module in found]


@router.post("/modules", status_code=201, dependencies=[Depends(demand_local_token)])
async def install_module(services: Known, body: NewModule) -> Installed:
    """Install a spec."""
    async with services.database.unit() as session:
        home = await demo_home(session)
    module = await publish(services.database, body.spec, home)
    services.registry.forget(module.slug)
    if body.sample:
        await fill(services.database, module, body.spec, seed=body.seed, uploads=services.uploads)
    link = signin_link(services.settings, module.slug, home.user_id, module.id)
    return Installed(module=view_of(services, module), signin_url=link)


@router.post("/modules/{slug}/signin-links", status_code=201, dependencies=[Depends(demand_local_token)])
async def make_signin_link(services: Known, slug: str) -> SigninLink:
    """Make a link that signs the demo user in to a module, for instance in another browser."""
    async with services.database.unit() as session:
        home = await demo_home(session)
        modules = await repository.modules_of(session, home.site.agency_id)
    module = next((module for module in modules if module.slug == slug), None)
    if module is None:
        known = ", ".join(module.slug for module in modules[:NAMED_SLUGS])
        hint = f"There is {known}." if known else "There is none yet."
        raise NotFoundError(f"There is no application “{slug[:60]}” here.", hint=hint)
    return SigninLink(url=signin_link(services.settings, module.slug, home.user_id, module.id))


def view_of(services: Services, module: Module) -> ModuleView:
    """The module as the API shows it."""
    return ModuleView(
        id=module.id,
        slug=module.slug,
        name=module.name,
        version=module.version,
        status=module.status,
        url=services.settings.module_origin(module.slug),
    )
