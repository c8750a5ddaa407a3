"""Queries on modules; each names its agency, save the look-up by host name."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, cast, delete, func, select, update
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.identity.tables import SiteRow
from sayso.identity.types import Site
from sayso.runtime.tables import KEPT_DAYS, ModuleRow, RevisionRow
from sayso.runtime.types import Module


async def module_by_slug(session: AsyncSession, slug: str) -> Module | None:
    """The module served at this host name; the only query that finds an agency instead of naming it."""
    row = (await session.execute(_modules().where(ModuleRow.slug == slug))).one_or_none()
    return None if row is None else _module(row[0], row[1])


async def module_of(session: AsyncSession, agency_id: UUID, module_id: UUID) -> Module | None:
    """One module of an agency."""
    query = _modules().where(ModuleRow.agency_id == agency_id, ModuleRow.id == module_id)
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _module(row[0], row[1])


async def locked_module(session: AsyncSession, agency_id: UUID, module_id: UUID) -> Module | None:
    """One module of an agency, which nobody else can change until the transaction ends."""
    query = (
        _modules()
        .where(ModuleRow.agency_id == agency_id, ModuleRow.id == module_id)
        .with_for_update(of=ModuleRow)
    )
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _module(row[0], row[1])


async def modules_of(session: AsyncSession, agency_id: UUID) -> list[Module]:
    """An agency's modules, newest first."""
    query = _modules().where(ModuleRow.agency_id == agency_id).order_by(ModuleRow.created_at.desc())
    return [_module(row[0], row[1]) for row in (await session.execute(query)).all()]


async def module_named(session: AsyncSession, agency_id: UUID, slug: str) -> Module | None:
    """The agency's module of this slug."""
    query = _modules().where(ModuleRow.agency_id == agency_id, ModuleRow.slug == slug)
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _module(row[0], row[1])


async def module_made_for(session: AsyncSession, agency_id: UUID, reason: str) -> Module | None:
    """The agency's newest published module whose first revision was made for this reason."""
    query = (
        _modules()
        .join(RevisionRow, RevisionRow.module_id == ModuleRow.id)
        .where(
            ModuleRow.agency_id == agency_id,
            ModuleRow.status == "published",
            RevisionRow.agency_id == agency_id,
            RevisionRow.number == 1,
            RevisionRow.reason == reason,
        )
        .order_by(ModuleRow.created_at.desc())
        .limit(1)
    )
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _module(row[0], row[1])


async def taken_names(session: AsyncSession, slug: str, prefix: str) -> tuple[set[str], set[str]]:
    """Slugs and prefixes on the platform that begin like these; both are unique across agencies."""
    slugs = select(ModuleRow.slug).where(ModuleRow.slug.startswith(slug, autoescape=True))
    prefixes = select(ModuleRow.prefix).where(ModuleRow.prefix.startswith(prefix, autoescape=True))
    return set((await session.execute(slugs)).scalars()), set((await session.execute(prefixes)).scalars())


async def add_module(session: AsyncSession, module: Module) -> None:
    """Store a new module."""
    session.add(
        ModuleRow(
            id=module.id,
            agency_id=module.site.agency_id,
            site_id=module.site.id,
            slug=module.slug,
            name=module.name,
            version=module.version,
            status=module.status,
            prefix=module.prefix,
            settings=module.settings,
            published_at=func.now() if module.has_tables else None,
            preview_of=module.preview_of,
            preview_base=module.preview_base,
        )
    )
    await session.flush()


async def set_status(
    session: AsyncSession, agency_id: UUID, module_id: UUID, status: str, *, is_removed: bool = False
) -> None:
    """Move a module to ``draft``, ``published`` or ``archived``, where it is removed or not."""
    await session.execute(
        update(ModuleRow)
        .where(ModuleRow.agency_id == agency_id, ModuleRow.id == module_id)
        .values(status=status, deleted_at=func.now() if is_removed else None)
    )


