"""The switch: inside one transaction the tables become those of the new revision."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import asyncpg

from sayso.compiler.migrations.types import READERS_WAIT, Migration
from sayso.evolution import pending_work
from sayso.evolution.advisory_lock import patiently
from sayso.evolution.lock_order import close_doors

T = TypeVar("T")

LOCK_WAIT_MS = 300
"""How long one attempt waits for a lock. Whoever comes after it queues behind, so it is short."""
REWRITE_LOCK_WAIT_MS = 3_000
"""As above where rows were rewritten before: giving up throws that work away."""
DEADLOCK_WAIT_MS = 100
"""After this a waiting switch looks whether it is in a circle, and sends an automatic vacuum away."""
PLAIN_DEADLOCK_WAIT_MS = 1_000
"""What PostgreSQL has for that where the role may not set it; no use in giving up before."""
PATIENCE_SECONDS = 60.0


async def switch(
    connection: "asyncpg.Connection[asyncpg.Record]", migration: Migration, *, prefix: str
) -> None:
    """Run the switch inside the caller's transaction, which also holds the caller's own rows.

    What is left to finish is written down in the same transaction, so that another process can do it.
    Give it to ``switching`` as part of the whole transaction: a lock that is not to be had fails the
    transaction, and then all of it has to be done again.
    """
    if not connection.is_in_transaction():
        raise AssertionError("a switch belongs into a transaction")
    is_quick = bool(
        await connection.fetchval("select has_parameter_privilege(current_user, 'deadlock_timeout', 'SET')")
    )
    wait = LOCK_WAIT_MS if is_quick else PLAIN_DEADLOCK_WAIT_MS + LOCK_WAIT_MS
    await connection.execute(
        f"set local lock_timeout = {wait}; set local statement_timeout = 0; set local timezone = 'UTC'; "
        "set local idle_in_transaction_session_timeout = '60s'; set local sayso.migrating = 'on'; "
        + (f"set local deadlock_timeout = {DEADLOCK_WAIT_MS}" if is_quick else "")
    )
    rows, mark, tables = migration.switch.partition(READERS_WAIT)
    if migration.tables:
        await connection.execute(
            f"lock table {', '.join(sorted(migration.tables))} in share row exclusive mode"
        )
    if mark:
        await connection.execute(rows)
        await connection.execute(f"set local lock_timeout = {max(wait, REWRITE_LOCK_WAIT_MS)}")
    else:
        tables = migration.switch
    await close_doors(connection, tables)
    if tables.strip():
        await connection.execute(f"set local lock_timeout = {max(wait, REWRITE_LOCK_WAIT_MS)}")
        await connection.execute(tables)
    await connection.execute("set local sayso.migrating = 'off'")
    await pending_work.write(connection, prefix, migration.finish)


async def switching(transaction: Callable[[], Awaitable[T]], *, seconds: float = PATIENCE_SECONDS) -> T:
    """Run a whole transaction with a ``switch`` in it, again while others hold the locks it needs.

    ``transaction`` begins, does everything and commits; it must be safe to call again after it failed.

    Raises:
        BusyError: when the locks were not to be had for so many seconds; nothing was changed.
    """
    return await patiently(
        transaction,
        seconds=seconds,
        doing="The change",
        hint="Nothing was changed. Try again when no long report or import is running.",
    )
