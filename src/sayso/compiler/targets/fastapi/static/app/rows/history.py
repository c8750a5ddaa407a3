"""What happened to a row, and bringing a deleted one back."""

import json
from typing import Any
from uuid import UUID

import asyncpg

from app.module import HISTORY, RESTORE
from app.problems import RuleViolated, no_such
from app.rows.rows import Rows, RowText
from app.sessions import Session

MOST_ENTRIES = 200
_UNTOLD = frozenset({"id", "site_id", "version", "created_at", "updated_at", "created_by"})
_ENTRIES = f"""
select h.id, h.action, h.at, h.old::text, h.new::text, h.actor, m.name
from {HISTORY} h left join public.members m on m.id = h.actor
where h.entity = $1 and h.row_id = $2 order by h.id desc limit {MOST_ENTRIES}
"""


async def entries(rows: Rows, session: Session, row_id: UUID) -> list[dict[str, Any]]:
    """What was done to a row and by whom, newest first."""
    async with rows.transaction(session) as connection:
        found = await connection.fetch(_ENTRIES, rows.entity.name, row_id)
        if not found:
            await rows.read_on(connection, row_id)
    return [_entry(rows, entry) for entry in found]


async def restore(rows: Rows, session: Session, row_id: UUID) -> RowText:
    """Bring a deleted row back as it was."""
    async with rows.transaction(session) as connection:
        try:
            was_there = await connection.fetchval(
                f"select {RESTORE}($1, $2)", rows.entity.name, row_id
            )
        except asyncpg.UniqueViolationError as error:
            if "(id)=" in (error.detail or ""):
                raise RuleViolated(f"This {rows.entity.label.lower()} is not deleted.") from error
            raise
        if not was_there:
            raise no_such(rows.entity.label)
        return await rows.read_on(connection, row_id)


def _entry(rows: Rows, entry: "asyncpg.Record") -> dict[str, Any]:
    old = json.loads(entry["old"]) if entry["old"] else {}
    new = json.loads(entry["new"]) if entry["new"] else {}
    told = [name for name in {**old, **new} if name not in _UNTOLD]
    actor = None
    if entry["actor"] is not None:
        actor = {"id": str(entry["actor"]), "name": entry["name"] or "Someone"}
    return {
        "id": entry["id"],
        "action": entry["action"],
        "at": entry["at"].isoformat(),
        "actor": actor,
        "changes": {
            rows.entity.shown.get(name, name): [old.get(name), new.get(name)]
            for name in told
            if old.get(name) != new.get(name)
        },
    }
