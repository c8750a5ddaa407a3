"""Before the switch: what can be made without the running revision noticing."""

import asyncpg

from sayso.compiler.migrations.types import Migration
from sayso.db.error_text import words_of
from sayso.errors import AppError, ConflictError, MachineError, OperationError
from sayso.evolution.advisory_lock import Progress
from sayso.evolution.statements import index_of, open_runner, run

PATIENCE_SECONDS = 120.0


async def prepare(dsn: str, migration: Migration, progress: Progress | None = None) -> None:
    """Run the statements that the earlier revision does not notice, each by itself; safe to repeat.

    Raises:
        ConflictError: when rows that came meanwhile do not allow it, or the tables are no longer those that
            the migration was made for.
        BusyError: when locks were not to be had.
    """
    if not migration.prepare:
        return
    connection = await open_runner(dsn)
    try:
        total = len(migration.prepare)
        for number, statement in enumerate(migration.prepare):
            if progress:
                progress(_sentence(statement), number / total)
            try:
                await run(connection, statement, seconds=PATIENCE_SECONDS)
            except asyncpg.PostgresError as error:
                raise _failure(error) from error
    finally:
        await connection.close()


def _sentence(statement: str) -> str:
    return "Building an index" if index_of(statement) else "Making room for what is new"


def _failure(error: asyncpg.PostgresError) -> AppError:
    said = words_of(error)
    if isinstance(error, asyncpg.UniqueViolationError):
        return ConflictError(
            f"Rows with the same value came in meanwhile: {said}",
            hint="Nothing was changed. Look at the plan again and say what becomes of them.",
        )
    if isinstance(error, asyncpg.IntegrityConstraintViolationError):
        return ConflictError(
            f"Rows that do not fit came in meanwhile: {said}",
            hint="Nothing was changed. Look at the plan again and say what becomes of them.",
        )
    if isinstance(
        error, asyncpg.UndefinedTableError | asyncpg.UndefinedColumnError | asyncpg.DuplicateObjectError
    ):
        return ConflictError(
            f"The application was changed meanwhile: {said}",
            hint="Nothing was changed. Look at the plan again.",
        )
    if isinstance(error, asyncpg.DiskFullError):
        return MachineError(
            "The disk of the database is full.", hint="Nothing was changed. Free some space and try again."
        )
    return OperationError(f"The change could not be prepared: {said}", hint="Nothing was changed.")
