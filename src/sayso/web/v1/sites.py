"""Sites of the agency: places whose applications share members and files."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from sayso.identity.people.sites import SiteRecord
from sayso.web.guard import api_routes
from sayso.web.ports import KnownSites
from sayso.web.v1.access import Me
from sayso.web.v1.bodies import Body
from sayso.web.v1.pagination import Page, Paging
from sayso.web.v1.words import NameText, SlugText

router = api_routes("/agency/sites")


class NewSite(Body):
    """What a site is to be called; without a slug it gets one made of its name."""

    name: NameText
    slug: SlugText | None = None


class SiteChange(Body):
    """What is to change of a site."""

    name: NameText | None = None
    slug: SlugText | None = None


class SiteView(BaseModel):
    """A site, and how many applications it has."""

    id: UUID
    slug: str
    name: str
    modules: int
    created_at: datetime


@router.get("")
async def list_sites(sites: KnownSites, me: Me, paging: Paging) -> Page[SiteView]:
    """The agency's sites, the oldest first, where new applications go unless another is named."""
    return paging.page(await sites.of(me.home_agency.id, paging.window), _view)


@router.post("", status_code=201)
async def add_site(sites: KnownSites, me: Me, body: NewSite) -> SiteView:
    """Add a site."""
    return _view(await sites.add(me.home_agency.id, body.name, body.slug))


@router.get("/{site_id}")
async def show_site(sites: KnownSites, me: Me, site_id: UUID) -> SiteView:
    """One site."""
    return _view(await sites.show(me.home_agency.id, site_id))


@router.patch("/{site_id}")
async def change_site(sites: KnownSites, me: Me, site_id: UUID, body: SiteChange) -> SiteView:
    """Give a site another name or slug."""
    return _view(await sites.change(me.home_agency.id, site_id, body.name, body.slug))


@router.delete("/{site_id}", status_code=204)
async def remove_site(sites: KnownSites, me: Me, site_id: UUID) -> None:
    """Remove a site; refused while it has applications."""
    await sites.remove(me.home_agency.id, site_id)


def _view(site: SiteRecord) -> SiteView:
    return SiteView.model_validate(site, from_attributes=True)
