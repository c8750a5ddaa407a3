"""Providers that the sender signs in with, and applications that the sender may use elsewhere."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, Field

from sayso.db.keyset import part_of_list
from sayso.runtime.entries import Given, modules_given_to
from sayso.settings import Settings
from sayso.web.guard import api_routes
from sayso.web.ports import KnownOpenidUsers
from sayso.web.v1.access import Known, Me
from sayso.web.v1.pagination import LongPaging, Page

router = api_routes("/auth")

LONGEST_CLAIM = 1_000
Issuer = Annotated[str, Query(min_length=1, max_length=LONGEST_CLAIM, description="The provider.")]
Subject = Annotated[
    str, Query(min_length=1, max_length=LONGEST_CLAIM, description="What the provider calls the account.")
]


class IdentityView(BaseModel):
    """A provider's account that the sender signs in with."""

    issuer: str
    subject: str
    email: str
    title: str = Field(
        description="What the provider is called here; its issuer where it is not set up any more."
    )
    connected_at: datetime


class OfferedProvider(BaseModel):
    """A provider that is set up and not connected: signing in with it connects it."""

    name: str
    title: str


class IdentitiesView(BaseModel):
    """What the sender signs in with besides a password and links, and what else there is."""

    connected: list[IdentityView]
    offered: list[OfferedProvider]


class GivenModuleView(BaseModel):
    """An application of an agency that the sender does not belong to, in which they were given a role."""

    id: UUID
    slug: str
    name: str
    version: str
    url: str
    agency: str


@router.get("/identities")
async def list_identities(services: Known, me: Me) -> IdentitiesView:
    """Which providers the sender signs in with, the oldest first, and which could be added."""
    connected = await services.openid_users.connections_of(me.user_id)
    providers = services.settings.openid
    titles = {one.issuer.rstrip("/"): one.title for one in reversed(providers)}
    known = {one.issuer.rstrip("/") for one in connected}
    return IdentitiesView(
        connected=[
            IdentityView(
                issuer=one.issuer,
                subject=one.subject,
                email=one.email,
                title=titles.get(one.issuer.rstrip("/"), one.issuer),
                connected_at=one.created_at,
            )
            for one in connected
        ],
        offered=[
            OfferedProvider(name=one.name, title=one.title)
            for one in providers
            if one.issuer.rstrip("/") not in known
        ],
    )


@router.delete("/identities", status_code=204)
async def disconnect_identity(
    openid_users: KnownOpenidUsers, me: Me, issuer: Issuer, subject: Subject
) -> None:
    """Sign in with a provider's account no more; refused where nothing else would lead in."""
    await openid_users.disconnect(me.user_id, issuer, subject)


@router.get("/modules")
async def list_given_modules(services: Known, me: Me, paging: LongPaging) -> Page[GivenModuleView]:
    """Applications of agencies that the sender does not belong to, which they may use, by name."""
    async with services.database.system() as session:
        given = await modules_given_to(session, me.user_id)
    part = part_of_list(given, paging.window, lambda one: str(one.module.id))
    return paging.page(part, lambda one: _given(services.settings, one))


def _given(settings: Settings, given: Given) -> GivenModuleView:
    module = given.module
    return GivenModuleView(
        id=module.id,
        slug=module.slug,
        name=module.name,
        version=module.version,
        url=settings.module_origin(module.slug),
        agency=given.agency,
    )
