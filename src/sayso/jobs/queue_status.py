"""How the queue stands: for whoever looks after a machine."""

from dataclasses import dataclass

import asyncpg

APPLICATION = "sayso-jobs"
"""What the connection of a worker is called in ``pg_stat_activity``."""
_STANDING = """
select (select count(*) from pg_stat_activity
        where application_name = $1 and datname = current_database()) as workers,
  count(*) filter (where running_since is null) as waiting,
  count(*) filter (where running_since is not null) as running
from jobs
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """Workers that are connected, and jobs that wait and run."""

    workers: int
    waiting: int
    running: int


async def look(dsn: str) -> Standing | None:
    """How the queue of a database stands; none where the database is not that far yet."""
    connection = await asyncpg.connect(dsn)
    try:
        row = await connection.fetchrow(_STANDING, APPLICATION)
    except asyncpg.UndefinedTableError:
        return None
    finally:
        await connection.close()
    return None if row is None else Standing(**row)
