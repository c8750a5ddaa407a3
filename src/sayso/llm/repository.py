"""Queries on the tables of models; each names its agency."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, Text, case, cast, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.db.keyset import Part, Window, part_of_query
from sayso.llm.budgets import Spending
from sayso.llm.config import Budget
from sayso.llm.tables import BudgetRow, CallRow, ChainRow, ProviderRow, RowAccessRow
from sayso.llm.types import CallOutcome, CallRecord, Chain, Role

USUAL_OF = 20
"""Calls of a role whose dearest one says what the next may take."""
MOST_GROUPS = 200
_TOKENS = CallRow.input_tokens + CallRow.output_tokens
_IS_CALL = CallRow.outcome != CallOutcome.REMEMBERED.value


async def providers(session: AsyncSession, agency_id: UUID) -> Sequence[ProviderRow]:
    """The agency's providers, by name."""
    query = select(ProviderRow).where(ProviderRow.agency_id == agency_id).order_by(ProviderRow.name)
    return (await session.execute(query)).scalars().all()


async def save_provider(session: AsyncSession, agency_id: UUID, name: str, values: dict[str, Any]) -> None:
    """Keep a provider, in place of the one of this name."""
    query = insert(ProviderRow).values(agency_id=agency_id, name=name, **values)
    await session.execute(query.on_conflict_do_update(index_elements=["agency_id", "name"], set_=values))


async def remove_provider(session: AsyncSession, agency_id: UUID, name: str) -> None:
    """Forget a provider."""
    query = delete(ProviderRow).where(ProviderRow.agency_id == agency_id, ProviderRow.name == name)
    await session.execute(query)


async def chains(session: AsyncSession, agency_id: UUID) -> dict[Role, Chain]:
    """The agency's chains."""
    query = select(ChainRow).where(ChainRow.agency_id == agency_id)
    return {
        Role(row.role): Chain(
            models=tuple(row.models),
            temperature=row.temperature,
            max_tokens=row.max_tokens,
            timeout_seconds=row.timeout_seconds,
            retries=row.retries,
        )
        for row in (await session.execute(query)).scalars()
        if row.role in set(Role)
    }


async def save_chain(session: AsyncSession, agency_id: UUID, role: Role, chain: Chain) -> None:
    """Keep the chain of a role."""
    values = {**chain.model_dump(), "models": list(chain.models)}
    query = insert(ChainRow).values(agency_id=agency_id, role=role.value, **values)
    await session.execute(query.on_conflict_do_update(index_elements=["agency_id", "role"], set_=values))


async def remove_chain(session: AsyncSession, agency_id: UUID, role: Role) -> None:
    """Go back to the chain of the settings."""
    query = delete(ChainRow).where(ChainRow.agency_id == agency_id, ChainRow.role == role.value)
    await session.execute(query)


async def row_access(session: AsyncSession, agency_id: UUID) -> dict[str, str]:
    """The models that may see values of rows, each with the place it was allowed at."""
    query = select(RowAccessRow.model, RowAccessRow.place).where(RowAccessRow.agency_id == agency_id)
    return {row.model: row.place for row in await session.execute(query)}


async def allow_rows(session: AsyncSession, agency_id: UUID, model: str, place: str) -> None:
    """Let a model see values of rows while it is asked at this place."""
    query = insert(RowAccessRow).values(agency_id=agency_id, model=model, place=place)
    changed = {"place": place}
    await session.execute(query.on_conflict_do_update(index_elements=["agency_id", "model"], set_=changed))


async def withdraw_rows(session: AsyncSession, agency_id: UUID, model: str) -> None:
    """Let a model see none."""
    query = delete(RowAccessRow).where(RowAccessRow.agency_id == agency_id, RowAccessRow.model == model)
    await session.execute(query)


async def budget(session: AsyncSession, agency_id: UUID) -> Budget:
    """What the agency allows itself."""
    query = select(BudgetRow).where(BudgetRow.agency_id == agency_id)
    row = (await session.execute(query)).scalar_one_or_none()
    return Budget() if row is None else Budget(**{name: getattr(row, name) for name in Budget.model_fields})


async def save_budget(session: AsyncSession, agency_id: UUID, given: Budget) -> None:
    """Keep the agency's budget."""
    values = given.model_dump()
    query = insert(BudgetRow).values(agency_id=agency_id, **values)
    await session.execute(query.on_conflict_do_update(index_elements=["agency_id"], set_=values))


