"""State flows at run time: which moves a row can make now, and making one."""

from dataclasses import dataclass
from uuid import UUID

import asyncpg

from sayso.db.gate import ScopedConnection
from sayso.db.scope import Scope
from sayso.errors import AppError, DeniedError, NotFoundError
from sayso.kit.words import sentence
from sayso.runtime.errors import NoSuchRowError, TransitionRefusedError
from sayso.runtime.plan import CollectionPlan
from sayso.runtime.records import ModuleRuntime, Row
from sayso.runtime.refusals import refusal_of
from sayso.spec.model import Flow, Transition


@dataclass(frozen=True, slots=True)
class Move:
    """A transition as it stands for one row and one member."""

    name: str
    label: str
    to: str
    allowed: bool
    reason: str


class Flows:
    """Moves rows of one entity between states; the database is the judge of every move."""

    def __init__(self, runtime: ModuleRuntime, plan: CollectionPlan, scope: Scope) -> None:
        if plan.flow is None:
            raise NotFoundError(f"{plan.label_plural} have no states to move between.")
        self._runtime = runtime
        self._plan = plan
        self._scope = scope
        self._flow: Flow = plan.flow
        self._labels = {state.name: state.label for state in plan.flow.states}

    async def moves(self, row_id: UUID) -> list[Move]:
        """Every transition from the row's present state; each is tried and taken back to see if it may be."""

        async def work(connection: ScopedConnection) -> list[Move]:
            state, version = await self._state(connection, row_id)
            return [
                await self._tried(connection, row_id, transition, version)
                for transition in self._flow.transitions
                if transition.from_state == state
            ]

        return await self._runtime.gate.transaction(self._scope, work)

    async def move(self, row_id: UUID, name: str) -> Row:
        """Make the transition of this name from where the row is."""
        named = [transition for transition in self._flow.transitions if transition.name == name]
        if not named:
            raise NotFoundError(f'There is no transition "{name[:60]}".', hint="GET transitions lists them.")
        records = self._runtime.records(self._plan, self._scope)

        async def work(connection: ScopedConnection) -> Row:
            state, version = await self._state(connection, row_id)
            transition = next((t for t in named if t.from_state == state), None)
            if state is None:
                raise DeniedError(f"Your role may not see how far this {self._plan.label.lower()} is.")
            if transition is None:
                raise TransitionRefusedError(
                    f"{_label(named[0])} is not possible from “{self._labels.get(state, state)}”.",
                    hint="Load it again to see what is possible now.",
                )
            await self._make(connection, row_id, transition, version)
            return await records.read_on(connection, row_id)

        async with records.refusals():
            return await self._runtime.gate.transaction(self._scope, work)

    async def _tried(
        self, connection: ScopedConnection, row_id: UUID, transition: Transition, version: int
    ) -> Move:
        reason = ""
        try:
            trial = connection.transaction()
            await trial.start()
            try:
                await self._make(connection, row_id, transition, version)
            finally:
                await trial.rollback()
        except AppError as error:
            reason = error.message
        except asyncpg.PostgresError as error:
            refusal = refusal_of(error, self._runtime.plan, self._plan)
            if refusal is None:
                raise
            reason = refusal.message
        return Move(transition.name, _label(transition), transition.to_state, not reason, reason)

    async def _make(
        self, connection: ScopedConnection, row_id: UUID, transition: Transition, version: int
    ) -> None:
        """Move the row that was seen at ``version``; of the table no more is read than everybody may read."""
        if transition.roles and self._scope.role not in transition.roles:
            raise DeniedError(f"Your role may not do this: {_label(transition)}.")
        sql = f'update {self._plan.table} set "{self._flow.field}" = $3 where id = $1 and version = $2'
        done = await connection.execute(sql, row_id, version, transition.to_state)
        if done == "UPDATE 0":
            await self._runtime.records(self._plan, self._scope).demand_version(connection, row_id, version)
            raise DeniedError(f"Your role may not change this {self._plan.label.lower()}.")

    async def _state(self, connection: ScopedConnection, row_id: UUID) -> tuple[str | None, int]:
        """Where the row is, nothing where the member may not see that, and the version it is at."""
        sql = f'select "{self._flow.field}" as state, version from {self._plan.view} where id = $1'
        found = await connection.fetchrow(sql, row_id)
        if found is None:
            raise NoSuchRowError(self._plan.label)
        return found["state"], found["version"]


def _label(transition: Transition) -> str:
    return transition.label or sentence(transition.name)
