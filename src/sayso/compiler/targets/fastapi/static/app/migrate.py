"""`python -m app.migrate` runs the files of `migrations` that have not been run yet, in order."""

import asyncio
from pathlib import Path

import asyncpg

from app.config import config

FOLDER = Path(__file__).parent.parent / "migrations"
_LOCK = 4_207_311_850
_TABLE = """
create table if not exists public.applied_migrations (
  name  text primary key,
  at    timestamptz not null default now()
)
"""


async def migrate(dsn: str, folder: Path = FOLDER) -> list[str]:
    """Apply what is new, each file in a transaction of its own; gives the names of those files."""
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute("select pg_advisory_lock($1)", _LOCK)
        await connection.execute(_TABLE)
        known = await connection.fetch("select name from public.applied_migrations")
        applied = {row["name"] for row in known}
        fresh = sorted(path for path in folder.glob("*.sql") if path.name not in applied)
        for path in fresh:
            async with connection.transaction():
                await connection.execute(path.read_text(encoding="utf-8"))
                await connection.execute("reset role")
                await connection.execute(
                    "insert into public.applied_migrations (name) values ($1)", path.name
                )
        return [path.name for path in fresh]
    finally:
        await connection.close()


if __name__ == "__main__":
    for name in asyncio.run(migrate(config().database_url)):
        print(f"Applied {name}")
