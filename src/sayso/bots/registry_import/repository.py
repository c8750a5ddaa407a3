"""What an import looks up and keeps, as SQL; each query names its agency."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots.tables import BotRow, VersionRow

AUTHOR = "import"
_TURN = text("select pg_advisory_xact_lock(hashtextextended('bots import ' || :agency, 0))")


@dataclass(frozen=True, slots=True)
class Kept:
    """A bot that was imported before, with its newest version that an import wrote."""

    id: UUID
    name: str
    is_deleted: bool
    runs: int
    config: dict[str, Any]
    number: int | None = None
    code: str = ""
    details: Any = None


async def take_turn(session: AsyncSession, agency_id: UUID) -> None:
    """One import of an agency after the other, until the transaction ends."""
    await session.execute(_TURN, {"agency": str(agency_id)})


async def kept_of(session: AsyncSession, agency_id: UUID, ids: Collection[UUID]) -> dict[UUID, Kept]:
    """Which of these bots are there."""
    bots = await session.scalars(
        select(BotRow)
        .where(BotRow.agency_id == agency_id, BotRow.id.in_(ids))
        .execution_options(populate_existing=True)
    )
    versions = await session.scalars(
        select(VersionRow)
        .where(VersionRow.agency_id == agency_id, VersionRow.bot_id.in_(ids), VersionRow.author == AUTHOR)
        .order_by(VersionRow.bot_id, VersionRow.number.desc())
        .ext(distinct_on(VersionRow.bot_id))
        .execution_options(populate_existing=True)
    )
    newest = {row.bot_id: row for row in versions}
    return {row.id: _kept(row, newest.get(row.id)) for row in bots}


async def names_taken(session: AsyncSession, agency_id: UUID, ids: Collection[UUID]) -> set[str]:
    """Names of the agency's other bots, in small letters."""
    found = await session.scalars(
        select(BotRow.name).where(
            BotRow.agency_id == agency_id, BotRow.deleted_at.is_(None), BotRow.id.not_in(ids)
        )
    )
    return {name.lower() for name in found}


def _kept(row: BotRow, version: VersionRow | None) -> Kept:
    kept = Kept(row.id, row.name, row.deleted_at is not None, row.runs, row.config)
    if version is None:
        return kept
    return Kept(
        row.id, row.name, kept.is_deleted, row.runs, row.config, version.number, version.code, version.details
    )
