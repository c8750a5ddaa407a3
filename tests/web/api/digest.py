"""What the platform's tables hold, as one text; what is refused leaves it as it was."""

import asyncpg

PASSING = {"audit_log", "sessions", "links", "alembic_version"}
"""Notes of refusals, and when somebody was last seen, are no change."""

COLUMNS = {"api_keys": "t.id, t.name, t.scopes, t.revoked_at"}
"""Keys note when they were used last, a moment later."""


async def digest_of(dsn: str, *, without: frozenset[str] = frozenset(PASSING)) -> dict[str, str]:
    """A digest of every table by its name."""
    connection = await asyncpg.connect(dsn)
    try:
        names = await connection.fetch(
            "select tablename from pg_tables where schemaname = 'public' order by 1"
        )
        found = {}
        for (name,) in names:
            if name not in without:
                row = f"({COLUMNS[name]})" if name in COLUMNS else "t"
                rows = f"string_agg({row}::text, '|' order by {row}::text)"
                found[name] = await connection.fetchval(f"select md5(coalesce({rows}, '')) from {name} t")
        return found
    finally:
        await connection.close()
