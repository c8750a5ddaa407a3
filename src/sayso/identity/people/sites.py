"""Sites of an agency: places whose modules share members and files.

The site of a preview is a part of that preview and does not count among them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.db.database import Database
from sayso.db.keyset import Part, Window, part_of_query
from sayso.errors import ConflictError, NotFoundError
from sayso.identity.people import repository
from sayso.identity.people.normalization import slug_of
from sayso.identity.tables import MODULES, SiteRow
from sayso.identity.types import Home, Site


@dataclass(frozen=True, slots=True)
class SiteRecord:
    """A site as administrators see it, with how many modules it has."""

    id: UUID
    slug: str
    name: str
    modules: int
    created_at: datetime


class Sites:
    """Makes, renames and removes the sites of an agency."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, agency_id: UUID, window: Window) -> Part[SiteRecord]:
        """The agency's sites, the oldest first."""
        async with self._database.unit(agency_id) as session:
            part = await part_of_query(session, _sites(agency_id), window, SiteRow.created_at, SiteRow.id)
        return part.map(_record)

    async def show(self, agency_id: UUID, site_id: UUID) -> SiteRecord:
        """One site; ``NotFoundError`` if the agency has none of this id."""
        async with self._database.unit(agency_id) as session:
            return await _demand(session, agency_id, site_id)

    async def add(self, agency_id: UUID, name: str, slug: str | None = None) -> SiteRecord:
        """A new site; ``ConflictError`` if the agency has one of this slug."""
        slug = slug_of(name, slug)
        async with self._database.unit(agency_id) as session:
            values = {"agency_id": agency_id, "name": name, "slug": slug}
            adding = insert(SiteRow).values(values).on_conflict_do_nothing().returning(SiteRow.id)
            site_id = (await session.execute(adding)).scalar_one_or_none()
            if site_id is None:
                raise _taken(slug)
            return await _demand(session, agency_id, site_id)

    async def change(self, agency_id: UUID, site_id: UUID, name: str | None, slug: str | None) -> SiteRecord:
        """The site under another name or slug; ``ConflictError`` if the slug is taken."""
        values = {"name": name, "slug": slug if slug is None else slug_of("", slug)}
        given = {key: value for key, value in values.items() if value is not None}
        try:
            async with self._database.unit(agency_id) as session:
                before = await _demand(session, agency_id, site_id)
                if not given:
                    return before
                await session.execute(
                    update(SiteRow)
                    .where(SiteRow.agency_id == agency_id, SiteRow.id == site_id)
                    .values(given)
                    .execution_options(synchronize_session=False)
                )
                return await _demand(session, agency_id, site_id)
        except IntegrityError as error:
            raise _taken(slug or "") from error

    async def remove(self, agency_id: UUID, site_id: UUID) -> None:
        """Remove a site without modules; ``ConflictError`` if it has some."""
        async with self._database.unit(agency_id) as session:
            lock = select(SiteRow.id).where(SiteRow.agency_id == agency_id, SiteRow.id == site_id)
            await session.execute(lock.with_for_update())
            site = await _demand(session, agency_id, site_id)
            if site.modules:
                raise ConflictError(
                    f"There are applications on “{site.name}” still.",
                    hint="Remove them first; their rows would be lost.",
                )
            await session.execute(
                delete(SiteRow).where(SiteRow.agency_id == agency_id, SiteRow.id == site_id)
            )

    async def home(self, agency_id: UUID, user_id: UUID, slug: str | None = None) -> Home:
        """Where the user's new module is made: the site of this slug, otherwise the agency's oldest."""
        async with self._database.unit(agency_id) as session:
            if slug is None:
                return await repository.home_of(session, agency_id, user_id)
            row = (await session.execute(_sites(agency_id).where(SiteRow.slug == slug))).one_or_none()
            if row is None:
                raise NotFoundError(
                    f"There is no site “{slug[:60]}” here.", hint="`GET /api/v1/agency/sites` shows them."
                )
            site = Site(row.id, agency_id, row.name)
            return Home(site, user_id, await repository.ensure_member(session, site, user_id))


def _sites(agency_id: UUID) -> Select[*tuple[Any, ...]]:
    here = MODULES.c.site_id == SiteRow.id
    count = select(func.count()).select_from(MODULES).where(here).scalar_subquery()
    return select(SiteRow.id, SiteRow.slug, SiteRow.name, count.label("modules"), SiteRow.created_at).where(
        SiteRow.agency_id == agency_id, ~exists().where(here, MODULES.c.preview_of.is_not(None))
    )


async def _demand(session: AsyncSession, agency_id: UUID, site_id: UUID) -> SiteRecord:
    row = (await session.execute(_sites(agency_id).where(SiteRow.id == site_id))).one_or_none()
    if row is None:
        raise NotFoundError(
            "There is no such site.", hint="`GET /api/v1/agency/sites` shows those there are."
        )
    return _record(row)


def _record(row: Any) -> SiteRecord:
    return SiteRecord(row.id, row.slug, row.name, row.modules, row.created_at)


def _taken(slug: str) -> ConflictError:
    return ConflictError(f"There is a site “{slug}” already.", hint="Choose another slug.")
