"""Whether the user of a database sees every row, so that nothing is missing where nobody would notice."""

from collections.abc import Sequence
from typing import Any

from sayso.errors import DeniedError

_PASSES = "select rolsuper or rolbypassrls from pg_roles where rolname = current_user"
_HIDDEN = """
select format('%I.%I', n.nspname, c.relname) as name
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = any ($1) and c.relkind = 'r' and c.relrowsecurity
  and (c.relforcerowsecurity or not pg_has_role(c.relowner, 'usage'))
  and (
    exists (select from pg_policy p where p.polrelid = c.oid and not p.polpermissive)
    or not exists (
      select from pg_policy p
      where p.polrelid = c.oid and p.polcmd in ('r', '*') and pg_get_expr(p.polqual, p.polrelid) = 'true'
        and exists (select from unnest(p.polroles) role where role = 0 or pg_has_role(role, 'usage'))
    )
  )
order by 1 limit 1
"""
"""A table of which a user that row-level security binds may not see every row."""


async def see_every_row(connection: Any, schemas: Sequence[str]) -> bool:
    """See every row of these schemas for the rest of a transaction.

    Returns:
        Whether row-level security binds the user, who then sees every row because policies let them.

    Raises:
        DeniedError: when they do not, so that some rows would be missing.
    """
    if await connection.fetchval(_PASSES):
        await connection.execute("set local row_security to off")
        return False
    hidden = await connection.fetchval(_HIDDEN, schemas)
    if hidden is not None:
        raise DeniedError(
            f"The user of DATABASE_URL may not see every row of {hidden}.",
            hint="Use the one who started Sayso first, or a superuser; after an update, start Sayso once.",
        )
    return True
