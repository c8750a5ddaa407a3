"""Install modules, archive, restore and remove them."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from importlib.resources import files as resources
from typing import Any
from uuid import UUID, uuid4

import asyncpg
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.compiler.draft import FileDraft
from sayso.compiler.identifiers import ModuleNames
from sayso.compiler.three_way_merge import merge_drafts
from sayso.db.database import Database, driver_of
from sayso.errors import InputError, NotFoundError
from sayso.identity.people import repository as people
from sayso.identity.types import Home
from sayso.kit.words import plural, sentence, snake
from sayso.runtime import files, repository, revisions
from sayso.runtime.types import Module
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec

Compile = Callable[[AppSpec, str], Sequence[FileDraft]]
"""Gives a module's files for a spec and a table prefix; the SQL right under ``migrations/`` is run."""

Within = Callable[[AsyncSession, Module], Awaitable[None]]
"""What else belongs into the transaction that makes a module."""

FIRST_VERSION = "1.0.0"
RESERVED_SLUGS = frozenset({"www", "api", "app", "apps", "studio", "admin", "static", "localhost", "sayso"})
LONGEST_PREFIX = 20
HOURS_BETWEEN = 6
_MIGRATION = re.compile(r"migrations/[0-9]+_[a-z0-9_]+\.sql")
_NAMING_LOCK = 7_294_461_002
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Revision:
    """How a spec came about."""

    reason: str = "Created"
    edits: list[Any] = field(default_factory=list)
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """What a new module is: a draft has no tables, a preview is one of another module."""

    is_draft: bool = False
    preview_of: UUID | None = None
    version: str = FIRST_VERSION


PUBLISHED = Kind()


async def install(
    database: Database,
    spec: AppSpec,
    compile_files: Compile,
    home: Home,
    *,
    revision: Revision | None = None,
    kind: Kind = PUBLISHED,
    within: Within | None = None,
) -> Module:
    """Make a module of ``spec`` for a site in one transaction: tables, revision, files, member.

    The slug and the prefix are made fresh when taken, so the same spec can be installed many times. The
    home's member gets the widest role.
    """
    made = revision or Revision()
    agency_id = home.site.agency_id
    async with database.system() as session:
        slug, prefix = await _free_names(session, spec.slug)
        named = spec.model_copy(update={"slug": slug})
        drafts = compile_files(named, prefix)
        if not kind.is_draft:
            await create_tables(session, drafts)
        module = Module(
            id=uuid4(),
            site=home.site,
            slug=slug,
            name=spec.name,
            version=kind.version,
            status="draft" if kind.is_draft else "published",
            prefix=prefix,
            revision_id=None,
            has_tables=not kind.is_draft,
            preview_of=kind.preview_of,
            preview_base=None if kind.preview_of is None else 1,
        )
        await repository.add_module(session, module)
        revision_id, _ = await revisions.add_revision(
            session,
            agency_id,
            module.id,
            named.to_json(),
            edits=made.edits,
            reason=made.reason,
            author_id=home.user_id,
            version=kind.version,
            sentences=made.sentences,
        )
        module = replace(module, revision_id=revision_id)
        await repository.set_record(
            session, agency_id, module.id, name=spec.name, version=kind.version, revision_id=revision_id
        )
        await files.replace_files(session, agency_id, module.id, merge_drafts((), drafts))
        role = SpecIndex(spec).widest_role
        if role is not None:
            await people.grant_role(session, agency_id, home.member_id, module.id, role)
        if within is not None:
            await within(session, module)
    return module


async def create_tables(session: AsyncSession, drafts: Sequence[FileDraft]) -> None:
    """Run the migrations among these files in the order of their paths."""
    driver = await driver_of(session)
    for draft in sorted(drafts, key=lambda draft: draft.path):
        if _MIGRATION.fullmatch(draft.path):
            await driver.execute(draft.text)


async def archive(database: Database, agency_id: UUID, module_id: UUID) -> None:
    """Stop serving a module; its rows stay."""
    async with database.unit(agency_id) as session:
        await _demand(session, agency_id, module_id)
        await repository.set_status(session, agency_id, module_id, "archived")


async def remove(database: Database, agency_id: UUID, module_id: UUID) -> None:
    """Archive a module that goes for good ``KEPT_DAYS`` later; until then it can be restored."""
    async with database.unit(agency_id) as session:
        await _demand(session, agency_id, module_id)
        await repository.set_status(session, agency_id, module_id, "archived", is_removed=True)


async def restore(database: Database, agency_id: UUID, module_id: UUID) -> None:
    """Make an archived or removed module what it was: served again, or a draft."""
    async with database.unit(agency_id) as session:
        module = await _demand(session, agency_id, module_id)
        status = "published" if module.has_tables else "draft"
        await repository.set_status(session, agency_id, module_id, status)


async def uninstall(database: Database, agency_id: UUID, module_id: UUID) -> None:
    """Remove a module with its tables, rows and archive; there is no way back."""
    async with database.system() as session:
        await _uninstall(session, agency_id, module_id)


async def _uninstall(session: AsyncSession, agency_id: UUID, module_id: UUID) -> None:
    module = await _demand(session, agency_id, module_id)
    driver = await driver_of(session)
    script = resources(__package__).joinpath("uninstall.sql").read_text(encoding="utf-8")
    await driver.execute("select set_config('sayso.uninstalled', $1, true)", module.prefix)
    await driver.execute(script)
    await repository.delete_module(session, agency_id, module_id)


async def sweep(database: Database) -> int:
    """Remove for good what was removed long enough ago, in all agencies; returns how many modules went.

    What somebody brings back in the last moment stays; one that cannot be let go keeps no other waiting.
    """
    async with database.system() as session:
        over = await repository.removed_long_ago(session)
    gone = 0
    for agency_id, module_id in over:
        try:
            async with database.system() as session:
                if await repository.is_over(session, module_id):
                    await _uninstall(session, agency_id, module_id)
                    gone += 1
        except (SQLAlchemyError, asyncpg.PostgresError) as error:
            _log.warning("a removed application could not be let go: %s: %s", module_id, error)
    return gone


async def keep_swept(database: Database) -> None:
    """Do that every few hours for as long as a server runs, which must not fail of it."""
    while True:
        try:
            await sweep(database)
        except (OSError, SQLAlchemyError, asyncpg.PostgresError) as error:
            _log.warning("removed applications could not be let go: %s", type(error).__name__)
        await asyncio.sleep(HOURS_BETWEEN * 3600)


async def rows_of(database: Database, module: Module) -> dict[str, int]:
    """How many rows a module has, by what they are called."""
    if not module.has_tables:
        return {}
    async with database.system() as session:
        spec = AppSpec.model_validate(await revisions.spec_of(session, module))
        names = ModuleNames(SpecIndex(spec), module.prefix)
        driver = await driver_of(session)
        await driver.execute("set local role sayso_mover")
        return {
            sentence(plural(entity.name)): await driver.fetchval(
                f"select count(*) from {names.qualified(names.table(entity.name))}"
            )
            for entity in spec.entities
        }


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