async def removed_long_ago(session: AsyncSession) -> list[tuple[UUID, UUID]]:
    """Agency and id of each module, in all agencies, whose time to come back is over."""
    rows = await session.execute(select(ModuleRow.agency_id, ModuleRow.id).where(_is_over()))
    return [(agency_id, module_id) for agency_id, module_id in rows]


async def is_over(session: AsyncSession, module_id: UUID) -> bool:
    """Whether the time of a module to come back is over; nobody brings it back meanwhile."""
    query = select(ModuleRow.id).where(ModuleRow.id == module_id, _is_over()).with_for_update()
    return (await session.execute(query)).first() is not None


def _is_over() -> ColumnElement[bool]:
    return ModuleRow.deleted_at < func.now() - timedelta(days=KEPT_DAYS)


async def change_settings(
    session: AsyncSession, agency_id: UUID, module_id: UUID, changes: Mapping[str, object]
) -> None:
    """Keep these settings beside those that were kept before; those that are none are forgotten."""
    kept = {key: value for key, value in changes.items() if value is not None}
    forgotten = [key for key, value in changes.items() if value is None]
    await session.execute(
        update(ModuleRow)
        .where(ModuleRow.agency_id == agency_id, ModuleRow.id == module_id)
        .values(settings=ModuleRow.settings.op("||")(cast(kept, JSONB)).op("-")(cast(forgotten, ARRAY(Text))))
    )


async def replace_settings(
    session: AsyncSession, agency_id: UUID, module_id: UUID, settings: Mapping[str, object]
) -> None:
    """Keep these settings and no others."""
    await session.execute(
        update(ModuleRow)
        .where(ModuleRow.agency_id == agency_id, ModuleRow.id == module_id)
        .values(settings=dict(settings))
    )


async def set_record(
    session: AsyncSession, agency_id: UUID, module_id: UUID, *, name: str, version: str, revision_id: UUID
) -> None:
    """Make a revision the present one of a module."""
    await session.execute(
        update(ModuleRow)
        .where(ModuleRow.agency_id == agency_id, ModuleRow.id == module_id)
        .values(name=name, version=version, revision_id=revision_id)
    )


async def set_published(session: AsyncSession, agency_id: UUID, module_id: UUID) -> None:
    """A draft has its tables now, and is served."""
    await session.execute(
        update(ModuleRow)
        .where(ModuleRow.agency_id == agency_id, ModuleRow.id == module_id)
        .values(status="published", published_at=func.now())
    )


async def set_preview_base(session: AsyncSession, agency_id: UUID, module_id: UUID, number: int) -> None:
    """The module that this is a preview of has the content of this revision now."""
    await session.execute(
        update(ModuleRow)
        .where(ModuleRow.agency_id == agency_id, ModuleRow.id == module_id)
        .values(preview_base=number)
    )


async def delete_module(session: AsyncSession, agency_id: UUID, module_id: UUID) -> None:
    """Forget a module and all that belongs to it."""
    await session.execute(
        delete(ModuleRow).where(ModuleRow.agency_id == agency_id, ModuleRow.id == module_id)
    )


def _modules() -> Select[ModuleRow, SiteRow]:
    return select(ModuleRow, SiteRow).join(SiteRow, SiteRow.id == ModuleRow.site_id)


def _module(row: ModuleRow, site: SiteRow) -> Module:
    return Module(
        id=row.id,
        site=Site(site.id, site.agency_id, site.name),
        slug=row.slug,
        name=row.name,
        version=row.version,
        status=row.status,
        prefix=row.prefix,
        revision_id=row.revision_id,
        settings=dict(row.settings),
        has_tables=row.published_at is not None,
        preview_of=row.preview_of,
        preview_base=row.preview_base,
        goes_at=goes_at(row.deleted_at),
    )


def goes_at(deleted_at: datetime | None) -> datetime | None:
    """When a module that was removed then goes for good."""
    return None if deleted_at is None else deleted_at + timedelta(days=KEPT_DAYS)