async def add_call(session: AsyncSession, agency_id: UUID, record: CallRecord, detail: str) -> None:
    """Write a call into the ledger."""
    values = {
        "agency_id": agency_id,
        "session_id": record.caller.session_id,
        "user_id": record.caller.user_id,
        "role": record.role.value,
        "model": record.model,
        "prompt": record.prompt,
        "outcome": record.outcome.value,
        "detail": detail,
        "input_tokens": record.usage.input,
        "output_tokens": record.usage.output,
        "cached_tokens": record.usage.cached,
        "cost": record.cost,
        "latency_seconds": record.latency_seconds,
        "started_at": record.started_at,
    }
    await session.execute(insert(CallRow).values(values))


async def spent(
    session: AsyncSession, agency_id: UUID, *, since: datetime | None = None, session_id: UUID | None = None
) -> Spending:
    """What calls took since a moment, or in a session."""
    query = select(func.coalesce(func.sum(CallRow.cost), 0), func.coalesce(func.sum(_TOKENS), 0)).where(
        CallRow.agency_id == agency_id
    )
    if since is not None:
        query = query.where(CallRow.started_at >= since)
    if session_id is not None:
        query = query.where(CallRow.session_id == session_id)
    cost, tokens = (await session.execute(query)).one()
    return Spending(Decimal(cost or 0), int(tokens))


async def dearest(session: AsyncSession, agency_id: UUID, role: Role) -> Spending | None:
    """What the dearest of the role's latest calls took; none where there was no call yet."""
    latest = (
        select(CallRow.cost, _TOKENS.label("tokens"))
        .where(CallRow.agency_id == agency_id, CallRow.role == role.value, _IS_CALL)
        .order_by(CallRow.id.desc())
        .limit(USUAL_OF)
        .subquery()
    )
    query = select(func.max(latest.c.cost), func.max(latest.c.tokens))
    cost, tokens = (await session.execute(query)).one()
    return None if tokens is None else Spending(Decimal(cost or 0), int(tokens))


@dataclass(frozen=True, slots=True)
class Usage:
    """What calls of one group took; ``unknown`` counts those whose price is not known."""

    group: str
    calls: int
    remembered: int
    input: int
    output: int
    cached: int
    cost: Decimal
    unknown: int


GROUPS: dict[str, ColumnElement[Any]] = {
    "total": cast("", Text),
    "day": cast(cast(func.timezone("UTC", CallRow.started_at), Date), Text),
    "role": cast(CallRow.role, Text),
    "model": cast(CallRow.model, Text),
    "session": cast(CallRow.session_id, Text),
}
"""What calls are told apart by."""


async def usage(
    session: AsyncSession, agency_id: UUID, by: str, since: datetime, until: datetime
) -> list[Usage]:
    """What calls took between two moments, by group; the dearest groups where there are many."""
    group = GROUPS[by].label("one")
    is_unknown = _IS_CALL & CallRow.cost.is_(None)
    cost = func.coalesce(func.sum(CallRow.cost), 0)
    query: Select[*tuple[Any, ...]] = (
        select(
            group,
            func.count(case((_IS_CALL, 1))),
            func.count(case((~_IS_CALL, 1))),
            func.coalesce(func.sum(CallRow.input_tokens), 0),
            func.coalesce(func.sum(CallRow.output_tokens), 0),
            func.coalesce(func.sum(CallRow.cached_tokens), 0),
            cost,
            func.count(case((is_unknown, 1))),
        )
        .where(CallRow.agency_id == agency_id, CallRow.started_at >= since, CallRow.started_at < until)
        .group_by(group)
        .order_by(group if by == "day" else cost.desc(), group)
        .limit(MOST_GROUPS if by != "day" else 400)
    )
    if by == "session":
        query = query.where(CallRow.session_id.is_not(None))
    return [Usage(*row) for row in (await session.execute(query)).all()]


async def part_of_calls(
    session: AsyncSession, agency_id: UUID, wanted: dict[str, Any], window: Window
) -> Part[CallRow]:
    """Some of the agency's calls, the newest first; ``wanted`` narrows down by column."""
    query = select(CallRow).where(CallRow.agency_id == agency_id)
    for column, value in wanted.items():
        query = query.where(getattr(CallRow, column) == value)
    part = await part_of_query(session, query, window, CallRow.id, descending=True)
    return part.map(lambda row: row[0])
