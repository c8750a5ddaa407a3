"""What happened to a row, and bringing a deleted one back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from sayso.db.database import Database
from sayso.db.scope import NOBODY, Scope
from sayso.identity.people import repository as people
from sayso.runtime.errors import NoSuchRowError, RuleViolatedError
from sayso.runtime.plan import CollectionPlan
from sayso.runtime.records import ModuleRuntime, Row

MOST_ENTRIES = 200
_UNTOLD = frozenset({"id", "site_id", "version", "created_at", "updated_at", "created_by"})


class History:
    """The history of one entity's rows, without what the member may not read.

    It is kept under ids, which outlast renames; the view gives today's names and leaves out what is no longer
    there.
    """

    def __init__(
        self, database: Database, runtime: ModuleRuntime, plan: CollectionPlan, scope: Scope
    ) -> None:
        self._database = database
        self._runtime = runtime
        self._plan = plan
        self._scope = scope

    async def entries(self, row_id: UUID) -> list[dict[str, Any]]:
        """What happened, newest first; ``changes`` are pairs of the value before and after."""
        found = await self._runtime.gate.fetch(
            self._scope,
            f"select id, action, old, new, actor, at from {self._runtime.plan.relations.history} "
            f"where entity = $1 and row_id = $2 order by id desc limit {MOST_ENTRIES}",
            self._plan.name,
            row_id,
        )
        if not found:
            await self._runtime.records(self._plan, self._scope).get(row_id)
        actors = {entry["actor"] for entry in found if entry["actor"] is not None}
        async with self._database.unit(self._runtime.plan.module.site.agency_id) as session:
            names = await people.member_names(session, self._runtime.plan.module.site, actors)
        return [self._entry(entry, names) for entry in found]

    async def restore(self, row_id: UUID) -> Row:
        """Bring a deleted row back as it was, in the fields of today.

        Raises ``RuleViolatedError`` when it is not deleted, or when a value no longer fits its field.
        """
        records = self._runtime.records(self._plan, self._scope)
        async with records.refusals():
            try:
                found = await self._runtime.gate.fetchrow(
                    self._scope,
                    f"select {self._runtime.plan.relations.restore}($1, $2) as was_there",
                    self._plan.name,
                    row_id,
                )
            except asyncpg.UniqueViolationError as error:
                if "(id)=" in (error.detail or ""):
                    raise RuleViolatedError(f"This {self._plan.label.lower()} is not deleted.") from error
                raise
        if found is None or not found["was_there"]:
            raise NoSuchRowError(self._plan.label)
        return await records.get(row_id)

    def _entry(self, entry: asyncpg.Record, names: Mapping[UUID, str]) -> dict[str, Any]:
        old = orjson.loads(entry["old"]) if entry["old"] else {}
        new = orjson.loads(entry["new"]) if entry["new"] else {}
        told = [name for name in {**old, **new} if name not in _UNTOLD]
        shown = self._plan.shown
        actor = entry["actor"]
        return {
            "id": entry["id"],
            "action": entry["action"],
            "at": entry["at"].isoformat(),
            "actor": None if actor is None else {"id": str(actor), "name": _name(actor, names)},
            "changes": {
                shown.get(name, name): [old.get(name), new.get(name)]
                for name in told
                if old.get(name) != new.get(name)
            },
        }


def _name(actor: UUID, names: Mapping[UUID, str]) -> str:
    return "A visitor" if actor == NOBODY else names.get(actor, "Someone")
