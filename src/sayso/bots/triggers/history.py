"""The history of an application's rows as the owner of a bot may read it, and how far it is settled.

Numbers of the history are given when rows are written, not when they are committed: one that is seen may have
lower ones before it that are still to come. So everything behind a position is looked at each time, and the
position moves on only when no transaction is left that began before it was noted. Whoever reads twice is told
twice; the runs that come of it are told apart by number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.db.gate import Gate
from sayso.db.scope import Scope

PAGE = 500
_HORIZON = text("select cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint)")
_NEXT = text("select cast(cast(pg_current_xact_id() as text) as bigint)")
_LAST = text(
    "select n.name, coalesce(pg_sequence_last_value(cast(d.objid as regclass)), 0) as last "
    "from unnest(cast(:names as text[])) as n (name) "
    "join pg_depend d on d.refclassid = cast('pg_class' as regclass) and d.classid = d.refclassid "
    "and d.refobjid = to_regclass(n.name) and d.deptype = 'i' "
    "join pg_class s on s.oid = d.objid and s.relkind = 'S'"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened to a row, in today's names and without what the reader may not see."""

    id: int
    row_id: UUID
    action: str
    old: dict[str, Any] | None
    new: dict[str, Any] | None
    actor: UUID | None
    at: datetime
    cause: str | None


async def last_numbers(session: AsyncSession, tables: Sequence[str]) -> dict[str, int]:
    """The highest number that each history has given so far; histories that are not there are left out."""
    if not tables:
        return {}
    rows = await session.execute(_LAST, {"names": list(tables)})
    return {row.name: row.last for row in rows}


async def horizon(session: AsyncSession) -> int:
    """The number of the oldest transaction that is still under way; all before it are over."""
    number: int = (await session.execute(_HORIZON)).scalar_one()
    return number


async def next_transaction(session: AsyncSession) -> int:
    """A number above those of all transactions that are under way now."""
    number: int = (await session.execute(_NEXT)).scalar_one()
    return number


async def entries(gate: Gate, scope: Scope, view: str, entity: str, after: int) -> list[Entry]:
    """What happened to rows of an entity behind a number, at most a page of it."""
    found = await gate.fetch(
        scope,
        f"select id, row_id, action, old, new, actor, at, cause from {view} "  # noqa: S608 - a name of ours
        f"where id > $1 and entity = $2 order by id limit {PAGE}",
        after,
        entity,
    )
    return [
        Entry(
            one["id"],
            one["row_id"],
            one["action"],
            orjson.loads(one["old"]) if one["old"] else None,
            orjson.loads(one["new"]) if one["new"] else None,
            one["actor"],
            one["at"],
            one["cause"],
        )
        for one in found
    ]
