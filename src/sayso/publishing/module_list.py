"""The modules of an agency as lists show them: one query, and no more columns than are shown."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.db.keyset import Part, Window, part_of_query
from sayso.identity.tables import SiteRow
from sayso.publishing.tables import InstalledRow
from sayso.runtime.tables import ModuleRow


@dataclass(frozen=True, slots=True)
class ModuleLine:
    """A module in a list; ``problem`` is why it could not be brought up to date."""

    id: UUID
    slug: str
    name: str
    version: str
    status: str
    site: str
    preview_of: UUID | None
    created_at: datetime
    published_at: datetime | None
    problem: str | None
    deleted_at: datetime | None


async def module_lines(session: AsyncSession, agency_id: UUID, window: Window) -> Part[ModuleLine]:
    """Modules of an agency, the newest first."""
    query = (
        select(
            ModuleRow.id,
            ModuleRow.slug,
            ModuleRow.name,
            ModuleRow.version,
            ModuleRow.status,
            SiteRow.name,
            ModuleRow.preview_of,
            ModuleRow.created_at,
            ModuleRow.published_at,
            InstalledRow.problem,
            ModuleRow.deleted_at,
        )
        .join(SiteRow, SiteRow.id == ModuleRow.site_id)
        .outerjoin(InstalledRow, InstalledRow.module_id == ModuleRow.id)
        .where(ModuleRow.agency_id == agency_id)
    )
    part = await part_of_query(session, query, window, ModuleRow.created_at, ModuleRow.id, descending=True)
    return part.map(lambda row: ModuleLine(*row[:11]))
