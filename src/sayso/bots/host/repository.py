"""What a bot keeps while it runs, as SQL; each query names its agency."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots.host.ports import Json
from sayso.bots.tables import ApprovalRow, RunRow, StateRow, StepRow
from sayso.bots.types import Run, RunState
from sayso.identity.tables import MembershipRow, UserRow

CALLS = "@"
"""Names of calls that are kept beside steps begin with it."""


async def goes_on(session: AsyncSession, run: Run) -> bool:
    """Whether this attempt is the one that counts; it stays so until the transaction ends."""
    query = select(RunRow.id).where(
        RunRow.agency_id == run.agency_id,
        RunRow.id == run.id,
        RunRow.attempt == run.attempt,
        RunRow.state == RunState.RUNNING.value,
    )
    return await session.scalar(query.with_for_update(read=True)) is not None


async def waits(session: AsyncSession, run: Run) -> bool:
    """Whether a person has to decide something before the run goes on."""
    query = select(ApprovalRow.id).where(
        ApprovalRow.agency_id == run.agency_id,
        ApprovalRow.run_id == run.id,
        ApprovalRow.decision.is_(None),
    )
    return await session.scalar(query.limit(1)) is not None


async def state_of(session: AsyncSession, agency_id: UUID, bot_id: UUID) -> dict[str, Any]:
    """All values by their keys."""
    query = select(StateRow.key, StateRow.value).where(*_state(agency_id, bot_id)).order_by(StateRow.key)
    return {key: orjson.loads(value) for key, value in await session.execute(query)}


async def value_of(session: AsyncSession, agency_id: UUID, bot_id: UUID, key: str) -> str | None:
    """One value as JSON."""
    return await session.scalar(select(StateRow.value).where(*_state(agency_id, bot_id), StateRow.key == key))


async def set_value(session: AsyncSession, agency_id: UUID, bot_id: UUID, key: str, value: str) -> None:
    """Keep a value as JSON."""
    added = insert(StateRow).values(agency_id=agency_id, bot_id=bot_id, key=key, value=value)
    await session.execute(
        added.on_conflict_do_update(
            index_elements=[StateRow.bot_id, StateRow.key],
            set_={"value": added.excluded.value, "updated_at": func.now()},
        )
    )


async def drop_value(session: AsyncSession, agency_id: UUID, bot_id: UUID, key: str) -> bool:
    """Forget a value; whether there was one."""
    dropped = delete(StateRow).where(*_state(agency_id, bot_id), StateRow.key == key).returning(StateRow.key)
    return await session.scalar(dropped) is not None


async def size_of_state(session: AsyncSession, agency_id: UUID, bot_id: UUID) -> tuple[int, int]:
    """How many values there are, and their bytes."""
    size = func.coalesce(func.sum(func.octet_length(StateRow.value)), 0)
    query = select(func.count(), size).where(*_state(agency_id, bot_id))
    count, total = (await session.execute(query)).one()
    return count, int(total)


async def add_steps(
    session: AsyncSession, run: Run, values: Mapping[str, Json], *, seconds: float = 0.0
) -> set[str]:
    """Keep what steps and calls gave; the names of those that were not there before."""
    if not values:
        return set()
    rows = [
        {
            "run_id": run.id,
            "agency_id": run.agency_id,
            "name": name,
            "value": value.text,
            "attempt": run.attempt,
            "seconds": seconds,
        }
        for name, value in values.items()
    ]
    added = insert(StepRow).values(rows).on_conflict_do_nothing().returning(StepRow.name)
    return set(await session.scalars(added))


async def names_of(session: AsyncSession, run: Run, prefix: str) -> set[str]:
    """Names of steps and calls that begin like this."""
    query = select(StepRow.name).where(*_steps(run), StepRow.name.startswith(prefix, autoescape=True))
    return set(await session.scalars(query))


async def count_steps(session: AsyncSession, run: Run, prefix: str = "") -> int:
    """How many steps a run has done, or calls where a prefix is given."""
    named = StepRow.name.startswith(prefix, autoescape=True) if prefix else StepRow.name.not_like(f"{CALLS}%")
    return await session.scalar(select(func.count()).where(*_steps(run), named)) or 0


async def approvals_of(session: AsyncSession, run: Run) -> list[ApprovalRow]:
    """What a run asked people, in its order."""
    query = select(ApprovalRow).where(ApprovalRow.agency_id == run.agency_id, ApprovalRow.run_id == run.id)
    return list(await session.scalars(query.order_by(ApprovalRow.number)))


async def add_approval(session: AsyncSession, run: Run, number: int, text: str) -> UUID:
    """A question of a run."""
    row = ApprovalRow(agency_id=run.agency_id, run_id=run.id, bot_id=run.bot_id, number=number, text=text)
    session.add(row)
    await session.flush()
    return row.id


async def person_of(session: AsyncSession, agency_id: UUID, address: str) -> UUID | None:
    """Who of the agency has this e-mail address."""
    query = (
        select(UserRow.id)
        .join(MembershipRow, MembershipRow.user_id == UserRow.id)
        .where(MembershipRow.agency_id == agency_id, func.lower(UserRow.email) == address.strip().lower())
    )
    return await session.scalar(query)


def _state(agency_id: UUID, bot_id: UUID) -> tuple[Any, ...]:
    return (StateRow.agency_id == agency_id, StateRow.bot_id == bot_id)


def _steps(run: Run) -> tuple[Any, ...]:
    return (StepRow.agency_id == run.agency_id, StepRow.run_id == run.id)
