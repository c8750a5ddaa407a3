"""Agencies: those the sender belongs to, founding another, and the one that is spoken of."""

from uuid import UUID

from pydantic import BaseModel

from sayso.identity.people.agencies import OwnAgency
from sayso.identity.permissions import AgencyRole
from sayso.identity.types import Agency
from sayso.web.guard import api_routes
from sayso.web.ports import KnownAgencies
from sayso.web.v1.access import Known, Me
from sayso.web.v1.bodies import Body
from sayso.web.v1.pagination import Page, Paging
from sayso.web.v1.words import NameText, SlugText

router = api_routes()


class NewAgency(Body):
    """What an agency is to be called; without a slug it gets the next free one of its name."""

    name: NameText
    slug: SlugText | None = None


class AgencyChange(Body):
    """What is to change; the slug is how commands and the header Sayso-Agency name the agency."""

    name: NameText | None = None
    slug: SlugText | None = None


class AgencyView(BaseModel):
    """An agency, what the sender is in it, and whether the request speaks of it."""

    id: UUID
    slug: str
    name: str
    role: AgencyRole | None
    is_current: bool


class FilesView(BaseModel):
    """What the uploads of an agency take together, and what they may; in bytes."""

    used: int
    most: int


class AgencyDetails(AgencyView):
    """An agency, and what it keeps."""

    files: FilesView


@router.get("/agencies")
async def list_agencies(agencies: KnownAgencies, me: Me, paging: Paging) -> Page[AgencyView]:
    """The agencies that the sender belongs to, the oldest first."""

    def view(own: OwnAgency) -> AgencyView:
        return _view(own.agency, own.role, is_current=me.agency is not None and own.agency.id == me.agency.id)

    return paging.page(await agencies.of(me, paging.window), view)


@router.post("/agencies", status_code=201)
async def found_agency(agencies: KnownAgencies, me: Me, body: NewAgency) -> AgencyView:
    """Found another agency, which the sender administers."""
    agency = await agencies.found(me, body.name, body.slug)
    return _view(agency, AgencyRole.ADMIN, is_current=False)


@router.get("/agency")
async def show_agency(services: Known, me: Me) -> AgencyDetails:
    """The agency that the request speaks of."""
    agency, uploads = me.home_agency, services.uploads
    files = FilesView(used=await uploads.used(agency.id), most=uploads.most_bytes)
    return AgencyDetails(**_view(agency, me.role, is_current=True).model_dump(), files=files)


@router.patch("/agency")
async def change_agency(agencies: KnownAgencies, me: Me, body: AgencyChange) -> AgencyView:
    """Give the agency another name or slug."""
    agency = await agencies.change(me.home_agency, body.name, body.slug)
    return _view(agency, me.role, is_current=True)


@router.delete("/agency", status_code=204)
async def remove_agency(agencies: KnownAgencies, me: Me) -> None:
    """Remove the agency with all it has; refused while it has applications."""
    await agencies.remove(me.home_agency)


def _view(agency: Agency, role: AgencyRole | None, *, is_current: bool) -> AgencyView:
    return AgencyView(id=agency.id, slug=agency.slug, name=agency.name, role=role, is_current=is_current)
