"""Questions that runs asked people, as SQL."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots.run_queue.repository import approval_of
from sayso.bots.tables import ApprovalRow
from sayso.bots.types import Approval
from sayso.db.keyset import Part, Window, part_of_query


async def approvals(
    session: AsyncSession,
    agency_id: UUID,
    window: Window,
    among: ColumnElement[bool],
    *,
    is_open: bool | None = None,
    bot_id: UUID | None = None,
) -> Part[Approval]:
    """Questions ``among`` those of runs of the agency, the newest first."""
    query = select(ApprovalRow).where(ApprovalRow.agency_id == agency_id, among)
    if is_open is not None:
        query = query.where(ApprovalRow.decision.is_(None) if is_open else ApprovalRow.decision.is_not(None))
    if bot_id is not None:
        query = query.where(ApprovalRow.bot_id == bot_id)
    query = query.execution_options(populate_existing=True)
    part = await part_of_query(session, query, window, ApprovalRow.asked_at, ApprovalRow.id, descending=True)
    return part.map(lambda row: approval_of(row[0]))


async def approvals_of_run(
    session: AsyncSession, agency_id: UUID, run_id: UUID, among: ColumnElement[bool], most: int
) -> list[Approval]:
    """Questions of a run, the first first; of those that are not ``among`` these no words."""
    query = (
        select(ApprovalRow, among)
        .where(ApprovalRow.agency_id == agency_id, ApprovalRow.run_id == run_id)
        .order_by(ApprovalRow.asked_at, ApprovalRow.id)
        .limit(most)
        .execution_options(populate_existing=True)
    )
    return [
        approval_of(row) if is_asked else replace(approval_of(row), text="", comment="", is_hidden=True)
        for row, is_asked in (await session.execute(query)).all()
    ]
