"""Create requests that may be repeated: the first answer is kept with the row it made, for a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import asyncpg

from app.problems import KeyReused
from app.rows.rows import Rows, RowText
from app.sessions import Session

_CLAIM = """
insert into public.idempotency_keys (key, fingerprint) values ($1, $2) on conflict do nothing
"""
_EXPIRE = "delete from public.idempotency_keys where created_at < now() - interval '1 day'"
_FIND = "select fingerprint, answer, version from public.idempotency_keys where key = $1"
_KEEP = "update public.idempotency_keys set answer = $2, version = $3 where key = $1"


@dataclass(frozen=True)
class Once:
    """The key of a request, and its body, which has to be the same when the key comes again."""

    key: str
    body: bytes


async def create_once(
    rows: Rows, session: Session, given: Mapping[str, Any], once: Once
) -> tuple[RowText, bool]:
    """The row, and whether this request made it; a second request waits for the first."""
    mark = sha256(rows.entity.table.encode() + b"\0" + once.body).hexdigest()
    async with rows.transaction(session) as connection:
        await connection.execute(_EXPIRE)
        if await connection.execute(_CLAIM, once.key, mark) == "INSERT 0 0":
            return _replayed(await connection.fetchrow(_FIND, once.key), mark), False
        row = await rows.create_on(connection, rows.values(session, given))
        await connection.execute(_KEEP, once.key, row.body, row.version)
        return row, True


def _replayed(kept: "asyncpg.Record | None", mark: str) -> RowText:
    if kept is None or kept["fingerprint"] != mark or kept["answer"] is None:
        raise KeyReused(
            "This idempotency key was used for another request.",
            hint="Send a new key with each new request.",
        )
    return RowText(kept["answer"], kept["version"])
