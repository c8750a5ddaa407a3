"""The switch: inside one transaction the tables become those of the new revision."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import asyncpg

from sayso.compiler.migrations.types import Migration
from sayso.evolution import pending
from sayso.evolution.turns import patiently

T = TypeVar("T")

LOCK_WAIT_MS = 500
"""How long one attempt waits for a lock. Whoever comes after it queues behind, so it is short."""
REWRITE_LOCK_WAIT_MS = 2_000
"""As above where rows were rewritten before: giving up throws that work away."""
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
    wait = REWRITE_LOCK_WAIT_MS if migration.tables else LOCK_WAIT_MS
    await connection.execute(
        f"set local lock_timeout = {wait}; set local statement_timeout = 0; "
        "set local idle_in_transaction_session_timeout = '60s'; set local sayso.migrating = 'on'"
    )
    if migration.tables:
        await connection.execute(
            f"lock table {', '.join(sorted(migration.tables))} in share row exclusive mode"
        )
    if migration.switch.strip():
        await connection.execute(migration.switch)
    await connection.execute("set local sayso.migrating = 'off'")
    await pending.write(connection, prefix, migration.finish)


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
