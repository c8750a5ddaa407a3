"""A newer Sayso on an older database: modules that an earlier one installed go on working, with their rows.

At the start of a server, and before a module is changed. What cannot be brought up to date stays as it was,
and says so.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import asyncpg
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from sayso import evolution
from sayso.compiler.migrations.types import Migration
from sayso.compiler.targets.sql import BOOTSTRAP, FILES, bootstrap_sql, files_sql
from sayso.db.database import Database, driver_of
from sayso.db.error_text import words_of
from sayso.db.migrate import is_newest
from sayso.errors import AppError, ConflictError
from sayso.evolution.generations import GENERATION
from sayso.evolution.renewal import logic_digest, renewal_of
from sayso.publishing import installed
from sayso.publishing.installed import Installed
from sayso.publishing.upgrade_script import keep_script
from sayso.runtime import repository
from sayso.runtime.types import Module
from sayso.spec.model import AppSpec

_log = logging.getLogger(__name__)

TURN_SECONDS = 60.0
"""How long to wait for another server that is at the same module."""
_LOCK = 7_294_461_004
_FAILURES = (
    AppError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    SQLAlchemyError,
    ValidationError,
    OSError,
)


@dataclass(frozen=True, slots=True)
class Outdated:
    """A module that another Sayso made, and why it was not brought up to date if that was tried."""

    slug: str
    name: str
    problem: str | None


async def renew_all(database: Database, told: Callable[[str], None]) -> None:
    """Bring every module up to date; for the start of a server, which must not fail of it.

    Takes one query where nothing is to be done. ``told`` is called with the slug of each renewed module.
    """
    try:
        async with database.system() as session:
            found = await installed.made_by_others(session)
        if not found:
            return
        await _renew_foundations(database)
    except _FAILURES as error:
        _log.error("applications of an earlier Sayso could not be looked at: %s", _words(error))
        return
    for one in found:
        try:
            async with evolution.turn(database.dsn, one.prefix, wait=TURN_SECONDS):
                is_changed = await _renew(database, one.id)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one, the others go on
            await _keep_problem(database, one, error)
        else:
            if is_changed:
                _log.info("%s was brought up to date", one.slug)
                database.gate.renew()
                told(one.slug)


async def demand_current(database: Database, module: Module) -> None:
    """Bring a module up to date before it is changed; the caller holds its turn.

    Raises:
        ConflictError: when that is not possible. Nothing was changed.
    """
    async with database.unit(module.site.agency_id) as session:
        if not module.has_tables or await installed.is_current(session, module):
            return
    try:
        await _renew_foundations(database)
        await _renew(database, module.id)
    except _FAILURES as error:
        raise ConflictError(
            f"“{module.name}” was installed by another Sayso, and could not be brought up to date: "
            f"{_words(error)}",
            hint="Nothing was changed. See docs/reference/upgrading.md for the ways out.",
        ) from error
    database.gate.renew()


async def look(dsn: str) -> list[Outdated] | None:
    """As ``outdated``, without a server; none where the platform's own tables wait for the next start."""
    if not await is_newest(dsn):
        return None
    database = Database(dsn)
    try:
        return await outdated(database)
    finally:
        await database.close()


async def outdated(database: Database) -> list[Outdated]:
    """Modules that the next start brings up to date, or that could not be; nothing is touched."""
    async with database.system() as session:
        found = await installed.made_by_others(session)
    return [
        Outdated(one.slug, one.name, one.problem)
        for one in found
        if one.problem or not await asyncio.to_thread(_is_same, one)
    ]


async def _renew(database: Database, module_id: UUID) -> bool:
    """Bring one module up to date; tells whether anything had to be made anew."""
    async with database.system() as session:
        found = await installed.made_by_others(session, module_id)
    if not found:
        return False  # another server was quicker
    one = found[0]
    spec = AppSpec.model_validate(one.spec)
    digest = await asyncio.to_thread(logic_digest, spec, one.prefix)
    if (one.generation, one.digest) == (GENERATION, digest):
        async with database.system() as session:
            await installed.keep_confirmed(session, one, digest)
        return False
    await evolution.sweep(database.dsn, one.prefix)
    migration = await _planned(database.dsn, spec, one)

    async def transaction() -> None:
        async with database.system() as session:
            await _switch(session, one, spec, migration, digest)

    try:
        await evolution.prepare(database.dsn, migration)
        await evolution.switching(transaction)
    except _FAILURES:
        await evolution.sweep(database.dsn, one.prefix)
        raise
    return True


async def _planned(dsn: str, spec: AppSpec, one: Installed) -> Migration:
    connection = await asyncpg.connect(dsn)
    try:
        return await renewal_of(connection, spec, one.prefix, generation=one.generation)
    finally:
        await connection.close()


async def _switch(
    session: AsyncSession, one: Installed, spec: AppSpec, migration: Migration, digest: str
) -> None:
    module = await repository.locked_module(session, one.agency_id, one.id)
    if module is None:
        return
    await evolution.switch(await driver_of(session), migration, prefix=one.prefix)
    await installed.keep_confirmed(session, one, digest)
    await keep_script(session, module, spec, migration)


async def _renew_foundations(database: Database) -> None:
    """Run what all modules stand on again where it differs; servers that start together take turns."""
    scripts = {BOOTSTRAP: bootstrap_sql(), FILES: files_sql()}
    async with database.system() as session:
        if not await installed.outdated_foundations(session, scripts):
            return
        driver = await driver_of(session)
        await driver.execute("select pg_advisory_xact_lock($1)", _LOCK)
        paths = await installed.outdated_foundations(session, scripts)
        for path in paths:
            await driver.execute(scripts[path])
        await installed.keep_foundations(session, scripts, paths)


async def _keep_problem(database: Database, one: Installed, error: BaseException) -> None:
    problem = _words(error)
    _log.error(
        "%s could not be brought up to date and stays as the earlier Sayso made it: %s", one.slug, problem
    )
    try:
        async with database.system() as session:
            await installed.keep_problem(session, one, problem)
    except _FAILURES as failure:
        _log.error("that could not be noted: %s", _words(failure))


def _is_same(one: Installed) -> bool:
    try:
        spec = AppSpec.model_validate(one.spec)
    except ValidationError:
        return False
    return (one.generation, one.digest) == (GENERATION, logic_digest(spec, one.prefix))


def _words(error: BaseException) -> str:
    """What went wrong and the way out, in a line."""
    if isinstance(error, AppError):
        return f"{error.message} {error.hint}".strip()
    if isinstance(error, ValidationError):
        return "its description is not one that this Sayso reads."
    if isinstance(error, asyncpg.DependentObjectsStillExistError):
        return (
            f"{error.detail}. Remove what was built on it by hand, start Sayso again, and make it anew then."
        )
    if isinstance(error, asyncpg.PostgresError):
        return words_of(error)
    return " ".join(str(error).split())
