"""Bundles of running modules: made when first asked for, kept until the module or the app kit changes."""

import asyncio
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.db.database import Database
from sayso.runtime import files
from sayso.runtime.bundle import Bundle, bundle
from sayso.runtime.tables import BundleFileRow, BundleRow
from sayso.runtime.types import Module
from sayso.verifier.toolchain import Kit, kit


@dataclass(frozen=True, slots=True)
class LivePage:
    """The page of an application, and what its content security policy has to allow."""

    html: bytes
    script_hashes: tuple[str, ...]


async def current_page(database: Database, module: Module) -> LivePage:
    """The module's page, bundled now if its revision or the app kit is newer than the bundle."""
    mark = kit_mark(kit())
    async with database.unit(module.site.agency_id) as session:
        found = await _page(session, module, mark)
    return found or await make_bundle(database, module)


async def make_bundle(database: Database, module: Module) -> LivePage:
    """Bundle the module's files and store the result."""
    built_kit = kit()
    async with database.unit(module.site.agency_id) as session:
        drafts = await files.drafts_of(session, module.site.agency_id, module.id)
    made = await asyncio.to_thread(bundle, drafts, title=module.name, kit=built_kit)
    await store_bundle(database, module, made)
    return LivePage(made.index_html.encode(), made.script_hashes)


async def store_bundle(database: Database, module: Module, made: Bundle) -> None:
    """Keep a bundle that was just made of the module's files with the installed app kit."""
    async with database.unit(module.site.agency_id) as session:
        await keep_bundle(session, module, made)


async def asset(database: Database, module: Module, path: str) -> tuple[str, bytes] | None:
    """Type and content of a file that the page loads."""
    query = select(BundleFileRow.content_type, BundleFileRow.body).where(
        BundleFileRow.agency_id == module.site.agency_id,
        BundleFileRow.module_id == module.id,
        BundleFileRow.path == path,
    )
    async with database.unit(module.site.agency_id) as session:
        row = (await session.execute(query)).one_or_none()
    return None if row is None else (row.content_type, row.body)


def kit_mark(built: Kit) -> str:
    """Tells one build of the app kit from another."""
    return sha256("\n".join((*sorted(built.files), built.css)).encode()).hexdigest()


async def _page(session: AsyncSession, module: Module, mark: str) -> LivePage | None:
    query = select(BundleRow.page, BundleRow.script_hashes).where(
        BundleRow.agency_id == module.site.agency_id,
        BundleRow.module_id == module.id,
        BundleRow.revision_id == module.revision_id,
        BundleRow.kit == mark,
    )
    row = (await session.execute(query)).one_or_none()
    return None if row is None else LivePage(row.page.encode(), tuple(row.script_hashes))


async def keep_bundle(session: AsyncSession, module: Module, made: Bundle) -> None:
    """Put the bundle of the module's revision in place; earlier assets stay for pages that are still open."""
    mark = kit_mark(kit())
    agency_id = module.site.agency_id
    owner = {"module_id": module.id, "agency_id": agency_id}
    await session.execute(
        delete(BundleRow).where(BundleRow.agency_id == agency_id, BundleRow.module_id == module.id)
    )
    page = {"revision_id": module.revision_id, "kit": mark, "page": made.index_html}
    hashes = {"script_hashes": list(made.script_hashes)}
    await session.execute(insert(BundleRow).values(owner | page | hashes).on_conflict_do_nothing())
    files = [
        owner | {"path": file.name, "content_type": file.content_type, "body": file.content}
        for file in made.assets
    ]
    if files:
        await session.execute(insert(BundleFileRow).on_conflict_do_nothing(), files)
