"""Modules in a list, with their addresses and their moments each in one place."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, Field

from sayso.publishing.module_list import ModuleLine, module_lines
from sayso.settings import Settings
from sayso.web.guard import api_v2_routes
from sayso.web.v1.access import Known, Me
from sayso.web.v1.pagination import LongPaging, Page

router = api_v2_routes()


class ModuleLinks(BaseModel):
    """Where a module and what belongs to it are found; all but ``app`` are paths of this API."""

    self: str
    app: str = Field(description="The address its people use.")
    spec: str
    revisions: str
    changes: str


class ModuleTimes(BaseModel):
    """When something happened to a module; ``published`` is none for a draft."""

    created: datetime
    published: datetime | None


class ModuleInList(BaseModel):
    """A module; ``problem`` is why this Sayso could not bring it up to date."""

    id: UUID
    slug: str
    name: str
    version: str
    status: str
    site: str
    preview_of: UUID | None
    problem: str | None
    times: ModuleTimes
    links: ModuleLinks


@router.get("/modules")
async def list_modules(services: Known, me: Me, paging: LongPaging) -> Page[ModuleInList]:
    """The agency's modules, the newest first, with their addresses and when they came about."""
    agency_id = me.home_agency.id
    async with services.database.unit(agency_id) as session:
        found = await module_lines(session, agency_id, paging.window)
    return paging.page(found, lambda line: _view(services.settings, line))


def _view(settings: Settings, line: ModuleLine) -> ModuleInList:
    path = f"/api/v2/modules/{line.slug}"
    return ModuleInList(
        id=line.id,
        slug=line.slug,
        name=line.name,
        version=line.version,
        status=line.status,
        site=line.site,
        preview_of=line.preview_of,
        problem=line.problem,
        times=ModuleTimes(created=line.created_at, published=line.published_at),
        links=ModuleLinks(
            self=path,
            app=settings.module_origin(line.slug),
            spec=f"{path}/spec",
            revisions=f"{path}/revisions",
            changes=f"{path}/changes",
        ),
    )
