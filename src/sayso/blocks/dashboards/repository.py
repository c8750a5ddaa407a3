"""Dashboards, their layouts and links as SQL; each query names its agency, but for that of a link."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, delete, func, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.blocks.dashboards.types import Dashboard, Layout, Looker, Share, Size, Tile, Visibility
from sayso.blocks.tables import KEPT_DAYS, BlockRow, DashboardRow, LayoutRow, ShareRow
from sayso.db.keyset import Part, Window, part_of_query
from sayso.identity.tables import MembershipRow, UserRow

_RENUMBER = text(
    "update dashboards d set position = o.n from unnest(cast(:ids as uuid[])) with ordinality o(id, n) "
    "where d.agency_id = :agency and d.id = o.id"
)


async def dashboards_of(session: AsyncSession, looker: Looker, window: Window) -> Part[Dashboard]:
    """What somebody sees, in its order."""
    query = _seen(looker).where(DashboardRow.deleted_at.is_(None))
    part = await part_of_query(session, query, window, DashboardRow.position, DashboardRow.id)
    return part.map(lambda row: _dashboard(row, looker))


async def dashboard_of(
    session: AsyncSession, looker: Looker, dashboard_id: UUID, *, is_deleted: bool = False
) -> Dashboard | None:
    """A dashboard that somebody sees, or would see if it had not been removed."""
    query = _seen(looker).where(DashboardRow.id == dashboard_id)
    if is_deleted:
        query = query.where(DashboardRow.deleted_at > func.now() - timedelta(days=KEPT_DAYS))
    else:
        query = query.where(DashboardRow.deleted_at.is_(None))
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _dashboard(row, looker)


async def count_of(session: AsyncSession, agency_id: UUID) -> int:
    """How many there are; others who add one wait until the transaction ends."""
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"dashboards {agency_id}"))))
    query = select(func.count()).where(DashboardRow.agency_id == agency_id, DashboardRow.deleted_at.is_(None))
    return (await session.execute(query)).scalar_one()


async def add(session: AsyncSession, looker: Looker, name: str) -> UUID:
    """A new dashboard behind the others; its id."""
    last = select(func.coalesce(func.max(DashboardRow.position), 0) + 1).where(
        DashboardRow.agency_id == looker.agency_id
    )
    adding = insert(DashboardRow).values(
        agency_id=looker.agency_id, user_id=looker.user_id, name=name, position=last.scalar_subquery()
    )
    return (await session.execute(adding.returning(DashboardRow.id))).scalar_one()


async def change(session: AsyncSession, agency_id: UUID, dashboard_id: UUID, **values: Any) -> None:
    """Change a dashboard, and note when."""
    await session.execute(
        update(DashboardRow)
        .where(DashboardRow.agency_id == agency_id, DashboardRow.id == dashboard_id)
        .values(**values, updated_at=func.now())
        .execution_options(synchronize_session=False)
    )


async def remove(session: AsyncSession, agency_id: UUID, dashboard_id: UUID) -> None:
    """Remove a dashboard, so that it can come back for a while."""
    await session.execute(
        update(DashboardRow)
        .where(DashboardRow.agency_id == agency_id, DashboardRow.id == dashboard_id)
        .values(deleted_at=func.now())
        .execution_options(synchronize_session=False)
    )


async def ordered(session: AsyncSession, agency_id: UUID) -> list[UUID]:
    """All dashboards of an agency in their order."""
    query = (
        select(DashboardRow.id)
        .where(DashboardRow.agency_id == agency_id)
        .order_by(DashboardRow.position, DashboardRow.id)
    )
    return list((await session.execute(query)).scalars())


async def seen_order(session: AsyncSession, looker: Looker) -> list[UUID]:
    """Those that somebody sees, in their order."""
    query = _seen(looker).where(DashboardRow.deleted_at.is_(None))
    query = query.order_by(DashboardRow.position, DashboardRow.id)
    return [row[0].id for row in (await session.execute(query)).all()]


async def renumber(session: AsyncSession, agency_id: UUID, ids: Sequence[UUID]) -> None:
    """Put the dashboards of an agency into this order."""
    await session.execute(_RENUMBER, {"agency": agency_id, "ids": list(ids)})


async def blocks_removed_with(session: AsyncSession, dashboard: Dashboard) -> list[UUID]:
    """Blocks that went with their dashboard; those that were removed before are not among them."""
    query = select(BlockRow.id).where(
        BlockRow.agency_id == dashboard.agency_id,
        BlockRow.dashboard_id == dashboard.id,
        BlockRow.deleted_at >= dashboard.deleted_at,
    )
    return list((await session.execute(query)).scalars())


async def blocks_known(session: AsyncSession, agency_id: UUID, dashboard_id: UUID) -> set[UUID]:
    """Blocks of a dashboard, those too that were removed from it."""
    query = select(BlockRow.id).where(BlockRow.agency_id == agency_id, BlockRow.dashboard_id == dashboard_id)
    return set((await session.execute(query)).scalars())


async def arranged(session: AsyncSession, agency_id: UUID, dashboard_id: UUID) -> dict[Size, Layout]:
    """The layouts that somebody arranged."""
    query = select(LayoutRow.size, LayoutRow.items).where(
        LayoutRow.agency_id == agency_id, LayoutRow.dashboard_id == dashboard_id
    )
    rows = (await session.execute(query)).all()
    return {Size(row.size): tuple(_tile(one) for one in row.items) for row in rows}


async def arrange(
    session: AsyncSession, agency_id: UUID, dashboard_id: UUID, size: Size, layout: Layout
) -> None:
    """Keep a layout in place of the one before."""
    items = [{"block": str(one.block), "x": one.x, "y": one.y, "w": one.w, "h": one.h} for one in layout]
    adding = insert(LayoutRow).values(
        agency_id=agency_id, dashboard_id=dashboard_id, size=size.value, items=items
    )
    await session.execute(
        adding.on_conflict_do_update(
            index_elements=["dashboard_id", "size"], set_={"items": items, "updated_at": func.now()}
        )
    )


async def shares_of(session: AsyncSession, agency_id: UUID, dashboard_id: UUID) -> list[Share]:
    """Links to a dashboard, the newest first."""
    query = (
        select(ShareRow)
        .where(ShareRow.agency_id == agency_id, ShareRow.dashboard_id == dashboard_id)
        .order_by(ShareRow.created_at.desc(), ShareRow.id)
    )
    return [_share(row) for row in (await session.execute(query)).scalars()]


async def add_share(
    session: AsyncSession,
    dashboard: Dashboard,
    user_id: UUID,
    *,
    label: str,
    token_hash: str,
    expires_at: datetime | None,
) -> UUID:
    """A new link; its id."""
    adding = insert(ShareRow).values(
        agency_id=dashboard.agency_id,
        dashboard_id=dashboard.id,
        user_id=user_id,
        label=label,
        token_hash=token_hash,
        expires_at=expires_at,
    )
    return (await session.execute(adding.returning(ShareRow.id))).scalar_one()


async def remove_shares(
    session: AsyncSession, agency_id: UUID, dashboard_id: UUID, share_id: UUID | None = None
) -> list[UUID]:
    """Withdraw one link to a dashboard, or all; those that went."""
    removing = delete(ShareRow).where(ShareRow.agency_id == agency_id, ShareRow.dashboard_id == dashboard_id)
    if share_id is not None:
        removing = removing.where(ShareRow.id == share_id)
    return list((await session.execute(removing.returning(ShareRow.id))).scalars())


async def share_of_hash(session: AsyncSession, token_hash: str) -> Share | None:
    """The link with this secret, while it works; it says which agency."""
    query = (
        select(ShareRow)
        .join(DashboardRow, DashboardRow.id == ShareRow.dashboard_id)
        .where(
            ShareRow.token_hash == token_hash,
            or_(ShareRow.expires_at.is_(None), ShareRow.expires_at > func.now()),
            DashboardRow.deleted_at.is_(None),
        )
    )
    row = (await session.execute(query)).scalar_one_or_none()
    return None if row is None else _share(row)


async def shared_dashboard(session: AsyncSession, share: Share) -> Dashboard:
    """The dashboard of a link that works, as somebody sees it who may not change it."""
    nobody = Looker(share.agency_id, share.id, is_admin=False, may_write=False)
    query = _dashboards(nobody).where(DashboardRow.id == share.dashboard_id)
    return _dashboard((await session.execute(query)).one(), nobody)


async def note_seen(session: AsyncSession, share: Share) -> None:
    """Somebody looks through this link right now."""
    await session.execute(
        update(ShareRow)
        .where(ShareRow.agency_id == share.agency_id, ShareRow.id == share.id)
        .values(last_seen_at=func.now())
        .execution_options(synchronize_session=False)
    )


async def names_of(session: AsyncSession, agency_id: UUID, user_ids: set[UUID]) -> dict[UUID, str]:
    """What people of the agency are called."""
    query = (
        select(UserRow.id, UserRow.name, UserRow.email)
        .join(MembershipRow, (MembershipRow.user_id == UserRow.id) & (MembershipRow.agency_id == agency_id))
        .where(UserRow.id.in_(user_ids))
    )
    return {row.id: row.name or row.email for row in (await session.execute(query)).all()}


def _seen(looker: Looker) -> Select[*tuple[Any, ...]]:
    """Dashboards that somebody sees; nobody owns one whose owner does not belong to the agency any more."""
    is_seen = or_(DashboardRow.user_id == looker.user_id, DashboardRow.visibility == Visibility.AGENCY.value)
    if looker.is_admin:
        is_seen = or_(is_seen, MembershipRow.user_id.is_(None))
    return _dashboards(looker).where(is_seen)


def _dashboards(looker: Looker) -> Select[*tuple[Any, ...]]:
    blocks = (
        select(func.count())
        .where(
            BlockRow.agency_id == looker.agency_id,
            BlockRow.dashboard_id == DashboardRow.id,
            BlockRow.deleted_at.is_(None),
        )
        .scalar_subquery()
    )
    owner = MembershipRow.user_id.label("owner")
    return (
        select(DashboardRow, UserRow.name, UserRow.email, owner, blocks.label("block_count"))
        .outerjoin(UserRow, UserRow.id == DashboardRow.user_id)
        .outerjoin(
            MembershipRow,
            (MembershipRow.user_id == DashboardRow.user_id) & (MembershipRow.agency_id == looker.agency_id),
        )
        .where(DashboardRow.agency_id == looker.agency_id)
    )


def _dashboard(found: Row[*tuple[Any, ...]], looker: Looker) -> Dashboard:
    row: DashboardRow = found[0]
    return Dashboard(
        id=row.id,
        agency_id=row.agency_id,
        user_id=found.owner,
        owner=found.name or found.email or "",
        name=row.name,
        visibility=Visibility(row.visibility),
        blocks=found.block_count,
        may_edit=looker.may_write and (looker.is_admin or row.user_id == looker.user_id),
        created_at=row.created_at,
        updated_at=row.updated_at,
        deleted_at=row.deleted_at,
    )


def _tile(item: dict[str, Any]) -> Tile:
    return Tile(UUID(item["block"]), item["x"], item["y"], item["w"], item["h"])


def _share(row: ShareRow) -> Share:
    return Share(
        row.id,
        row.agency_id,
        row.dashboard_id,
        row.label,
        row.created_at,
        row.expires_at,
        row.last_seen_at,
    )
