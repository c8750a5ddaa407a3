"""Queries on templates of agencies; each names its agency."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from sayso.identity.tables import UserRow
from sayso.runtime.tables import ModuleRow
from sayso.runtime.types import Module
from sayso.spec.model import AppSpec
from sayso.templates.tables import DismissedRow, OriginRow, TemplateRow, UpdateRow, VersionRow
from sayso.templates.types import Content, Origin, OwnTemplate, Publication, TemplateVersion


def _templates(agency_id: UUID) -> Any:
    author = aliased(UserRow)
    row, version = TemplateRow, VersionRow
    return (
        select(
            version.spec,
            row.id,
            row.slug,
            row.name,
            row.description,
            row.version,
            version.with_rows,
            author.name,
            row.user_id,
            row.module_id,
            ModuleRow.slug,
            row.updated_at,
        )
        .join(
            version,
            (version.agency_id == row.agency_id)
            & (version.template_id == row.id)
            & (version.number == row.version),
        )
        .outerjoin(author, author.id == row.user_id)
        .outerjoin(ModuleRow, (ModuleRow.agency_id == row.agency_id) & (ModuleRow.id == row.module_id))
        .where(row.agency_id == agency_id)
        .order_by(func.lower(row.name), row.id)
    )


def _template(found: Iterable[Any]) -> OwnTemplate:
    spec, *values = found
    return OwnTemplate(AppSpec.model_validate(spec), *values)


async def templates_of(session: AsyncSession, agency_id: UUID) -> list[OwnTemplate]:
    """All templates of an agency, by name."""
    return [_template(row) for row in (await session.execute(_templates(agency_id))).all()]


async def template_named(session: AsyncSession, agency_id: UUID, slug: str) -> OwnTemplate | None:
    """The template of this slug."""
    row = (await session.execute(_templates(agency_id).where(TemplateRow.slug == slug))).one_or_none()
    return None if row is None else _template(row)


async def template_of(session: AsyncSession, agency_id: UUID, template_id: UUID) -> OwnTemplate | None:
    """The template of this id."""
    row = (await session.execute(_templates(agency_id).where(TemplateRow.id == template_id))).one_or_none()
    return None if row is None else _template(row)


async def template_of_module(session: AsyncSession, module: Module) -> OwnTemplate | None:
    """The template that a module is published as."""
    query = _templates(module.site.agency_id).where(TemplateRow.module_id == module.id)
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _template(row)


async def slugs_of(session: AsyncSession, agency_id: UUID) -> set[str]:
    """Slugs that are taken."""
    query = select(TemplateRow.slug).where(TemplateRow.agency_id == agency_id)
    return set((await session.execute(query)).scalars())


async def add_template(
    session: AsyncSession, module: Module, user_id: UUID, slug: str, publication: Publication
) -> UUID:
    """Keep a template without a version."""
    values = {
        "agency_id": module.site.agency_id,
        "module_id": module.id,
        "user_id": user_id,
        "slug": slug,
        "name": publication.name,
        "description": publication.description,
    }
    made = insert(TemplateRow).values(**values).returning(TemplateRow.id)
    return (await session.execute(made)).scalar_one()


async def set_template(
    session: AsyncSession, agency_id: UUID, template_id: UUID, publication: Publication, version: int
) -> None:
    """Note a newer version, with the name and description that it has."""
    changed = update(TemplateRow).where(TemplateRow.agency_id == agency_id, TemplateRow.id == template_id)
    await session.execute(
        changed.values(
            name=publication.name,
            description=publication.description,
            version=version,
            updated_at=func.now(),
        )
    )


async def add_version(
    session: AsyncSession,
    agency_id: UUID,
    template_id: UUID,
    number: int,
    content: Content,
    *,
    user_id: UUID,
    notes: str,
) -> None:
    """Keep a version."""
    await session.execute(
        insert(VersionRow).values(
            agency_id=agency_id,
            template_id=template_id,
            number=number,
            user_id=user_id,
            spec=content.spec.to_json(),
            handwork=content.handwork,
            with_rows=content.with_rows,
            notes=notes,
        )
    )


async def versions_of(session: AsyncSession, agency_id: UUID, template_id: UUID) -> list[TemplateVersion]:
    """The versions of a template, the newest first."""
    row = VersionRow
    query = (
        select(row.number, row.notes, UserRow.name, row.created_at)
        .outerjoin(UserRow, UserRow.id == row.user_id)
        .where(row.agency_id == agency_id, row.template_id == template_id)
        .order_by(row.number.desc())
    )
    return [TemplateVersion(*one) for one in (await session.execute(query)).all()]


async def content_of(
    session: AsyncSession, agency_id: UUID, template_id: UUID, number: int
) -> Content | None:
    """What a version consists of."""
    row = VersionRow
    query = select(row.spec, row.handwork, row.with_rows).where(
        row.agency_id == agency_id, row.template_id == template_id, row.number == number
    )
    found = (await session.execute(query)).one_or_none()
    return None if found is None else Content(AppSpec.model_validate(found[0]), found[1], found[2])


async def delete_template(session: AsyncSession, agency_id: UUID, template_id: UUID) -> None:
    """Forget a template and its versions."""
    await session.execute(
        delete(TemplateRow).where(TemplateRow.agency_id == agency_id, TemplateRow.id == template_id)
    )


async def add_origin(
    session: AsyncSession,
    agency_id: UUID,
    session_id: UUID,
    *,
    name: str,
    design: str | None = None,
    template: OwnTemplate | None = None,
) -> None:
    """Note what a session began with."""
    values = {
        "agency_id": agency_id,
        "session_id": session_id,
        "name": name,
        "design": design,
        "template_id": template.id if template else None,
        "version": template.version if template else None,
    }
    await session.execute(insert(OriginRow).values(**values))


async def give_origin(session: AsyncSession, agency_id: UUID, session_id: UUID, module_id: UUID) -> None:
    """Note the module that came of a session; nothing where the session began otherwise."""
    mine = update(OriginRow).where(OriginRow.agency_id == agency_id, OriginRow.session_id == session_id)
    await session.execute(mine.values(module_id=module_id))


async def origin_of_session(session: AsyncSession, agency_id: UUID, session_id: UUID) -> Origin | None:
    """What a session began with."""
    query = _origins(agency_id).where(OriginRow.session_id == session_id)
    row = (await session.execute(query)).first()
    return None if row is None else Origin(*row)


async def origin_of_module(session: AsyncSession, module: Module) -> Origin | None:
    """What a module came from, with the version that it began with."""
    query = _origins(module.site.agency_id).where(OriginRow.module_id == module.id)
    row = (await session.execute(query)).one_or_none()
    return None if row is None else Origin(*row)


def _origins(agency_id: UUID) -> Any:
    row, template, used = OriginRow, TemplateRow, VersionRow
    return (
        select(
            row.name,
            row.design,
            row.template_id,
            template.slug,
            row.version,
            template.version,
            func.coalesce(used.with_rows, True),
        )
        .outerjoin(template, (template.agency_id == row.agency_id) & (template.id == row.template_id))
        .outerjoin(
            used,
            (used.agency_id == row.agency_id)
            & (used.template_id == row.template_id)
            & (used.number == row.version),
        )
        .where(row.agency_id == agency_id)
    )


async def updates_of(session: AsyncSession, module: Module) -> dict[int, int]:
    """Versions that a module took over, by the revision that did."""
    query = select(UpdateRow.revision, UpdateRow.version).where(
        UpdateRow.agency_id == module.site.agency_id, UpdateRow.module_id == module.id
    )
    found = (await session.execute(query)).all()
    return {one.revision: one.version for one in found}


async def add_update(session: AsyncSession, module: Module, revision: int, version: int) -> None:
    """Note that a revision of a module took over a version."""
    values = {
        "agency_id": module.site.agency_id,
        "module_id": module.id,
        "revision": revision,
        "version": version,
    }
    await session.execute(insert(UpdateRow).values(**values))


async def dismissed_of(session: AsyncSession, module: Module) -> set[str]:
    """Parts that nobody wants in a module."""
    query = select(DismissedRow.part).where(
        DismissedRow.agency_id == module.site.agency_id, DismissedRow.module_id == module.id
    )
    return set((await session.execute(query)).scalars())


async def dismiss(session: AsyncSession, module: Module, part: str) -> bool:
    """Note that nobody wants a part in a module; whether that is new."""
    values = {"agency_id": module.site.agency_id, "module_id": module.id, "part": part}
    made = insert(DismissedRow).values(**values).on_conflict_do_nothing().returning(DismissedRow.part)
    return (await session.execute(made)).first() is not None
