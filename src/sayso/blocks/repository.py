"""Blocks as SQL; each query names its agency."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

import orjson
from pydantic import TypeAdapter
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.blocks.tables import KEPT_DAYS, BlockRow, DataRow, LogRow, VersionRow
from sayso.blocks.types import (
    At,
    Block,
    Card,
    Every,
    LogEntry,
    LogKind,
    Never,
    Reads,
    Shown,
    State,
    Timing,
    Version,
    VersionStatus,
    Wishes,
)
from sayso.db.keyset import Part, Window, part_of_query
from sayso.identity.tables import MembershipRow, UserRow

MOST_LINES = 1_000
"""Lines of the log about refreshes of one block; beyond, the oldest go."""
_TIMING: TypeAdapter[Every | At | Never] = TypeAdapter(Timing)
_READERS = text(
    "select b.id from blocks b join block_versions v on v.agency_id = b.agency_id and v.block_id = b.id "
    "and v.number = b.version where b.agency_id = :agency and b.on_rows and b.deleted_at is null "
    "and b.state in ('live', 'failing') and exists (select from jsonb_array_elements(v.reads -> 'modules') m "
    "where m ->> 'slug' = :slug and (cast(:entities as text[]) is null or m -> 'entities' = '[]' "
    "or m -> 'entities' ?| cast(:entities as text[])))"
)
_SWEEP = (
    text("delete from block_log where at < now() - interval '14 days' and kind in ('fetch', 'process')"),
    text(
        "delete from block_log l using (select id, row_number() over (partition by block_id order by id "
        "desc) as place from block_log where kind in ('fetch', 'process')) n where n.id = l.id "
        "and n.place > :lines"
    ),
    text("delete from block_log where at < now() - interval '180 days'"),
    text("delete from blocks where deleted_at < now() - make_interval(days => :days)"),
    text("delete from dashboards where deleted_at < now() - make_interval(days => :days)"),
)
_NUMBER = select(func.coalesce(func.max(VersionRow.number), 0) + 1)


async def add_block(session: AsyncSession, agency_id: UUID, values: dict[str, Any]) -> Block:
    """A new block."""
    added = insert(BlockRow).values(agency_id=agency_id, **values).returning(BlockRow)
    return _block((await session.execute(added)).scalar_one())


async def block_of(
    session: AsyncSession, agency_id: UUID, block_id: UUID, *, is_deleted: bool = False, locks: bool = False
) -> Block | None:
    """A block; with ``locks`` it is ours until the transaction ends."""
    query = select(BlockRow).where(
        BlockRow.agency_id == agency_id,
        BlockRow.id == block_id,
        BlockRow.deleted_at.is_not(None) if is_deleted else BlockRow.deleted_at.is_(None),
    )
    found = await session.execute(query.with_for_update() if locks else query)
    row = found.scalar_one_or_none()
    return None if row is None else _block(row)


async def blocks_of(session: AsyncSession, agency_id: UUID, dashboard_id: UUID) -> list[Block]:
    """The blocks of a dashboard, the oldest first."""
    query = select(BlockRow).where(
        BlockRow.agency_id == agency_id,
        BlockRow.dashboard_id == dashboard_id,
        BlockRow.deleted_at.is_(None),
    )
    rows = await session.scalars(query.order_by(BlockRow.created_at, BlockRow.id))
    return [_block(row) for row in rows]


async def set_block(session: AsyncSession, block: Block, **values: Any) -> Block:
    """Change columns of a block; the block as it is then."""
    kept = {name: _kept(value) for name, value in values.items()}
    changed = (
        update(BlockRow)
        .where(BlockRow.agency_id == block.agency_id, BlockRow.id == block.id)
        .values(updated_at=func.now(), **kept)
        .returning(BlockRow)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    return _block((await session.execute(changed)).scalar_one())


async def add_version(session: AsyncSession, block: Block, values: dict[str, Any]) -> Version:
    """A new version of a block that is locked, with the next number."""
    of_block = (VersionRow.agency_id == block.agency_id, VersionRow.block_id == block.id)
    number = (await session.execute(_NUMBER.where(*of_block))).scalar_one()
    added = insert(VersionRow).values(
        agency_id=block.agency_id,
        block_id=block.id,
        number=number,
        **{name: _kept(value) for name, value in values.items()},
    )
    return _version((await session.execute(added.returning(VersionRow))).scalar_one())


async def set_version(session: AsyncSession, block: Block, number: int, **values: Any) -> None:
    """Change where a version stands, or what it says besides its code."""
    await session.execute(
        update(VersionRow)
        .where(
            VersionRow.agency_id == block.agency_id,
            VersionRow.block_id == block.id,
            VersionRow.number == number,
        )
        .values({name: _kept(value) for name, value in values.items()})
        .execution_options(synchronize_session=False)
    )


async def version_of(session: AsyncSession, block: Block, number: int) -> Version | None:
    """One version of a block."""
    query = select(VersionRow).where(
        VersionRow.agency_id == block.agency_id,
        VersionRow.block_id == block.id,
        VersionRow.number == number,
    )
    row = (await session.execute(query.execution_options(populate_existing=True))).scalar_one_or_none()
    return None if row is None else _version(row)


async def versions_of(session: AsyncSession, block: Block, window: Window) -> Part[Version]:
    """Versions of a block, the newest first."""
    query = select(VersionRow).where(VersionRow.agency_id == block.agency_id, VersionRow.block_id == block.id)
    part = await part_of_query(session, query, window, VersionRow.number, descending=True)
    return part.map(lambda row: _version(row[0]))


async def wishes_of(session: AsyncSession, block: Block) -> list[str]:
    """What was said for the versions that came to be active, the first first."""
    query = select(VersionRow.wish).where(
        VersionRow.agency_id == block.agency_id,
        VersionRow.block_id == block.id,
        VersionRow.wish != "",
        VersionRow.status.in_([VersionStatus.ACTIVE.value, VersionStatus.DEPRECATED.value]),
    )
    return list(await session.scalars(query.order_by(VersionRow.number)))


async def active_of(session: AsyncSession, agency_id: UUID, blocks: Collection[UUID]) -> dict[UUID, Version]:
    """The active versions of these blocks."""
    query = select(VersionRow).where(
        VersionRow.agency_id == agency_id,
        VersionRow.block_id.in_(blocks),
        VersionRow.status == VersionStatus.ACTIVE.value,
    )
    rows = await session.scalars(query.execution_options(populate_existing=True))
    return {row.block_id: _version(row) for row in rows}


async def data_of(session: AsyncSession, agency_id: UUID, blocks: Collection[UUID]) -> dict[UUID, Shown]:
    """What these blocks show."""
    query = select(DataRow).where(DataRow.agency_id == agency_id, DataRow.block_id.in_(blocks))
    rows = await session.scalars(query.execution_options(populate_existing=True))
    return {row.block_id: _shown(row) for row in rows}


async def keep_data(session: AsyncSession, block: Block, shown: Shown) -> None:
    """Show this data from now on."""
    values = {
        "value": orjson.dumps(shown.value).decode(),
        "shape": shown.shape,
        "version": shown.version,
        "at": shown.at,
        "expires_at": shown.expires_at,
    }
    added = upsert(DataRow).values(agency_id=block.agency_id, block_id=block.id, **values)
    await session.execute(added.on_conflict_do_update(index_elements=["block_id"], set_=values))


async def note(
    session: AsyncSession,
    block: Block,
    kind: LogKind,
    message: str = "",
    *,
    ok: bool,
    seconds: float = 0.0,
    version: int | None = None,
) -> None:
    """Add a line to the log."""
    await session.execute(
        insert(LogRow).values(
            agency_id=block.agency_id,
            block_id=block.id,
            kind=kind.value,
            ok=ok,
            message=message[:2_000],
            seconds=seconds,
            version=version,
        )
    )


async def log_of(session: AsyncSession, block: Block, window: Window) -> Part[LogEntry]:
    """Lines of the log, the newest first."""
    query = select(LogRow).where(LogRow.agency_id == block.agency_id, LogRow.block_id == block.id)
    part = await part_of_query(session, query, window, LogRow.id, descending=True)
    return part.map(lambda row: _entry(row[0]))


async def name_of(session: AsyncSession, agency_id: UUID, user_id: UUID) -> str:
    """What a person of the agency is called."""
    query = select(UserRow.name).join(MembershipRow, MembershipRow.user_id == UserRow.id)
    found = await session.scalar(query.where(MembershipRow.agency_id == agency_id, UserRow.id == user_id))
    return found or ""


async def readers_of(
    session: AsyncSession, agency_id: UUID, slug: str, entities: Collection[str] | None
) -> list[UUID]:
    """The blocks that are to be refreshed when rows of these entities change; of all, where it is none."""
    values = {"agency": agency_id, "slug": slug, "entities": None if entities is None else list(entities)}
    return list((await session.execute(_READERS, values)).scalars())


async def sweep(session: AsyncSession) -> None:
    """Let go of what is old or was deleted long ago, in all agencies."""
    for statement in _SWEEP:
        given = {"days": KEPT_DAYS, "lines": MOST_LINES}
        named = {name: value for name, value in given.items() if f":{name}" in statement.text}
        await session.execute(statement, named)


def _kept(value: Any) -> Any:
    if isinstance(value, Card | Reads | Wishes | Every | At | Never):
        return value.model_dump(mode="json")
    return list(value) if isinstance(value, tuple) else value


def _block(row: BlockRow) -> Block:
    return Block(
        id=row.id,
        agency_id=row.agency_id,
        dashboard_id=row.dashboard_id,
        user_id=row.user_id,
        asked=row.asked,
        title=row.title,
        state=State(row.state),
        notice=row.notice,
        refresh=_TIMING.validate_python(row.refresh),
        on_rows=row.on_rows,
        cache_seconds=row.cache_seconds,
        heals=row.heals,
        heal_after=row.heal_after,
        failures=row.failures,
        healed=row.healed,
        version=row.version,
        created_at=row.created_at,
        progress=row.progress,
        time_zone=row.time_zone,
        suggestions=tuple(row.suggestions),
        wishes=Wishes.model_validate(row.wishes),
        strain=row.strain,
        failing_since=row.failing_since,
        refreshing_since=row.refreshing_since,
        updated_at=row.updated_at,
        deleted_at=row.deleted_at,
    )


def _version(row: VersionRow) -> Version:
    return Version(
        block_id=row.block_id,
        number=row.number,
        status=VersionStatus(row.status),
        code=row.code,
        card=Card.model_validate(row.card),
        reads=Reads.model_validate(row.reads),
        explanation=row.explanation,
        author=row.author,
        created_at=row.created_at,
        wish=row.wish,
        user_id=row.user_id,
    )


def _shown(row: DataRow) -> Shown:
    return Shown(orjson.loads(row.value), row.at, row.expires_at, row.version, row.shape)


def _entry(row: LogRow) -> LogEntry:
    return LogEntry(row.id, LogKind(row.kind), row.ok, row.message, row.seconds, row.at, row.version)
