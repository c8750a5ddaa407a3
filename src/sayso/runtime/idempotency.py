"""Create requests that may be repeated: the first answer is kept with the row, in the same transaction.

A key is good for a day; whoever stores a new one clears away the old ones of the same member. Visitors who
are not signed in cannot be told apart, so a key of theirs counts together with what was sent: nobody meets
the key of another.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from hashlib import sha256
from uuid import uuid4

import asyncpg

from sayso.db.gate import Gate, ScopedConnection
from sayso.db.scope import Scope
from sayso.runtime.errors import KeyReusedError
from sayso.runtime.plan import CollectionPlan
from sayso.runtime.records import Records, Row
from sayso.runtime.values.body import Values

_CLAIM = (
    "insert into public.idempotency_keys (site_id, member_id, key, fingerprint) values ($1, $2, $3, $4) "
    "on conflict do nothing"
)
_EXPIRE = "delete from public.idempotency_keys where created_at < now() - interval '24 hours'"
_FIND = (
    "select fingerprint, answer, version from public.idempotency_keys "
    "where site_id = $1 and member_id = $2 and key = $3"
)
_KEEP = (
    "update public.idempotency_keys set answer = $4, version = $5 "
    "where site_id = $1 and member_id = $2 and key = $3"
)


class Idempotency:
    """Creates rows once per key and member; a second request with the key waits for the first."""

    def __init__(self, records: Records, gate: Gate, scope: Scope) -> None:
        self._records = records
        self._gate = gate
        self._scope = scope

    async def create(
        self, plan: CollectionPlan, values: Values, key: str, *, fingerprint: bytes
    ) -> tuple[Row, bool]:
        """The row, and whether it was made by this request."""

        async def make(connection: ScopedConnection) -> Row:
            return await self._records.create_on(connection, values, uuid4())

        return await self._once(plan, key, fingerprint, make)

    async def create_many(
        self, plan: CollectionPlan, items: Sequence[Values], key: str, *, fingerprint: bytes
    ) -> tuple[Row, bool]:
        """The answer with all rows, and whether they were made by this request."""

        async def make(connection: ScopedConnection) -> Row:
            rows = [await self._records.create_on(connection, values, uuid4()) for values in items]
            return Row(together(rows), None)

        return await self._once(plan, key, fingerprint, make)

    async def _once(
        self,
        plan: CollectionPlan,
        key: str,
        fingerprint: bytes,
        make: Callable[[ScopedConnection], Awaitable[Row]],
    ) -> tuple[Row, bool]:
        named = f"{plan.table}\0{self._scope.role}\0".encode()  # in another role, the answer is another
        mark = sha256(named + fingerprint).hexdigest()
        if self._scope.is_anonymous:
            key = sha256(f"{key}\0{mark}".encode()).hexdigest()
        owner = (self._scope.site_id, self._scope.member_id, key)

        async def work(connection: ScopedConnection) -> tuple[Row, bool]:
            await connection.execute(_EXPIRE)
            if await connection.execute(_CLAIM, *owner, mark) == "INSERT 0 0":
                return _replayed(await connection.fetchrow(_FIND, *owner), mark), False
            row = await make(connection)
            await connection.execute(_KEEP, *owner, row.body.decode(), row.version)
            return row, True

        async with self._records.refusals():
            return await self._gate.transaction(self._scope, work)


def together(rows: Iterable[Row]) -> bytes:
    """Rows as one answer."""
    return b'{"items":[%b]}' % b",".join(row.body for row in rows)


def _replayed(kept: asyncpg.Record | None, mark: str) -> Row:
    if kept is None or kept["fingerprint"] != mark or kept["answer"] is None:
        raise KeyReusedError(
            "This idempotency key was used for another request.", hint="Send a new key with each new request."
        )
    return Row(kept["answer"].encode(), kept["version"])
