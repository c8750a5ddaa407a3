"""Queries on modules, revisions and files; each names its agency, save the look-up by host name."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Text, cast, delete, func, select, update
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, insert
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.compiler.draft import FileDraft
from sayso.identity.tables import SiteRow
from sayso.identity.types import Site
from sayso.runtime.tables import ModuleFileRow, ModuleRow, RevisionRow
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


async def modules_of(session: AsyncSession, agency_id: UUID) -> list[Module]:
    """An agency's modules, newest first."""
    query = _modules().where(ModuleRow.agency_id == agency_id).order_by(ModuleRow.created_at.desc())
    return [_module(row[0], row[1]) for row in (await session.execute(query)).all()]


async def module_made_for(session: AsyncSession, agency_id: UUID, reason: str) -> Module | None:
    """The agency's newest active module whose first revision was made for this reason."""
    query = (
        _modules()
        .join(RevisionRow, RevisionRow.module_id == ModuleRow.id)
        .where(
            ModuleRow.agency_id == agency_id,
            ModuleRow.status == "active",
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
        )
    )
    await session.flush()


async def set_status(session: AsyncSession, agency_id: UUID, module_id: UUID, status: str) -> None:
    """Move a module to ``draft``, ``active`` or ``archived``."""
    await session.execute(
        update(ModuleRow)
        .where(ModuleRow.agency_id == agency_id, ModuleRow.id == module_id)
        .values(status=status)
    )


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


async def delete_module(session: AsyncSession, agency_id: UUID, module_id: UUID) -> None:
    """Forget a module and all that belongs to it."""
    await session.execute(
        delete(ModuleRow).where(ModuleRow.agency_id == agency_id, ModuleRow.id == module_id)
    )


async def add_revision(
    session: AsyncSession,
    agency_id: UUID,
    module_id: UUID,
    spec: dict[str, Any],
    *,
    edits: list[Any],
    reason: str,
    author_id: UUID | None,
) -> UUID:
    """Store a revision as the module's newest and make it the running one."""
    number = (
        select(func.coalesce(func.max(RevisionRow.number), 0) + 1)
        .where(RevisionRow.agency_id == agency_id, RevisionRow.module_id == module_id)
        .scalar_subquery()
    )
    values = {"agency_id": agency_id, "module_id": module_id, "number": number, "spec": spec}
    extra = {"edits": edits, "reason": reason, "author_id": author_id}
    inserted = insert(RevisionRow).values(values | extra).returning(RevisionRow.id)
    revision_id = (await session.execute(inserted)).scalar_one()
    await session.execute(
        update(ModuleRow)
        .where(ModuleRow.agency_id == agency_id, ModuleRow.id == module_id)
        .values(revision_id=revision_id)
    )
    return revision_id


async def spec_of(session: AsyncSession, module: Module) -> dict[str, Any]:
    """The spec of the running revision."""
    query = select(RevisionRow.spec).where(
        RevisionRow.agency_id == module.site.agency_id, RevisionRow.id == module.revision_id
    )
    spec: dict[str, Any] = (await session.execute(query)).scalar_one()
    return spec


async def replace_files(
    session: AsyncSession, agency_id: UUID, module_id: UUID, drafts: Sequence[FileDraft]
) -> None:
    """Store these as the module's generated files."""
    await session.execute(
        delete(ModuleFileRow).where(
            ModuleFileRow.agency_id == agency_id, ModuleFileRow.module_id == module_id
        )
    )
    rows = [
        {
            "module_id": module_id,
            "agency_id": agency_id,
            "path": draft.path,
            "text": draft.text,
            "generated_hash": sha256(draft.text.encode()).hexdigest(),
            "elements": list(draft.elements),
        }
        for draft in drafts
    ]
    if rows:
        await session.execute(insert(ModuleFileRow), rows)


async def files_of(session: AsyncSession, agency_id: UUID, module_id: UUID) -> list[FileDraft]:
    """The module's files by path."""
    query = (
        select(ModuleFileRow.path, ModuleFileRow.text, ModuleFileRow.elements)
        .where(ModuleFileRow.agency_id == agency_id, ModuleFileRow.module_id == module_id)
        .order_by(ModuleFileRow.path)
    )
    return [
        FileDraft(row.path, row.text, tuple(row.elements)) for row in (await session.execute(query)).all()
    ]


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
    )
