"""After the switch: slow checks of rows, done while the new revision already runs."""

import logging

import asyncpg

from sayso.errors import AppError, ConflictError
from sayso.evolution import pending_work
from sayso.evolution.advisory_lock import Progress, turn
from sayso.evolution.statements import open_runner, run

_log = logging.getLogger(__name__)
_PATIENCE = 60.0


async def finish(dsn: str, prefix: str, progress: Progress | None = None) -> tuple[str, ...]:
    """Do what the last switch of this module left to do; safe to repeat, and to leave to another process.

    Returns what the rows do not allow, in words: such a constraint holds for new rows and stays unchecked
    for those that were there.
    """
    refused: list[str] = []
    connection = await open_runner(dsn)
    try:
        left = await pending_work.read(connection, prefix)
        for number, (position, statement) in enumerate(left):
            if progress:
                progress("Checking the rows that were there before", number / len(left))
            try:
                await run(connection, statement, seconds=_PATIENCE)
            except (
                asyncpg.IntegrityConstraintViolationError,
                asyncpg.UndefinedObjectError,
                asyncpg.UndefinedTableError,
                asyncpg.UndefinedColumnError,
            ) as error:
                refused.append(error.args[0])
            await pending_work.forget(connection, prefix, position)
    finally:
        await connection.close()
    return tuple(refused)


async def finish_all(dsn: str) -> None:
    """Finish what was interrupted in any module; for the start of a server, which must not fail of it."""
    connection = await asyncpg.connect(dsn)
    try:
        prefixes = await pending_work.prefixes(connection)
    finally:
        await connection.close()
    for prefix in prefixes:
        try:
            async with turn(dsn, prefix):
                await finish(dsn, prefix)
        except ConflictError:
            continue
        except (AppError, asyncpg.PostgresError) as error:
            _log.warning("the tables of %s are not finished: %s", prefix, error)
