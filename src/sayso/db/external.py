"""A PostgreSQL that somebody else runs, named by ``DATABASE_URL``."""

import asyncpg

from sayso.errors import MachineError

OLDEST = 15
"""The first version with ``on delete set null (column)``, on which references between tables rely."""


def plain_dsn(url: str) -> str:
    """An address as asyncpg reads it: without the driver that SQLAlchemy's form names."""
    scheme, separator, rest = url.partition("://")
    return f"{scheme.partition('+')[0]}{separator}{rest}"


async def checked_dsn(url: str) -> str:
    """The address of a database that answers and is new enough; ``MachineError`` with a way out otherwise."""
    dsn = plain_dsn(url)
    try:
        connection = await asyncpg.connect(dsn, timeout=10)
    except (
        OSError,
        TimeoutError,
        ValueError,
        OverflowError,
        asyncpg.PostgresError,
        asyncpg.InterfaceError,
    ) as error:
        raise MachineError(
            f"The database of DATABASE_URL does not answer: {error or type(error).__name__}",
            hint="Check the address, or unset DATABASE_URL to use the embedded PostgreSQL.",
        ) from error
    try:
        version = connection.get_server_version()
    finally:
        await connection.close()
    if version.major < OLDEST:
        raise MachineError(
            f"The database of DATABASE_URL is PostgreSQL {version.major}; Sayso needs {OLDEST} or newer.",
            hint="Upgrade it, or unset DATABASE_URL to use the embedded PostgreSQL.",
        )
    return dsn
