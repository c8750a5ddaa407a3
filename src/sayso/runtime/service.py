"""Install modules, store their bundles, archive and remove them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from sayso.compiler.draft import FileDraft
from sayso.db.database import Database
from sayso.errors import InputError, NotFoundError
from sayso.identity import repository as people
from sayso.identity.types import Home
from sayso.kit.words import snake
from sayso.runtime import repository
from sayso.runtime.types import Module
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec

Compile = Callable[[AppSpec, str], Sequence[FileDraft]]
"""Gives a module's files for a spec and a table prefix; the SQL right under ``migrations/`` is run."""

FIRST_VERSION = "1.0.0"
RESERVED_SLUGS = frozenset({"www", "api", "app", "apps", "studio", "admin", "static", "localhost", "sayso"})
LONGEST_PREFIX = 20
_MIGRATION = re.compile(r"migrations/[0-9]+_[a-z0-9_]+\.sql")
_NAMING_LOCK = 7_294_461_002


@dataclass(frozen=True, slots=True)
class Revision:
    """How a spec came about."""

    reason: str = "Created"
    edits: list[Any] = field(default_factory=list)


async def install(
    database: Database,
    spec: AppSpec,
    compile_files: Compile,
    home: Home,
    *,
    revision: Revision | None = None,
) -> Module:
    """Make a running module of ``spec`` for a site in one transaction: tables, revision, files, member.

    The slug and the prefix are made fresh when taken, so the same spec can be installed many times. The
    home's member gets the widest role.
    """
    made = revision or Revision()
    async with database.unit() as session:
        slug, prefix = await _free_names(session, spec.slug)
        named = spec.model_copy(update={"slug": slug})
        drafts = compile_files(named, prefix)
        connection = await session.connection()
        for draft in sorted(drafts, key=lambda draft: draft.path):
            if _MIGRATION.fullmatch(draft.path):
                await _run(connection, draft.text)
        module = Module(uuid4(), home.site, slug, spec.name, FIRST_VERSION, "active", prefix, None)
        agency_id = home.site.agency_id
        await repository.add_module(session, module)
        revision_id = await repository.add_revision(
            session,
            agency_id,
            module.id,
            named.to_json(),
            edits=made.edits,
            reason=made.reason,
            author_id=home.user_id,
        )
        await repository.replace_files(session, agency_id, module.id, drafts)
        role = SpecIndex(spec).widest_role
        if role is not None:
            await people.grant_role(session, agency_id, home.member_id, module.id, role)
    return replace(module, revision_id=revision_id)


async def archive(database: Database, agency_id: UUID, module_id: UUID) -> None:
    """Stop serving a module; its rows stay."""
    async with database.unit() as session:
        await _demand(session, agency_id, module_id)
        await repository.set_status(session, agency_id, module_id, "archived")


async def restore(database: Database, agency_id: UUID, module_id: UUID) -> None:
    """Serve an archived module again."""
    async with database.unit() as session:
        await _demand(session, agency_id, module_id)
        await repository.set_status(session, agency_id, module_id, "active")


async def uninstall(database: Database, agency_id: UUID, module_id: UUID) -> None:
    """Remove a module with its tables and rows; there is no way back."""
    async with database.unit() as session:
        await _demand(session, agency_id, module_id)
        connection = await session.connection()
        files = await repository.files_of(session, agency_id, module_id)
        for draft in sorted(files, key=lambda draft: draft.path, reverse=True):
            if draft.path.startswith("rollback/"):
                await _run(connection, draft.text)
        await repository.delete_module(session, agency_id, module_id)


async def _demand(session: AsyncSession, agency_id: UUID, module_id: UUID) -> Module:
    module = await repository.module_of(session, agency_id, module_id)
    if module is None:
        raise NotFoundError("There is no such module.", hint="List the modules to see what there is.")
    return module


async def _free_names(session: AsyncSession, wanted: str) -> tuple[str, str]:
    """A host name and a table prefix that nobody has; installations take turns while choosing.

    A prefix has no underscore, so that ``mod_<prefix>_`` begins the tables of one module only.
    """
    if wanted.startswith("xn--"):
        raise InputError(f'"{wanted}" cannot be a host name.', hint="Choose another slug.")
    await session.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _NAMING_LOCK})
    stem = snake(wanted).replace("_", "")[:LONGEST_PREFIX]
    slugs, prefixes = await repository.taken_names(session, wanted, stem)
    slug, prefix, number = wanted, stem, 1
    while slug in slugs or slug in RESERVED_SLUGS:
        number += 1
        slug = f"{wanted}-{number}"
    number = 1
    while prefix in prefixes:
        number += 1
        prefix = f"{stem}{number}"
    return slug, prefix


async def _run(connection: AsyncConnection, script: str) -> None:
    """Send a script as it is; the driver's simple protocol takes many statements at once."""
    raw = await connection.get_raw_connection()
    driver = raw.driver_connection
    if driver is None:
        raise AssertionError("an open connection has a driver connection")
    await driver.execute(script)
