"""Fills a module with sample rows, through the same door and the same rules as any request."""

import io
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from random import Random
from uuid import UUID, uuid5

import asyncpg

from sayso.db.database import Database
from sayso.db.gate import ScopedConnection
from sayso.db.scope import Scope
from sayso.errors import AppError
from sayso.identity.people import repository as people
from sayso.runtime.errors import QuotaSpentError
from sayso.runtime.plan import FILE_TYPES, CollectionPlan, ModulePlan
from sayso.runtime.records import ModuleRuntime, Records
from sayso.runtime.sample.pictures import portrait, scene
from sayso.runtime.sample.rows import Sampler, SampleRow, is_person
from sayso.runtime.types import Module
from sayso.runtime.uploads import Uploads
from sayso.runtime.values.body import Values
from sayso.spec.index import SpecIndex
from sayso.spec.model import Action, AppSpec, FieldType
from sayso.spec.model import Scope as RuleScope

_TRIES = 5


async def fill(
    database: Database,
    module: Module,
    spec: AppSpec,
    *,
    seed: int = 1,
    uploads: Uploads | None = None,
    now: datetime | None = None,
) -> dict[str, int]:
    """Write sample rows; gives how many of each entity. Pictures are drawn if ``uploads`` can keep them."""
    plan = ModulePlan(module, SpecIndex(spec))
    runtime = ModuleRuntime(plan, database.gate)
    sampler = Sampler(plan, Random(seed), now or datetime.now(UTC))
    filling = _Filling(database, runtime, sampler, Random(seed), uploads)
    return {collection.name: await filling.entity(collection) for collection in sampler.order()}


class _Filling:
    def __init__(
        self,
        database: Database,
        runtime: ModuleRuntime,
        sampler: Sampler,
        random: Random,
        uploads: Uploads | None,
    ) -> None:
        self._database = database
        self._runtime = runtime
        self._sampler = sampler
        self._random = random
        self._uploads = uploads

    async def entity(self, plan: CollectionPlan) -> int:
        """Write the rows of one entity."""
        scope = await self._scope(plan)
        if scope is None:
            return 0
        rows = list(self._sampler.rows(plan))
        for row in rows:
            await self._complete(plan, row, scope)
        records = self._runtime.records(plan, scope)
        written = await self._at_once(records, scope, rows)
        if written is None:
            written = [row.id for row in rows if await self._one(plan, records, scope, row)]
        self._sampler.written[plan.name] = written
        return len(written)

    async def _at_once(self, records: Records, scope: Scope, rows: Sequence[SampleRow]) -> list[UUID] | None:
        """All rows in one go; nothing when the database refuses one of them."""

        async def work(connection: ScopedConnection) -> None:
            await records.insert_many(connection, [(row.id, Values(row.columns, row.sets)) for row in rows])

        try:
            await self._runtime.gate.transaction(scope, work)
        except (asyncpg.PostgresError, AppError):
            return None
        return [row.id for row in rows]

    async def _one(self, plan: CollectionPlan, records: Records, scope: Scope, row: SampleRow) -> bool:
        """One row by itself; a refused one is made anew a few times, from its first state in the end."""
        for attempt in range(_TRIES):

            async def work(connection: ScopedConnection, row: SampleRow = row) -> None:
                await records.insert(connection, Values(row.columns, row.sets), row.id)

            try:
                await self._runtime.gate.transaction(scope, work)
            except (asyncpg.PostgresError, AppError):
                number = self._random.randint(0, 10_000)
                self._sampler.forget(plan, row)
                row_again = self._sampler.row(plan, number, [row.title])
                self._sampler.forget(plan, row_again)
                kept = {"member_id", *(f.name for f in plan.entity.fields if f.type in FILE_TYPES)}
                row.columns = row_again.columns | {
                    name: value for name, value in row.columns.items() if name in kept
                }
                if attempt >= _TRIES - 2 and plan.flow is not None:
                    row.columns[plan.flow.field] = plan.flow.initial
                self._sampler.remember(plan, row)
                continue
            return True
        self._sampler.forget(plan, row)
        return False

    async def _complete(self, plan: CollectionPlan, row: SampleRow, scope: Scope) -> None:
        """Give the row its pictures, the files it must have, and the member it is where rows are people who
        sign in.
        """
        for field in plan.entity.fields:
            if self._uploads is None or field.type not in FILE_TYPES:
                continue
            name, content = f"{field.name}.txt", f"{row.title}\n".encode()
            if field.type is FieldType.IMAGE:
                name = f"{field.name}.svg"
                content = portrait(row.title, self._random) if is_person(plan) else scene(self._random)
            elif not field.required:
                continue
            site = self._runtime.plan.module.site
            with suppress(QuotaSpentError):  # then rows begin without pictures
                stored = await self._uploads.store(site, scope, name, io.BytesIO(content))
                row.columns[field.name] = stored.id
        if plan.entity.person_role is not None and "member_id" not in row.columns:
            row.columns["member_id"] = await self._member(row, plan.entity.person_role)

    async def _member(self, row: SampleRow, role: str) -> UUID:
        module = self._runtime.plan.module
        email = row.who.email.replace("@", f"+{module.slug}@")
        async with self._database.system() as session:
            user_id = await people.ensure_user(session, email, row.who.name)
            member_id = await people.ensure_member(session, module.site, user_id)
            await people.grant_role(session, module.site.agency_id, member_id, module.id, role)
        return member_id

    async def _scope(self, plan: CollectionPlan) -> Scope | None:
        """Someone who may create rows of the entity; nobody where the matrix lets no role do so."""
        index = self._runtime.plan.index
        module = self._runtime.plan.module
        roles = [index.widest_role, *self._runtime.plan.roles]
        for role in roles:
            if role is None or role == index.spec.permissions.public_role:
                continue
            grants = index.grants(role, plan.name, Action.CREATE)
            if any(rule.scope is RuleScope.ALL and rule.fields is None for rule in grants):
                async with self._database.unit(module.site.agency_id) as session:
                    members = await people.members_with_role(session, module.site, module.id, role)
                member_id = members[0].id if members else uuid5(module.id, role)
                return Scope(module.site.id, member_id, role, self._runtime.plan.time_zone.key)
        return None
